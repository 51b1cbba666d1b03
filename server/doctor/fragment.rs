//! A fragment of a message as a page writes it, and the pattern that finds it as consoles, JSON and copies leave it.

use regex::{Captures, Regex, RegexBuilder};

/// How a fragment is bound to its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// It may stand anywhere.
    Anywhere,
    /// The text begins with it.
    Start,
    /// It is the whole text, but for a full stop.
    Whole,
}

/// A compiled fragment.
#[derive(Debug)]
pub struct Pattern {
    regex: Regex,
    names: Vec<String>,
    /// A stretch without blanks that every text with the fragment holds, the rarest there is.
    pub anchor: String,
}

/// A part of a fragment.
enum Part {
    Letters(String),
    Blank,
    /// A variable part; one of some words, or any text.
    Variable {
        name: String,
        words: Vec<String>,
    },
}

/// Reads a fragment. `{name}` is any text, `{name:a|b}` one of some words under a name, `{a|b}` one without; one blank is any number
/// of blanks and line ends, and quotes may be escaped. `None` for one that cannot be compiled or that has nothing to look for.
pub fn compile(fragment: &str, bound: Bound) -> Option<Pattern> {
    let parts = parts(fragment);
    let mut names = Vec::new();
    let mut regex = String::new();
    if bound != Bound::Anywhere {
        regex.push_str("^\\s*");
    }
    for (at, part) in parts.iter().enumerate() {
        match part {
            Part::Letters(text) => letters(text, &mut regex),
            // In `"key": "value"` the blank may be missing.
            Part::Blank if regex.ends_with("u0022):") => regex.push_str("(?:\\s|\\\\+[nrt])*"),
            Part::Blank => regex.push_str("(?:\\s|\\\\+[nrt])+"),
            Part::Variable { name, words } if words.is_empty() => {
                names.push(name.clone());
                regex.push_str(open(name, at + 1 == parts.len()));
            }
            Part::Variable { name, words } => {
                let words: Vec<String> = words.iter().map(|it| written(it)).collect();
                names.push(name.clone());
                regex.push_str(&format!("({})", words.join("|")));
            }
        }
    }
    let ends_in_word = match parts.last()? {
        Part::Letters(text) => text.ends_with(|c: char| c.is_ascii_alphanumeric()),
        Part::Variable { words, .. } => !words.is_empty(),
        Part::Blank => false,
    };
    match bound {
        Bound::Whole => regex.push_str("\\.?\\s*$"),
        _ if ends_in_word => regex.push_str("(?:\\b|$)"),
        _ => {}
    }
    Some(Pattern {
        regex: RegexBuilder::new(&regex).dot_matches_new_line(true).build().ok()?,
        names,
        anchor: anchor(&parts)?,
    })
}

impl Pattern {
    /// The first place where it stands, with what its variable parts are.
    pub fn find<'t>(&self, text: &'t str) -> Option<Vec<(&str, &'t str)>> {
        let found = self.regex.captures(text)?;
        Some(self.values(&found))
    }

    /// Whether it stands anywhere.
    pub fn is_in(&self, text: &str) -> bool {
        self.regex.is_match(text)
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

fn parts(fragment: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = fragment;
    while let Some(first) = rest.chars().next() {
        let variable = rest.strip_prefix('{').and_then(|it| it.split_once('}'));
        if let Some((inside, behind)) = variable.filter(|(inside, _)| is_variable(inside)) {
            let (name, words) = match inside.split_once(':') {
                Some((name, words)) => (name, words),
                None if inside.contains('|') => ("", inside),
                None => (inside, ""),
            };
            parts.push(Part::Variable {
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
        match (first, parts.last_mut()) {
            (' ', Some(Part::Blank)) => {}
            (' ', _) => parts.push(Part::Blank),
            (_, Some(Part::Letters(text))) => text.push(first),
            _ => parts.push(Part::Letters(first.to_string())),
        }
        rest = rest.get(first.len_utf8()..).unwrap_or_default();
    }
    parts
}

/// A brace may be a letter of the message: `{ type:`.
fn is_variable(inside: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '|' | ':' | ' ' | '-');
    !inside.is_empty() && !inside.starts_with(' ') && inside.chars().all(is_letter)
}

/// What stands for a variable part: as little as possible where more of the fragment follows, else what looks like one value.
fn open(name: &str, is_last: bool) -> &'static str {
    match (name, is_last) {
        (_, false) => "(.+?)",
        ("t" | "text" | "reason", true) => "([^\\r\\n]+)",
        (_, true) => "([^\\s\"',;)\\\\]+)",
    }
}

fn letters(text: &str, regex: &mut String) {
    for letter in text.chars() {
        match letter {
            '"' => regex.push_str("(?:\\\\*\"|\\\\+u0022)"),
            '\'' => regex.push_str("(?:\\\\*'|\\\\+u0027)"),
            '\\' => regex.push_str("\\\\+"),
            _ => regex.push_str(&regex::escape(letter.encode_utf8(&mut [0; 4]))),
        }
    }
}

/// One of some words, blanks in it as anywhere.
fn written(word: &str) -> String {
    let mut regex = String::new();
    for (at, piece) in word.split(' ').enumerate() {
        if at > 0 {
            regex.push_str("\\s+");
        }
        letters(piece, &mut regex);
    }
    regex
}

/// Shorter ones stand in every line.
const SHORTEST: usize = 4;

/// Words that ordinary lines are full of.
const DULL: [&str; 17] = [
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
    "with",
    "build",
    "Build",
];

fn anchor(parts: &[Part]) -> Option<String> {
    let pieces = parts.iter().filter_map(|it| match it {
        Part::Letters(text) => Some(text.as_str()),
        _ => None,
    });
    // Quotes and backslashes may be escaped, so no anchor holds one.
    let pieces = pieces.flat_map(|it| it.split(['"', '\'', '\\']));
    let best = pieces.filter(|it| it.len() >= SHORTEST).max_by_key(|it| rarity(it));
    best.map(str::to_owned).or_else(|| beside_words(parts))
}

/// How much a stretch stands out.
fn rarity(piece: &str) -> usize {
    let odd = |c: char| !c.is_ascii_lowercase();
    let letters = piece.len() + piece.chars().filter(|c| odd(*c)).count();
    if DULL.contains(&piece) { letters / 3 } else { letters }
}

/// Where words with one ending are followed by a blank and a sign, that ending and the sign: `B /` of sizes.
fn beside_words(parts: &[Part]) -> Option<String> {
    parts.windows(3).find_map(|it| match it {
        [Part::Variable { words, .. }, Part::Blank, Part::Letters(text)] => {
            let last = words.first()?.chars().last()?;
            let is_same = words.iter().all(|it| it.ends_with(last));
            is_same.then(|| format!("{last} {text}"))
        }
        _ => None,
    })
}
