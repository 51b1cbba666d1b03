//! The page of a rule or of a known failure.

use crate::doctor::{cases, messages};
use crate::locale::{Lang, Say};
use crate::page::{self, Links, Page, escaped, marked_up};
use crate::rules;
use crate::rules::engine::labels;
use crate::say;

/// The page about an id; `None` for one that does not exist.
pub fn page(id: &str, links: &Links<'_>, lang: Lang) -> Option<Page> {
    if let Some(rule) = rules::all().into_iter().find(|it| it.id == id) {
        let kind = say! { en: "Rule", pt_br: "Regra" };
        let body = told(&labels::facts(rule), rule.words(lang), lang);
        return Some(page::page(&kind, rule.id.to_owned(), &body, lang));
    }
    let case = cases::find(id)?;
    let benign: Vec<Say> = case.is_benign().then(|| messages::kind(case)).into_iter().collect();
    let mut body = told(&benign, case.text(lang), lang);
    if !case.rules.is_empty() {
        let seen = say! { en: "Rules that see it before", pt_br: "Regras que a veem antes" };
        let rules: Vec<String> = case.rules.iter().map(|it| page::id(it, links)).collect();
        body += &format!(
            "<p class=\"note\">{}: {}</p>\n",
            escaped(seen.get(lang)),
            rules.join(", ")
        );
    }
    let kind = say! { en: "Known failure", pt_br: "Falha conhecida" };
    Some(page::page(&kind, case.id.to_owned(), &body, lang))
}

fn told(facts: &[Say], words: &str, lang: Lang) -> String {
    let facts: Vec<String> = facts.iter().map(|it| escaped(it.get(lang))).collect();
    let facts = match facts.join(" · ") {
        none if none.is_empty() => none,
        facts => format!("<p class=\"outcome\">{facts}</p>\n"),
    };
    facts + &marked_up(words)
}
