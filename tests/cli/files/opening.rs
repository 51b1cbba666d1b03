//! A path that leads elsewhere from one moment to the next: whatever is opened was allowed.

use std::fs;
use std::os::unix::fs::symlink;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use aib_ls::project::bounds::Bounds;
use aib_ls::project::open::Access;
use aib_ls::project::read::{self, FileKind, ReadError};

use super::{Special, make};
use crate::cli::Folder;

/// Far more than all openings need; what takes longer hangs.
const HANG: Duration = Duration::from_secs(120);

/// Reads a path again and again while it changes places with others, and gives what was read.
fn read_while_swapped(access: fn(&Bounds) -> Access<'_>) -> Vec<Result<Vec<u8>, ReadError>> {
    let folder = Folder::with(&[("ws/file", "inside"), ("secret", "secret")]);
    let (path, bounds) = (folder.path("ws/file"), Bounds::below([folder.path("ws")]));
    make(Special::Pipe, &folder.path("ws/pipe"));
    symlink("../secret", folder.path("ws/link")).unwrap();
    folder.write("ws/kept", "inside");
    let (send, receive) = mpsc::channel();
    let is_done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            // Each of the three has the name in turn, and there is always one.
            let names = ["kept", "pipe", "link"].map(|it| folder.path(&format!("ws/{it}")));
            let spare = folder.path("ws/spare");
            while !is_done.load(Ordering::Relaxed) {
                for name in &names {
                    match name.ends_with("link") {
                        true => symlink("../secret", &spare).unwrap(),
                        false => fs::hard_link(name, &spare).unwrap(),
                    }
                    fs::rename(&spare, &path).unwrap();
                    let _ = fs::remove_file(&spare);
                }
            }
        });
        let (path, bounds) = (path.clone(), bounds.clone());
        thread::spawn(move || {
            let read = || read::bytes(&path, FileKind::Parameters, access(&bounds));
            let mut all: Vec<_> = (0..3_000).map(|_| read()).collect();
            // On a busy machine the file may never have been there.
            while !all.iter().any(Result::is_ok) {
                all.push(read());
            }
            send.send(all)
        });
        let read = receive.recv_timeout(HANG);
        is_done.store(true, Ordering::Relaxed);
        read.expect("a reader hangs")
    })
}

fn check(access: fn(&Bounds) -> Access<'_>) {
    let read = read_while_swapped(access);
    let whole = read.iter().filter(|it| it.is_ok()).count();
    for it in &read {
        assert!(
            matches!(
                it,
                Err(ReadError::Outside | ReadError::NotRegular | ReadError::System(_))
            ) || it.as_deref() == Ok(b"inside"),
            "{it:?}"
        );
    }
    println!(
        "openings while swapped: {}, read {whole}, secrets 0, hangs 0",
        read.len()
    );
    assert!(whole > 0);
}

#[test]
fn a_link_or_a_pipe_that_takes_the_place_of_a_file_is_never_read() {
    check(|it| Access::Workspace(it));
}

#[test]
fn a_walk_follows_no_link_that_takes_the_place_of_a_file() {
    check(|_| Access::Walk);
}
