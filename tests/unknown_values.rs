//! A value that only the deployment knows is no mistake: wherever a literal of an image template is replaced by a parameter,
//! no rule finds an error or a warning that was not there before.

use std::collections::BTreeMap;

use aib_ls::document::{Document, Kind, Language};
use aib_ls::model::substitution::Assume;
use aib_ls::rules::{self, Level};
use aib_ls::settings::Settings;
use aib_ls::syntax::patch;
use aib_ls::syntax::tree::{Kind as Json, Node};
use aib_ls::text::edit;
use rayon::prelude::*;

use crate::support::page::{Kind as Example, examples};
use crate::support::samples;

/// Values that are replaced in one document.
const SAMPLE: usize = 12;

fn read(text: String) -> Document {
    Document::new(text, Language::Jsonc, None)
}

/// How often each rule speaks of failure, those about expressions left out.
fn complaints(doc: &Document) -> BTreeMap<&'static str, usize> {
    let mut out = BTreeMap::new();
    for finding in rules::check(doc, &Settings::default()) {
        if finding.level <= Level::Warning && !finding.rule.id.starts_with("arm/") {
            *out.entry(finding.rule.id).or_default() += 1;
        }
    }
    out
}

/// The literals of the image templates, those that stand behind variables among them; what makes a resource an image template
/// is none.
fn literals(doc: &Document) -> Vec<Node<'_>> {
    let mut found = Vec::new();
    for template in doc.templates_with(Assume::Defaults) {
        let mut waiting = vec![template.root];
        while let Some(node) = waiting.pop() {
            let is_kind = node.has_key("type") && node.parent() == Some(template.root);
            let is_scalar = matches!(node.kind(), Json::String | Json::Number | Json::Bool);
            // A loop makes a member of this name, which has to be written.
            let is_loop = node.has_key("name") && node.ancestors().any(|it| it.has_key("copy"));
            if is_scalar && !is_kind && !is_loop && !node.source().starts_with("\"[") {
                found.push(node);
            }
            waiting.extend(node.children());
        }
    }
    found.sort_by_key(|it| it.span());
    found
}

/// The document with a parameter without a default in the place of a literal.
fn with_parameter(doc: &Document, literal: Node<'_>) -> Option<String> {
    let kind = match literal.kind() {
        Json::Number => "int",
        Json::Bool => "bool",
        _ => "string",
    };
    let declaration = format!("{{ \"type\": \"{kind}\" }}");
    let root = doc.tree().root()?;
    let declared = match root.get("parameters") {
        Some(section) => patch::add_member(section, "onlyTheDeploymentKnows", &declaration),
        None => {
            let section = format!("{{ \"onlyTheDeploymentKnows\": {declaration} }}");
            patch::add_first_member(root, "parameters", &section)
        }
    };
    let mut edits = vec![
        declared,
        patch::replace_value(literal, "\"[parameters('onlyTheDeploymentKnows')]\""),
    ];
    edits.sort_by_key(|it| it.span);
    Some(edit::apply(doc.text(), &edits))
}

/// What is found anew once a literal is a parameter; the sample is spread over the document.
fn faults(name: &str, text: String) -> (usize, Vec<String>) {
    let doc = read(text);
    if doc.kind() != Kind::Arm || doc.tree().errors().iter().any(|it| it.kind.breaks_shape()) {
        return (0, Vec::new());
    }
    let before = complaints(&doc);
    let literals = literals(&doc);
    let step = literals.len().div_ceil(SAMPLE).max(1);
    let (mut asked, mut faults) = (0, Vec::new());
    for literal in literals.into_iter().step_by(step) {
        let Some(text) = with_parameter(&doc, literal) else {
            continue;
        };
        asked += 1;
        for (rule, count) in complaints(&read(text)) {
            if count > before.get(rule).copied().unwrap_or_default() {
                faults.push(format!("{name}: {rule} once {} is unknown", literal.pointer()));
            }
        }
    }
    (asked, faults)
}

fn check(texts: Vec<(String, String)>) {
    let all: Vec<(usize, Vec<String>)> = texts.into_par_iter().map(|(name, text)| faults(&name, text)).collect();
    let asked: usize = all.iter().map(|it| it.0).sum();
    let faults: Vec<String> = all.into_iter().flat_map(|it| it.1).collect();
    println!("{asked} values replaced");
    assert!(asked > 100, "{asked}");
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn examples_of_pages_have_no_new_fault() {
    let mut texts = Vec::new();
    for rule in rules::all() {
        for example in examples(rule.page) {
            if !example.toml && matches!(example.kind, Example::Good | Example::Fixed) {
                let name = format!("{} line {}", rule.id, example.line);
                texts.push((name, example.frame.wrap(&example.text).0));
            }
        }
    }
    check(texts);
}

#[test]
fn real_templates_have_no_new_fault() {
    check(samples::templates());
}
