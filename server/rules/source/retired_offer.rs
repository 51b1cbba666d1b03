//! An image that is no longer supported.

use crate::model::source::{self, Part};
use crate::model::template::Template;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;
use crate::syntax::tree::Node;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "source/retired-offer",
    level: Level::Information,
    fixable: true,
    page: include_str!("retired_offer.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

/// An unsupported image: prefixes of its publisher, its offer and its SKU in lower case, and the
/// month in which the vendor's support ended, paid extensions aside.
type Retired = (&'static str, &'static str, &'static str, &'static str);

const RETIRED: [Retired; 33] = [
    ("canonical", "ubuntuserver", "14.04", "2019-04"),
    ("canonical", "ubuntuserver", "16.04", "2021-04"),
    ("canonical", "ubuntuserver", "16_04", "2021-04"),
    ("canonical", "ubuntuserver", "18.04", "2023-05"),
    ("canonical", "ubuntuserver", "18_04", "2023-05"),
    ("canonical", "0001-com-ubuntu-server-focal", "", "2025-05"),
    ("canonical", "0001-com-ubuntu-minimal-focal", "", "2025-05"),
    ("redhat", "rhel", "7", "2024-06"),
    ("suse", "sles-12", "", "2024-10"),
    ("oracle", "oracle-linux", "ol7", "2024-12"),
    ("microsoftcblmariner", "cbl-mariner", "cbl-mariner-2", "2025-07"),
    ("openlogic", "centos", "6", "2020-11"),
    ("openlogic", "centos", "8", "2021-12"),
    ("openlogic", "centos", "", "2024-06"),
    ("debian", "debian-9", "", "2022-06"),
    ("debian", "debian-10", "", "2024-06"),
    ("debian", "debian-11", "", "2026-08"),
    ("credativ", "debian", "9", "2022-06"),
    ("microsoftwindowsserver", "windowsserver", "2012-", "2023-10"),
    ("microsoftwindowsdesktop", "", "rs5-evd", "2021-05"),
    ("microsoftwindowsdesktop", "", "rs5-pro", "2020-11"),
    ("microsoftwindowsdesktop", "", "19h1-", "2020-12"),
    ("microsoftwindowsdesktop", "", "19h2-", "2022-05"),
    ("microsoftwindowsdesktop", "", "20h1-", "2021-12"),
    ("microsoftwindowsdesktop", "", "20h2-", "2023-05"),
    ("microsoftwindowsdesktop", "", "21h1-", "2022-12"),
    ("microsoftwindowsdesktop", "", "win10-21h2-", "2024-06"),
    ("microsoftwindowsdesktop", "", "win11-21h2-pro", "2023-10"),
    ("microsoftwindowsdesktop", "", "win11-21h2-", "2024-10"),
    ("microsoftwindowsdesktop", "", "win11-22h2-pro", "2024-10"),
    ("microsoftwindowsdesktop", "", "win11-22h2-", "2025-10"),
    ("microsoftwindowsdesktop", "", "win11-23h2-pro", "2025-11"),
    ("microsoftwindowsdesktop", "windows-7", "", "2020-01"),
];

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let written = |key| source::part(template, key).filter(Part::is_written);
    let (Some(publisher), Some(offer), Some(sku)) = (written("publisher"), written("offer"), written("sku")) else {
        return;
    };
    // Long-term editions outlive the others of their release.
    if sku.text.contains("ltsc") {
        return;
    }
    let is_one = |it: &&Retired| publisher.text == it.0 && offer.text.starts_with(it.1) && sku.text.starts_with(it.2);
    let Some((.., ended)) = RETIRED.iter().find(is_one) else {
        return;
    };
    let message = say! {
        en: "Use a current image; support of this one ended in {ended}, and the Marketplace may not offer it",
        pt_br: "Use uma imagem atual; o suporte desta terminou em {ended}, e o Marketplace pode não oferecê-la",
    };
    let report = findings.report(sku.node.span(), message);
    if let Some((new_offer, new_sku)) = successor(&offer.text, &sku.text) {
        let title = say! { en: "Use `{new_sku}`", pt_br: "Usar `{new_sku}`" };
        let mut edits = vec![patch::replace_value(sku.node, string::quote(&new_sku))];
        edits.extend(new_offer.map(|it| patch::replace_value(offer.node, string::quote(it))));
        // The version of the old image does not exist for the new one.
        let version = template.property("source").and_then(|it| it.get("version"));
        let pinned = version.filter(|it| is_pinned(*it));
        edits.extend(pinned.map(|it| patch::replace_value(it, string::quote("latest"))));
        report.guess(title, edits);
    }
}

fn is_pinned(version: Node<'_>) -> bool {
    version.as_str().is_some_and(|it| !it.eq_ignore_ascii_case("latest"))
}

/// A current image of the same family and generation: its offer, if that differs, and its
/// SKU.
fn successor(offer: &str, sku: &str) -> Option<(Option<&'static str>, String)> {
    let jammy = Some("0001-com-ubuntu-server-jammy");
    match (offer, sku) {
        ("ubuntuserver", "16.04-lts" | "18.04-lts") => return Some((jammy, "22_04-lts".into())),
        ("ubuntuserver", "16_04-lts-gen2" | "18_04-lts-gen2") => return Some((jammy, "22_04-lts-gen2".into())),
        ("0001-com-ubuntu-server-focal", "20_04-lts") => return Some((jammy, "22_04-lts".into())),
        ("0001-com-ubuntu-server-focal", "20_04-lts-gen2") => return Some((jammy, "22_04-lts-gen2".into())),
        ("windowsserver", "2012-datacenter" | "2012-r2-datacenter") => return Some((None, "2022-datacenter".into())),
        _ => {}
    }
    let newer = ["win11-21h2-", "win11-22h2-", "win11-23h2-"];
    if let Some(edition) = newer.iter().find_map(|it| sku.strip_prefix(it)) {
        let is_plain = matches!(edition, "ent" | "pro" | "avd" | "avd-m365");
        return is_plain.then(|| (None, format!("win11-24h2-{edition}")));
    }
    let (sku, twin) = match sku.strip_suffix("-g2") {
        Some(sku) => (sku, "-g2"),
        None => (sku, ""),
    };
    let edition = match sku.strip_prefix("win10-21h2-") {
        Some(edition) => edition,
        None => match (offer, sku.split_once('-')?.1) {
            ("windows-10", "evd") => "avd",
            ("windows-10", edition @ ("ent" | "pro")) => edition,
            ("office-365", "evd-o365pp") => "avd-m365",
            _ => return None,
        },
    };
    Some((None, format!("win10-22h2-{edition}{twin}")))
}
