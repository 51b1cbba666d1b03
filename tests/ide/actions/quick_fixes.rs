//! Quick fixes under the cursor, and all of them at once.

use aib_ls::document::{Document, Language};
use aib_ls::ide::actions::{Action, quick_fixes};
use aib_ls::rules::engine::memo::Memo;
use aib_ls::rules::{self, fixes};
use aib_ls::settings::Settings;
use aib_ls::text::edit;
use aib_ls::text::span::Span;
use expect_test::{Expect, expect};

use crate::ide::Scene;

/// Each fix that is offered at the cursor, or for what two cursors select: its title, `*` where it is the one to take, the
/// rule, and the fragment after it.
fn check(frame: &str, fragment: &str, expected: Expect) {
    let scene = Scene::new(frame, fragment);
    let findings = rules::check(&scene.doc, &Settings::default());
    let span = Span::new(scene.cursors.0, scene.cursors.1);
    let line = |it: &Action| {
        let after = edit::apply(scene.doc.text(), &it.edits);
        let star = if it.preferred { "* " } else { "" };
        format!(
            "{star}{} ({})\n{}\n",
            it.title.en,
            it.finding.unwrap().rule,
            scene.fragment(&after)
        )
    };
    let shown: String = quick_fixes::quick_fixes(&findings, span).iter().map(line).collect();
    expected.assert_eq(if shown.is_empty() { "nothing" } else { &shown });
}

/// The document after all that may be applied unseen, again and again until nothing is left of it.
fn check_all(text: &str, expected: Expect) {
    let mut doc = Document::new(text.to_owned(), Language::Jsonc, None);
    let mut shown = String::new();
    for _ in 0..9 {
        let edits = fixes::Round::of(&rules::check(&doc, &Settings::default())).edits;
        assert!(
            edits.windows(2).all(|it| it[0].span.end <= it[1].span.start),
            "{edits:?}"
        );
        if edits.is_empty() {
            return expected.assert_eq(&shown);
        }
        doc = Document::new(edit::apply(doc.text(), &edits), Language::Jsonc, None);
        shown += &format!("{}\n", doc.text());
    }
    panic!("there is always something left to fix in {}", doc.text());
}

#[test]
fn the_fixes_of_what_is_under_the_cursor() {
    check(
        "in=properties",
        r#""buildTimeoutInMinutes": 10$000"#,
        expect![[r#"
            Set `buildTimeoutInMinutes` to 960 (timeout/out-of-range)
            "buildTimeoutInMinutes": 960
        "#]],
    );
    check(
        "in=customize",
        r#"{ "type": "shel$0l", "inline": ["a"] }"#,
        expect![[r#"
            * Replace with `Shell` (schema/discriminator-case)
            { "type": "Shell", "inline": ["a"] }
        "#]],
    );
    check(
        "in=customize",
        r#"{ "type": "Shell", "Inline$0": ["a"] }"#,
        expect![[r#"
            * Rename to `inline` (schema/field-case)
            { "type": "Shell", "inline": ["a"] }
        "#]],
    );
    check(
        "in=customize",
        r#"{ "type": "Shell", "inline": ["a"],$0 }"#,
        expect![[r#"
        * Remove the comma (syntax/trailing-comma)
        { "type": "Shell", "inline": ["a"] }
    "#]],
    );
}

#[test]
fn offers_nothing_away_from_findings() {
    check(
        "in=properties",
        r#""buildTimeoutInMinutes": 1000, "vmPro$0file": {}"#,
        expect!["nothing"],
    );
}

#[test]
fn a_selection_is_offered_the_fixes_of_all_in_it() {
    check(
        "in=customize",
        r#"{ "type": "Shell", $0"Name": "x", "Inline": ["a"]$0 }"#,
        expect![[r#"
            * Rename to `name` (schema/field-case)
            { "type": "Shell", "name": "x", "Inline": ["a"] }
            * Rename to `inline` (schema/field-case)
            { "type": "Shell", "Name": "x", "inline": ["a"] }
        "#]],
    );
}

#[test]
fn fix_all_repeats_until_no_safe_fix_is_left() {
    check_all(
        r#"{
  "Type": "Microsoft.VirtualMachineImages/imageTemplates",
  "type": "microsoft.virtualmachineimages",
  "properties": {
    "source": { "type": "platformImage", "Publisher": "Canonical", },
    "customize": [ { "type": "shell", "inline": "a" } { "TYPE": "File" } ],
    "distribute": [],
    "provisioningState": "Succeeded"
  }
}"#,
        expect![[r#"
            {
              "Type": "Microsoft.VirtualMachineImages/imageTemplates",
              "type": "microsoft.virtualmachineimages",
              "properties": {
                "source": { "type": "platformImage", "Publisher": "Canonical" },
                "customize": [ { "type": "shell", "inline": "a" }, { "TYPE": "File" } ],
                "distribute": [],
                "provisioningState": "Succeeded"
              }
            }
            {
              "Type": "Microsoft.VirtualMachineImages/imageTemplates",
              "type": "Microsoft.VirtualMachineImages/imageTemplates",
              "properties": {
                "source": { "type": "PlatformImage", "publisher": "Canonical" },
                "customize": [ { "type": "Shell", "inline": "a" }, { "type": "File" } ],
                "distribute": []
              }
            }
            {
              "Type": "Microsoft.VirtualMachineImages/imageTemplates",
              "type": "Microsoft.VirtualMachineImages/imageTemplates",
              "properties": {
                "source": { "type": "PlatformImage", "publisher": "Canonical" },
                "customize": [ { "type": "Shell", "inline": ["a"] }, { "type": "File" } ],
                "distribute": []
              }
            }
        "#]],
    );
}

#[test]
fn a_document_without_findings_is_left_alone() {
    check_all("{ \"name\": \"package\", }", expect![""]);
}

#[test]
fn the_edits_of_all_rounds_are_made_in_one_step() {
    let text = r#"{
  "type": "Microsoft.VirtualMachineImages/imageTemplates",
  "apiVersion": "2024-02-01",
  "properties": {
    "source": { "type": "platformImage", "Publisher": "Canonical", },
    "customize": [ { "type": "shell", "Inline": "a" } ],
    "distribute": []
  }
}"#;
    let doc = Document::new(text.to_owned(), Language::Jsonc, None);
    let settings = Settings::default();
    let findings = rules::check(&doc, &settings);
    let fixed = fixes::fix_all(&doc, fixes::Round::of(&findings), &mut Memo::default(), &settings).unwrap();
    assert!(
        fixes::Round::of(&findings).edits.len() < fixed.edits.len(),
        "there is more than one round"
    );
    assert_eq!(edit::apply(text, &fixed.edits), fixed.document.text());
    let left = rules::check(&fixed.document, &settings);
    assert!(fixes::safe_fixes(&left).is_empty());
    assert_eq!(fixed.counts.get("schema/inline-not-array"), Some(&1));
    // The editor makes the same edits as the command line.
    assert_eq!(fixes::edits(&doc, None, &findings, &settings), fixed.edits);
}
