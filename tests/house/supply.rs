//! The crates that the program is made of: each has its reason, and none asks for a newer Rust than the program does.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use serde_json::Value;

use super::{manifest, root};

/// The crates that the manifest names, in all sections of dependencies.
fn named() -> BTreeSet<String> {
    let manifest = manifest();
    let mut is_list = false;
    let lines = manifest.lines().filter(|it| {
        if it.starts_with('[') {
            is_list = it.ends_with("dependencies]");
        }
        is_list
    });
    lines
        .filter_map(|it| Some(it.split_once(" = ")?.0.to_owned()))
        .collect()
}

/// The names in the first column of the table under a heading of `server/README.md`.
fn listed(heading: &str) -> Vec<String> {
    let page = fs::read_to_string(root().join("server/README.md")).unwrap();
    let lines = page.lines().skip_while(|it| *it != heading).skip(1);
    let rows = lines
        .take_while(|it| !it.starts_with("## "))
        .filter(|it| it.starts_with("| `"));
    let names = rows.flat_map(|it| it.split('|').nth(1).unwrap().split('`').skip(1).step_by(2));
    names.map(str::to_owned).collect()
}

#[test]
fn every_crate_has_its_reason() {
    let listed = listed("## Outside crates");
    let names: BTreeSet<String> = listed.iter().cloned().collect();
    assert_eq!(listed.len(), names.len(), "a crate has two reasons");
    let used = named();
    assert!(used.contains("serde_json") && used.contains("proptest"), "{used:?}");
    assert_eq!(names, used);
}

/// A version of Rust as numbers.
fn version(text: &str) -> Vec<u32> {
    let mut numbers: Vec<u32> = text.split('.').map(|it| it.parse().unwrap()).collect();
    numbers.resize(3, 0);
    numbers
}

#[test]
fn no_crate_asks_for_a_newer_rust() {
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--offline", "--locked", "--format-version", "1"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(
        metadata.status.success(),
        "{}",
        String::from_utf8_lossy(&metadata.stderr)
    );
    let metadata: Value = serde_json::from_slice(&metadata.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 100);
    let own = version(env!("CARGO_PKG_RUST_VERSION"));
    let newer = |it: &&Value| it["rust_version"].as_str().is_some_and(|it| version(it) > own);
    let newer: Vec<&Value> = packages.iter().filter(newer).map(|it| &it["name"]).collect();
    assert_eq!(newer, Vec::<&Value>::new());
}

#[test]
fn every_page_asks_for_the_same_rust() {
    let wanted = format!("Rust {} or newer", env!("CARGO_PKG_RUST_VERSION"));
    for page in ["README.md", ".github/CONTRIBUTING.md"] {
        // A package does not have all of them.
        let Ok(text) = fs::read_to_string(root().join(page)) else {
            continue;
        };
        let asks = text.matches("Rust 1.").count();
        assert!(asks > 0 && asks == text.matches(&wanted).count(), "{page}");
    }
}
