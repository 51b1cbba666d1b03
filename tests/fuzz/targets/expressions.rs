//! Expressions of deployment templates: read, printed, evaluated, renamed, moved into a variable and back.

use aib_ls::document::Document;
use aib_ls::expr::eval;
use aib_ls::expr::expression::{self, Expression};
use aib_ls::expr::names;
use aib_ls::expr::parser::{self, MistakeKind};
use aib_ls::expr::tree::{Expr, Kind};
use aib_ls::expr::value::Value;
use aib_ls::ide::actions::{Action, Target, extract, inline};
use aib_ls::ide::name::{From, RenameContext};
use aib_ls::ide::rename;
use aib_ls::syntax::string;
use aib_ls::text::span::Span;

use crate::hold;
use crate::input::{Choices, Input};

pub fn run(data: &[u8]) {
    let mut input = Input::new(data);
    let text = input.text();
    hold_parser(&text);
    let doc = deployment(&text, &mut input.choices);
    if !doc.tree().errors().is_empty() {
        return;
    }
    for found in expression::all(doc.tree()) {
        hold_positions(&doc, &found, &mut input.choices);
        hold_value(&found);
    }
    for found in names::all(doc.tree()) {
        hold::inside(doc.text(), found.span, &found.name);
        hold::inside(doc.text(), found.call, &found.name);
    }
    let Some(before) = evaluated(&doc) else { return };
    hold_renamed(&doc, &before, &mut input.choices);
    let at = input.choices.span(doc.text());
    let moves = extract::extractions(&doc, at)
        .into_iter()
        .chain(inline::inlinings(&doc, at.start));
    moves.for_each(|it| hold_moved(&doc, &before, &it));
}

/// A deployment whose image is named by the expression.
fn deployment(text: &str, choices: &mut Choices<'_>) -> Document {
    let expression = hold::quoted(text, choices.flag());
    hold::document(&format!(
        r#"{{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "parameters": {{
    "p": {{ "type": "string", "defaultValue": "a-b" }},
    "n": {{ "type": "int", "defaultValue": 3 }},
    "o": {{ "type": "object", "defaultValue": {{ "a": [1, 2], "b": "c" }} }},
    "s": {{ "type": "securestring" }}
  }},
  "variables": {{
    "v": "[concat(parameters('p'), '-v')]",
    "l": [1, "x", true, null, {{ "k": "[variables('v')]" }}],
    "x": {expression}
  }},
  "functions": [{{ "namespace": "f", "members": {{ "g": {{
    "parameters": [{{ "name": "a", "type": "string" }}], "output": {{ "type": "string", "value": "[parameters('a')]" }} }} }} }}],
  "resources": [{{
    "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": "2024-02-01", "name": "[variables('x')]",
    "location": {expression}, "properties": {{ "source": {{}}, "distribute": [] }}
  }}]
}}"#
    ))
}

fn hold_parser(text: &str) {
    let parsed = parser::parse(text);
    let mut last = Span::default();
    for mistake in &parsed.mistakes {
        hold::inside(text, mistake.span, mistake);
        assert!(last <= mistake.span, "{mistake:?} comes too late in {text:?}");
        last = mistake.span;
    }
    for part in parsed.root.walk() {
        hold::inside(text, part.span, part);
        for inner in part.parts() {
            assert!(part.span.contains(inner.span), "{inner:?} outside {part:?} in {text:?}");
        }
    }
    if parsed.mistakes.is_empty() && text.starts_with('[') && text.ends_with(']') {
        let printed = format!("[{}]", print(&parsed.root));
        let again = parser::parse(&printed);
        assert_eq!(again.mistakes, [], "{printed:?} printed of {text:?}");
        assert_eq!(format!("[{}]", print(&again.root)), printed, "printed of {text:?}");
    }
}

/// An expression as text.
fn print(expr: &Expr) -> String {
    let safe = |it: bool| if it { "?" } else { "" };
    match &expr.kind {
        Kind::Text(text) => aib_ls::expr::quoted(text),
        Kind::Integer(number) => number.to_string(),
        // Rust writes no fraction for great numbers.
        Kind::Float(number) => format!("{number:e}"),
        Kind::Call(call) => {
            let namespace = call
                .namespace
                .as_ref()
                .map(|it| format!("{}.", it.text))
                .unwrap_or_default();
            let arguments: Vec<String> = call.arguments.iter().map(print).collect();
            format!("{namespace}{}({})", call.name.text, arguments.join(", "))
        }
        Kind::Member { of, name, is_safe } => format!("{} .{}{}", print(of), safe(*is_safe), name.text),
        Kind::Index { of, index, is_safe } => format!("{}[{}{}]", print(of), safe(*is_safe), print(index)),
        Kind::Word(word) => word.clone(),
        Kind::Missing => String::new(),
    }
}

/// Every part is where it is written.
fn hold_positions(doc: &Document, found: &Expression<'_>, choices: &mut Choices<'_>) {
    for part in found.root.walk() {
        let written = found.written(part.span);
        hold::inside(doc.text(), written, &part.kind);
        assert!(
            found.string.contains(written),
            "{part:?} outside its string in {:?}",
            found.text
        );
        let said = string::decode(&format!("\"{}\"", written.of(doc.text()))).into_owned();
        assert_eq!(said, part.span.of(&found.text), "{:?}", found.text);
    }
    for mistake in &found.mistakes {
        hold::inside(doc.text(), found.written(mistake.span), mistake);
        assert!(mistake.kind == MistakeKind::TooDeep || found.text.len() < 1 << 16);
    }
    let at = choices.offset(&found.text);
    let parts = found.enclosing(at);
    assert!(parts.windows(2).all(|it| it[0].span.contains(it[1].span)));
}

/// A value is JSON, the same each time, and of the type that it has for any parameters.
fn hold_value(found: &Expression<'_>) {
    let evaluation = eval::evaluate(found, None);
    assert_eq!(evaluation, eval::evaluate(found, None), "{:?}", found.text);
    let Ok(value) = evaluation.value else { return };
    if value.is_known() && !holds_float(&value) {
        let json = value.json();
        assert!(
            serde_json::from_str::<serde_json::Value>(&json).is_ok(),
            "{json:?} of {:?}",
            found.text
        );
    }
    if let (Some(expected), Some(own)) = (eval::type_of(found), value.kind()) {
        assert_eq!(own, expected, "{:?}", found.text);
    }
    if eval::is_never_empty(found) && value.is_known() {
        let text = value.inside_text();
        assert!(text.is_none_or(|it| !it.trim().is_empty()), "{:?} is empty", found.text);
    }
}

fn holds_float(value: &Value) -> bool {
    match value {
        Value::Float(_) => true,
        Value::Array(items) => items.iter().any(holds_float),
        Value::Object(members) => members.iter().any(|it| holds_float(&it.1)),
        _ => false,
    }
}

/// The values of the document that the expression evaluates to; `None` where something is unknown.
fn evaluated(doc: &Document) -> Option<Vec<Value>> {
    let resource = doc.tree().root()?.at(&["resources"])?.children().next()?;
    let values = ["name", "location"].map(|it| resource.get(it).map(|node| eval::value_of(node, None).value));
    values.into_iter().map(|it| it?.ok().filter(Value::is_known)).collect()
}

fn hold_renamed(doc: &Document, before: &[Value], choices: &mut Choices<'_>) {
    let name = ["\"p\"", "\"n\"", "\"o\"", "\"v\"", "\"l\"", "\"x\""][choices.below(6)];
    let at = doc.text().find(&format!("{name}: ")).unwrap_or_default() as u32 + 1;
    let context = RenameContext {
        doc,
        file: None,
        from: From::Document(at),
    };
    let Some(Ok(changes)) = rename::rename(context, None, "renamed") else {
        return;
    };
    let text = hold::applied(doc.text(), &changes.here, &name);
    let after = hold::document(&text);
    assert_eq!(after.tree().errors(), []);
    assert_eq!(
        evaluated(&after).as_deref(),
        Some(before),
        "{name} renamed in {:?}",
        doc.text()
    );
}

/// What is moved into a variable, or back, has the value that it had.
fn hold_moved(doc: &Document, before: &[Value], action: &Action) {
    if action.target != Target::Document {
        return;
    }
    let text = hold::applied(doc.text(), &action.edits, &action.title);
    let after = hold::document(&text);
    assert_eq!(after.tree().errors(), [], "{:?} in {:?}", action.title, doc.text());
    assert_eq!(
        evaluated(&after).as_deref(),
        Some(before),
        "{:?}: {:?} becomes {text:?}",
        action.title,
        doc.text()
    );
}
