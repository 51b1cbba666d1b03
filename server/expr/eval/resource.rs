//! What only Resource Manager knows, and the ids that are built from it.

use crate::expr::failure::Failure;
use crate::expr::value::{Type, Unknown, Value};

type Worked = Option<Result<Value, Failure>>;

pub(super) const SUBSCRIPTION: &str = "{subscription().subscriptionId}";
pub(super) const GROUP: &str = "{resourceGroup().name}";

/// The result of a function that depends on the service, the time or randomness; `None` for all others.
pub(super) fn evaluate(name: &str, written: &str, arguments: &[Value]) -> Option<Value> {
    let kind = match name {
        "subscription" | "resourcegroup" | "deployment" | "environment" | "managementgroup" | "tenant" | "deployer"
        | "providers" => Some(Type::Object),
        "guid" | "uniquestring" | "newguid" | "utcnow" => Some(Type::Text),
        "reference" | "externalinput" | "resourceinfo" => None,
        "references" | "pickzones" => Some(Type::Array),
        _ if name.starts_with("list") => None,
        _ => return None,
    };
    let inside = match name {
        "guid" | "uniquestring" => named_arguments(arguments).unwrap_or_else(|| "…".to_owned()),
        _ if arguments.is_empty() => String::new(),
        _ => "…".to_owned(),
    };
    Some(Value::named(kind, &format!("{written}({inside})")))
}

/// The longest text that the name of an unknown value repeats.
const MAX_NAME: usize = 48;

/// The arguments of a function that returns the same for the same arguments: texts in quotes, and the names of what is not known;
/// `None` if they are long or partly known.
fn named_arguments(arguments: &[Value]) -> Option<String> {
    let is_long = |it: &Value| it.text().is_some_and(|it| it.len() > MAX_NAME);
    if arguments.len() > MAX_NAME || arguments.iter().any(is_long) {
        return None;
    }
    let named = arguments.iter().map(|it| match it {
        Value::Text(text) if !text.contains(['{', '}', '\'', ',']) => Some(format!("'{text}'")),
        Value::Unknown(Unknown { sketch: Some(it), .. }) => {
            let name = it.strip_prefix('{')?.strip_suffix('}')?;
            (!name.contains(['{', '}', '…', ','])).then(|| name.to_owned())
        }
        _ => None,
    });
    let named: Option<Vec<String>> = named.collect();
    Some(named?.join(", ")).filter(|it| !it.is_empty() && it.len() <= MAX_NAME)
}

/// A text of parts, some of which may be known by name alone; `None` if one of them cannot be in a text.
fn joined(parts: &[Value]) -> Option<Value> {
    let is_known = parts.iter().all(Value::is_known);
    let mut text = String::new();
    for part in parts {
        match part.inside_text() {
            Some(part) => text.push_str(&part),
            None if matches!(part, Value::Unknown(_)) => text.push_str("{…}"),
            None => return None,
        }
    }
    Some(if is_known {
        Value::Text(text.into())
    } else {
        Value::Unknown(Unknown {
            kind: Some(Type::Text),
            sketch: Some(text),
            subject: None,
        })
    })
}

/// `/providers/type/name/type/name` for a type such as `Microsoft.Compute/galleries/images`; `None` if there are not as
/// many names as the type has steps.
fn below_provider(kind: &str, names: &[Value]) -> Option<Vec<Value>> {
    let mut steps = kind.split('/');
    let mut parts = vec![Value::Text(format!("/providers/{}", steps.next()?).into())];
    let steps: Vec<&str> = steps.collect();
    if steps.is_empty() || steps.len() != names.len() {
        return None;
    }
    for (step, name) in steps.iter().zip(names) {
        parts.push(Value::Text(format!("/{step}/").into()));
        parts.push(name.clone());
    }
    Some(parts)
}

/// The type among the arguments, with the text before and after it; `before` is how much may be there at most.
fn split(arguments: &[Value], before: usize) -> Option<(&[Value], &str, &[Value])> {
    let found = (0..=before).find_map(|at| {
        let kind = arguments.get(at)?.text()?;
        let steps = kind.split('/').count();
        let names = arguments.get(at + 1..)?;
        (steps > 1 && steps - 1 == names.len()).then_some((at, kind, names))
    });
    let (at, kind, names) = found?;
    Some((arguments.get(..at)?, kind, names))
}

/// Whether the type itself may be unknown.
fn is_open(arguments: &[Value]) -> bool {
    arguments.iter().any(|it| matches!(it, Value::Unknown(_)))
}

fn id(arguments: &[Value], most_before: usize, start: impl Fn(&[Value]) -> Vec<Value>) -> Worked {
    let Some((before, kind, names)) = split(arguments, most_before) else {
        return is_open(arguments).then_some(Ok(Value::of_type(Type::Text)));
    };
    let mut parts = start(before);
    parts.extend(below_provider(kind, names)?);
    joined(&parts).map(Ok)
}

fn text(it: &str) -> Value {
    Value::Text(it.into())
}

/// A text with a name in braces for each part that is not known.
pub(super) fn sketch(it: &str) -> Value {
    Value::Unknown(Unknown {
        kind: Some(Type::Text),
        sketch: Some(it.to_owned()),
        subject: None,
    })
}

pub(super) fn resource_id(arguments: &[Value]) -> Worked {
    resource_id_in(arguments, &sketch(SUBSCRIPTION), &sketch(GROUP))
}

/// The ID of a resource by the arguments of `resourceId`, for a deployment to this group.
pub(super) fn resource_id_in(arguments: &[Value], subscription: &Value, group: &Value) -> Worked {
    id(arguments, 2, |before| {
        let (subscription, group) = match before {
            [subscription, group] => (subscription, group),
            [group] => (subscription, group),
            _ => (subscription, group),
        };
        let (subscription, group) = (subscription.clone(), group.clone());
        vec![text("/subscriptions/"), subscription, text("/resourceGroups/"), group]
    })
}

pub(super) fn subscription_resource_id(arguments: &[Value]) -> Worked {
    subscription_resource_id_in(arguments, &sketch(SUBSCRIPTION))
}

/// The same for a deployment to this subscription.
pub(super) fn subscription_resource_id_in(arguments: &[Value], own: &Value) -> Worked {
    id(arguments, 1, |before| {
        let subscription = before.first().unwrap_or(own).clone();
        vec![text("/subscriptions/"), subscription]
    })
}

pub(super) fn tenant_resource_id(arguments: &[Value]) -> Worked {
    id(arguments, 0, |_| Vec::new())
}

pub(super) fn extension_resource_id(arguments: &[Value]) -> Worked {
    let (base, rest) = arguments.split_first()?;
    id(rest, 0, |_| vec![base.clone()])
}

pub(super) fn management_group_resource_id(arguments: &[Value]) -> Worked {
    id(arguments, 1, |before| {
        let group = before
            .first()
            .cloned()
            .unwrap_or_else(|| sketch("{managementGroup().name}"));
        vec![text("/providers/Microsoft.Management/managementGroups/"), group]
    })
}

/// The text that `parts` make one after the other.
pub(super) fn concatenated(parts: &[Value]) -> Option<Value> {
    joined(parts)
}
