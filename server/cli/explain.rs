//! `aib-ls explain`: the page of a rule or of a known failure, or the list of all.

use std::io::{self, IsTerminal};

use crate::cli::rules::table;
use crate::cli::{CLEAN, Failure, output, put};
use crate::doctor::{cases, messages};
use crate::locale::Lang;
use crate::report::{explain as report, text};
use crate::rules;

/// Suggestions for an id that does not exist.
const MAX_SUGGESTIONS: usize = 3;

/// Prints a page, or the lists.
pub(super) fn run(id: Option<&str>, lang: Lang) -> Result<i32, Failure> {
    let all = rules::all();
    let text = match id {
        None => table(&all, lang) + "\n" + &failures(lang),
        Some(id) => page(id, lang).ok_or_else(|| {
            let ids = all.iter().map(|it| it.id).chain(cases::all().iter().map(|it| it.id));
            Failure::Rule(id.to_owned(), nearest(id, ids))
        })?,
    };
    put(&text)?;
    Ok(CLEAN)
}

/// On a terminal the rendered page, else the Markdown that it is written in.
fn page(id: &str, lang: Lang) -> Option<String> {
    match io::stdout().is_terminal() {
        true => report::report(id, lang).map(|page| text::render(&page, output::terminal())),
        false => report::source(id, lang),
    }
}

/// The known failures, one per line.
fn failures(lang: Lang) -> String {
    let title = messages::known_failure();
    let widest = cases::all().iter().map(|it| it.id.len()).max().unwrap_or(0);
    let mut out = format!("{}\n", title.get(lang));
    for case in cases::all() {
        out += &format!("{:widest$}  {}\n", case.id, case.text(lang).summary());
    }
    out
}

/// The ids most similar to a misspelled one, the closest first. The family can be missing.
fn nearest(id: &str, all: impl Iterator<Item = &'static str>) -> Vec<&'static str> {
    let wrong = id.to_lowercase();
    let mut near: Vec<(usize, &'static str)> = all
        .map(|id| {
            let name = id.rsplit('/').next().unwrap_or_default();
            let away = |it: &str| strsim::damerau_levenshtein(&wrong, it);
            (away(id).min(away(name)), id)
        })
        .filter(|(away, _)| *away <= wrong.chars().count() / 3)
        .collect();
    near.sort_unstable();
    near.into_iter().take(MAX_SUGGESTIONS).map(|(_, id)| id).collect()
}
