//! The rules of the house, as tests: where things stand, who looks at whom, and that nothing is left unlisted.

mod circles;
mod crates;
mod laws;
mod supply;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::house::crates::CRATES;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file of the project below a folder, as paths from the root with `/`, sorted.
fn files(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut waiting = vec![root().join(folder)];
    while let Some(path) = waiting.pop() {
        for entry in fs::read_dir(path).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                found.push(name(&path));
            }
        }
    }
    found.sort();
    found
}

fn name(path: &Path) -> String {
    let path = path.strip_prefix(root()).unwrap();
    path.components()
        .map(|it| it.as_os_str().to_str().unwrap())
        .collect::<Vec<_>>()
        .join("/")
}

fn sources(folder: &str) -> Vec<(String, String)> {
    let sources = files(folder).into_iter().filter(|it| it.ends_with(".rs"));
    sources
        .map(|it| (it.clone(), fs::read_to_string(root().join(it)).unwrap()))
        .collect()
}

#[track_caller]
fn no(wrong: &str, what: &str) {
    assert!(wrong.is_empty(), "{what}:\n{wrong}");
}

/// What stands at the top: what git tracks, or without git what is there.
fn top() -> BTreeSet<String> {
    let git = Command::new("git").args(["ls-files"]).current_dir(root()).output();
    let tracked = git.ok().filter(|it| it.status.success() && !it.stdout.is_empty());
    let first = |path: &str| path.split('/').next().unwrap_or_default().to_owned();
    match tracked {
        Some(output) => String::from_utf8(output.stdout).unwrap().lines().map(first).collect(),
        None => {
            let entries = fs::read_dir(root()).unwrap().map(|it| name(&it.unwrap().path()));
            entries.filter(|it| it != "target" && it != "Cargo.toml.orig").collect()
        }
    }
}

/// The manifest as it was written: cargo packs one of its own making, and this one beside it.
fn manifest() -> String {
    let written = fs::read_to_string(root().join("Cargo.toml.orig"));
    written.unwrap_or_else(|_| fs::read_to_string(root().join("Cargo.toml")).unwrap())
}

#[test]
fn the_repository_root_has_seven_entries() {
    let doors = [
        "Cargo.toml",
        "Cargo.lock",
        "README.md",
        "server",
        "editors",
        "tests",
        "schemas",
    ];
    let others: Vec<_> = top()
        .into_iter()
        .filter(|it| !it.starts_with('.') && !doors.contains(&it.as_str()))
        .collect();
    assert_eq!(others, Vec::<String>::new(), "at the top");
    for door in doors {
        assert!(root().join(door).exists(), "{door} is missing");
    }
}

/// The modules of the library, lowest first.
fn floors() -> Vec<String> {
    let lib = fs::read_to_string(root().join("server/lib.rs")).unwrap();
    let modules = lib
        .lines()
        .filter_map(|it| it.trim().trim_start_matches("pub ").strip_prefix("mod "));
    modules.map(|it| it.trim_end_matches(';').to_owned()).collect()
}

/// The module that a file of `server/` belongs to.
fn floor_of(file: &str) -> &str {
    let path = file.strip_prefix("server/").unwrap();
    path.split('/').next().unwrap().trim_end_matches(".rs")
}

/// The code of a file without comments and strings: what is used is read off it.
fn code(source: &str) -> String {
    let lines = source
        .lines()
        .map(|it| it.split_once("//").map_or(it, |(code, _)| code));
    lines.collect::<Vec<_>>().join("\n")
}

/// The first steps of every path that begins with `crate::`, groups included.
fn used_floors(code: &str) -> BTreeSet<String> {
    let step = |it: &str| {
        it.chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect::<String>()
    };
    let mut used = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(group) => {
                let mut depth = 0;
                let end = group.find(|c| {
                    depth += i32::from(c == '{') - i32::from(c == '}');
                    depth < 0
                });
                let mut depth = 0;
                let top = group[..end.unwrap_or(group.len())].split(|c| {
                    depth += i32::from(c == '{') - i32::from(c == '}');
                    c == ',' && depth == 0
                });
                used.extend(top.map(|it| step(it.trim())));
            }
            None => used.extend([step(rest)]),
        }
    }
    used.remove("");
    used
}

#[test]
fn modules_use_only_modules_below_them() {
    let floors = floors();
    assert_eq!(floors.first().map(String::as_str), Some("locale"));
    let level = |name: &str| floors.iter().position(|it| it == name);
    let mut wrong = String::new();
    for (file, source) in sources("server") {
        let own = floor_of(&file);
        if matches!(own, "lib" | "main") {
            continue;
        }
        let here = level(own).unwrap_or_else(|| panic!("{file} belongs to no module of server/lib.rs"));
        for used in used_floors(&code(&source)) {
            // A macro is at the root of the crate.
            if used == "say" || used == own {
                continue;
            }
            let leaves = ["cli", "lsp"];
            match level(&used) {
                Some(there) if there < here && !leaves.contains(&used.as_str()) => {}
                _ => writeln!(wrong, "{file} uses {used}").unwrap(),
            }
        }
    }
    no(
        &wrong,
        "a module uses only what is listed before it, and nothing uses cli or lsp",
    );
}

#[test]
fn crates_are_used_only_by_their_modules() {
    let manifest = manifest();
    let dependencies = manifest
        .split("[dependencies]")
        .nth(1)
        .unwrap()
        .split("[dev-dependencies]")
        .next()
        .unwrap();
    let crates: Vec<String> = dependencies
        .lines()
        .filter_map(|it| Some(it.split_once(" = ")?.0.replace('-', "_")))
        .collect();
    let allowed: BTreeMap<_, _> = CRATES.into_iter().collect();
    let mut wrong = String::new();
    let mut unused: BTreeSet<&String> = crates.iter().collect();
    for (file, source) in sources("server") {
        let code = code(&source);
        let names = |it: &str| {
            let path = format!("{it}::");
            let own_word = |at: usize| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
            code.match_indices(&path).any(|(at, _)| own_word(at)) || code.contains(&format!("use {it};"))
        };
        for used in crates.iter().filter(|it| names(it)) {
            unused.remove(used);
            let floor = floor_of(&file);
            let is_allowed = allowed.get(floor).is_some_and(|it| it.contains(&used.as_str()));
            if !is_allowed && floor != "main" {
                writeln!(wrong, "{file} uses {used}").unwrap();
            }
        }
    }
    no(&wrong, "an outside crate where it does not belong");
    assert!(unused.is_empty(), "nothing uses {unused:?}");
    let listed: Vec<_> = floors()
        .into_iter()
        .filter(|it| !allowed.contains_key(it.as_str()))
        .collect();
    assert!(listed.is_empty(), "which crates may {listed:?} use?");
}

/// Tables, which may be longer than a file with one idea.
const TABLES: [&str; 1] = ["tests/expr/examples.rs"];

#[test]
fn files_are_short_and_begin_with_their_purpose() {
    let mut wrong = String::new();
    for (file, source) in sources("server").into_iter().chain(sources("tests")) {
        if !source.starts_with("//! ") {
            writeln!(wrong, "{file} does not begin with what it is").unwrap();
        }
        let lines = source.lines().count();
        if lines > 400 && !TABLES.contains(&file.as_str()) {
            writeln!(wrong, "{file} has {lines} lines").unwrap();
        }
        if file.ends_with("/mod.rs") {
            writeln!(wrong, "{file} should be named after its folder").unwrap();
        }
    }
    no(&wrong, "files");
}

#[test]
fn the_server_neither_prints_nor_panics() {
    let mut wrong = String::new();
    for (file, source) in sources("server") {
        let code = code(&source);
        for word in [
            "println!",
            "print!(",
            "dbg!",
            ".unwrap()",
            ".expect(",
            "panic!(",
            "todo!",
            "unimplemented!",
        ] {
            // What is printed on purpose goes through a writer.
            if code.contains(word) && !(word.starts_with("print") && code.contains(&format!("e{word}"))) {
                writeln!(wrong, "{file}: {word}").unwrap();
            }
        }
    }
    no(&wrong, "words that have no place in the server");
}

#[test]
fn every_rule_has_its_page_and_every_page_its_rule() {
    let all: BTreeSet<String> = files("server/rules").into_iter().collect();
    let mut wrong = String::new();
    for file in &all {
        let inner = file.strip_prefix("server/rules/").unwrap();
        // What rules share is no family.
        let Some((family, rule)) = inner.split_once('/').filter(|it| it.0 != "engine") else {
            continue;
        };
        let (stem, ending) = file.rsplit_once('.').unwrap();
        let other = if ending == "md" { "rs" } else { "md" };
        if !all.contains(&format!("{stem}.{other}")) {
            writeln!(wrong, "{file} stands alone").unwrap();
        }
        let list = fs::read_to_string(root().join(format!("server/rules/{family}.rs"))).unwrap();
        let module = rule.rsplit_once('.').unwrap().0;
        if !list.contains(&format!("mod {module};")) || !list.contains(&format!("&{module}::RULE")) {
            writeln!(wrong, "{file} is not listed in {family}.rs").unwrap();
        }
        if ending == "rs" {
            let source = fs::read_to_string(root().join(file)).unwrap();
            // `type` is a word of the language and cannot name a module.
            let rule = if module == "kind" {
                "type".to_owned()
            } else {
                module.replace('_', "-")
            };
            let id = format!("id: \"{}/{rule}\"", family.replace('_', "-"));
            if !source.contains(&id) {
                writeln!(wrong, "{file} should have {id}").unwrap();
            }
        }
    }
    no(&wrong, "rules and pages");
}

#[test]
fn every_feature_has_a_test_of_its_name() {
    let mut wrong = String::new();
    for (file, source) in sources("server/ide") {
        let feature = file
            .strip_prefix("server/ide/")
            .unwrap()
            .split('/')
            .next()
            .unwrap()
            .trim_end_matches(".rs");
        let is_feature = source.contains("\npub fn ") || file.contains("/completion/");
        if is_feature && !root().join(format!("tests/ide/{feature}.rs")).exists() {
            writeln!(wrong, "{file} needs tests/ide/{feature}.rs").unwrap();
        }
    }
    no(&wrong, "features");
}

#[test]
fn every_path_of_the_package_exists() {
    let manifest = manifest();
    let paths = manifest
        .lines()
        .filter_map(|it| it.strip_prefix("path = \"")?.strip_suffix('"'));
    for path in paths.map(PathBuf::from) {
        assert!(root().join(&path).exists(), "{}", path.display());
    }
}
