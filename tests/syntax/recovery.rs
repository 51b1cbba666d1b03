//! What is made of a text with mistakes in it: as much as its author would.

use expect_test::{Expect, expect};

use crate::syntax::{read, shape};

fn check(text: &str, expected: Expect) {
    expected.assert_eq(&read(text));
}

#[test]
fn a_bracket_that_closes_an_outer_one_closes_all_inside() {
    check(
        r#"{"a": {"b": [1, 2,}, "c" }"#,
        expect![[r#"
            {a: {b: [1, 2…}, c: ?}
            {"a": {"b": [1, 2,}, "c" }
                        ^     + Unclosed
            {"a": {"b": [1, 2,}, "c" }
                                 ^^^+ ExpectedColon
        "#]],
    );
    check(
        r#"{"a": [{"b": [1}], "c": 2}"#,
        expect![[r#"
            {a: [{b: [1…}], c: 2}
            {"a": [{"b": [1}], "c": 2}
                         ^ + Unclosed
        "#]],
    );
}

#[test]
fn a_comma_may_be_missing() {
    check(
        r#"{"a": 1 "b": 2}"#,
        expect![[r#"
        {a: 1, b: 2}
        {"a": 1 "b": 2}
              ^+ ExpectedComma
    "#]],
    );
    check(
        "[1 2 [] {}\n\"x\"]",
        expect![[r#"
        [1, 2, [], {}, "x"]
        [1 2 [] {}
         ^+ ExpectedComma
        [1 2 [] {}
           ^+ ExpectedComma
        [1 2 [] {}
              ^+ ExpectedComma
        [1 2 [] {}
                 ^+ ExpectedComma
    "#]],
    );
}

#[test]
fn a_value_may_be_missing() {
    check(
        r#"{"type": , "name": "x"}"#,
        expect![[r#"
        {type: ?, name: "x"}
        {"type": , "name": "x"}
         ^^^^^^^+ ExpectedValue
    "#]],
    );
    check(
        r#"{"type": "name": "x"}"#,
        expect![[r#"
        {type: ?, name: "x"}
        {"type": "name": "x"}
         ^^^^^^^+ ExpectedValue
    "#]],
    );
    check(
        "{\n  \"type\":\n  \"name\": \"x\"\n}",
        expect![[r#"
        {type: ?, name: "x"}
          "type":
          ^^^^^^^+ ExpectedValue
    "#]],
    );
    check(
        r#"{"type": }"#,
        expect![[r#"
        {type: ?}
        {"type": }
         ^^^^^^^+ ExpectedValue
    "#]],
    );
    check(
        r#"[1, , 2]"#,
        expect![[r#"
        [1, 2]
        [1, , 2]
            ^ ExpectedValue
    "#]],
    );
    check(
        r#"[,]"#,
        expect![[r#"
        []
        [,]
         ^ ExpectedValue
    "#]],
    );
}

#[test]
fn a_value_may_stand_on_the_next_line() {
    check(
        "{\n\"a\":\n\"b\"\n}",
        expect![[r#"
        {a: "b"}
    "#]],
    );
    check(
        "{\n  \"a\":\n  {\n    \"b\": 1\n  }\n}",
        expect![[r#"
        {a: {b: 1}}
    "#]],
    );
}

#[test]
fn a_colon_may_be_missing() {
    check(
        r#"{"a" 1, "b": 2}"#,
        expect![[r#"
        {a: 1, b: 2}
        {"a" 1, "b": 2}
         ^^^+ ExpectedColon
    "#]],
    );
    check(
        r#"{"a" {"b": 2}, "c"}"#,
        expect![[r#"
        {a: {b: 2}, c: ?}
        {"a" {"b": 2}, "c"}
         ^^^+ ExpectedColon
        {"a" {"b": 2}, "c"}
                       ^^^+ ExpectedColon
    "#]],
    );
    check(
        "{\n  \"a\"\n  \"b\": 2\n}",
        expect![[r#"
        {a: ?, b: 2}
          "a"
          ^^^+ ExpectedColon
    "#]],
    );
    check(
        "{\n  \"a\"\n}",
        expect![[r#"
        {a: ?}
          "a"
          ^^^+ ExpectedColon
    "#]],
    );
}

#[test]
fn a_key_may_be_missing() {
    check(
        r#"{, "a": 1}"#,
        expect![[r#"
        {a: 1}
        {, "a": 1}
         ^ ExpectedKey
    "#]],
    );
    check(
        r#"{: 1}"#,
        expect![[r#"
            {}
            {: 1}
             ^ UnexpectedText
        "#]],
    );
    check(
        r#"{{"a": 1}, "b": 2}"#,
        expect![[r#"
        {{a: 1}, b: 2}
        {{"a": 1}, "b": 2}
         ^ ExpectedKey
    "#]],
    );
}

#[test]
fn a_key_in_a_list_closes_the_list() {
    check(
        r#"{"a": [1, 2, "b": 3}"#,
        expect![[r#"
            {a: [1, 2…, b: 3}
            {"a": [1, 2, "b": 3}
                  ^     + Unclosed
        "#]],
    );
    check(
        r#"{"a": [{"x": ["y"}, {"z": 1}, "b": 3}"#,
        expect![[r#"
            {a: [{x: ["y"…}, {z: 1}…, b: 3}
            {"a": [{"x": ["y"}, {"z": 1}, "b": 3}
                  ^                      + Unclosed
            {"a": [{"x": ["y"}, {"z": 1}, "b": 3}
                         ^   + Unclosed
        "#]],
    );
    // Without an object around it there is nothing that the key could belong to.
    check(
        r#"["b": 3]"#,
        expect![[r#"
        ["b", 3]
        ["b": 3]
            ^ UnexpectedText
    "#]],
    );
}

#[test]
fn reports_unclosed_brackets_once_at_the_end() {
    check(
        r#"{"customize": [{"type": "She", "inl"#,
        expect![[r#"
            {customize: [{type: "She", inl: ?………
            {"customize": [{"type": "She", "inl
                           ^                   + Unclosed ×3
            {"customize": [{"type": "She", "inl
                                           ^^^^+ UnclosedString
        "#]],
    );
    check(
        "{",
        expect![[r#"
            {…
            {
            ^+ Unclosed
        "#]],
    );
    check(
        "[[",
        expect![[r#"
            [[……
            [[
             ^+ Unclosed ×2
        "#]],
    );
}

#[test]
fn a_trailing_comma_is_no_doubt_about_the_shape() {
    check(
        "{\"a\": [1, 2,],\n}",
        expect![[r#"
        {a: [1, 2]}
        {"a": [1, 2,],
                   ^ TrailingComma
        {"a": [1, 2,],
                     ^ TrailingComma
    "#]],
    );
}

#[test]
fn duplicate_keys_are_kept_in_order() {
    check(
        r#"{"a": 1, "b": 2, "a": 3}"#,
        expect![[r#"
        {a: 1, b: 2, a: 3}
    "#]],
    );
}

#[test]
fn one_slip_is_reported_once() {
    check(
        "{\n  \"a\": \"x\n  \"b\" 1\n  \"c\": }\n",
        expect![[r#"
        {a: "x, b: 1, c: ?}
          "a": "x
               ^^+ UnclosedString
          "b" 1
          ^^^+ ExpectedColon
          "b" 1
              ^+ ExpectedComma
          "c": }
          ^^^^+ ExpectedValue
    "#]],
    );
}

#[test]
fn indentation_tells_where_a_bracket_is_missing() {
    check(
        "{\n  \"a\": {\n    \"b\": 1,\n  \"c\": [\n    1\n  ]\n}",
        expect![[r#"
            {a: {b: 1…, c: [1]}
              "a": {
                   ^ + below Unclosed
        "#]],
    );
    check(
        "{\n  \"a\": [\n    {\n    {\n      \"b\": 1\n    }\n  ],\n  \"c\": 2\n}",
        expect![[r#"
            {a: [{…, {b: 1}], c: 2}
                {
                ^+ Unclosed
        "#]],
    );
    check(
        "{\n  \"a\": [\n    {\n      \"b\": {\n    },\n    { \"c\": 1 }\n  ]\n}",
        expect![[r#"
            {a: [{b: {…}, {c: 1}]}
                  "b": {
                       ^+ Unclosed
        "#]],
    );
    check(
        "{\n\t\"a\": [\n\t\t[\n\t],\n\t\"b\": 2\n}",
        expect![[r#"
            {a: [[…], b: 2}
            		[
              ^+ Unclosed
        "#]],
    );
}

#[test]
fn indentation_tells_where_a_bracket_is_too_much() {
    check(
        "{\n  \"a\": {\n    \"b\": 1\n    },\n    \"c\": 2\n  }\n}\n",
        expect![[r#"
        {a: {b: 1, c: 2}}
            },
            ^ UnexpectedText
    "#]],
    );
    check(
        "{\n  \"a\":\n    \"b\": 1\n  },\n  \"c\": 2\n}\n",
        expect![[r#"
        {a: ?, b: 1, c: 2}
          "a":
          ^^^^+ ExpectedValue
          },
          ^ UnexpectedText
    "#]],
    );
}

#[test]
fn without_indentation_brackets_count_alone() {
    check(
        "{\n\"a\": {\n\"b\": 1,\n\"c\": {\n\"d\": 1\n}\n}\n",
        expect![[r#"
            {a: {b: 1, c: {d: 1}}…
            {
            ^ + below Unclosed
        "#]],
    );
    check(
        "{ \"a\": { \"b\": 1, \"c\": { \"d\": 1 } }",
        expect![[r#"
            {a: {b: 1, c: {d: 1}}…
            { "a": { "b": 1, "c": { "d": 1 } }
            ^                                 + Unclosed
        "#]],
    );
}

#[test]
fn depth_ends_at_256() {
    let nested = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(aib_ls::syntax::parse(nested(256)).errors(), []);
    let deep = aib_ls::syntax::parse(nested(257));
    assert_eq!(deep.errors().len(), 1);
    assert_eq!(shape(&deep), format!("{}?{}", "[".repeat(256), "]".repeat(256)));
    // What stands behind is read again.
    let more = aib_ls::syntax::parse(format!("[{}, {{\"a\": 1}}]", nested(300)));
    assert_eq!(more.errors().len(), 1);
    assert!(shape(&more).ends_with("]], {a: 1}]"));
}

#[test]
fn a_hundred_thousand_brackets_do_not_overflow() {
    for open in ["[", "{\"a\":", "{", "[{"] {
        let tree = aib_ls::syntax::parse(open.repeat(100_000));
        let kinds: Vec<_> = tree.errors().iter().map(|it| format!("{:?}", it.kind)).collect();
        assert!(kinds.len() <= 1000, "{open}");
        assert!(kinds.contains(&"TooDeep".to_owned()), "{open}");
    }
    let closing = aib_ls::syntax::parse("]".repeat(100_000));
    assert_eq!(closing.errors().len(), 1);
}
