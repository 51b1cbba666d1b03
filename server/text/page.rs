//! The page of a rule or of a known failure: a heading, a section a language, examples.

use crate::locale::Lang;

/// What a page says in a language, without heading and examples, as Markdown; empty where it lacks the language.
pub fn words(page: &str, lang: Lang) -> &str {
    let heading = match lang {
        Lang::En => "\n## English\n",
        Lang::PtBr => "\n## Português\n",
    };
    let after = page.split_once(heading).map_or("", |(_, after)| after);
    let end = [after.find("\n## "), after.find("\n```")].into_iter().flatten().min();
    after.get(..end.unwrap_or(after.len())).unwrap_or_default().trim()
}

/// The first sentence of some words.
pub fn first_sentence(words: &str) -> &str {
    let end = words
        .find(". ")
        .or_else(|| words.find(".\n"))
        .map_or(words.len(), |it| it + 1);
    words.get(..end).unwrap_or_default().trim()
}

/// The sentences of a paragraph. Code in backticks is never split.
pub fn sentences(paragraph: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let (mut start, mut is_code) = (0, false);
    for (at, character) in paragraph.char_indices() {
        is_code ^= character == '`';
        let behind = paragraph.get(at + 1..).unwrap_or_default();
        let begins = |next: char| next.is_uppercase() || next == '`';
        let is_end = character == '.' && !is_code && behind.strip_prefix(' ').is_some_and(|it| it.starts_with(begins));
        if is_end {
            sentences.extend(paragraph.get(start..=at).map(str::trim));
            start = at + 1;
        }
    }
    let last = paragraph.get(start..).unwrap_or_default().trim();
    sentences.extend(Some(last).filter(|sentence| !sentence.is_empty()));
    sentences
}
