//! A `dependsOn` on a resource that is not declared.

use std::collections::HashSet;

use crate::expr::scope::{self, Scope};
use crate::model::deployment::Deployment;
use crate::model::parameters::ParameterFile;
use crate::model::resource::{self, Resource};
use crate::model::value::has_placeholder;
use crate::rules::engine::names;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::tree::{Kind, Node};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "arm/depends-on-nothing",
    level: Level::Warning,
    fixable: true,
    page: include_str!("depends_on_nothing.md"),
    check: Check::Deployment(check),
    ..Rule::DEFAULTS
};

fn check(deployment: &Deployment<'_>, findings: &mut Findings<'_>) {
    if !deployment.is_whole {
        return;
    }
    let given = deployment.file.and_then(ParameterFile::values);
    let templates = deployment.scopes.iter().filter_map(|it| match it {
        Scope::Deployment(node) => Some(*node),
        Scope::Function { .. } => None,
    });
    for template in templates {
        let resources = resource::resources(template, given);
        let declared = Declared::of(&resources);
        for resource in &resources {
            let list = resource.node.get("dependsOn").filter(|it| it.kind() == Kind::Array);
            for item in list.into_iter().flat_map(Node::children) {
                if let Some(shown) = lacking(item, &declared, given) {
                    let shown = names::short(&shown);
                    let message = say! {
                        en: "This template declares no `{shown}`; the deployment is rejected",
                        pt_br: "Este template não declara `{shown}`; a implantação é rejeitada",
                    };
                    let title = say! { en: "Remove it", pt_br: "Remover" };
                    findings
                        .report(item.span(), message)
                        .guess(title, [patch::remove(item)]);
                }
            }
        }
    }
}

/// What the resources of a template can be called.
struct Declared {
    kinds: HashSet<String>,
    /// In lower case.
    names: HashSet<String>,
    /// Whether one has a type, or a name, that is known only at deployment time: then it can be any.
    has_open_kind: bool,
    has_open_name: bool,
}

impl Declared {
    fn of(resources: &[Resource<'_>]) -> Self {
        let has_open_loop = |it: &Resource<'_>| it.copy.as_deref().map_or(it.node.get("copy").is_some(), is_open);
        let is_open_name = |it: &Resource<'_>| it.name.as_deref().is_none_or(is_open) || has_open_loop(it);
        // A symbolic name is the key of the resource.
        let key = |it: &Resource<'_>| it.node.key().map(|it| it.to_ascii_lowercase());
        let names = |it: &Resource<'_>| it.names().map(str::to_owned).chain(key(it)).collect::<Vec<_>>();
        Self {
            kinds: resources.iter().map(|it| it.kind.clone()).collect(),
            names: resources.iter().flat_map(names).collect(),
            has_open_kind: resources.iter().any(|it| it.kind.is_empty() || is_open(&it.kind)),
            has_open_name: resources.iter().any(is_open_name),
        }
    }
}

fn is_open(text: &str) -> bool {
    text.contains(['{', '}', '['])
}

/// What an item names that is certainly not declared.
fn lacking(item: Node<'_>, declared: &Declared, given: Option<Node<'_>>) -> Option<String> {
    scope::of(item)?;
    let text = resource::said(item, given)?;
    if has_placeholder(&text) && !text.contains('{') {
        return None;
    }
    if let Some((kind, _)) = resource::kind_and_name(&text) {
        let is_lacking = !is_open(&kind) && !declared.has_open_kind && !declared.kinds.contains(&kind);
        return is_lacking.then(|| text.rsplit_once("/providers/").map_or(kind, |it| it.1.to_owned()));
    }
    let is_plain = !text.contains(['/', '{', '}', '<', '#', '$']);
    let is_lacking = is_plain && !declared.has_open_name && !declared.names.contains(&text.to_ascii_lowercase());
    is_lacking.then_some(text)
}
