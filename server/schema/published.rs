//! One API version as a plain JSON Schema: what `aib-ls schema` prints, and, without the descriptions,
//! what the validator checks against.

use serde_json::{Map, Value, json};

use crate::locale::{Lang, Message};
use crate::model::template::{Form, Role};
use crate::schema::slice::{self, Property, Shape, Slice, Type, Variant};
use crate::schema::words;

/// The schema of a standalone template in an API version, pretty-printed, with descriptions in a
/// language. The newest version for `None`; nothing for a version that is not known here.
pub fn published(version: Option<&str>, lang: Lang) -> Option<String> {
    let version = match version {
        Some(version) => slice::known(version)?,
        None => slice::newest(),
    };
    let slice = slice::slice(Some(version));
    let mut schema = Writer {
        slice,
        words: Some(lang),
    }
    .document(&root_name(Role::Template, Form::Standalone));
    if let Value::Object(map) = &mut schema {
        map.insert(
            "title".into(),
            format!("Azure VM Image Builder image template {version}").into(),
        );
    }
    let mut text = serde_json::to_string_pretty(&schema).ok()?;
    text.push('\n');
    Some(text)
}

/// The schema that a template of a role and form is validated against: closed sets stay closed,
/// and there are no descriptions.
pub(super) fn for_validation(slice: &'static Slice, role: Role, form: Form) -> Value {
    Writer { slice, words: None }.document(&root_name(role, form))
}

fn root_name(role: Role, form: Form) -> String {
    let name = match role {
        Role::Template => slice::TEMPLATE,
        Role::Trigger => slice::TRIGGER,
    };
    match form {
        Form::Standalone => name.to_owned(),
        Form::Resource => format!("{name}Resource"),
    }
}

struct Writer {
    slice: &'static Slice,
    /// Language of the descriptions; without one, the schema is for the validator alone.
    words: Option<Lang>,
}

impl Writer {
    fn document(&self, root: &str) -> Value {
        let mut defs = Map::new();
        // A union whose variants all came later would be no schema, and nothing refers to it yet.
        let is_here = |it: &Type| !matches!(it, Type::Union { variants, .. } if variants.is_empty());
        let types = self.slice.types().filter(|(_, it)| is_here(it));
        for (name, it) in types.filter(|(name, _)| *name != slice::ARM_RESOURCE) {
            defs.insert(name.to_owned(), self.type_schema(name, it));
        }
        for name in [slice::TEMPLATE, slice::TRIGGER] {
            if self.words.is_none() && self.slice.of(name).is_some() {
                defs.insert(format!("{name}Resource"), self.resource(name));
            }
            if let Some(members) = defs
                .get_mut(name)
                .and_then(|it| it.get_mut("properties"))
                .and_then(Value::as_object_mut)
            {
                // The version of a standalone body is not a member of the service's, but many bodies
                // carry it; another rule reports that.
                members.insert("apiVersion".into(), json!({ "type": "string" }));
            }
        }
        let mut defs = Value::Object(defs);
        // A union without a variant in this version would be no schema at all.
        keep_reachable(&mut defs, root);
        json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$ref": format!("#/$defs/{root}"),
            "$defs": defs,
        })
    }

    /// The resource in a deployment template: the service's members and Resource Manager's.
    fn resource(&self, name: &'static str) -> Value {
        let own = self.slice.properties(name).iter().map(|it| (name, it));
        let arm = self
            .slice
            .properties(slice::ARM_RESOURCE)
            .iter()
            .map(|it| (slice::ARM_RESOURCE, it));
        self.object(own.chain(arm), &[])
    }

    fn type_schema(&self, name: &'static str, it: &'static Type) -> Value {
        let mut schema = match it {
            Type::Object { properties, .. } => {
                let variant = self.discriminator_values(name);
                self.object(properties.iter().map(|it| (name, it)), &variant)
            }
            Type::Union {
                discriminator,
                variants,
            } => self.union(name, discriminator, variants),
        };
        self.describe(&mut schema, words::of_type(name));
        schema
    }

    /// The values by which unions choose a type, so that it names itself.
    fn discriminator_values(&self, name: &str) -> Vec<&'static str> {
        let unions = self.slice.types().filter_map(|(_, it)| match it {
            Type::Union { variants, .. } => Some(variants),
            Type::Object { .. } => None,
        });
        unions.flatten().filter(|it| it.of == name).map(|it| it.name).collect()
    }

    fn object<'p>(
        &self,
        members: impl Iterator<Item = (&'static str, &'p Property)>,
        choice: &[&'static str],
    ) -> Value {
        let mut properties = Map::new();
        let mut required = Vec::new();
        for (owner, property) in members {
            let mut schema = self.property(property);
            if property.discriminator && !choice.is_empty() {
                schema = json!({ "type": "string", "enum": choice });
            }
            self.describe(&mut schema, words::of_property(owner, property.name));
            properties.insert(property.name.to_owned(), schema);
            if property.required {
                required.push(Value::from(property.name));
            }
        }
        let mut schema = json!({ "type": "object", "properties": properties, "additionalProperties": false });
        if let (Value::Object(map), false) = (&mut schema, required.is_empty()) {
            map.insert("required".into(), required.into());
        }
        schema
    }

    fn union(&self, name: &str, discriminator: &str, variants: &[Variant]) -> Value {
        let names: Vec<&str> = variants.iter().map(|it| it.name).collect();
        let mut choice = json!({ "type": "string", "enum": names });
        if self.words.is_some() {
            let descriptions: Vec<String> = names
                .iter()
                .filter_map(|it| self.text(words::of_variant(name, it)))
                .collect();
            if descriptions.len() == names.len()
                && let Value::Object(map) = &mut choice
            {
                map.insert("enumDescriptions".into(), descriptions.into());
            }
        }
        let branches = variants.iter().map(|it| {
            json!({
                "if": { "properties": { discriminator: { "const": it.name } }, "required": [discriminator] },
                "then": { "$ref": format!("#/$defs/{}", it.of) },
            })
        });
        json!({
            "type": "object",
            "properties": { discriminator: choice },
            "required": [discriminator],
            "allOf": branches.collect::<Vec<_>>(),
        })
    }

    fn property(&self, property: &Property) -> Value {
        let mut schema = self.shape(&property.shape);
        let Value::Object(map) = &mut schema else { return schema };
        if !property.values.is_empty() {
            if property.open && self.words.is_some() {
                map.remove("type");
                map.insert(
                    "anyOf".into(),
                    json!([{ "enum": property.values }, { "type": "string" }]),
                );
            } else {
                map.insert("enum".into(), json!(property.values));
            }
        }
        let mut set = |key: &str, value: Option<Value>| {
            if let Some(value) = value {
                map.insert(key.into(), value);
            }
        };
        set("default", property.default.cloned());
        set("minimum", property.minimum.map(Value::from));
        set("maximum", property.maximum.map(Value::from));
        set("pattern", property.pattern.map(Value::from));
        set("readOnly", property.read_only.then(|| true.into()));
        set("deprecated", property.deprecated.then(|| true.into()));
        schema
    }

    fn shape(&self, shape: &Shape) -> Value {
        match shape {
            Shape::String => json!({ "type": "string" }),
            Shape::Integer => json!({ "type": "integer" }),
            Shape::Boolean => json!({ "type": "boolean" }),
            Shape::Any => json!({}),
            Shape::Named(name) => json!({ "$ref": format!("#/$defs/{name}") }),
            Shape::Map(inner) => json!({ "type": "object", "additionalProperties": self.shape(inner) }),
            Shape::Array(inner) => json!({ "type": "array", "items": self.shape(inner) }),
        }
    }

    fn describe(&self, schema: &mut Value, say: Option<&Message>) {
        if let (Some(text), Value::Object(map)) = (self.text(say), schema) {
            map.insert("description".into(), text.into());
        }
    }

    fn text(&self, say: Option<&Message>) -> Option<String> {
        Some(say?.get(self.words?).to_owned())
    }
}

/// Drops the types that nothing refers to.
fn keep_reachable(defs: &mut Value, root: &str) {
    let mut reached: Vec<String> = vec![root.to_owned()];
    let mut at = 0;
    while let Some(name) = reached.get(at).cloned() {
        at += 1;
        let text = defs.get(&name).map(Value::to_string).unwrap_or_default();
        for part in text.split("\"#/$defs/").skip(1) {
            let name = part.split('"').next().unwrap_or_default();
            if !reached.iter().any(|it| it == name) {
                reached.push(name.to_owned());
            }
        }
    }
    if let Value::Object(map) = defs {
        map.retain(|name, _| reached.contains(name));
    }
}
