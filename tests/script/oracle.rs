//! Lines of real scripts, drawn by a fixed seed, with the commands that a person found in each of them.

use std::collections::BTreeMap;

use aib_ls::document::{Document, Language};
use aib_ls::script::Dialect;
use aib_ls::script::scripts::Scripts;

use crate::support::outside::{files_below, outside};

/// How many lines are drawn.
const DRAWN: usize = 170;

/// What a person read: the mark of a line, as `mark` makes it, and the names of its commands in their order.
const READ: &str = include_str!("oracle.txt");

/// A line, its language and the names of the commands that were found in it.
struct Line {
    dialect: Dialect,
    text: String,
    names: String,
}

/// FNV-1a, which stays the same for ever: marks of lines, and the order in which they are drawn.
fn mark(dialect: Dialect, line: &str) -> u64 {
    let seed = format!("170 lines\0{dialect:?}\0{line}");
    seed.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Every line of the real templates in which a command was found or no comment stands, by its mark.
fn lines() -> BTreeMap<u64, Line> {
    let mut lines = BTreeMap::new();
    let Some(folder) = outside("AIB_LS_CORPUS") else {
        return lines;
    };
    for path in files_below(&folder, "json") {
        let doc = Document::new(std::fs::read_to_string(&path).unwrap(), Language::Json, None);
        for script in doc.templates().flat_map(|it| Scripts::read(it).all) {
            let mut start = 0;
            for text in script.source.text.split('\n') {
                let end = start + text.len() as u32;
                let inside = |it: u32| start <= it && it < end;
                let commands = script.parsed.commands.iter().filter(|it| inside(it.name_span.start));
                let names: Vec<&str> = commands.map(|it| it.name.as_str()).collect();
                start = end + 1;
                if text.trim().is_empty() || text.trim().starts_with('#') {
                    continue;
                }
                let dialect = script.source.dialect;
                let line = Line {
                    dialect,
                    text: text.to_owned(),
                    names: names.join(" "),
                };
                lines.insert(mark(dialect, text), line);
            }
        }
    }
    lines
}

#[test]
fn the_commands_that_a_person_finds_are_found() {
    let lines = lines();
    if lines.is_empty() {
        return;
    }
    let read: BTreeMap<u64, &str> = READ
        .lines()
        .filter_map(|it| {
            let (mark, names) = it.split_once(' ').unwrap_or((it, ""));
            Some((u64::from_str_radix(mark, 16).ok()?, names))
        })
        .collect();
    let drawn: Vec<_> = lines.iter().take(DRAWN).collect();
    assert_eq!(drawn.len(), DRAWN, "too few lines to draw from");
    let mut wrong = Vec::new();
    for (mark, line) in drawn {
        let Line { dialect, text, names } = line;
        match read.get(mark) {
            Some(expected) if expected == names => {}
            Some(expected) => wrong.push(format!("{dialect:?} {text:?}\n  found {names:?}, read {expected:?}")),
            None => wrong.push(format!(
                "nobody has read this line yet:\n{mark:016x} {names}\n  {dialect:?} {text:?}"
            )),
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {DRAWN} lines:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
