//! Relative links of the pages: their files and headings exist.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Component, Path, PathBuf};

use super::{read, root};

/// Not in the package of the crate, though pages of the repository link to them.
const OUTSIDE_PACKAGE: [&str; 2] = [".github", "editors/vscode/images"];

/// Every README file, and the page of CI. Pages of rules and failures have no relative links.
fn pages() -> Vec<String> {
    let mut pages = vec!["README.md".to_owned()];
    let mut folders: Vec<PathBuf> = ["server", "editors", "tests", "schemas"].map(PathBuf::from).to_vec();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root().join(&folder)).unwrap() {
            let entry = entry.unwrap();
            let (path, name) = (folder.join(entry.file_name()), entry.file_name());
            if entry.file_type().unwrap().is_dir() && name != "node_modules" {
                folders.push(path);
            } else if name == "README.md" || name == "ci.md" {
                pages.push(path.to_str().unwrap().replace('\\', "/"));
            }
        }
    }
    pages
}

/// The text of a page outside its code blocks.
fn prose(page: &str) -> String {
    let mut is_code = false;
    let lines = page.lines().filter(|it| {
        let is_fence = it.trim_start().starts_with("```");
        is_code ^= is_fence;
        !is_code && !is_fence
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The targets of its links.
fn targets(page: &str) -> Vec<String> {
    let text = prose(page);
    let targets = text.split("](").skip(1).filter_map(|it| it.split_once(')'));
    targets.map(|it| it.0.to_owned()).collect()
}

/// The anchors of its headings, as GitHub makes them.
fn anchors(page: &str) -> BTreeSet<String> {
    let page = prose(page);
    let headings = page.lines().filter(|it| it.starts_with('#'));
    let anchor = |heading: &str| -> String {
        let words = heading.trim_start_matches('#').trim().to_lowercase();
        let kept = words
            .chars()
            .filter(|it| it.is_alphanumeric() || matches!(it, ' ' | '-' | '_'));
        kept.map(|it| if it == ' ' { '-' } else { it }).collect()
    };
    headings.map(anchor).collect()
}

/// A path without `..`, relative to the root of the project.
fn resolved(page: &str, target: &str) -> String {
    let mut path = PathBuf::new();
    let folder = Path::new(page).parent().unwrap();
    for step in folder.join(target).components() {
        match step {
            Component::ParentDir => assert!(path.pop(), "{page} links outside of the project: {target}"),
            step => path.push(step),
        }
    }
    path.to_str().unwrap().replace('\\', "/")
}

#[test]
fn links_of_pages_lead_to_files_and_headings() {
    let is_package = !root().join(".github/CONTRIBUTING.md").exists();
    let mut wrong = String::new();
    for page in pages() {
        for target in targets(&read(&page)) {
            if target.contains("://") {
                continue;
            }
            let (file, anchor) = target.split_once('#').unwrap_or((&target, ""));
            let file = if file.is_empty() {
                page.clone()
            } else {
                resolved(&page, file)
            };
            if is_package && OUTSIDE_PACKAGE.iter().any(|it| file.starts_with(it)) {
                continue;
            }
            let exists = root().join(&file).exists();
            if !exists || !anchor.is_empty() && !anchors(&read(&file)).contains(anchor) {
                writeln!(wrong, "{page}: {target}").unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "links that lead nowhere:\n{wrong}");
}

#[test]
fn links_and_anchors_are_read_outside_of_code() {
    let page = "# A `page`, of tests\n[one](a.md#b) [two](c.md)\n```sh\n# no heading\n[x](y)\n```\n## Known failures\n";
    assert_eq!(targets(page), ["a.md#b", "c.md"]);
    assert_eq!(
        anchors(page),
        ["a-page-of-tests", "known-failures"].map(str::to_owned).into()
    );
}
