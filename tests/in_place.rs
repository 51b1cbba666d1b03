//! What a variable holds is judged as if it stood in the template: moving a value into a variable changes no finding but its place.

mod named;

use std::collections::BTreeMap;

use aib_ls::document::{Document, Kind, Language};
use aib_ls::expr::scope;
use aib_ls::rules::{self, Level};
use aib_ls::settings::Settings;
use aib_ls::syntax::patch;
use aib_ls::syntax::tree::{Kind as Json, Node};
use aib_ls::text::edit;
use rayon::prelude::*;

use crate::support::page::examples;
use crate::support::samples;

/// Values that are moved in one document.
const SAMPLE: usize = 16;

fn read(text: String) -> Document {
    Document::new(text, Language::Jsonc, None)
}

/// How often each rule reports at each level, those about expressions and the text left out. The type of an expression is one of a
/// value.
fn counts(doc: &Document) -> BTreeMap<(&'static str, Level), usize> {
    let mut counts = BTreeMap::new();
    for finding in rules::check(doc, &Settings::default()) {
        let (id, level) = match finding.rule.id {
            "arm/parameter-type" | "schema/wrong-json-type" => ("schema/wrong-json-type", Level::Error),
            id => (id, finding.level),
        };
        if !["arm/", "syntax/", "suppress/"].iter().any(|it| id.starts_with(it)) {
            *counts.entry((id, level)).or_default() += 1;
        }
    }
    counts
}

/// The values of the image templates that an expression may stand for.
fn values(doc: &Document) -> Vec<Node<'_>> {
    let mut found = Vec::new();
    for template in doc.templates() {
        let Some(properties) = template.root.get("properties") else {
            continue;
        };
        let mut waiting: Vec<Node<'_>> = properties.children().collect();
        while let Some(node) = waiting.pop() {
            // What makes members is written where they are.
            if node.has_key("copy") {
                continue;
            }
            let is_type = node.has_key("type") || node.has_key("apiVersion");
            let is_open =
                node.source().contains("\"[") || node.source().contains("copy") || node.kind() == Json::Broken;
            if !is_type && !is_open && !is_in_subtemplate(node, template.root) {
                found.push(node);
            }
            waiting.extend(node.children());
        }
    }
    found.sort_by_key(|it| it.span());
    found
}

fn is_in_subtemplate(node: Node<'_>, root: Node<'_>) -> bool {
    node.ancestors()
        .take_while(|it| *it != root)
        .any(|it| it.has_key("resources"))
}

/// The document with a variable in the place of a value.
fn with_variable(doc: &Document, node: Node<'_>) -> Option<String> {
    let root = scope::deployment(node)?;
    let value = patch::dedent(node)?;
    let declared = match root.get("variables") {
        Some(section) if section.kind() == Json::Object => patch::add_member(section, "heldElsewhere", &value),
        Some(_) => return None,
        None => patch::add_first_member(root, "variables", &format!("{{ \"heldElsewhere\": {value} }}")),
    };
    let mut edits = vec![declared, patch::replace_value(node, "\"[variables('heldElsewhere')]\"")];
    edits.sort_by_key(|it| it.span);
    Some(edit::apply(doc.text(), &edits))
}

/// How many values were moved, and which findings that changed.
fn differences(name: &str, text: String) -> (usize, Vec<String>) {
    let doc = read(text);
    if doc.kind() != Kind::Arm || !doc.tree().errors().is_empty() || doc.text().contains("heldElsewhere") {
        return (0, Vec::new());
    }
    let before = counts(&doc);
    let values = values(&doc);
    let step = values.len().div_ceil(SAMPLE).max(1);
    let (mut moved, mut differences) = (0, Vec::new());
    for node in values.into_iter().step_by(step) {
        let Some(text) = with_variable(&doc, node) else {
            continue;
        };
        moved += 1;
        let after = counts(&read(text.clone()));
        let lost = before.iter().filter(|(key, count)| after.get(*key) != Some(*count));
        let new = after.iter().filter(|(key, count)| before.get(*key) != Some(*count));
        for ((id, level), _) in lost.chain(new) {
            differences.push(format!("{name}: {id} {level:?} with {} in a variable", node.pointer()));
        }
    }
    (moved, differences)
}

fn check(texts: Vec<(String, String)>) {
    let all: Vec<(usize, Vec<String>)> = texts
        .into_par_iter()
        .map(|(name, text)| differences(&name, text))
        .collect();
    let moved: usize = all.iter().map(|it| it.0).sum();
    let mut differences: Vec<String> = all.into_iter().flat_map(|it| it.1).collect();
    differences.dedup();
    println!("{moved} values moved");
    assert!(moved > 100, "{moved}");
    assert!(
        differences.is_empty(),
        "{} differences:\n{}",
        differences.len(),
        differences.join("\n")
    );
}

#[test]
fn examples_of_pages_say_the_same_with_a_variable() {
    let mut texts = Vec::new();
    for rule in rules::all() {
        for example in examples(rule.page).into_iter().filter(|it| !it.toml) {
            let name = format!("{} line {}", rule.id, example.line);
            texts.push((name, example.frame.wrap(&example.text).0));
        }
    }
    check(texts);
}

#[test]
fn real_templates_say_the_same_with_a_variable() {
    check(samples::templates());
}
