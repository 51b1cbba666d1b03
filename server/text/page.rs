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

/// The first sentence of some words, without its line break.
pub fn first_sentence(words: &str) -> &str {
    let ends = [words.find(". "), words.find(".\n")];
    let end = ends.into_iter().flatten().min().map_or(words.len(), |it| it + 1);
    words.get(..end).unwrap_or_default().trim()
}
