//! Images, sizes and regions, the fitting ones first.

use expect_test::expect;

use crate::ide::Scene;
use crate::ide::completion::{check_accepted, check_labels, items};

/// The first labels.
fn first(frame: &str, fragment: &str, count: usize) -> String {
    let scene = Scene::new(frame, fragment);
    let labels = items(&scene).into_iter().map(|it| it.label);
    labels.take(count).collect::<Vec<_>>().join(" ")
}

fn source(rest: &str) -> String {
    format!(r#""source": {{ "type": "PlatformImage", {rest} }}"#)
}

#[test]
fn publishers_of_the_systems_come_first() {
    expect!["MicrosoftWindowsServer MicrosoftWindowsDesktop Canonical RedHat SUSE"].assert_eq(&first(
        "in=properties",
        &source(r#""publisher": "$0""#),
        5,
    ));
}

#[test]
fn offers_and_skus_are_those_of_what_is_chosen() {
    let text = source(r#""publisher": "MicrosoftWindowsServer", "offer": "$0""#);
    check_labels(
        "in=properties",
        &text,
        expect![
            "WindowsServer MicrosoftServerOperatingSystems-previews WindowsServerHotpatch-previews WindowsServerSemiAnnual"
        ],
    );
    let text = source(r#""publisher": "canonical", "offer": "$0""#);
    expect!["ubuntu-24_04-lts ubuntu-22_04-lts ubuntu-26_04-lts ubuntu-pro-26_04-lts"].assert_eq(&first(
        "in=properties",
        &text,
        4,
    ));
    let text = source(r#""publisher": "MicrosoftWindowsServer", "offer": "WindowsServer", "sku": "$0""#);
    expect!["2025-datacenter-g2 2025-datacenter-core-g2 2025-datacenter-smalldisk-g2 2025-datacenter-azure-edition 2025-datacenter-core-smalldisk-g2 2025-datacenter-azure-edition-core"].assert_eq(&first("in=properties", &text, 6));
    let text = source(r#""publisher": "nobody", "offer": "$0""#);
    check_labels("in=properties", &text, expect![[""]]);
    check_labels("in=properties", &source(r#""version": "$0""#), expect!["latest"]);
}

#[test]
fn images_out_of_support_come_last_and_are_marked() {
    let text = source(r#""publisher": "Canonical", "offer": "$0""#);
    let scene = Scene::new("in=properties", &text);
    let items = items(&scene);
    let ended: Vec<bool> = items.iter().map(|it| it.deprecated).collect();
    assert!(ended.is_sorted() && ended[0] != ended[ended.len() - 1]);
}

#[test]
fn sizes_that_start_the_image_come_first() {
    let sizes = |sku: &str| {
        let text = format!(
            r#""source": {{ "type": "PlatformImage", "publisher": "MicrosoftWindowsServer", "offer": "WindowsServer", "sku": "{sku}" }}, "vmProfile": {{ "vmSize": "$0" }}"#
        );
        first("in=properties", &text, 4)
    };
    expect!["Standard_D2s_v5 Standard_D4s_v5 Standard_D8s_v5 Standard_D16s_v5"].assert_eq(&sizes("2022-datacenter-g2"));
    expect!["Standard_D2s_v5 Standard_D4s_v5 Standard_D8s_v5 Standard_D16s_v5"].assert_eq(&sizes("2019-Datacenter"));
    let arm = r#""source": { "type": "PlatformImage", "publisher": "Canonical", "offer": "ubuntu-24_04-lts", "sku": "server-arm64" }, "vmProfile": { "vmSize": "$0" }"#;
    expect!["Standard_D2ps_v5 Standard_D4ps_v5 Standard_D8ps_v5 Standard_D16ps_v5"].assert_eq(&first(
        "in=properties",
        arm,
        4,
    ));
}

#[test]
fn regions_that_are_listed_already_are_left_out_and_the_own_one_comes_first() {
    let text = |rest: &str| {
        format!(
            r#"{{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "location": "northeurope", "properties": {{ "distribute": [{{ "type": "SharedImage", {rest} }}] }} }}"#
        )
    };
    expect!["northeurope australiaeast australiasoutheast"].assert_eq(&first(
        "",
        &text(r#""targetRegions": [{ "name": "$0" }]"#),
        3,
    ));
    let second = text(r#""targetRegions": [{ "name": "northeurope" }, { "name": "australiaeast" }, { "name": "$0" }]"#);
    expect!["australiasoutheast brazilsouth canadacentral"].assert_eq(&first("", &second, 3));
    expect!["australiaeast australiasoutheast brazilsouth"].assert_eq(&first(
        "",
        &text(r#""replicationRegions": ["northeurope", "$0"]"#),
        3,
    ));
}

#[test]
fn values_that_the_documentation_names() {
    check_labels(
        "in=customize os=windows",
        r#"{ "type": "WindowsRestart", "restartTimeout": "$0" }"#,
        expect!["30m 15m 60m 5m"],
    );
    check_labels(
        "in=customize os=windows",
        r#"{ "type": "WindowsUpdate", "searchCriteria": "$0" }"#,
        expect!["IsInstalled=0 BrowseOnly=0 and IsInstalled=0 AutoSelectOnWebSites=1 and IsInstalled=0"],
    );
    check_labels(
        "in=customize os=windows",
        r#"{ "type": "WindowsUpdate", "filters": ["include:$true", "$0"] }"#
            .replace("$true", "$TRUE")
            .as_str(),
        expect!["exclude:$_.Title -like '*Preview*' include:$true exclude:$_.InstallationBehavior.CanRequestUserInput"],
    );
    check_labels(
        "in=customize os=windows",
        r#"{ "type": "PowerShell", "validExitCodes": [0, $0] }"#,
        expect!["3010 1641"],
    );
    check_labels(
        "in=customize os=windows",
        r#"{ "type": "File", "sourceUri": "https://example.com/a/setup.exe", "destination": "$0" }"#,
        expect![[r#"C:\Windows\Temp\setup.exe c:\DeprovisioningScript.ps1"#]],
    );
    check_accepted(
        "in=customize os=windows",
        r#"{ "type": "File", "destination": "$0" }"#,
        r"c:\DeprovisioningScript.ps1",
        expect![[r#"
            plain: { "type": "File", "destination": "c:\\DeprovisioningScript.ps1" }
        "#]],
    );
    check_labels(
        "in=distribute",
        r#"{ "type": "SharedImage", "galleryImageId": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/galleries/web/images/web-2022", "runOutputName": "$0" }"#,
        expect!["web-2022"],
    );
}
