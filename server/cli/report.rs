//! How findings are told. What every format shares stands here, each format has a file of its own.

mod excerpt;
pub mod human;
pub mod json;

use std::env;
use std::io::{self, IsTerminal};

use serde::Serialize;

use crate::locale::Say;
use crate::rules::Level;
use crate::rules::finding::Finding;
use crate::say;

/// How much was found, in how many files.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Summary {
    pub files: usize,
    pub error: usize,
    pub warning: usize,
    pub information: usize,
    pub hint: usize,
}

impl Summary {
    /// The findings of one file.
    pub fn of(findings: &[Finding]) -> Self {
        let count = |level| findings.iter().filter(|it| it.level == level).count();
        Self {
            files: 1,
            error: count(Level::Error),
            warning: count(Level::Warning),
            information: count(Level::Information),
            hint: count(Level::Hint),
        }
    }

    /// Adds what was found elsewhere.
    pub fn add(&mut self, other: &Self) {
        self.files += other.files;
        self.error += other.error;
        self.warning += other.warning;
        self.information += other.information;
        self.hint += other.hint;
    }

    /// The number of findings of each level, worst first.
    pub fn levels(&self) -> [(Level, usize); 4] {
        [
            (Level::Error, self.error),
            (Level::Warning, self.warning),
            (Level::Information, self.information),
            (Level::Hint, self.hint),
        ]
    }

    /// Whether something was found that is at least as bad as a level.
    pub fn reaches(&self, level: Level) -> bool {
        self.levels().iter().any(|(it, count)| *it <= level && *count > 0)
    }
}

/// The name of a level in JSON, the same in every language.
pub fn severity(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Information => "information",
        Level::Hint => "hint",
    }
}

/// The name of a level for people.
pub fn level(level: Level) -> Say {
    match level {
        Level::Error => say! { en: "error", pt_br: "erro" },
        Level::Warning => say! { en: "warning", pt_br: "aviso" },
        Level::Information => say! { en: "information", pt_br: "informação" },
        Level::Hint => say! { en: "hint", pt_br: "dica" },
    }
}

/// Whether standard output is a terminal that is to be coloured.
pub fn on_terminal() -> bool {
    io::stdout().is_terminal() && coloured(|it| env::var(it).ok())
}

/// Whether the environment leaves a terminal its colours: <https://no-color.org>, <https://bixense.com/clicolors>.
pub fn coloured(variable: impl Fn(&str) -> Option<String>) -> bool {
    let set = |name: &str| variable(name).filter(|it| !it.is_empty());
    set("NO_COLOR").is_none() && set("CLICOLOR").is_none_or(|it| it != "0") && set("TERM").is_none_or(|it| it != "dumb")
}

/// A value as indented JSON with a line end.
pub(super) fn pretty(value: &impl Serialize) -> String {
    // The values have no map with keys other than text, which is all that can fail here.
    let text = serde_json::to_string_pretty(value);
    debug_assert!(text.is_ok(), "the report is plain data");
    text.unwrap_or_default() + "\n"
}
