//! Quotes inside a string that are not escaped, and what only looks like them.

use expect_test::{Expect, expect};

use crate::syntax::read;

fn check(texts: &[&str], expected: Expect) {
    expected.assert_eq(&texts.iter().map(|it| read(it)).collect::<String>());
}

#[test]
fn inner_quotes_come_in_pairs() {
    let texts = [
        r#"["echo "done"", "date"]"#,
        r#"["echo "a", "b"", 1]"#,
        r#"["cp "/etc/a b" "/tmp"", "date"]"#,
        r#"["test "$a" = "b" && echo "c""]"#,
        r#"["curl -d '{"a": ["b"]}' x", "date"]"#,
        r#"["if ($x -eq "") { exit 1 }"]"#,
        r#"["echo " a " b"]"#,
        "['it's']",
        "['it's', 'they're']",
    ];
    check(
        &texts,
        expect![[r#"
        ["echo "done"", "date"]
        ["echo "done"", "date"]
               ^^^^^^ UnescapedQuote
        ["echo "a", "b"", 1]
        ["echo "a", "b"", 1]
               ^^^^^^^^ UnescapedQuote
        ["cp "/etc/a b" "/tmp"", "date"]
        ["cp "/etc/a b" "/tmp"", "date"]
             ^^^^^^^^^^^^^^^^^ UnescapedQuote
        ["test "$a" = "b" && echo "c""]
        ["test "$a" = "b" && echo "c""]
               ^^^^^^^^^^^^^^^^^^^^^^ UnescapedQuote
        ["curl -d '{"a": ["b"]}' x", "date"]
        ["curl -d '{"a": ["b"]}' x", "date"]
                    ^^^^^^^^^ UnescapedQuote
        ["if ($x -eq "") { exit 1 }"]
        ["if ($x -eq "") { exit 1 }"]
                     ^^ UnescapedQuote
        ["echo " a " b"]
        ["echo " a " b"]
               ^^^^^ UnescapedQuote
        ['it's']
        ['it's']
         ^^^^^^ Quotes
        ['it's', 'they're']
        ['it's', 'they're']
         ^^^^^^ Quotes
        ['it's', 'they're']
                 ^^^^^^^^^ Quotes
    "#]],
    );
}

#[test]
fn strings_side_by_side_lack_a_comma() {
    let texts = [
        r#"["a""b", "c"]"#,
        r#"["a" "b", "c" "d"]"#,
        r#"["a"b, "c", "d"]"#,
        r#"["a"), "b", "c"]"#,
        r#"{"a": "b" c: "d", "e": "f"}"#,
        r#"{"a" "b", "c" "d"}"#,
        r#"{"a": "b""c": "d", "e": "f"}"#,
        r#"["a" true "b", "c"]"#,
        r#"["a" ${x} "b", "c"]"#,
        "['a' 'b', 'c']",
        "{ 'a': 'b' c: 'd' }",
    ];
    check(
        &texts,
        expect![[r#"
        ["a", "b", "c"]
        ["a""b", "c"]
           ^+ ExpectedComma
        ["a", "b", "c", "d"]
        ["a" "b", "c" "d"]
           ^+ ExpectedComma
        ["a" "b", "c" "d"]
                    ^+ ExpectedComma
        ["a", ?, "c", "d"]
        ["a"b, "c", "d"]
           ^+ ExpectedComma
        ["a"b, "c", "d"]
            ^ BadValue
        ["a", "b", "c"]
        ["a"), "b", "c"]
            ^ UnexpectedText
        {a: "b", c: "d", e: "f"}
        {"a": "b" c: "d", "e": "f"}
                ^+ ExpectedComma
        {"a": "b" c: "d", "e": "f"}
                  ^ Quotes
        {a: "b", c: "d"}
        {"a" "b", "c" "d"}
         ^^^+ ExpectedColon
        {"a" "b", "c" "d"}
                  ^^^+ ExpectedColon
        {a: "b", c: "d", e: "f"}
        {"a": "b""c": "d", "e": "f"}
                ^+ ExpectedComma
        ["a", true, "b", "c"]
        ["a" true "b", "c"]
           ^+ ExpectedComma
        ["a" true "b", "c"]
                ^+ ExpectedComma
        ["a", ?, "b", "c"]
        ["a" ${x} "b", "c"]
             ^^^^ BuildToken { is_member: false }
        ['a', 'b', 'c']
        ['a' 'b', 'c']
         ^^^ Quotes
        ['a' 'b', 'c']
             ^^^ Quotes
        ['a' 'b', 'c']
                  ^^^ Quotes
        {a: 'b', c: 'd'}
        { 'a': 'b' c: 'd' }
          ^^^ Quotes
        { 'a': 'b' c: 'd' }
               ^^^ Quotes
        { 'a': 'b' c: 'd' }
                   ^ Quotes
        { 'a': 'b' c: 'd' }
                      ^^^ Quotes
    "#]],
    );
}
