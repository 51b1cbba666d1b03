//! The engine: what a rule is, what it reports, and running all of them over a document.
//!
//! Every diagnostic of the product is a finding of a rule, syntax errors and differences from the
//! schema included: each has an id, a page and a level.

mod api_version;
mod distribute;
mod error_handling;
pub mod finding;
mod identity;
mod location;
pub mod memo;
mod names;
mod network;
mod permissions;
pub mod resource_id;
mod schema;
mod source;
mod staging;
mod syntax;
mod timeout;
mod triggers;
mod vm_size;

use crate::document::{Document, Kind};
use crate::locale::{Lang, Say};
use crate::model::template::{Role, Template};
use crate::rules::finding::{Finding, Report};
use crate::rules::memo::Memo;
use crate::schema::validate::{self, Violation};
use crate::settings::Settings;
use crate::syntax::error::SyntaxError;
use crate::text::span::Span;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The service certainly refuses the template, or the build certainly fails.
    Error,
    /// Failure is likely.
    Warning,
    /// Advice.
    Information,
    /// Style.
    Hint,
}

/// One kind of finding: its card. The page beside it is its documentation and its test.
pub struct Rule {
    /// `family/name`; never reused.
    pub id: &'static str,
    /// The gravest level; a finding may carry a milder one.
    pub level: Level,
    /// First API version for which the rule makes sense; `None` for all.
    pub since: Option<&'static str>,
    /// Whether its findings can carry a fix.
    pub fixable: bool,
    /// The page: a heading, a section a language, examples.
    pub page: &'static str,
    pub(crate) check: Check,
}

/// What a rule looks at; it is handed exactly that.
pub(crate) enum Check {
    /// Each mistake of the text.
    Syntax(fn(&Document, &SyntaxError, &mut Sink<'_>)),
    /// The whole document.
    Document(fn(&Document, &mut Sink<'_>)),
    /// Each image template.
    Template(fn(Template<'_>, &mut Sink<'_>)),
    /// Each image template and each trigger.
    Resource(fn(Template<'_>, &mut Sink<'_>)),
    /// Each difference from the schema, of templates and triggers.
    Violation(fn(&Violation<'_>, Template<'_>, &mut Sink<'_>)),
}

/// Where a rule puts what it finds.
pub(crate) struct Sink<'s> {
    rule: &'static Rule,
    findings: &'s mut Vec<Finding>,
}

impl Sink<'_> {
    /// Reports at a place; what it returns takes level, fixes and related places.
    pub fn report(&mut self, span: Span, message: Say) -> Report<'_> {
        self.findings.push(Finding {
            rule: self.rule,
            level: self.rule.level,
            span,
            about: span,
            message,
            related: Vec::new(),
            fixes: Vec::new(),
        });
        Report::new(self.findings.last_mut())
    }
}

/// Every rule, family by family.
pub fn all() -> Vec<&'static Rule> {
    let families: [&[&Rule]; 14] = [
        &syntax::RULES,
        &schema::RULES,
        &api_version::RULES,
        &identity::RULES,
        &permissions::RULES,
        &timeout::RULES,
        &source::RULES,
        &triggers::RULES,
        &distribute::RULES,
        &network::RULES,
        &vm_size::RULES,
        &staging::RULES,
        &location::RULES,
        &error_handling::RULES,
    ];
    families.into_iter().flatten().copied().collect()
}

/// A rule by its id.
pub fn find(id: &str) -> Option<&'static Rule> {
    all().into_iter().find(|it| it.id == id)
}

/// All findings of a document, sorted by place. Empty for a document that is not ours.
pub fn check(doc: &Document, settings: &Settings) -> Vec<Finding> {
    check_again(doc, settings, &Memo::default()).0
}

/// The same, with what is known from the state before, and what this one is worth to the next.
pub fn check_again(doc: &Document, _settings: &Settings, before: &Memo) -> (Vec<Finding>, Memo) {
    let mut findings = Vec::new();
    if matches!(doc.kind(), Kind::Foreign | Kind::Empty) {
        return (findings, Memo::default());
    }
    let mut memo = Memo::for_document(doc);
    let rules = all();
    for rule in &rules {
        let out = &mut Sink {
            rule,
            findings: &mut findings,
        };
        match rule.check {
            Check::Syntax(check) => doc.tree().errors().iter().for_each(|it| check(doc, it, out)),
            Check::Document(check) => check(doc, out),
            Check::Template(_) | Check::Resource(_) | Check::Violation(_) => {}
        }
    }
    for template in doc.templates() {
        findings.extend(memo.recall(before, template, || check_template(template, &rules)));
    }
    findings.sort_by(|a, b| (a.span, a.rule.id).cmp(&(b.span, b.rule.id)));
    findings.dedup_by(|a, b| a.span == b.span && a.rule.id == b.rule.id);
    (findings, memo)
}

fn check_template(template: Template<'_>, rules: &[&'static Rule]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let violations = validate::validate(template);
    for rule in rules {
        let out = &mut Sink {
            rule,
            findings: &mut findings,
        };
        match rule.check {
            Check::Template(check) if template.role == Role::Template => check(template, out),
            Check::Resource(check) => check(template, out),
            Check::Violation(check) => violations.iter().for_each(|it| check(it, template, out)),
            _ => {}
        }
    }
    findings
}

impl Rule {
    /// What the page says, without heading and examples, as Markdown. Every page has every
    /// language; a test holds that.
    pub fn words(&self, lang: Lang) -> &'static str {
        let heading = match lang {
            Lang::En => "\n## English\n",
            Lang::PtBr => "\n## Português\n",
        };
        let after = self.page.split_once(heading).map_or("", |(_, after)| after);
        let end = [after.find("\n## "), after.find("\n```")].into_iter().flatten().min();
        after.get(..end.unwrap_or(after.len())).unwrap_or_default().trim()
    }

    /// The first sentence of the page.
    pub fn summary(&self, lang: Lang) -> &'static str {
        let words = self.words(lang);
        let end = words
            .find(". ")
            .or_else(|| words.find(".\n"))
            .map_or(words.len(), |it| it + 1);
        words.get(..end).unwrap_or_default().trim()
    }
}

impl Level {
    /// As product texts and formats write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Information => "information",
            Self::Hint => "hint",
        }
    }
}
