//! `doctor`: the real program on logs and answers, alone and beside a template.

mod compare;
mod many;
mod ticket;

use aib_ls::doctor::cases;
use aib_ls::locale::Lang;
use expect_test::expect;
use serde_json::{Value, json};

use super::{Folder, GOOD};
use crate::support::html::stands_alone;

const LOG: &str = "\
[5f0c] PACKER ERR 2024/03/04 10:00:00 packer: 2024/03/04 10:00:00 Waiting for SSH, up to timeout: 20m0s
[5f0c] PACKER ERR 2024/03/04 10:01:00 ui: ==> azure-arm: Connected to SSH!
[5f0c] PACKER ERR 2024/03/04 10:01:00 [INFO] (telemetry) Starting provisioner shell
[5f0c] PACKER ERR 2024/03/04 10:15:20 ui: ==> azure-arm: E: Could not get lock /var/lib/dpkg/lock-frontend
[5f0c] PACKER ERR 2024/03/04 10:15:20 ui: ==> azure-arm: Provisioning step had errors: Running the cleanup provisioner, if present...
[5f0c] PACKER ERR 2024/03/04 10:16:00 ui error: Build 'azure-arm' errored after 16 minutes: Script exited with non-zero exit status: 100. Allowed exit codes are: [0]
";

const ANSWER: &str = r#"{ "code": "ValidationFailed", "message": "Validation failed: 'ImageTemplate.properties.distribute[0]': Field 'runOutputName' has a bad value: 'a b'." }"#;

#[test]
fn prints_the_diagnosis_of_a_log() {
    let folder = Folder::with(&[("customization.log", LOG), ("images/web.json", GOOD)]);
    let answer = folder.run(&["doctor", "customization.log"]);
    expect![[r#"
        customization.log: The build failed after 16 min, in step 1 (shell, `motd`).

        Root cause: log/apt-lock
          `apt-get` failed because another process was using the package manager.
          customization.log:4: E: Could not get lock /var/lib/dpkg/lock-frontend

        What to do
          1. Make the first `Shell` step wait until the boot is complete; its first line (code 2 means that
             there were warnings): `cloud-init status --wait || [ $? -eq 2 ]`
          2. Make `apt-get` wait for the lock, with the same option for `update` and `upgrade`: `sudo
             apt-get -o DPkg::Lock::Timeout=300 install -y <package>`
          3. Retry `update`, which has a lock of its own that the option may not cover: `for i in 1 2 3 4 5;
             do sudo apt-get update && break; sleep 10; done`
          4. Before Ubuntu 20.04, which introduced the option, stop the timers after the first line instead:
             `sudo systemctl stop apt-daily.timer apt-daily-upgrade.timer unattended-upgrades`

        In the template
          - images/web.json:26:11 /resources/0/properties/customize/0

          Rules that detect this cause: script/apt-race

        Details: `aib-ls explain log/apt-lock`

        Timeline
          connecting over SSH         1 min  █
          step 1 (shell)             15 min  ███████████ ✗ failed here, slowest step (images/web.json:26:11)

        Consequences
          - customization.log:6 log/script-nonzero-exit: A command in this step returned an exit code that
            the step does not accept, so the build stopped.
    "#]]
    .assert_eq(&answer.out);
    assert_eq!((answer.code, answer.err.as_str()), (1, ""));
}

#[test]
fn prints_the_diagnosis_in_portuguese() {
    let folder = Folder::with(&[("customization.log", LOG)]);
    let answer = folder.run(&["doctor", "customization.log", "--lang", "pt-br"]);
    assert!(answer.out.contains("Causa raiz: log/apt-lock"), "{}", answer.out);
    let text = cases::find("log/apt-lock").unwrap().text(Lang::PtBr);
    let first = text.cause().split(' ').next().unwrap();
    assert!(answer.out.contains(first), "{}", answer.out);
}

#[test]
fn prints_the_diagnosis_as_json() {
    let folder = Folder::with(&[("customization.log", LOG), ("web.json", GOOD)]);
    let answer = folder.run(&[
        "doctor",
        "customization.log",
        "--template",
        "web.json",
        "--format",
        "json",
    ]);
    let report: Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!(
        report["builds"],
        json!([{ "operation": "5f0c", "outcome": "failed", "stages": [
            { "stage": "connect", "name": "SSH", "start": "2024-03-04T10:00:00Z", "end": "2024-03-04T10:01:00Z", "seconds": 60,
              "step": null, "pointer": null, "certainty": null },
            { "stage": "customize", "name": "shell", "start": "2024-03-04T10:01:00Z", "end": null, "seconds": 900,
              "step": "motd", "pointer": "/resources/0/properties/customize/0", "certainty": "certain" },
        ] }])
    );
    let root = &report["findings"][report["root"].as_u64().unwrap() as usize];
    let case = cases::find("log/apt-lock").unwrap();
    assert_eq!(root["id"], "log/apt-lock");
    assert_eq!(root["severity"], "error");
    assert_eq!(root["stage"], "customize");
    assert_eq!(root["lines"], json!([3, 3]));
    assert_eq!(root["text"], "E: Could not get lock /var/lib/dpkg/lock-frontend");
    assert_eq!(root["cause"], case.text(Lang::En).cause());
    assert_eq!(root["solution"], case.text(Lang::En).solution());
    assert_eq!(root["pointer"], "/resources/0/properties/customize/0");
    assert_eq!(root["rules"], json!(["script/apt-race"]));
    assert_eq!(root["evidence"]["lines"][0]["text"], root["text"]);
    assert_eq!(
        (&root["evidence"]["code"], &root["evidence"]["values"]),
        (&Value::Null, &json!({ "path": "/var/lib/dpkg/lock-frontend" }))
    );
    let action = &root["actions"][0];
    assert_eq!(action["command"], "cloud-init status --wait || [ $? -eq 2 ]");
    assert!(action["text"].as_str().unwrap().ends_with(':'));
    assert_eq!(
        (&report["version"], &report["input"]),
        (&json!(1), &json!("customization.log"))
    );
    assert_eq!((answer.code, answer.err.as_str()), (1, ""));
}

#[test]
fn an_answer_of_the_service_points_at_the_member_it_names() {
    let folder = Folder::with(&[("web.json", GOOD)]);
    let answer = folder.run_with(&["doctor", "-", "--template", "web.json", "--format", "json"], ANSWER);
    let report: Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!(report["findings"][0]["id"], "submit/validation-bad-value");
    assert_eq!(
        report["findings"][0]["pointer"],
        "/resources/0/properties/distribute/0/runOutputName"
    );
    assert_eq!(report["builds"], json!([]));
    assert_eq!(answer.code, 1);
}

#[test]
fn the_run_status_of_a_template_points_at_its_log() {
    let status = r#"{ "lastRunStatus": { "runState": "Failed", "runSubState": "Customizing",
      "message": "Packer build command has failed: exit status 1. For more go to https://aka.ms/azvmimagebuilderts. Image Build log location: https://examplelogs.blob.core.windows.net/packerlogs/1f/customization.log. OperationId: 1f." } }"#;
    let answer = Folder::new().run_with(&["doctor", "-"], status);
    let said: Vec<&str> = answer.out.lines().take(3).collect();
    assert_eq!(
        said[0],
        "<stdin>: The last run of the template is `Failed`, in `Customizing`."
    );
    assert!(
        said[1..]
            .join(" ")
            .contains("at https://examplelogs.blob.core.windows.net/packerlogs/1f/customization.log;"),
        "{}",
        answer.out
    );
    assert_eq!(answer.code, 1);
}

#[test]
fn a_build_as_long_as_its_timeout_is_reported_as_a_timeout() {
    let log = LOG
        .replace("E: Could not get lock /var/lib/dpkg/lock-frontend", "working")
        .replace("10:1", "10:59:0")
        .lines()
        .take(3)
        .map(|it| format!("{it}\n"))
        .collect::<String>()
        + "[5f0c] PACKER ERR 2024/03/04 10:59:30 Cancelling builder after context cancellation context canceled\n";
    let folder = Folder::with(&[("customization.log", &log), ("web.json", GOOD)]);
    let id = |arguments: &[&str]| {
        let answer = folder.run(&[&["doctor", "customization.log", "--format", "json"], arguments].concat());
        let report: Value = serde_json::from_str(&answer.out).unwrap();
        report["findings"][report["root"].as_u64().unwrap() as usize]["id"].clone()
    };
    // The template sets 60 minutes; another has its default, 240.
    assert_eq!(id(&["--template", "web.json"]), "build/timeout");
    folder.write("other.json", GOOD.replace("\"buildTimeoutInMinutes\": 60,", ""));
    assert_eq!(id(&["--template", "other.json"]), "log/context-canceled");
}

#[test]
fn a_successful_build_exits_with_0() {
    let log = "[5f0c] PACKER 2024/03/04 10:31:00 ui: Build 'azure-arm' finished after 31 minutes.\n[5f0c] PACKER ==> Builds finished but no artifacts were created.\n";
    let folder = Folder::with(&[("customization.log", log)]);
    let answer = folder.run(&["doctor", "customization.log"]);
    assert!(
        answer.out.starts_with("customization.log: The build succeeded.\n"),
        "{}",
        answer.out
    );
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
}

#[test]
fn an_unreadable_file_or_one_without_a_log_exits_with_2() {
    let folder = Folder::with(&[
        ("notes.txt", "Permission denied\n"),
        ("empty.log", ""),
        ("a.json", "{}"),
        ("c.log", LOG),
    ]);
    for (arguments, said) in [
        (&["notes.txt"][..], "notes.txt contains no build log"),
        (&["empty.log"], "empty.log contains no build log"),
        (&["none.log"], "none.log does not exist"),
        (&["c.log", "--template", "a.json"], "a.json contains no image template"),
    ] {
        let answer = folder.run(&[&["doctor"], arguments].concat());
        assert!(answer.err.starts_with(&format!("error: {said}")), "{}", answer.err);
        assert_eq!((answer.code, answer.out.as_str()), (2, ""));
    }
}

#[test]
fn the_html_page_needs_no_other_file() {
    let log = LOG.replace("lock-frontend", "lock-<script>alert(1)</script>");
    let folder = Folder::with(&[("a&b.log", &log), ("web.json", GOOD)]);
    let answer = folder.run(&["doctor", "a&b.log", "--format", "html"]);
    let page = &answer.out;
    stands_alone(page);
    for part in [
        "<title>a&amp;b.log</title>",
        "default-src 'none'",
        "<svg",
        "class=\"failing\"",
        "slowest step",
        "log/apt-lock",
        "web.json:26:11",
        "&lt;script&gt;",
        "@media print",
        "color-scheme: light dark",
    ] {
        assert!(page.contains(part), "{part} is missing in {page}");
    }
}

#[test]
fn markdown_has_the_same_answer() {
    let folder = Folder::with(&[("customization.log", LOG), ("web.json", GOOD)]);
    let answer = folder.run(&["doctor", "customization.log", "--format", "markdown"]);
    for part in [
        "# `customization.log`\n",
        "**The build failed after 16 min, in step 1 (shell, `motd`).**",
        "## Root cause: `log/apt-lock`",
        "```text\nE: Could not get lock /var/lib/dpkg/lock-frontend\n```",
        "### What to do\n\n1. ",
        "`web.json:26:11` `/resources/0/properties/customize/0`",
    ] {
        assert!(answer.out.contains(part), "{part} is missing in {}", answer.out);
    }
    assert_eq!((answer.code, answer.err.as_str()), (1, ""));
}
