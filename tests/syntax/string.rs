//! Strings as written and as they read.

use aib_ls::syntax::string::{decode, inner, is_closed, pieces, quote};
use expect_test::{Expect, expect};

/// One line a piece: place, text as written, text as read.
fn check(raw: &str, expected: Expect) {
    let body = inner(raw);
    let line = |it: aib_ls::syntax::string::Piece<'_>| {
        let written = &body[it.start..it.start + it.len];
        let wrong = if it.wrong { " no escape" } else { "" };
        format!("{written} = {:?}{wrong}\n", it.text)
    };
    let shown: String = pieces(body).map(line).collect();
    expected.assert_eq(&format!("{shown}{:?} closed: {}\n", decode(raw), is_closed(raw)));
}

#[test]
fn a_plain_string_is_one_piece() {
    check(
        r#""echo é""#,
        expect![[r#"
        echo é = "echo é"
        "echo é" closed: true
    "#]],
    );
    check(
        r#""""#,
        expect![[r#"
        "" closed: true
    "#]],
    );
}

#[test]
fn every_escape_of_json() {
    check(
        r#""a\"\\\/\b\f\n\r\t\u00e9z""#,
        expect![[r#"
        a = "a"
        \" = "\""
        \\ = "\\"
        \/ = "/"
        \b = "\u{8}"
        \f = "\u{c}"
        \n = "\n"
        \r = "\r"
        \t = "\t"
        \u00e9 = "é"
        z = "z"
        "a\"\\/\u{8}\u{c}\n\r\téz" closed: true
    "#]],
    );
}

#[test]
fn characters_beyond_16_bits_are_two_escapes() {
    check(
        r#""\ud83d\uDE00""#,
        expect![[r#"
        \ud83d\uDE00 = "😀"
        "😀" closed: true
    "#]],
    );
    // Half of a pair is legal JSON and no character.
    check(
        r#""\ud83d""#,
        expect![[r#"
        \ud83d = "�"
        "�" closed: true
    "#]],
    );
    check(
        r#""\ude00\ud83dx""#,
        expect![[r#"
        \ude00 = "�"
        \ud83d = "�"
        x = "x"
        "��x" closed: true
    "#]],
    );
}

#[test]
fn an_invalid_escape_reads_as_written() {
    check(
        r#""C:\Temp\é""#,
        expect![[r#"
        C: = "C:"
        \T = "\\T" no escape
        emp = "emp"
        \é = "\\é" no escape
        "C:\\Temp\\é" closed: true
    "#]],
    );
    check(
        r#""\u12""#,
        expect![[r#"
        \u = "\\u" no escape
        12 = "12"
        "\\u12" closed: true
    "#]],
    );
    check(
        r#""\uzzzz\u+123""#,
        expect![[r#"
        \u = "\\u" no escape
        zzzz = "zzzz"
        \u = "\\u" no escape
        +123 = "+123"
        "\\uzzzz\\u+123" closed: true
    "#]],
    );
}

#[test]
fn a_string_without_its_end() {
    check(
        r#""abc"#,
        expect![[r#"
        abc = "abc"
        "abc" closed: false
    "#]],
    );
    check(
        r#"""#,
        expect![[r#"
        "" closed: false
    "#]],
    );
    check(
        r#""abc\""#,
        expect![[r#"
        abc = "abc"
        \" = "\""
        "abc\"" closed: false
    "#]],
    );
    check(
        r#""abc\"#,
        expect![[r#"
        abc = "abc"
        \ = "\\" no escape
        "abc\\" closed: false
    "#]],
    );
    check(
        "",
        expect![[r#"
        "" closed: false
    "#]],
    );
}

#[test]
fn other_quotes_and_none() {
    check(
        "'it is'",
        expect![[r#"
        it is = "it is"
        "it is" closed: true
    "#]],
    );
    check(
        "word",
        expect![[r#"
        word = "word"
        "word" closed: false
    "#]],
    );
}

#[test]
fn quoted_text_reads_back_unchanged() {
    for text in ["", "plain", "\"quoted\"", "C:\\x", "\u{0}\n\u{7f}\u{2028}", "é😀"] {
        let raw = quote(text);
        assert!(is_closed(&raw), "{raw}");
        assert_eq!(decode(&raw), text);
    }
}
