//! What rules find in files that steps run, and that it stands there.

mod fixes;

use std::path::Path;
use std::sync::Arc;

use aib_ls::document::{Document, Language};
use aib_ls::model::script_file::{Base, Content, ScriptFile, ScriptFiles};
use aib_ls::rules::engine::check_result::CheckResult;
use aib_ls::rules::engine::check_result::InFile;
use aib_ls::rules::engine::finding::Finding;
use aib_ls::rules::engine::in_files;
use aib_ls::rules::engine::memo::Memo;
use aib_ls::rules::{self, Level};
use aib_ls::settings::{Ignore, Settings, Severity};
use aib_ls::text::edit;
use expect_test::{Expect, expect};

use crate::support::samples;

/// A template for Ubuntu whose steps are these.
fn template(steps: &str) -> String {
    let source = r#"{ "type": "PlatformImage", "publisher": "Canonical", "offer": "ubuntu-24_04-lts", "sku": "server", "version": "latest" }"#;
    format!(
        r#"{{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": "2024-02-01", "location": "westeurope", "properties": {{ "source": {source}, "customize": [{steps}], "distribute": [] }} }}"#
    )
}

/// A step that runs a file of this name.
fn step(kind: &str, name: &str) -> String {
    format!(r#"{{ "type": "{kind}", "scriptUri": "https://example.com/v1/{name}" }}"#)
}

/// A document beside which these files lie.
fn document(steps: &str, files: &[(&str, &str)]) -> Document {
    let doc = Document::new(template(steps), Language::Json, None);
    let files: Vec<Arc<ScriptFile>> = files
        .iter()
        .map(|(name, text)| {
            Arc::new(ScriptFile {
                name: (*name).to_owned(),
                path: name.into(),
                content: Some(Arc::new(Content::new(text.as_bytes().to_vec()))),
            })
        })
        .collect();
    let files = ScriptFiles::find(doc.addresses(), |it| {
        let is_it = |file: &&Arc<ScriptFile>| it.from == Base::Template && it.path == file.name;
        files.iter().find(is_it).cloned()
    });
    doc.with_files(Some(Arc::new(files)))
}

/// Advice about the first boot, which is true of nearly any script, counts in its own test alone.
fn settings() -> Settings {
    let mut settings = Settings::default();
    settings.rules.insert("script/apt-race".to_owned(), Severity::Off);
    settings
}

fn check(doc: &Document) -> CheckResult {
    rules::check_again(doc, &settings(), &Memo::default()).0
}

fn settled(found: &InFile, settings: &Settings) -> CheckResult {
    let text = found.file.text().unwrap();
    in_files::apply_suppressions(&found.file.path, text, settings, found.findings.clone())
}

fn shown(found: &InFile) -> String {
    let text = found.file.text().unwrap();
    let line = |it: &Finding| {
        let line = text[..it.span.start as usize].matches('\n').count() + 1;
        let (level, id) = (it.level.name(), it.rule.id);
        format!("{}:{line} {level} {id} `{}`\n", found.file.name, it.span.of(text))
    };
    settled(found, &settings()).findings.iter().map(line).collect()
}

/// What stands in the files that steps run.
fn found(steps: &str, files: &[(&str, &str)], expected: Expect) {
    let outcome = check(&document(steps, files));
    expected.assert_eq(&outcome.elsewhere.iter().map(shown).collect::<String>());
}

/// The file after its safe fixes.
fn fixed(kind: &str, name: &str, text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..9 {
        let outcome = check(&document(&step(kind, name), &[(name, &text)]));
        let findings = settled(&outcome.elsewhere[0], &settings()).findings;
        let edits = aib_ls::rules::fixes::Round::of(&findings).edits;
        if edits.is_empty() {
            break;
        }
        text = edit::apply(&text, &edits);
    }
    text
}

#[test]
fn a_finding_stands_in_the_file_and_not_in_the_template() {
    let text = "#!/bin/bash\n# Web.\napt-get install nginx\nsudo poweroff\n";
    found(
        &step("Shell", "setup.sh"),
        &[("setup.sh", text)],
        expect![[r#"
            setup.sh:3 warning script/apt-no-yes `apt-get`
            setup.sh:3 warning script/missing-sudo `apt-get`
            setup.sh:4 warning script/power-off `poweroff`
        "#]],
    );
    let doc = document(&step("Shell", "setup.sh"), &[("setup.sh", text)]);
    let own = check(&doc).findings;
    assert!(own.iter().all(|it| !it.rule.id.starts_with("script/")));
    // The file is most likely the one, and not certainly.
    let inline = check(&document(r#"{ "type": "Shell", "inline": ["sudo poweroff"] }"#, &[]));
    let power_off = inline.findings.iter().find(|it| it.rule.id == "script/power-off");
    assert_eq!(power_off.unwrap().level, Level::Error);
}

#[test]
fn powershell_is_read_from_ps1() {
    let text = "# aib\r\nInstall-WindowsFeature Web-Server\r\nRestart-Computer -Force\r\n";
    found(
        &step("PowerShell", "setup.ps1"),
        &[("setup.ps1", text)],
        expect![[r#"
            setup.ps1:3 warning script/reboot-windows `Restart-Computer`
        "#]],
    );
    found(&step("PowerShell", "setup.txt"), &[("setup.txt", text)], expect![""]);
}

#[test]
fn a_file_that_no_step_runs_has_no_findings() {
    let text = "apt-get install nginx\n";
    let upload =
        r#"{ "type": "File", "sourceUri": "https://example.com/v1/setup.sh", "destination": "/tmp/setup.sh" }"#;
    let both = r#"{ "type": "Shell", "inline": ["echo ready"], "scriptUri": "https://example.com/v1/setup.sh" }"#;
    for steps in [
        upload,
        both,
        r#"{ "type": "Shell", "inline": ["echo setup.sh"] }"#,
        &step("Shell", "other.sh"),
    ] {
        assert!(
            check(&document(steps, &[("setup.sh", text)])).elsewhere.is_empty(),
            "{steps}"
        );
    }
}

#[test]
fn the_first_line_says_who_reads_it() {
    let bashisms = "if [[ -f /etc/motd ]]; then source /etc/os-release; fi\n";
    let with = |line: &str| format!("{line}\n{bashisms}");
    // Without a first line the shell of the account reads it.
    for line in [
        "#!/bin/bash",
        "#!/usr/bin/env bash",
        "#!/usr/bin/env -S bash -e",
        "# none",
    ] {
        found(&step("Shell", "a.sh"), &[("a.sh", &with(line))], expect![""]);
    }
    for line in ["#!/bin/sh", "#! /usr/bin/env sh", "#!/bin/dash -e"] {
        found(
            &step("Shell", "a.sh"),
            &[("a.sh", &with(line))],
            expect![[r#"
                a.sh:2 warning script/bashism `[[`
            "#]],
        );
    }
    let python = "import os\nos.system('sudo poweroff')\nif True:\n    poweroff\n";
    for line in [
        "#!/usr/bin/env python3",
        "#!/usr/bin/perl",
        "#!/bin/zsh",
        "#!/usr/bin/pwsh",
    ] {
        let text = format!("{line}\n{python}");
        found(&step("Shell", "a.sh"), &[("a.sh", &text)], expect![""]);
    }
    found(&step("Shell", "a.py"), &[("a.py", python)], expect![""]);
    found(
        &step("Shell", "setup"),
        &[("setup", "#!/bin/sh\nsudo poweroff\n")],
        expect![[r#"
            setup:2 warning script/power-off `poweroff`
        "#]],
    );
}

#[test]
fn a_command_that_fails_in_the_middle_does_not_end_a_file() {
    let with = |before: &str, behind: &str| format!("{before}\nsudo yum check-update\n{behind}\n");
    let tells = |text: &str| {
        let outcome = check(&document(&step("Shell", "a.sh"), &[("a.sh", text)]));
        let mut findings = outcome.elsewhere[0].findings.iter();
        findings.any(|it| it.rule.id == "script/check-update")
    };
    assert!(!tells(&with("#!/bin/bash", "echo ready")));
    for before in [
        "#!/bin/bash -e",
        "#!/bin/sh\nset -eu",
        "#!/bin/bash\nset -o errexit",
        "#!/usr/bin/env -S bash -eu",
    ] {
        assert!(tells(&with(before, "echo ready")), "{before}");
    }
    // What the last command returns is what the script returns.
    assert!(tells(&with("#!/bin/bash", "")));
    assert!(!tells(&with("#!/bin/bash\nset -e\nset +e", "echo ready")));
    let asks = |text: &str| {
        let outcome = check(&document(&step("Shell", "a.sh"), &[("a.sh", text)]));
        outcome.elsewhere[0].findings[0].message.en.to_string()
    };
    assert!(asks("#!/bin/bash\nsudo apt-get install a\necho\n").contains("gives up or waits"));
    assert!(asks("#!/bin/bash -e\nsudo apt-get install a\necho\n").contains("the step fails or times out"));
}

#[test]
fn comments_suppress_findings() {
    let text = "#!/bin/bash
# aib-ls: ignore[script/missing-sudo] the folder is handed over elsewhere
mkdir /opt/web
mkdir /opt/app # aib-ls: ignore[script]
mkdir /opt/new
echo '# aib-ls: ignore[script/power-off]'
sudo poweroff
# aib-ls: ignore[script/firewal]
echo ready # aib-ls: ignore[script/firewall]
";
    found(
        &step("Shell", "a.sh"),
        &[("a.sh", text)],
        expect![[r#"
            a.sh:5 warning script/missing-sudo `mkdir`
            a.sh:7 warning script/power-off `poweroff`
            a.sh:8 warning suppress/unknown-rule `script/firewal`
            a.sh:9 information suppress/unused `script/firewall`
        "#]],
    );
    found(
        &step("PowerShell", "a.ps1"),
        &[(
            "a.ps1",
            "<# aib-ls: ignore-file[script/reboot-windows] tested #>\r\nRestart-Computer\r\n",
        )],
        expect![""],
    );
    found(
        &step("Shell", "a.sh"),
        &[(
            "a.sh",
            "#!/bin/sh\n\n# aib-ls: ignore-file[script]\nsudo poweroff\n# aib-ls: ignore-file[script]\n",
        )],
        expect![[r#"
            a.sh:5 information suppress/unused `# aib-ls: ignore-file[script]`
        "#]],
    );
}

#[test]
fn settings_are_those_of_the_file() {
    let outcome = check(&document(
        &step("Shell", "a.sh"),
        &[("a.sh", "sudo poweroff\nsudo ufw enable\n")],
    ));
    let mut settings = settings();
    settings.rules.insert("script/firewall".to_owned(), Severity::Hint);
    settings.ignore.push(Ignore {
        number: 7,
        rule: "script/power-off".to_owned(),
        file: None,
        pointer: None,
    });
    let of_file = settled(&outcome.elsewhere[0], &settings);
    let left: Vec<_> = of_file.findings.iter().map(|it| (it.rule.id, it.level)).collect();
    assert_eq!(left, [("script/firewall", Level::Hint)]);
    assert_eq!(of_file.used, [7]);
}

#[test]
fn findings_of_several_steps_and_templates_are_merged() {
    let text = "sudo poweroff\n";
    let twice = [step("Shell", "a.sh"), step("Shell", "a.sh")].join(", ");
    found(
        &twice,
        &[("a.sh", text)],
        expect![[r#"
            a.sh:1 warning script/power-off `poweroff`
        "#]],
    );
    let of = |doc: &Document| check(doc).elsewhere.remove(0).findings;
    let doc = document(&step("Shell", "a.sh"), &[("a.sh", text)]);
    let mut findings = of(&doc);
    in_files::add(&mut findings, of(&doc));
    assert_eq!(findings.len(), 1);
}

#[test]
fn effects_of_a_file_count_for_later_steps() {
    let install = r#"{ "type": "Shell", "inline": ["sudo apt-get install -y nginx"] }"#;
    let steps = [&step("Shell", "a.sh"), install].join(", ");
    let races = |text: &str| {
        let doc = document(&steps, &[("a.sh", text)]);
        let outcome = rules::check_again(&doc, &Settings::default(), &Memo::default()).0;
        outcome.findings.iter().any(|it| it.rule.id == "script/apt-race")
    };
    assert!(races("#!/bin/bash\necho ready\n"));
    assert!(!races("#!/bin/bash\nsleep 60\nsudo apt-get update\n"));
    // What cannot be read may do anything.
    assert!(!races("#!/usr/bin/env python3\n"));
}

#[test]
fn a_file_that_is_too_long_is_not_read() {
    let text = format!("#!/bin/bash\nsudo poweroff\n{}", "echo ready\n".repeat(6000));
    found(
        &step("Shell", "a.sh"),
        &[("a.sh", &text)],
        expect![[r#"
            a.sh:1 hint script/not-read `#!/bin/bash`
        "#]],
    );
}

#[test]
fn a_mark_at_the_beginning_is_no_part_of_the_text() {
    found(
        &step("PowerShell", "a.ps1"),
        &[("a.ps1", "\u{feff}Restart-Computer\n")],
        expect![[r#"
            a.ps1:1 warning script/reboot-windows `Restart-Computer`
        "#]],
    );
}

#[test]
fn remembered_findings_equal_those_of_a_fresh_check() {
    let steps = [step("Shell", "a.sh"), step("Shell", "b.sh")].join(", ");
    let files = [("a.sh", "sudo poweroff\n"), ("b.sh", "sudo ufw enable\n")];
    let first = document(&steps, &files);
    let (before, memo) = rules::check_again(&first, &settings(), &Memo::default());
    // Everything moves in the document, and nothing in the files.
    let text = format!("\n\n  {}", first.text());
    let second = first.with_text(text);
    let (after, memo) = rules::check_again(&second, &settings(), &memo);
    let all = |it: &CheckResult| it.elsewhere.iter().map(shown).collect::<String>();
    assert_eq!(all(&before), all(&after));
    assert_eq!(all(&before).lines().count(), 2);
    // Another text of a file is found out.
    let third = document(&steps, &[("a.sh", "echo ready\n"), ("b.sh", "sudo ufw enable\n")]);
    let (last, _) = rules::check_again(&third, &settings(), &memo);
    assert_eq!(all(&last), "b.sh:1 warning script/firewall `ufw`\n");
}

#[test]
fn the_scripts_beside_a_sample_are_read_and_checked() {
    let template = Path::new(samples::TEMPLATES).join("scripts-beside.json");
    let text = std::fs::read_to_string(&template).unwrap();
    let beside = |appended: &str| {
        let doc = Document::new(text.clone(), Language::Json, None);
        let files = ScriptFiles::find(doc.addresses(), |it| {
            let path = Path::new(samples::TEMPLATES).join(&it.path);
            let bytes = std::fs::read(&path).ok().filter(|_| it.from == Base::Template)?;
            let content = Content::new([bytes, appended.as_bytes().to_vec()].concat());
            Some(Arc::new(ScriptFile {
                name: it.path.clone(),
                path,
                content: Some(Arc::new(content)),
            }))
        });
        let outcome = check(&doc.with_files(Some(Arc::new(files))));
        outcome.elsewhere.iter().map(shown).collect::<String>()
    };
    expect![[""]].assert_eq(&beside(""));
    expect![[r#"
        scripts/features.ps1:9 warning script/exit-code `exit`
        scripts/features.ps1:11 warning script/reboot-windows `Restart-Computer`
        scripts/prepare.sh:17 warning script/exit-code `exit`
        scripts/prepare.sh:18 warning script/reboot-linux `reboot`
    "#]]
    .assert_eq(&beside("exit 3\nsudo reboot\nRestart-Computer\n"));
}
