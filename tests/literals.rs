//! Commands and values that are written out: what is reported of the templates that are handed in from outside.

use aib_ls::document::{Document, Language};
use aib_ls::rules;
use aib_ls::settings::Settings;
use aib_ls::text::day::Day;
use aib_ls::text::edit;
use expect_test::{Expect, expect};

use crate::support::outside::outside;

/// Advice that is true of nearly any template.
const ADVICE: [&str; 5] = [
    "permissions/",
    "customize/unpinned-script",
    "vm-size/",
    "script/apt-race",
    "script/update-over-winrm",
];

fn document(text: String) -> Document {
    Document::new(text, Language::Json, None).with_today(Day::new(2026, 6, 1))
}

/// The text of a template that was handed in; `None` where nothing is.
fn case(name: &str) -> Option<String> {
    let path = outside("AIB_LS_CASES")?.join("templates").join(format!("{name}.json"));
    Some(std::fs::read_to_string(path).unwrap())
}

/// What is reported of a text, one finding a line: level, rule and what is underlined.
fn shown(doc: &Document) -> String {
    let findings = rules::check(doc, &Settings::default());
    let own = findings
        .iter()
        .filter(|it| !ADVICE.iter().any(|advice| it.rule.id.starts_with(advice)));
    own.map(|it| format!("{} {} {}\n", it.level.name(), it.rule.id, it.span.of(doc.text())))
        .collect()
}

fn check(name: &str, expected: Expect) {
    if let Some(text) = case(name) {
        expected.assert_eq(&shown(&document(text)));
    }
}

#[test]
fn reports_commands_that_switch_the_vm_off_or_restart_it() {
    check(
        "sysprep-shutdown",
        expect![[r#"
        error script/power-off C:\\Windows\\System32\\Sysprep\\Sysprep.exe
    "#]],
    );
    check(
        "restart-switch",
        expect![[r#"
        warning script/reboot-windows -Restart
        information script/reboot-windows -Restart
        information script/reboot-windows -AutoReboot
    "#]],
    );
}

#[test]
fn leaves_out_prompts_that_nobody_sees() {
    check("false-prompts-linux-add-apt-repository", expect![[""]]);
    check("false-prompts-windows-msiexec-list", expect![[""]]);
}

#[test]
fn grades_steps_before_updates_and_copies_by_what_is_known() {
    check(
        "feature-warning-before-updates",
        expect![[r#"
        information customize/update-after-install "WindowsUpdate"
    "#]],
    );
    check(
        "file-parent-windows",
        expect![[r#"
        hint customize/file-parent-missing "C:\\AVDImage\\installLanguagePacks.ps1"
    "#]],
    );
}

#[test]
fn reports_backslashes_before_quotes_and_in_paths() {
    check(
        "miss-backslash-quote",
        expect![[r#"
        warning script/backslash-quote \\\"
        warning script/backslash-quote \\\"
    "#]],
    );
    check(
        "fix-bad-escape-control-characters",
        expect![[r#"
        error syntax/bad-escape \a
    "#]],
    );
}

#[test]
fn reports_credentials_and_signatures_without_repeating_them() {
    check(
        "miss-basic-authorization",
        expect![[r#"
        warning secrets/inline-credential Authorization
        warning secrets/inline-credential Authorization
    "#]],
    );
    check(
        "miss-sas-expired",
        expect![[r#"
        error secrets/token-expired "https://acct.blob.core.windows.net/c/x.ps1?sp=r&st=2020-02-01T00:33:50Z&se=2020-02-07T08:33:50Z&spr=https&sv=2019-02-02&sr=b&sig=XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX%3D"
    "#]],
    );
    for name in ["miss-basic-authorization", "miss-sas-expired"] {
        let Some(text) = case(name) else { continue };
        for finding in rules::check(&document(text), &Settings::default()) {
            let message = finding.message.en.as_ref();
            assert!(!message.contains("OjEyMzQ") && !message.contains("XXXX"), "{message}");
        }
    }
}

#[test]
fn reports_names_that_are_empty_or_to_fill_in() {
    check(
        "miss-empty-gallery-name",
        expect![[r#"
        error distribute/gallery-bad-id "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/Microsoft.Compute/galleries//images/web"
    "#]],
    );
    check(
        "miss-empty-location",
        expect![[r#"
        error location/empty ""
    "#]],
    );
    check(
        "miss-subscription-no-guid",
        expect![[r#"
        warning schema/subscription-id "/subscriptions/subid/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/aib"
    "#]],
    );
}

#[test]
fn reports_pages_and_repositories_that_are_no_more() {
    check(
        "miss-page-and-dead-repository-in-commands",
        expect![[r#"
        warning script/github-page https://github.com/a/b/blob/main/slurm.conf
        warning script/dead-repository apt.kubernetes.io
    "#]],
    );
}

#[test]
fn offers_no_step_that_could_not_run_the_file() {
    check(
        "ps1-validator-made-shell",
        expect![[r#"
        error source/os-mismatch "PowerShell"
    "#]],
    );
    let Some(text) = case("ps1-validator-made-shell") else {
        return;
    };
    let findings = rules::check(&document(text), &Settings::default());
    let mismatch = findings.iter().find(|it| it.rule.id == "source/os-mismatch").unwrap();
    assert!(mismatch.fixes.is_empty());
}

#[test]
fn nothing_expires_without_a_day() {
    let step = "{ \"type\": \"Shell\", \"scriptUri\": \"https://example.com/a.sh?se=2020-01-01&sig=a\" }";
    let text = format!("{{ \"properties\": {{ \"source\": {{}}, \"distribute\": [], \"customize\": [{step}] }} }}");
    let expired = |doc: &Document| shown(doc).contains("secrets/token-expired");
    assert!(!expired(&Document::new(text.clone(), Language::Json, None)));
    assert!(expired(&document(text)));
}

/// A path with control characters, repaired by the fix that is offered.
#[test]
fn doubles_every_backslash_of_a_path() {
    let step = r#"{ "type": "File", "sourceUri": "https://example.com/a", "destination": "C:\temp\new\u0041.txt" }"#;
    let text = format!("{{ \"properties\": {{ \"source\": {{}}, \"distribute\": [], \"customize\": [{step}] }} }}");
    let findings = rules::check(&document(text.clone()), &Settings::default());
    let escape = findings
        .iter()
        .find(|it| it.rule.id == "syntax/control-escape")
        .unwrap();
    let fix = escape.fixes.first().unwrap();
    assert!(!fix.safe);
    assert!(edit::apply(&text, &fix.edits).contains(r#""C:\\temp\\new\u0041.txt""#));
}
