//! Reading what lies outside: texts as values, image templates out of deployments, bodies as
//! resources. Written without the product's own parser and finder.

use serde_json::{Value, json};

/// The resource type of image templates.
pub const TEMPLATE: &str = "Microsoft.VirtualMachineImages/imageTemplates";
/// The resource type of triggers.
pub const TRIGGER: &str = "Microsoft.VirtualMachineImages/imageTemplates/triggers";

/// A version for resources that leave it to the command: the first that refuses unknown members.
pub const ASSUMED: &str = "2024-02-01";

/// A text as a value; comments and commas before a closing bracket are passed over, and anything
/// else that is no JSON gives `None`.
pub fn value(text: &str) -> Option<Value> {
    let text = text.trim_start_matches('\u{feff}');
    serde_json::from_str(text)
        .ok()
        .or_else(|| serde_json::from_str(&plain(text)).ok())
}

fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let len = if first == '"' {
            string_len(rest)
        } else if rest.starts_with("//") {
            rest = rest.split_once('\n').map_or("", |(_, after)| after);
            continue;
        } else if rest.starts_with("/*") {
            rest = rest.split_once("*/").map_or("", |(_, after)| after);
            continue;
        } else {
            first.len_utf8()
        };
        if matches!(first, '}' | ']') {
            let kept = out.trim_end().trim_end_matches(',').len();
            out.truncate(kept);
        }
        out.push_str(&rest[..len]);
        rest = &rest[len..];
    }
    out
}

/// Length of the string that a text begins with, its quotes included.
fn string_len(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The image templates and top-level triggers of a document as resources, each with its version as
/// a literal.
pub fn resources(document: &Value) -> Vec<Value> {
    let mut found = Vec::new();
    if document.get("resources").is_some() && document.get("type").is_none() {
        collect(document, document, &mut found);
    } else {
        let version = document["apiVersion"].as_str().unwrap_or(ASSUMED).to_owned();
        let kind = document["type"].as_str().unwrap_or_default();
        let is_trigger = kind.eq_ignore_ascii_case(TRIGGER);
        let kind = if is_trigger { TRIGGER } else { TEMPLATE };
        found.push(as_resource(document, kind, &version, "template"));
    }
    found
}

fn collect(deployment: &Value, scope: &Value, found: &mut Vec<Value>) {
    let listed = deployment["resources"].as_array().into_iter().flatten();
    let named = deployment["resources"].as_object().into_iter().flatten();
    for resource in listed.chain(named.map(|(_, it)| it)) {
        let kind = resource["type"].as_str().unwrap_or_default();
        if kind.eq_ignore_ascii_case(TEMPLATE) || kind.eq_ignore_ascii_case(TRIGGER) {
            let mut resource = resource.clone();
            let version = literal(&resource["apiVersion"], scope);
            resource["apiVersion"] = version.unwrap_or_else(|| ASSUMED.to_owned()).into();
            found.push(resource);
        } else if kind.eq_ignore_ascii_case("Microsoft.Resources/deployments") {
            let properties = &resource["properties"];
            let inner = properties["expressionEvaluationOptions"]["scope"] == "inner";
            let template = &properties["template"];
            collect(template, if inner { template } else { scope }, found);
        }
    }
}

/// A text, or the default of the parameter or the value of the variable that it names.
fn literal(value: &Value, scope: &Value) -> Option<String> {
    let text = value.as_str()?;
    if !text.starts_with('[') {
        return Some(text.to_owned());
    }
    let name = text.split('\'').nth(1)?;
    let behind = if text.starts_with("[parameters(") {
        &scope["parameters"][name]["defaultValue"]
    } else {
        &scope["variables"][name]
    };
    literal(behind, scope)
}

/// A body as the resource that a deployment template holds.
pub fn as_resource(body: &Value, kind: &str, version: &str, name: &str) -> Value {
    let mut resource = body.clone();
    resource["type"] = kind.into();
    resource["apiVersion"] = version.into();
    resource["name"] = name.into();
    resource
}

/// A deployment template with one resource.
pub fn deployment(resource: &Value) -> String {
    let whole = json!({
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0",
        "resources": [resource],
    });
    serde_json::to_string_pretty(&whole).unwrap()
}
