//! Several members out of one object at once.

use aib_ls::syntax::{parse, patch};
use aib_ls::text::edit;
use expect_test::{Expect, expect};

/// Takes the members of these names out of the outermost object.
fn check(text: &str, names: &[&str], expected: Expect) {
    let tree = parse(text.to_owned());
    let root = tree.root().unwrap();
    let nodes: Vec<_> = names.iter().map(|it| root.get(it).unwrap()).collect();
    let after = edit::apply(text, &patch::remove_all(root, &nodes));
    assert_eq!(parse(after.clone()).errors(), [], "{after}");
    // Blanks on a line of their own, which cannot be seen.
    let blank = |line: &str| line.trim().is_empty().then(|| line.replace(' ', "·"));
    let shown: Vec<_> = after.split('\n').map(|it| blank(it).unwrap_or(it.to_owned())).collect();
    expected.assert_eq(&shown.join("\n"));
}

const LINES: &str = "{\n  \"a\": 1, // one\n  \"b\": 2,\n  // about c\n  \"c\": 3, // three\n  \"d\": 4\n}\n";
const FLAT: &str = r#"{ "a": 1, "b": 2, "c": 3, "d": 4 }"#;

#[test]
fn each_removal_takes_one_comma() {
    check(FLAT, &["a", "b"], expect![[r#"{ "c": 3, "d": 4 }"#]]);
    check(FLAT, &["b", "d"], expect![[r#"{ "a": 1, "c": 3 }"#]]);
    check(FLAT, &["c", "d"], expect![[r#"{ "a": 1, "b": 2 }"#]]);
    check(FLAT, &["d"], expect![[r#"{ "a": 1, "b": 2, "c": 3 }"#]]);
    check(FLAT, &["a", "b", "c", "d"], expect!["{  }"]);
    check(FLAT, &[], expect![[r#"{ "a": 1, "b": 2, "c": 3, "d": 4 }"#]]);
}

#[test]
fn lines_go_and_comments_stay() {
    check(
        LINES,
        &["a", "b"],
        expect![[r#"
        {
          // one
          // about c
          "c": 3, // three
          "d": 4
        }
    "#]],
    );
    check(
        LINES,
        &["b", "d"],
        expect![[r#"
        {
          "a": 1, // one
          // about c
          "c": 3 // three
        }
    "#]],
    );
    check(
        LINES,
        &["c", "d"],
        expect![[r#"
        {
          "a": 1, // one
          "b": 2
          // about c
           // three
        }
    "#]],
    );
    check(
        LINES,
        &["a", "b", "c", "d"],
        expect![[r#"
        {
          // one
          // about c
          // three
        ··
        }
    "#]],
    );
}

#[test]
fn every_choice_of_members_leaves_a_text_that_can_be_read() {
    for text in [
        LINES,
        FLAT,
        "{\"a\":1,\"b\":2,\"c\":3,\"d\":4}",
        "{ \"a\": 1, \"b\": 2, // two\n\"c\": 3\n, \"d\": 4 /* four */ }",
    ] {
        for choice in 0..16_usize {
            let tree = parse(text.to_owned());
            let root = tree.root().unwrap();
            let is_chosen = |n: usize| choice & (1 << n) != 0;
            let nodes: Vec<_> = root
                .children()
                .enumerate()
                .filter(|it| is_chosen(it.0))
                .map(|it| it.1)
                .collect();
            let after = parse(edit::apply(text, &patch::remove_all(root, &nodes)));
            assert_eq!(after.errors(), [], "{choice} of {text}: {}", after.text());
            assert_eq!(
                after.comments().len(),
                tree.comments().len(),
                "{choice} of {text}: {}",
                after.text()
            );
            let kept: Vec<_> = after
                .root()
                .unwrap()
                .children()
                .map(|it| it.key().unwrap().into_owned())
                .collect();
            let wanted: Vec<_> = ["a", "b", "c", "d"]
                .iter()
                .enumerate()
                .filter(|it| !is_chosen(it.0))
                .map(|it| *it.1)
                .collect();
            assert_eq!(kept, wanted, "{choice} of {text}");
        }
    }
}
