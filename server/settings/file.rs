//! The settings file of a project: its text, what it says, and what is wrong with it.

use std::path::{Component, Path, PathBuf};

use crate::locale::Message;
use crate::settings::data::{Broken, Data, Value};
use crate::settings::problem::{Problem, Trouble};
use crate::settings::read::{self, Style};
use crate::settings::{KnownNames, Settings};
use crate::text::span::Span;

/// The name of the settings file of a project.
pub const NAME: &str = "aib-ls.toml";

/// A settings file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    text: String,
    data: Data,
    /// What it says, as far as it can be understood.
    pub settings: Settings,
    /// What is wrong with it, in the order of the text.
    pub problems: Vec<Problem>,
}

impl File {
    /// Reads a text. Of one that is no TOML only that is told: everything else could follow from it.
    pub fn parse(text: String, known: &KnownNames) -> Self {
        let (data, broken) = Data::from_toml(&text);
        let (settings, mut problems) = read::settings(&data, Style::File, known);
        if let Some(broken) = broken {
            problems = vec![not_toml(&text, broken)];
        }
        problems.sort_by_key(|it| it.span);
        Self {
            text,
            data,
            settings,
            problems,
        }
    }

    /// The text, byte for byte.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The JSON Pointer of the innermost value whose text or key holds a span, as if it were JSON.
    pub fn pointer(&self, span: Span) -> String {
        self.data.pointer(span)
    }

    /// Reports that the parameter file cannot be used; `why` is a clause.
    pub fn report_parameters(&mut self, why: Message) {
        let is_toml = !self
            .problems
            .iter()
            .any(|it| matches!(it.trouble, Trouble::NotToml { .. }));
        let member = self.data.members().iter().find(|it| it.key == "parameters");
        let (Some(member), Some(path), true) = (member, &self.settings.parameters, is_toml) else {
            return;
        };
        let file = path.to_string_lossy().into_owned();
        self.problems.push(Problem {
            span: member.data.span,
            trouble: Trouble::Parameters { file, why },
        });
        self.problems.sort_by_key(|it| it.span);
    }

    /// Tells which entries to ignore a run over everything they can mean had no use for.
    pub fn find_unused(&mut self, used: impl Fn(usize) -> bool) {
        let entries = self.data.members().iter().find(|it| it.key == "ignore");
        let Some(Value::List(items)) = entries.map(|it| &it.data.value) else {
            return;
        };
        for entry in self.settings.ignore.iter().filter(|it| !used(it.number)) {
            let Some(item) = items.get(entry.number) else { continue };
            let rule = item.members().iter().find(|it| it.key == "rule");
            self.problems.push(Problem {
                span: rule.map_or(item.span, |it| it.data.span),
                trouble: Trouble::Unused {
                    rule: entry.rule.clone(),
                },
            });
        }
        self.problems.sort_by_key(|it| it.span);
    }
}

/// The path of a file from a folder above it, as file patterns see it.
pub fn path_from(folder: &Path, file: &Path) -> Option<String> {
    let steps = file.strip_prefix(folder).ok()?.components().map(|it| match it {
        Component::Normal(name) => Some(name.to_string_lossy()),
        _ => None,
    });
    let steps: Vec<_> = steps.collect::<Option<_>>()?;
    Some(steps.join("/"))
}

/// A path without steps up, for what need not exist.
pub fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for step in path.components() {
        match step {
            Component::ParentDir => {
                out.pop();
            }
            Component::CurDir => {}
            step => out.push(step),
        }
    }
    out
}

fn not_toml(text: &str, broken: Broken) -> Problem {
    let Broken { span, why } = broken;
    Problem {
        span,
        trouble: Trouble::NotToml {
            why,
            word: unquoted(text, span),
        },
    }
}

/// The word at a mistake, where quotes around it mend this mistake: the id of a rule has a slash,
/// and TOML takes neither that nor a bare word for a value.
fn unquoted(text: &str, span: Span) -> Option<Span> {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/');
    let (before, after) = text.split_at_checked(span.start as usize)?;
    let start = before.trim_end_matches(is_word).len();
    let end = before.len() + after.find(|c| !is_word(c)).unwrap_or(after.len());
    let word = text.get(start..end).filter(|it| !it.is_empty())?;
    let quoted = format!("{}\"{word}\"{}", text.get(..start)?, text.get(end..)?);
    let (_, error) = Data::from_toml(&quoted);
    let is_repaired = error.is_none_or(|it| it.span.start as usize > end + 2);
    is_repaired.then(|| Span::new(start as u32, end as u32))
}
