//! Steps that write the script of the last step anew.

use aib_ls::document::{Document, Language};
use aib_ls::rules;
use aib_ls::settings::Settings;
use expect_test::expect;

use crate::ide::Scene;
use crate::ide::completion::{accept, accept_snippet, check_accepted, check_labels, items};

#[test]
fn those_of_the_system_that_the_image_has() {
    check_labels(
        "in=customize version=2024-02-01",
        "$0",
        expect!["Shell File Shell: scriptUri DeprovisioningScript: Linux"],
    );
    check_labels(
        "in=customize version=2024-02-01 os=windows",
        "$0",
        expect![
            "PowerShell WindowsUpdate File WindowsRestart PowerShell: scriptUri DeprovisioningScript: Windows DeprovisioningScript: Windows, /mode:vm"
        ],
    );
    check_labels(
        "in=source version=2024-02-01",
        r#""source": { "type": "ManagedImage" }, "customize": [$0]"#,
        expect![
            "Shell PowerShell WindowsUpdate File WindowsRestart Shell: scriptUri PowerShell: scriptUri DeprovisioningScript: Windows DeprovisioningScript: Windows, /mode:vm DeprovisioningScript: Linux"
        ],
    );
}

#[test]
fn in_the_list_of_steps_alone() {
    check_labels(
        "in=properties version=2024-02-01",
        r#""validate": { "inVMValidations": [$0] }"#,
        expect!["Shell File Shell: scriptUri"],
    );
    check_labels(
        "in=distribute version=2024-02-01",
        "$0",
        expect!["SharedImage ManagedImage VHD"],
    );
    check_labels(
        "in=customize version=2024-02-01",
        r#"{ "type": "Shell", "inline": [$0] }"#,
        expect![""],
    );
}

#[test]
fn the_whole_step_where_the_cursor_is() {
    check_accepted(
        "in=customize version=2024-02-01",
        "{ \"type\": \"Shell\", \"inline\": [\"echo ready\"] }\n$0",
        "DeprovisioningScript: Linux",
        expect![[r##"
            plain: { "type": "Shell", "inline": ["echo ready"] },
            { "type": "Shell", "name": "DeprovisioningScript", "inline": [ "cat > /tmp/DeprovisioningScript.sh << 'SCRIPT'", "#!/bin/sh", "PATH=$PATH:/usr/sbin", "waagent -force -deprovision+user && export HISTSIZE=0 && sync", "SCRIPT", "chmod +x /tmp/DeprovisioningScript.sh" ] }
            snippet: { "type": "Shell", "inline": ["echo ready"] },
            {
              "type": "Shell",
              "name": "DeprovisioningScript",
              "inline": [
                "cat > /tmp/DeprovisioningScript.sh << 'SCRIPT'",
                "#!/bin/sh",
                "PATH=$PATH:/usr/sbin",
                "waagent -force -deprovision+user && export HISTSIZE=0 && sync",
                "SCRIPT",
                "chmod +x /tmp/DeprovisioningScript.sh"
              ]
            }
        "##]],
    );
    check_accepted(
        "in=customize version=2024-02-01 os=windows",
        "$0\n{ \"type\": \"WindowsRestart\" }",
        "DeprovisioningScript: Windows, /mode:vm",
        expect![[r#"
            plain: { "type": "PowerShell", "name": "DeprovisioningScript", "inline": [ "@'", "foreach ($agent in 'RdAgent', 'WindowsAzureGuestAgent') {", "  while ((Get-Service $agent -ErrorAction SilentlyContinue).Status -ne 'Running') { Start-Sleep -Seconds 5 }", "}", "Remove-Item $Env:SystemRoot\\System32\\Sysprep\\unattend.xml, $Env:SystemRoot\\Panther\\unattend.xml -Force -ErrorAction SilentlyContinue", "& $Env:SystemRoot\\System32\\Sysprep\\Sysprep.exe /oobe /generalize /quiet /quit /mode:vm", "do {", "  Start-Sleep -Seconds 5", "  $state = (Get-ItemProperty HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Setup\\State).ImageState", "  Write-Output $state", "} until ($state -eq 'IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE')", "'@ | Set-Content -Path c:\\DeprovisioningScript.ps1" ] },
            { "type": "WindowsRestart" }
            snippet: {
              "type": "PowerShell",
              "name": "DeprovisioningScript",
              "inline": [
                "@'",
                "foreach ($agent in 'RdAgent', 'WindowsAzureGuestAgent') {",
                "  while ((Get-Service $agent -ErrorAction SilentlyContinue).Status -ne 'Running') { Start-Sleep -Seconds 5 }",
                "}",
                "Remove-Item $Env:SystemRoot\\System32\\Sysprep\\unattend.xml, $Env:SystemRoot\\Panther\\unattend.xml -Force -ErrorAction SilentlyContinue",
                "& $Env:SystemRoot\\System32\\Sysprep\\Sysprep.exe /oobe /generalize /quiet /quit /mode:vm",
                "do {",
                "  Start-Sleep -Seconds 5",
                "  $state = (Get-ItemProperty HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Setup\\State).ImageState",
                "  Write-Output $state",
                "} until ($state -eq 'IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE')",
                "'@ | Set-Content -Path c:\\DeprovisioningScript.ps1"
              ]
            },
            { "type": "WindowsRestart" }
        "#]],
    );
}

#[test]
fn inserted_steps_have_no_findings() {
    for frame in [
        "in=customize version=2024-02-01",
        "in=customize version=2024-02-01 os=windows",
    ] {
        let scene = Scene::new(frame, "$0");
        let items = items(&scene);
        let overrides: Vec<_> = items
            .iter()
            .filter(|it| it.label.starts_with("Deprovisioning"))
            .collect();
        assert!(!overrides.is_empty());
        for item in overrides {
            let texts = [Some(accept(&scene, item)), accept_snippet(&scene, item, str::to_owned)];
            for text in texts.into_iter().flatten() {
                let doc = Document::new(text, Language::Json, None);
                let findings = rules::check(&doc, &Settings::default());
                let ids: Vec<_> = findings.iter().map(|it| it.rule.id).collect();
                assert_eq!(ids, Vec::<&str>::new(), "{}", doc.text());
            }
        }
    }
}
