//! Quotes with a backslash before them in PowerShell, where the backslash escapes nothing.
//!
//! Only where PowerShell itself reads the text: values of variables and arguments of cmdlets. A program may know `\"` as an
//! escape of its own.

use crate::text::span::Span;

/// What the backslash does to the quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It is the first character of the text, before the quotes that were to begin it.
    Before,
    /// It is the last character of a string that was to go on.
    Inside,
}

/// The backslashes before quotes in one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    pub kind: Kind,
    /// Each backslash with its quote, in order.
    pub quotes: Vec<Span>,
}

/// All such texts of a PowerShell script.
pub fn slips(text: &str) -> Vec<Slip> {
    let mut reader = Reader {
        text,
        at: 0,
        statement: 0,
        found: Vec::new(),
    };
    while reader.step() {}
    reader.found
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    /// Where the statement begins, or the value of an assignment.
    statement: usize,
    found: Vec<Slip>,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// What is between two offsets.
    fn part(&self, from: usize, to: usize) -> &str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// Reads what is at the offset, outside strings; whether there is more.
    fn step(&mut self) -> bool {
        let rest = self.rest();
        let Some(c) = rest.chars().next() else { return false };
        let is_start = self.part(0, self.at).chars().next_back().is_none_or(begins_word);
        let is_here_string = ["@\"", "@'"].iter().any(|it| rest.starts_with(it));
        match c {
            '@' if is_here_string => self.skip_here_string(),
            '<' if rest.starts_with("<#") => self.skip_past("#>"),
            '#' if is_start => self.at += rest.find('\n').unwrap_or(rest.len()),
            '\'' => {
                self.at += 1;
                self.skip_past("'");
            }
            '"' => self.string(),
            '`' => {
                // A line that goes on is one statement.
                self.at += 1;
                self.at += self.rest().chars().next().map_or(0, char::len_utf8);
            }
            '\\' if is_start && rest.starts_with("\\\"") => self.before_quotes(),
            _ => {
                self.at += c.len_utf8();
                let ends = matches!(c, '\n' | ';' | '|' | '{' | '}' | '(' | ')');
                if ends || c == '=' && is_assignment(self.part(self.statement, self.at)) {
                    self.statement = self.at;
                }
            }
        }
        true
    }

    /// Moves behind the next occurrence of a text.
    fn skip_past(&mut self, end: &str) {
        self.at = self
            .rest()
            .find(end)
            .map_or(self.text.len(), |it| self.at + it + end.len());
    }

    /// Moves behind the here-string at the offset.
    fn skip_here_string(&mut self) {
        let end = if self.rest().starts_with("@'") { "\n'@" } else { "\n\"@" };
        self.at += 2;
        self.skip_past(end);
    }

    /// `\"a b\"`: a text that was to be in quotes.
    fn before_quotes(&mut self) {
        let line = self.rest().lines().next().unwrap_or_default();
        let close = line.get(2..).and_then(|it| it.find("\\\"")).map(|it| it + 2);
        let plain = line.get(2..).and_then(|it| it.find('"')).map(|it| it + 2);
        match close {
            // The next quotes are the ones with the second backslash.
            Some(close) if plain == Some(close + 1) && self.is_read_by_powershell(self.at) => {
                let quotes = [self.at, self.at + close].map(|it| Span::new(it as u32, it as u32 + 2));
                self.found.push(Slip {
                    kind: Kind::Before,
                    quotes: quotes.to_vec(),
                });
                self.at += close + 2;
            }
            _ => self.at += 1,
        }
    }

    /// `"a \"b\" c"`: a string with quotes in it.
    fn string(&mut self) {
        let start = self.at;
        self.at += 1;
        while let Some(c) = self.rest().chars().next() {
            let rest = self.rest();
            match c {
                '`' => self.at += 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
                '$' if rest.starts_with("$(") => self.skip_brackets(),
                '"' if rest.starts_with("\"\"") && !self.part(start, self.at).ends_with('\\') => self.at += 2,
                '"' => {
                    let next = rest.chars().nth(1);
                    let goes_on = self.part(start, self.at).ends_with('\\') && next.is_some_and(char::is_alphanumeric);
                    match self.quotes_inside().filter(|_| goes_on) {
                        Some((quotes, end)) => {
                            if self.is_read_by_powershell(start) {
                                self.found.push(Slip {
                                    kind: Kind::Inside,
                                    quotes,
                                });
                            }
                            self.at = end;
                        }
                        None => self.at += 1,
                    }
                    return;
                }
                _ => self.at += c.len_utf8(),
            }
        }
    }

    /// Moves behind the brackets of `$(…)`.
    fn skip_brackets(&mut self) {
        let mut depth = 0;
        while let Some(c) = self.rest().chars().next() {
            self.at += c.len_utf8();
            match c {
                '(' => depth += 1,
                ')' if depth == 1 => return,
                ')' => depth -= 1,
                _ => {}
            }
        }
    }

    /// The quotes with a backslash from the offset on, and the end of the string that they were to be in; `None` if the line has
    /// no such end.
    fn quotes_inside(&self) -> Option<(Vec<Span>, usize)> {
        let mut quotes = vec![Span::new(self.at as u32 - 1, self.at as u32 + 1)];
        let line = self.rest().lines().next()?;
        for (at, _) in line.match_indices('"').skip(1) {
            let offset = self.at + at;
            if !line.get(..at)?.ends_with('\\') {
                return Some((quotes, offset + 1));
            }
            quotes.push(Span::new(offset as u32 - 1, offset as u32 + 1));
        }
        None
    }

    /// Whether a text at an offset is a value or an argument of a cmdlet, and not one of a program.
    fn is_read_by_powershell(&self, at: usize) -> bool {
        let before = self.part(self.statement, at).trim();
        let name = before.split_whitespace().next().unwrap_or_default();
        if name.is_empty() {
            let sign = self.part(0, self.statement).chars().next_back();
            return matches!(sign, Some('=' | '('));
        }
        let is_word = |it: &str| !it.is_empty() && it.chars().all(|c| c.is_ascii_alphanumeric());
        name.split_once('-')
            .is_some_and(|(verb, noun)| verb.chars().all(|c| c.is_ascii_alphabetic()) && is_word(verb) && is_word(noun))
    }
}

/// Whether a character ends what is before a word.
fn begins_word(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ',' | '=' | '{' | ';' | '|')
}

/// `$a =`, `$env:a =`, `[string] $a +=`
fn is_assignment(statement: &str) -> bool {
    let left = statement.trim_end_matches(['=', '+', '-']).trim();
    left.starts_with(['$', '[']) && left.contains('$') && !left.contains(['"', '\''])
}
