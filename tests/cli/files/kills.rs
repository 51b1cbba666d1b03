//! Runs that are killed at any moment.

use std::fs;
use std::process::Stdio;
use std::thread;
use std::time::Instant;

use super::{fixable, names};
use crate::cli::{Folder, GOOD};

/// So often a run is killed.
const KILLS: u32 = 200;
const FILES: usize = 8;

#[test]
fn a_run_that_is_killed_leaves_the_old_text_or_the_new_one_and_nothing_else() {
    let folder = Folder::new();
    let paths: Vec<_> = (0..FILES).map(|it| folder.path(&format!("{it}.json"))).collect();
    let start = || {
        let mut command = folder.command(&["check", "--fix", "--quiet"]);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().unwrap()
    };
    let fill = || paths.iter().for_each(|it| fs::write(it, fixable()).unwrap());
    fill();
    let begin = Instant::now();
    assert!(start().wait().unwrap().success());
    let whole = begin.elapsed();
    let (mut half, mut old, mut new, mut left) = (0, 0, 0, 0);
    for number in 0..KILLS {
        fill();
        let mut run = start();
        // Moments all over the run, and some after its end.
        thread::sleep(whole * (number * 37 % KILLS) / KILLS * 6 / 5);
        let _ = run.kill();
        run.wait().unwrap();
        for path in &paths {
            match fs::read_to_string(path) {
                Ok(text) if text == fixable() => old += 1,
                Ok(text) if text == GOOD => new += 1,
                _ => half += 1,
            }
        }
        left += names(&folder, "").len() - FILES;
    }
    fs::write(&paths[0], fixable()).unwrap();
    assert_eq!(folder.run(&["check", "--fix", "--quiet"]).code, 0);
    let after = names(&folder, "").len() - FILES;
    println!("kills: {KILLS}, old {old}, new {new}, half files {half}, left behind {left}, after the next run {after}");
    assert_eq!((half, after), (0, 0));
    assert!(old > 0 && new > 0);
}

#[test]
fn what_a_killed_run_left_is_removed_by_the_next_one_that_writes_there() {
    let left = ".aib-ls-0123456789abcdef";
    let folder = Folder::with(&[
        ("web.json", &fixable()),
        (left, "half"),
        ("other/web.json", GOOD),
        (&format!("other/{left}"), "half"),
        // Names that are not of that kind.
        (".aib-ls-notes", "own"),
        (".aib-ls-0123456789abcdef.json", "own"),
    ]);
    assert_eq!(folder.run(&["check", "--fix", "web.json"]).code, 0);
    assert_eq!(
        names(&folder, ""),
        [".aib-ls-0123456789abcdef.json", ".aib-ls-notes", "other", "web.json"]
    );
    assert_eq!(names(&folder, "other"), [left, "web.json"]);
}

#[test]
fn what_a_run_needs_still_is_not_removed_by_another() {
    let left = ".aib-ls-0123456789abcdef";
    let folder = Folder::with(&[("web.json", &fixable()), (left, "half")]);
    // As a run that writes in the folder holds it.
    let lock = fs::File::open(folder.path("")).unwrap();
    lock.lock_shared().unwrap();
    assert_eq!(folder.run(&["check", "--fix", "web.json"]).code, 0);
    assert_eq!(fs::read_to_string(folder.path("web.json")).unwrap(), GOOD);
    assert_eq!(names(&folder, ""), [left, "web.json"]);
    drop(lock);
    folder.write("web.json", fixable());
    assert_eq!(folder.run(&["check", "--fix", "web.json"]).code, 0);
    assert_eq!(names(&folder, ""), ["web.json"]);
}
