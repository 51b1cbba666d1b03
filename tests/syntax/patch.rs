//! Edits of a text: what they do to it, and that they do to any text what they do to its value.

mod items;
mod removal;

use aib_ls::syntax::tree::Node;
use aib_ls::syntax::{parse, patch};
use aib_ls::text::edit::{self, Edit};
use expect_test::{Expect, expect};

/// Applies an edit to the value at a pointer and shows the text.
fn check(text: &str, pointer: &str, change: impl Fn(Node<'_>) -> Edit, expected: Expect) {
    let tree = parse(text.to_owned());
    let edit = change(at(tree.root().unwrap(), pointer));
    let after = edit::apply(text, &[edit]);
    assert_eq!(parse(after.clone()).errors().len(), tree.errors().len(), "{after}");
    // What cannot be seen, where it matters: carriage returns and blanks on a line of their own.
    let blank = |line: &str| line.trim().is_empty().then(|| line.replace(' ', "·"));
    let shown: Vec<_> = after.split('\n').map(|it| blank(it).unwrap_or(it.to_owned())).collect();
    expected.assert_eq(&shown.join("\n").replace('\r', "␍"));
}

fn at<'d>(root: Node<'d>, pointer: &str) -> Node<'d> {
    let mut waiting = vec![root];
    while let Some(node) = waiting.pop() {
        if node.pointer() == pointer {
            return node;
        }
        waiting.extend(node.children());
    }
    panic!("nothing at {pointer}")
}

fn add(name: &'static str, json: &'static str) -> impl Fn(Node<'_>) -> Edit {
    move |it| patch::add_member(it, name, json)
}

const INDENTED: &str =
    "{\n    \"a\": 1, // one\n    // about b\n    \"b\": [\n        \"x\",\n        \"y\"\n    ],\n    \"c\": {}\n}\n";
const FLAT: &str = r#"{ "a": 1, "b": ["x", "y"], "c": {} }"#;

#[test]
fn a_member_leaves_with_its_line_and_one_comma() {
    check(
        INDENTED,
        "/a",
        patch::remove,
        expect![[r#"
        {
            // one
            // about b
            "b": [
                "x",
                "y"
            ],
            "c": {}
        }
    "#]],
    );
    check(
        INDENTED,
        "/b",
        patch::remove,
        expect![[r#"
        {
            "a": 1, // one
            // about b
            "c": {}
        }
    "#]],
    );
    check(
        INDENTED,
        "/c",
        patch::remove,
        expect![[r#"
        {
            "a": 1, // one
            // about b
            "b": [
                "x",
                "y"
            ]
        }
    "#]],
    );
    check(
        INDENTED,
        "/b/0",
        patch::remove,
        expect![[r#"
        {
            "a": 1, // one
            // about b
            "b": [
                "y"
            ],
            "c": {}
        }
    "#]],
    );
    check(
        INDENTED,
        "/b/1",
        patch::remove,
        expect![[r#"
        {
            "a": 1, // one
            // about b
            "b": [
                "x"
            ],
            "c": {}
        }
    "#]],
    );
    check(
        &INDENTED.replace('\n', "\r\n"),
        "/b/0",
        |it| patch::remove(it.parent().unwrap()),
        expect![[r#"
            {␍
                "a": 1, // one␍
                // about b␍
                "c": {}␍
            }␍
        "#]],
    );
    check(FLAT, "/a", patch::remove, expect![[r#"{ "b": ["x", "y"], "c": {} }"#]]);
    check(
        FLAT,
        "/b/1",
        patch::remove,
        expect![[r#"{ "a": 1, "b": ["x"], "c": {} }"#]],
    );
    check(FLAT, "/c", patch::remove, expect![[r#"{ "a": 1, "b": ["x", "y"] }"#]]);
    check("{\"a\": 1}", "/a", patch::remove, expect!["{}"]);
    check("{\n  \"a\": 1\n}", "/a", patch::remove, expect!["{}"]);
}

#[test]
fn comments_stay_and_commas_inside_them_count_for_nothing() {
    check(
        "{\n  \"a\": 1, // one, two\n  \"b\": 2\n}",
        "/b",
        patch::remove,
        expect![[r#"
            {
              "a": 1 // one, two
            }"#]],
    );
    check(
        "{\n  \"a\": 1 // one, two\n  , \"b\": 2\n}",
        "/b",
        patch::remove,
        expect![[r#"
            {
              "a": 1 // one, two
            ··
            }"#]],
    );
    check(
        "{\n  \"a\": 1 /* here, */, \"b\": 2\n}",
        "/a",
        patch::remove,
        expect![[r#"
        {
          "b": 2
        }"#]],
    );
    check(
        "{\n  \"a\": 1, \"b\": 2 // last\n}",
        "",
        add("c", "3"),
        expect![[r#"
        {
          "a": 1, "b": 2, "c": 3 // last
        }"#]],
    );
}

#[test]
fn a_member_comes_behind_the_last() {
    check(
        INDENTED,
        "",
        add("d", "{\n  \"e\": [\n    1\n  ]\n}"),
        expect![[r#"
        {
            "a": 1, // one
            // about b
            "b": [
                "x",
                "y"
            ],
            "c": {},
            "d": {
                "e": [
                    1
                ]
            }
        }
    "#]],
    );
    check(
        FLAT,
        "",
        add("d", "{\n  \"e\": [\n    1\n  ]\n}"),
        expect![[r#"{ "a": 1, "b": ["x", "y"], "c": {}, "d": { "e": [ 1 ] } }"#]],
    );
    check(
        INDENTED,
        "/c",
        add("d", "[\n  1\n]"),
        expect![[r#"
        {
            "a": 1, // one
            // about b
            "b": [
                "x",
                "y"
            ],
            "c": {
                "d": [
                    1
                ]
            }
        }
    "#]],
    );
    check(
        FLAT,
        "/c",
        add("d", "1"),
        expect![[r#"{ "a": 1, "b": ["x", "y"], "c": { "d": 1 } }"#]],
    );
    check(
        "{}",
        "",
        add("d\"", "1"),
        expect![[r#"
        {
          "d\"": 1
        }"#]],
    );
    check(
        "{\r\n\t\"a\": {\r\n\t}\r\n}",
        "/a",
        add("d", "1"),
        expect![[r#"
            {␍
            	"a": {␍
            		"d": 1␍
            	}␍
            }"#]],
    );
    check(
        "{\r\n\t\"a\": {\r\n\t\t\"b\": 1\r\n\t}\r\n}",
        "/a",
        add("d", "{\n  \"e\": 1\n}"),
        expect![[r#"
            {␍
            	"a": {␍
            		"b": 1,␍
            		"d": {␍
            			"e": 1␍
            		}␍
            	}␍
            }"#]],
    );
    check(
        "{ /* nothing yet */ }",
        "",
        add("d", "1"),
        expect![[r#"
        {
          "d": 1 /* nothing yet */ }"#]],
    );
    check(
        "{ // nothing yet\n}",
        "",
        add("d", "1"),
        expect![[r#"
        {
          "d": 1 // nothing yet
        }"#]],
    );
    check(
        "{\n  \"a\": 1,\n}",
        "",
        add("d", "1"),
        expect![[r#"
        {
          "a": 1,
          "d": 1,
        }"#]],
    );
    check(
        INDENTED,
        "/b",
        |it| patch::add_item(it, "\"z\""),
        expect![[r#"
        {
            "a": 1, // one
            // about b
            "b": [
                "x",
                "y",
                "z"
            ],
            "c": {}
        }
    "#]],
    );
    check(
        FLAT,
        "/b",
        |it| patch::add_item(it, "\"z\""),
        expect![[r#"{ "a": 1, "b": ["x", "y", "z"], "c": {} }"#]],
    );
}

#[test]
fn values_and_keys_change_in_place() {
    check(
        INDENTED,
        "/b",
        |it| patch::replace_value(it, "null"),
        expect![[r#"
        {
            "a": 1, // one
            // about b
            "b": null,
            "c": {}
        }
    "#]],
    );
    check(
        INDENTED,
        "/c",
        |it| patch::rename_key(it, "d").unwrap(),
        expect![[r#"
        {
            "a": 1, // one
            // about b
            "b": [
                "x",
                "y"
            ],
            "d": {}
        }
    "#]],
    );
    let list = parse("[1]".to_owned());
    assert_eq!(
        patch::rename_key(list.root().unwrap().children().next().unwrap(), "d"),
        None
    );
}
