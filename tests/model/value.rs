//! What a field is: written, computed, of the wrong shape, or absent.

use aib_ls::model::value::{self, Value};
use expect_test::{Expect, expect};

use crate::model::document;

fn name<T: std::fmt::Debug>(value: Value<'_, T>) -> String {
    match value {
        Value::Known(it, _) => format!("known {it:?}"),
        Value::Computed(_) => "computed".to_owned(),
        Value::Wrong(_) => "wrong".to_owned(),
        Value::Missing => "missing".to_owned(),
    }
}

/// The field as text, as a whole number and as a boolean; empty for a field that is not there.
fn check(json: &str, expected: Expect) {
    let field = if json.is_empty() {
        String::new()
    } else {
        format!(r#", "field": {json}"#)
    };
    let doc = document(&format!(r#"{{ "type": "Microsoft.VirtualMachineImages"{field} }}"#));
    let node = doc.tree().root().unwrap().get("field");
    let shown = [
        name(value::text(node)),
        name(value::integer(node)),
        name(value::boolean(node)),
    ];
    expected.assert_eq(&shown.join(" · "));
}

#[test]
fn the_four_states_of_a_field() {
    check(r#""text""#, expect![[r#"known "text" · wrong · wrong"#]]);
    check("60", expect!["wrong · known 60 · wrong"]);
    check("true", expect!["wrong · wrong · known true"]);
    check("", expect!["missing · missing · missing"]);
    check(r#""[parameters('x')]""#, expect!["computed · computed · computed"]);
    check("[]", expect!["wrong · wrong · wrong"]);
    check("null", expect!["wrong · wrong · wrong"]);
}

#[test]
fn values_that_are_not_whole_numbers() {
    check("1.5", expect!["wrong · wrong · wrong"]);
    check("1e3", expect!["wrong · wrong · wrong"]);
    check("99999999999999999999", expect!["wrong · wrong · wrong"]);
    check("-1", expect!["wrong · known -1 · wrong"]);
    check(r#""60""#, expect![[r#"known "60" · wrong · wrong"#]]);
}

#[test]
fn a_field_without_a_value_is_present_and_wrong() {
    check(",", expect!["wrong · wrong · wrong"]);
    check("tru", expect!["wrong · wrong · wrong"]);
}

#[test]
fn expressions_and_what_looks_like_one() {
    let is = |text: &str| aib_ls::expr::is_expression(text);
    assert!(is("[parameters('x')]") && is("[]"));
    assert!(!is("[[literal]") && !is("[a") && !is("a]") && !is(" [a]") && !is(""));
}

#[test]
fn placeholders() {
    for text in [
        "<region>",
        "/subscriptions/<subscription id>/x",
        "${x}",
        "a{{x}}",
        "#{X}#",
        "$(x)",
        "__NAME__",
        "%NAME%",
        "@name@",
        "@@name@@",
        "<%= name %>",
    ] {
        assert!(value::has_placeholder(text), "{text}");
    }
    for text in [
        "plain",
        "a < b > c",
        "sort <in >out",
        "<>",
        "if [ 1 -lt 2 ] > out",
        "$HOME",
        "____",
        "__init",
        "%",
        "%%",
        "100%",
        "%SystemRoot%\\x",
        "a@b",
        "{x}",
        "2>&1 <in",
    ] {
        assert!(!value::has_placeholder(text), "{text}");
    }
    assert_eq!(value::angle_placeholder("a<b <name> c"), Some("<name>"));
}

#[test]
fn a_whole_expression_may_name_something() {
    let named = |text: &str| format!("{:?}", aib_ls::expr::reference(text));
    expect![[r#"Some(Parameter("x"))"#]].assert_eq(&named("[parameters('x')]"));
    expect![[r#"Some(Variable("x y"))"#]].assert_eq(&named("[ VARIABLES ( 'x y' ) ]"));
    expect!["None"].assert_eq(&named("[parameters('x').y]"));
    expect!["None"].assert_eq(&named("[parameters('it''s')]"));
    expect!["None"].assert_eq(&named("[resourceId('x')]"));
    expect!["None"].assert_eq(&named("[[parameters('x')]"));
    expect!["None"].assert_eq(&named("[parameters(x)]"));
    expect!["None"].assert_eq(&named("[]"));
}
