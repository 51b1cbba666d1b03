//! An OS disk smaller than that of the source image.

use crate::model::source::{self, Part};
use crate::model::template::Template;
use crate::model::value::{self, Value};
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "vm-size/os-disk-too-small",
    level: Level::Warning,
    fixable: true,
    page: include_str!("os_disk_too_small.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

/// Disks of Windows images, of those with `smalldisk`, and of Ubuntu and Debian images, in GB.
const WINDOWS: i64 = 127;
const SMALL: i64 = 30;

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let profile = template.property("vmProfile");
    let Value::Known(size, node) = value::integer(profile.and_then(|it| it.get("osDiskSizeGB"))) else {
        return;
    };
    let written = |key| source::part(template, key).filter(Part::is_written);
    let (Some(publisher), Some(sku)) = (written("publisher"), written("sku")) else {
        return;
    };
    let least = match publisher.text.as_str() {
        "microsoftwindowsserver" | "microsoftwindowsdesktop" if sku.text.contains("smalldisk") => SMALL,
        "microsoftwindowsserver" | "microsoftwindowsdesktop" => WINDOWS,
        "canonical" | "debian" => SMALL,
        _ => return,
    };
    if !(1..least).contains(&size) {
        return;
    }
    let message = say! {
        en: "`osDiskSizeGB` is {size}, but this image has a disk of {least} GB, which cannot shrink",
        pt_br: "`osDiskSizeGB` é {size}, mas esta imagem tem um disco de {least} GB, que não pode encolher",
    };
    let there = say! { en: "The image", pt_br: "A imagem" };
    findings
        .report(node.span(), message)
        .related(sku.node.span(), there)
        .guess(
            say! { en: "Replace with {least}", pt_br: "Substituir por {least}" },
            [patch::replace_value(node, least.to_string())],
        )
        .guess(
            say! { en: "Remove, to keep the size of the image", pt_br: "Remover, para manter o tamanho da imagem" },
            [patch::remove(node)],
        );
}
