//! New items of a list beside others.

use aib_ls::syntax::patch;
use aib_ls::syntax::tree::Node;
use expect_test::expect;

use crate::syntax::patch::check;

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
