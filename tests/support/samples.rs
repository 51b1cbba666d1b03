//! Templates and logs that everything is tried on: the project's own, always, and those of the corpus where it is named.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::outside::{files_below, outside};

/// Templates of our own that have no error and no warning, with parameter files and scripts beside them.
pub const TEMPLATES: &str = "tests/samples/templates";

/// Logs of builds and answers of the service, of our own.
pub const LOGS: &str = "tests/samples/logs";

/// Everything of our own, the templates with faults among it.
const ALL: &str = "tests/samples";

/// Names and texts of all templates and parameter files.
pub fn templates() -> Vec<(String, String)> {
    let own = files_below(Path::new(ALL), "json");
    let others = corpus().map(|it| files_below(&it, "json")).unwrap_or_default();
    let mut texts: Vec<_> = own.iter().chain(&others).map(|it| read(it)).collect();
    // Line endings of Windows, which a checkout may change.
    let name = format!("{TEMPLATES}/windows-2019.json");
    let (_, text) = read(Path::new(&name));
    texts.push((
        format!("{name} with line endings of Windows"),
        text.replace('\n', "\r\n"),
    ));
    texts
}

/// Names and texts of all logs.
pub fn logs() -> Vec<(String, String)> {
    let own = files_below(Path::new(LOGS), "log");
    let others = corpus()
        .map(|it| files_below(&it.join("logs"), "log"))
        .unwrap_or_default();
    own.iter().chain(&others).map(|it| read(it)).collect()
}

/// A number that grows with the material: what the samples alone reach, and what the corpus reaches with them.
pub fn at_least(own: usize, with_corpus: usize) -> usize {
    if corpus().is_some() { with_corpus } else { own }
}

fn corpus() -> Option<PathBuf> {
    outside("AIB_LS_CORPUS")
}

fn read(path: &Path) -> (String, String) {
    let bytes = fs::read(path).unwrap();
    (path.display().to_string(), String::from_utf8_lossy(&bytes).into_owned())
}
