//! Expressions and what Azure makes of them: a table for whatever evaluates expressions.
//!
//! The second text is JSON, or `unknown` where only the service knows, or `error` where the deployment certainly
//! fails. Most rows are outputs that the documentation shows. Where the service's answer is in doubt, there is no row.

mod lists;
mod texts;
mod values;

use std::collections::BTreeSet;

use aib_ls::expr::{eval, expression};
use aib_ls::syntax;
use serde_json::{Value, json};

/// Each expression as it stands in a template, and what it comes to.
fn examples() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    [lists::EXAMPLES, values::EXAMPLES, texts::EXAMPLES]
        .into_iter()
        .flatten()
}

#[test]
fn the_examples_are_unique_and_well_formed() {
    let expressions: BTreeSet<_> = examples().map(|(expression, _)| expression).collect();
    assert_eq!(expressions.len(), examples().count());
    assert!(expressions.len() >= 300);
    for (expression, result) in examples() {
        assert!(expression.starts_with('[') && expression.ends_with(']'), "{expression}");
        let is_value = serde_json::from_str::<Value>(result).is_ok();
        assert!(
            is_value || ["unknown", "error"].contains(result),
            "{expression}: {result}"
        );
    }
}

/// What it comes to here, in the words of the table.
fn evaluated(expression: &str) -> String {
    let template = json!({ "resources": [], "outputs": { "it": { "value": expression } } });
    let tree = syntax::parse(template.to_string());
    let found = expression::all(&tree);
    let [wanted] = found.as_slice() else {
        return format!("{} expressions", found.len());
    };
    match eval::evaluate(wanted, None).value {
        Ok(value) if value.is_known() => value.json(),
        Ok(_) => "unknown".to_owned(),
        Err(_) => "error".to_owned(),
    }
}

#[test]
fn expressions_evaluate_as_in_azure() {
    let mut wrong = Vec::new();
    for (expression, expected) in examples() {
        let actual = evaluated(expression);
        let read = |it: &str| serde_json::from_str::<Value>(it).ok();
        if actual != *expected && (read(&actual).is_none() || read(&actual) != read(expected)) {
            wrong.push(format!("{expression}\n  expected {expected}\n  came to  {actual}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        examples().count(),
        wrong.join("\n")
    );
}
