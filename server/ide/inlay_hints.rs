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

/// What the service uses for members that a target region does not have: a label, the member and its default.
const REGION_DEFAULTS: [(&str, &str, &str); 2] = [
    ("replicas", "replicaCount", "1"),
    ("storage", "storageAccountType", "Standard_LRS"),
];

/// The hints of a span of a document, in its order.
pub fn inlay_hints(doc: &Document, range: Span, wanted: Hints) -> Vec<Hint> {
    let mut hints = Vec::new();
    if wanted.values && doc.kind() == Kind::Arm {
        values(doc, range, &mut hints);
    }
    if wanted.defaults {
        for template in doc.templates().filter(|it| it.role == Role::Template) {
            defaults(doc, template, &mut hints);
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

fn defaults(doc: &Document, template: Template<'_>, hints: &mut Vec<Hint>) {
    let Some(properties) = template.root.get("properties") else {
        return;
    };
    let text = doc.text();
    let minutes = timeout::DEFAULT.to_string();
    match properties.get("buildTimeoutInMinutes") {
        None => hints.extend(omitted(
            text,
            properties,
            "timeout",
            "buildTimeoutInMinutes",
            &format!("{minutes} min"),
        )),
        Some(node) if node.as_i64() == Some(0) => hints.push(instead(node, &minutes)),
        Some(_) => {}
    }
    if let Some(generation) = generation::generation(template) {
        let size = vm_size::default_for(generation.generation);
        match (properties.get("vmProfile"), vm_size::node(template)) {
            (None, _) => hints.extend(omitted(text, properties, "vmSize", "vmProfile.vmSize", size)),
            (Some(profile), None) => hints.extend(omitted(text, profile, "vmSize", "vmSize", size)),
            (_, Some(node)) if node.as_str().is_some_and(|it| it.is_empty()) => hints.push(instead(node, size)),
            _ => {}
        }
    }
    for target in template.distributors() {
        for region in target.get("targetRegions").into_iter().flat_map(Node::children) {
            for (label, member, value) in REGION_DEFAULTS {
                if region.get(member).is_none() {
                    hints.extend(omitted(text, region, label, member, value));
                }
            }
        }
    }
}

/// The hint about a member that an object does not have: a short label, and the name of the member in the tooltip.
fn omitted(text: &str, object: Node<'_>, label: &str, member: &str, value: &str) -> Option<Hint> {
    (object.kind() == Json::Object).then(|| Hint {
        at: anchor(text, object),
        label: format!("{label}: {value}"),
        words: Some(say! {
            en: "`{member}` is omitted; the service uses its default, {value}.",
            pt_br: "`{member}` foi omitida; o serviço usa o padrão, {value}.",
        }),
    })
}

/// Where the hints of an object stand: after its opening brace if that ends the line, otherwise after its last member.
fn anchor(text: &str, object: Node<'_>) -> u32 {
    let open = object.span().start + 1;
    let rest = text.get(open as usize..).unwrap_or_default();
    let rest = rest.trim_start_matches([' ', '\t', '\r']);
    let is_end_of_line = rest.starts_with('\n') || rest.starts_with("//");
    match object.children().last() {
        Some(last) if !is_end_of_line => last.span().end,
        _ => open,
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
