//! Where a deployment puts its resources: its subscription and its resource group, the IDs that follow from them, and what a
//! deployment inside another one hands back.
//!
//! A deployment inside another one goes where that one goes unless it says otherwise. `resourceGroup()` and `subscription()`
//! are those of the deployment whose names an expression sees. Source: "ARM template functions in deployment scopes",
//! section "Function resolution in scopes".

use std::sync::Arc;

use crate::expr::eval::{Evaluated, Evaluation, Frame, Machine, Start, resource};
use crate::expr::failure::Failure;
use crate::expr::scope::{self, Scope};
use crate::expr::tree::{Expr, Kind as Part};
use crate::expr::value::{Member, Type, Value};
use crate::syntax::tree::{Kind, Node};

/// The ID of a resource that a template declares, as far as it is known.
pub fn id_of<'d>(resource: Node<'d>, given: Option<Node<'d>>) -> Evaluation {
    Machine::new(Start::With(given), resource).run(|it| it.id_of(resource))
}

/// The ID of the resource group or subscription that the deployment around a node goes to, as far as it is known.
pub fn target_of<'d>(node: Node<'d>, given: Option<Node<'d>>) -> Evaluation {
    Machine::new(Start::With(given), node).run(|it| it.target_id(node))
}

/// Resource groups, whose IDs name no provider.
const GROUP_TYPE: &str = "Microsoft.Resources/resourceGroups";

/// The target of a deployment.
struct Target {
    subscription: Value,
    /// `None` for a deployment to a whole subscription.
    group: Option<Value>,
    /// Whether it differs from that of the outermost deployment.
    is_own: bool,
}

/// What a deployment goes to.
#[derive(Clone, Copy, PartialEq)]
enum Level {
    Group,
    Subscription,
    /// A management group, a directory, or unknown.
    Other,
}

/// The level that the schema of a deployment template names.
fn level(template: Node<'_>) -> Level {
    let schema = template.get("$schema").and_then(Node::as_str).unwrap_or_default();
    let schema = schema.to_ascii_lowercase();
    if schema.contains("subscriptiondeploymenttemplate") {
        Level::Subscription
    } else if schema.contains("groupdeploymenttemplate") || schema.contains("tenantdeploymenttemplate") {
        Level::Other
    } else {
        Level::Group
    }
}

impl<'d> Machine<'d> {
    /// The target of the deployment that contains a node; `None` if it is no group and no subscription.
    fn target(&mut self, node: Node<'d>) -> Result<Option<Target>, Failure> {
        let (mut at, mut group, mut subscription) = (None, None, None);
        for template in node.ancestors() {
            let deployment = scope::nesting(template);
            if deployment.is_none() && template.parent().is_some() {
                continue;
            }
            let own = |key| {
                deployment
                    .and_then(|it| it.get(key))
                    .filter(|it| it.kind() != Kind::Null)
            };
            if at.is_none() {
                group = own("resourceGroup");
                at = match level(template) {
                    _ if group.is_some() => Some(Level::Group),
                    Level::Group if own("subscriptionId").is_some() => Some(Level::Subscription),
                    Level::Group => deployment.is_none().then_some(Level::Group),
                    other => Some(other),
                };
            }
            subscription = subscription.or(own("subscriptionId"));
        }
        let is_own = group.is_some() || subscription.is_some();
        let mut said = |it: Option<Node<'d>>, otherwise: Value| match it.map(|it| (it, scope::of(it))) {
            Some((node, Some(scope))) => {
                let value = self.json(node, &Frame::of(scope))?;
                // The deployment takes nothing else; of a member of a parameter the type is not known.
                let is_open = matches!(&value, Value::Unknown(it) if it.kind.is_none());
                let is_text = is_open || value.kind() == Some(Type::Text);
                Ok(if is_text { value } else { Value::of_type(Type::Text) })
            }
            _ => Ok(otherwise),
        };
        let subscription = said(subscription, resource::sketch(resource::SUBSCRIPTION))?;
        let group = match at {
            Some(Level::Group) => Some(said(group, resource::sketch(resource::GROUP))?),
            Some(Level::Subscription) => None,
            _ => return Ok(None),
        };
        Ok(Some(Target {
            subscription,
            group,
            is_own,
        }))
    }

    /// The ID of the group or the subscription that a deployment around a node goes to; unknown for other targets.
    pub(super) fn target_id(&mut self, node: Node<'d>) -> Evaluated {
        let Some(target) = self.target(node)? else {
            return Ok(Value::of_type(Type::Text));
        };
        Ok(target.id())
    }

    /// What a function says of the target of its own deployment; `None` for all other functions, and for a deployment that
    /// goes where the outermost goes.
    pub(super) fn of_target(
        &mut self,
        name: &str,
        given: &[Value],
        scope: Scope<'d>,
    ) -> Result<Option<Value>, Failure> {
        let asks = matches!(
            name,
            "subscription" | "resourcegroup" | "resourceid" | "subscriptionresourceid"
        );
        if !asks || scope.passed().is_none() {
            return Ok(None);
        }
        let Some(target) = self.target(scope.deployment())?.filter(|it| it.is_own) else {
            return Ok(None);
        };
        let group = target.group.clone();
        Ok(match name {
            "subscription" => Some(object(&target.subscription, "subscription", &target.subscription_id())),
            "resourcegroup" => group.map(|it| object(&it, "resourceGroup", &target.id())),
            "resourceid" => {
                let group = group.unwrap_or_else(|| Value::of_type(Type::Text));
                resource::resource_id_in(given, &target.subscription, &group).and_then(Result::ok)
            }
            _ => resource::subscription_resource_id_in(given, &target.subscription).and_then(Result::ok),
        })
    }

    /// The ID of a resource that a template declares; unknown if its names do not show how many they are.
    pub(super) fn id_of(&mut self, node: Node<'d>) -> Evaluated {
        let unknown = || Ok(Value::of_type(Type::Text));
        let mut kind = String::new();
        let mut name = String::new();
        let mut next = Some(node);
        while let Some(resource) = next {
            let own = resource.get("type").and_then(Node::as_str).unwrap_or_default();
            let Some(value) = resource.get("name").map(|it| (it, scope::of(it))) else {
                return unknown();
            };
            let (value, Some(scope)) = value else { return unknown() };
            let Some(own_name) = self.json(value, &Frame::of(scope))?.inside_text() else {
                return unknown();
            };
            let join = |own: &str, rest: &str| match rest {
                "" => own.to_owned(),
                rest => format!("{own}/{rest}"),
            };
            (kind, name) = (join(&own, &kind), join(&own_name, &name));
            next = (!own.contains('.')).then(|| enclosing(resource)).flatten();
        }
        let types: Vec<&str> = kind.split('/').collect();
        let (Some((provider, types)), names) = (types.split_first(), parts(&name)) else {
            return unknown();
        };
        if node.get("scope").is_some() || types.is_empty() || types.len() != names.len() {
            return unknown();
        }
        let mut id = match kind.eq_ignore_ascii_case(GROUP_TYPE) {
            true => String::new(),
            false => format!("/providers/{provider}"),
        };
        for (kind, name) in types.iter().zip(names) {
            id += &format!("/{kind}/{name}");
        }
        let below = match name.contains('{') {
            true => resource::sketch(&id),
            false => Value::Text(id.into()),
        };
        // A deployment is in the group that it goes to.
        let inside = node
            .at(&["properties", "template"])
            .filter(|it| scope::nesting(*it).is_some());
        let target = self.target_id(inside.unwrap_or(node))?;
        Ok(resource::concatenated(&[target, below]).unwrap_or_else(Value::unknown))
    }

    /// The resource that `reference` is called for, by its ID as far as it is known; `None` for all other functions.
    pub(super) fn subject(&mut self, function: &str, given: &[Value], scope: Scope<'d>) -> Option<String> {
        let named = given.first().filter(|_| function == "reference")?;
        let text = named.inside_text()?;
        if text.contains('/') {
            return Some(text);
        }
        let resources = scope
            .deployment()
            .get("resources")
            .filter(|it| it.kind() == Kind::Object)?;
        let resource = resources.get(&text)?;
        self.id_of(resource).ok()?.inside_text()
    }

    /// What `reference(deployment).outputs.name.value` says by the template of that deployment; `None` for all other
    /// expressions, and for a deployment that is not in this document.
    pub(super) fn output(&mut self, expr: &Expr, frame: &Frame<'d>) -> Option<Evaluated> {
        let (of, value) = member(expr)?;
        let (of, name) = member(of)?;
        let (of, outputs) = member(of)?;
        let call = of.call().filter(|it| it.is("reference"))?;
        if !outputs.eq_ignore_ascii_case("outputs") || !value.eq_ignore_ascii_case("value") {
            return None;
        }
        let named = self.expr(call.arguments.first()?, frame).ok()?;
        let id = self.subject("reference", &[named], frame.scope)?;
        let resources = frame.scope.deployment().get("resources")?;
        let mut inside = resources.children().filter_map(|it| it.at(&["properties", "template"]));
        let template = inside.find(|it| {
            let deployment = scope::nesting(*it);
            let own = deployment.and_then(|it| self.id_of(it).ok()?.inside_text());
            own.is_some_and(|own| !own.contains('…') && own.eq_ignore_ascii_case(&id))
        })?;
        let value = scope::member(template.get("outputs")?, name)?.get("value")?;
        Some(self.json(value, &Frame::of(scope::of(value)?)))
    }
}

impl Target {
    fn subscription_id(&self) -> Value {
        joined(&[Value::Text("/subscriptions/".into()), self.subscription.clone()])
    }

    /// The ID of the group, or of the subscription.
    fn id(&self) -> Value {
        let subscription = self.subscription_id();
        match &self.group {
            Some(group) => joined(&[subscription, Value::Text("/resourceGroups/".into()), group.clone()]),
            None => subscription,
        }
    }
}

fn joined(parts: &[Value]) -> Value {
    resource::concatenated(parts).unwrap_or_else(Value::unknown)
}

/// The object that `resourceGroup()` or `subscription()` returns for a target that is named; its name alone is known.
fn object(named: &Value, function: &str, id: &Value) -> Value {
    let label = named.text().map(|it| format!("{function}('{it}')"));
    let other = |member: &str| match &label {
        Some(label) => Value::named(None, &format!("{label}.{member}")),
        None => Value::unknown(),
    };
    let (own, others): (&str, &[&str]) = match function {
        "subscription" => (
            "subscriptionId",
            &["tenantId", "displayName", "state", "subscriptionPolicies"],
        ),
        _ => ("name", &["location", "type", "managedBy", "tags", "properties"]),
    };
    let mut members: Vec<Member> = vec![("id".into(), id.clone()), (own.into(), named.clone())];
    members.extend(others.iter().map(|it| (Arc::from(*it), other(it))));
    Value::Object(members.into())
}

/// The resource that contains a resource.
fn enclosing(resource: Node<'_>) -> Option<Node<'_>> {
    let list = resource.parent().filter(|it| it.has_key("resources"))?;
    list.parent().filter(|it| it.get("type").is_some())
}

/// The parts of a name between slashes; a slash in braces separates nothing.
fn parts(name: &str) -> Vec<String> {
    let (mut parts, mut depth) = (vec![String::new()], 0_usize);
    for letter in name.chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            '/' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(last) = parts.last_mut() {
            last.push(letter);
        }
    }
    parts
}

/// An expression as a member of another one: `of.name` or `of['name']`.
fn member(expr: &Expr) -> Option<(&Expr, &str)> {
    match &expr.kind {
        Part::Member { of, name, .. } => Some((of, &name.text)),
        Part::Index { of, index, .. } => Some((of, index.text()?)),
        _ => None,
    }
}
