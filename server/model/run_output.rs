//! The run outputs of an image template: the targets that declare one, and the resource IDs in its deployment that name it.

use std::borrow::Cow;

use crate::expr::expression::Expression;
use crate::expr::names::between_quotes;
use crate::expr::occurrences::bare;
use crate::expr::tree::{Expr, Kind as Part};
use crate::model::deployed::Deployed;
use crate::model::neighbours::Text;
use crate::model::template::{Role, Template};
use crate::model::value::{self, Value};
use crate::syntax::tree::{Kind, Node};
use crate::text::span::Span;

const TYPE: &str = "microsoft.virtualmachineimages/imagetemplates/runoutputs";
const TEMPLATE_TYPE: &str = "microsoft.virtualmachineimages/imagetemplates";
const SEGMENT: &str = "/runoutputs/";

/// Functions that IDs are built with.
const BUILDERS: [&str; 3] = ["resourceId", "concat", "format"];

/// A run output with a literal name.
#[derive(Debug, Clone)]
pub struct RunOutput<'d> {
    pub template: Template<'d>,
    /// As it is written where it was met.
    pub name: Cow<'d, str>,
}

/// What the IDs of a deployment say of a run output.
#[derive(Debug, Default)]
pub struct Uses {
    /// Where one names it, without quotes and the rest of the ID.
    pub named: Vec<Span>,
    /// The first string that names it without containing the name: it is computed.
    pub computed: Option<Span>,
    /// The first string that may name it, depending on the deployment.
    pub possible: Option<Span>,
}

/// An ID of a run output.
struct Reference {
    /// The ID of the image template.
    template: Text,
    name: Text,
    /// The name where it is written; `None` if it is computed.
    written: Option<Span>,
    /// The string that contains it.
    string: Span,
}

impl<'d> RunOutput<'d> {
    /// The one that a target declares; `None` if its name is computed.
    pub fn declared(template: Template<'d>, target: Node<'d>) -> Option<Self> {
        match value::text(target.get("runOutputName")) {
            Value::Known(name, _) => Some(Self { template, name }),
            _ => None,
        }
    }

    /// The one that is named at a position of a string, by an ID or by the name of a child resource, and the name there.
    pub fn named(templates: &[Template<'d>], node: Node<'d>, at: u32) -> Option<(Self, Span)> {
        let deployed = Deployed::of(*templates.first()?)?;
        let references = references(&deployed, node).into_iter();
        let (found, span) = references
            .filter_map(|it| it.written.map(|span| (it, span)))
            .find(|(_, span)| span.touches(at))?;
        let is_meant = |it: &&Template<'d>| {
            let id = deployed.id(it.root);
            it.role == Role::Template && id.is_some_and(|id| id.is_same(&found.template))
        };
        let template = *templates.iter().find(is_meant)?;
        let name = Cow::Owned(found.name.text);
        let output = Self { template, name };
        (!output.declarations().is_empty()).then_some((output, span))
    }

    /// The values that declare it; more than one where two targets have the same name.
    pub fn declarations(&self) -> Vec<Node<'d>> {
        let targets = self.template.distributors();
        let is_it = |it: &Node<'d>| Self::declared(self.template, *it).is_some_and(|it| self.is_called(&it.name));
        targets.filter(is_it).filter_map(|it| it.get("runOutputName")).collect()
    }

    fn is_called(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// Where the deployment names it.
    pub fn uses(&self) -> Uses {
        let mut uses = Uses::default();
        let Some(deployed) = Deployed::of(self.template) else {
            return uses;
        };
        let Some(id) = deployed.id(self.template.root) else {
            return uses;
        };
        // Two templates of a deployment, and two targets of a template, surely have different names.
        let templates = deployed.declared(TEMPLATE_TYPE).filter(|it| *it != self.template.root);
        let templates: Vec<Text> = templates.filter_map(|it| deployed.id(it)).collect();
        let others: Vec<Text> = self
            .template
            .distributors()
            .filter_map(|it| deployed.text(it.get("runOutputName")?))
            .filter(|it| !self.is_called(&it.text))
            .collect();
        let name = self.name.to_ascii_lowercase();
        let mut waiting: Vec<Node<'d>> = self.template.root.ancestors().last().into_iter().collect();
        while let Some(node) = waiting.pop() {
            let children: Vec<Node<'d>> = node.children().collect();
            waiting.extend(children.into_iter().rev());
            let may_name = |text: &str| {
                let text = text.to_ascii_lowercase();
                text.contains("runoutputs") || text.contains(&name)
            };
            let key = node.key_span().map(|it| it.of(node.tree().text()));
            let value = (node.kind() == Kind::String).then(|| node.source());
            if !key.into_iter().chain(value).any(may_name) {
                continue;
            }
            for reference in references(&deployed, node) {
                let is_other = others.iter().any(|it| it.is_same(&reference.name));
                let is_called = self.is_called(&reference.name.text);
                let may_be_called = is_called || !reference.name.is_known && !is_other;
                let is_of_other = templates.iter().any(|it| it.is_same(&reference.template));
                if !may_be_called || is_of_other || differ(&reference.template.text, &id.text) {
                    continue;
                }
                match reference.written {
                    _ if !is_called || !reference.template.is_same(&id) => {
                        uses.possible.get_or_insert(reference.string);
                    }
                    Some(span) => uses.named.push(span),
                    None => {
                        uses.computed.get_or_insert(reference.string);
                    }
                }
            }
        }
        uses
    }
}

/// Whether two IDs surely differ: a segment of one is not that of the other.
fn differ(one: &str, other: &str) -> bool {
    let is_open = one.contains('{') || other.contains('{');
    let (one, other): (Vec<&str>, Vec<&str>) = (one.split('/').collect(), other.split('/').collect());
    if one.len() != other.len() {
        return !is_open;
    }
    let mut pairs = one.iter().zip(&other);
    pairs.any(|(one, other)| !one.contains('{') && !other.contains('{') && !one.eq_ignore_ascii_case(other))
}

/// The IDs of run outputs that a value or its key contains.
fn references<'d>(deployed: &Deployed<'d>, node: Node<'d>) -> Vec<Reference> {
    let expressions = Expression::of_key(node).into_iter().chain(Expression::of(node));
    let mut found: Vec<Reference> = expressions.flat_map(|it| in_expression(deployed, &it)).collect();
    found.extend(child(deployed, node).or_else(|| in_text(deployed, node)));
    found
}

/// What an ID says of a template and of a run output.
fn split(deployed: &Deployed<'_>, id: &Text) -> Option<(Text, Text)> {
    let at = id.text.to_ascii_lowercase().find(SEGMENT).filter(|it| *it > 0)?;
    let name = id.text.get(at + SEGMENT.len()..)?.split('/').next()?;
    let template = id.text.get(..at)?;
    Some((deployed.part(id, template), deployed.part(id, name)))
}

fn in_expression<'d>(deployed: &Deployed<'d>, expression: &Expression<'d>) -> Vec<Reference> {
    // Each part with whether it is an argument of what builds an ID.
    let mut waiting = vec![(&expression.root, false)];
    let mut candidates = Vec::new();
    while let Some((part, is_argument)) = waiting.pop() {
        let is_builder = part.call().is_some_and(|it| BUILDERS.iter().any(|name| it.is(name)));
        if is_builder || part.text().is_some_and(|it| it.starts_with('/') && !is_argument) {
            candidates.push(part);
        }
        let is_argument = is_argument || is_builder;
        waiting.extend(part.parts().into_iter().rev().map(|it| (it, is_argument)));
    }
    let mut found: Vec<(Span, Reference)> = Vec::new();
    // The innermost first: what is around an ID adds to it.
    for part in candidates.into_iter().rev() {
        if found.last().is_some_and(|(inner, _)| part.span.contains(*inner)) {
            continue;
        }
        let split = deployed.part_text(expression, part).and_then(|it| split(deployed, &it));
        let Some((template, name)) = split else { continue };
        let written = literal(expression, part, &name.text).map(|it| expression.written(it));
        let string = expression.string;
        let reference = Reference {
            template,
            name,
            written,
            string,
        };
        found.push((part.span, reference));
    }
    found.into_iter().rev().map(|it| it.1).collect()
}

/// Where a part of an expression contains a name literally; `None` if that is not certain.
fn literal(expression: &Expression<'_>, part: &Expr, name: &str) -> Option<Span> {
    let text_span = |it: &Expr| between_quotes(&expression.text, it.span);
    let within = |it: &Expr| named_in(&expression.text, text_span(it), name);
    if let Part::Call(call) = &part.kind
        && call.is("resourceId")
    {
        return within(call.arguments.last().filter(|it| it.text().is_some())?);
    }
    let texts: Vec<&Expr> = part.walk().into_iter().filter(|it| it.text().is_some()).collect();
    let has_segment = |it: &&&Expr| it.text().is_some_and(|it| it.to_ascii_lowercase().contains(SEGMENT));
    let mut with_segment = texts.iter().filter(has_segment).filter_map(|it| within(it));
    let mut all = texts.iter().filter_map(|it| within(it));
    match (with_segment.next(), with_segment.next()) {
        (Some(only), None) => Some(only),
        (None, _) => all.next().filter(|_| all.next().is_none()),
        _ => None,
    }
}

/// The name at the end of a text, or where an ID in it has it.
fn named_in(text: &str, span: Span, name: &str) -> Option<Span> {
    let lower = span.of(text).to_ascii_lowercase();
    let name = name.to_ascii_lowercase();
    let at = |start: usize| Span::new(span.start + start as u32, span.start + (start + name.len()) as u32);
    if let Some(start) = lower.find(SEGMENT).map(|it| it + SEGMENT.len()) {
        let rest = lower.get(start..)?.strip_prefix(&name)?;
        return (rest.is_empty() || rest.starts_with('/')).then(|| at(start));
    }
    let before = lower.strip_suffix(&name)?;
    (before.is_empty() || before.ends_with('/')).then(|| at(before.len()))
}

/// A plain string that is an ID.
fn in_text(deployed: &Deployed<'_>, node: Node<'_>) -> Option<Reference> {
    if node.kind() != Kind::String || !node.source().starts_with("\"/") {
        return None;
    }
    let (template, name) = split(deployed, &Text::written(&node.as_str()?))?;
    let span = bare(node.tree().text(), node.span());
    Some(Reference {
        template,
        written: named_in(node.tree().text(), span, &name.text),
        name,
        string: node.span(),
    })
}

/// The name of a child resource that stands for a run output.
fn child<'d>(deployed: &Deployed<'d>, node: Node<'d>) -> Option<Reference> {
    let resource = node.parent().filter(|_| node.has_key("name"))?;
    let kind = resource.get("type")?.as_str()?.to_ascii_lowercase();
    if kind != TYPE && kind != "runoutputs" {
        return None;
    }
    let (template, name) = split(deployed, &deployed.id(resource)?)?;
    let written = match Expression::of(node) {
        Some(it) => literal(&it, &it.root, &name.text).map(|span| it.written(span)),
        None => named_in(node.tree().text(), bare(node.tree().text(), node.span()), &name.text),
    };
    let string = node.span();
    Some(Reference {
        template,
        name,
        written,
        string,
    })
}
