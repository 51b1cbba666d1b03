//! Which lines of a script form one statement: continuations, here-documents, texts in quotes.

use crate::doctor::script_line::source::{LineRole, SourceLine};
use crate::script::Dialect;

/// Sets the statement and the role of each line.
pub(super) fn mark(lines: &mut [SourceLine<'_>], dialect: Dialect) {
    match dialect {
        Dialect::Shell => {
            // Quotes that never close would join everything behind them.
            if !mark_shell(lines, true) {
                mark_shell(lines, false);
            }
        }
        Dialect::PowerShell => mark_powershell(lines),
    }
}

/// The end mark of a here-document.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Heredoc {
    mark: String,
    /// Whether tabs before the mark do not count: `<<-`.
    is_indented: bool,
}

impl Heredoc {
    fn ends_at(&self, line: &str) -> bool {
        let line = if self.is_indented {
            line.trim_start_matches('\t')
        } else {
            line
        };
        line == self.mark
    }
}

/// Whether all quotes are closed at the end.
fn mark_shell(lines: &mut [SourceLine<'_>], joins_quotes: bool) -> bool {
    let texts: Vec<String> = lines.iter().map(|it| it.text.clone()).collect();
    let mut heredocs: Vec<Heredoc> = Vec::new();
    let mut scan = Scan::default();
    let mut statement = 0;
    for (index, line) in lines.iter_mut().enumerate() {
        if let Some(heredoc) = heredocs.first() {
            line.statement = statement;
            line.role = LineRole::Data;
            if heredoc.ends_at(&line.text) {
                heredocs.remove(0);
            }
            continue;
        }
        let is_inside = scan.quote.is_some() || scan.continues;
        if !is_inside {
            statement = index;
        }
        line.statement = statement;
        if line.role == LineRole::Unknown {
            scan = Scan::default();
            continue;
        }
        let first = line.text.trim_start().chars().next();
        if scan.quote.is_none() && matches!(first, None | Some('#')) {
            line.role = LineRole::Comment;
            scan.continues = false;
            continue;
        }
        line.role = LineRole::Command;
        let opened = scan.line(&line.text);
        let rest = texts.get(index + 1..).unwrap_or_default();
        let is_closed = |it: &Heredoc| rest.iter().any(|line| it.ends_at(line));
        heredocs.extend(opened.into_iter().filter(is_closed));
        if !joins_quotes {
            scan.quote = None;
        }
    }
    scan.quote.is_none()
}

/// The state of the shell at the end of a line.
#[derive(Debug, Default)]
struct Scan {
    quote: Option<char>,
    /// Whether the next line belongs to the same command.
    continues: bool,
}

impl Scan {
    /// Reads a line and returns the here-documents that it opens.
    fn line(&mut self, line: &str) -> Vec<Heredoc> {
        let mut opened = Vec::new();
        let mut rest = line;
        let mut before = ' ';
        self.continues = false;
        while let Some(letter) = rest.chars().next() {
            rest = rest.get(letter.len_utf8()..).unwrap_or_default();
            match (letter, self.quote) {
                ('\\', None | Some('"')) => {
                    let Some(escaped) = rest.chars().next() else {
                        self.continues = true;
                        break;
                    };
                    rest = rest.get(escaped.len_utf8()..).unwrap_or_default();
                }
                (_, Some(quote)) if letter == quote => self.quote = None,
                ('\'' | '"', None) => self.quote = Some(letter),
                ('#', None) if before.is_whitespace() => return opened,
                ('<', None) if rest.starts_with("<<") => rest = rest.trim_start_matches('<'),
                ('<', None) if rest.starts_with('<') => {
                    let (heredoc, behind) = heredoc(rest.get(1..).unwrap_or_default());
                    opened.extend(heredoc);
                    rest = behind;
                }
                _ => {}
            }
            before = letter;
        }
        let end = line.trim_end();
        let is_open = end.ends_with('|') || end.ends_with("&&");
        self.continues |= self.quote.is_none() && is_open;
        opened
    }
}

/// The end mark after `<<`, and the text after it.
fn heredoc(text: &str) -> (Option<Heredoc>, &str) {
    let is_indented = text.starts_with('-');
    let mark = text.trim_start_matches('-').trim_start();
    let bare = mark.trim_start_matches(['\'', '"', '\\']);
    let end = bare
        .find(|c: char| !(c.is_alphanumeric() || c == '_'))
        .unwrap_or(bare.len());
    let (word, behind) = bare.split_at(end);
    if !word.starts_with(|c: char| c.is_alphabetic() || c == '_') {
        return (None, text);
    }
    let behind = match mark.len() - bare.len() {
        0 => behind,
        _ => behind.trim_start_matches(['\'', '"']),
    };
    let heredoc = Heredoc {
        mark: word.to_owned(),
        is_indented,
    };
    (Some(heredoc), behind)
}

fn mark_powershell(lines: &mut [SourceLine<'_>]) {
    let mut end: Option<(&str, LineRole)> = None;
    let mut continues = false;
    let mut statement = 0;
    for (index, line) in lines.iter_mut().enumerate() {
        let text = line.text.trim();
        if let Some((mark, role)) = end {
            line.statement = statement;
            line.role = role;
            let is_end = match role {
                LineRole::Data => line.text.starts_with(mark),
                _ => text.contains(mark),
            };
            end = end.filter(|_| !is_end);
            continue;
        }
        if !continues {
            statement = index;
        }
        line.statement = statement;
        continues = false;
        if line.role == LineRole::Unknown {
            continue;
        }
        line.role = LineRole::Command;
        if text.is_empty() || text.starts_with('#') {
            line.role = LineRole::Comment;
        } else if text.ends_with("@'") {
            end = Some(("'@", LineRole::Data));
        } else if text.ends_with("@\"") {
            end = Some(("\"@", LineRole::Data));
        } else if text.starts_with("<#") {
            line.role = LineRole::Comment;
            end = Some(("#>", LineRole::Comment)).filter(|_| !text.contains("#>"));
        } else {
            continues = text.ends_with(['`', '|']);
        }
    }
}
