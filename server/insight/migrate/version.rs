//! Where a template's API version is declared, and whether it can be changed there without touching anything else.

use std::borrow::Cow;

use crate::document::Document;
use crate::expr::occurrences::{Name, Role};
use crate::expr::scope::{self, Symbol};
use crate::expr::{self, Reference};
use crate::insight::migrate::refusal::Refusal;
use crate::insight::migrate::{Group, Step};
use crate::model::template::{ApiVersion, Form, Origin, Template};
use crate::model::value;
use crate::say;
use crate::syntax::tree::{Kind, Node};
use crate::syntax::{patch, string};
use crate::text::edit::Edit;
use crate::text::span::Span;

/// The templates of a document, grouped by the position of their version.
pub(super) fn groups(doc: &Document) -> Vec<Group<'_>> {
    let declaration = |it: &Template<'_>| it.api_version()?.node.map(Node::id);
    let mut groups: Vec<(Option<u32>, Group<'_>)> = Vec::new();
    for (number, template) in doc.templates().enumerate() {
        let at = declaration(&template);
        match groups.iter_mut().find(|it| at.is_some() && it.0 == at) {
            Some((_, group)) => group.push((number, template)),
            None => groups.push((at, vec![(number, template)])),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// The step that changes the version; none for a body whose version is set at submission.
pub(super) fn steps(
    templates: &[(usize, Template<'_>)],
    version: &ApiVersion<'_>,
    to: &'static str,
) -> Result<Vec<Step>, Refusal> {
    let step = |at: Span, edits: Vec<Edit>| Step {
        title: say! { en: "Set the API version to {to}", pt_br: "Definir a versão da API como {to}" },
        at,
        edits,
    };
    if let Some(node) = version.node {
        let mut edits = vec![patch::replace_value(node, string::quote(to))];
        if version.origin == Origin::Deduced {
            is_used_for_nothing_else(templates)?;
            edits.extend(allowed(node, to));
        }
        return Ok(vec![step(node.span(), edits)]);
    }
    let elsewhere = || Refusal::VersionElsewhere(version.file.map(str::to_owned));
    if version.origin != Origin::Setting {
        return Err(elsewhere());
    }
    let mut steps = Vec::new();
    for (_, template) in templates {
        let root = template.root;
        match template.form {
            _ if root.get("apiVersion").is_some() => return Err(elsewhere()),
            Form::Standalone => {}
            Form::Resource => {
                let quoted = string::quote(to);
                let edit = match root.get("name") {
                    Some(name) => patch::add_member_before(name, "apiVersion", &quoted),
                    None => patch::add_member(root, "apiVersion", &quoted),
                };
                steps.push(step(Span::new(root.span().start, root.span().start + 1), vec![edit]));
            }
        }
    }
    Ok(steps)
}

/// The version among the values that its parameter takes, where those are listed and it is not one of them.
fn allowed(default: Node<'_>, to: &str) -> Option<Edit> {
    let list = default.parent().filter(|_| default.has_key("defaultValue"))?;
    let list = list.get("allowedValues").filter(|it| it.kind() == Kind::Array)?;
    let is_there = list.children().any(|it| it.as_str().is_some_and(|it| it == to));
    (!is_there).then(|| patch::add_item(list, &string::quote(to)))
}

/// Checks that the parameters and variables on the way to the version are named by these templates, and by each other, alone.
fn is_used_for_nothing_else(templates: &[(usize, Template<'_>)]) -> Result<(), Refusal> {
    let (mut nodes, mut names) = (Vec::new(), Vec::new());
    for (_, template) in templates {
        follow(*template, &mut nodes, &mut names);
    }
    let is_ours = |span: Span| nodes.iter().any(|it: &Node<'_>| it.span().contains(span));
    for name in &names {
        let occurrences = name.occurrences();
        let mut uses = occurrences.iter().filter(|it| it.role != Role::Declaration);
        if name.declarations().len() != 1 || !uses.all(|it| it.role == Role::Use && is_ours(it.span)) {
            return Err(Refusal::VersionShared(name.text.to_string()));
        }
    }
    Ok(())
}

/// The expressions from a template to its version, and the names in them.
fn follow<'d>(template: Template<'d>, nodes: &mut Vec<Node<'d>>, names: &mut Vec<Name<'d>>) {
    let mut next = template.root.get("apiVersion");
    while let Some(node) = next.filter(|it| value::is_expression(*it) && !nodes.contains(it)) {
        nodes.push(node);
        let text = node.as_str().unwrap_or_default();
        let (symbol, name) = match expr::reference(&text) {
            Some(Reference::Parameter(name)) => (Symbol::Parameter, name),
            Some(Reference::Variable(name)) => (Symbol::Variable, name),
            None => return,
        };
        let Some(scope) = scope::of(node) else { return };
        let declared = scope.find(symbol, name).map(|it| it.node);
        next = match symbol {
            Symbol::Parameter => declared.and_then(|it| it.get("defaultValue")),
            Symbol::Variable => declared,
        };
        let is_same =
            |it: &Name<'_>| it.symbol() == Some(symbol) && it.scope == scope && it.text.eq_ignore_ascii_case(name);
        if !names.iter().any(is_same) {
            names.push(Name::of(symbol, scope, Cow::Owned(name.to_owned())));
        }
    }
}
