//! Errors in JSON: of Resource Manager, flat or nested, of the status of a template, of an activity log, and of Azure Active Directory.

use std::ops::Range;

use crate::doctor::envelope::Envelope;
use crate::doctor::envelope::facts::{self, Facts, Policy};
use crate::doctor::envelope::json::{Json, Object};
use crate::doctor::envelope::tree::Node;

/// An error with the range of its object.
pub(super) struct Entry {
    pub range: Range<usize>,
    pub envelope: Envelope,
    pub node: Node,
}

/// The outermost errors of an object. What an object says about a request applies to every error inside it.
pub(super) fn errors(object: &Object) -> Vec<Entry> {
    let mut entries = match own_error(object, false) {
        Some(node) => vec![Entry {
            range: object.range.clone(),
            envelope: if object.get("runState").is_some() {
                Envelope::RunStatus
            } else {
                Envelope::Json
            },
            node,
        }],
        None => members(object),
    };
    let facts = facts_of(object);
    for entry in &mut entries {
        entry.node.facts.complete(&facts);
    }
    entries
}

/// The errors of an object that is not an error itself.
fn members(object: &Object) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (name, value) in &object.members {
        let forced = match value {
            Json::Object(inner) if is_error_name(name) => {
                own_error(inner, true).map(|node| (inner.range.clone(), node))
            }
            Json::Text(text) if name.eq_ignore_ascii_case("statusMessage") => {
                Some((object.range.clone(), Node::text(text)))
            }
            Json::Text(text) if may_carry(text) => Some((object.range.clone(), Node::carrier(text))),
            _ => None,
        };
        match forced {
            Some((range, node)) => entries.push(Entry {
                range,
                envelope: Envelope::Json,
                node,
            }),
            None => entries.extend(inside(value)),
        }
    }
    entries
}

fn inside(value: &Json) -> Vec<Entry> {
    match value {
        Json::Object(object) => errors(object),
        Json::List(list) => list.iter().flat_map(inside).collect(),
        Json::Text(_) | Json::Word(_) => Vec::new(),
    }
}

/// The errors of a value without their ranges.
pub(super) fn nodes(value: &Json) -> Vec<Node> {
    let found = match value {
        Json::List(list) => return list.iter().flat_map(nodes).collect(),
        Json::Object(object) => own_error(object, true).map(|node| vec![node]),
        Json::Text(text) => Some(vec![Node::carrier(text)]),
        Json::Word(_) => None,
    };
    found.unwrap_or_else(|| inside(value).into_iter().map(|it| it.node).collect())
}

fn is_error_name(name: &str) -> bool {
    ["error", "odata.error", "provisioningError", "innererror"]
        .iter()
        .any(|it| it.eq_ignore_ascii_case(name))
}

/// Whether a string may contain an error.
fn may_carry(text: &str) -> bool {
    text.contains('{') || text.contains("Code=") || text.contains("<Code>")
}

/// The error that an object is. Where an error must be, one of code and message is enough.
fn own_error(object: &Object, is_forced: bool) -> Option<Node> {
    // The status of a resource has a code and a message, too.
    if object.get("displayStatus").is_some() {
        return None;
    }
    let code = match object.get("code") {
        Some(Json::Word(word)) if is_forced && word != "null" => Some(word.as_str()),
        _ => object.any_text(&["code", "errorCode", "provisioningErrorCode"]),
    };
    let code = code.filter(|it| !it.is_empty());
    let message = match object.get("message").or_else(|| object.get("errorMessage")) {
        Some(Json::Text(text)) => Some(text.as_str()),
        Some(Json::Object(inner)) => inner.text("value"),
        _ => None,
    };
    if let Some(state) = object.text("runState") {
        let has_failed = !["Succeeded", "Running", "Canceling"].contains(&state);
        return message.filter(|it| has_failed && !it.is_empty()).map(Node::text);
    }
    if let (Some(code), Some(message)) = (object.text("error"), object.text("error_description")) {
        return Some(Node::new(code, message));
    }
    let has_inner = || object.get("details").is_some() || object.get("innererror").is_some();
    let is_error = match (code, message) {
        (Some(_), Some(_)) => true,
        (Some(_), None) => is_forced || has_inner() || matches!(object.get("message"), Some(Json::Object(_))),
        (None, Some(message)) => is_forced && !message.is_empty(),
        (None, None) => false,
    };
    if !is_error {
        return None;
    }
    let mut node = Node::new(code.unwrap_or_default(), message.unwrap_or_default());
    node.target = object.any_text(&["target", "errorTarget"]).map(str::to_owned);
    node.facts = facts_of(object);
    for (name, value) in &object.members {
        let name = name.to_ascii_lowercase();
        match name.as_str() {
            "details" => node.children.extend(nodes(value)),
            "innererror" => node.children.extend(inner_error(value)),
            "code" | "errorcode" | "provisioningerrorcode" | "target" | "errortarget" => {}
            "message" | "errormessage" if !matches!(value, Json::Object(_)) => {}
            "error" => node.children.extend(nodes(value)),
            _ => {
                node.children.extend(inside(value).into_iter().map(|it| it.node));
                add_policies(value, &mut node.facts);
            }
        }
    }
    Some(node)
}

/// An inner error counts only with a message: most have only the name of an exception.
fn inner_error(value: &Json) -> Vec<Node> {
    match value {
        Json::Object(object) if object.text("message").is_none_or(str::is_empty) => object
            .members
            .iter()
            .flat_map(|(_, it)| match it {
                Json::Text(_) => Vec::new(),
                _ => nodes(it),
            })
            .collect(),
        _ => nodes(value),
    }
}

/// What an object says about a request.
fn facts_of(object: &Object) -> Facts {
    let owned = |it: &str| (!it.is_empty()).then(|| it.to_owned());
    let mut facts = Facts {
        resource: object.any_text(&["resourceId", "entity"]).and_then(owned),
        region: object.text("location").and_then(owned),
        correlation: object.any_text(&["correlationId", "activityId"]).and_then(owned),
        ..Facts::default()
    };
    if let Some(Json::Object(authorization)) = object.get("authorization") {
        facts.action = authorization.text("action").and_then(owned);
        facts.scope = authorization.text("scope").and_then(owned);
    }
    facts.status = match object.get("statusCode").or_else(|| object.get("status")) {
        Some(Json::Text(word) | Json::Word(word)) => facts::status_of(word),
        _ => None,
    };
    if let Some(Json::Object(properties)) = object.get("properties") {
        let word = properties.text("statusCode");
        facts.status = facts.status.or_else(|| word.and_then(facts::status_of));
    }
    facts
}

/// The policies that a value names.
pub(super) fn add_policies(value: &Json, facts: &mut Facts) {
    match value {
        Json::List(list) => list.iter().for_each(|it| add_policies(it, facts)),
        Json::Object(object) => add_policies_of(object, facts),
        Json::Text(_) | Json::Word(_) => {}
    }
}

fn add_policies_of(object: &Object, facts: &mut Facts) {
    for kind in ["policyAssignment", "policyDefinition", "policySetDefinition"] {
        let own = |suffix: &str| object.text(&format!("{kind}{suffix}")).map(str::to_owned);
        facts.add_policy(Policy {
            name: own("DisplayName").or_else(|| own("Name")),
            id: own("Id"),
        });
        if let Some(Json::Object(policy)) = object.get(kind) {
            facts.add_policy(Policy {
                name: policy.any_text(&["displayName", "name"]).map(str::to_owned),
                id: policy.text("id").map(str::to_owned),
            });
        }
    }
    object.members.iter().for_each(|(_, it)| add_policies(it, facts));
}
