//! The classes of differences between the published schemas and what we say, each with the reason
//! why ours is right.

use serde_json::{Map, Value, json};

use super::read;

/// A class of differences.
pub struct Class {
    pub name: &'static str,
    /// Why ours is right.
    pub why: &'static str,
    /// Whether we accept what the published schema refuses, or the other way round.
    pub milder: bool,
    /// Puts an instance of it into a template that both accept.
    pub show: fn(&mut Value),
    /// Takes what the class is about out of a resource, and leaves all else.
    pub repair: fn(&mut Value),
}

/// All classes. The first that explains a difference alone gets it.
pub static CLASSES: [Class; 8] = [
    Class {
        name: "retired version",
        why: "The service refuses every template of it, so `api-version/retired-preview` alone speaks.",
        milder: true,
        show: |it| {
            it["apiVersion"] = "2019-02-01-preview".into();
            it.as_object_mut().unwrap().remove("identity");
            it["stranger"] = json!(1);
        },
        repair: retired,
    },
    Class {
        name: "no identity in 2019-05-01-preview",
        why: "Since May 2020 the service asks for one in every version that it serves.",
        milder: false,
        show: |it| {
            it["apiVersion"] = "2019-05-01-preview".into();
            it.as_object_mut().unwrap().remove("identity");
        },
        repair: |it| {
            if version(it) == "2019-05-01-preview" && it.get("identity").is_none() {
                it["identity"] = plain()["identity"].clone();
            }
        },
    },
    Class {
        name: "unpublished in 2019-05-01-preview",
        why: "The service of that version took what the definition has since 2020-02-14; official samples show it.",
        milder: true,
        show: |it| {
            it["apiVersion"] = "2019-05-01-preview".into();
            it["properties"]["vmProfile"] = json!({ "osDiskSizeGB": 127, "vnetConfig": { "subnetName": "images" } });
        },
        repair: |it| {
            if version(it) == "2019-05-01-preview" {
                take_out_unpublished(it);
            }
        },
    },
    Class {
        name: "location on a trigger",
        why: "Commands and deployments ask for one, and the service wants that of the template there.",
        milder: true,
        show: |it| {
            let trigger = json!({ "location": "westeurope", "properties": { "kind": "SourceImage" } });
            it["resources"] = json!([read::as_resource(&trigger, "triggers", &version(it), "newest")]);
        },
        repair: |it| {
            if it["type"].as_str().is_some_and(|it| it.ends_with("triggers")) {
                it.as_object_mut().unwrap().remove("location");
            }
            for child in it["resources"].as_array_mut().into_iter().flatten() {
                if let Some(child) = child.as_object_mut().filter(|it| it.contains_key("type")) {
                    child.remove("location");
                }
            }
        },
    },
    Class {
        name: "null among the identities",
        why: "So an update drops an identity; the published schema knows new templates alone.",
        milder: true,
        show: |it| it["identity"]["userAssignedIdentities"]["/two"] = json!(null),
        repair: |it| {
            let identities = it.pointer_mut("/identity/userAssignedIdentities");
            if let Some(identities) = identities.and_then(Value::as_object_mut) {
                identities.retain(|_, it| !it.is_null());
            }
        },
    },
    Class {
        name: "loop inside properties",
        why: "Resource Manager makes the list and takes `copy` out before the service sees it.",
        milder: true,
        show: |it| {
            let targets = it["properties"].as_object_mut().unwrap().remove("distribute").unwrap();
            it["properties"]["copy"] = json!([{ "name": "distribute", "count": 2, "input": targets[0] }]);
        },
        repair: unroll,
    },
    Class {
        name: "expression where none is published",
        why: "Resource Manager computes any value and any key; the published schema forgets items and words.",
        milder: true,
        show: |it| it["properties"]["customize"] = json!(["[parameters('step')]"]),
        repair: compute,
    },
    Class {
        name: "placeholder",
        why: "A pipeline or a person fills it in first; `schema/placeholder-left` speaks of those of people.",
        milder: true,
        show: |it| it["properties"]["distribute"][0]["runOutputName"] = "<output name>".into(),
        repair: |it| {
            fill_in(it);
            compute(it);
        },
    },
];

/// Takes out what the definition has from 2020-02-14 on.
fn take_out_unpublished(resource: &mut Value) {
    let later = |it: &mut Value, names: &[&str]| {
        if let Some(object) = it.as_object_mut() {
            object.retain(|key, _| !names.contains(&key.as_str()));
        }
    };
    let Some(properties) = resource.get_mut("properties").and_then(Value::as_object_mut) else {
        return;
    };
    if let Some(profile) = properties.get_mut("vmProfile") {
        later(profile, &["osDiskSizeGB", "vnetConfig"]);
    }
    if let Some(source) = properties.get_mut("source") {
        later(source, &["planInfo"]);
    }
    let targets = properties.get_mut("distribute").and_then(Value::as_array_mut);
    for target in targets.into_iter().flatten() {
        later(target, &["excludeFromLatest", "storageAccountType"]);
    }
    if let Some(steps) = properties.get_mut("customize").and_then(Value::as_array_mut) {
        steps.retain(|it| it["type"] != "WindowsUpdate");
        for step in steps {
            later(step, &["runAsSystem"]);
        }
    }
}

fn retired(resource: &mut Value) {
    let is_retired = |it: &Value| matches!(version(it).as_str(), "2018-02-01-preview" | "2019-02-01-preview");
    if is_retired(resource) {
        *resource = plain();
    } else if let Some(children) = resource["resources"].as_array_mut() {
        children.retain(|it| !is_retired(it));
    }
}

fn version(resource: &Value) -> String {
    resource["apiVersion"].as_str().unwrap_or_default().to_owned()
}

/// A template that both accept.
pub fn plain() -> Value {
    let body = json!({
        "location": "westeurope",
        "identity": { "type": "UserAssigned", "userAssignedIdentities": { "/one": {} } },
        "properties": {
            "source": { "type": "PlatformImage" },
            "distribute": [{ "type": "VHD", "runOutputName": "disk" }],
        },
    });
    read::as_resource(&body, read::TEMPLATE, "2024-02-01", "web")
}

fn is_expression(value: &Value) -> bool {
    let is = |it: &str| it.starts_with('[') && !it.starts_with("[[") && it.ends_with(']');
    value.as_str().is_some_and(is)
}

fn is_placeholder(text: &str) -> bool {
    let marks = ["${", "{{", "#{", "$("];
    let named = text
        .split('<')
        .skip(1)
        .any(|it| it.split_once('>').is_some_and(|(name, _)| is_name(name)));
    let whole = text.len() > 4 && text.starts_with("__") && text.ends_with("__");
    named || whole || marks.iter().any(|it| text.contains(it))
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|it| it.is_ascii_alphanumeric() || "_ -".contains(it))
}

/// Puts expressions for placeholders.
fn fill_in(value: &mut Value) {
    match value {
        Value::String(text) if is_placeholder(text) => *text = "[it()]".to_owned(),
        Value::Array(items) => items.iter_mut().for_each(fill_in),
        Value::Object(map) => {
            map.retain(|key, _| !is_placeholder(key));
            map.values_mut().for_each(fill_in);
        }
        _ => {}
    }
}

/// Takes expressions away where the published schema has no room for them: as a key, an item of a
/// list or a map, a word that chooses between variants, a whole number or an object in a list.
fn compute(value: &mut Value) {
    match value {
        Value::Array(items) => {
            items.iter_mut().for_each(compute);
            items.retain(|it| !is_expression(it));
        }
        Value::Object(map) => {
            map.retain(|key, _| !is_expression(&json!(key)));
            for (key, it) in map.iter_mut() {
                compute(it);
                if key == "apiVersion" && is_expression(it) {
                    *it = "2024-02-01".into();
                }
                if key == "userAssignedIdentities"
                    && let Some(identities) = it.as_object_mut()
                {
                    identities.retain(|_, it| !is_expression(it));
                }
            }
            if ["type", "kind", "scheme"].iter().any(|it| is_variant(map, it)) {
                *value = json!("[it()]");
            }
        }
        _ => {}
    }
}

/// Whether an object says by an expression which variant it is; an identity has no variants.
fn is_variant(map: &Map<String, Value>, discriminator: &str) -> bool {
    map.get(discriminator).is_some_and(is_expression) && !map.contains_key("userAssignedIdentities")
}

/// Takes loops away, and puts an expression for what each makes.
fn unroll(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(unroll),
        Value::Object(map) => {
            map.values_mut().for_each(unroll);
            if !map.get("copy").is_some_and(Value::is_array) {
                return;
            }
            let loops = map.remove("copy").unwrap_or_default();
            let loops = loops
                .as_array()
                .into_iter()
                .flatten()
                .filter(|it| it.get("count").is_some());
            for name in loops.filter_map(|it| it["name"].as_str()) {
                map.insert(name.to_owned(), json!("[it()]"));
            }
        }
        _ => {}
    }
}
