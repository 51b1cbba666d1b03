//! Formatting of documents, whole and in part.

use std::collections::BTreeMap;

use aib_ls::document::{Document, Language};
use aib_ls::ide::formatting::{formatting, range_formatting};
use aib_ls::rules;
use aib_ls::settings::Settings;
use aib_ls::syntax::format::Style;
use aib_ls::text::edit;
use aib_ls::text::span::Span;
use expect_test::{Expect, expect};
use rayon::prelude::*;

use crate::ide::Scene;
use crate::support::samples;

/// What a template becomes where its text between two `$0` is formatted, all of it where there is one.
fn check(text: &str, expected: Expect) {
    let scene = Scene::new("", text);
    let (style, (start, end)) = (Style::default(), scene.cursors);
    let edits = match start == end {
        true => formatting(&scene.doc, &style),
        false => range_formatting(&scene.doc, Span::new(start, end), &style),
    };
    let after = edits.map(|it| edit::apply(scene.doc.text(), &it));
    expected.assert_eq(&after.unwrap_or_else(|| "no answer".to_owned()));
}

#[test]
fn a_template_is_formatted() {
    check(
        r#"{$0 "type": "Microsoft.VirtualMachineImages/imageTemplates", // mine
"properties":{"buildTimeoutInMinutes":60}}"#,
        expect![[r#"
            {
              "type": "Microsoft.VirtualMachineImages/imageTemplates", // mine
              "properties": { "buildTimeoutInMinutes": 60 }
            }
        "#]],
    );
}

#[test]
fn foreign_documents_are_not_formatted() {
    check("{$0\"a\":1}", expect!["no answer"]);
    check("$0{ }", expect!["no answer"]);
}

#[test]
fn a_broken_template_is_left_alone() {
    check(
        "{$0\"type\":\"Microsoft.VirtualMachineImages/imageTemplates\",\"properties\":{",
        expect![[r#"{"type":"Microsoft.VirtualMachineImages/imageTemplates","properties":{"#]],
    );
}

#[test]
fn a_range_is_formatted_as_its_surroundings_would_be() {
    // From behind the blanks of one line up to the beginning of another, which is not meant.
    check(
        r#"{
"type": "Microsoft.VirtualMachineImages/imageTemplates",
"properties": {
"buildTimeoutInMinutes":60,
 $0"source":{},
  "customize":[

1,2],
$0"validate":{}
}}"#,
        expect![[r#"
            {
            "type": "Microsoft.VirtualMachineImages/imageTemplates",
            "properties": {
            "buildTimeoutInMinutes":60,
                "source": {},
                "customize": [
                  1,
                  2
                ],
            "validate":{}
            }}"#]],
    );
}

#[test]
fn suppression_comments_keep_their_scope() {
    check(
        r#"{"type": "Microsoft.VirtualMachineImages/imageTemplates", "properties":{ $0
 // aib-ls: ignore[timeout]
 "customize":[],"buildTimeoutInMinutes":3,
 "vmProfile":{"osDiskSizeGB":1,
 "vmSize":  "a"} /* aib-ls: ignore[vm-size] */, "source":{} }}"#,
        expect![[r#"
            {
              "type": "Microsoft.VirtualMachineImages/imageTemplates",
              "properties": {
                // aib-ls: ignore[timeout]
                "customize": [],"buildTimeoutInMinutes": 3,
                "vmProfile": {
                  "osDiskSizeGB": 1,
                  "vmSize": "a"} /* aib-ls: ignore[vm-size] */, "source": {} }}
        "#]],
    );
}

/// How often each rule speaks.
fn findings(doc: &Document) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for finding in rules::check(doc, &Settings::default()) {
        *counts.entry(finding.rule.id).or_default() += 1;
    }
    counts
}

#[test]
fn formatting_real_templates_keeps_their_findings() {
    let (style, json) = (Style::default(), Language::Json);
    let faults: Vec<String> = samples::templates()
        .into_par_iter()
        .flat_map(|(name, text)| {
            let doc = Document::new(text.clone(), json, None);
            let Some(edits) = formatting(&doc, &style) else {
                return Vec::new();
            };
            let mut faults = Vec::new();
            let after = Document::new(edit::apply(&text, &edits), json, None);
            if findings(&doc) != findings(&after) {
                faults.push(format!("{name}: other findings"));
            }
            if formatting(&after, &style) != Some(Vec::new()) {
                faults.push(format!("{name}: not the same when formatted again"));
            }
            let len = text.len() as u32;
            let all = range_formatting(&doc, Span::new(0, len), &style);
            if all.as_ref() != Some(&edits) {
                faults.push(format!("{name}: the range of all is not all"));
            }
            let letters = |it: &str| it.split_whitespace().collect::<String>();
            for part in 1..8 {
                let range = Span::new(len / 8 * (part - 1), len / 8 * part);
                let some = edit::apply(&text, &range_formatting(&doc, range, &style).unwrap_or_default());
                let some = Document::new(some, json, None);
                if letters(some.text()) != letters(&text) || findings(&some) != findings(&doc) {
                    faults.push(format!("{name}: part {part} says something else"));
                }
            }
            faults
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
