//! The pieces of scripts and expressions where they are written.

use aib_ls::document::{Document, Language};
use aib_ls::ide::semantic_tokens::{Token, TokenKind};
use aib_ls::ide::{folding, semantic_tokens, symbols};
use aib_ls::text::span::Span;
use expect_test::{Expect, expect};

use crate::ide::Scene;
use crate::support::samples;

/// Each piece between two cursors, or of all, as it is written, with its kind.
fn check(frame: &str, fragment: &str, expected: Expect) {
    let scene = Scene::new(frame, fragment);
    let (from, to) = scene.cursors;
    let text = scene.doc.text();
    let within = if from == to {
        Span::new(0, text.len() as u32)
    } else {
        Span::new(from, to)
    };
    let tokens = semantic_tokens::semantic_tokens(&scene.doc, within);
    assert!(
        tokens.windows(2).all(|it| it[0].span.end <= it[1].span.start),
        "{tokens:?}"
    );
    let line = |it: &Token| {
        let kind = match it.kind {
            TokenKind::Script(kind) => format!("{kind:?}"),
            TokenKind::Expression(kind) => format!("{kind:?}"),
        };
        format!("{kind} {}\n", it.span.of(text))
    };
    expected.assert_eq(&tokens.iter().map(line).collect::<String>());
}

#[test]
fn tokens_cover_the_script_as_written() {
    check(
        "in=customize",
        r#"{ "type": "Shell", "inline": ["sudo apt-get install -y \"a b\"", "cat << END\n  te\u0078t \ud83d\ude00\nEND", "", "e\u0063ho \\\\ '\t'"] }$0"#,
        expect![[r#"
            Command sudo
            Command apt-get
            Option -y
            Text \"a b\"
            Command cat
            Operator <<
            Text END
            Text te\u0078t \ud83d\ude00
            Text END
            Command e\u0063ho
            Text '\t'
        "#]],
    );
    check(
        "in=customize",
        r#"{ "type": "PowerShell", "inline": ["Get-Item \"C:\\x\" | Get-Member -Force\r\n$x = 1"] }$0"#,
        expect![[r#"
            Command Get-Item
            Text \"C:\\x\"
            Operator |
            Command Get-Member
            Option -Force
            Variable $x
            Operator =
            Number 1
        "#]],
    );
}

#[test]
fn a_construct_goes_over_items() {
    check(
        "in=customize",
        r#"{ "type": "Shell", "inline": ["if true; then", "  echo \"a", "b\"", "fi", "[parameters('x')]", "[concat('a')"] }$0"#,
        expect![[r#"
            Keyword if
            Command true
            Keyword then
            Command echo
            Text \"a
            Text b\"
            Keyword fi
            Command concat
            Text 'a'
        "#]],
    );
}

#[test]
fn an_expression_has_functions_names_texts_and_properties() {
    check(
        "in=properties version=2024-02-01",
        r#""vmProfile": { "vmSize": "[if(equals(parameters('size'), 'it''s \u00e9'), variables( 'Sizes' )[0].name, contoso.pick(null, -1.5))]",$0 "osDiskSizeGB": "[[not('this')]" }"#,
        expect![[r#"
            Operator [
            Function if
            Operator (
            Function equals
            Operator (
            Function parameters
            Operator (
            Parameter size
            Operator )
            Operator ,
            Text 'it''s \u00e9'
            Operator )
            Operator ,
            Function variables
            Operator (
            Variable Sizes
            Operator )
            Operator [
            Number 0
            Operator ]
            Operator .
            Property name
            Operator ,
            Namespace contoso
            Operator .
            Function pick
            Operator (
            Keyword null
            Operator ,
            Number -1.5
            Operator )
            Operator )
            Operator ]
        "#]],
    );
    check(
        "in=customize version=2024-02-01",
        r#"{ "type": "Shell", "inline": ["echo a", "[concat('echo ', parameters('word'))]", "[ -f x ", "[ -f y ]"] }$0"#,
        expect![[r#"
            Command echo
            Operator [
            Function concat
            Operator (
            Text 'echo '
            Operator ,
            Function parameters
            Operator (
            Parameter word
            Operator )
            Operator )
            Operator ]
            Operator [
            Operator -f
            Operator [
            Operator ]
        "#]],
    );
}

#[test]
fn a_standalone_template_has_no_expressions() {
    check(
        "in=properties",
        r#""vmProfile": { "vmSize": "[parameters('size')]" }$0"#,
        expect![[""]],
    );
}

#[test]
fn a_range_has_only_its_own_tokens() {
    check(
        "in=customize",
        r#"{ "type": "Shell", "inline": ["echo a", $0"ls -l"$0, "id -u"] }, { "type": "Shell", "inline": ["w"] }"#,
        expect![[r#"
            Command ls
            Option -l
        "#]],
    );
}

#[test]
fn only_scripts_have_tokens() {
    check(
        "in=customize",
        r#"{ "type": "File", "inline": ["echo a"] }, { "inline": ["a"] }$0"#,
        expect![[""]],
    );
    check(
        "",
        r#"{ "customize": [{ "type": "Shell", "inline": ["echo a"] }] }$0"#,
        expect![[""]],
    );
}

#[test]
fn tokens_of_real_templates_are_in_order_and_on_one_line() {
    let mut pieces = [0, 0];
    for (name, text) in samples::templates() {
        let doc = Document::new(text, Language::Jsonc, None);
        let whole = Span::new(0, doc.text().len() as u32);
        let tokens = semantic_tokens::semantic_tokens(&doc, whole);
        let in_order = tokens.windows(2).all(|it| it[0].span.end <= it[1].span.start);
        assert!(in_order, "{name}");
        for token in tokens {
            pieces[usize::from(matches!(token.kind, TokenKind::Expression(_)))] += 1;
            let written = token.span.of(doc.text());
            assert!(!written.is_empty() && !written.contains('\n'), "{written:?} in {name}");
        }
        let folds = folding::folding(&doc);
        assert!(folds.iter().all(|it| whole.contains(it.span)), "{name}");
        symbols::symbols(&doc);
    }
    assert!(pieces[0] > samples::at_least(200, 1000), "{pieces:?}");
    assert!(pieces[1] > samples::at_least(200, 1000), "{pieces:?}");
}
