//! Hover on expressions: the value of the whole, and the documentation of the part under the cursor.

use crate::document::{Document, Kind};
use crate::expr::eval::{self, Evaluation};
use crate::expr::expression::Expression;
use crate::expr::failure::Failure;
use crate::expr::functions;
use crate::expr::scope::{self, Declaration, Symbol};
use crate::expr::tree::{Call, Expr};
use crate::ide::cursor;
use crate::ide::cursor::expression::ExpressionCursor;
use crate::ide::expression;
use crate::ide::hover::{Hover, Text};
use crate::locale::Message;
use crate::model::value;
use crate::say;
use crate::syntax::tree::Node;
use crate::text::markdown;
use crate::text::plain::{code, plain, shortened};

/// Letters of a value that a pop-up shows.
const MAX_VALUE_LEN: usize = 400;

/// The hover of the expression, parameter or variable at a position; `None` elsewhere.
pub(super) fn hover(doc: &Document, at: u32) -> Option<Hover> {
    match ExpressionCursor::at(doc, at) {
        Some(cursor) => on_expression(&cursor),
        None => on_declaration(doc, at),
    }
}

/// What the value of a member evaluates to; empty for one that is written out.
pub(super) fn value_of(doc: &Document, node: Node<'_>) -> Message {
    let expression = Expression::of(node).filter(|_| doc.kind() == Kind::Arm && value::is_expression(node));
    expression.map_or(Message::default(), |it| {
        evaluates_to(doc, &expression::evaluate(doc, &it))
    })
}

fn on_expression(cursor: &ExpressionCursor<'_>) -> Option<Hover> {
    let enclosing = cursor.enclosing();
    let named = enclosing.iter().rev().find_map(|it| Some((*it, it.call()?)));
    let mut text = Text::default();
    text.line(evaluates_to(
        cursor.doc,
        &expression::evaluate(cursor.doc, &cursor.expression),
    ));
    let mut span = cursor.expression.string;
    if let Some((part, call)) = named {
        text.line(about_call(cursor, call));
        span = cursor.expression.written(part.span);
        let is_inner = part.span != cursor.expression.root.span;
        if is_inner && (!cursor.expression.mistakes.is_empty() || !is_declared(call)) {
            text.line(evaluates_to(cursor.doc, &cursor.part(part)));
        }
    }
    let words = text.done();
    // On a quote, the part next to it is shown, and all of the string is meant.
    let span = Some(span)
        .filter(|it| it.touches(cursor.at))
        .unwrap_or(cursor.expression.string);
    (!words.en.is_empty()).then_some(Hover { span, words })
}

fn is_declared(call: &Call) -> bool {
    call.is("parameters") || call.is("variables")
}

fn about_call(cursor: &ExpressionCursor<'_>, call: &Call) -> Message {
    let name = call.arguments.first().and_then(Expr::text);
    if let Some(name) = name.filter(|_| is_declared(call)) {
        let symbol = match call.is("parameters") {
            true => Symbol::Parameter,
            false => Symbol::Variable,
        };
        let found = cursor.scope.find(symbol, name);
        return found.map(|it| about(&it)).unwrap_or_default();
    }
    let Some(space) = &call.namespace else {
        let Some(function) = functions::find(&call.name.text) else {
            return Message::default();
        };
        let signature = code(&function.signature());
        let Message { en, pt_br } = &function.words;
        return say! { en: "{signature}: {en}", pt_br: "{signature}: {pt_br}" };
    };
    let function = cursor.scope.function(&space.text, &call.name.text);
    let described = function.and_then(|it| it.at(&["metadata", "description"])?.as_str());
    described
        .map(|it| Message::same(markdown::paragraph(&it)))
        .unwrap_or_default()
}

/// A declaration in one paragraph: its name, its type, its default, and what its author says.
fn about(declaration: &Declaration<'_>) -> Message {
    let node = declaration.node;
    let name = code(&declaration.name);
    let described = node.at(&["metadata", "description"]).and_then(Node::as_str);
    let words = described.map_or(String::new(), |it| format!("\n\n{}", markdown::paragraph(&it)));
    if declaration.symbol == Symbol::Variable {
        return Message::default();
    }
    let kind = node.get("type").and_then(Node::as_str).unwrap_or_default();
    let kind = if kind.is_empty() {
        String::new()
    } else {
        format!(" · {}", markdown::escaped(&plain(&kind)))
    };
    let (default, padrao) = match node.get("defaultValue") {
        _ if kind.to_ascii_lowercase().contains("secure") => Default::default(),
        Some(it) => {
            let value = code(&shortened(it.source(), MAX_VALUE_LEN));
            (format!(" · default {value}"), format!(" · padrão {value}"))
        }
        None => Default::default(),
    };
    say! {
        en: "Parameter **{name}**{kind}{default}{words}",
        pt_br: "Parâmetro **{name}**{kind}{padrao}{words}",
    }
}

/// On the key of a parameter or a variable.
fn on_declaration(doc: &Document, at: u32) -> Option<Hover> {
    if doc.kind() != Kind::Arm {
        return None;
    }
    let node = cursor::member(doc, at)?;
    let key = node.key_span()?;
    let section = node.parent()?;
    let deployment = section.parent()?;
    let given = doc.parameters().and_then(|it| it.values());
    if section.has_key("variables") && scope::of(node)?.deployment() == deployment {
        let words = evaluates_to(doc, &eval::value_of(node, given));
        return (!words.en.is_empty()).then_some(Hover { span: key, words });
    }
    if !section.has_key("parameters") || !is_deployment(deployment) || deployment.parent().is_some() {
        return None;
    }
    let name = node.key()?;
    let entry = scope::member(given?, &name)?;
    let file = code(doc.parameters()?.name());
    let value = entry.get("value")?;
    let value = value.as_str().unwrap_or(value.source().into());
    let value = code(&shortened(&value, MAX_VALUE_LEN));
    Some(Hover {
        span: key,
        words: say! { en: "Evaluates to {value}, from {file}.", pt_br: "Resulta em {value}, a partir de {file}." },
    })
}

fn is_deployment(node: Node<'_>) -> bool {
    node.get("resources").is_some()
}

/// "Evaluates to `Standard_D2s_v3`, from the default of `vmSize`."; empty if it cannot be parsed or is unknown.
fn evaluates_to(doc: &Document, outcome: &Evaluation) -> Message {
    let value = match &outcome.value {
        Ok(value) => value,
        Err(Failure::Broken) => return Message::default(),
        Err(failure) => {
            let why = failure.message();
            return Message {
                en: format!("Cannot be evaluated: {}.", markdown::sentence(&why.en)).into(),
                pt_br: format!("Não é possível avaliar: {}.", markdown::sentence(&why.pt_br)).into(),
            };
        }
    };
    let origins = expression::origins(doc, &outcome.from);
    let comma = |words: &str| {
        if words.is_empty() {
            String::new()
        } else {
            format!(", {words}")
        }
    };
    let (from, a_partir) = (comma(&origins.en), comma(&origins.pt_br));
    let text = match value.text() {
        Some(text) if !text.is_empty() => text.to_owned(),
        _ => value.json(),
    };
    let shown = code(&shortened(&text, MAX_VALUE_LEN));
    if value.is_known() {
        return say! { en: "Evaluates to {shown}{from}.", pt_br: "Resulta em {shown}{a_partir}." };
    }
    match value.inside_text() {
        Some(sketch) if has_letters_outside_braces(&sketch) => {
            let shown = code(&shortened(&sketch, MAX_VALUE_LEN));
            say! {
                en: "Evaluates to {shown}{from}; the values in braces are known only at deployment time.",
                pt_br: "Resulta em {shown}{a_partir}; os valores entre chaves só são conhecidos durante a implantação.",
            }
        }
        _ => Message::default(),
    }
}

fn has_letters_outside_braces(sketch: &str) -> bool {
    let mut depth = 0_u32;
    sketch.chars().any(|it| {
        match it {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        false
    })
}
