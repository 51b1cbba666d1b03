//! A checksum that cannot match any file.

use crate::model::step::Step;
use crate::model::value::{self, Value};
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "customize/checksum-format",
    level: Level::Error,
    fixable: true,
    page: include_str!("checksum_format.md"),
    check: Check::Step(check),
    ..Rule::DEFAULTS
};

fn check(step: Step<'_>, findings: &mut Findings<'_>) {
    let (text, node) = match value::text(step.given("sha256Checksum")) {
        Value::Known(text, node) => (text, node),
        _ => return,
    };
    let is_mark = text.contains(['%', '@', '$', '#', '{']) || text.contains('_');
    if step.kind.is_none() || is_mark || is_checksum(&text) {
        return;
    }
    let repaired = repaired(&text);
    let is_upper = text.eq_ignore_ascii_case(&repaired) && is_checksum(&repaired);
    let (level, message) = if is_upper {
        (
            Level::Warning,
            say! {
                en: "The checksum must be lowercase; the service compares it case-sensitively",
                pt_br: "A soma de verificação deve estar em minúsculas; o serviço diferencia maiúsculas de minúsculas",
            },
        )
    } else {
        let count = text.chars().count();
        (
            Level::Error,
            say! {
                en: "Expected 64 hexadecimal digits, found {count} characters; this SHA-256 checksum matches no file",
                pt_br: "São esperados 64 dígitos hexadecimais, há {count} caracteres; nenhum arquivo tem esta soma SHA-256",
            },
        )
    };
    let report = findings.report(node.span(), message).level(level);
    if is_checksum(&repaired) {
        let title = say! { en: "Change it to 64 lowercase digits", pt_br: "Alterar para 64 dígitos em minúsculas" };
        report.fix(title, [patch::replace_value(node, string::quote(&repaired))]);
    }
}

/// Whether a text is a checksum as the service compares it.
pub(super) fn is_checksum(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f'))
}

/// The digits without the separators and prefixes that tools add.
fn repaired(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let bare = lower
        .trim()
        .trim_start_matches("sha256")
        .trim_start_matches([':', '=', '-']);
    bare.trim().to_owned()
}
