//! Searches a script for the words of a message.

use crate::doctor::script_line::source::{LineRole, Source, SourceLine};
use crate::script::Dialect;

/// A part of a message that the line it points to contains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject<'t> {
    /// A word of its own: a command, a path.
    Word(&'t str),
    /// A use of a variable.
    Variable(&'t str),
    /// Any part of a line.
    Piece(&'t str),
}

impl Subject<'_> {
    fn is_in(self, text: &str) -> bool {
        match self {
            Self::Word(word) => has_word(text, word),
            Self::Variable(name) => {
                let is_use = |(at, _): (usize, &str)| {
                    let before = text.get(..at).unwrap_or_default();
                    let behind = text.get(at + name.len()..).unwrap_or_default();
                    let is_name = |c: char| c.is_alphanumeric() || c == '_';
                    before.ends_with(['$', '{']) && !behind.starts_with(is_name)
                };
                !name.is_empty() && text.match_indices(name).any(is_use)
            }
            Self::Piece(piece) => text.contains(piece),
        }
    }
}

/// Whether a text contains a word that is not part of a longer word or path.
fn has_word(text: &str, word: &str) -> bool {
    let is_own = |(at, _): (usize, &str)| {
        let before = text.get(..at).and_then(|it| it.chars().next_back());
        let mut behind = text.get(at + word.len()..).unwrap_or_default().chars();
        let joins = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/' | '\\' | '$');
        let is_start = !before.is_some_and(|c| joins(c) || c == '.');
        let is_end = match behind.next() {
            Some('.') => !behind.next().is_some_and(char::is_alphanumeric),
            Some(c) => !joins(c),
            None => true,
        };
        is_start && is_end
    };
    !word.is_empty() && text.match_indices(word).any(is_own)
}

/// The lines of commands that contain all subjects.
pub(super) fn commands_with(source: &Source<'_>, subjects: &[Subject<'_>]) -> Vec<usize> {
    let has_all = |it: &SourceLine<'_>| subjects.iter().all(|subject| subject.is_in(&it.text));
    let hits = source.commands().filter(|(_, it)| has_all(it));
    hits.map(|it| it.0).collect()
}

/// Whether a line may run words that are not written in it. The text of a here-document may belong to the line that opens it.
pub(super) fn expands(source: &Source<'_>, line: usize) -> bool {
    const STARTS: [&str; 6] = ["eval ", ". ", "source ", "&", "iex ", "Invoke-Expression "];
    let is_open = |it: &SourceLine<'_>| it.text.contains(['$', '`']);
    let may_run = |it: &SourceLine<'_>| {
        let text = it.text.trim_start();
        is_open(it) || text.contains(['*', '?']) || text.contains("{{") || STARTS.iter().any(|it| text.starts_with(it))
    };
    let Some(own) = source.lines.get(line) else {
        return false;
    };
    match own.role {
        LineRole::Data => is_open(own),
        _ => source
            .lines
            .iter()
            .filter(|it| it.statement == own.statement)
            .any(may_run),
    }
}

/// The line of the only item with an argument, or of the only statement of a script file. Lines that print text count only if no
/// other line contains it.
pub(super) fn only_with(source: &Source<'_>, argument: &str) -> Option<usize> {
    let is_windows = source.dialect == Dialect::PowerShell;
    let argument = if is_windows {
        argument.to_lowercase()
    } else {
        argument.to_owned()
    };
    let has = |it: &SourceLine<'_>| match is_windows {
        true => has_word(&it.text.to_lowercase(), &argument),
        false => has_word(&it.text, &argument),
    };
    let lines = source.lines.iter().enumerate();
    let hits: Vec<(usize, &SourceLine<'_>)> = lines
        .filter(|(_, it)| it.role != LineRole::Comment && has(it))
        .collect();
    let doing: Vec<_> = hits.iter().filter(|(_, it)| !prints(it)).collect();
    let hits: Vec<_> = if doing.is_empty() { hits.iter().collect() } else { doing };
    let (first, line) = hits.first()?;
    let is_same = |it: &SourceLine<'_>| match source.is_file() {
        true => it.statement == line.statement,
        false => it.item == line.item,
    };
    hits.iter().all(|(_, it)| is_same(it)).then_some(*first)
}

fn prints(line: &SourceLine<'_>) -> bool {
    let word = line.text.split_whitespace().next().unwrap_or_default();
    let printing = ["echo", "printf", "write-host", "write-output"];
    printing.contains(&word.to_ascii_lowercase().as_str())
}

/// The lines that equal a text, and else those that contain it, up to blanks.
pub(super) fn with_text(source: &Source<'_>, text: &str) -> TextHits {
    let dense = |it: &str| it.split_whitespace().collect::<String>();
    let wanted = dense(text);
    let lines = |is_it: &dyn Fn(&str) -> bool| {
        let lines = source.lines.iter().enumerate();
        let hits = lines.filter(|(_, it)| it.role != LineRole::Unknown && is_it(&dense(&it.text)));
        hits.map(|it| it.0).collect::<Vec<_>>()
    };
    TextHits {
        whole: lines(&|it| it == wanted),
        part: lines(&|it| it.contains(&wanted)),
    }
}

/// Lines found by their text.
pub(super) struct TextHits {
    pub whole: Vec<usize>,
    pub part: Vec<usize>,
}
