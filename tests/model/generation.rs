//! The generation and the architecture of a source image, and what says so.

use aib_ls::model::{architecture, generation};
use expect_test::{Expect, expect};

use crate::model::document;

fn check(publisher: &str, offer: &str, sku: &str, expected: Expect) {
    let doc = document(&format!(
        r#"{{ "parameters": {{ "sku": {{ "defaultValue": "win11-23h2-avd" }} }},
             "resources": [{{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "properties": {{ "source":
                {{ "type": "PlatformImage", "publisher": "{publisher}", "offer": "{offer}", "sku": "{sku}" }} }} }}] }}"#
    ));
    let template = doc.templates().next().unwrap();
    let generation = generation::generation(template).map(|it| {
        let how = if it.is_written { "written" } else { "deduced" };
        format!(
            "generation {} by {}, {how}",
            it.generation.number(),
            it.because.source()
        )
    });
    let architecture =
        architecture::architecture(template).map(|it| format!("{} by {}", it.architecture.name(), it.because.source()));
    let parts: Vec<_> = [generation, architecture].into_iter().flatten().collect();
    expected.assert_eq(&if parts.is_empty() {
        "unknown".to_owned()
    } else {
        parts.join("; ")
    });
}

#[test]
fn a_sku_that_names_its_generation() {
    check(
        "MicrosoftWindowsServer",
        "WindowsServer",
        "2022-Datacenter-G2",
        expect![[r#"generation 2 by "2022-Datacenter-G2", written; x64 by "2022-Datacenter-G2""#]],
    );
    check(
        "MicrosoftWindowsServer",
        "WindowsServer",
        "2019-datacenter-gensecond",
        expect![[r#"generation 2 by "2019-datacenter-gensecond", written; x64 by "2019-datacenter-gensecond""#]],
    );
    check(
        "contoso",
        "linux",
        "9-gen2",
        expect![[r#"generation 2 by "9-gen2", written"#]],
    );
    check(
        "SUSE",
        "sles-15-sp5",
        "gen1",
        expect![[r#"generation 1 by "gen1", written; x64 by "gen1""#]],
    );
    check(
        "MicrosoftWindowsDesktop",
        "windows-11",
        "[parameters('sku')]",
        expect![[r#"generation 2 by "[parameters('sku')]", deduced; x64 by "[parameters('sku')]""#]],
    );
    check(
        "Canonical",
        "ubuntu-24_04-lts",
        "server",
        expect![[r#"generation 2 by "server", written; x64 by "server""#]],
    );
}

#[test]
fn a_sku_with_a_twin() {
    check(
        "MicrosoftWindowsServer",
        "WindowsServer",
        "2019-Datacenter",
        expect![[r#"generation 1 by "2019-Datacenter", written; x64 by "2019-Datacenter""#]],
    );
    check(
        "Canonical",
        "UbuntuServer",
        "18.04-LTS",
        expect![[r#"generation 1 by "18.04-LTS", written; x64 by "18.04-LTS""#]],
    );
}

#[test]
fn a_sku_of_the_catalogue() {
    check(
        "MicrosoftWindowsServer",
        "WindowsServer",
        "2022-datacenter-azure-edition",
        expect![[
            r#"generation 2 by "2022-datacenter-azure-edition", written; x64 by "2022-datacenter-azure-edition""#
        ]],
    );
    check(
        "RedHat",
        "RHEL",
        "9_4",
        expect![[r#"generation 1 by "9_4", written; x64 by "9_4""#]],
    );
    check(
        "Canonical",
        "ubuntu-24_04-lts",
        "specialized-hardware",
        expect![[r#"generation 2 by "specialized-hardware", written; Arm64 by "specialized-hardware""#]],
    );
    // Its name has no mark of generation 2, and no twin is known that has.
    check("SUSE", "SLES", "15", expect![[r#"x64 by "15""#]]);
}

#[test]
fn a_sku_that_tells_nothing() {
    check(
        "MicrosoftWindowsServer",
        "WindowsServer",
        "2028-datacenter",
        expect![[r#"x64 by "2028-datacenter""#]],
    );
    check("contoso", "things", "2019-Datacenter", expect!["unknown"]);
    check("contoso", "things", "<sku>", expect!["unknown"]);
}

#[test]
fn arm64_is_in_the_sku_or_the_offer() {
    check(
        "Canonical",
        "ubuntu-24_04-lts",
        "server-arm64",
        expect![[r#"generation 2 by "server-arm64", written; Arm64 by "server-arm64""#]],
    );
    check(
        "SUSE",
        "sles-15-sp5-arm64",
        "gen2",
        expect![[r#"generation 2 by "gen2", written; Arm64 by "sles-15-sp5-arm64""#]],
    );
    // Its name says something of the kind, but not what.
    check("Canonical", "ubuntu-arm", "server", expect!["unknown"]);
}
