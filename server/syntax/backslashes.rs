//! Single backslashes in a string that were meant to be doubled: those of Windows paths and regular expressions.
//!
//! A string is repaired as a whole. `c:\\build\\app` with single backslashes has one mistake, `\\a`, next to one legal escape,
//! `\\b`: with only the mistake repaired the text would parse, and mean a path with a control character in it.

use crate::syntax::string::{self, Piece};
use crate::text::span::Span;

/// A change that doubles the backslashes of a string.
pub struct Repair {
    /// Bytes of the string as written, from its first to its last backslash that is doubled.
    pub span: Span,
    pub new_text: String,
    /// How many backslashes are doubled.
    pub count: usize,
    /// Whether the author cannot have meant anything else.
    pub is_certain: bool,
}

/// A backslash with what follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Escape {
    /// No escape of JSON.
    Wrong,
    /// No escape of JSON, and doubling would not be right either: an apostrophe, the end of a line.
    Other,
    /// A backslash, doubled as it should be.
    Backslash,
    /// A control character that no path has, `\\b`, `\\f`, `\\r`, `\\t`.
    Control,
    /// A line break, or a character by its number: a separator and a name as well.
    Ambiguous,
    /// A quote or a slash.
    Plain,
}

struct Backslash {
    start: usize,
    escape: Escape,
    word: usize,
}

/// The repaired string as written, quotes included; `None` if doubling would not be right.
pub fn repair(raw: &str) -> Option<Repair> {
    let inner = string::inner(raw);
    let found = escapes(inner);
    let has = |escape: Escape| found.iter().any(|it| it.escape == escape);
    if has(Escape::Other) || !has(Escape::Wrong) {
        return None;
    }
    let has_control = has(Escape::Control) || has(Escape::Ambiguous);
    let shares = is_network_path(inner, &found);
    let is_doubled = |it: &&Backslash| match it.escape {
        Escape::Wrong | Escape::Control => true,
        Escape::Ambiguous => is_in_path(inner, it),
        Escape::Backslash => shares.contains(&it.start),
        _ => false,
    };
    let doubled: Vec<&Backslash> = found.iter().filter(is_doubled).collect();
    let is_certain = shares.is_empty() && (!has_control || is_path_throughout(inner, &found));
    double(inner, &doubled, is_certain)
}

/// The repaired string whose backslashes are all escapes of JSON, but some of which belong to Windows paths: `C:\temp\new` with
/// single backslashes. `None` for any other string.
pub fn repair_path(raw: &str) -> Option<Repair> {
    let inner = string::inner(raw);
    if !inner.contains('\\') {
        return None;
    }
    let found = escapes(inner);
    if found
        .iter()
        .any(|it| matches!(it.escape, Escape::Wrong | Escape::Other))
    {
        return None;
    }
    let shows_path = |it: &&Backslash| {
        let next = inner.get(it.start + 2..).and_then(|it| it.chars().next());
        let is_single = || of_word(&found, it.word).all(|it| it.escape != Escape::Backslash);
        let begins_path = || follows_drive(inner, it.start) && is_single();
        is_separator(it)
            && next.is_some_and(char::is_alphanumeric)
            && (begins_path() || is_meant_by_nobody(inner, it) && (is_in_path(inner, it) || is_in_quotes(inner, it)))
    };
    let words: Vec<usize> = found.iter().filter(shows_path).map(|it| it.word).collect();
    let is_doubled = |it: &&Backslash| is_separator(it) && words.binary_search(&it.word).is_ok();
    let doubled: Vec<&Backslash> = found.iter().filter(is_doubled).collect();
    double(inner, &doubled, false)
}

/// The repaired string that is a Windows path as a whole, none of whose characters can be a control character. `None` if none
/// is.
pub fn repair_whole_path(raw: &str) -> Option<Repair> {
    let inner = string::inner(raw);
    let found = escapes(inner);
    if found
        .iter()
        .any(|it| matches!(it.escape, Escape::Wrong | Escape::Other))
    {
        return None;
    }
    let is_control = |it: &&Backslash| is_separator(it) && letter(inner, it).is_none_or(|it| it != 'u');
    let doubled: Vec<&Backslash> = found.iter().filter(is_control).collect();
    double(inner, &doubled, false)
}

/// Whether JSON takes a backslash for the beginning of a control character, or of a character by its number.
fn is_separator(it: &Backslash) -> bool {
    matches!(it.escape, Escape::Control | Escape::Ambiguous)
}

/// Whether a backslash is in quotes that begin with a drive, or in the path of a share.
fn is_in_quotes(inner: &str, it: &Backslash) -> bool {
    let before = inner.get(..it.start).unwrap_or_default();
    let quoted = before.rfind(['"', '\'']).and_then(|at| before.get(at + 1..));
    let word = before.rfind(|c| ends_word(c) || c == '"').map_or(0, |it| it + 1);
    quoted.is_some_and(|it| it.get(1..3) == Some(":\\") && follows_drive(it, 2))
        || before.get(word..).is_some_and(|it| it.starts_with("\\\\\\\\"))
}

/// Whether an escape is one that no command has a use for: a backspace or a form feed.
fn is_meant_by_nobody(inner: &str, it: &Backslash) -> bool {
    matches!(letter(inner, it), Some('b' | 'f'))
}

/// The letter after a backslash.
fn letter(inner: &str, it: &Backslash) -> Option<char> {
    inner.get(it.start + 1..)?.chars().next()
}

/// The backslashes of a word.
fn of_word(found: &[Backslash], word: usize) -> impl Iterator<Item = &Backslash> {
    let from = found.partition_point(|it| it.word < word);
    found.iter().skip(from).take_while(move |it| it.word == word)
}

/// Doubles some of the backslashes of a string.
fn double(inner: &str, doubled: &[&Backslash], is_certain: bool) -> Option<Repair> {
    let (first, last) = (doubled.first()?, doubled.last()?);
    let mut new_text = String::new();
    let mut at = first.start;
    for it in doubled {
        new_text.push_str(inner.get(at..it.start)?);
        new_text.push_str(if it.escape == Escape::Backslash {
            "\\\\\\"
        } else {
            "\\\\"
        });
        at = it.start + 1;
    }
    Some(Repair {
        span: Span::new(first.start as u32 + 1, last.start as u32 + 2),
        new_text,
        count: doubled.len(),
        is_certain,
    })
}

fn escapes(inner: &str) -> Vec<Backslash> {
    let mut word = 0;
    let mut found = Vec::new();
    for piece in string::pieces(inner) {
        if piece.start > 0 || !inner.starts_with('\\') {
            let is_escape = inner.get(piece.start..).is_some_and(|it| it.starts_with('\\'));
            if !is_escape {
                word += piece.text.matches(ends_word).count();
                continue;
            }
        }
        let escape = escape(&piece, inner);
        if piece.text == "\"" {
            word += 1;
        }
        found.push(Backslash {
            start: piece.start,
            escape,
            word,
        });
    }
    found
}

fn escape(piece: &Piece<'_>, inner: &str) -> Escape {
    let written = inner.get(piece.start..piece.start + piece.len).unwrap_or_default();
    let next = inner.get(piece.start + piece.len..).unwrap_or_default();
    match written.as_bytes().get(1) {
        Some(b'\'' | b'\n' | b'\r') | None => Escape::Other,
        _ if piece.wrong => Escape::Wrong,
        Some(b'\\') => Escape::Backslash,
        Some(b'b' | b'f' | b't') => Escape::Control,
        // `\r\n` is a line break.
        Some(b'r') if !next.starts_with('\\') => Escape::Control,
        Some(b'n' | b'r' | b'u') => Escape::Ambiguous,
        _ => Escape::Plain,
    }
}

/// Whether a character separates two words of a command.
fn ends_word(c: char) -> bool {
    c.is_whitespace() || "'`,;()|<>=".contains(c)
}

/// Whether every backslash of a string belongs to a path, and none of them can be the escape that JSON takes it for: a path whose
/// separators are single shows that where one of them is not an escape, or follows the drive.
fn is_path_throughout(inner: &str, found: &[Backslash]) -> bool {
    let is_sure = |it: &Backslash| match it.escape {
        Escape::Wrong => true,
        Escape::Control => {
            let same = || found.iter().filter(|other| other.word == it.word);
            let next = inner.get(it.start + 2..).and_then(|it| it.chars().next());
            is_in_path(inner, it)
                && next.is_some_and(char::is_alphanumeric)
                && same().all(|it| it.escape != Escape::Backslash)
                && (same().any(|it| it.escape == Escape::Wrong) || follows_drive(inner, it.start))
        }
        Escape::Ambiguous | Escape::Other => false,
        Escape::Backslash | Escape::Plain => true,
    };
    found.iter().all(is_sure)
}

/// Whether the word of a backslash begins like a path of Windows: with a drive, a variable or dots before the first backslash.
fn is_in_path(inner: &str, found: &Backslash) -> bool {
    let before = inner.get(..found.start).unwrap_or_default();
    let start = before.rfind(|c| ends_word(c) || c == '"').map_or(0, |it| it + 1);
    let word = inner.get(start..=found.start).unwrap_or_default();
    let Some(at) = word.find('\\') else { return false };
    let root = word.get(..at).unwrap_or_default();
    follows_drive(word, at) || root.starts_with(['%', '$', '.', '~']) || root.ends_with('%')
}

/// Whether a letter and a colon precede an offset, without another letter before them.
fn follows_drive(text: &str, at: usize) -> bool {
    let mut before = text.get(..at).unwrap_or_default().chars().rev();
    let is_drive = before.next() == Some(':') && before.next().is_some_and(|it| it.is_ascii_alphabetic());
    is_drive && !before.next().is_some_and(char::is_alphanumeric)
}

/// Where the two backslashes of a network path begin that are written as if they were one: `"\\\\server\\share"`.
fn is_network_path(inner: &str, found: &[Backslash]) -> Vec<usize> {
    let begins = |it: &&Backslash| {
        let before = inner.get(..it.start).and_then(|it| it.chars().next_back());
        let next = inner.get(it.start + 2..).and_then(|it| it.chars().next());
        let has_single = found
            .iter()
            .any(|other| other.word == it.word && other.escape == Escape::Wrong);
        it.escape == Escape::Backslash
            && before.is_none_or(|it| ends_word(it) || it == '"')
            && next.is_some_and(char::is_alphanumeric)
            && has_single
    };
    found.iter().filter(begins).map(|it| it.start).collect()
}
