//! New items of a list beside others, or in the place of one.

use aib_ls::syntax::patch;
use aib_ls::syntax::tree::Node;
use expect_test::expect;

use crate::syntax::patch::{FLAT, INDENTED, check};

#[test]
fn an_item_beside_another_is_written_as_its_neighbour() {
    let before = |it: Node<'_>| patch::add_item_before(it, "{\n  \"n\": [\"new\"]\n}");
    let after = |it: Node<'_>| patch::add_item_after(it, "{\n  \"n\": [\"new\"]\n}");
    let blocks = "[\n    {\n        \"a\": 1\n    }, // one\n    { \"b\": 2 }\n]\n";
    check(
        blocks,
        "/0",
        before,
        expect![[r#"
        [
            {
                "n": ["new"]
            },
            {
                "a": 1
            }, // one
            { "b": 2 }
        ]
    "#]],
    );
    check(
        blocks,
        "/0",
        after,
        expect![[r#"
        [
            {
                "a": 1
            },
            {
                "n": ["new"]
            }, // one
            { "b": 2 }
        ]
    "#]],
    );
    check(
        blocks,
        "/1",
        before,
        expect![[r#"
        [
            {
                "a": 1
            }, // one
            { "n": ["new"] },
            { "b": 2 }
        ]
    "#]],
    );
    check(
        blocks,
        "/1",
        after,
        expect![[r#"
        [
            {
                "a": 1
            }, // one
            { "b": 2 },
            { "n": ["new"] }
        ]
    "#]],
    );
    check(
        "[1, 2]",
        "/0",
        |it| patch::add_item_before(it, "0"),
        expect!["[0, 1, 2]"],
    );
    check(
        "[1, 2]",
        "/1",
        |it| patch::add_item_after(it, "3"),
        expect!["[1, 2, 3]"],
    );
}

#[test]
fn an_item_is_replaced_by_several() {
    let two = |it: Node<'_>| patch::replace_item(it, &["1".to_owned(), "[\n  2\n]".to_owned()]);
    check(
        INDENTED,
        "/b/0",
        two,
        expect![[r#"
        {
            "a": 1, // one
            // about b
            "b": [
                1,
                [
                    2
                ],
                "y"
            ],
            "c": {}
        }
    "#]],
    );
    check(
        FLAT,
        "/b/1",
        two,
        expect![[r#"{ "a": 1, "b": ["x", 1, [ 2 ]], "c": {} }"#]],
    );
    let members = |it: Node<'_>| patch::replace_member(it, [("d", "1".to_owned()), ("e", "2".to_owned())]);
    check(
        INDENTED,
        "/b",
        members,
        expect![[r#"
        {
            "a": 1, // one
            // about b
            "d": 1,
            "e": 2,
            "c": {}
        }
    "#]],
    );
    check(
        FLAT,
        "/c",
        members,
        expect![[r#"{ "a": 1, "b": ["x", "y"], "d": 1, "e": 2 }"#]],
    );
}
