//! Material that lies outside the project: real templates, and the facts about every API version.

use std::path::PathBuf;

/// The path in an environment variable. Where the variable is unset or empty, one line says that the test
/// checks nothing. In CI nobody forgets it: there it has to be empty on purpose.
pub fn outside(variable: &str) -> Option<PathBuf> {
    let path = std::env::var_os(variable).map(PathBuf::from);
    let is_forgotten = path.is_none() && std::env::var_os("CI").is_some();
    assert!(!is_forgotten, "{variable} has to be set in CI, be it to nothing");
    let Some(path) = path.filter(|it| !it.as_os_str().is_empty()) else {
        eprintln!("{variable} is not set: what needs it is left out");
        return None;
    };
    assert!(path.exists(), "{variable} names nothing that exists");
    Some(path)
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
