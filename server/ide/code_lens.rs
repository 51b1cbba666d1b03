//! Code lenses above a template: how many steps, how long they may take, where the image goes and
//! what must be granted.

use crate::document::Document;
use crate::insight::{summary, timeout};
use crate::locale::{Lang, Message};
use crate::model::substitution::Assume;
use crate::model::template::{Role, Template};
use crate::model::value;
use crate::say;
use crate::syntax::tree::{Kind, Node};
use crate::text::span::Span;

/// A lens above a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lens {
    /// The lens is above this line.
    pub span: Span,
    pub words: Message,
    /// What they open, where the editor can.
    pub opens: Opens,
}

/// What a code lens opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opens {
    /// What the template builds, at a glance.
    Summary,
    /// What its identity needs.
    Permissions,
    /// What the log shows.
    Report,
    /// A position in the other document: in the template of a log.
    Position(Span),
}

/// The lenses above every image template, in order.
pub fn code_lens(doc: &Document) -> Vec<Lens> {
    let templates = doc
        .templates_with(Assume::Nothing)
        .filter(|it| it.role == Role::Template);
    templates.flat_map(of_template).collect()
}

fn of_template(template: Template<'_>) -> impl Iterator<Item = Lens> {
    let start = template.root.span().start;
    let span = Span::new(start, start + 1);
    let parts = [steps(template), limit(template), targets(template)];
    let summary = parts.into_iter().flatten().map(|it| (it, Opens::Summary));
    let needs = needs(template).map(|it| (it, Opens::Permissions));
    summary
        .chain(needs)
        .map(move |(words, opens)| Lens { span, words, opens })
}

/// A list that is computed, has computed items or is made by a loop may contain more than it shows.
fn steps(template: Template<'_>) -> Option<Message> {
    let list = template.property("customize");
    let is_made = |it: Node<'_>| it.kind() != Kind::Array || !it.source().starts_with('[');
    let is_open = list.is_some_and(|it| is_made(it) || it.children().any(value::is_expression));
    match (template.customizers().count(), is_open) {
        (0, true) => None,
        (count, true) => Some(say! { en: "{count}+ steps", pt_br: "{count}+ etapas" }),
        (1, false) => Some(say! { en: "1 step", pt_br: "1 etapa" }),
        (count, false) => Some(say! { en: "{count} steps", pt_br: "{count} etapas" }),
    }
}

fn limit(template: Template<'_>) -> Option<Message> {
    let minutes = timeout::limit(template).minutes()?;
    Some(say! { en: "at most {minutes} min", pt_br: "no máximo {minutes} min" })
}

/// Targets that are listed one by one.
const MAX_TARGETS: usize = 2;

fn targets(template: Template<'_>) -> Option<Message> {
    let targets: Vec<Message> = template.distributors().filter_map(summary::target).collect();
    let joined = |lang| {
        let first = targets.iter().take(MAX_TARGETS).map(|it| it.get(lang));
        let first = first.collect::<Vec<_>>().join(", ");
        match targets.len().saturating_sub(MAX_TARGETS) {
            0 => first,
            more => format!("{first}, +{more}"),
        }
    };
    let (en, pt_br) = (joined(Lang::En), joined(Lang::PtBr));
    (!targets.is_empty()).then(|| say! { en: "to {en}", pt_br: "para {pt_br}" })
}

fn needs(template: Template<'_>) -> Option<Message> {
    let Message { en, pt_br } = summary::grants(template)?;
    Some(say! { en: "permissions: {en}", pt_br: "permissões: {pt_br}" })
}
