//! The addresses that the commands of a script download, also behind a variable or in a call of a method.

use crate::script::Dialect;
use crate::script::command::{Command, Word};
use crate::script::scripts::StepScript;
use crate::script::writes;
use crate::text::span::Span;

/// An address that is written out, and what downloads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// The command or the method as it is written.
    pub by: String,
    /// The address where it is written: an argument, or the value of a variable.
    pub address: Word,
    pub origin: Origin,
}

/// Where an address is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// In the command of the script or the call of the method.
    Argument,
    /// In a command of a text that another command runs.
    Nested,
    /// In the value of a variable, which may have other uses.
    Variable,
}

/// What a script downloads, as far as its text shows.
pub fn downloads(script: &StepScript<'_>) -> Vec<Download> {
    let text = &script.source.text;
    let mut found = Vec::new();
    for command in script.parsed.commands.iter().filter(|it| is_download(it)) {
        let written = command.name_span.of(text).trim_matches(['"', '\'']);
        for word in &command.words {
            let (address, origin) = match word.is_computed {
                true => (value_of(script, &word.text), Origin::Variable),
                false if command.context.is_nested => (Some(word.clone()), Origin::Nested),
                false => (Some(word.clone()), Origin::Argument),
            };
            found.extend(address.map(|address| Download {
                by: written.to_owned(),
                address,
                origin,
            }));
        }
    }
    if script.source.dialect == Dialect::PowerShell {
        found.extend(by_methods(script));
    }
    found
}

fn is_download(command: &Command) -> bool {
    matches!(
        command.name.as_str(),
        "curl"
            | "wget"
            | "aria2c"
            | "invoke-webrequest"
            | "invoke-restmethod"
            | "start-bitstransfer"
            | "bitsadmin"
            | "certutil"
    )
}

/// The value of a word that is a variable and nothing else; `None` if it is not the only one that the script gives to it.
fn value_of(script: &StepScript<'_>, word: &str) -> Option<Word> {
    let name = word.strip_prefix('$')?;
    let name = name
        .strip_prefix('{')
        .and_then(|it| it.strip_suffix('}'))
        .unwrap_or(name);
    let is_name = |it: &str| !it.is_empty() && it.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let bare = name.rsplit(':').next().filter(|it| is_name(it))?;
    let is_same = |it: &str| match script.source.dialect {
        Dialect::Shell => it == bare,
        Dialect::PowerShell => it.rsplit(':').next().is_some_and(|it| it.eq_ignore_ascii_case(bare)),
    };
    let mut assigned = script.parsed.assignments.iter().filter(|it| is_same(&it.name));
    let only = assigned.next().filter(|_| assigned.next().is_none())?;
    only.value.clone().filter(|it| !it.is_computed)
}

/// Methods of `System.Net.WebClient` that take an address first, in lower case.
const METHODS: [&str; 3] = ["downloadfile", "downloadstring", "downloaddata"];

/// `(New-Object Net.WebClient).DownloadFile('…', '…')`
fn by_methods(script: &StepScript<'_>) -> Vec<Download> {
    let text = &script.source.text;
    let lower = text.to_ascii_lowercase();
    let written = writes::writes(&script.parsed, text);
    let texts: Vec<Span> = written
        .iter()
        .filter_map(|it| it.text.as_ref())
        .map(|it| it.span)
        .collect();
    let mut found = Vec::new();
    for method in METHODS {
        for (at, _) in lower.match_indices(method) {
            let line = text.get(..at).and_then(|it| it.rsplit('\n').next()).unwrap_or_default();
            let is_called = line.ends_with('.') && !line.trim_start().starts_with('#');
            // A text that is only written to a file does not run.
            let is_written = texts.iter().any(|it| it.contains(Span::at(at as u32)));
            let behind = text.get(at + method.len()..).and_then(|it| it.strip_prefix('('));
            let Some(behind) = behind.filter(|_| is_called && !is_written) else {
                continue;
            };
            let start = text.len() - behind.trim_start().len();
            found.extend(argument(script, start).map(|(address, origin)| Download {
                by: text.get(at..at + method.len()).unwrap_or_default().to_owned(),
                address,
                origin,
            }));
        }
    }
    found
}

/// The quoted text or the value of the variable at an offset.
fn argument(script: &StepScript<'_>, start: usize) -> Option<(Word, Origin)> {
    let rest = script.source.text.get(start..)?;
    let quote = rest.chars().next()?;
    if !matches!(quote, '"' | '\'') {
        let end = rest.find([',', ')', ' ', '\n'])?;
        return Some((value_of(script, rest.get(..end)?)?, Origin::Variable));
    }
    let inner = rest.get(1..)?.split(quote).next()?;
    let is_plain = !inner.contains(['\n', '`']) && (quote == '\'' || !inner.contains('$'));
    let word = Word {
        text: inner.to_owned(),
        span: Span::new(start as u32, (start + inner.len() + 2) as u32),
        is_computed: false,
        items: Vec::new(),
    };
    is_plain.then_some((word, Origin::Argument))
}
