//! How rules and levels are called, for people and for programs.

use crate::locale::Message;
use crate::rules::{Level, Rule};
use crate::say;
use crate::settings::Severity;

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
pub fn level(level: Level) -> Message {
    match level {
        Level::Error => say! { en: "error", pt_br: "erro" },
        Level::Warning => say! { en: "warning", pt_br: "aviso" },
        Level::Information => say! { en: "information", pt_br: "informação" },
        Level::Hint => say! { en: "hint", pt_br: "dica" },
    }
}

/// What a rule says where settings are silent, in JSON: a level, or that it is off.
pub fn default_severity(rule: &Rule) -> &'static str {
    if rule.is_off() {
        Severity::Off.name()
    } else {
        severity(rule.level)
    }
}

/// The same for people.
pub fn default_level(rule: &Rule) -> Message {
    if rule.is_off() {
        say! { en: "off", pt_br: "desligada" }
    } else {
        level(rule.level)
    }
}

/// The labels of a rule: its level, since when, whether it has a fix.
pub fn facts(rule: &Rule) -> Vec<Message> {
    let since = rule
        .since
        .map(|version| say! { en: "since {version}", pt_br: "desde {version}" });
    let fix = rule.fixable.then(|| say! { en: "has a fix", pt_br: "tem correção" });
    [Some(default_level(rule)), since, fix].into_iter().flatten().collect()
}
