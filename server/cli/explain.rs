//! `aib-ls explain`: the page of a rule or of a known failure, or the list of all.

use crate::cli::args;
use crate::cli::rules::table;
use crate::cli::{CLEAN, Failure, put};
use crate::doctor::cases::Case;
use crate::doctor::{cases, messages};
use crate::locale::{Lang, Say};
use crate::rules::engine::labels;
use crate::rules::{self, Rule};
use crate::say;

/// How many similar IDs are suggested.
const MAX_SUGGESTIONS: usize = 3;

/// Prints a page, or the lists.
pub(super) fn run(arguments: &args::Explain) -> Result<i32, Failure> {
    let lang = arguments.common.lang();
    let all = rules::all();
    let text = match &arguments.rule {
        None => table(&all, lang) + "\n" + &failures(lang),
        Some(id) => match (all.iter().find(|it| it.id == id), cases::find(id)) {
            (Some(rule), _) => page(rule, lang),
            (None, Some(case)) => page_of_failure(case, lang),
            (None, None) => {
                let ids = all.iter().map(|it| it.id).chain(cases::all().iter().map(|it| it.id));
                return Err(Failure::Rule(id.clone(), nearest(id, ids)));
            }
        },
    };
    put(&text)?;
    Ok(CLEAN)
}

fn page(rule: &Rule, lang: Lang) -> String {
    let facts: Vec<Say> = labels::facts(rule);
    let facts: Vec<&str> = facts.iter().map(|it| it.get(lang)).collect();
    format!("{}\n{}\n\n{}\n", rule.id, facts.join(" · "), rule.words(lang).trim())
}

fn page_of_failure(case: &Case, lang: Lang) -> String {
    let fact = messages::kind(case);
    let mut out = format!("{}\n{}\n\n{}\n", case.id, fact.get(lang), case.text(lang));
    if !case.rules.is_empty() {
        let rules = case.rules.join(", ");
        let detected = say! { en: "Rules that detect it: {rules}", pt_br: "Regras que a detectam: {rules}" };
        out += &format!("\n{}\n", detected.get(lang));
    }
    out
}

/// The known failures, one per line.
fn failures(lang: Lang) -> String {
    let title = messages::known_failure();
    let widest = cases::all().iter().map(|it| it.id.len()).max().unwrap_or(0);
    let mut out = format!("{}\n", title.get(lang));
    for case in cases::all() {
        out += &format!("{:widest$}  {}\n", case.id, case.summary(lang));
    }
    out
}

/// The IDs that are similar to a misspelled one, most similar first. The family may be missing.
fn nearest(id: &str, all: impl Iterator<Item = &'static str>) -> Vec<&'static str> {
    let wanted = id.to_lowercase();
    let mut similar: Vec<(usize, &'static str)> = all
        .map(|id| {
            let name = id.rsplit('/').next().unwrap_or_default();
            let distance = |it: &str| strsim::damerau_levenshtein(&wanted, it);
            (distance(id).min(distance(name)), id)
        })
        .filter(|(distance, _)| *distance <= wanted.chars().count() / 3)
        .collect();
    similar.sort_unstable();
    similar.into_iter().take(MAX_SUGGESTIONS).map(|(_, id)| id).collect()
}
