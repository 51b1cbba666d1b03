//! Values that are written out: secrets that are not repeated, days, paths and the fixes of each.

use aib_ls::document::{Document, Language};
use aib_ls::rules;
use aib_ls::settings::Settings;
use aib_ls::text::day::Day;
use aib_ls::text::edit;

use crate::support::outside::outside;

fn document(text: String) -> Document {
    Document::new(text, Language::Json, None).with_today(Day::new(2026, 6, 1))
}

/// The text of a template that was handed in; `None` where nothing is.
fn case(name: &str) -> Option<String> {
    let path = outside("AIB_LS_CASES")?.join("templates").join(format!("{name}.json"));
    Some(std::fs::read_to_string(path).unwrap())
}

#[test]
fn repeats_no_credential_and_no_signature() {
    for name in ["miss-basic-authorization", "miss-sas-expired"] {
        let Some(text) = case(name) else { continue };
        for finding in rules::check(&document(text), &Settings::default()) {
            let message = finding.message.en.as_ref();
            assert!(!message.contains("OjEyMzQ") && !message.contains("XXXX"), "{message}");
        }
    }
}

#[test]
fn offers_no_step_that_could_not_run_the_file() {
    let Some(text) = case("ps1-validator-made-shell") else {
        return;
    };
    let findings = rules::check(&document(text), &Settings::default());
    let mismatch = findings.iter().find(|it| it.rule.id == "source/os-mismatch").unwrap();
    assert!(mismatch.fixes.is_empty());
}

#[test]
fn nothing_expires_without_a_day() {
    let step = "{ \"type\": \"Shell\", \"scriptUri\": \"https://example.com/a.sh?se=2020-01-01&sig=a\" }";
    let text = format!("{{ \"properties\": {{ \"source\": {{}}, \"distribute\": [], \"customize\": [{step}] }} }}");
    let expired = |doc: &Document| {
        let findings = rules::check(doc, &Settings::default());
        findings.iter().any(|it| it.rule.id == "secrets/token-expired")
    };
    assert!(!expired(&Document::new(text.clone(), Language::Json, None)));
    assert!(expired(&document(text)));
}

/// A path with control characters, repaired by the fix that is offered.
#[test]
fn doubles_every_backslash_of_a_path() {
    let step = r#"{ "type": "File", "sourceUri": "https://example.com/a", "destination": "C:\temp\new\u0041.txt" }"#;
    let text = format!("{{ \"properties\": {{ \"source\": {{}}, \"distribute\": [], \"customize\": [{step}] }} }}");
    let findings = rules::check(&document(text.clone()), &Settings::default());
    let escape = findings
        .iter()
        .find(|it| it.rule.id == "syntax/control-escape")
        .unwrap();
    let fix = escape.fixes.first().unwrap();
    assert!(!fix.safe);
    assert!(edit::apply(&text, &fix.edits).contains(r#""C:\\temp\\new\u0041.txt""#));
}
