//! New steps: those that the system runs, in the order in which they follow what stands before.

use aib_ls::document::Document;
use aib_ls::document::Language;
use aib_ls::rules;
use aib_ls::rules::Level;
use aib_ls::settings::Settings;
use expect_test::expect;

use crate::ide::Scene;
use crate::ide::completion::{accept, check_accepted, check_labels, items};

#[test]
fn a_restart_follows_updates() {
    check_labels(
        "in=customize os=windows",
        "$0",
        expect![
            "PowerShell WindowsUpdate File WindowsRestart PowerShell: scriptUri DeprovisioningScript: Windows DeprovisioningScript: Windows, /mode:vm"
        ],
    );
    check_labels(
        "in=customize os=windows",
        r#"{ "type": "WindowsUpdate" }, $0"#,
        expect![
            "WindowsRestart PowerShell File WindowsUpdate PowerShell: scriptUri DeprovisioningScript: Windows DeprovisioningScript: Windows, /mode:vm"
        ],
    );
    check_labels(
        "in=customize os=windows",
        r#"{ "type": "WindowsUpdate" }, { "type": "$0" }"#,
        expect!["WindowsRestart PowerShell File WindowsUpdate Shell"],
    );
    check_labels(
        "in=customize",
        "Sh$0",
        expect!["Shell File Shell: scriptUri DeprovisioningScript: Linux"],
    );
}

#[test]
fn a_new_step_has_its_name_and_what_it_needs() {
    check_accepted(
        "in=customize os=windows",
        "$0",
        "WindowsRestart",
        expect![[r#"
        plain: { "type": "WindowsRestart", "name": "", "restartTimeout": "30m" }
        snippet: {
          "type": "WindowsRestart",
          "name": "‹›",
          "restartTimeout": "‹30m›"
        }
    "#]],
    );
    check_accepted(
        "in=customize os=windows",
        "$0",
        "WindowsUpdate",
        expect![[r#"
        plain: { "type": "WindowsUpdate", "name": "", "searchCriteria": "IsInstalled=0", "filters": ["exclude:$_.Title -like '*Preview*'", "include:$true"] }
        snippet: {
          "type": "WindowsUpdate",
          "name": "‹›",
          "searchCriteria": "IsInstalled=0",
          "filters": [
            "exclude:$_.Title -like '*Preview*'",
            "include:$true"
          ]
        }
    "#]],
    );
    check_accepted(
        "in=customize os=windows",
        "$0",
        "PowerShell: scriptUri",
        expect![[r#"
        plain: { "type": "PowerShell", "name": "", "scriptUri": "", "sha256Checksum": "" }
        snippet: {
          "type": "PowerShell",
          "name": "‹›",
          "scriptUri": "‹›",
          "sha256Checksum": "‹›"
        }
    "#]],
    );
    check_accepted(
        "in=distribute version=2024-02-01",
        "$0",
        "SharedImage",
        expect![[r#"
        plain: { "type": "SharedImage", "galleryImageId": "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/images/providers/Microsoft.Compute/galleries/<gallery>/images/<image>", "runOutputName": "gallery", "targetRegions": [{ "name": "westeurope" }] }
        snippet: {
          "type": "SharedImage",
          "galleryImageId": "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/images/providers/Microsoft.Compute/galleries/‹<gallery>›/images/‹<image>›",
          "runOutputName": "‹gallery›",
          "targetRegions": [
            {
              "name": "‹westeurope›"
            }
          ]
        }
    "#]],
    );
    check_accepted(
        "in=distribute version=2020-02-14",
        "$0",
        "SharedImage",
        expect![[r#"
        plain: { "type": "SharedImage", "galleryImageId": "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/images/providers/Microsoft.Compute/galleries/<gallery>/images/<image>", "runOutputName": "gallery", "replicationRegions": ["westeurope"] }
        snippet: {
          "type": "SharedImage",
          "galleryImageId": "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/images/providers/Microsoft.Compute/galleries/‹<gallery>›/images/‹<image>›",
          "runOutputName": "‹gallery›",
          "replicationRegions": [
            "‹westeurope›"
          ]
        }
    "#]],
    );
    check_accepted(
        "in=distribute version=2024-02-01",
        "$0",
        "VHD",
        expect![[r#"
        plain: { "type": "VHD", "runOutputName": "vhd", "uri": "https://<storageAccount>.blob.core.windows.net/<container>/image.vhd" }
        snippet: {
          "type": "VHD",
          "runOutputName": "‹vhd›",
          "uri": "https://‹<storageAccount>›.blob.core.windows.net/‹<container>›/‹image›.vhd"
        }
    "#]],
    );
}

#[test]
fn what_is_offered_first_gives_no_error_and_no_warning() {
    for (frame, fragment) in [
        ("in=customize os=windows", "$0"),
        (
            "in=customize os=windows",
            r#"{ "type": "WindowsUpdate", "name": "u" }, $0"#,
        ),
        ("in=customize", "$0"),
        ("in=distribute version=2024-02-01", "$0"),
        ("in=properties", r#""vmProfile": { "vmSize": "$0" }"#),
        (
            "in=source",
            r#""source": { "type": "PlatformImage", "publisher": "MicrosoftWindowsServer", "offer": "WindowsServer", "sku": "$0", "version": "latest" }"#,
        ),
        ("in=properties", r#""buildTimeoutInMinutes": $0"#),
        ("in=properties", r#""errorHandling": { "onCustomizerError": "$0" }"#),
    ] {
        let scene = Scene::new(frame, fragment);
        let items = items(&scene);
        let text = accept(&scene, &items[0]);
        let doc = Document::new(text, Language::Jsonc, None);
        for it in rules::check(&doc, &Settings::default()) {
            let is_for_the_author = it.rule.id.starts_with("schema/placeholder") || it.rule.id == "customize/no-script";
            assert!(
                it.level > Level::Warning || is_for_the_author,
                "{}: {} {}",
                items[0].label,
                it.rule.id,
                doc.text()
            );
        }
    }
}
