//! A publisher, an offer or a SKU that is not in the catalogue and resembles one that is.

use crate::catalogue;
use crate::catalogue::images::{self, Image};
use crate::locale::Message;
use crate::model::source::{self, Part};
use crate::model::template::Template;
use crate::rules::engine::names;
use crate::rules::engine::spelling;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "source/unknown-image",
    level: Level::Information,
    fixable: true,
    page: include_str!("unknown_image.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let written = |key| source::part(template, key).filter(Part::is_written);
    let Some(publisher) = written("publisher") else { return };
    let own = images::of_publisher(&publisher.text);
    if own.is_empty() {
        near(&publisher, images::all().iter().map(|it| it.publisher), findings);
        return;
    }
    let Some(offer) = written("offer") else { return };
    let sku = written("sku");
    if let Some(sku) = &sku
        && elsewhere(&publisher, &offer, sku, findings)
    {
        return;
    }
    let of_offer = images::of_offer(&publisher.text, &offer.text);
    if of_offer.is_empty() {
        near(&offer, own.iter().map(|it| it.offer), findings);
        return;
    }
    let Some(sku) = sku.filter(|sku| !of_offer.iter().any(|it| it.sku.eq_ignore_ascii_case(&sku.text))) else {
        return;
    };
    near(&sku, of_offer.iter().map(|it| it.sku), findings);
}

/// Reports a name if it resembles a known one.
fn near(part: &Part<'_>, known: impl Iterator<Item = &'static str> + Clone, findings: &mut Findings<'_>) {
    let Some(meant) = spelling::variant(&part.text, known) else {
        return;
    };
    let shown = shown(part);
    let month = catalogue::month(images::table_date());
    let (en, pt_br) = (month.en, month.pt_br);
    let message = say! {
        en: "`{shown}` is not in the list of images of {en}; did you mean `{meant}`?",
        pt_br: "`{shown}` não está na lista de imagens de {pt_br}; você quis dizer `{meant}`?",
    };
    findings.report(part.node.span(), message).guess(
        replace_with(meant),
        [patch::replace_value(part.node, string::quote(meant))],
    );
}

/// Reports a SKU that its offer does not have and one other offer of the publisher has; whether it did.
fn elsewhere(publisher: &Part<'_>, offer: &Part<'_>, sku: &Part<'_>, findings: &mut Findings<'_>) -> bool {
    let Some((right, meant)) = other_offer(&publisher.text, &offer.text, &sku.text) else {
        return false;
    };
    let shown = shown(sku);
    let message = if meant.eq_ignore_ascii_case(&sku.text) {
        say! {
            en: "`{shown}` is not known in this offer; it belongs to the offer `{right}`",
            pt_br: "`{shown}` não é conhecido nesta oferta; ele pertence à oferta `{right}`",
        }
    } else {
        say! {
            en: "`{shown}` is not in this offer; did you mean `{meant}` of `{right}`?",
            pt_br: "`{shown}` não está nesta oferta; você quis dizer `{meant}` de `{right}`?",
        }
    };
    let mut edits = vec![patch::replace_value(offer.node, string::quote(right))];
    if !meant.eq_ignore_ascii_case(&sku.text) {
        edits.push(patch::replace_value(sku.node, string::quote(&meant)));
    }
    findings
        .report(sku.node.span(), message)
        .related(offer.node.span(), say! { en: "The offer", pt_br: "A oferta" })
        .guess(replace_with(right), edits);
    true
}

/// The offer and the SKU that are meant, by the list of usual mistakes, or because no other offer has the SKU.
fn other_offer(publisher: &str, offer: &str, sku: &str) -> Option<(&'static str, String)> {
    if images::find(publisher, offer, sku).is_some() {
        return None;
    }
    if let Some(meant) = images::mistaken(publisher, offer, sku) {
        return Some(meant);
    }
    let of_offer = images::of_offer(publisher, offer);
    // A SKU such as `gen2` or `server` says nothing.
    let is_telling = sku.contains(|it: char| it.is_ascii_digit()) && sku.len() >= MIN_TELLING;
    let is_same = |it: &&Image| spelling::is_same_name(it.sku, sku);
    if !is_telling || of_offer.is_empty() || of_offer.iter().any(|it| is_same(&it)) {
        return None;
    }
    let mut having = images::of_publisher(publisher).iter().filter(is_same);
    let image = having.next()?;
    having.next().is_none().then(|| (image.offer, image.sku.to_owned()))
}

/// Shorter SKUs occur in several offers.
const MIN_TELLING: usize = 7;

fn replace_with(meant: &str) -> Message {
    say! { en: "Replace with `{meant}`", pt_br: "Substituir por `{meant}`" }
}

/// The name as it is written.
fn shown(part: &Part<'_>) -> String {
    names::short(part.node.as_str().as_deref().unwrap_or(&part.text))
}
