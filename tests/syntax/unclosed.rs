//! Strings without an end on their line: where they end, and what stands behind them.

use expect_test::{Expect, expect};

use crate::syntax::read;

fn check(text: &str, expected: Expect) {
    expected.assert_eq(&read(text));
}

#[test]
fn a_string_ends_with_its_line() {
    check(
        "{\n  \"a\": \"one,\n  \"b\": 2,\n  \"c\": 3\n}",
        expect![[r#"
            {a: "one, b: 2, c: 3}
              "a": "one,
                   ^^^^+ UnclosedString
        "#]],
    );
    check(
        "{\n  \"a,\n  \"b\": 2\n}",
        expect![[r#"
            {a: ?, b: 2}
              "a,
              ^^+ UnclosedString
        "#]],
    );
    check(
        "[\"one,\r\n\"two\"]",
        expect![[r#"
            ["one, "two"]
            ["one,
             ^^^^+ UnclosedString
        "#]],
    );
    check(
        "\"one\\",
        expect![[r#"
            "one\
            "one\
            ^^^^^+ UnclosedString
        "#]],
    );
    check(
        "[\"one\\\n]",
        expect![[r#"
            ["one\]
            ["one\
             ^^^^^+ UnclosedString
        "#]],
    );
}

#[test]
fn a_string_over_several_lines_is_one_where_it_is_closed() {
    check(
        "{ \"a\": \"one\n  two\", \"b\": 2 }",
        expect![[r#"
        {a: "one
          two", b: 2}
        { "a": "one
               ^^^^^^^^^^^ SeveralLines
    "#]],
    );
    check(
        "{\n  \"a\": \"one\n  \"\n}",
        expect![[r#"
        {a: "one
          "}
          "a": "one
               ^^^^^^^^ SeveralLines
    "#]],
    );
    // Here the next quote opens another one.
    check(
        "[\n  \"if {\n  \"}\",\n  \"x\"\n]",
        expect![[r#"
        ["if {, "}", "x"]
          "if {
          ^^^^^+ UnclosedString
    "#]],
    );
    check(
        "[\n  \"one\n  \"\", \"x\"\n]",
        expect![[r#"
        ["one, "", "x"]
          "one
          ^^^^+ UnclosedString
    "#]],
    );
    check(
        "{\n  \"a\": \"\n}",
        expect![[r#"
        {a: "}
          "a": "
               ^+ UnclosedString
    "#]],
    );
}

#[test]
fn a_quote_is_missing_where_a_line_has_an_odd_one() {
    check(
        r#"{ "a": "one, "b": "two", "c": [3] }"#,
        expect![[r#"
        {a: "one, b: "two", c: [3]}
        { "a": "one, "b": "two", "c": [3] }
               ^^^^+ UnclosedString
    "#]],
    );
    check(
        r#"{ "a "b": "two", "c": [3] }"#,
        expect![[r#"
        {a: ?, b: "two", c: [3]}
        { "a "b": "two", "c": [3] }
          ^^+ UnclosedString
    "#]],
    );
    check(
        r#"{ "a": ["one, "two"], "b": 3 }"#,
        expect![[r#"
        {a: ["one, "two"], b: 3}
        { "a": ["one, "two"], "b": 3 }
                ^^^^+ UnclosedString
    "#]],
    );
    // An even number: quotes inside quotes.
    check(
        r#"{ "a": ["echo "hello""], "b": 3 }"#,
        expect![[r#"
            {a: ["echo "hello""], b: 3}
            { "a": ["echo "hello""], "b": 3 }
                          ^^^^^^^ UnescapedQuote
        "#]],
    );
}
