//! The page of a rule or of a known failure.

use std::borrow::Cow;

use crate::doctor::cases;
use crate::doctor::messages as failure;
use crate::locale::{Lang, Message};
use crate::report::{Block, ReportData, RichText, Section, Status, Tone};
use crate::rules;
use crate::rules::engine::labels;
use crate::say;

/// A page, and what a report adds to it.
struct Page {
    id: &'static str,
    kind: Message,
    /// "error · has a fix"
    facts: String,
    markdown: Cow<'static, str>,
    /// The rules that detect a failure before the build.
    rules: &'static [&'static str],
}

/// The report about an id; `None` for an id that does not exist.
pub fn report(id: &str, lang: Lang) -> Option<ReportData<'static>> {
    let page = page(id, lang)?;
    let mut blocks = Block::of_page(&page.markdown);
    if !page.rules.is_empty() {
        let ids = page.rules.iter().map(|id| RichText::id(id));
        let ids = RichText::joined(ids, &RichText::plain(", "));
        let detected = RichText::sentence(detected().get(lang));
        blocks.push(Block::Note(detected.then(RichText::plain(": ")).then(ids)));
    }
    Some(ReportData {
        lang,
        kind: page.kind.get(lang).to_owned(),
        title: page.id.to_owned(),
        status: Some(Status {
            tone: Tone::Neutral,
            text: RichText::plain(&page.facts),
        }),
        sections: vec![Section::new(RichText::default(), blocks)],
    })
}

/// The same page as the Markdown that it is written in, below its id and its facts.
pub fn source(id: &str, lang: Lang) -> Option<String> {
    let page = page(id, lang)?;
    let mut source = format!("{}\n{}\n\n{}\n", page.id, page.facts, page.markdown.trim());
    if !page.rules.is_empty() {
        source += &format!("\n{}: {}\n", detected().get(lang), page.rules.join(", "));
    }
    Some(source)
}

fn page(id: &str, lang: Lang) -> Option<Page> {
    if let Some(rule) = rules::all().into_iter().find(|rule| rule.id == id) {
        let facts = labels::facts(rule);
        let facts: Vec<&str> = facts.iter().map(|fact| fact.get(lang)).collect();
        return Some(Page {
            id: rule.id,
            kind: say! { en: "Rule", pt_br: "Regra" },
            facts: facts.join(" · "),
            markdown: rule.words(lang).into(),
            rules: &[],
        });
    }
    let case = cases::find(id)?;
    Some(Page {
        id: case.id,
        kind: say! { en: "Log doctor", pt_br: "Diagnóstico de logs" },
        facts: failure::kind(case).get(lang).to_owned(),
        markdown: case.text(lang).markdown().to_owned().into(),
        rules: &case.rules,
    })
}

fn detected() -> Message {
    say! { en: "Rules that detect this cause", pt_br: "Regras que detectam esta causa" }
}
