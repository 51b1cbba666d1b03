//! What fixes make of files that steps run.

use super::*;

#[test]
fn fixes_change_the_file() {
    assert_eq!(
        fixed(
            "Shell",
            "a.sh",
            "#!/bin/bash\nif true; then\n  apt-get install nginx\nfi\n"
        ),
        "#!/bin/bash\nif true; then\n  sudo apt-get install -y nginx\nfi\n"
    );
    assert_eq!(
        fixed("Shell", "a.sh", "#!/usr/bin/env sh\n[[ -f a ]] && echo a\n"),
        "#!/usr/bin/env bash\n[[ -f a ]] && echo a\n"
    );
    assert_eq!(
        fixed("Shell", "a.sh", "#!/bin/sh -e\nsource /etc/a\n"),
        "#!/bin/sh -e\n. /etc/a\n"
    );
    // Line ends and the mark of some editors stay as they are.
    assert_eq!(
        fixed(
            "PowerShell",
            "a.ps1",
            "Read-Host 'Go?'\r\nRemove-Item c:\\a -Recurse -Confirm\r\n"
        ),
        "Read-Host 'Go?'\r\nRemove-Item c:\\a -Recurse -Confirm:$false\r\n"
    );
}

#[test]
fn a_line_is_put_above_in_the_way_of_the_file() {
    let text = "#!/bin/bash\r\nif true; then\r\n  sudo apt-get -y install nginx\r\nfi\r\n";
    let doc = document(&step("Shell", "a.sh"), &[("a.sh", text)]);
    let outcome = rules::check_again(&doc, &Settings::default(), &Memo::default()).0;
    let findings = &outcome.elsewhere[0].findings;
    let race = findings.iter().find(|it| it.rule.id == "script/apt-race");
    assert!(race.unwrap().fixes.is_empty(), "in a branch it is not certain to run");
    let text = text.replace("if true; then\r\n", "").replace("fi\r\n", "");
    let doc = document(&step("Shell", "a.sh"), &[("a.sh", &text)]);
    let outcome = rules::check_again(&doc, &Settings::default(), &Memo::default()).0;
    let fix = &outcome.elsewhere[0].findings[0].fixes[0];
    assert_eq!(
        edit::apply(&text, &fix.edits),
        "#!/bin/bash\r\n  cloud-init status --wait || [ $? -eq 2 ]\r\n  sudo apt-get update\r\n  sudo apt-get -y install nginx\r\n"
    );
}

#[test]
fn no_fix_and_no_place_reaches_into_another_text() {
    let files = [
        ("a.ps1", "Restart-Computer\r\nexit 5\r\n"),
        (
            "b.sh",
            "#!/bin/sh\nsudo reboot\naz login --identity\nsudo ufw enable\nsudo apt-get upgrade -y\nsudo waagent -deprovision\n",
        ),
        ("c.sh", "sudo poweroff"),
    ];
    let steps = [
        step("PowerShell", "a.ps1"),
        step("Shell", "b.sh"),
        step("Shell", "c.sh"),
    ]
    .join(", ");
    let doc = document(&steps, &files);
    let outcome = check(&doc);
    assert_eq!(outcome.elsewhere.len(), 3);
    let whole = |findings: &[Finding], text: &str| {
        for it in findings {
            let edits = it.fixes.iter().flat_map(|it| &it.edits).map(|it| it.span);
            let related = it.related.iter().map(|it| it.span);
            for span in edits.chain(related).chain([it.span, it.about]) {
                assert!(span.end as usize <= text.len(), "{}", it.rule.id);
            }
            assert!(it.fixes.iter().all(|it| !it.edits.is_empty()));
        }
    };
    whole(&outcome.findings, doc.text());
    for it in &outcome.elsewhere {
        assert!(!it.findings.is_empty(), "{}", it.file.name);
        whole(&it.findings, it.file.text().unwrap());
    }
}

#[test]
fn no_change_may_make_a_shell_give_up() {
    let path = Path::new("a.sh");
    assert!(!in_files::is_as_whole(path, "if true; then\n", "echo\n"));
    assert!(in_files::is_as_whole(path, "if true; then\n", "while true\n"));
    assert!(in_files::is_as_whole(path, "echo\n", "if true; then\n"));
}
