//! The smallest parts of a text: words, escapes, comments, what is no JSON at all.

use expect_test::{Expect, expect};

use crate::syntax::read;

fn check(text: &str, expected: Expect) {
    expected.assert_eq(&read(text));
}

#[test]
fn keys_and_words_without_quotes() {
    check(
        "{a: 1, b_c: 'x', $d: tru, e}",
        expect![[r#"
        {a: 1, b_c: 'x', $d: ?, e: ?}
        {a: 1, b_c: 'x', $d: tru, e}
         ^ Quotes
        {a: 1, b_c: 'x', $d: tru, e}
               ^^^ Quotes
        {a: 1, b_c: 'x', $d: tru, e}
                    ^^^ Quotes
        {a: 1, b_c: 'x', $d: tru, e}
                         ^^ Quotes
        {a: 1, b_c: 'x', $d: tru, e}
                             ^^^ BadValue
        {a: 1, b_c: 'x', $d: tru, e}
                                  ^ Quotes
    "#]],
    );
    check(
        "{\n  pro\n  \"b\": 1\n}",
        expect![[r#"
        {pro: ?, b: 1}
          pro
          ^^^ Quotes
    "#]],
    );
    check(
        "[True, nul, .5, 01, +1, 1., 1e, -, NaN]",
        expect![[r#"
        [?, ?, ?, ?, ?, ?, ?, ?, ?]
        [True, nul, .5, 01, +1, 1., 1e, -, NaN]
         ^^^^ BadValue
        [True, nul, .5, 01, +1, 1., 1e, -, NaN]
               ^^^ BadValue
        [True, nul, .5, 01, +1, 1., 1e, -, NaN]
                    ^^ BadValue
        [True, nul, .5, 01, +1, 1., 1e, -, NaN]
                        ^^ BadValue
        [True, nul, .5, 01, +1, 1., 1e, -, NaN]
                            ^^ BadValue
        [True, nul, .5, 01, +1, 1., 1e, -, NaN]
                                ^^ BadValue
        [True, nul, .5, 01, +1, 1., 1e, -, NaN]
                                    ^^ BadValue
        [True, nul, .5, 01, +1, 1., 1e, -, NaN]
                                        ^ BadValue
        [True, nul, .5, 01, +1, 1., 1e, -, NaN]
                                           ^^^ BadValue
    "#]],
    );
    check(
        "{1: 2}",
        expect![[r#"
        {1: 2}
        {1: 2}
         ^ Quotes
    "#]],
    );
    check(
        "[“a”]",
        expect![[r#"
        [?]
        [“a”]
         ^^^ BadValue
    "#]],
    );
}

#[test]
fn text_that_is_not_json_is_skipped() {
    check(
        "{\"a\": 1;, \"b\" = 2}",
        expect![[r#"
            {a: 1, b: 2}
            {"a": 1;, "b" = 2}
                   ^ Semicolon
            {"a": 1;, "b" = 2}
                          ^ EqualsSign
        "#]],
    );
    check(
        "<html>",
        expect![[r#"
        ?
        <html>
        ^ UnexpectedText
        <html>
         ^^^^ BadValue
        <html>
             ^ UnexpectedText
    "#]],
    );
    check(
        "",
        expect![[r#"
        nothing
    "#]],
    );
    check(
        " \n",
        expect![[r#"
        nothing
    "#]],
    );
    check(
        "}",
        expect![[r#"
        nothing
        }
        ^ UnexpectedText
    "#]],
    );
    // What stands behind the end is told once.
    check(
        "{\"a\": 1}} , \"b\": 2 }\n]",
        expect![[r#"
        {a: 1}
        {"a": 1}} , "b": 2 }
                ^ UnexpectedText
    "#]],
    );
    check(
        "{} {}",
        expect![[r#"
        {}
        {} {}
           ^ UnexpectedText
    "#]],
    );
}

#[test]
fn escapes() {
    check(
        r#"["C:\Windows", "\u12", "\n\"\\"]"#,
        expect![[r#"
        ["C:\Windows", "\u12", "\n\"\\"]
        ["C:\Windows", "\u12", "\n\"\\"]
            ^^ BadEscape
        ["C:\Windows", "\u12", "\n\"\\"]
                        ^^ BadEscape
    "#]],
    );
    check(
        r#"{"a\q": 1}"#,
        expect![[r#"
        {a\q: 1}
        {"a\q": 1}
           ^^ BadEscape
    "#]],
    );
}

#[test]
fn a_byte_order_mark_is_skipped() {
    check(
        "\u{feff}{\"a\": 1}",
        expect![[r#"
        {a: 1}
    "#]],
    );
    check(
        "{\u{feff}\"a\": 1}",
        expect![[r#"
        {﻿: ?, a: 1}
        {﻿"a": 1}
         ^ Quotes
    "#]],
    );
}

#[test]
fn comments_are_not_errors() {
    check(
        "{a /* x */: 1, /* y\n */ b: 2}",
        expect![[r#"
        {a: 1, b: 2}
        {a /* x */: 1, /* y
         ^ Quotes
         */ b: 2}
            ^ Quotes
    "#]],
    );
    check(
        "// one\n{ /* two */ \"a\" /**/ : // three\n 1, // \"b\": 2\n /* \"c\": 3,\n */ \"d\": 4 }\n// end",
        expect![[r#"
        {a: 1, d: 4}
    "#]],
    );
    check(
        "{\"a\": \"http://x/*y*/\"}",
        expect![[r#"
        {a: "http://x/*y*/"}
    "#]],
    );
    check(
        "{\"a\": 1 /* never",
        expect![[r#"
            {a: 1…
            {"a": 1 /* never
            ^      + Unclosed
            {"a": 1 /* never
                    ^^ UnclosedComment
        "#]],
    );
    check(
        "{\"a\": 1 / 2}",
        expect![[r#"
            {a: 1}
            {"a": 1 / 2}
                    ^ UnexpectedText
        "#]],
    );
}

#[test]
fn line_endings_of_every_kind() {
    check(
        "{\r\n  \"a\": \"one,\r\n  \"b\": 2\r\n}\r\n",
        expect![[r#"
            {a: "one, b: 2}
              "a": "one,
                   ^^^^+ UnclosedString
        "#]],
    );
    check(
        "{\r  \"a\": \"one,\r  \"b\": 2\r}",
        expect![[r#"
            {a: "one, b: 2}
              "a": "one,
                   ^^^^+ UnclosedString
        "#]],
    );
}

#[test]
fn a_string_runs_over_lines_only_where_its_end_is_plain() {
    check(
        "{ \"a\": \"one\ntwo\", \"b\": 1 }",
        expect![[r#"
            {a: "one
            two", b: 1}
            { "a": "one
                   ^^^^^^^^^ SeveralLines
        "#]],
    );
    // The next quote opens a string of its own.
    check(
        "{ \"a\": \"one\n  \"b\": 1 }",
        expect![[r#"
        {a: "one, b: 1}
        { "a": "one
               ^^^^+ UnclosedString
    "#]],
    );
    // There is no quote at all, or nothing behind it that a value could have.
    check(
        "{ \"a\": \"one\n}",
        expect![[r#"
        {a: "one}
        { "a": "one
               ^^^^+ UnclosedString
    "#]],
    );
    check(
        "[\"one\n\"two\"]",
        expect![[r#"
        ["one, "two"]
        ["one
         ^^^^+ UnclosedString
    "#]],
    );
}

#[test]
fn a_doubled_quote_is_a_quote_too_many() {
    check(
        "{\"a\": \"x\"\", \"b\": 1}",
        expect![[r#"
        {a: "x", b: 1}
        {"a": "x"", "b": 1}
                 ^ UnexpectedText
    "#]],
    );
    check(
        "{\"a\": \"\"x\"\", \"b\": 1}",
        expect![[r#"
        {a: "x", b: 1}
        {"a": ""x"", "b": 1}
              ^ UnexpectedText
        {"a": ""x"", "b": 1}
                  ^ UnexpectedText
    "#]],
    );
    check(
        "{\"a\": \"x\"\"\n}",
        expect![[r#"
        {a: "x"}
        {"a": "x""
                 ^ UnexpectedText
    "#]],
    );
    check(
        "[\"\"x\", 1]",
        expect![[r#"
        ["x", 1]
        [""x", 1]
         ^ UnexpectedText
    "#]],
    );
    check(
        "[\"\", \"\" \"x\"]",
        expect![[r#"
        ["", "", "x"]
        ["", "" "x"]
              ^+ ExpectedComma
    "#]],
    );
}

#[test]
fn a_placeholder_without_quotes_is_one_mistake() {
    check(
        "{\"a\": <minutes>, \"b\": [<region 1>]}",
        expect![[r#"
        {a: ?, b: [?]}
        {"a": <minutes>, "b": [<region 1>]}
              ^^^^^^^^^ BadValue
        {"a": <minutes>, "b": [<region 1>]}
                               ^^^^^^^^^^ BadValue
    "#]],
    );
    check(
        "{\"a\": <>, \"b\": 1 < 2}",
        expect![[r#"
        {a: ?, b: 1}
        {"a": <>, "b": 1 < 2}
         ^^^^+ ExpectedValue
        {"a": <>, "b": 1 < 2}
              ^ UnexpectedText
        {"a": <>, "b": 1 < 2}
                         ^ UnexpectedText
    "#]],
    );
}

#[test]
fn lines_that_begin_with_a_hash_are_one_remark() {
    check(
        "[\n  # {\n  #   \"a\"\n  1,\n  # }\n  2 # two\n]",
        expect![[r#"
            [1, 2]
              # {
              ^ UnexpectedText
              # }
              ^ UnexpectedText
              2 # two
                ^ UnexpectedText
        "#]],
    );
    check(
        "# a\r\n# b\r\n{\"a\": 1}\n#",
        expect![[r#"
        {a: 1}
        # a
        ^ UnexpectedText
        #
        ^ UnexpectedText
    "#]],
    );
}
