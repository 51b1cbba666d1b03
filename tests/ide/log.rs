//! A build log in an editor, with and without the template that was built.

mod steps;

use std::fmt::Write;

use aib_ls::doctor::attribution::Attribution;
use aib_ls::doctor::diagnosis;
use aib_ls::document::{Document, Language};
use aib_ls::ide::log::symbols::Entry;
use aib_ls::ide::log::{self, Log, diagnostics, folding, hover, inlay_hints, links, symbols};
use aib_ls::locale::Lang;
use aib_ls::text::rope::Text;
use aib_ls::text::span::Span;
use expect_test::{Expect, expect};

/// A build that failed in its second step, and was cleaned up.
const FAILED: &str = "\
[8d3b] PACKER ERR 2024/03/04 10:00:00 Azure request method=\"POST\" request=\"https://management.azure.com/subscriptions/s/resourceGroups/IT_images_web_1f2e/providers/x\"
[8d3b] PACKER OUT ==> azure-arm: Waiting for SSH to become available...
[8d3b] PACKER ERR 2024/03/04 10:02:10 packer: 2024/03/04 10:02:10 [INFO] Waiting for SSH, up to timeout: 20m0s
[8d3b] PACKER OUT ==> azure-arm: Connected to SSH!
[8d3b] PACKER ERR 2024/03/04 10:03:00 [INFO] (telemetry) Starting provisioner file
[8d3b] PACKER OUT ==> azure-arm: Uploading setup
[8d3b] PACKER ERR 2024/03/04 10:03:20 [INFO] (telemetry) ending file
[8d3b] PACKER ERR 2024/03/04 10:03:21 [INFO] (telemetry) Starting provisioner shell
[8d3b] PACKER OUT     azure-arm: Reading package lists...
[8d3b] PACKER OUT ==> azure-arm: E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 1842
[8d3b] PACKER OUT ==> azure-arm: E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), is another process using it?
[8d3b] PACKER OUT ==> azure-arm: Provisioning step had errors: Running the cleanup provisioner, if present...
[8d3b] PACKER ERR 2024/03/04 10:17:41 [INFO] (telemetry) ending shell
[8d3b] PACKER OUT ==> azure-arm: The resource group was not created by Packer, deleting individual resources ...
[8d3b] PACKER OUT ==> Some builds didn't complete successfully and had errors:
[8d3b] PACKER OUT --> azure-arm: Script exited with non-zero exit status: 100. Allowed exit codes are: [0]
[8d3b] PACKER ERR 2024/03/04 10:20:00 [INFO] (telemetry) Finalizing. - This means the build has finished
";

/// The template that it was built from.
const TEMPLATE: &str = r#"{
  "type": "Microsoft.VirtualMachineImages/imageTemplates",
  "name": "web",
  "properties": {
    "customize": [
      { "type": "File", "name": "upload", "sourceUri": "https://example.com/a", "destination": "/tmp/a" },
      { "type": "Shell", "inline": ["true"] }
    ]
  }
}"#;

fn document() -> Document {
    Document::new(TEMPLATE.to_owned(), Language::Json, None)
}

/// Asks about a log, with or without its template.
fn ask(text: &str, template: Option<&Document>, question: impl FnOnce(&Log<'_>) -> String, expected: Expect) {
    let rope = Text::from(text);
    let log = Log {
        text: &rope,
        attribution: Attribution::new(diagnosis::of(text), template),
    };
    let shown = question(&log);
    expected.assert_eq(if shown.is_empty() { "nothing" } else { &shown });
}

/// The number of the line that a place stands in, from 0.
fn line(text: &Text, at: u32) -> u32 {
    text.line_of(at)
}

fn start_of(text: &str, words: &str) -> u32 {
    text.find(words).unwrap() as u32
}

fn told(log: &Log<'_>) -> String {
    let mut out = String::new();
    for it in diagnostics::diagnostics(log) {
        let (line, level) = (line(log.text, it.span.start), it.level.name());
        writeln!(out, "{line} {level} {} under {}", it.case.id, log.text.get(it.span)).unwrap();
        for lang in Lang::ALL {
            writeln!(out, "  {}", it.message.get(lang)).unwrap();
        }
        writeln!(out, "  at {:?}", it.node.map(|it| it.pointer())).unwrap();
    }
    out
}

#[test]
fn the_root_cause_is_an_error_and_its_consequences_are_information() {
    ask(
        FAILED,
        Some(&document()),
        told,
        expect![[r#"
            10 error log/apt-lock under E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), is another process using it?
              `apt-get` failed because another process was using the package manager. In the template: `/properties/customize/1`.
              O `apt-get` falhou porque outro processo estava usando o gerenciador de pacotes. No template: `/properties/customize/1`.
              at Some("/properties/customize/1")
            15 information log/script-nonzero-exit under --> azure-arm: Script exited with non-zero exit status: 100. Allowed exit codes are: [0]
              A command in this step returned an exit code that the step does not accept, so the build stopped.
              Um comando desta etapa retornou um código de saída que a etapa não aceita; por isso, o build parou.
              at None
        "#]],
    );
}

#[test]
fn without_a_template_no_position_is_linked() {
    ask(
        FAILED,
        None,
        told,
        expect![[r#"
            10 error log/apt-lock under E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), is another process using it?
              `apt-get` failed because another process was using the package manager.
              O `apt-get` falhou porque outro processo estava usando o gerenciador de pacotes.
              at None
            15 information log/script-nonzero-exit under --> azure-arm: Script exited with non-zero exit status: 100. Allowed exit codes are: [0]
              A command in this step returned an exit code that the step does not accept, so the build stopped.
              Um comando desta etapa retornou um código de saída que a etapa não aceita; por isso, o build parou.
              at None
        "#]],
    );
}

#[test]
fn harmless_lines_have_no_diagnostic() {
    let fine = "\
[8d3b] PACKER ERR 2024/03/04 10:03:00 [INFO] (telemetry) Starting provisioner shell
[8d3b] PACKER ERR 2024/03/04 10:03:20 [INFO] (telemetry) ending shell
[8d3b] PACKER OUT Build 'azure-arm' finished after 20 minutes.
[8d3b] PACKER OUT ==> Builds finished but no artifacts were created.
";
    ask(fine, None, told, expect!["nothing"]);
    ask("nothing of ours\n", None, told, expect!["nothing"]);
}

/// The words about lines, in English.
fn explained(log: &Log<'_>, lines: &[u32]) -> String {
    let mut out = String::new();
    for number in lines {
        let at = log.text.line(*number).start + 3;
        let Some(it) = hover::hover(log, at) else {
            writeln!(out, "{number} nothing").unwrap();
            continue;
        };
        writeln!(out, "{number} over {}", log.text.get(it.span)).unwrap();
        for line in it.words.get(Lang::En).lines().filter(|it| !it.is_empty()) {
            let shown: String = line.chars().take(100).collect();
            writeln!(out, "  {shown}").unwrap();
        }
    }
    out
}

#[test]
fn a_failure_and_the_beginning_of_a_stage_are_explained() {
    ask(
        FAILED,
        Some(&document()),
        |it| explained(it, &[0, 4, 5, 7, 9, 10, 15]),
        expect![[r#"
            0 over Azure request method="POST" request="https://management.azure.com/subscriptions/s/resourceGroups/IT_images_web_1f2e/providers/x"
              **creating the build VM** · 0 s
            4 over [INFO] (telemetry) Starting provisioner file
              **step 1 (file)** · 21 s
              In the template: `upload`, `/properties/customize/0`
            5 nothing
            7 over [INFO] (telemetry) Starting provisioner shell
              **step 2 (shell)** · 14 min 20 s · failed here
              In the template: `/properties/customize/1`
            9 over E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 1842
              **`log/apt-lock`** · root cause
              `apt-get` failed because another process was using the package manager. The first step starts second
              - Make the first `Shell` step wait until the boot is complete; its first line (code 2 means that the
              - Make `apt-get` wait for the lock, with the same option for `update` and `upgrade`: `sudo apt-get -
              - Retry `update`, which has a lock of its own that the option may not cover: `for i in 1 2 3 4 5; do
              - Before Ubuntu 20.04, which introduced the option, stop the timers after the first line instead: `s
              Do not delete the lock file: the other process continues to write, which can corrupt the package dat
              In the template: `/properties/customize/1`
            10 over E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), is another process using it?
              **`log/apt-lock`** · root cause
              `apt-get` failed because another process was using the package manager. The first step starts second
              - Make the first `Shell` step wait until the boot is complete; its first line (code 2 means that the
              - Make `apt-get` wait for the lock, with the same option for `update` and `upgrade`: `sudo apt-get -
              - Retry `update`, which has a lock of its own that the option may not cover: `for i in 1 2 3 4 5; do
              - Before Ubuntu 20.04, which introduced the option, stop the timers after the first line instead: `s
              Do not delete the lock file: the other process continues to write, which can corrupt the package dat
              In the template: `/properties/customize/1`
            15 over --> azure-arm: Script exited with non-zero exit status: 100. Allowed exit codes are: [0]
              **`log/script-nonzero-exit`** · consequence
              A command in this step returned an exit code that the step does not accept, so the build stopped.
              - Read the output of the step upward from its end: the last line that names an error is usually the 
              - If the command failed, correct it.
              - If the code means success in a `PowerShell` step, accept it, and keep 0 in the list: `"validExitCo
              - A `Shell` step has no such list. Add the exception to the command: `cloud-init status --wait || [ 
              - If the output shows nothing, let the next log show the command that ends the step: `set -x` as the
              A web page that was downloaded instead of a script has the same effect: an address on `github.com` m
        "#]],
    );
}

fn outline(log: &Log<'_>) -> String {
    fn show(log: &Log<'_>, entries: &[Entry], depth: usize, out: &mut String) {
        for it in entries {
            let (first, last) = (line(log.text, it.span.start), line(log.text, it.span.end));
            let detail = it.detail.as_ref().map(|it| it.get(Lang::En)).unwrap_or_default();
            let (indent, name) = ("  ".repeat(depth), it.name.get(Lang::PtBr));
            writeln!(out, "{indent}{first}-{last} {:?} {name} ({detail})", it.kind).unwrap();
            show(log, &it.children, depth + 1, out);
        }
    }
    let mut out = String::new();
    show(log, &symbols::symbols(log), 0, &mut out);
    out
}

#[test]
fn the_outline_has_runs_stages_and_failures() {
    ask(
        FAILED,
        None,
        outline,
        expect![[r#"
            0-16 Build build (The build failed after 20 min, in step 2 (shell).)
              0-0 Stage criação da VM de build (0 s)
              1-3 Stage conexão por SSH (3 min)
              4-6 Stage etapa 1 (file) (21 s)
              7-12 Stage etapa 2 (shell) (14 min 20 s · failed here)
                10-10 Finding log/apt-lock (`apt-get` failed because another process was using the package manager.)
              13-16 Stage limpeza (2 min 19 s)
                15-15 Finding log/script-nonzero-exit (A command in this step returned an exit code that the step does not accept, so the build stopped.)
        "#]],
    );
}

#[test]
fn two_runs_whose_lines_alternate() {
    let two = "\
[1111] PACKER ERR 2024/03/04 10:03:00 [INFO] (telemetry) Starting provisioner shell
[2222] PACKER ERR 2024/03/04 10:03:01 [INFO] (telemetry) Starting provisioner powershell
[1111] PACKER OUT     azure-arm: one
[2222] PACKER OUT     azure-arm: two
[1111] PACKER ERR 2024/03/04 10:04:00 [INFO] (telemetry) ending shell
[2222] PACKER ERR 2024/03/04 10:04:01 [INFO] (telemetry) ending powershell
";
    ask(
        two,
        None,
        outline,
        expect![[r#"
            0-5 Build build 1 (The log does not show how the build ended.)
              0-5 Stage etapa 1 (shell) (1 min)
            1-5 Build build 2 (The log does not show how the build ended.)
              1-5 Stage etapa 1 (powershell) (1 min)
        "#]],
    );
    ask(
        two,
        None,
        |it| explained(it, &[0, 1, 2]),
        expect![[r#"
            0 over [INFO] (telemetry) Starting provisioner shell
              **step 1 (shell)** · 1 min
            1 over [INFO] (telemetry) Starting provisioner powershell
              **step 1 (powershell)** · 1 min
            2 nothing
        "#]],
    );
}

#[test]
fn stages_fold_below_their_first_line() {
    let folds = |log: &Log<'_>| {
        let folds = folding::folding(log).into_iter();
        let shown = folds.map(|it| {
            let (first, last) = (line(log.text, it.span.start), line(log.text, it.span.end));
            format!("{first}-{last}\n")
        });
        shown.collect()
    };
    ask(
        FAILED,
        None,
        folds,
        expect![[r#"
        1-3
        4-6
        7-12
        13-16
    "#]],
    );
}

fn hints(log: &Log<'_>, range: Span) -> String {
    let hints = inlay_hints::inlay_hints(log, range).into_iter();
    let shown = hints.map(|it| {
        let words = it.words.map(|it| it.get(Lang::En).len()).unwrap_or_default();
        format!("{} {} ({words} letters more)\n", line(log.text, it.at), it.label)
    });
    shown.collect()
}

#[test]
fn times_stand_behind_the_first_line_of_each_stage_of_the_range() {
    ask(
        FAILED,
        None,
        |it| hints(it, Span::new(0, it.text.len())),
        expect![[r#"
            0 0 s (0 letters more)
            1 3 min (0 letters more)
            4 21 s (0 letters more)
            7 14 min 20 s · log/apt-lock (71 letters more)
            13 2 min 19 s (0 letters more)
        "#]],
    );
    let from = start_of(FAILED, "[INFO] (telemetry) Starting provisioner file");
    ask(
        FAILED,
        None,
        |it| hints(it, Span::new(from, from + 200)),
        expect![[r#"
        4 21 s (0 letters more)
    "#]],
    );
}

#[test]
fn a_log_is_recognised_by_lines_of_packer() {
    let is_log = |it: &str| log::is_log(it);
    assert!(is_log("hello\n[8d3b] PACKER OUT ==> azure-arm: x\n"));
    assert!(is_log("PACKER ERR 2024/03/04 10:00:00 x\r\n"));
    assert!(!is_log("PACKERS unite\nthe PACKER is here\n"));
    assert!(!is_log("{ \"a\": \"[8d3b] PACKER OUT x\" }"));
    assert!(!is_log(""));
}

#[test]
fn a_log_may_be_cut_anywhere() {
    let doc = document();
    let everything = |log: &Log<'_>| {
        let whole = Span::new(0, log.text.len());
        let answers = [told(log), outline(log), hints(log, whole)].concat();
        let of_places = (0..log.text.len()).step_by(97);
        let hovers = of_places.filter(|it| hover::hover(log, *it).is_some()).count();
        assert!(links::links(log).len() <= 2 && folding::folding(log).len() <= 5);
        format!("{} {hovers}", answers.len())
    };
    for end in (0..=FAILED.len()).step_by(41) {
        let text = &FAILED[..end];
        let rope = Text::from(text);
        let attribution = Attribution::new(diagnosis::of(text), Some(&doc));
        let _ = everything(&Log {
            text: &rope,
            attribution,
        });
    }
}
