//! Two builds stage by stage: which stages correspond, and where the builds diverge.

use aib_ls::doctor::attribution::Attribution;
use aib_ls::doctor::comparison::{Comparison, StageRun};
use aib_ls::doctor::diagnosis;
use aib_ls::document::{Document, Language};
use expect_test::{Expect, expect};

/// A log with a minute for each step, and an end: `Ok`, `Failed` or nothing.
fn log(steps: &[&str], end: &str) -> String {
    let mut log = "[5f0c] PACKER ERR 2024/03/04 10:00:00 packer: Waiting for SSH, up to timeout: 20m0s\n".to_owned();
    let time = |minute: usize| format!("[5f0c] PACKER ERR 2024/03/04 10:{minute:02}:00");
    for (index, step) in steps.iter().enumerate() {
        log += &format!("{} [INFO] (telemetry) Starting provisioner {step}\n", time(index + 1));
        if index + 1 < steps.len() || end == "Ok" {
            log += &format!("{} [INFO] (telemetry) ending {step}\n", time(index + 2));
        }
    }
    let last = time(steps.len() + 1);
    log + &match end {
        "Ok" => format!("{last} ui: Build 'azure-arm' finished after 9 minutes.\n"),
        "Failed" => format!(
            "{last} ui: ==> azure-arm: Provisioning step had errors: Running the cleanup provisioner, if present...\n\
             {last} ui error: Build 'azure-arm' errored after 9 minutes: widget refused\n"
        ),
        _ => String::new(),
    }
}

/// A template whose steps are `type:name`.
fn template(steps: &[&str]) -> Document {
    let step = |it: &&str| {
        let (kind, name) = it.split_once(':').unwrap();
        format!(r#"{{ "type": "{kind}", "name": "{name}" }}"#)
    };
    let steps: Vec<String> = steps.iter().map(step).collect();
    let text = format!(
        r#"{{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "properties": {{ "customize": [{}] }} }}"#,
        steps.join(", ")
    );
    Document::new(text, Language::Json, None)
}

/// The rows as text, an arrow in front of the first divergence.
fn check(old: (&str, Option<&Document>), new: (&str, Option<&Document>), expected: Expect) {
    let [old, new] = [old, new].map(|(log, template)| Attribution::new(diagnosis::of(log), template));
    let comparison = Comparison::of(&old, &new);
    let run = |it: Option<StageRun>| it.map_or("-".to_owned(), |it| format!("{} {}", it.index, it.ending.word()));
    let mut shown = String::new();
    for (index, row) in comparison.rows.iter().enumerate() {
        let mark = if comparison.divergence == Some(index) { ">" } else { " " };
        let name = row.step.as_deref().unwrap_or(&row.name);
        shown += &format!("{mark} {name}: {} / {}\n", run(row.old), run(row.new));
    }
    expected.assert_eq(&shown);
}

#[test]
fn stages_correspond_by_kind_and_order() {
    let old = log(&["shell", "file", "shell"], "Failed");
    check(
        (&old, None),
        (&log(&["shell", "file", "shell", "shell"], "Ok"), None),
        expect![[r#"
              SSH: 0 succeeded / 0 succeeded
              shell: 1 succeeded / 1 succeeded
              file: 2 succeeded / 2 succeeded
            > shell: 3 failed / 3 succeeded
              shell: - / 4 succeeded
        "#]],
    );
    check(
        (&old, None),
        (&log(&["file", "shell"], "Failed"), None),
        expect![[r#"
              SSH: 0 succeeded / 0 succeeded
            > shell: 1 succeeded / -
              file: 2 succeeded / 1 succeeded
              shell: 3 failed / 2 failed
        "#]],
    );
}

#[test]
fn steps_with_names_correspond_by_name() {
    let old = template(&["Shell:packages", "Shell:site"]);
    let new = template(&["Shell:packages", "Shell:users", "Shell:site"]);
    check(
        (&log(&["shell", "shell"], "Ok"), Some(&old)),
        (&log(&["shell", "shell", "shell"], "Ok"), Some(&new)),
        expect![[r#"
              SSH: 0 succeeded / 0 succeeded
              packages: 1 succeeded / 1 succeeded
            > users: - / 2 succeeded
              site: 2 succeeded / 3 succeeded
        "#]],
    );
}

#[test]
fn a_log_that_breaks_off_differs_where_it_ends() {
    check(
        (&log(&["shell", "shell"], "Ok"), None),
        (&log(&["shell", "shell"], ""), None),
        expect![[r#"
              SSH: 0 succeeded / 0 succeeded
              shell: 1 succeeded / 1 succeeded
            > shell: 2 succeeded / 2 unknown
        "#]],
    );
}

#[test]
fn another_exit_code_is_a_difference() {
    let old = log(&["powershell", "powershell"], "Ok");
    let exit = |code: u32| {
        let line =
            format!("[5f0c] PACKER ERR 2024/03/04 10:01:30 [INFO] RPC client: Communicator ended with: {code}\n");
        old.replacen(
            "[5f0c] PACKER ERR 2024/03/04 10:02:00",
            &format!("{line}[5f0c] PACKER ERR 2024/03/04 10:02:00"),
            1,
        )
    };
    check(
        (&exit(0), None),
        (&exit(3010), None),
        expect![[r#"
              SSH: 0 succeeded / 0 succeeded
            > powershell: 1 succeeded / 1 succeeded
              powershell: 2 succeeded / 2 succeeded
        "#]],
    );
}

#[test]
fn texts_without_a_build_have_no_stages() {
    let status = r#"{ "lastRunStatus": { "runState": "Failed", "message": "x" } }"#;
    check((status, None), (status, None), expect![""]);
}
