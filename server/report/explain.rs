//! The page of a rule or of a known failure.

use std::borrow::Cow;

use crate::doctor::cases;
use crate::doctor::messages as failure;
use crate::locale::{Lang, Message};
use crate::report::{Block, Code, ReportData, RichText, Section, Status, Target, Tone};
use crate::rules::engine::labels;
use crate::rules::{self, Rule};
use crate::say;
use crate::text::page::examples::{self, Kind};
use crate::text::page::sources::{Citation, Grade};

/// A page, and what a report adds to it.
struct Page {
    id: &'static str,
    kind: Message,
    /// "error · has a fix"
    facts: String,
    markdown: Cow<'static, str>,
    examples: Vec<Example>,
    /// The rules that detect a failure before the build.
    rules: &'static [&'static str],
    citations: Vec<Citation>,
}

/// A template, a settings file or a log, and what it shows.
struct Example {
    label: Message,
    language: &'static str,
    text: String,
}

/// The report about an id; `None` for an id that does not exist.
pub fn report(id: &str, lang: Lang) -> Option<ReportData<'static>> {
    let page = Page::find(id, lang)?;
    let mut blocks = Block::of_page(&page.markdown);
    if !page.rules.is_empty() {
        let ids = page.rules.iter().map(|id| RichText::id(id));
        let ids = RichText::joined(ids, &RichText::plain(", "));
        let detected = RichText::sentence(detected().get(lang));
        blocks.push(Block::Note(detected.then(RichText::plain(": ")).then(ids)));
    }
    if !page.examples.is_empty() {
        blocks.push(Block::Heading(RichText::plain(examples_heading().get(lang))));
    }
    for example in page.examples {
        blocks.push(Block::Paragraph(RichText::plain(example.label.get(lang))));
        blocks.push(Block::Code(Code::new(example.text, lang)));
    }
    if !page.citations.is_empty() {
        blocks.push(Block::Heading(RichText::plain(sources_heading().get(lang))));
        let items = page.citations.iter().map(|citation| item(*citation, lang));
        blocks.push(Block::List(items.collect()));
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
    let page = Page::find(id, lang)?;
    Some(format!("{}\n{}\n\n{}", page.id, page.facts, page.full_markdown(lang)))
}

/// The page of a rule as Markdown, with its examples and sources.
pub fn rule_markdown(rule: &'static Rule, lang: Lang) -> String {
    Page::of_rule(rule, lang).full_markdown(lang)
}

impl Page {
    fn find(id: &str, lang: Lang) -> Option<Self> {
        if let Some(rule) = rules::find(id) {
            return Some(Self::of_rule(rule, lang));
        }
        let case = cases::find(id)?;
        let sample = case.samples().next().map(|log| Example {
            label: say! { en: "In a log:", pt_br: "Em um log:" },
            language: "text",
            text: log.to_owned(),
        });
        Some(Self {
            id: case.id,
            kind: say! { en: "Log doctor", pt_br: "Diagnóstico de logs" },
            facts: failure::kind(case).get(lang).to_owned(),
            markdown: case.text(lang).markdown().to_owned().into(),
            examples: sample.into_iter().collect(),
            rules: &case.rules,
            citations: case.citations(),
        })
    }

    fn of_rule(rule: &'static Rule, lang: Lang) -> Self {
        let facts = labels::facts(rule);
        let facts: Vec<&str> = facts.iter().map(|fact| fact.get(lang)).collect();
        let examples = examples::main_examples(rule.page).into_iter();
        Self {
            id: rule.id,
            kind: say! { en: "Rule", pt_br: "Regra" },
            facts: facts.join(" · "),
            markdown: rule.words(lang).into(),
            examples: examples.map(Example::from).collect(),
            rules: &[],
            citations: rule.citations(),
        }
    }

    fn full_markdown(&self, lang: Lang) -> String {
        let mut text = format!("{}\n", self.markdown.trim());
        if !self.rules.is_empty() {
            text += &format!("\n{}: {}\n", detected().get(lang), self.rules.join(", "));
        }
        if !self.examples.is_empty() {
            text += &format!("\n### {}\n", examples_heading().get(lang));
        }
        for Example {
            label,
            language,
            text: code,
        } in &self.examples
        {
            text += &format!("\n{}\n\n```{language}\n{code}\n```\n", label.get(lang));
        }
        if !self.citations.is_empty() {
            text += &format!("\n### {}\n\n", sources_heading().get(lang));
        }
        for citation in &self.citations {
            let url = citation.url().map(|url| format!("\n  <{url}>"));
            text += &format!("- {}{}\n", reference(*citation, lang), url.unwrap_or_default());
        }
        text
    }
}

impl From<examples::Example> for Example {
    fn from(example: examples::Example) -> Self {
        Self {
            label: match example.kind {
                Kind::Bad => say! { en: "Reported:", pt_br: "Apontado:" },
                Kind::Fixed => say! { en: "After the fix:", pt_br: "Depois da correção:" },
                Kind::Good => say! { en: "Not reported:", pt_br: "Não apontado:" },
            },
            language: example.language,
            text: example.text,
        }
    }
}

/// A source as an item of a list, its address on a line of its own.
fn item(citation: Citation, lang: Lang) -> RichText<'static> {
    let address = citation
        .url()
        .map(|url| RichText::name(&url).linked(Target::Source(citation)));
    let words = RichText::sentence(&reference(citation, lang));
    RichText::lines([words, address.unwrap_or_default()])
}

/// "Documented: the title § the heading, read on 2026-11-29"
fn reference(citation: Citation, lang: Lang) -> String {
    let grade = match citation.grade {
        Grade::Documented => say! { en: "Documented", pt_br: "Documentado" },
        Grade::Observed => say! { en: "Observed", pt_br: "Observado" },
        Grade::Inferred => say! { en: "Inferred", pt_br: "Deduzido" },
    };
    let date = citation.source.read.as_deref();
    let read = date.map(|date| say! { en: ", read on {date}", pt_br: ", lido em {date}" });
    let read = read.as_ref().map_or("", |it| it.get(lang));
    format!("{}: {}{read}", grade.get(lang), citation.title())
}

fn detected() -> Message {
    say! { en: "Rules that detect this cause", pt_br: "Regras que detectam esta causa" }
}

fn examples_heading() -> Message {
    say! { en: "Examples", pt_br: "Exemplos" }
}

fn sources_heading() -> Message {
    say! { en: "Sources", pt_br: "Fontes" }
}
