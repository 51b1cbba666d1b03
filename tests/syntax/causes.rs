//! Slips that break a text in more than one place are one mistake each, at the cause.

use expect_test::{Expect, expect};

use crate::syntax::read;

fn check(texts: &[&str], expected: Expect) {
    expected.assert_eq(&texts.iter().map(|it| read(it)).collect::<String>());
}

#[test]
fn remarks_of_other_languages() {
    check(
        &[
            "{\n  \"a\": 1, # the first\n  \"b\": 2 #\n}",
            "{\n  # one\n  # two\n  \"a\": 1\n}",
            "{ \"a\": #fff }",
        ],
        expect![[r#"
            {a: 1, b: 2}
              "a": 1, # the first
                      ^ UnexpectedText
              "b": 2 #
                     ^ UnexpectedText
            {a: 1}
              # one
              ^ UnexpectedText
            {a: ?, fff: ?}
            { "a": #fff }
              ^^^^+ ExpectedValue
            { "a": #fff }
                   ^ UnexpectedText
            { "a": #fff }
                    ^^^ Quotes
        "#]],
    );
}

#[test]
fn commas_that_separate_nothing() {
    check(
        &[
            "[1,, 2]",
            "[1, ,\t,]",
            "[1, /* two */ ,]",
            "[,, 1]",
            "{ \"a\": 1,, \"b\": 2,, }",
            "[1,,",
        ],
        expect![[r#"
            [1, 2]
            [1,, 2]
               ^ ExpectedValue
            [1]
            [1, ,	,]
              ^^^^^ TrailingComma
            [1]
            [1, /* two */ ,]
              ^ TrailingComma
            [1, /* two */ ,]
                          ^ TrailingComma
            [1]
            [,, 1]
             ^ ExpectedValue
            {a: 1, b: 2}
            { "a": 1,, "b": 2,, }
                     ^ ExpectedKey
            { "a": 1,, "b": 2,, }
                             ^^ TrailingComma
            [1…
            [1,,
            ^   + Unclosed
            [1,,
               ^ ExpectedValue
        "#]],
    );
}

#[test]
fn merge_conflicts() {
    check(
        &[
            "{\n<<<<<<< HEAD\n  \"a\": 1,\n=======\n  \"a\": 2,\n  \"c\": {\n>>>>>>> other\n  \"b\": 3\n}",
            "{\n<<<<<<< HEAD\n  \"a\": 1,\n||||||| base\n  \"a\": 0,\n=======\n  \"a\": 2,\n>>>>>>> other\n  \"b\": 3\n}",
            "{\n  \"a\": 1,\n=======\n  \"b\": 3\n}",
            "{\n=======\n  \"b\": 3,\n=======\n  \"c\": 4\n}",
        ],
        expect![[r#"
            {a: 1, b: 3}
            <<<<<<< HEAD
            ^^^^^^^^^^^^ Conflict
            {a: 1, b: 3}
            <<<<<<< HEAD
            ^^^^^^^^^^^^ Conflict
            {a: 1, b: 3}
            =======
            ^^^^^^^ Conflict
            {b: 3, c: 4}
            =======
            ^^^^^^^ Conflict
        "#]],
    );
}

#[test]
fn quotes_and_signs() {
    check(
        &[
            "{ `a`: `one two`, \"b\": [`c`] }",
            "{ \"a\":: 1, \"b\": : \"x\" }",
            "{ \"a\", \"one\", \"b\": 2 }",
            "{ \"a\", \"b\": 2 }",
            "{ \"a\": $env:NAME, \"b\": 2 }",
        ],
        expect![[r#"
            {a: ?, b: [?]}
            { `a`: `one two`, "b": [`c`] }
              ^^^ Quotes
            { `a`: `one two`, "b": [`c`] }
                   ^^^^^^^^^ BadValue
            { `a`: `one two`, "b": [`c`] }
                                    ^^^ BadValue
            {a: 1, b: "x"}
            { "a":: 1, "b": : "x" }
                  ^ ExtraColon
            { "a":: 1, "b": : "x" }
                            ^ ExtraColon
            {a: "one", b: 2}
            { "a", "one", "b": 2 }
                 ^ EqualsSign
            {a: ?, b: 2}
            { "a", "b": 2 }
              ^^^+ ExpectedColon
            {a: ?, b: 2}
            { "a": $env:NAME, "b": 2 }
                   ^^^^^^^^^ BuildToken { is_member: false }
        "#]],
    );
}

#[test]
fn brackets_of_the_wrong_kind() {
    check(
        &[
            "{ \"a\": [1, 2}, \"b\": { \"c\": 1 }, \"d\": 2 }",
            "{ \"a\": { \"c\": 1 ], \"b\": [2] }",
            "{ \"a\": { \"c\": 1 ), \"b\": [2] }",
            "{\n  \"a\": [\n    1\n  },\n  \"b\": [\n    2\n  ]\n}",
        ],
        expect![[r#"
            {a: [1, 2], b: {c: 1}, d: 2}
            { "a": [1, 2}, "b": { "c": 1 }, "d": 2 }
                        ^ WrongBracket
            {a: {c: 1}, b: [2]}
            { "a": { "c": 1 ], "b": [2] }
                            ^ WrongBracket
            {a: {c: 1}, b: [2]}
            { "a": { "c": 1 ), "b": [2] }
                            ^ WrongBracket
            {a: [1], b: [2]}
              },
              ^ WrongBracket
        "#]],
    );
}

#[test]
fn texts_without_quotes() {
    check(
        &[
            "[\n  Write-Host one two,\n  \"b\"\n]",
            "{\n  \"a\": my first step,\n  \"b\": 2\n}",
            "[ one, two ]",
            "{\n  \"a\": 1 \"b\": 2\n}",
        ],
        expect![[r#"
            [?, "b"]
              Write-Host one two,
              ^^^^^^^^^^^^^^^^^^ BadValue
            {a: ?, b: 2}
              "a": my first step,
                   ^^^^^^^^^^^^^ BadValue
            [?, ?]
            [ one, two ]
              ^^^ BadValue
            [ one, two ]
                   ^^^ BadValue
            {a: 1, b: 2}
              "a": 1 "b": 2
                   ^+ ExpectedComma
        "#]],
    );
}
