//! A resource that the image template uses but does not depend on.

use crate::expr::eval;
use crate::expr::expression::{self, Expression};
use crate::expr::tree::{Call, Expr};
use crate::model::deployment::Deployment;
use crate::model::locate;
use crate::model::parameters::ParameterFile;
use crate::model::resource::{self, Resource};
use crate::rules::engine::names;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;
use crate::syntax::tree::{Kind, Node};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "arm/missing-depends-on",
    level: Level::Warning,
    fixable: true,
    page: include_str!("missing_depends_on.md"),
    check: Check::Deployment(check),
    ..Rule::DEFAULTS
};

/// Types without which the service rejects an image template.
const NEEDED: [&str; 3] = [
    "microsoft.managedidentity/userassignedidentities",
    "microsoft.compute/galleries",
    "microsoft.compute/galleries/images",
];

fn check(deployment: &Deployment<'_>, findings: &mut Findings<'_>) {
    // References by symbolic names are implicit dependencies.
    if !deployment.is_whole || deployment.root.get("languageVersion").is_some() {
        return;
    }
    let given = deployment.file.and_then(ParameterFile::values);
    let resources = resource::resources(deployment.root, given);
    let is_template = |it: &&Resource<'_>| it.node.get("type").is_some_and(locate::is_template_type);
    for template in resources.iter().filter(is_template) {
        if let Some(awaited) = awaited(template, &resources, given) {
            check_template(template.node, &awaited, &resources, given, findings);
        }
    }
}

fn check_template<'d>(
    template: Node<'d>,
    awaited: &[Node<'d>],
    resources: &[Resource<'d>],
    given: Option<Node<'_>>,
    findings: &mut Findings<'_>,
) {
    let listed = template.get("dependsOn");
    let mut expressions = Vec::new();
    expression::within(template, &mut expressions);
    let readable = |it: &&Expression<'_>| it.mistakes.is_empty() && it.node.parent() != listed;
    let mut reported = Vec::new();
    for expression in expressions.iter().filter(readable) {
        let parts = expression.root.walk().into_iter();
        for (part, call) in parts.filter_map(|it| Some((it, it.call().filter(|it| it.is("resourceId"))?))) {
            let Some(id) = resource::text(&eval::part(expression, part, given)) else {
                continue;
            };
            let named = found(&id, resources).unwrap_or_default();
            let [resource] = named.as_slice() else { continue };
            let is_needed = NEEDED.contains(&resource.kind.as_str());
            let is_inner = resource.node.ancestors().any(|it| it == template);
            if !is_needed || is_inner || awaited.contains(&resource.node) || reported.contains(&resource.node) {
                continue;
            }
            reported.push(resource.node);
            let shown = names::short(call.arguments.first().and_then(Expr::text).unwrap_or(&resource.kind));
            let message = say! {
                en: "Add `dependsOn` for this `{shown}`; without it the template may be rejected",
                pt_br: "Adicione `dependsOn` para `{shown}`; sem isso o template pode ser rejeitado",
            };
            let item = string::quote(&format!("[{}]", part.span.of(&expression.text)));
            let edit = match listed {
                Some(list) => patch::add_item(list, &item),
                None => patch::add_member(template, "dependsOn", &format!("[\n  {item}\n]")),
            };
            let title = say! { en: "Add to `dependsOn`", pt_br: "Adicionar a `dependsOn`" };
            findings
                .report(expression.written(part.span), message)
                .about(expression.node.span())
                .fix(title, [edit]);
        }
    }
}

/// What the references in a resource name: they are implicit dependencies.
fn referred(resource: &Resource<'_>, given: Option<Node<'_>>) -> Vec<String> {
    let mut expressions = Vec::new();
    expression::within(resource.node, &mut expressions);
    let mut named = Vec::new();
    for expression in &expressions {
        let parts = expression.root.walk().into_iter();
        let calls = parts.filter_map(|it| it.call());
        let refers = |it: &&Call| it.is("reference") || it.name.text.to_ascii_lowercase().starts_with("list");
        let first = calls.filter(refers).filter_map(|it| it.arguments.first());
        named.extend(first.filter_map(|it| resource::text(&eval::part(expression, it, given))));
    }
    named
}

/// Everything that is created before a resource, directly or indirectly; `None` if that is not known.
fn awaited<'d>(first: &Resource<'d>, resources: &[Resource<'d>], given: Option<Node<'_>>) -> Option<Vec<Node<'d>>> {
    let mut awaited = Vec::new();
    let mut waiting = vec![first];
    while let Some(resource) = waiting.pop() {
        let listed = resource.node.get("dependsOn");
        if listed.is_some_and(|it| it.kind() != Kind::Array) {
            return None;
        }
        let mut named = referred(resource, given);
        for item in listed.into_iter().flat_map(Node::children) {
            named.push(resource::said(item, given)?);
        }
        for name in named {
            // What is not declared here exists already.
            for next in found(&name, resources)? {
                if !awaited.contains(&next.node) {
                    awaited.push(next.node);
                    waiting.push(next);
                }
            }
        }
        // A child is created after the resource that contains it, and after the one that its name starts with.
        let parent = resource.name.as_ref().and_then(|it| it.rsplit_once('/')).map(|it| it.0);
        let kind = resource.kind.rsplit_once('/').map(|it| it.0);
        for outer in resources
            .iter()
            .filter(|it| it.name.as_deref() == parent && Some(it.kind.as_str()) == kind)
        {
            let stands_in = resource.node.ancestors().any(|it| it == outer.node);
            if stands_in && !awaited.contains(&outer.node) {
                awaited.push(outer.node);
                waiting.push(outer);
            }
        }
    }
    Some(awaited)
}

/// The resources that an id, a name or the name of a loop may stand for; `None` if it may be any.
fn found<'r, 'd>(named: &str, resources: &'r [Resource<'d>]) -> Option<Vec<&'r Resource<'d>>> {
    let Some((kind, name)) = resource::kind_and_name(named) else {
        let named = named.to_ascii_lowercase();
        let is_known = !named.contains('{');
        return is_known.then(|| resources.iter().filter(|it| it.is_called(&named)).collect());
    };
    let of_kind = resources.iter().filter(|it| it.kind == kind);
    let same: Vec<_> = of_kind.clone().filter(|it| it.name.as_ref() == Some(&name)).collect();
    // An unknown name may be that of any resource of the type.
    if same.is_empty() && name.contains('{') {
        return Some(of_kind.collect());
    }
    Some(same)
}
