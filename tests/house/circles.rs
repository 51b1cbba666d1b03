//! No circle of files inside a floor: what a file rests on never rests on it. A parent module and what is below it may.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::{code, no, sources};

/// Floors whose files are held to it.
const FLOORS: [&str; 17] = [
    "locale", "cancel", "text", "settings", "syntax", "expr", "model", "script", "schema", "rules", "insight",
    "doctor", "report", "ide", "project", "cli", "lsp",
];

/// A file by the steps of its path below `server`, without the ending.
type Module = Vec<String>;

/// The files of a floor, each with those of the same floor that it names.
fn uses(floor: &str) -> BTreeMap<Module, BTreeSet<Module>> {
    let module = |path: &str| -> Module {
        let path = path.trim_start_matches("server/").trim_end_matches(".rs");
        path.split('/').map(str::to_owned).collect()
    };
    let all: BTreeMap<Module, String> = sources("server")
        .into_iter()
        .map(|(path, source)| (module(&path), code(&source)))
        .filter(|(module, _)| module[0] == floor)
        .collect();
    let longest = |mut path: Module| {
        while !path.is_empty() && !all.contains_key(&path) {
            path.pop();
        }
        path
    };
    let own = |module: &Module, source: &str| {
        let named = paths(source).into_iter().map(longest);
        let others = named.filter(|it| !it.is_empty() && !it.starts_with(module) && !module.starts_with(it));
        others.collect()
    };
    all.iter()
        .map(|(module, source)| (module.clone(), own(module, source)))
        .collect()
}

/// Every path that begins with `crate::`, groups taken apart.
pub(super) fn paths(code: &str) -> Vec<Module> {
    let mut out = Vec::new();
    for rest in code.split("crate::").skip(1) {
        branches(rest, &mut Vec::new(), &mut out);
    }
    out
}

/// Reads one path, or a group of them, behind some steps; gives what follows.
fn branches<'c>(code: &'c str, steps: &mut Module, out: &mut Vec<Module>) -> &'c str {
    let code = code.trim_start();
    if let Some(mut rest) = code.strip_prefix('{') {
        loop {
            let depth = steps.len();
            rest = branches(rest, steps, out).trim_start();
            steps.truncate(depth);
            match rest.strip_prefix(',') {
                Some(next) => rest = next,
                None => return rest.strip_prefix('}').unwrap_or(rest),
            }
        }
    }
    let len = code
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(code.len());
    let (step, rest) = code.split_at(len);
    if !step.is_empty() && step != "self" {
        steps.push(step.to_owned());
    }
    match rest.strip_prefix("::") {
        Some(inner) if !step.is_empty() => branches(inner, steps, out),
        _ => {
            let rest = rest.strip_prefix('*').unwrap_or(rest);
            out.push(steps.clone());
            let renamed = rest.trim_start().strip_prefix("as ");
            renamed.map_or(rest, |it| {
                it.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_')
            })
        }
    }
}

/// Everything that a file rests on.
fn below(module: &Module, uses: &BTreeMap<Module, BTreeSet<Module>>) -> BTreeSet<Module> {
    let mut found = BTreeSet::new();
    let mut waiting: Vec<&Module> = uses[module].iter().collect();
    while let Some(next) = waiting.pop() {
        if found.insert(next.clone()) {
            waiting.extend(&uses[next]);
        }
    }
    found
}

#[test]
fn no_file_rests_on_itself() {
    let mut wrong = String::new();
    for floor in FLOORS {
        let uses = uses(floor);
        assert!(!uses.is_empty(), "{floor} has no files");
        for module in uses.keys().filter(|it| below(it, &uses).contains(*it)) {
            writeln!(wrong, "{}", module.join("/")).unwrap();
        }
    }
    no(&wrong, "files in a circle of files");
}

#[test]
fn groups_and_names_of_imports_are_taken_apart() {
    let shown = |code: &str| -> Vec<String> { paths(code).iter().map(|it| it.join("::")).collect() };
    assert_eq!(
        shown("use crate::a::{self, b as c, d::{e::*, f::*}};\nlet x = crate::g::h();"),
        ["a", "a::b", "a::d::e", "a::d::f", "g::h"]
    );
    assert_eq!(
        shown("use crate::say;\nuse crate::text::span::Span;"),
        ["say", "text::span::Span"]
    );
}
