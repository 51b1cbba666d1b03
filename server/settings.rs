//! What a person can set, and what is set.

pub mod data;
pub mod entries;
pub mod file;
pub mod problem;
mod read;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use globset::{Glob, GlobBuilder};
use serde_json::Value;

use crate::locale::Lang;
use crate::settings::data::Data;
use crate::settings::problem::Problem;
use crate::settings::read::Style;

/// What a person can set, with nothing set.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// API version of templates that do not say theirs.
    pub api_version: Option<String>,
    /// The parameter file of deployments, as it is written or, after [`Settings::from_folder`], from the root.
    pub parameters: Option<PathBuf>,
    /// Language of messages; where it is absent, the editor's locale decides.
    pub lang: Option<Lang>,
    /// Whether to report what any JSON Schema validator reports too; it is, where nobody says.
    pub schema_findings: Option<bool>,
    /// Whether to report what a JSON language server reports too, mistakes of the text among it; it is, where nobody says.
    pub json_findings: Option<bool>,
    /// Severities by the id of a rule or the name of a family.
    pub rules: BTreeMap<String, Severity>,
    /// Findings that are known and not wanted.
    pub ignore: Vec<Ignore>,
    /// The program to run as ShellCheck: a person's own choice, which no project makes.
    pub shellcheck: Option<String>,
    /// Whether the editor is to have a formatter in us; it has none, where nobody says.
    pub formatting: Option<bool>,
    /// The words that the editor is to have between the letters; all, where nobody says.
    pub inlay_hints: Option<Hints>,
}

/// Words between the letters of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hints {
    /// The values of expressions.
    pub values: bool,
    /// What the service takes where nothing is written.
    pub defaults: bool,
}

/// What shall become of the findings of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    Error,
    Warning,
    Information,
    Hint,
    Off,
}

/// Findings that are known and not wanted: those that fit everything that is said here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ignore {
    /// Place among the entries of its file, from 0.
    pub number: usize,
    /// The id of a rule, or the name of a family.
    pub rule: String,
    /// A glob for the path from the folder of the settings.
    pub file: Option<String>,
    /// JSON Pointer of a value; what lies in it counts too.
    pub pointer: Option<String>,
}

/// What settings may name, which is known on higher floors.
#[derive(Debug, Clone, Default)]
pub struct KnownNames {
    /// Ids of all rules.
    pub rules: Vec<&'static str>,
    /// All API versions.
    pub versions: Vec<&'static str>,
}

impl Settings {
    /// Reads an editor's settings: the section itself or an object that holds it under `aib`. What
    /// is absent or cannot be understood keeps its default; the latter is also a problem.
    pub fn from_json(value: &Value, known: &KnownNames) -> (Self, Vec<Problem>) {
        let section = Data::from_json(value.get("aib").unwrap_or(value));
        read::settings(&section, Style::Editor, known)
    }

    /// What was chosen for a rule: by its id, else by its family.
    pub fn severity(&self, rule: &str) -> Option<Severity> {
        let family = rule.split('/').next().unwrap_or_default();
        self.rules.get(rule).or_else(|| self.rules.get(family)).copied()
    }

    /// Whether the editor is to have a formatter in us.
    pub fn formats(&self) -> bool {
        self.formatting == Some(true)
    }

    /// The words that the editor is to have between the letters.
    pub fn hints(&self) -> Hints {
        self.inlay_hints.unwrap_or(Hints::ALL)
    }

    /// These settings, and for what they do not say the others.
    pub fn over(mut self, others: Self) -> Self {
        self.api_version = self.api_version.or(others.api_version);
        self.parameters = self.parameters.or(others.parameters);
        self.lang = self.lang.or(others.lang);
        self.schema_findings = self.schema_findings.or(others.schema_findings);
        self.json_findings = self.json_findings.or(others.json_findings);
        // A family in these settings comes before a rule in the others.
        let mut rules = others.rules;
        rules.retain(|name, _| self.severity(name).is_none());
        self.rules.extend(rules);
        self.ignore.extend(others.ignore);
        self.shellcheck = self.shellcheck.or(others.shellcheck);
        self.formatting = self.formatting.or(others.formatting);
        self.inlay_hints = self.inlay_hints.or(others.inlay_hints);
        self
    }

    /// The settings with their paths from the root; as they are written, they lead from this folder.
    pub fn from_folder(mut self, folder: &Path) -> Self {
        self.parameters = self.parameters.map(|it| file::plain(&folder.join(it)));
        self
    }

    /// The settings for one file: of the entries to ignore, those that mean it. `path` leads there
    /// from the folder of the settings; a text without a file is meant by entries without one.
    pub fn for_file(&self, path: Option<&str>) -> Self {
        let meant = |it: &&Ignore| match (&it.file, path) {
            (None, _) => true,
            (Some(pattern), Some(path)) => glob(pattern).is_some_and(|it| it.compile_matcher().is_match(path)),
            (Some(_), None) => false,
        };
        Self {
            ignore: self.ignore.iter().filter(meant).cloned().collect(),
            ..self.clone()
        }
    }
}

impl Hints {
    /// Every kind.
    pub const ALL: Self = Self {
        values: true,
        defaults: true,
    };

    /// By the word of a setting.
    pub fn named(word: &str) -> Option<Self> {
        let (values, defaults) = match word {
            "all" => (true, true),
            "values" => (true, false),
            "defaults" => (false, true),
            "off" => (false, false),
            _ => return None,
        };
        Some(Self { values, defaults })
    }
}

impl Ignore {
    /// Whether a rule is meant.
    pub fn means(&self, rule: &str) -> bool {
        names(&self.rule, rule)
    }

    /// Whether a place is meant, or lies in what is.
    pub fn holds(&self, pointer: &str) -> bool {
        let Some(own) = &self.pointer else { return true };
        let rest = pointer.strip_prefix(own.as_str());
        rest.is_some_and(|it| it.is_empty() || it.starts_with('/'))
    }
}

/// Whether a name is that of a rule or of its family.
pub fn names(name: &str, rule: &str) -> bool {
    let rest = rule.strip_prefix(name);
    rest.is_some_and(|it| it.is_empty() || (it.starts_with('/') && !name.contains('/')))
}

impl Severity {
    /// Every choice, gravest first.
    pub const ALL: [Self; 5] = [Self::Error, Self::Warning, Self::Information, Self::Hint, Self::Off];

    /// As settings write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Information => "information",
            Self::Hint => "hint",
            Self::Off => "off",
        }
    }
}

impl KnownNames {
    /// Whether a name is that of a rule or of a family.
    pub fn has(&self, name: &str) -> bool {
        self.rules.iter().any(|it| names(name, it))
    }

    /// Every name of a rule or a family.
    pub fn names(&self) -> Vec<&'static str> {
        let mut families: Vec<&str> = self.rules.iter().filter_map(|it| it.split('/').next()).collect();
        families.dedup();
        families.extend(&self.rules);
        families
    }
}

/// Bytes of a pattern of files at most: no path that a system opens is longer. Source: `PATH_MAX` of Linux, `limits.h`.
const MAX_PATTERN_LEN: usize = 4096;

/// A pattern of files; `None` if it is invalid.
fn glob(pattern: &str) -> Option<Glob> {
    // The library gives up with a panic on a pattern of a hundred thousand characters.
    if pattern.len() > MAX_PATTERN_LEN {
        return None;
    }
    let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
    let mut builder = GlobBuilder::new(pattern);
    // The same pattern means the same on every system.
    builder.literal_separator(true).backslash_escape(true).build().ok()
}
