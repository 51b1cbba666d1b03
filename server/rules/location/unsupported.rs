//! A region where the service is not listed.

use crate::model::resource_id;
use crate::model::template::Template;
use crate::rules::engine::names;
use crate::rules::engine::spelling;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::schema::lookup;
use crate::syntax::patch;
use crate::syntax::string;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "location/unsupported",
    level: Level::Warning,
    fixable: true,
    page: include_str!("unsupported.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

/// Regions of other clouds that the template reference lists as preview. Source: template reference,
/// `location`, as of 2026-06.
const PREVIEW: [&str; 3] = ["usgovarizona", "usgovvirginia", "chinanorth3"];

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let Some((written, node)) = resource_id::written(template.root.get("location")) else {
        return;
    };
    // "West Europe" and "westeurope" are one region.
    let region: String = written.to_ascii_lowercase().split_whitespace().collect();
    let member = lookup::slot(template, node).and_then(|it| it.member);
    let listed = member.map(|it| it.property.suggested.as_slice()).unwrap_or_default();
    let is_word = region.chars().all(|c| c.is_ascii_alphanumeric());
    // Azure's own test regions are not listed anywhere.
    let is_trial = region.ends_with("euap") || region.ends_with("stg");
    if region.is_empty() || !is_word || is_trial || listed.is_empty() || listed.contains(&region.as_str()) {
        return;
    }
    let shown = names::short(&written);
    if PREVIEW.contains(&region.as_str()) {
        let message = say! {
            en: "`{shown}` is documented as a preview region, which requires registering the subscription",
            pt_br: "`{shown}` está documentada como região em versão prévia, que exige registrar a assinatura",
        };
        findings.report(node.span(), message).level(Level::Information);
        return;
    }
    let message = say! {
        en: "Image Builder is not listed for `{shown}`; build in another region and replicate the image there",
        pt_br: "O Image Builder não consta para `{shown}`; faça o build em outra região e replique a imagem para lá",
    };
    let mut report = findings.report(node.span(), message);
    for other in nearby(&region, listed) {
        let title = say! { en: "Use `{other}`", pt_br: "Usar `{other}`" };
        report = report.guess(title, [patch::replace_value(node, string::quote(other))]);
    }
}

/// Listed regions to replace another one: the one that was probably meant, then those of its country.
fn nearby<'l>(region: &str, listed: &[&'l str]) -> Vec<&'l str> {
    /// Letters that region names of one country share at least.
    const COUNTRY: usize = 5;
    let country = region.get(..COUNTRY);
    let mut found: Vec<&str> = spelling::nearest(region, listed.iter().copied()).into_iter().collect();
    let same = listed
        .iter()
        .filter(|it| it.get(..COUNTRY) == country && country.is_some());
    found.extend(
        same.filter(|it| found.first() != Some(*it))
            .copied()
            .collect::<Vec<_>>(),
    );
    found
}
