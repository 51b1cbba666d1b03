//! What is tried: each target takes any bytes and holds its part of the program to what it promises.

mod check;
mod edits;
mod expressions;
mod fixes;
mod formatter;
mod frames;
mod ide;
mod logs;
mod parser;
mod scripts;
mod settings;
mod strings;

use crate::mutate::{self, Mutator};

/// A part of the program, and what is tried on it.
pub struct Target {
    pub name: &'static str,
    pub run: fn(&[u8]),
    /// Mutations beside those of libFuzzer.
    pub mutator: Option<Mutator>,
}

pub const ALL: [Target; 12] = [
    target("parser", parser::run, Some(mutate::json)),
    target("strings", strings::run, None),
    target("expressions", expressions::run, Some(mutate::expression)),
    target("scripts", scripts::run, Some(mutate::lines)),
    target("edits", edits::run, Some(mutate::json)),
    target("frames", frames::run, None),
    target("logs", logs::run, Some(mutate::lines)),
    target("settings", settings::run, Some(mutate::lines)),
    target("formatter", formatter::run, Some(mutate::json)),
    target("fixes", fixes::run, Some(mutate::json)),
    target("check", check::run, Some(mutate::json)),
    target("ide", ide::run, Some(mutate::json)),
];

const fn target(name: &'static str, run: fn(&[u8]), mutator: Option<Mutator>) -> Target {
    Target { name, run, mutator }
}

pub fn find(name: &str) -> Option<&'static Target> {
    static TARGETS: [Target; 12] = ALL;
    TARGETS.iter().find(|it| it.name == name)
}
