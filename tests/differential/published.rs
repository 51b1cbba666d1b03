//! The service's published schemas, mended so that they can accept a template at all, and the
//! other validator that reads them. Nothing of the product is used here.
//!
//! What a published schema can't mean as it is written is mended: see [`repair`].

use std::collections::BTreeMap;
use std::path::Path;

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::{Map, Value, json};

/// Verdicts by version and resource.
pub struct Published {
    compiled: Schemas,
    resources: BTreeMap<(String, String), SchemaIndex>,
    /// The mended schemas by version, for what is made up after them.
    pub schemas: BTreeMap<String, Value>,
}

/// The resources of a schema: where they are, and the resource type.
const RESOURCES: [(&str, &str); 3] = [
    (
        "/resourceDefinitions/imageTemplates",
        "microsoft.virtualmachineimages/imagetemplates",
    ),
    (
        "/resourceDefinitions/imageTemplates_triggers",
        "microsoft.virtualmachineimages/imagetemplates/triggers",
    ),
    ("/definitions/imageTemplates_triggers_childResource", "triggers"),
];

impl Published {
    /// Reads every schema of a folder, `<version>.json`.
    pub fn read(folder: &Path) -> Self {
        let mut published = Self {
            compiled: Schemas::new(),
            resources: BTreeMap::new(),
            schemas: BTreeMap::new(),
        };
        for path in crate::support::outside::files_below(folder, "json") {
            let version = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let schema = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
            let schema = repair(schema);
            let place = format!("mem://published/{version}.json");
            let mut compiler = Compiler::new();
            compiler.add_resource(&place, schema.clone()).unwrap();
            for (pointer, kind) in RESOURCES {
                if schema.pointer(pointer).is_some() {
                    let at = format!("{place}#{pointer}");
                    let compiled = compiler.compile(&at, &mut published.compiled);
                    let index = compiled.unwrap_or_else(|error| panic!("{at}: {error:#}"));
                    published.resources.insert((version.clone(), kind.to_owned()), index);
                }
            }
            published.schemas.insert(version, schema);
        }
        published
    }

    /// What the other validator says against a resource and the triggers inside it; nothing where
    /// it accepts them.
    pub fn refusal(&self, resource: &Value) -> Option<String> {
        let text = |key: &str| resource[key].as_str().unwrap_or_default();
        let key = (text("apiVersion").to_owned(), text("type").to_ascii_lowercase());
        let Some(schema) = self.resources.get(&key) else {
            return Some(format!("no schema of {} in {}", key.1, key.0));
        };
        if let Err(error) = self.compiled.validate(resource, *schema) {
            return Some(error.to_string());
        }
        // What stands inside a resource is a resource of its own, with a version of its own.
        let children = resource["resources"].as_array().into_iter().flatten();
        let is_trigger = |it: &&Value| {
            let kind = it["type"].as_str().unwrap_or_default().to_ascii_lowercase();
            RESOURCES.iter().skip(1).any(|(_, known)| *known == kind)
        };
        children.filter(is_trigger).find_map(|it| self.refusal(it))
    }
}

/// Makes one closed object of each variant of a polymorphic type, closes all other objects, lets
/// Resource Manager's members stand on resources, and puts the expression of another file in.
fn repair(mut schema: Value) -> Value {
    let Value::Object(root) = &mut schema else {
        panic!("a schema is an object")
    };
    root.remove("id");
    root.insert("$schema".into(), json!("http://json-schema.org/draft-07/schema#"));
    let published = schema["definitions"].clone();
    let definitions = schema["definitions"].as_object_mut().unwrap();
    for (name, definition) in definitions.iter_mut() {
        if let Some(variants) = variants(definition, &published) {
            *definition = variants;
        } else {
            close(definition);
        }
        if name.ends_with("_childResource") {
            complete(definition);
        }
    }
    // Begins with one bracket, not with two, and ends with one.
    let expression = json!({ "type": "string", "pattern": r"^\[([^\[](.|\n)*)?\]$" });
    definitions.insert("expression".into(), expression);
    for (name, resource) in schema["resourceDefinitions"].as_object_mut().unwrap() {
        close(resource);
        complete(resource);
        if name == "imageTemplates_triggers" {
            // A name outside begins with that of the template; the published pattern is about the
            // last part alone.
            let pattern = r"^([^/]*/)?[A-Za-z0-9-_.]{1,64}$";
            resource["properties"]["name"]["oneOf"][0]["pattern"] = pattern.into();
        }
    }
    refer_inside(&mut schema);
    schema
}

/// A polymorphic type as one closed object a variant; `None` for any other type. As published it
/// is a closed base together with one of several kinds, so that the base refuses what belongs to
/// the kind.
fn variants(definition: &Value, published: &Value) -> Option<Value> {
    let [base, kinds] = definition["allOf"].as_array()?.as_slice() else {
        return None;
    };
    let merge = |kind: &Value| {
        let [of, choice] = kind["allOf"].as_array().unwrap().as_slice() else {
            panic!("{kind}")
        };
        let name = of["$ref"].as_str().unwrap().strip_prefix("#/definitions/").unwrap();
        let mut merged = published[name].clone();
        let properties = merged["properties"].as_object_mut().unwrap();
        properties.extend(base["properties"].as_object().unwrap().clone());
        for (discriminator, word) in choice["properties"].as_object().unwrap() {
            properties.insert(discriminator.clone(), word.clone());
        }
        let required = merged["required"].as_array_mut().unwrap();
        required.extend(base["required"].as_array().unwrap().clone());
        required.sort_by_key(Value::to_string);
        required.dedup();
        close(&mut merged);
        merged
    };
    let kinds: Vec<Value> = kinds["oneOf"].as_array()?.iter().map(merge).collect();
    Some(json!({ "oneOf": kinds }))
}

/// From 2024-02-01 on the service refuses what it does not know, and the published schema is to
/// say what it knows.
fn close(definition: &mut Value) {
    let map = definition.as_object_mut().unwrap();
    if map.contains_key("properties") && !map.contains_key("additionalProperties") {
        map.insert("additionalProperties".into(), false.into());
    }
}

/// Adds what may stand on any resource beside the service's own members, and what Resource Manager
/// itself makes of them: types are compared without regard to case, and `resources` holds resources
/// of any provider, each checked for itself. Source: "Understand the structure and syntax of ARM
/// templates", resources.
fn complete(resource: &mut Value) {
    let computed = |schema: Value| json!({ "oneOf": [schema, { "$ref": "#/definitions/expression" }] });
    let texts = || json!({ "type": "array", "items": { "type": "string" } });
    let members = [
        ("comments", json!({ "type": "string" })),
        ("condition", computed(json!({ "type": "boolean" }))),
        ("copy", json!(true)),
        ("dependsOn", computed(texts())),
        ("scope", json!({ "type": "string" })),
        ("zones", computed(texts())),
        ("asserts", json!(true)),
        ("type", json!({ "type": "string" })),
        ("resources", json!(true)),
    ];
    let properties = resource["properties"].as_object_mut().unwrap();
    properties.extend(members.map(|(name, schema)| (name.to_owned(), schema)));
}

/// Points references to the expression of another file at the one put in.
fn refer_inside(schema: &mut Value) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(refer_inside),
        Value::Object(map) => map.values_mut().for_each(refer_inside),
        Value::String(text) if text.ends_with("/common/definitions.json#/definitions/expression") => {
            *text = "#/definitions/expression".to_owned();
        }
        _ => {}
    }
}

/// Every object type of a mended schema with its members, the variants of polymorphic ones each
/// for itself.
pub fn object_types(schema: &Value) -> Vec<&Map<String, Value>> {
    let definitions = schema["definitions"].as_object().unwrap().values();
    let all = definitions.chain(schema["resourceDefinitions"].as_object().unwrap().values());
    let each = all.flat_map(|it| match it["oneOf"].as_array() {
        Some(kinds) => kinds.iter().collect(),
        None => vec![it],
    });
    each.filter_map(|it| it["properties"].as_object()).collect()
}
