//! An entry of the parameter file for a parameter that has none there.
//!
//! Nothing is offered for secure types: no file should have their values.

use crate::document::Kind as DocumentKind;
use crate::expr::scope::{Declaration, Scope};
use crate::expr::value::{self, Type};
use crate::ide::actions::{Action, FindingKey, Kind, Request, Target, quick_fixes, reasons};
use crate::ide::name::{From, RenameContext};
use crate::model::declarations;
use crate::model::parameters::ParameterFile;
use crate::model::value::has_placeholder;
use crate::say;
use crate::syntax::tree::{Kind as Json, Node};
use crate::syntax::{patch, string};
use crate::text::plain::{code, shortened};

/// The rule that reports such an entry as missing.
pub const MISSING: &str = "arm/parameter-missing";

/// The entry for the parameter at a span: a quick fix where a finding reports it missing. The parameter file is read only where
/// what is known of it offers something.
pub(super) fn at(request: &Request<'_>) -> Option<Action> {
    let mut near = quick_fixes::near(request.findings, request.span);
    let missing = near.find(|it| it.rule.id == MISSING);
    let kind = match missing {
        Some(_) => Kind::QuickFix,
        None => Kind::Refactor,
    };
    if !(request.wants)(kind) {
        return None;
    }
    let doc = request.doc;
    if missing.is_none() && !reasons::is_asked(request) && !reasons::is_parameter_name(doc, request.span.start) {
        return None;
    }
    let from = From::Document(missing.map_or(request.span.start, |it| it.span.start));
    entry(RenameContext {
        doc,
        file: doc.parameters().map(AsRef::as_ref),
        from,
    })?;
    let file = Some((request.parameter_file)()?);
    let action = entry(RenameContext { doc, file, from })?;
    Some(Action {
        kind,
        finding: missing.map(FindingKey::of),
        ..action
    })
}

/// The entry for the parameter whose declaration is under the cursor: with its default, else with a value to fill in.
pub fn entry(context: RenameContext<'_>) -> Option<Action> {
    let (From::Document(at), DocumentKind::Arm) = (context.from, context.doc.kind()) else {
        return None;
    };
    let tree = context.doc.tree();
    let root = tree.root().filter(|it| !tree.is_broken(it.span()))?;
    let parameters = Scope::Deployment(root).parameters();
    let declaration = parameters.into_iter().find(|it| it.node.entry_span().touches(at))?;
    let file = context.file?;
    let is_given = file.entries(&declaration.name).next().is_some();
    if is_given || has_placeholder(&declaration.name) {
        return None;
    }
    let value = starting_value(&declaration)?.replace('\n', "\n  ");
    let json = format!("{{\n  \"value\": {value}\n}}");
    let name = code(&shortened(&declaration.name, MAX_SHOWN));
    let there = code(ParameterFile::name(file));
    let title = say! { en: "Add {name} to {there}", pt_br: "Adicionar {name} a {there}" };
    let edits = vec![patch::add_member(file.values()?, &declaration.name, &json)];
    Some(Action {
        target: Target::ParameterFile,
        ..Action::new(title, Kind::Refactor, edits)
    })
}

/// The most characters of a name shown in a title.
const MAX_SHOWN: usize = 40;

/// As [`patch::add_member`] takes it; `None` for a secure type, for none, and for a default that a parameter file cannot say.
fn starting_value(declaration: &Declaration<'_>) -> Option<String> {
    let node = declaration.node;
    let word = node.get("type")?.as_str()?.to_ascii_lowercase();
    let kind = value::type_named(&word).filter(|_| !word.starts_with("secure"))?;
    let of_type = |it: &Node<'_>| declarations::literal_type(*it) == Some(kind);
    if let Some(default) = node.get("defaultValue").filter(of_type) {
        return as_given(default);
    }
    let allowed = node.get("allowedValues").and_then(|it| it.children().find(of_type));
    let least = || node.get("minValue").filter(of_type);
    match allowed.or_else(least) {
        Some(one) => as_given(one),
        None if kind == Type::Text => Some(string::quote(&placeholder(&declaration.name))),
        None => Some(declarations::blank(kind).to_owned()),
    }
}

/// A value of the template where nothing is evaluated: what it says there.
fn as_given(node: Node<'_>) -> Option<String> {
    let comments = node.tree().comments();
    let mut waiting = vec![node];
    while let Some(inner) = waiting.pop() {
        // The brackets of a text, doubled or not, mean nothing in a parameter file.
        if inner.kind() == Json::String && inner.as_str().is_some_and(|it| it.starts_with('[')) {
            return None;
        }
        waiting.extend(inner.children());
    }
    let has_comment = comments.iter().any(|it| node.span().contains(*it));
    patch::dedent(node).filter(|_| !has_comment)
}

/// A text that everybody sees is to be replaced.
fn placeholder(name: &str) -> String {
    let is_plain = |it: char| it.is_ascii_alphanumeric() || it == '_';
    let plain: String = name.chars().map(|it| if is_plain(it) { it } else { '-' }).collect();
    format!("<{plain}>")
}
