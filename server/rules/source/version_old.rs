//! A version of a Marketplace image that is more than a year old.

use crate::model::source;
use crate::model::template::Template;
use crate::rules::source::source_of;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;
use crate::text::day::Day;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "source/version-old",
    level: Level::Information,
    fixable: true,
    superseded_by: &["triggers/source-not-latest"],
    page: include_str!("version_old.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let Some(today) = template.today else { return };
    let Some(version) = source::part(template, "version").filter(|_| source_of(template, "PlatformImage").is_some())
    else {
        return;
    };
    let Some(day) = day(&version.text) else { return };
    if day >= today.year_before() {
        return;
    }
    let message = say! {
        en: "This image version is from {day}; builds fail once its publisher withdraws it",
        pt_br: "Esta versão da imagem é de {day}; o build falhará quando o editor a retirar",
    };
    let report = findings.report(version.node.span(), message);
    if version.is_written() {
        let title = say! { en: "Use the latest version", pt_br: "Usar a versão mais recente" };
        report.guess(title, [patch::replace_value(version.node, string::quote("latest"))]);
    }
}

/// The day in a version: `22.04.202306160`, `17763.2928.220505`, `0.20230515.1382`, `2023.05.15`. `None` for a version
/// without one.
fn day(version: &str) -> Option<Day> {
    let parts: Vec<&str> = version.split('.').collect();
    if !parts.iter().all(|it| it.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let date = |year: &str, month: &str, day: &str| {
        let date = Day::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
        // The Marketplace has no older images.
        (2013..2100).contains(&date.year()).then_some(date)
    };
    if let [year, month, day] = parts.as_slice()
        && year.len() == 4
        && month.len() == 2
        && day.len() == 2
    {
        return date(year, month, day);
    }
    parts.iter().rev().find_map(|it| match it.len() {
        8..=10 => date(it.get(..4)?, it.get(4..6)?, it.get(6..8)?),
        6 => date(&format!("20{}", it.get(..2)?), it.get(2..4)?, it.get(4..6)?),
        _ => None,
    })
}
