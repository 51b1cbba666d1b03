//! Reading expressions: what they say, where their parts stand, and what is wrong with those that are none.

use std::fmt::Write;

use aib_ls::document::{Document, Kind as DocumentKind, Language};
use aib_ls::expr;
use aib_ls::expr::expression::{self, Expression};
use aib_ls::expr::parser;
use aib_ls::expr::tree::{Expr, Kind};
use aib_ls::syntax;
use expect_test::{Expect, expect};
use proptest::prelude::*;

use crate::support::samples;

/// An expression with every part in brackets of its own.
fn show(expr: &Expr) -> String {
    match &expr.kind {
        Kind::Text(text) => format!("{text:?}"),
        Kind::Integer(number) => number.to_string(),
        Kind::Float(number) => format!("{number:?}"),
        Kind::Call(call) => {
            let space = call
                .namespace
                .as_ref()
                .map(|it| format!("{}.", it.text))
                .unwrap_or_default();
            let arguments: Vec<String> = call.arguments.iter().map(show).collect();
            let end = if call.is_closed { ")" } else { "…" };
            format!("{space}{}({}{end}", call.name.text, arguments.join(" "))
        }
        Kind::Member { of, name, is_safe } => {
            format!("{}.{}{}", show(of), if *is_safe { "?" } else { "" }, name.text)
        }
        Kind::Index { of, index, is_safe } => {
            format!("{}[{}{}]", show(of), if *is_safe { "?" } else { "" }, show(index))
        }
        Kind::Word(text) => format!("<{text}>"),
        Kind::Missing => "<>".to_owned(),
    }
}

fn check(text: &str, expected: Expect) {
    let parsed = parser::parse(text);
    let mut out = show(&parsed.root);
    for mistake in &parsed.mistakes {
        let at = mistake.span;
        write!(out, "\n{}..{} {:?}", at.start, at.end, mistake.kind).unwrap();
    }
    expected.assert_eq(&out);
}

#[test]
fn calls_members_and_items() {
    check(
        "[concat(parameters('a'), '-', variables('b').c[0]['d'])]",
        expect![[r#"concat(parameters("a") "-" variables("b").c[0]["d"])"#]],
    );
}

#[test]
fn white_space_does_not_matter() {
    check("[ add (\n 1 ,\t-2 ) ]", expect!["add(1 -2)"]);
}

#[test]
fn two_quotes_are_one() {
    check("[concat('it''s', '''')]", expect![[r#"concat("it's" "'")"#]]);
}

#[test]
fn a_function_of_ones_own_has_a_namespace() {
    check("[contoso.unique('x').y]", expect![[r#"contoso.unique("x").y"#]]);
}

#[test]
fn a_member_may_be_absent() {
    check("[parameters('a').?b[?0]]", expect![[r#"parameters("a").?b[?0]"#]]);
}

#[test]
fn half_of_a_call() {
    check(
        "[concat(parameters('a'),",
        expect![[r#"
        concat(parameters("a") <>…
        7..8 Unclosed(')')
        24..24 NoValue"#]],
    );
    check(
        "[para",
        expect![[r#"
        <para>
        1..5 NotCalled"#]],
    );
    check(
        "[concat('a' 'b')]",
        expect![[r#"
        concat("a" "b")
        12..12 NoComma"#]],
    );
    check(
        "[parameters('a').]",
        expect![[r#"
        parameters("a").
        17..17 NoName"#]],
    );
    check(
        "[concat('a)]",
        expect![[r#"
        concat("a)"…
        7..8 Unclosed(')')
        8..11 UnclosedText"#]],
    );
    check(
        "[]",
        expect![[r#"
        <>
        1..1 NoValue"#]],
    );
}

#[test]
fn text_that_is_not_an_expression() {
    check(
        "[ -f /tmp/x ]",
        expect![[r#"
        <>
        2..3 Stray
        3..12 Stray"#]],
    );
    check(
        "[Environment]::SetEnvironmentVariable('a', 'b')[0]",
        expect![[r#"
        <Environment>
        1..12 NotCalled
        12..49 Stray"#]],
    );
}

#[test]
fn places_count_through_escapes() {
    let text = r#"{ "a": "[concat('\u00e9\"', parameters('\u0078y'))]" }"#;
    let tree = syntax::parse(text.to_owned());
    let found = expression::all(&tree);
    let expression = found.first().unwrap();
    let written: Vec<&str> = expression
        .root
        .walk()
        .iter()
        .map(|it| expression.written(it.span).of(text))
        .collect();
    expect![[r#"
        [
            "concat('\\u00e9\\\"', parameters('\\u0078y'))",
            "'\\u00e9\\\"'",
            "parameters('\\u0078y')",
            "'\\u0078y'",
        ]
    "#]]
    .assert_debug_eq(&written);
}

#[test]
fn hostile_expressions_are_read_in_no_time() {
    for piece in ["(", "a(", "[", "a[", ".a", "a(0)[", "'", "''", ",", "-", "a.", "f('',"] {
        let text = format!("[f(){}]", piece.repeat(20_000));
        let parsed = parser::parse(&text);
        assert!(parsed.root.walk().len() <= 40_004, "{piece}");
        assert!(expr::is_expression(&text));
    }
}

proptest! {
    #[test]
    fn every_place_lies_inside(text in r#"\[[a-z'.,()\[\]? 0-9é-]{0,40}"#) {
        let parsed = parser::parse(&text);
        for part in parsed.root.walk() {
            prop_assert!(text.get(part.span.start as usize..part.span.end as usize).is_some());
        }
        for mistake in parsed.mistakes {
            prop_assert!(text.get(mistake.span.start as usize..mistake.span.end as usize).is_some());
        }
    }
}

#[test]
fn expressions_of_real_templates_have_no_mistakes() {
    let (mut read, mut wrong) = (0, Vec::new());
    for (name, text) in samples::templates() {
        let doc = Document::new(text, Language::Json, None);
        if doc.kind() != DocumentKind::Arm {
            continue;
        }
        for expression in expression::all(doc.tree()) {
            read += 1;
            if !expression.mistakes.is_empty() {
                wrong.push(format!("{name}: {}", expression.text));
            }
        }
    }
    println!("{read} expressions");
    assert!(read > samples::at_least(60, 1_000), "{read}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_typed_is_an_expression_before_its_end() {
    let text = r#"{ "a": "[param" }"#;
    let tree = syntax::parse(text.to_owned());
    let node = tree.root().unwrap().get("a").unwrap();
    assert!(Expression::of(node).is_none());
    let typed = Expression::typed(node, 14).unwrap();
    assert_eq!(show(&typed.root), "<param>");
}
