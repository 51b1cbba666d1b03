//! A `dependsOn` on a resource that is not declared.

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
        let declared = resource::resources(template, given);
        for resource in &declared {
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

/// What an item names that is certainly not declared.
fn lacking(item: Node<'_>, declared: &[Resource<'_>], given: Option<Node<'_>>) -> Option<String> {
    scope::of(item)?;
    let text = resource::said(item, given)?;
    if has_placeholder(&text) && !text.contains('{') {
        return None;
    }
    let is_open = |it: &str| it.contains(['{', '}', '[']);
    if let Some((kind, _)) = resource::kind_and_name(&text) {
        // A part of a type that is known only at deployment time can be anything.
        let may_be = |it: &Resource<'_>| it.kind == kind || it.kind.is_empty() || is_open(&it.kind);
        let is_lacking = !is_open(&kind) && !declared.iter().any(may_be);
        return is_lacking.then(|| text.rsplit_once("/providers/").map_or(kind, |it| it.1.to_owned()));
    }
    let lower = text.to_ascii_lowercase();
    // A symbolic name is the key of the resource.
    let is_it =
        |it: &Resource<'_>| it.is_called(&lower) || it.node.key().is_some_and(|key| key.eq_ignore_ascii_case(&lower));
    let is_plain = !text.contains(['/', '{', '}', '<', '#', '$']);
    let has_open_loop = |it: &Resource<'_>| it.copy.as_deref().map_or(it.node.get("copy").is_some(), is_open);
    let is_unknown = |it: &Resource<'_>| it.name.as_deref().is_none_or(is_open) || has_open_loop(it);
    let is_lacking = is_plain && !declared.iter().any(|it| is_it(it) || is_unknown(it));
    is_lacking.then_some(text)
}
