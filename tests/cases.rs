//! Small templates from outside the project, each with everything that is reported of it. What else they are tried on (fixes,
//! permissions, migration, Bicep) is tested where that is.

use std::fmt::Write;

use aib_ls::document::{Document, Language};
use aib_ls::rules;
use aib_ls::rules::engine::groups;
use aib_ls::settings::Settings;
use aib_ls::text::day::Day;
use aib_ls::text::lines::Lines;
use aib_ls::text::rope::Encoding;
use expect_test::{Expect, expect};

use crate::support::outside::outside;

/// The findings of a case as they are shown on a day: level, rule, line, what is underlined, and how often it repeats.
fn check(name: &str, expected: Expect) {
    let Some(folder) = outside("AIB_LS_CASES") else { return };
    let text = std::fs::read_to_string(folder.join(format!("templates/{name}.json"))).unwrap();
    let doc = Document::new(text, Language::Json, None).with_today(Day::new(2026, 11, 30));
    let lines = Lines::new(doc.text());
    let mut shown = String::new();
    for it in groups::of_document(&doc, &rules::check(&doc, &Settings::default())) {
        let (line, _) = lines.position(it.span.start, Encoding::Utf8);
        let at: String = it.span.of(doc.text()).chars().take(60).collect();
        write!(shown, "{} {} in line {}: {at}", it.level.name(), it.rule.id, line + 1).unwrap();
        match it.repeats.len() {
            0 => shown.push('\n'),
            more => writeln!(shown, ", and {more} more").unwrap(),
        }
    }
    expected.assert_eq(&shown);
}

#[test]
fn values_behind_expressions() {
    check(
        "defaults-not-judged",
        expect![[r#"
        information source/retired-offer in line 7: "19h1-evd"
        information vm-size/retirement-announced in line 8: "Standard_D1_v2"
        information vm-size/windows-too-small in line 8: "Standard_D1_v2"
        warning timeout/short-for-windows in line 18: 30
    "#]],
    );
    check(
        "migrate-unknown-version-advice",
        expect![[r#"
        information vm-size/retirement-announced in line 25: "Standard_D2s_v3"
    "#]],
    );
    check(
        "sas-parameter-in-scripturi",
        expect![[r#"
        information arm/secure-value-in-inline in line 18: "[uri(parameters('_artifactsLocation'), concat('s.sh', param
    "#]],
    );
    check(
        "script-and-inline-computed",
        expect![[r#"
        error customize/script-and-inline in line 16: "inline"
    "#]],
    );
    check(
        "steps-by-copy",
        expect![[r#"
        error source/os-mismatch in line 27: "PowerShell"
        error schema/unknown-field in line 27: "nam"
    "#]],
    );
    check(
        "steps-in-variable",
        expect![[r#"
        warning script/command-missing in line 11: choco
        warning script/reboot-windows in line 12: Restart-Computer
        warning script/prompts-windows in line 13: Read-Host
        error source/os-mismatch in line 16: "Shell"
        warning script/apt-no-yes in line 16: apt-get
        hint script/apt-race in line 16: apt-get
        warning script/missing-sudo in line 16: apt-get
        warning customize/update-after-install in line 17: "WindowsUpdate"
        warning schema/unknown-field in line 17: "searchCritera"
        hint arm/unused-variable in line 19: "cmds"
        information vm-size/retirement-announced in line 30: "Standard_DS2_v2"
    "#]],
    );
}

#[test]
fn resources_of_one_deployment() {
    check(
        "definition-mismatch",
        expect![[r#"
        error distribute/definition-mismatch in line 10: "Linux"
        error distribute/definition-mismatch in line 10: "Specialized"
        error distribute/definition-mismatch in line 10: "V1"
        error distribute/definition-mismatch in line 10: "Arm64"
    "#]],
    );
    check(
        "permissions-two-staging-groups",
        expect![[r#"
        information permissions/existing-staging-group in line 54: "stagingResourceGroup"
    "#]],
    );
}

#[test]
fn images_and_sizes() {
    check(
        "gen1-image-on-v6-size",
        expect![[r#"
        error vm-size/generation-mismatch in line 19: "Standard_D2s_v6"
    "#]],
    );
    check(
        "retired-linux",
        expect![[r#"
        information source/retired-offer in line 15: "7-LVM"
    "#]],
    );
    check(
        "retired-windows-11",
        expect![[r#"
        information source/retired-offer in line 15: "win11-21h2-avd"
    "#]],
    );
    check(
        "size-that-does-not-exist",
        expect![[r#"
        warning vm-size/unknown in line 19: "Standard_D1_v3"
    "#]],
    );
}

#[test]
fn commands() {
    check(
        "miss-backslash-quote",
        expect![[r#"
        information vm-size/retirement-announced in line 20: "Standard_D2s_v3"
        warning script/backslash-quote in line 27: \\\"
        warning script/backslash-quote in line 28: \\\"
    "#]],
    );
    check(
        "miss-basic-authorization",
        expect![[r#"
        information vm-size/retirement-announced in line 20: "Standard_D2s_v3"
        warning secrets/inline-credential in line 27: Authorization
        warning secrets/inline-credential in line 28: Authorization
    "#]],
    );
    check(
        "miss-page-and-dead-repository-in-commands",
        expect![[r#"
        information vm-size/retirement-announced in line 20: "Standard_D2s_v3"
        warning script/github-page in line 28: https://github.com/a/b/blob/main/slurm.conf
        warning script/dead-repository in line 35: apt.kubernetes.io
    "#]],
    );
    check(
        "ps1-validator-made-shell",
        expect![[r#"
        error source/os-mismatch in line 44: "PowerShell"
    "#]],
    );
    check(
        "restart-switch",
        expect![[r#"
        warning script/reboot-windows in line 25: -Restart
        information script/reboot-windows in line 26: -Restart
        warning script/update-over-winrm in line 27: Install-WindowsUpdate
        information script/reboot-windows in line 27: -AutoReboot
    "#]],
    );
    check(
        "sysprep-shutdown",
        expect![[r#"
        error script/power-off in line 25: C:\\Windows\\System32\\Sysprep\\Sysprep.exe
    "#]],
    );
}

#[test]
fn literals() {
    check(
        "miss-empty-gallery-name",
        expect![[r#"
        information vm-size/retirement-announced in line 20: "Standard_D2s_v3"
        error distribute/gallery-bad-id in line 34: "/subscriptions/11111111-1111-1111-1111-111111111111/resourc
    "#]],
    );
    check(
        "miss-empty-location",
        expect![[r#"
        error location/empty in line 4: ""
        information vm-size/retirement-announced in line 20: "Standard_D2s_v3"
    "#]],
    );
    check(
        "miss-sas-expired",
        expect![[r#"
        information vm-size/retirement-announced in line 20: "Standard_D2s_v3"
        hint customize/unpinned-script in line 26: "https://acct.blob.core.windows.net/c/x.ps1?sp=r&st=2020-02-
        error secrets/token-expired in line 26: "https://acct.blob.core.windows.net/c/x.ps1?sp=r&st=2020-02-
    "#]],
    );
    check(
        "miss-subscription-no-guid",
        expect![[r#"
        warning schema/subscription-id in line 8: "/subscriptions/subid/resourceGroups/rg/providers/Microsoft.
        information vm-size/retirement-announced in line 20: "Standard_D2s_v3"
    "#]],
    );
}

#[test]
fn what_is_no_fault_or_a_mild_one() {
    check(
        "false-identity-missing-case",
        expect![[r#"
        hint schema/field-case in line 7: "UserAssignedIdentities"
        information vm-size/retirement-announced in line 20: "Standard_D2s_v3"
    "#]],
    );
    check(
        "false-prompts-linux-add-apt-repository",
        expect![[r#"
        information vm-size/retirement-announced in line 20: "Standard_D2s_v3"
    "#]],
    );
    check(
        "false-prompts-windows-msiexec-list",
        expect![[r#"
        information vm-size/retirement-announced in line 20: "Standard_D2s_v3"
    "#]],
    );
    check(
        "feature-warning-before-updates",
        expect![[r#"
        information customize/update-after-install in line 29: "WindowsUpdate"
    "#]],
    );
    check(
        "file-parent-windows",
        expect![[r#"
        hint customize/file-parent-missing in line 26: "C:\\AVDImage\\installLanguagePacks.ps1"
    "#]],
    );
    check(
        "same-hint-eight-times",
        expect![[r#"
            information customize/elevated-not-system in line 24: "runElevated", and 7 more
        "#]],
    );
}

#[test]
fn broken_text() {
    check(
        "fix-bad-escape-control-characters",
        expect![[r#"
        information vm-size/retirement-announced in line 20: "Standard_D2s_v3"
        error syntax/bad-escape in line 27: \a
    "#]],
    );
    check(
        "fix-breaks-token",
        expect![[r#"
        warning syntax/build-token in line 11: ${timeout}
    "#]],
    );
    check(
        "fix-equals-sign",
        expect![[r#"
        information vm-size/retirement-announced in line 20: "Standard_D2s_v3"
        error syntax/expected-colon in line 26: =
    "#]],
    );
    check(
        "fix-escapes-a-name",
        expect![[r#"
        hint arm/unused-parameter in line 4: "sku"
        hint arm/unused-parameter in line 4: "publisher"
        hint arm/unused-variable in line 5: "region"
        error arm/bracket-string-needs-escape in line 11: "[region]"
        error arm/bracket-string-needs-escape in line 15: "[publisher]"
        error arm/bracket-string-needs-escape in line 15: "[sku]"
    "#]],
    );
    check(
        "misread-quote-after-number",
        expect![[r#"
        information vm-size/retirement-announced in line 20: "Standard_D2s_v3"
        error syntax/unexpected-text in line 21: "
    "#]],
    );
    check(
        "misread-stray-bracket",
        expect![[r#"
        information vm-size/retirement-announced in line 20: "Standard_D2s_v3"
        error syntax/unexpected-text in line 36: ]
    "#]],
    );
}
