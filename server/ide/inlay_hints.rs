//! Inlay hints: the values of expressions, and the service's defaults for omitted properties.

use crate::document::{Document, Kind};
use crate::expr::expression;
use crate::expr::value::Value;
use crate::ide::expression::{evaluate, origins};
use crate::insight::timeout;
use crate::locale::Message;
use crate::model::template::{Role, Template};
use crate::model::{generation, vm_size};
use crate::say;
use crate::settings::Hints;
use crate::syntax::tree::{Kind as Json, Node};
use crate::text::plain::{code, plain, shortened};
use crate::text::span::Span;

/// An inlay hint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    pub at: u32,
    pub label: String,
    /// Markdown.
    pub words: Option<Message>,
}

/// Letters of a value that stand between those of a document.
const MAX_VALUE_LEN: usize = 60;

/// Hints that one answer contains.
const MAX_HINTS: usize = 2_000;

/// The hints of a span of a document, in its order.
pub fn inlay_hints(doc: &Document, range: Span, wanted: Hints) -> Vec<Hint> {
    let mut hints = Vec::new();
    if wanted.values && doc.kind() == Kind::Arm {
        values(doc, range, &mut hints);
    }
    if wanted.defaults {
        for template in doc.templates().filter(|it| it.role == Role::Template) {
            defaults(template, &mut hints);
        }
        hints.retain(|it| range.touches(it.at));
    }
    hints.sort_by_key(|it| it.at);
    hints.truncate(MAX_HINTS);
    hints
}

fn values(doc: &Document, range: Span, hints: &mut Vec<Hint>) {
    let here = |it: &expression::Expression<'_>| !it.is_key && range.touches(it.string.end);
    for expression in expression::all(doc.tree()).into_iter().filter(here).take(MAX_HINTS) {
        let outcome = evaluate(doc, &expression);
        let Ok(value) = outcome.value else { continue };
        let Some(text) = shown(&value) else { continue };
        let origins = origins(doc, &outcome.from);
        let full = code(value.text().unwrap_or(&text));
        let words = say! {
            en: "Evaluates to {full}",
            pt_br: "Resulta em {full}",
        };
        let joined = |words: &str, from: &str| match from {
            "" => format!("{words}."),
            _ => format!("{words}, {from}."),
        };
        hints.push(Hint {
            at: expression.string.end,
            label: format!("= {}", shortened(&text, MAX_VALUE_LEN)),
            words: Some(Message {
                en: joined(&words.en, &origins.en).into(),
                pt_br: joined(&words.pt_br, &origins.pt_br).into(),
            }),
        });
    }
}

/// A value that gets a hint: a known value that is not an object.
fn shown(value: &Value) -> Option<String> {
    if !value.is_known() {
        return None;
    }
    match value {
        Value::Text(text) if text.trim().is_empty() => Some(value.json()),
        Value::Text(text) => Some(plain(text)),
        Value::Array(items) if items.iter().any(|it| matches!(it, Value::Object(_))) => None,
        Value::Object(_) => None,
        _ => Some(value.json()),
    }
}

/// What the service takes for members that an object does not have.
struct Missing<'d> {
    object: Node<'d>,
    members: Vec<String>,
}

impl<'d> Missing<'d> {
    fn of(object: Node<'d>) -> Self {
        Self {
            object,
            members: Vec::new(),
        }
    }

    fn add(&mut self, member: &str, value: &str) {
        self.members.push(format!("{member}: {value}"));
    }

    /// One hint after the opening brace.
    fn hint(self) -> Option<Hint> {
        let at = self.object.span().start + 1;
        let is_object = self.object.kind() == Json::Object && !self.members.is_empty();
        is_object.then(|| Hint {
            at,
            label: self.members.join(" · "),
            words: Some(say! {
                en: "Default used by the service when the property is omitted.",
                pt_br: "Padrão usado pelo serviço quando a propriedade é omitida.",
            }),
        })
    }
}

fn defaults(template: Template<'_>, hints: &mut Vec<Hint>) {
    let Some(properties) = template.root.get("properties") else {
        return;
    };
    let mut missing = Missing::of(properties);
    let minutes = timeout::DEFAULT.to_string();
    match properties.get("buildTimeoutInMinutes") {
        None => missing.add("buildTimeoutInMinutes", &minutes),
        Some(node) if node.as_i64() == Some(0) => hints.push(instead(node, &minutes)),
        Some(_) => {}
    }
    if let Some(generation) = generation::generation(template) {
        let size = vm_size::default_for(generation.generation);
        match (properties.get("vmProfile"), vm_size::node(template)) {
            (None, _) => missing.add("vmProfile.vmSize", size),
            (Some(profile), None) => {
                let mut missing = Missing::of(profile);
                missing.add("vmSize", size);
                hints.extend(missing.hint());
            }
            (_, Some(node)) if node.as_str().is_some_and(|it| it.is_empty()) => hints.push(instead(node, size)),
            _ => {}
        }
    }
    hints.extend(missing.hint());
    for target in template.distributors() {
        let regions = target.get("targetRegions").into_iter().flat_map(Node::children);
        for region in regions {
            let mut missing = Missing::of(region);
            if region.get("replicaCount").is_none() {
                missing.add("replicaCount", "1");
            }
            if region.get("storageAccountType").is_none() {
                missing.add("storageAccountType", "Standard_LRS");
            }
            hints.extend(missing.hint());
        }
    }
}

/// What the service takes instead of a value that means "the default".
fn instead(node: Node<'_>, value: &str) -> Hint {
    Hint {
        at: node.span().end,
        label: format!("= {value}"),
        words: None,
    }
}
