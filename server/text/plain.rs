//! Text of other people that stays text: what a reader cannot see, and what a terminal or an editor would obey, is written as an escape.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use crate::text::redact::redacted;

/// Invisible characters: control characters, line and paragraph separators, bidirectional marks, zero-width characters, tags, and
/// noncharacters. Source: the Unicode Character Database.
static HIDDEN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let classes = r"[\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\x{FFF9}-\x{FFFB}]";
    let expression = Regex::new(classes);
    debug_assert!(expression.is_ok(), "the expression is well-formed");
    expression.ok()
});

/// The hidden characters of a text and their offsets in bytes, line ends and tabs among them. A single variation selector after a
/// character outside ASCII does not count: it belongs to an emoji or an ideograph.
pub fn hidden(text: &str) -> impl Iterator<Item = (usize, char)> {
    let is_printable = text.bytes().all(|it| it == b' ' || it.is_ascii_graphic());
    let expression = HIDDEN.as_ref().filter(|_| !is_printable);
    let matches = expression.into_iter().flat_map(|it| it.find_iter(text));
    let found = matches.filter_map(|it| Some((it.start(), it.as_str().chars().next()?)));
    let mut behind = None;
    found.filter(move |(at, character)| {
        let follows = behind == Some(*at);
        behind = Some(at + character.len_utf8());
        let before = text.get(..*at).and_then(|it| it.chars().next_back());
        let is_emoji = !follows && before.is_some_and(|it| !it.is_ascii());
        !(is_emoji && is_variation_selector(*character))
    })
}

fn is_variation_selector(character: char) -> bool {
    matches!(character, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// A text with each hidden character written as `escape` says, and kept where that is nothing.
fn escaped(text: &str, escape: impl Fn(usize, char) -> Option<String>) -> Cow<'_, str> {
    let mut out = String::new();
    let mut done = 0;
    for (at, character) in hidden(text) {
        let Some(escape) = escape(at, character) else { continue };
        out += text.get(done..at).unwrap_or_default();
        out += &escape;
        done = at + character.len_utf8();
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    out += text.get(done..).unwrap_or_default();
    Cow::Owned(out)
}

/// How a hidden character is shown: `\n`, `\t`, `\u{9b}`.
pub fn escape(hidden: char) -> String {
    hidden.escape_default().to_string()
}

/// Text of several lines with its hidden characters shown as escapes; line ends and tabs lay it out.
pub fn visible(text: &str) -> Cow<'_, str> {
    escaped(text, |at, character| {
        let is_line_end = character == '\r' && text.get(at + 1..).is_some_and(|it| it.starts_with('\n'));
        let is_layout = is_line_end || matches!(character, '\n' | '\t');
        (!is_layout).then(|| escape(character))
    })
}

/// Text on one line with its hidden characters shown as escapes: a line end would end a comment or a line of a report.
pub fn plain(text: &str) -> String {
    escaped(text, |_, character| Some(escape(character))).into_owned()
}

/// Text for the output of a job, in which nothing is a command for Azure Pipelines (`##vso[…]`, anywhere) or GitHub Actions (`::…`, at
/// the start of a line).
pub fn without_commands(text: &str) -> Cow<'_, str> {
    let is_command = |line: &str| line.trim_start().starts_with("::") || line.contains(PIPELINE_COMMAND);
    if !text.lines().any(is_command) {
        return Cow::Borrowed(text);
    }
    let lines = text.split_inclusive('\n').map(|line| {
        let line = line.replace(PIPELINE_COMMAND, "#\\u{23}vso[");
        match line.trim_start().starts_with("::") {
            true => line.replacen(':', "\\u{3a}", 1),
            false => line,
        }
    });
    Cow::Owned(lines.collect())
}

const PIPELINE_COMMAND: &str = "##vso[";

/// JSON that says the same in visible characters. Outside of strings JSON has no hidden characters but blanks, and serde escapes the
/// others of ASCII in strings, except DEL.
pub fn json(text: &str) -> Cow<'_, str> {
    let text = escaped(text, |_, character| {
        let is_layout = matches!(character, '\n' | '\t' | '\r');
        let units = character
            .encode_utf16(&mut [0; 2])
            .iter()
            .map(|it| format!("\\u{it:04x}"))
            .collect();
        (!is_layout).then_some(units)
    });
    match text.contains(PIPELINE_COMMAND) {
        true => Cow::Owned(text.replace(PIPELINE_COMMAND, "#\\u0023vso[")),
        false => text,
    }
}

/// Text of other people that an editor is to show.
pub struct Shown<'t>(pub &'t str);

impl<'t> Shown<'t> {
    /// It on one line.
    pub fn line(&self) -> String {
        plain(self.0)
    }

    /// It with its lines.
    pub fn lines(&self) -> Cow<'t, str> {
        visible(self.0)
    }
}

/// Bytes in which the shape of a secret is looked for that begins in what is shown: more than any private key has.
const SHAPE_BYTES: usize = 16 * 1024;

/// The beginning of a text with more characters than this. Secrets are replaced first: the shape of one that is cut is not
/// recognized any more.
pub fn shortened(text: &str, most: usize) -> String {
    let is_longer = |text: &str| text.char_indices().nth(most).map(|it| it.0);
    let Some(end) = is_longer(text) else {
        return text.to_owned();
    };
    let text = redacted(text.get(..text.floor_char_boundary(end + SHAPE_BYTES)).unwrap_or(text));
    match is_longer(&text) {
        Some(at) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.into_owned(),
    }
}

/// The same as code of Markdown.
pub fn code(text: &str) -> String {
    format!("`{}`", plain(text).replace('`', "'"))
}
