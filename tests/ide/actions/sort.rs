//! Members in documented order.

use std::collections::BTreeMap;

use aib_ls::document::{Document, Language};
use aib_ls::ide::actions::sort;
use aib_ls::rules;
use aib_ls::schema::{order, slice};
use aib_ls::settings::Settings;
use aib_ls::syntax::tree::{Kind, Node};
use aib_ls::text::edit;
use expect_test::{Expect, expect};
use rayon::prelude::*;

use crate::ide::Scene;
use crate::support::samples;

/// Each title, and the fragment after it.
fn check(frame: &str, fragment: &str, expected: Expect) {
    let scene = Scene::new(frame, fragment);
    let mut shown = String::new();
    for it in sort::sortings(&scene.doc, scene.cursors.0) {
        let after = edit::apply(scene.doc.text(), &it.edits);
        assert_same(&scene.doc, &scene.doc.with_text(after.clone()));
        shown += &format!("{}\n{}\n", it.title.en, scene.fragment(&after));
    }
    expected.assert_eq(if shown.is_empty() { "nothing" } else { &shown });
}

/// What a value says, whatever the order of its members.
fn meaning(node: Node<'_>) -> String {
    match node.kind() {
        Kind::Object => {
            let members: BTreeMap<String, String> = node
                .children()
                .map(|it| (it.key().unwrap().into_owned(), meaning(it)))
                .collect();
            format!("{members:?}")
        }
        Kind::Array => format!("{:?}", node.children().map(meaning).collect::<Vec<_>>()),
        _ => node.source().to_owned(),
    }
}

/// Nothing else has changed: not a value, not a comment, and no finding is new.
#[track_caller]
fn assert_same(before: &Document, after: &Document) {
    assert_eq!(after.tree().errors(), [], "{}", after.text());
    assert_eq!(
        meaning(before.tree().root().unwrap()),
        meaning(after.tree().root().unwrap())
    );
    let comments = |doc: &Document| {
        let spans = doc.tree().comments().iter();
        let mut comments: Vec<String> = spans.map(|it| it.of(doc.text()).to_owned()).collect();
        comments.sort();
        comments
    };
    assert_eq!(comments(before), comments(after));
    assert_eq!(before.text().len(), after.text().len());
    let findings = |doc: &Document| {
        let found = rules::check(doc, &Settings::default()).into_iter();
        let mut found: Vec<_> = found.map(|it| (it.rule.id, it.level)).collect();
        found.sort();
        found
    };
    assert_eq!(findings(before), findings(after), "{}", after.text());
}

#[test]
fn the_members_of_the_object_at_the_cursor_are_sorted() {
    check(
        "in=source",
        r#""source": { "sku": "server", "version": "latest",$0 "type": "PlatformImage", "offer": "ubuntu-24_04-lts", "publisher": "Canonical" }"#,
        expect![[r#"
            Sort members into documented order
            "source": { "type": "PlatformImage", "publisher": "Canonical", "offer": "ubuntu-24_04-lts", "sku": "server", "version": "latest" }
        "#]],
    );
    check(
        "in=customize",
        "{\n  \"inline\": [\n    \"echo a\"\n  ],\n\n  \"name\": \"a\",\n  \"type\": \"Shell\"$0\n}",
        expect![[r#"
            Sort members into documented order
            {
              "type": "Shell",

              "name": "a",
              "inline": [
                "echo a"
              ]
            }
        "#]],
    );
}

#[test]
fn comments_go_with_their_member() {
    check(
        "in=customize",
        r#"{ // A step.
  // Its commands.
  "inline": ["echo a"], // one
  /* Its name. */
  "name": "a" // short
  ,
  "type": "Shell" // last$0
  // The end.
}"#,
        expect![[r#"
            Sort members into documented order
            { // A step.
              "type": "Shell", // last
              /* Its name. */
              "name": "a" // short
              ,
              // Its commands.
              "inline": ["echo a"] // one
              // The end.
            }
        "#]],
    );
    check(
        "in=customize",
        "{ \"inline\": [\"echo a\"], \"name\": \"a\", \"type\": \"Shell\" // last$0\n}",
        expect!["nothing"],
    );
}

#[test]
fn the_whole_template_is_sorted_but_not_its_steps() {
    check(
        "",
        r#"{
  "properties": {$0
    "distribute": [{ "runOutputName": "disk", "type": "VHD" }],
    "customize": [
      { "name": "b", "type": "Shell", "inline": ["echo b"] },
      { "type": "Shell", "inline": ["echo a"], "name": "a" }
    ],
    "source": { "type": "PlatformImage", "publisher": "Canonical", "offer": "ubuntu-24_04-lts", "sku": "server", "version": "latest" }
  },
  "tags": { "z": "1", "a": "2" },
  "location": "westeurope",
  "type": "Microsoft.VirtualMachineImages/imageTemplates"
}"#,
        expect![[r#"
            Sort members into documented order
            {
              "properties": {
                "source": { "type": "PlatformImage", "publisher": "Canonical", "offer": "ubuntu-24_04-lts", "sku": "server", "version": "latest" },
                "customize": [
                  { "name": "b", "type": "Shell", "inline": ["echo b"] },
                  { "type": "Shell", "inline": ["echo a"], "name": "a" }
                ],
                "distribute": [{ "runOutputName": "disk", "type": "VHD" }]
              },
              "tags": { "z": "1", "a": "2" },
              "location": "westeurope",
              "type": "Microsoft.VirtualMachineImages/imageTemplates"
            }
            Sort all members of the template into documented order
            {
              "type": "Microsoft.VirtualMachineImages/imageTemplates",
              "location": "westeurope",
              "tags": { "z": "1", "a": "2" },
              "properties": {
                "source": { "type": "PlatformImage", "publisher": "Canonical", "offer": "ubuntu-24_04-lts", "sku": "server", "version": "latest" },
                "customize": [
                  { "type": "Shell", "name": "b", "inline": ["echo b"] },
                  { "type": "Shell", "name": "a", "inline": ["echo a"] }
                ],
                "distribute": [{ "type": "VHD", "runOutputName": "disk" }]
              }
            }
        "#]],
    );
}

#[test]
fn nothing_is_offered_where_members_are_sorted_repeated_or_broken() {
    check(
        "in=source",
        r#""source": { "type": "ManagedImage",$0 "imageId": "a" }"#,
        expect!["nothing"],
    );
    check(
        "in=source",
        r#""source": { "imageId": "a", "type": "ManagedImage",$0 "imageId": "b" }"#,
        expect!["nothing"],
    );
    check(
        "in=source",
        r#""source": { "imageId": "a" "type":$0 "ManagedImage" }"#,
        expect!["nothing"],
    );
}

#[test]
fn templates_that_people_wrote_mean_the_same_afterwards() {
    let sorted = samples::templates().into_par_iter().map(|(name, text)| {
        let mut doc = Document::new(text, Language::Jsonc, None);
        let roots: Vec<u32> = doc.templates().map(|it| it.root.span().start + 1).collect();
        if roots.is_empty() || !doc.tree().errors().is_empty() {
            return 0;
        }
        let mut count = 0;
        // Sorting moves no template, since triggers stand in theirs.
        for at in roots {
            while let Some(last) = sort::sortings(&doc, at).pop() {
                let after = doc.with_text(edit::apply(doc.text(), &last.edits));
                assert_same(&doc, &after);
                doc = after;
                count += 1;
                assert!(count < 100, "{name} is never sorted");
            }
        }
        count
    });
    let sorted: usize = sorted.sum();
    assert!(sorted >= samples::at_least(3, 100), "{sorted}");
}

#[test]
fn the_order_contains_every_property_that_people_write() {
    // What the service alone writes.
    let read_only = ["ImageTemplateLastRunStatus", "ProvisioningError", "SystemData"];
    let slices = slice::versions().iter().map(|it| slice::slice(Some(it)));
    let mut missing: Vec<String> = Vec::new();
    for slice in slices {
        for (kind, _) in slice.types().filter(|it| !read_only.contains(&it.0)) {
            let written = slice.properties(kind).iter().filter(|it| !it.read_only);
            let unknown = written.filter(|it| order::rank(it.name) == order::rank("no property"));
            missing.extend(unknown.map(|it| format!("{kind}.{}", it.name)));
        }
    }
    missing.sort();
    missing.dedup();
    assert_eq!(missing, Vec::<String>::new());
}
