//! Where a template's API version is declared, and whether it can be changed there without touching anything else.

use std::borrow::Cow;

use crate::document::Document;
use crate::expr::occurrences::{Name, Role};
use crate::expr::scope::{self, Symbol};
use crate::expr::{self, Reference};
use crate::insight::migrate::refusal::Refusal;
use crate::insight::migrate::{Group, Step};
use crate::model::parameters::ParameterFile;
use crate::model::template::{ApiVersion, Form, Origin, Template};
use crate::model::value;
use crate::say;
use crate::syntax::tree::{Kind, Node};
use crate::syntax::{patch, string};
use crate::text::edit::{self, Edit};
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

/// The step that changes the version; none where it is set at submission, by a value that is unknown here, or in a parameter file.
pub(super) fn steps(
    templates: &[(usize, Template<'_>)],
    version: Option<&ApiVersion<'_>>,
    to: &'static str,
) -> Result<Vec<Step>, Refusal> {
    let step = |at: Span, edits: Vec<Edit>| Step {
        title: say! { en: "Set the API version to {to}", pt_br: "Definir a versão da API como {to}" },
        at,
        edits,
    };
    if let Some(node) = version.and_then(|it| it.node) {
        let mut edits = vec![patch::replace_value(node, string::quote(to))];
        if version.is_some_and(|it| it.origin == Origin::Deduced) {
            is_used_for_nothing_else(templates)?;
            edits.extend(allowed(node, to));
        }
        return Ok(vec![step(node.span(), edits)]);
    }
    if version.is_some_and(|it| it.origin == Origin::Deduced) {
        let has_entry = templates.iter().any(|it| entry(it.1).is_some());
        return if has_entry {
            Ok(Vec::new())
        } else {
            Err(Refusal::VersionComputed)
        };
    }
    let mut steps = Vec::new();
    for (_, template) in templates.iter().filter(|it| it.1.form == Form::Resource) {
        let root = template.root;
        match root.get("apiVersion") {
            // What sets it is not known here.
            Some(node) if value::is_computed(node) => {}
            // Resource Manager reads other letters too.
            Some(node) => steps.push(step(node.span(), vec![patch::replace_value(node, string::quote(to))])),
            None => {
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

/// The value in the parameter file that is the version of a template.
fn entry<'d>(template: Template<'d>) -> Option<Node<'d>> {
    let (mut nodes, mut names) = (Vec::new(), Vec::new());
    follow(template, &mut nodes, &mut names);
    let last = names.last().filter(|it| it.symbol() == Some(Symbol::Parameter))?;
    let file = template.api_version()?.file.and(template.parameters)?;
    file.entries(&last.text).next()?.get("value")
}

/// The parameter file with the new version, where it sets that of one of these templates.
pub(super) fn parameter_file(doc: &Document, numbers: &[usize], to: &str) -> Option<ParameterFile> {
    let file = doc.parameters()?;
    let templates = doc.templates().enumerate().filter(|it| numbers.contains(&it.0));
    let mut entries: Vec<Node<'_>> = Vec::new();
    for node in templates.filter_map(|it| entry(it.1)) {
        if !entries.contains(&node) {
            entries.push(node);
        }
    }
    let edits: Vec<Edit> = entries
        .into_iter()
        .map(|it| patch::replace_value(it, string::quote(to)))
        .collect();
    let text = edit::apply(file.text(), &edits);
    let changed = ParameterFile::parse(file.name(), text).ok();
    changed.filter(|_| !edits.is_empty())
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
