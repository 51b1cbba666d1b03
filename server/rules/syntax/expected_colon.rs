//! A key without its colon.

use crate::document::Document;
use crate::rules::engine::names;
use crate::rules::syntax::quotes;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::error::{self, Problem, SyntaxError};
use crate::syntax::string;
use crate::syntax::tree::Kind;
use crate::text::edit::Edit;
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "syntax/expected-colon",
    level: Level::Error,
    fixable: true,
    page: include_str!("expected_colon.md"),
    check: Check::Syntax(check),
    ..Rule::DEFAULTS
};

fn check(doc: &Document, error: &SyntaxError, findings: &mut Findings<'_>) {
    match error.kind {
        Problem::ExpectedColon => {}
        Problem::EqualsSign => return equals_sign(doc, error, findings),
        _ => return,
    }
    let key = names::short(&string::decode(error.span.of(doc.text())));
    let member = doc.tree().innermost(error.span.start);
    let has_value = member.is_some_and(|it| it.key_span() == Some(error.span) && it.kind() != Kind::Broken);
    if has_value {
        let message = say! {
            en: "Missing colon after the key `{key}`",
            pt_br: "Faltam os dois-pontos depois da chave `{key}`",
        };
        let title = say! { en: "Insert the colon", pt_br: "Inserir os dois-pontos" };
        findings
            .report(error.span, message)
            .fix(title, [Edit::insert(error.fix_span.start, ":")]);
        return;
    }
    findings.report(
        error.span,
        say! {
            en: "Missing colon and value after the key `{key}`",
            pt_br: "Faltam os dois-pontos e o valor depois da chave `{key}`",
        },
    );
}

/// Another operator instead of the colon, with other syntax of its language: a key without quotes, `$true`.
fn equals_sign(doc: &Document, error: &SyntaxError, findings: &mut Findings<'_>) {
    let sign = error.span.of(doc.text());
    let member = doc.tree().innermost(error.span.start);
    let Some((member, key)) = member.and_then(|it| Some((it, it.key_span()?))) else {
        return;
    };
    let written = key.of(doc.text());
    let is_quoted = written.starts_with('"');
    let key_text = if is_quoted {
        written.to_owned()
    } else {
        quotes::requoted(written)
    };
    let value = match member.kind() {
        Kind::Broken => error::meant(member.source()).map(str::to_owned),
        Kind::Object | Kind::Array => None,
        _ => Some(member.source().to_owned()),
    };
    let message = match &value {
        Some(value) => {
            let (key, value) = (names::short(&key_text), names::short(value));
            say! {
                en: "JSON uses `:` between key and value, not `{sign}`; use `{key}: {value}`",
                pt_br: "O JSON usa `:` entre a chave e o valor, não `{sign}`; use `{key}: {value}`",
            }
        }
        None => say! {
            en: "JSON uses `:` between key and value, not `{sign}`",
            pt_br: "O JSON usa `:` entre a chave e o valor, não `{sign}`",
        },
    };
    let mut edits = vec![Edit::replace(
        Span::new(key.start, error.span.end),
        format!("{key_text}:"),
    )];
    if member.kind() == Kind::Broken {
        edits.extend(value.map(|it| Edit::replace(member.span(), it)));
    }
    let report = findings.report(error.span, message).about(member.span());
    // Quotes around the key that JSON does not know have a finding of their own.
    let before = doc.text().get(..key.start as usize).unwrap_or_default();
    if !before.ends_with(['“', '”', '‘', '’']) {
        let title = say! { en: "Convert to JSON", pt_br: "Converter em JSON" };
        // After a comma, the text may be a key whose value is missing.
        match sign {
            "," => report.guess(title, edits),
            _ => report.fix(title, edits),
        };
    }
}
