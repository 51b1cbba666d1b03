//! What can be wrong with settings, and where. The words for it are on a higher floor.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::locale::Message;
use crate::text::span::Span;

/// Something wrong with settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub span: Span,
    pub trouble: Trouble,
}

/// The keys of a table, shared by all problems in it.
pub type Keys = Arc<BTreeSet<String>>;

/// The kinds of trouble.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// A TOML syntax error: the message of the parser, and the word that would be valid in quotes.
    NotToml { why: String, word: Option<Span> },
    /// A key that means nothing here. `taken` are the keys of its table, which no other key may repeat.
    UnknownKey {
        key: String,
        known: Vec<String>,
        taken: Keys,
    },
    /// Neither a rule nor a family. `taken` are the keys of its table where it is a key; empty where it is a value.
    UnknownRule {
        name: String,
        known: Arc<[&'static str]>,
        taken: Keys,
    },
    /// A value of another type.
    WrongType { key: String, wanted: Type, found: Type },
    /// None of the words that a key takes.
    UnknownWord {
        key: String,
        word: String,
        known: Vec<&'static str>,
    },
    /// A file pattern that cannot be matched.
    BadGlob { pattern: String },
    /// A JSON Pointer that does not begin with a slash.
    BadPointer { pointer: String },
    /// An entry to ignore that does not say what.
    NoRule,
    /// A file that is not a parameter file or cannot be read, and why, as a clause.
    Parameters { file: String, why: Message },
    /// An entry to ignore that a whole run had no use for.
    Unused { rule: String },
}

/// The types of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    Text,
    List,
    Table,
    /// True or false.
    Flag,
    /// A number or a date.
    Other,
}
