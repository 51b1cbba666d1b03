//! `aib-ls explain`: the page of a rule, or the list of rules.

use crate::cli::args;
use crate::cli::report::default_level;
use crate::cli::rules::table;
use crate::cli::{CLEAN, Failure, put};
use crate::locale::Lang;
use crate::rules::{self, Rule};
use crate::say;

/// How many ids are offered for one that does not exist.
const OFFERED: usize = 3;

/// Prints the page of a rule.
pub(super) fn run(asked: &args::Explain) -> Result<i32, Failure> {
    let lang = asked.words.lang();
    let all = rules::all();
    let text = match &asked.rule {
        None => table(&all, lang),
        Some(id) => match all.iter().find(|it| it.id == id) {
            Some(rule) => page(rule, lang),
            None => return Err(Failure::Rule(id.clone(), nearest(id, &all))),
        },
    };
    put(&text)?;
    Ok(CLEAN)
}

fn page(rule: &Rule, lang: Lang) -> String {
    let mut facts = vec![default_level(rule).get(lang).to_owned()];
    if let Some(version) = rule.since {
        facts.push(
            say! { en: "since {version}", pt_br: "desde {version}" }
                .get(lang)
                .to_owned(),
        );
    }
    if rule.fixable {
        facts.push(say! { en: "has a fix", pt_br: "tem correção" }.get(lang).to_owned());
    }
    format!("{}\n{}\n\n{}\n", rule.id, facts.join(" · "), rule.words(lang).trim())
}

/// The ids that come near a misspelt one, nearest first. The family may be missing.
fn nearest(asked: &str, all: &[&'static Rule]) -> Vec<&'static str> {
    let asked = asked.to_lowercase();
    let mut near: Vec<(usize, &'static str)> = all
        .iter()
        .map(|rule| {
            let name = rule.id.rsplit('/').next().unwrap_or_default();
            let away = |it: &str| strsim::damerau_levenshtein(&asked, it);
            (away(rule.id).min(away(name)), rule.id)
        })
        .filter(|(away, _)| *away <= asked.chars().count() / 3)
        .collect();
    near.sort_unstable();
    near.into_iter().take(OFFERED).map(|(_, id)| id).collect()
}
