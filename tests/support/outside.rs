//! Material that lies outside the project: real templates, and the facts about every API version.

use std::path::PathBuf;

/// The path in an environment variable. Where the variable is unset, one line says that the test
/// checks nothing; in CI that is a failure.
pub fn outside(variable: &str) -> Option<PathBuf> {
    let path = std::env::var_os(variable).map(PathBuf::from);
    if path.is_none() {
        assert!(std::env::var_os("CI").is_none(), "{variable} has to be set in CI");
        eprintln!("{variable} is not set: nothing is checked here");
        return None;
    }
    let path = path.filter(|it| it.exists());
    assert!(path.is_some(), "{variable} names nothing that exists");
    path
}

/// Every file with an ending below a folder, sorted.
pub fn files_below(folder: &std::path::Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|it| it == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
