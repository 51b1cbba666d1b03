//! No key and no value of a template is without a hover.

use std::fmt::Write;

use aib_ls::document::{Document, Language};
use aib_ls::ide::hover;
use aib_ls::schema::slice::{self, Shape, Slice};
use aib_ls::syntax::tree::{Kind, Node};
use serde_json::{Map, Value, json};

/// Values of a shape that together have every member: one for each variant of a union.
fn samples(slice: &Slice, shape: &Shape) -> Vec<Value> {
    match shape {
        Shape::String => vec![json!("text")],
        Shape::Integer => vec![json!(1)],
        Shape::Boolean => vec![json!(true)],
        Shape::Any => vec![json!({ "key": "value" })],
        Shape::Map(inner) => vec![json!({ "author's key": samples(slice, inner)[0] })],
        Shape::Array(inner) => vec![Value::Array(samples(slice, inner))],
        Shape::Named(name) => match slice.union(name) {
            Some((discriminator, variants)) => {
                let all = variants.iter().flat_map(|variant| {
                    let mut objects = objects(slice, variant.of);
                    for object in &mut objects {
                        object[discriminator] = json!(variant.name);
                    }
                    objects
                });
                all.collect()
            }
            None => objects(slice, name),
        },
    }
}

/// Objects of a type: the first has all members, the others what a member may be instead.
fn objects(slice: &Slice, owner: &str) -> Vec<Value> {
    let mut members: Vec<(&str, Vec<Value>)> = Vec::new();
    for property in slice.properties(owner) {
        let mut values = samples(slice, &property.shape);
        if let Some(value) = property.values.first() {
            values = vec![json!(value)];
        }
        members.push((property.name, values));
    }
    let most = members.iter().map(|it| it.1.len()).max().unwrap_or(1);
    let object = |n: usize| {
        let value = |values: &[Value]| values[n.min(values.len() - 1)].clone();
        let entries = members.iter().map(|(name, values)| ((*name).to_owned(), value(values)));
        Value::Object(entries.collect::<Map<_, _>>())
    };
    (0..most).map(object).collect()
}

/// The keys and the scalar values without a hover, by their paths.
fn without_hover(doc: &Document) -> String {
    let mut missing = String::new();
    let mut waiting: Vec<(Node<'_>, String)> = doc.templates().map(|it| (it.root, String::new())).collect();
    let mut count = 0;
    while let Some((node, path)) = waiting.pop() {
        for child in node.children() {
            let step = child.key().map_or("[]".to_owned(), |it| format!(".{it}"));
            let path = format!("{path}{step}");
            let key = child.key_span().map(|it| it.start + 1);
            let is_container = matches!(child.kind(), Kind::Object | Kind::Array);
            let value = (!is_container).then_some(child.span().start + 1);
            for (kind, at) in [("key", key), ("value", value)] {
                let Some(at) = at else { continue };
                count += 1;
                if hover::hover(doc, at).is_none() {
                    writeln!(missing, "{kind} {path}").unwrap();
                }
            }
            waiting.push((child, path));
        }
    }
    assert!(count > 10);
    missing
}

#[test]
fn every_key_and_value_of_a_file_has_a_hover() {
    for version in slice::versions() {
        let slice = slice::slice(Some(version));
        for mut template in objects(slice, slice::TEMPLATE) {
            template["type"] = json!("Microsoft.VirtualMachineImages/imageTemplates");
            template["apiVersion"] = json!(version);
            let doc = Document::new(template.to_string(), Language::Json, None);
            assert_eq!(without_hover(&doc), "", "{version}: {template}");
        }
    }
}

#[test]
fn every_key_and_value_of_a_resource_has_a_hover() {
    let slice = slice::slice(Some(slice::newest()));
    for (kind, owner) in [
        ("Microsoft.VirtualMachineImages/imageTemplates", slice::TEMPLATE),
        ("Microsoft.VirtualMachineImages/imageTemplates/triggers", slice::TRIGGER),
    ] {
        for mut resource in objects(slice, owner) {
            let own = objects(slice, slice::ARM_RESOURCE).remove(0);
            for (name, value) in own.as_object().unwrap() {
                if resource.get(name).is_none() && name != "resources" {
                    resource[name] = value.clone();
                }
            }
            resource["type"] = json!(kind);
            // What exists already is not submitted, and so it is not a template.
            resource["existing"] = json!(false);
            resource["apiVersion"] = json!(slice::newest());
            let deployment = json!({ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "resources": [resource] });
            let doc = Document::new(deployment.to_string(), Language::Json, None);
            assert_eq!(without_hover(&doc), "", "{deployment}");
        }
    }
}
