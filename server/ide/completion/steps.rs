//! Steps, validators, targets and sources: the variants of a union, in the order in which they fit.

use crate::ide::completion::list::List;
use crate::ide::completion::overrides;
use crate::ide::completion::writer::Writer;
use crate::locale::Message;
use crate::model::os::{self, Os};
use crate::model::template::Template;
use crate::say;
use crate::schema::lookup;
use crate::schema::slice::{self, Slice, Variant};
use crate::schema::words;
use crate::syntax::tree::Node;

/// The variants of a union for a template, the fitting ones first. `before` is what stands before it in its list.
pub(super) fn variants<'d>(template: Template<'d>, union: &str, before: Option<Node<'d>>) -> Vec<&'static Variant> {
    let slice = lookup::slice_of(template);
    let is_current = |it: &&Variant| slice.version.is_some() || is_in_newest(union, it);
    let mut all: Vec<&Variant> = listed(slice, union).iter().filter(is_current).collect();
    let system = os::operating_system(template).map(|it| it.os);
    let after = before.and_then(|it| it.get("type")?.as_str());
    all.sort_by_key(|it| {
        let fits = fits(it.name, system);
        (!fits, rank(it.name, after.as_deref()))
    });
    all
}

/// A variant that no version has any more is not offered where the version is unknown.
fn is_in_newest(union: &str, variant: &Variant) -> bool {
    let newest = slice::slice(Some(slice::newest()));
    listed(newest, union).iter().any(|it| it.name == variant.name)
}

fn listed(slice: &'static Slice, union: &str) -> &'static [Variant] {
    slice.union(union).map(|(_, it)| it).unwrap_or_default()
}

/// Whether a step can run on a system.
fn fits(kind: &str, system: Option<Os>) -> bool {
    match kind {
        "Shell" => system != Some(Os::Windows),
        "PowerShell" | "WindowsRestart" | "WindowsUpdate" => system != Some(Os::Linux),
        _ => true,
    }
}

/// The place among what fits. Updates are followed by a restart.
fn rank(kind: &str, after: Option<&str>) -> usize {
    const ORDER: [&str; 11] = [
        "PlatformImage",
        "SharedImageVersion",
        "SharedImage",
        "ManagedImage",
        "Shell",
        "PowerShell",
        "WindowsUpdate",
        "File",
        "WindowsRestart",
        "VHD",
        "ISO",
    ];
    match (kind, after) {
        ("WindowsRestart", Some("WindowsUpdate")) => 0,
        ("WindowsUpdate", Some("WindowsUpdate")) => ORDER.len() + 1,
        _ => 1 + ORDER.iter().position(|it| *it == kind).unwrap_or(ORDER.len()),
    }
}

/// Adds new objects of a union. Steps that cannot run on the template's system are left out.
pub(super) fn add<'d>(list: &mut List<'d>, template: Template<'d>, union: &'static str) {
    let system = os::operating_system(template).map(|it| it.os);
    let of_list = list.site.before();
    let fitting: Vec<_> = variants(template, union, of_list)
        .into_iter()
        .filter(|it| fits(it.name, system))
        .collect();
    for variant in &fitting {
        let skeleton = Writer::new(template).object(variant.of, Some(variant.name));
        list.skeleton(variant.name, &skeleton, words::of_variant(union, variant.name));
    }
    let has_address = |it: &&&Variant| {
        let properties = lookup::slice_of(template).properties(it.of);
        properties.iter().any(|it| it.name == "inline") && properties.iter().any(|it| it.name == "scriptUri")
    };
    for variant in fitting.iter().filter(has_address) {
        let members = ["type", "name", "scriptUri", "sha256Checksum"];
        let skeleton = Writer::new(template).object_with(variant.of, Some(variant.name), &members);
        let words = script_words(variant.name);
        list.skeleton(&format!("{}: scriptUri", variant.name), &skeleton, Some(&words));
    }
    for it in overrides::offers(template, list.site.container()) {
        list.skeleton(it.label, &it.skeleton, Some(&it.words));
    }
}

fn script_words(kind: &str) -> Message {
    say! {
        en: "A `{kind}` step that downloads its script and compares the checksum.",
        pt_br: "Uma etapa `{kind}` que baixa o script e compara a soma de verificação.",
    }
}
