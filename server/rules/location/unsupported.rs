//! A region where the service is not listed.

use std::cmp::Reverse;

use crate::catalogue::regions::{self, Availability};
use crate::model::regions::plain;
use crate::model::resource_id;
use crate::model::template::Template;
use crate::rules::engine::names;
use crate::rules::engine::spelling;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
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

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let Some((written, node)) = resource_id::written(template.root.get("location")) else {
        return;
    };
    let region = plain(&written);
    let known = regions::find(&region);
    let is_word = region.chars().all(|c| c.is_ascii_alphanumeric());
    // Azure's own test regions are not listed anywhere.
    let is_trial = region.ends_with("euap") || region.ends_with("stg");
    let availability = known.map_or(Availability::Unlisted, |it| it.image_builder);
    if region.is_empty() || !is_word || is_trial || availability == Availability::Listed {
        return;
    }
    let shown = names::short(&written);
    if availability == Availability::Preview {
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
    for other in nearby(&region) {
        let title = say! { en: "Use `{other}`", pt_br: "Usar `{other}`" };
        report = report.guess(title, [patch::replace_value(node, string::quote(other))]);
    }
}

/// A few regions where the service is listed, to replace another one: the one that it is paired with, or that an unknown name
/// resembles, then those of the same country, best first.
fn nearby(region: &str) -> Vec<&'static str> {
    const MAX_OFFERED: usize = 3;
    let listed = || {
        let listed = regions::all()
            .iter()
            .filter(|it| it.image_builder == Availability::Listed);
        listed.map(|it| it.name)
    };
    let best = match regions::find(region) {
        Some(known) => listed().find(|it| Some(*it) == known.pair),
        None => spelling::nearest(region, listed()),
    };
    let place = regions::place(region);
    let shared = |it: &str| {
        it.bytes()
            .zip(region.bytes())
            .take_while(|(one, other)| one == other)
            .count()
    };
    let mut same: Vec<&str> = listed()
        .filter(|it| regions::place(it) == place && Some(*it) != best)
        .collect();
    same.sort_by_key(|it| Reverse(shared(it)));
    best.into_iter().chain(same).take(MAX_OFFERED).collect()
}
