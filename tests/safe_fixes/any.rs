//! Templates with random damage: no safe fix makes a text worse.

use std::fs;
use std::path::Path;

use aib_ls::rules;
use rayon::prelude::*;

use crate::safe_fixes::{document, fixed};
use crate::support::page::examples;

/// Numbers that look random and are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// What people type in place of something else.
const SLIPS: [(&str, &str); 22] = [
    ("\": ", "\" = "),
    ("\": ", "\" => "),
    ("\": ", "\" "),
    ("\": \"", ": \""),
    (", ", "; "),
    (",\n", "\n"),
    (",\n", ";\n"),
    ("\"", ""),
    ("\"", "'"),
    ("\"", "“"),
    ("\"", "\"\""),
    ("true", "$true"),
    ("true", "True"),
    ("false", "None"),
    ("\\\\", "\\"),
    ("\\\\", "\\b"),
    ("]", "]]"),
    ("]", ""),
    ("}", "}}"),
    ("}", ""),
    ("\"", "\")"),
    ("/", "\\"),
];

/// What people leave behind somewhere.
const STRAYS: [&str; 22] = [
    "${x}", "{{ x }}", "$(x)", "#{x}#", "%%x%%", "@@x@@", "<%= x %>", "{x}", "\\", "\"", "'", "]", "}", ")", "{", "[",
    ",", ";", ":", "=", "\\d", "“x”",
];

/// A text with a few slips in it.
fn damaged(text: &str, random: &mut Random) -> String {
    let mut text = text.to_owned();
    for _ in 0..=random.below(3) {
        if random.below(3) == 0 {
            let at = (0..=random.below(text.len() + 1))
                .rev()
                .find(|it| text.is_char_boundary(*it));
            text.insert_str(at.unwrap(), STRAYS[random.below(STRAYS.len())]);
            continue;
        }
        let (from, to) = SLIPS[random.below(SLIPS.len())];
        let places: Vec<usize> = text.match_indices(from).map(|it| it.0).collect();
        if let Some(at) = places.get(random.below(places.len())) {
            text.replace_range(*at..at + from.len(), to);
        }
    }
    text
}

/// Every sample and every example of a page as a whole text.
fn texts() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples/article");
    let mut texts: Vec<(String, String)> = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        texts.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
    }
    for rule in rules::all() {
        let written = examples(rule.page).into_iter().filter(|it| !it.toml);
        texts.extend(written.map(|it| (rule.id.to_owned(), it.frame.wrap(&it.text).0)));
    }
    // The longest examples are long on purpose, and say nothing new here.
    texts.retain(|it| it.1.len() < 8 << 10);
    texts.sort();
    texts
}

#[test]
fn a_text_that_parses_still_does_after_its_fixes() {
    texts().par_iter().for_each(|(name, text)| {
        let after = fixed(name, text);
        if document(text).tree().errors().is_empty() {
            assert_eq!(document(&after).tree().errors(), [], "{name}\n{after}");
        }
    });
}

#[test]
fn random_damage_is_never_made_worse() {
    texts().par_iter().enumerate().for_each(|(number, (name, text))| {
        let mut random = Random(0x2545_F491 + 7919 * number as u64);
        for _ in 0..4 {
            fixed(name, &damaged(text, &mut random));
        }
    });
}
