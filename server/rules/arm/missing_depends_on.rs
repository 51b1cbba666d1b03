//! A resource that the image template uses but does not depend on.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap, HashSet};

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
    let resources = Declared::new(&resources);
    for template in resources.all.iter().filter(is_template) {
        check_template(template, &resources, given, findings);
    }
}

/// The resources of a deployment, by what others may call them.
struct Declared<'r, 'd> {
    all: &'r [Resource<'d>],
    by_kind: HashMap<&'r str, Vec<&'r Resource<'d>>>,
    /// By type and whole name, where that is known.
    by_name: HashMap<(&'r str, &'r str), Vec<&'r Resource<'d>>>,
    /// By whole name, last name and name of the loop.
    by_call: HashMap<&'r str, Vec<&'r Resource<'d>>>,
}

impl<'r, 'd> Declared<'r, 'd> {
    fn new(all: &'r [Resource<'d>]) -> Self {
        let mut declared = Self {
            all,
            by_kind: HashMap::new(),
            by_name: HashMap::new(),
            by_call: HashMap::new(),
        };
        for it in all {
            let name = it.name.as_deref();
            declared.by_kind.entry(&it.kind).or_default().push(it);
            if let Some(name) = name {
                declared.by_name.entry((&it.kind, name)).or_default().push(it);
            }
            let name = name.unwrap_or_default();
            let calls = [Some(name), name.rsplit('/').next(), it.copy.as_deref()];
            let calls: BTreeSet<&str> = calls.into_iter().flatten().collect();
            for call in calls {
                declared.by_call.entry(call).or_default().push(it);
            }
        }
        declared
    }
}

fn check_template<'d>(
    resource: &Resource<'d>,
    resources: &Declared<'_, 'd>,
    given: Option<Node<'_>>,
    findings: &mut Findings<'_>,
) {
    let template = resource.node;
    let listed = template.get("dependsOn");
    // What is created before it is looked up once, when it is first needed.
    let before = OnceCell::new();
    let before = || before.get_or_init(|| awaited(resource, resources, given)).as_ref();
    let mut expressions = Vec::new();
    expression::within(template, &mut expressions);
    let readable = |it: &&Expression<'_>| it.mistakes.is_empty() && it.node.parent() != listed;
    let mut reported = HashSet::new();
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
            if !is_needed || is_inner || reported.contains(&resource.node.id()) {
                continue;
            }
            let Some(awaited) = before() else { return };
            if awaited.contains(&resource.node.id()) {
                continue;
            }
            reported.insert(resource.node.id());
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
fn awaited<'d>(first: &Resource<'d>, resources: &Declared<'_, 'd>, given: Option<Node<'_>>) -> Option<HashSet<u32>> {
    let mut awaited = HashSet::new();
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
                if awaited.insert(next.node.id()) {
                    waiting.push(next);
                }
            }
        }
        // A child is created after the resource that contains it, and after the one that its name starts with.
        let parent = resource.name.as_ref().and_then(|it| it.rsplit_once('/')).map(|it| it.0);
        let kind = resource.kind.rsplit_once('/').map(|it| it.0);
        let outer = kind.into_iter().flat_map(|it| match parent {
            Some(parent) => resources.by_name.get(&(it, parent)),
            None => resources.by_kind.get(it),
        });
        for outer in outer.flatten().filter(|it| it.name.as_deref() == parent) {
            let stands_in = resource.node.ancestors().any(|it| it == outer.node);
            if stands_in && awaited.insert(outer.node.id()) {
                waiting.push(outer);
            }
        }
    }
    Some(awaited)
}

/// The resources that an id, a name or the name of a loop may stand for; `None` if it may be any.
fn found<'r, 'd>(named: &str, resources: &Declared<'r, 'd>) -> Option<Vec<&'r Resource<'d>>> {
    let Some((kind, name)) = resource::kind_and_name(named) else {
        let named = named.to_ascii_lowercase();
        let is_known = !named.contains('{');
        return is_known.then(|| resources.by_call.get(named.as_str()).cloned().unwrap_or_default());
    };
    let same = resources.by_name.get(&(kind.as_str(), name.as_str())).cloned();
    // An unknown name may be that of any resource of the type.
    let of_kind = || {
        name.contains('{')
            .then(|| resources.by_kind.get(kind.as_str()).cloned())
            .flatten()
    };
    Some(same.or_else(of_kind).unwrap_or_default())
}
