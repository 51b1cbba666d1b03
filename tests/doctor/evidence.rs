//! Which lines of the failed step are shown, and which of them decide.

use std::fmt::Write;

use aib_ls::doctor::diagnosis;

/// The evidence of a log whose only step prints these lines and then fails, a line each: decisive ones are marked.
fn evidence(output: &str) -> String {
    let mut log = "[op] PACKER ERR 2024/05/19 10:02:11 [INFO] (telemetry) Starting provisioner shell\n".to_owned();
    for line in output.lines() {
        writeln!(log, "[op] PACKER OUT     azure-arm: {line}").unwrap();
    }
    log += "[op] PACKER OUT ==> azure-arm: Provisioning step had errors: Running the cleanup provisioner, if present...\n\
            [op] PACKER OUT Build 'azure-arm' errored after 5 minutes: Script exited with non-zero exit status: 1. Allowed exit codes are: [0]\n";
    let diagnosis = diagnosis::of(&log);
    let mut out = String::new();
    for line in diagnosis.evidence().into_iter().flat_map(|it| &it.lines) {
        let mark = if line.is_decisive { ">" } else { " " };
        let count = if line.count > 1 {
            format!(" x{}", line.count)
        } else {
            String::new()
        };
        writeln!(out, "{mark} {} {}{count}", line.at.line, line.text.trim()).unwrap();
    }
    out
}

fn decisive(output: &str) -> Vec<String> {
    let lines = evidence(output);
    let marked = lines.lines().filter_map(|it| it.strip_prefix("> ")?.split_once(' '));
    marked.map(|it| it.1.to_owned()).collect()
}

#[test]
fn shows_the_last_error_of_a_tool() {
    assert_eq!(
        evidence("Reading state information...\nE: Unable to locate package postgresqll\n"),
        "  1 Reading state information...\n> 2 E: Unable to locate package postgresqll\n"
    );
    assert_eq!(
        decisive("installing\ncurl: (6) Could not resolve host: mirror.contoso.example"),
        ["curl: (6) Could not resolve host: mirror.contoso.example"]
    );
    assert_eq!(
        decisive("/tmp/script_812.sh: 3: pnpm: not found"),
        ["/tmp/script_812.sh: 3: pnpm: not found"]
    );
}

#[test]
fn an_error_that_was_overcome_does_not_decide() {
    let lines = "E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 77 (apt)\n\
                 Retrying in 10 seconds\nFetched 31 MB in 2s\nSetting up nginx\nfatal: repository 'https://git.example/x' not found";
    assert_eq!(decisive(lines), ["fatal: repository 'https://git.example/x' not found"]);
}

#[test]
fn a_failure_that_repeats_until_the_end_decides() {
    let line = "Search for Windows updates failed with 'Exception from HRESULT: 0x8024402C'. Retrying...";
    let lines = format!("Searching for Windows updates...\n{line}\n{line}\n{line}\n");
    assert_eq!(
        evidence(&lines),
        format!("  1 Searching for Windows updates...\n> 2 {line} x3\n")
    );
}

#[test]
fn shows_a_record_of_powershell_as_a_whole() {
    let lines = "Start\n\
                 Install-Widget : The widget 'blue' cannot be installed.\n\
                 At C:\\Windows\\Temp\\script-1.ps1:7 char:3\n\
                 +   Install-Widget blue\n\
                 +   ~~~~~~~~~~~~~~~~~~~\n    \
                 + CategoryInfo          : NotSpecified: (:) [Install-Widget], Exception\n    \
                 + FullyQualifiedErrorId : NoWidget,Install-Widget";
    let decisive = decisive(lines);
    assert_eq!(
        decisive.first().map(String::as_str),
        Some("Install-Widget : The widget 'blue' cannot be installed.")
    );
    assert_eq!(
        decisive.last().map(String::as_str),
        Some("+ FullyQualifiedErrorId : NoWidget,Install-Widget")
    );
}

#[test]
fn what_an_author_prints_at_the_end_decides() {
    let noise: String = (0..30).map(|it| format!("copying part {it}\n")).collect();
    let lines = format!("cp: cannot stat 'a': No such file or directory\n{noise}setup failed: licence server refused");
    assert_eq!(decisive(&lines), ["setup failed: licence server refused"]);
}

#[test]
fn sysprep_names_the_cause_in_its_first_error() {
    let lines = "2025-01-01 10:00:00, Info SYSPRP Executing method 'Validate'\n\
                 2025-01-01 10:00:00, Error SYSPRP Package Contoso.App_1.0 was installed for a user, but not provisioned for all users.\n\
                 2025-01-01 10:00:00, Error SYSPRP SysprepSession::Validate: Error in validating actions; dwRet = 0x3cf2";
    assert_eq!(
        decisive(lines),
        [
            "2025-01-01 10:00:00, Error SYSPRP Package Contoso.App_1.0 was installed for a user, but not provisioned for all users."
        ]
    );
}

#[test]
fn without_an_error_the_last_lines_are_shown() {
    let lines: String = (0..40).map(|it| format!("step {it}\n")).collect();
    let shown = evidence(&lines);
    assert!(!shown.contains('>'), "{shown}");
    assert_eq!(shown.lines().count(), 10, "{shown}");
    assert!(shown.ends_with("step 39\n"), "{shown}");
}

#[test]
fn words_that_look_like_errors_do_not_decide() {
    let harmless = [
        "errors=0 warnings=1",
        "Setting up libgpg-error0:amd64",
        "Get-Service -ErrorAction SilentlyContinue",
        "sudo: unable to resolve host pkrvm1: Name or service not known",
        "WARNING: apt does not have a stable CLI interface. Use with caution in scripts.",
        "Warning: Permanently added 'github.com' to the list of known hosts.",
        "npm warn deprecated rimraf@2.7.1",
        "  0 failed, 12 passed",
        "##########                 45.5%",
    ];
    for line in harmless {
        assert_eq!(decisive(line), Vec::<String>::new(), "{line}");
    }
}

#[test]
fn a_line_that_packer_prints_twice_is_shown_once() {
    let log = "[op] PACKER ERR 2024/05/19 10:02:11 [INFO] (telemetry) Starting provisioner shell\n\
               [op] PACKER OUT     azure-arm: make it\n\
               [op] PACKER ERR 2024/05/19 10:02:12 ui:     azure-arm: make it\n\
               [op] PACKER OUT ==> azure-arm: Provisioning step had errors: Running the cleanup provisioner, if present...\n";
    let diagnosis = diagnosis::of(log);
    let lines = &diagnosis.evidence().unwrap().lines;
    assert_eq!(
        lines.iter().map(|it| (it.at.line, it.count)).collect::<Vec<_>>(),
        [(1, 1)]
    );
}

#[test]
fn shows_no_secret() {
    let shown =
        evidence("curl: (22) The requested URL returned error: 403 https://a.example/x?sig=q7Zp2VnX9sLk4Tt1&se=1");
    assert!(shown.contains("sig=***&se=1"), "{shown}");
}
