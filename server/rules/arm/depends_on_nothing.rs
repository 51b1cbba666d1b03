//! A `dependsOn` that names nothing.

use crate::expr::eval;
use crate::expr::scope::{self, Scope};
use crate::expr::value::Value;
use crate::model::deployment::Deployment;
use crate::model::parameters::ParameterFile;
use crate::model::value::has_placeholder;
use crate::rules::names;
use crate::rules::{Check, Level, Rule, Sink};
use crate::say;
use crate::syntax::patch;
use crate::syntax::tree::{Kind, Node};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "arm/depends-on-nothing",
    level: Level::Warning,
    since: None,
    fixable: true,
    page: include_str!("depends_on_nothing.md"),
    check: Check::Deployment(check),
};

fn check(deployment: &Deployment<'_>, out: &mut Sink<'_>) {
    if !deployment.is_whole {
        return;
    }
    let given = deployment.file.and_then(ParameterFile::values);
    let templates = deployment.scopes.iter().filter_map(|it| match it {
        Scope::Deployment(node) => Some(*node),
        Scope::Function { .. } => None,
    });
    for template in templates {
        let resources = deployment.resources(template);
        let declared = Declared::of(&resources, given);
        for resource in &resources {
            let list = resource.get("dependsOn").filter(|it| it.kind() == Kind::Array);
            for item in list.into_iter().flat_map(Node::children) {
                if let Some(shown) = declared.lacks(item, given) {
                    let shown = names::short(&shown);
                    let message = say! {
                        en: "This template has no resource `{shown}` to wait for; the deployment is refused",
                        pt_br: "Este template não tem um recurso `{shown}` pelo qual esperar; a implantação é recusada",
                    };
                    let title = say! { en: "Remove it", pt_br: "Remover" };
                    out.report(item.span(), message).guess(title, [patch::remove(item)]);
                }
            }
        }
    }
}

/// What may be waited for.
struct Declared {
    /// Types, in lower case, children with those of their parents.
    types: Vec<String>,
    /// Names of resources, of loops, and symbolic ones, in lower case; `None` of one that is not known in full.
    names: Vec<Option<String>>,
}

impl Declared {
    fn of(resources: &[Node<'_>], given: Option<Node<'_>>) -> Self {
        let (mut types, mut names) = (Vec::new(), Vec::new());
        for resource in resources {
            types.push(full_type(*resource));
            let known = |it: Option<Node<'_>>| it.and_then(|it| known(it, given)).map(|it| it.to_ascii_lowercase());
            names.push(known(resource.get("name")));
            if let Some(copy) = resource.get("copy") {
                names.push(known(copy.get("name")));
            }
            names.extend(resource.key().map(|it| Some(it.to_ascii_lowercase())));
        }
        Self { types, names }
    }

    /// What an item names that is not there for certain.
    fn lacks(&self, item: Node<'_>, given: Option<Node<'_>>) -> Option<String> {
        scope::of(item)?;
        let text = match eval::value_of(item, given).value.ok()? {
            Value::Text(text) => text,
            Value::Unknown(it) => it.sketch?,
            _ => return None,
        };
        if has_placeholder(&text) && !text.contains('{') {
            return None;
        }
        if let Some((_, behind)) = text.rsplit_once("/providers/") {
            let mut parts = behind.split('/');
            let mut kind = vec![parts.next()?];
            kind.extend(parts.step_by(2));
            let kind = kind.join("/").to_ascii_lowercase();
            // A part of a type that only the deployment knows can be anything.
            let is_open =
                kind.contains(['{', '}']) || self.types.iter().any(|it| it.is_empty() || it.contains(['{', '[']));
            return (!is_open && !self.types.contains(&kind)).then(|| behind.to_owned());
        }
        let is_plain = !text.contains(['/', '{', '}', '<', '#', '$']);
        let all_known = self.names.iter().all(Option::is_some);
        let lower = text.to_ascii_lowercase();
        let is_there = self
            .names
            .iter()
            .flatten()
            .any(|it| *it == lower || it.rsplit('/').next() == Some(&lower));
        (is_plain && all_known && !is_there).then_some(text)
    }
}

/// The type of a resource, behind that of the resource that it stands in.
fn full_type(resource: Node<'_>) -> String {
    let own = resource
        .get("type")
        .and_then(Node::as_str)
        .unwrap_or_default()
        .to_ascii_lowercase();
    let parent = resource
        .parent()
        .filter(|it| it.has_key("resources"))
        .and_then(Node::parent);
    match parent.filter(|it| it.get("type").is_some() && !own.contains('.')) {
        Some(outer) => format!("{}/{own}", full_type(outer)),
        None => own,
    }
}

fn known(node: Node<'_>, given: Option<Node<'_>>) -> Option<String> {
    let value = eval::value_of(node, given).value.ok()?;
    value.text().map(str::to_owned).filter(|_| value.is_known())
}
