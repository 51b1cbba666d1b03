//! The page of a rule or of a known failure: a heading, a section a language, examples, sources.

pub mod examples;
pub mod sources;

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

/// The first sentence of a text, without its line break. Code in backticks is never split.
pub fn first_sentence(words: &str) -> &str {
    let is_end = |at: usize| {
        words
            .get(..at)
            .is_some_and(|before| before.matches('`').count() % 2 == 0)
    };
    let mut ends = words.match_indices([' ', '\n']).map(|(at, _)| at);
    let end = ends.find(|at| words.get(..*at).is_some_and(|before| before.ends_with('.')) && is_end(*at));
    words.get(..end.unwrap_or(words.len())).unwrap_or_default().trim()
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

/// A block of Markdown, as pages use it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block<'w> {
    /// A level-3 heading, without its `###`.
    Heading(&'w str),
    /// A paragraph, which may span several lines.
    Paragraph(&'w str),
    /// The items of a bulleted or numbered list, one line each, without their markers.
    List(Vec<&'w str>),
}

/// Splits the text of a page into blocks. Blocks are separated by blank lines; a heading and a list also end where
/// their lines do.
pub fn blocks(words: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    for chunk in words.split("\n\n") {
        let mut rest = chunk.trim_matches('\n');
        while !rest.is_empty() {
            let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
            if let Some(heading) = line.strip_prefix("### ") {
                blocks.push(Block::Heading(heading.trim()));
                rest = after;
            } else if list_item(line).is_some() {
                let (item, after) = rest.split_at(end_of_item(rest));
                let item = list_item(item).unwrap_or_default();
                match blocks.last_mut() {
                    Some(Block::List(items)) => items.push(item),
                    _ => blocks.push(Block::List(vec![item])),
                }
                rest = after;
            } else {
                let starts_block = |line: &str| line.starts_with("### ") || list_item(line).is_some();
                let breaks = rest.match_indices('\n').map(|(at, _)| at);
                let mut ends = breaks.filter(|at| rest.get(at + 1..).is_some_and(starts_block));
                let end = ends.next().unwrap_or(rest.len());
                let (paragraph, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
                blocks.extend(Some(paragraph.trim()).filter(|it| !it.is_empty()).map(Block::Paragraph));
                rest = after.trim_start_matches('\n');
            }
        }
    }
    blocks
}

/// The end of the list item at the start of some words; indented lines continue it.
fn end_of_item(words: &str) -> usize {
    let ends = words.match_indices('\n').map(|(at, _)| at);
    let mut ends = ends.filter(|at| !words.get(at + 1..).is_some_and(|line| line.starts_with("  ")));
    ends.next().unwrap_or(words.len())
}

/// The text of a line that begins with `- ` or with a number such as `1. `.
fn list_item(line: &str) -> Option<&str> {
    let numbered = || {
        let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
        rest.strip_prefix(". ").filter(|_| rest.len() < line.len())
    };
    line.strip_prefix("- ").or_else(numbered).map(str::trim)
}
