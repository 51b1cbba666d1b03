//! A document that the author is in the middle of typing keeps its shape: whatever stands below the cursor stays
//! where it is, at every single character.

use aib_ls::syntax::parse;
use aib_ls::syntax::tree::{Node, Tree};
use aib_ls::text::span::Span;
use expect_test::{Expect, expect};

use crate::syntax::read;

const TEMPLATE: &str = r#"{
  "type": "Microsoft.VirtualMachineImages/imageTemplates",
  "location": "westeurope",
  "identity": {
    "type": "UserAssigned",
    "userAssignedIdentities": {
      "/subscriptions/1/builder": {}
    }
  },
  "properties": {
    "buildTimeoutInMinutes": 90,
    "source": {
      "type": "PlatformImage",
      "offer": "say \"hi\", {[}"
    },
    "customize": [
      {
        "type": "Shell",
        "inline": [
          "apt-get update",
          "if true; then {",
          "} fi",
          "}",
          "] || :",
          "apt-get -y upgrade"
        ]
      },
      { "type": "File", "sourceUri": "https://example.com/a", "destination": "/tmp/a" },
      {
        "type": "Shell",
        "name": "last"
      }
    ],
    "vmProfile": {
      "vnetConfig": { "subnetId": "here" }
    },
    "distribute": [
      {
        "type": "SharedImage",
        "targetRegions": [
          {
            "name": "westeurope"
          }
        ]
      }
    ]
  },
  "tags": {
    "owner": "me",
    "stage": "test"
  }
}
"#;

/// The way to a value, places in lists left out: what is typed above an item moves it on by one.
fn way(node: Node<'_>) -> String {
    let steps: Vec<_> = node.ancestors().collect();
    let steps = steps.iter().rev().skip(1);
    steps
        .map(|it| it.key().map_or("/-".to_owned(), |key| format!("/{key}")))
        .collect()
}

/// Every value whose text begins behind a place: its way and what is written there.
fn below(tree: &Tree, at: usize) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut waiting: Vec<_> = tree.root().into_iter().collect();
    while let Some(node) = waiting.pop() {
        if node.entry_span().start as usize >= at {
            found.push((way(node), node.source().to_owned()));
        }
        waiting.extend(node.children());
    }
    found.sort();
    found
}

/// Every member and item, with the comma behind it.
fn parts(tree: &Tree) -> Vec<Span> {
    let mut found = Vec::new();
    let mut waiting: Vec<_> = tree.root().into_iter().collect();
    while let Some(node) = waiting.pop() {
        let mut whole = node.entry_span();
        if tree.text()[whole.end as usize..].starts_with(',') {
            whole.end += 1;
        }
        found.push(whole);
        waiting.extend(node.children());
    }
    found
}

/// Types each part of a text anew with the rest of it in place.
fn type_each_part(text: &str) {
    let whole = parse(text.to_owned());
    assert_eq!(whole.errors(), []);
    let mut wrong = Vec::new();
    for part in parts(&whole) {
        let (before, typed, after) = (&text[..part.start as usize], part.of(text), &text[part.end as usize..]);
        let expected = below(&whole, part.end as usize);
        for (n, _) in typed.char_indices() {
            let now = format!("{before}{}{after}", &typed[..n]);
            let found = below(&parse(now), part.start as usize + n);
            let missing = expected.iter().find(|it| !found.contains(it));
            if let Some((way, _)) = missing {
                wrong.push(format!("{way} is lost at {:?}", &typed[..n]));
                break;
            }
        }
    }
    assert!(wrong.is_empty(), "{} parts:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn text_below_the_cursor_keeps_its_structure() {
    type_each_part(TEMPLATE);
}

#[test]
fn tabs_and_other_line_endings_make_no_difference() {
    type_each_part(&TEMPLATE.replace("  ", "\t").replace('\n', "\r\n"));
}

/// Tree and mistakes with what is being typed between two lines that stand already.
fn check(typed: &str, expected: Expect) {
    let text = format!("{{\n  \"a\": {{\n    \"b\": 1,\n{typed}\n    \"c\": 2\n  }},\n  \"d\": 3\n}}");
    expected.assert_eq(&read(&text));
}

#[test]
fn a_bracket_just_opened() {
    check(
        "    \"x\": {",
        expect![[r#"
            {a: {b: 1, x: {…, c: 2}, d: 3}
                "x": {
                     ^+ Unclosed
        "#]],
    );
    check(
        "    \"x\": [",
        expect![[r#"
            {a: {b: 1, x: […, c: 2}, d: 3}
                "x": [
                     ^+ Unclosed
        "#]],
    );
    check(
        "    \"x\": [\n      {\n        \"y\": [",
        expect![[r#"
            {a: {b: 1, x: [{y: [………, c: 2}, d: 3}
                "x": [
                     ^ + below Unclosed
                  {
                  ^ + below Unclosed
                    "y": [
                         ^+ Unclosed
        "#]],
    );
}

#[test]
fn a_string_just_opened() {
    check(
        "    \"",
        expect![[r#"
        {a: {b: 1, : ?, c: 2}, d: 3}
            "
            ^+ UnclosedString
    "#]],
    );
    check(
        "    \"x\": \"",
        expect![[r#"
        {a: {b: 1, x: ", c: 2}, d: 3}
            "x": "
                 ^+ UnclosedString
    "#]],
    );
    check(
        "    \"x\": [\"y, {",
        expect![[r#"
            {a: {b: 1, x: ["y, {…, c: 2}, d: 3}
                "x": ["y, {
                     ^     + Unclosed
                "x": ["y, {
                      ^^^^^+ UnclosedString
        "#]],
    );
}

#[test]
fn a_key_just_begun() {
    check(
        "    \"x\"",
        expect![[r#"
        {a: {b: 1, x: ?, c: 2}, d: 3}
            "x"
            ^^^+ ExpectedColon
    "#]],
    );
    check(
        "    \"x\":",
        expect![[r#"
        {a: {b: 1, x: ?, c: 2}, d: 3}
            "x":
            ^^^^+ ExpectedValue
    "#]],
    );
    check(
        "    \"x\": 1",
        expect![[r#"
        {a: {b: 1, x: 1, c: 2}, d: 3}
            "x": 1
                 ^+ ExpectedComma
    "#]],
    );
    check(
        "    x",
        expect![[r#"
        {a: {b: 1, x: ?, c: 2}, d: 3}
            x
            ^ Quotes
    "#]],
    );
}
