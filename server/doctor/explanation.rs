//! The text of a page in one language, with values of the message in place of its placeholders.
//!
//! `{region}` in a code span is replaced with the captured value, or with `<region>` if there is none; `{region|the region}` gives the
//! words to use instead, without backticks if they are the whole span. A log is untrusted: inside a longer code span, which people copy as a command, only values that a shell reads
//! as plain text are filled in.

use crate::text::page;
use crate::text::plain::{plain, shortened};

/// The text of a page with values filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    text: String,
}

/// How many characters of a value are shown.
const MAX_VALUE_LENGTH: usize = 300;

impl Explanation {
    /// Fills the placeholders of a text. `value` gives the captured value of a name.
    pub fn new<'v>(text: &str, value: impl Fn(&str) -> Option<&'v str>) -> Self {
        let mut filled = String::with_capacity(text.len());
        for (at, piece) in text.split('`').enumerate() {
            match (at % 2, substitute(piece, &value)) {
                (0, _) => filled += piece,
                // Words of the page are prose.
                (_, Some(words)) => filled += words,
                _ => {
                    filled.push('`');
                    fill(piece, &value, &mut filled);
                    filled.push('`');
                }
            }
        }
        Self { text: filled }
    }

    /// The whole text as Markdown: the cause, then what to do.
    pub fn markdown(&self) -> &str {
        &self.text
    }

    /// The cause in one sentence.
    pub fn summary(&self) -> &str {
        page::first_sentence(self.cause())
    }

    /// The cause.
    pub fn cause(&self) -> &str {
        self.paragraphs().next().unwrap_or_default()
    }

    /// What to do.
    pub fn solution(&self) -> &str {
        self.paragraphs().nth(1).unwrap_or_default()
    }

    /// Further notes, such as similar failures.
    pub fn remarks(&self) -> impl Iterator<Item = &str> {
        self.paragraphs().skip(2)
    }

    fn paragraphs(&self) -> impl Iterator<Item = &str> {
        self.text.split("\n\n").map(str::trim).filter(|it| !it.is_empty())
    }
}

/// The words of a code span that is a placeholder without a value: `{region|the region}`.
fn substitute<'t, 'v>(code: &'t str, value: impl Fn(&str) -> Option<&'v str>) -> Option<&'t str> {
    let (name, words) = code.strip_prefix('{')?.strip_suffix('}')?.split_once('|')?;
    let is_missing = value(name).is_none_or(|it| it.trim().is_empty());
    (is_name(name) && !words.is_empty() && is_missing).then_some(words)
}

/// Appends a code span with its placeholders filled.
fn fill<'v>(code: &str, value: impl Fn(&str) -> Option<&'v str>, filled: &mut String) {
    let mut rest = code;
    while let Some((before, behind)) = rest.split_once('{') {
        filled.push_str(before);
        let placeholder = behind.split_once('}').and_then(|(inside, after)| {
            let (name, words) = inside.split_once('|').unwrap_or((inside, ""));
            is_name(name).then_some((name, words, after))
        });
        let Some((name, words, after)) = placeholder else {
            filled.push('{');
            rest = behind;
            continue;
        };
        let is_alone = before.is_empty() && rest.len() == code.len() && after.is_empty();
        let shown = value(name)
            .filter(|it| !it.trim().is_empty())
            .map(|it| shortened(&one_line(it), MAX_VALUE_LENGTH))
            .filter(|it| is_alone || is_harmless(it));
        match shown {
            Some(shown) => filled.push_str(&shown),
            None if words.is_empty() => {
                filled.push('<');
                filled.push_str(name);
                filled.push('>');
            }
            None => filled.push_str(words),
        }
        rest = after;
    }
    filled.push_str(rest);
}

/// A value without line breaks, escapes, control characters and backticks.
fn one_line(value: &str) -> String {
    let words: Vec<&str> = value.split_whitespace().collect();
    plain(&words.join(" ")).replace('`', "'").replace("\\\"", "\"")
}

/// Whether a value stays one word, and plain text, in any shell: a blank would add an argument, `-` at the start an option, and `@`
/// at the start names a file or a variable.
fn is_harmless(value: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '+' | ':' | '/' | '@' | '-');
    !value.starts_with(['-', '@']) && value.chars().all(is_plain)
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}
