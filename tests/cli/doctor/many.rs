//! `doctor` on several logs: the real program on files and folders.

use expect_test::expect;
use serde_json::Value;

use crate::cli::{Folder, GOOD, is_unreadable};
use crate::support::html::stands_alone;

const LOCK: &str = "\
[5f0c] PACKER ERR 2024/03/04 10:00:00 packer: 2024/03/04 10:00:00 Waiting for SSH, up to timeout: 20m0s
[5f0c] PACKER ERR 2024/03/04 10:01:00 ui: ==> azure-arm: Connected to SSH!
[5f0c] PACKER ERR 2024/03/04 10:01:00 [INFO] (telemetry) Starting provisioner shell
[5f0c] PACKER ERR 2024/03/04 10:15:20 ui: ==> azure-arm: E: Could not get lock /var/lib/dpkg/lock-frontend
[5f0c] PACKER ERR 2024/03/04 10:15:20 ui: ==> azure-arm: Provisioning step had errors: Running the cleanup provisioner, if present...
[5f0c] PACKER ERR 2024/03/04 10:16:00 ui error: Build 'azure-arm' errored after 16 minutes: Script exited with non-zero exit status: 100. Allowed exit codes are: [0]
";

const SUCCESS: &str = "\
[5f0d] PACKER 2024/03/05 10:31:00 ui: Build 'azure-arm' finished after 31 minutes.
[5f0d] PACKER ==> Builds finished but no artifacts were created.
";

/// The beginning of a log.
fn begun() -> String {
    LOCK.lines().take(3).map(|it| it.to_owned() + "\n").collect()
}

/// A log with a failure that has no page.
fn unknown(process: &str) -> String {
    LOCK.replace(
        "E: Could not get lock /var/lib/dpkg/lock-frontend",
        &format!("Error: widget {process} refused"),
    )
    .replace(
        ": Script exited with non-zero exit status: 100. Allowed exit codes are: [0]",
        ": widgets",
    )
}

fn logs() -> Folder {
    Folder::with(&[
        ("logs/a/customization.log", LOCK),
        (
            "logs/b/customization.log",
            &LOCK.replace("5f0c", "6a1d").replace("lock-frontend", "lock"),
        ),
        ("logs/c/customization.log", SUCCESS),
        ("logs/d/customization.log", &begun()),
        ("logs/e/build.txt", &unknown("88213")),
        ("logs/f/customization.log.1", &unknown("90117")),
        ("logs/notes.txt", "Permission denied\n"),
        ("logs/web.json", GOOD),
        ("logs/photo.png", "\u{fffd}PNG"),
    ])
}

#[test]
fn a_folder_is_summarized_by_cause_and_place() {
    let answer = logs().run(&["doctor", "logs"]);
    expect![[r#"
        logs: 6 logs, 4 failed, 1 succeeded, 1 unknown.

        Causes
          Logs  Cause                        Place
             2  Error: widget 88213 refused  step 1 (shell), logs/web.json:26:11
             2  log/apt-lock                 step 1 (shell), logs/web.json:26:11

        Error: widget 88213 refused, step 1 (shell), logs/web.json:26:11
          - logs/e/build.txt:4: Error: widget 88213 refused
          - logs/f/customization.log.1:4: Error: widget 90117 refused

        log/apt-lock, step 1 (shell), logs/web.json:26:11
          `apt-get` failed because another process was using the package manager.
          - logs/a/customization.log:4: E: Could not get lock /var/lib/dpkg/lock-frontend
          - logs/b/customization.log:4: E: Could not get lock /var/lib/dpkg/lock

        The end of the build is not in the log
          - logs/d/customization.log:4

        3 other files contain no build log.
    "#]]
    .assert_eq(&answer.out);
    assert_eq!((answer.code, answer.err.as_str()), (1, ""));
}

#[test]
fn the_summary_is_written_in_portuguese() {
    let answer = logs().run(&["doctor", "logs", "--lang", "pt-br"]);
    let lines: Vec<&str> = answer.out.lines().take(5).collect();
    expect![[r#"
        logs: 6 logs, 4 com falha, 1 com êxito, 1 sem resultado.

        Causas
          Logs  Causa                        Local
             2  Error: widget 88213 refused  etapa 1 (shell), logs/web.json:26:11"#]]
    .assert_eq(&lines.join("\n"));
    assert!(
        answer.out.ends_with("3 outros arquivos não contêm um log de build.\n"),
        "{}",
        answer.out
    );
}

#[test]
fn the_order_of_arguments_and_repetitions_change_nothing() {
    let folder = logs();
    let inputs = [
        "logs/a/customization.log",
        "logs/b/customization.log",
        "logs/c/customization.log",
    ];
    let expected = folder.run(&["doctor", inputs[0], inputs[1], inputs[2]]);
    assert!(
        expected.out.starts_with(
            "logs/a/customization.log … logs/c/customization.log: 3 logs, 2 failed, 1 succeeded, 0 unknown.\n"
        ),
        "{}",
        expected.out
    );
    assert_eq!(
        folder.run(&["doctor", inputs[2], inputs[0], inputs[1], inputs[0]]),
        expected
    );
    let whole = folder.run(&["doctor", "logs", "./logs/", "logs/e"]);
    assert_eq!(
        whole.out.lines().nth(1),
        folder.run(&["doctor", "logs"]).out.lines().nth(1)
    );
    assert!(whole.out.contains("6 logs, 4 failed"), "{}", whole.out);
}

#[test]
fn logs_without_a_failure_exit_with_0() {
    let folder = Folder::with(&[("c.log", SUCCESS), ("d.log", &begun())]);
    let answer = folder.run(&["doctor", "c.log", "d.log"]);
    expect![[r#"
        c.log … d.log: 2 logs, 0 failed, 1 succeeded, 1 unknown.

        The end of the build is not in the log
          - d.log:4
    "#]]
    .assert_eq(&answer.out);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
}

#[test]
fn a_folder_without_logs_says_so() {
    let folder = Folder::with(&[("notes/a.txt", "nothing\n"), ("notes/b.md", LOCK)]);
    let answer = folder.run(&["doctor", "notes"]);
    expect![[r#"
        notes: No build log found. Files that Git ignores are not read.

        2 other files contain no build log.
    "#]]
    .assert_eq(&answer.out);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
}

#[test]
fn what_git_ignores_is_not_read() {
    let folder = Folder::with(&[(".gitignore", "old/\n"), ("old/a.log", LOCK), ("b.log", SUCCESS)]);
    let answer = folder.run(&["doctor", "."]);
    assert!(answer.out.contains("1 log, 0 failed, 1 succeeded"), "{}", answer.out);
    let answer = folder.run(&["doctor", "old/a.log", "b.log"]);
    assert!(answer.out.contains("2 logs, 1 failed, 1 succeeded"), "{}", answer.out);
}

#[test]
fn an_unreadable_file_does_not_stop_the_others() {
    let folder = Folder::with(&[("a.log", LOCK), ("notes.txt", "Permission denied\n")]);
    let answer = folder.run(&["doctor", "none.log", "notes.txt", "a.log"]);
    assert_eq!(
        answer.err,
        "error: none.log does not exist\nerror: notes.txt contains no build log and no response or status of the service\n"
    );
    assert!(answer.out.contains("1 log, 1 failed"), "{}", answer.out);
    assert_eq!(answer.code, 2);
    let answer = folder.run(&["doctor", "none.log", "notes.txt"]);
    assert_eq!((answer.code, answer.out.as_str()), (2, ""));
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_of_a_folder_is_reported() {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::with(&[("logs/a.log", LOCK), ("logs/b.log", LOCK)]);
    let closed = folder.path("logs/b.log");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    let answer = folder.run(&["doctor", "logs"]);
    if is_unreadable(&closed) {
        assert!(
            answer.err.starts_with("error: logs/b.log cannot be read"),
            "{}",
            answer.err
        );
        assert_eq!(answer.code, 2);
    }
    assert!(answer.out.contains("logs/a.log:4"), "{}", answer.out);
}

#[test]
fn a_file_of_a_folder_has_a_limit() {
    let folder = Folder::with(&[("logs/a.log", LOCK), ("logs/b.log", "")]);
    let file = std::fs::File::options()
        .write(true)
        .open(folder.path("logs/b.log"))
        .unwrap();
    file.set_len((1 << 30) + 1).unwrap();
    let answer = folder.run(&["doctor", "logs"]);
    assert_eq!(answer.err, "error: logs/b.log is larger than 1024 MiB\n");
    assert!(answer.out.contains("1 log, 1 failed"), "{}", answer.out);
    assert_eq!(answer.code, 2);
}

#[test]
fn json_has_the_object_of_each_log_on_a_line() {
    let folder = logs();
    let answer = folder.run(&["doctor", "logs", "--format", "json"]);
    let objects: Vec<Value> = answer.out.lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    let inputs: Vec<&str> = objects.iter().map(|it| it["input"].as_str().unwrap()).collect();
    assert_eq!(
        inputs,
        [
            "logs/a/customization.log",
            "logs/b/customization.log",
            "logs/c/customization.log",
            "logs/d/customization.log",
            "logs/e/build.txt",
            "logs/f/customization.log.1",
        ]
    );
    for (input, object) in inputs.iter().zip(&objects) {
        let single = folder.run(&["doctor", input, "--format", "json"]);
        assert_eq!(&serde_json::from_str::<Value>(&single.out).unwrap(), object, "{input}");
    }
    assert_eq!(objects[0]["template"], "logs/web.json");
    assert_eq!(
        (answer.code, answer.err.as_str()),
        (1, "3 other files contain no build log.\n")
    );
    // A folder with one log is still a folder.
    let answer = folder.run(&["doctor", "logs/c", "--format", "json"]);
    assert_eq!((answer.code, answer.out.lines().count()), (0, 1));
}

#[test]
fn standard_input_is_one_of_several_logs() {
    let folder = Folder::with(&[("a.log", LOCK)]);
    let answer = folder.run_with(&["doctor", "a.log", "-"], SUCCESS);
    assert!(
        answer
            .out
            .starts_with("<stdin> … a.log: 2 logs, 1 failed, 1 succeeded, 0 unknown.\n"),
        "{}",
        answer.out
    );
}

#[test]
fn html_and_markdown_have_the_same_answer() {
    let folder = logs();
    let page = folder.run(&["doctor", "logs", "--format", "html"]).out;
    stands_alone(&page);
    for part in [
        "<title>logs</title>",
        "log/apt-lock",
        "logs/b/customization.log:4",
        "<th scope=\"col\"",
    ] {
        assert!(page.contains(part), "{part} is missing in {page}");
    }
    let text = folder.run(&["doctor", "logs", "--format", "markdown"]).out;
    for part in [
        "# `logs`\n",
        "| Logs | Cause | Place |\n| ---: | --- | --- |\n",
        "\n| 2 | `log/apt-lock` | step 1 (shell), `logs/web.json:26:11` |\n",
        "- `logs/a/customization.log:4`: `E: Could not get lock /var/lib/dpkg/lock-frontend`",
    ] {
        assert!(text.contains(part), "{part} is missing in {text}");
    }
}
