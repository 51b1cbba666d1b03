//! Message fragments in the notation of the pages, compiled to patterns that also match wrapped, escaped and copied text.

use std::ops::Range;
use std::sync::OnceLock;

use memchr::memmem::Finder;
use regex::{Captures, Regex, RegexBuilder};

/// How a fragment is anchored in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// Anywhere in the text.
    Anywhere,
    /// At the start of the text.
    Start,
    /// The whole text, except for a full stop.
    Whole,
}

/// A compiled fragment.
#[derive(Debug)]
pub struct Pattern {
    /// The regular expression, and itself once a text has needed it: most patterns are never needed.
    source: String,
    regex: OnceLock<Option<Regex>>,
    names: Vec<String>,
    bound: Bound,
    /// Whether it depends on digits: texts that differ in numbers alone may differ in whether it matches.
    pub has_digits: bool,
    /// Substrings without blanks, one of which every matching text contains: the rarest literal, or one of each of some words.
    pub anchors: Vec<String>,
    /// Substrings all of which every matching text contains, the rarest first: most texts with a frequent anchor lack one, which
    /// costs less to find out than a search for the expression.
    literals: Vec<Finder<'static>>,
}

/// A token of a fragment.
enum Token {
    Literal(String),
    Blank,
    /// A placeholder: one of some words, or any text.
    Variable {
        name: String,
        words: Vec<String>,
    },
}

impl Token {
    fn has_digits(&self) -> bool {
        let has_digit = |it: &String| it.contains(|c: char| c.is_ascii_digit());
        match self {
            Self::Literal(text) => has_digit(text),
            Self::Blank => false,
            Self::Variable { words, .. } => words.iter().any(has_digit),
        }
    }
}

/// Compiles a fragment. `{name}` is any text, `{name:a|b}` one of some words with a name, `{a|b}` one without; a blank matches any
/// number of blanks and line endings, and quotes may be escaped. `None` if it has no substring to search for.
pub fn compile(fragment: &str, bound: Bound) -> Option<Pattern> {
    let tokens = tokens(fragment);
    let mut names = Vec::new();
    let mut regex = String::new();
    if bound != Bound::Anywhere {
        regex.push_str("^\\s*");
    }
    for (at, part) in tokens.iter().enumerate() {
        match part {
            Token::Literal(text) => literal(text, &mut regex),
            // In `"key": "value"` the blank is optional.
            Token::Blank if regex.ends_with("u0022):") => regex.push_str("(?:\\s|\\\\+[nrt])*"),
            Token::Blank => regex.push_str("(?:\\s|\\\\+[nrt])+"),
            Token::Variable { name, words } if words.is_empty() => {
                names.push(name.clone());
                regex.push_str(match quote(&tokens, at).filter(|_| !QUOTED.contains(&name.as_str())) {
                    Some('"') => "([^\"]+?)",
                    Some(_) => "([^']+?)",
                    None => open(name, at + 1 == tokens.len()),
                });
            }
            Token::Variable { name, words } => {
                let words: Vec<String> = words.iter().map(|it| written(it)).collect();
                names.push(name.clone());
                regex.push_str(&format!("({})", words.join("|")));
            }
        }
    }
    let ends_in_word = match tokens.last()? {
        Token::Literal(text) => text.ends_with(|c: char| c.is_ascii_alphanumeric()),
        Token::Variable { words, .. } => !words.is_empty(),
        Token::Blank => false,
    };
    match bound {
        Bound::Whole => regex.push_str("\\.?\\s*$"),
        _ if ends_in_word => regex.push_str("(?:\\b|$)"),
        _ => {}
    }
    Some(Pattern {
        source: regex,
        regex: OnceLock::new(),
        names,
        bound,
        has_digits: tokens.iter().any(Token::has_digits),
        anchors: anchors(&tokens)?,
        literals: literals(&tokens),
    })
}

impl Pattern {
    /// The values of the placeholders in the first match.
    pub fn find<'t>(&self, text: &'t str) -> Option<Vec<(&str, &'t str)>> {
        if !self.has_literals(text) {
            return None;
        }
        let regex = self.regex()?;
        if self.names.is_empty() {
            return regex.is_match(text).then(Vec::new);
        }
        let found = regex.captures(text)?;
        Some(self.values(&found))
    }

    /// The values of the placeholders in the first match that overlaps a part of a text.
    pub fn find_across<'t>(&self, text: &'t str, part: &Range<usize>) -> Option<Vec<(&str, &'t str)>> {
        if !self.has_literals(text) {
            return None;
        }
        let is_across = |it: &Captures<'t>| {
            let whole = it.get(0).map(|it| it.range());
            whole.is_some_and(|it| it.start < part.end && part.start < it.end)
        };
        let found = self.regex()?.captures_iter(text).find(is_across)?;
        Some(self.values(&found))
    }

    /// Whether it matches anywhere.
    pub fn is_in(&self, text: &str) -> bool {
        self.has_literals(text) && self.regex().is_some_and(|it| it.is_match(text))
    }

    /// The regular expression; `None` if it is invalid, which a test rules out for every page.
    pub fn regex(&self) -> Option<&Regex> {
        let build = || RegexBuilder::new(&self.source).dot_matches_new_line(true).build().ok();
        self.regex.get_or_init(build).as_ref()
    }

    /// Whether it may match at the end of a text although it does not match in the whole.
    pub fn depends_on_start(&self) -> bool {
        self.bound != Bound::Anywhere
    }

    fn has_literals(&self, text: &str) -> bool {
        self.literals.iter().all(|it| it.find(text.as_bytes()).is_some())
    }

    fn values<'t>(&self, found: &Captures<'t>) -> Vec<(&str, &'t str)> {
        let values = self.names.iter().zip(found.iter().skip(1));
        let named = values.filter(|(name, _)| !name.is_empty());
        named
            .filter_map(|(name, it)| {
                let value = it?.as_str().trim_end_matches(['.', '\\', ' ']);
                Some((name.as_str(), value))
            })
            .collect()
    }
}

fn tokens(fragment: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = fragment;
    while let Some(first) = rest.chars().next() {
        let variable = rest.strip_prefix('{').and_then(|it| it.split_once('}'));
        if let Some((inside, behind)) = variable.filter(|(inside, _)| is_variable(inside)) {
            let (name, words) = match inside.split_once(':') {
                Some((name, words)) => (name, words),
                None if inside.contains('|') => ("", inside),
                None => (inside, ""),
            };
            tokens.push(Token::Variable {
                name: name.to_owned(),
                words: words
                    .split('|')
                    .filter(|it| !it.is_empty())
                    .map(str::to_owned)
                    .collect(),
            });
            rest = behind;
            continue;
        }
        match (first, tokens.last_mut()) {
            (' ', Some(Token::Blank)) => {}
            (' ', _) => tokens.push(Token::Blank),
            (_, Some(Token::Literal(text))) => text.push(first),
            _ => tokens.push(Token::Literal(first.to_string())),
        }
        rest = rest.get(first.len_utf8()..).unwrap_or_default();
    }
    tokens
}

/// Whether braces enclose a placeholder; they may also be part of the message: `{ type:`.
fn is_variable(inside: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '|' | ':' | ' ' | '-');
    !inside.is_empty() && !inside.starts_with(' ') && inside.chars().all(is_letter)
}

/// Placeholders whose values may contain the quotes that enclose them: commands and sentences.
const QUOTED: [&str; 3] = ["cmd", "text", "why"];

/// The quote that encloses a placeholder, which its value cannot contain.
fn quote(tokens: &[Token], at: usize) -> Option<char> {
    let text = |at: usize| match tokens.get(at) {
        Some(Token::Literal(text)) => Some(text),
        _ => None,
    };
    let (before, behind) = (text(at.checked_sub(1)?)?.chars().last()?, text(at + 1)?.chars().next()?);
    (before == behind && matches!(before, '"' | '\'')).then_some(before)
}

/// The expression of a placeholder: as little as possible if more of the fragment follows, otherwise one value.
fn open(name: &str, is_last: bool) -> &'static str {
    match (name, is_last) {
        (_, false) => "(.+?)",
        ("t" | "text" | "reason", true) => "([^\\r\\n]+)",
        (_, true) => "([^\\s\"',;)\\\\]+)",
    }
}

fn literal(text: &str, regex: &mut String) {
    for letter in text.chars() {
        match letter {
            '"' => regex.push_str("(?:\\\\*\"|\\\\+u0022)"),
            '\'' => regex.push_str("(?:\\\\*'|\\\\+u0027)"),
            '\\' => regex.push_str("\\\\+"),
            _ => regex.push_str(&regex::escape(letter.encode_utf8(&mut [0; 4]))),
        }
    }
}

/// One of some words, with blanks as elsewhere.
fn written(word: &str) -> String {
    let mut regex = String::new();
    for (at, piece) in word.split(' ').enumerate() {
        if at > 0 {
            regex.push_str("\\s+");
        }
        literal(piece, &mut regex);
    }
    regex
}

/// Shorter substrings occur in nearly every line.
const MIN_ANCHOR_LENGTH: usize = 4;

/// Words that are frequent in ordinary lines.
const FREQUENT: [&str; 19] = [
    "azure-arm",
    "command",
    "error",
    "Error",
    "Error:",
    "failed",
    "image",
    "Image",
    "resource",
    "Resource",
    "[INFO]",
    "azure-arm:",
    "starting",
    "status",
    "operation",
    "perform",
    "with",
    "build",
    "Build",
];

/// The literals of a fragment, without what may be written in another way.
fn literals(tokens: &[Token]) -> Vec<Finder<'static>> {
    let texts = tokens.iter().filter_map(|it| match it {
        Token::Literal(text) => Some(text.as_str()),
        _ => None,
    });
    let mut pieces: Vec<&str> = pieces(texts).filter(|it| !it.is_empty()).collect();
    pieces.sort_by_key(|it| std::cmp::Reverse(rarity(it)));
    pieces.dedup();
    pieces.into_iter().map(|it| Finder::new(it).into_owned()).collect()
}

fn anchors(tokens: &[Token]) -> Option<Vec<String>> {
    let literals = tokens.iter().filter_map(|it| match it {
        Token::Literal(text) => Some(text.as_str()),
        _ => None,
    });
    let one = rarest(literals)
        .or_else(|| anchor_after_words(tokens))
        .map(|it| vec![it]);
    one.or_else(|| {
        let mut words = tokens.iter().filter_map(|it| match it {
            Token::Variable { words, .. } if !words.is_empty() => Some(words),
            _ => None,
        });
        words.find_map(|words| words.iter().map(|it| rarest(it.split(' '))).collect())
    })
}

/// Texts without quotes and backslashes, which may be escaped.
fn pieces<'t>(texts: impl Iterator<Item = &'t str>) -> impl Iterator<Item = &'t str> {
    texts.flat_map(|it| it.split(['"', '\'', '\\']))
}

/// The rarest substring of some texts without blanks.
fn rarest<'t>(texts: impl Iterator<Item = &'t str>) -> Option<String> {
    let long = pieces(texts).filter(|it| it.len() >= MIN_ANCHOR_LENGTH);
    long.max_by_key(|it| rarity(it)).map(str::to_owned)
}

/// How rare a substring is likely to be.
fn rarity(piece: &str) -> usize {
    let odd = |c: char| !c.is_ascii_lowercase();
    let letters = piece.len() + piece.chars().filter(|c| odd(*c)).count();
    if FREQUENT.contains(&piece) {
        letters / 3
    } else {
        letters
    }
}

/// For words with a common last letter that are followed by a blank and a literal, that letter and the literal: `B /` of sizes.
fn anchor_after_words(tokens: &[Token]) -> Option<String> {
    tokens.windows(3).find_map(|it| match it {
        [Token::Variable { words, .. }, Token::Blank, Token::Literal(text)] => {
            let last = words.first()?.chars().last()?;
            let is_same = words.iter().all(|it| it.ends_with(last));
            is_same.then(|| format!("{last} {text}"))
        }
        _ => None,
    })
}
