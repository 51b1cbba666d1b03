//! Files that are not regular, on the real program: nothing hangs, nothing outside is read, nothing is lost when a file is written.

mod confinement;
mod hung;
mod kills;
mod opening;
mod reading;
mod streams;
mod walks;
mod writing;

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::Command;

use super::{Folder, GOOD};

/// A size in bytes that no disk holds; only its end is stored.
const ENDLESS: u64 = 1 << 40;

/// What may lie where a file is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Special {
    Pipe,
    Socket,
    Folder,
    Sparse,
    /// A link to itself.
    Loop,
    Dangling,
    /// A link to a device without end.
    Device,
}

const SPECIALS: [Special; 7] = [
    Special::Pipe,
    Special::Socket,
    Special::Folder,
    Special::Sparse,
    Special::Loop,
    Special::Dangling,
    Special::Device,
];

fn make(what: Special, path: &Path) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    match what {
        Special::Pipe => assert!(Command::new("mkfifo").arg(path).status().unwrap().success()),
        Special::Socket => drop(UnixListener::bind(path).unwrap()),
        Special::Folder => fs::create_dir(path).unwrap(),
        Special::Sparse => File::create(path).unwrap().set_len(ENDLESS).unwrap(),
        Special::Loop => symlink(path, path).unwrap(),
        Special::Dangling => symlink("nowhere", path).unwrap(),
        Special::Device => symlink("/dev/zero", path).unwrap(),
    }
}

/// A template with one safe fix, after which it is `GOOD`.
fn fixable() -> String {
    GOOD.replace("\"type\": \"Shell\"", "\"type\": \"shell\"")
}

/// A template that downloads `scripts/setup.sh`.
fn with_script() -> String {
    let step = "\"scriptUri\": \"https://example.com/5f3c9a1d2b344c558f216f3c9a1d2b348d1e0a7c/scripts/setup.sh\"";
    GOOD.replace("\"inline\": [\"echo ready | sudo tee /etc/motd\"]", step)
}

/// A template whose name is a parameter.
fn with_parameter() -> String {
    GOOD.replace("\"name\": \"web\"", "\"name\": \"[parameters('name')]\"")
        .replace(
            "\"resources\": [",
            "\"parameters\": { \"name\": { \"type\": \"string\" } },\n  \"resources\": [",
        )
}

fn values(name: &str) -> String {
    format!("{{ \"parameters\": {{ \"name\": {{ \"value\": \"{name}\" }} }} }}")
}

/// The names in a folder, sorted.
fn names(folder: &Folder, name: &str) -> Vec<String> {
    let entries = fs::read_dir(folder.path(name)).unwrap();
    let mut names: Vec<String> = entries
        .map(|it| it.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}
