//! An image that is no longer supported.

use crate::catalogue::images::{self, Image};
use crate::catalogue::sizes;
use crate::model::generation::{self, Generation};
use crate::model::source::{self, Part};
use crate::model::template::Template;
use crate::model::vm_size;
use crate::rules::vm_size::{SUGGESTED_SIZE, Size, size};
use crate::rules::{Check, Findings, Level, Rule, Tag};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;
use crate::syntax::tree::Node;
use crate::text::edit::Edit;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "source/retired-offer",
    level: Level::Information,
    fixable: true,
    tag: Some(Tag::Deprecated),
    page: include_str!("retired_offer.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let written = |key| source::part(template, key).filter(Part::is_written);
    let (Some(publisher), Some(offer), Some(sku)) = (written("publisher"), written("offer"), written("sku")) else {
        return;
    };
    let Some(ended) = images::ended(&publisher.text, &offer.text, &sku.text) else {
        return;
    };
    let date = ended.date;
    let is_first = generation::generation(template).is_some_and(|it| it.generation == Generation::One);
    let meant = successors([&publisher.text, &offer.text, &sku.text], is_first, ended.replacement);
    let full = |it: &Image| {
        let elsewhere = !it.publisher.eq_ignore_ascii_case(&publisher.text);
        let names = format!("{}:{}", it.offer, it.sku);
        if elsewhere {
            format!("{}:{names}", it.publisher)
        } else {
            names
        }
    };
    let message = match meant.as_slice() {
        [] => say! {
            en: "Support of this image ended on {date}, and the Marketplace may not offer it any more",
            pt_br: "O suporte desta imagem terminou em {date}, e o Marketplace pode não oferecê-la mais",
        },
        [first, .., best] if is_windows_10(first) => {
            let (first, best) = (first.sku, best.sku);
            say! {
                en: "Support of this image ended on {date}; use `{best}`, or at least `{first}`",
                pt_br: "O suporte desta imagem terminou em {date}; use `{best}` ou, pelo menos, `{first}`",
            }
        }
        [first, ..] => {
            let first = full(first);
            say! {
                en: "Support ended on {date}; use a current image, such as `{first}`",
                pt_br: "O suporte terminou em {date}; use uma imagem atual, como `{first}`",
            }
        }
    };
    let mut report = findings.report(sku.node.span(), message);
    // The version of the old image does not exist for another one.
    let version = template.property("source").and_then(|it| it.get("version"));
    let pinned = version.filter(|it| is_pinned(*it));
    // An image of another publisher may need a plan.
    let own = meant
        .into_iter()
        .filter(|it| it.publisher.eq_ignore_ascii_case(&publisher.text));
    for image in own {
        let (name, other) = (image.sku, image.offer);
        let size = fitting_size(template, image);
        let title = match (&size, other.eq_ignore_ascii_case(&offer.text)) {
            (Some((size, _)), _) => {
                say! { en: "Use `{name}` of `{other}` on `{size}`", pt_br: "Usar `{name}` de `{other}` em `{size}`" }
            }
            (None, true) => say! { en: "Use `{name}`", pt_br: "Usar `{name}`" },
            (None, false) => say! { en: "Use `{name}` of `{other}`", pt_br: "Usar `{name}` de `{other}`" },
        };
        let mut edits = vec![patch::replace_value(sku.node, string::quote(image.sku))];
        if !image.offer.eq_ignore_ascii_case(&offer.text) {
            edits.push(patch::replace_value(offer.node, string::quote(image.offer)));
        }
        edits.extend(pinned.map(|it| patch::replace_value(it, string::quote("latest"))));
        edits.extend(size.map(|it| it.1));
        report = report.guess(title, edits);
    }
}

/// The size to use for an image of generation 2, and its edit, where the size of the build VM starts generation 1 alone.
fn fitting_size(template: Template<'_>, image: &Image) -> Option<(&'static str, Edit)> {
    let Size::Written(name, node) = size(template) else {
        return None;
    };
    let written = vm_size::parse(&name).filter(|_| image.generation == Some(2))?;
    let is_first = written.only_generation() == Some(Generation::One);
    let starts = |it: &&sizes::Size| it.generations.is_some_and(|it| it.contains(&2));
    let newer = written.listed.and_then(sizes::Size::replacement).filter(starts);
    let other = newer.map_or(SUGGESTED_SIZE, |it| it.name);
    is_first.then(|| (other, patch::replace_value(node, string::quote(other))))
}

fn is_pinned(version: Node<'_>) -> bool {
    version.as_str().is_some_and(|it| !it.eq_ignore_ascii_case("latest"))
}

fn is_windows_10(image: &Image) -> bool {
    image.sku.starts_with("win10-")
}

/// What to use instead of an image, whose names are in lower case: one of the same generation, so that the size and the image
/// definition still fit, then the newest. Nothing if the newest is of another architecture.
fn successors(names: [&str; 3], is_first: bool, newest: Option<&'static Image>) -> Vec<&'static Image> {
    let [publisher, offer, sku] = names;
    let client = Some(sku)
        .filter(|_| publisher.eq_ignore_ascii_case(CLIENT))
        .and_then(windows_client);
    if let Some((last, newest)) = client {
        return last.into_iter().chain(newest).collect();
    }
    let newest = newest.filter(|it| it.is_arm64 == (sku.contains("arm") || offer.contains("arm")));
    let same = newest.filter(|_| is_first).and_then(Image::gen1_twin);
    same.into_iter().chain(newest).collect()
}

/// The publisher of Windows 10 and 11.
const CLIENT: &str = "MicrosoftWindowsDesktop";

/// For a common edition of Windows 10 or 11, the last Windows 10 of the same generation, if it is one of Windows 10, and the
/// newest Windows 11.
fn windows_client(sku: &str) -> Option<(Option<&'static Image>, Option<&'static Image>)> {
    let (plain, twin) = match sku.strip_suffix("-g2") {
        Some(plain) => (plain, "-g2"),
        None => (sku, ""),
    };
    let is_11 = plain.starts_with("win11-");
    let edition = match plain.strip_prefix("win10-").or(plain.strip_prefix("win11-")) {
        Some(rest) => rest.split_once('-')?.1,
        None => match plain.split_once('-')?.1 {
            "evd" => "avd",
            "evd-o365pp" => "avd-m365",
            "enterprise" => "ent",
            edition => edition,
        },
    };
    if !matches!(edition, "ent" | "pro" | "avd" | "avd-m365") {
        return None;
    }
    let is_office = edition.ends_with("m365");
    let last = || {
        newest_of(
            if is_office { "office-365" } else { "windows-10" },
            "win10-",
            &format!("{edition}{twin}"),
        )
    };
    let newest = newest_of(if is_office { "office-365" } else { "windows-11" }, "win11-", edition);
    Some((if is_11 { None } else { last() }, newest))
}

/// The newest SKU of Windows that is supported: `<start><release>-<edition>`.
fn newest_of(offer: &str, start: &str, edition: &str) -> Option<&'static Image> {
    let is_one = |it: &&Image| {
        let rest = it.sku.strip_prefix(start).and_then(|it| it.split_once('-'));
        rest.is_some_and(|it| it.1 == edition) && images::ended(CLIENT, offer, it.sku).is_none()
    };
    images::of_offer(CLIENT, offer)
        .iter()
        .filter(is_one)
        .max_by_key(|it| it.sku)
}
