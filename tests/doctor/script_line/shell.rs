//! Messages of dash, Bash and tools on Linux.

use super::{NEW, OLD, located, of_shell, template, template_with_file};

const DOCKER: [&str; 4] = ["apt-get update", "docker pull a", "systemctl start web", "docker run a"];

#[test]
fn dash_names_the_line_after_its_header() {
    for version in [OLD, NEW, None] {
        assert_eq!(
            of_shell(&DOCKER, &["/tmp/script_4711.sh: 5: docker: not found"], version),
            "3.0: docker run a (certain, TextAndNumber)"
        );
        assert_eq!(
            of_shell(&DOCKER, &["/tmp/script_1.sh: 3: docker: not found"], version),
            "1.0: docker pull a (certain, TextAndNumber)"
        );
    }
    // Older versions of dash write the path twice.
    assert_eq!(
        of_shell(
            &DOCKER,
            &["/tmp/script_1.sh: 3: /tmp/script_1.sh: docker: not found"],
            OLD
        ),
        "1.0: docker pull a (certain, TextAndNumber)"
    );
}

#[test]
fn text_counts_more_than_the_number() {
    let items = ["apt-get update", "pnpm install", "true"];
    for line in [
        "/tmp/script_1.sh: 9: pnpm: not found",
        "/tmp/script_1.sh: line 2: pnpm: command not found",
    ] {
        assert_eq!(of_shell(&items, &[line], OLD), "1.0: pnpm install (probable, Text)");
    }
    // With several lines of the same text and none at the number, there is no answer.
    assert_eq!(of_shell(&DOCKER, &["/tmp/script_1.sh: 4: docker: not found"], OLD), "-");
    assert_eq!(
        of_shell(&DOCKER, &["/tmp/script_1.sh: 40: docker: not found"], OLD),
        "-"
    );
}

#[test]
fn bash_runs_scripts_with_a_shebang_of_their_own_in_new_versions() {
    let items = ["#!/bin/bash", "docker pull a", "docker run a", "docker ps"];
    let line = ["/tmp/script_12.sh: line 3: docker: command not found"];
    assert_eq!(
        of_shell(&items, &line, NEW),
        "2.0: docker run a (certain, TextAndNumber)"
    );
    assert_eq!(
        of_shell(&items, &line, OLD),
        "1.0: docker pull a (certain, TextAndNumber)"
    );
    assert_eq!(of_shell(&items, &line, None), "-");
    // The log of the step may contain the version.
    let with_version = ["[INFO] Packer version: 1.15.0 [go1.24 linux amd64]", line[0]];
    assert_eq!(
        of_shell(&items, &with_version, None),
        "2.0: docker run a (certain, TextAndNumber)"
    );
    // Only one of both lines has the text.
    let items = ["#!/bin/bash", "docker pull a", "true"];
    assert_eq!(
        of_shell(&items, &line, None),
        "1.0: docker pull a (certain, TextAndNumber)"
    );
}

#[test]
fn a_number_alone_is_probable() {
    let items = ["X=docker", "apt-get update", "$X ps"];
    assert_eq!(
        of_shell(&items, &["/tmp/script_1.sh: 4: docker: not found"], OLD),
        "2.0: $X ps (probable, Number)"
    );
    // The line has no expansion and does not contain the command.
    assert_eq!(
        of_shell(&["true", "false"], &["/tmp/script_1.sh: 3: docker: not found"], OLD),
        "-"
    );
    for number in ["0", "1", "5", "99999999999999999999999"] {
        let line = format!("/tmp/script_1.sh: {number}: yarn: not found");
        assert_eq!(of_shell(&items, &[&line], OLD), "-", "{number}");
    }
}

#[test]
fn every_error_of_a_shell_is_read() {
    let items = [
        "set -eu",
        "echo x > /etc/app/conf",
        "cd /opt/app",
        "echo \"$TOKEN\"",
        "echo ${NAME^^}",
        "list=(a b)",
        "if [[ -f /a ]]; then true; fi",
        "./setup.bin --quiet",
        "stress --vm 8",
    ];
    let check = |message: &str, expected: &str| {
        for line in [
            format!("/tmp/script_1.sh: {message}"),
            format!("/tmp/script_1.sh: line {message}"),
        ] {
            assert_eq!(of_shell(&items, &[&line], OLD), expected, "{line}");
        }
    };
    check(
        "3: cannot create /etc/app/conf: Directory nonexistent",
        "1.0: echo x > /etc/app/conf (certain, TextAndNumber)",
    );
    check(
        "3: /etc/app/conf: Permission denied",
        "1.0: echo x > /etc/app/conf (certain, TextAndNumber)",
    );
    check(
        "4: cd: can't cd to /opt/app",
        "2.0: cd /opt/app (certain, TextAndNumber)",
    );
    check(
        "4: cd: /opt/app: No such file or directory",
        "2.0: cd /opt/app (certain, TextAndNumber)",
    );
    check(
        "5: TOKEN: parameter not set",
        "3.0: echo \\\"$TOKEN\\\" (certain, TextAndNumber)",
    );
    check(
        "5: TOKEN: unbound variable",
        "3.0: echo \\\"$TOKEN\\\" (certain, TextAndNumber)",
    );
    check("6: Bad substitution", "4.0: echo ${NAME^^} (certain, TextAndNumber)");
    check(
        "6: ${NAME^^}: bad substitution",
        "4.0: echo ${NAME^^} (certain, TextAndNumber)",
    );
    check(
        "7: Syntax error: \"(\" unexpected",
        "5.0: list=(a b) (probable, TextAndNumber)",
    );
    check(
        "7: syntax error near unexpected token `('",
        "5.0: list=(a b) (probable, TextAndNumber)",
    );
    check("7: `list=(a b)'", "5.0: list=(a b) (probable, TextAndNumber)");
    check(
        "8: [[: not found",
        "6.0: if [[ -f /a ]]; then true; fi (certain, TextAndNumber)",
    );
    check(
        "9: ./setup.bin: Exec format error",
        "7.0: ./setup.bin --quiet (certain, TextAndNumber)",
    );
    check(
        "10:  1234 Killed                  stress --vm 8",
        "8.0: stress --vm 8 (certain, TextAndNumber)",
    );
    // These are reported at the end of the script.
    check("11: Syntax error: Unterminated quoted string", "-");
    check("11: Syntax error: end of file unexpected (expecting \"then\")", "-");
    check("11: unexpected EOF while looking for matching `\"'", "-");
    check(
        "9: warning: here-document at line 4 delimited by end-of-file (wanted `EOF')",
        "-",
    );
}

#[test]
fn errors_of_other_scripts_are_no_items() {
    let items = ["docker ps", "bash -c 'docker ps'", "npm run build"];
    for line in [
        "sh: 2: docker: not found",
        "bash: line 3: docker: command not found",
        "/bin/bash: line 2: docker: command not found",
        "/bin/sh: 1: docker: not found",
        "bash: docker: command not found",
        "-c: line 2: docker: command not found",
        "/opt/setup.sh: line 2: docker: command not found",
        "/tmp/script_x.sh: 2: docker: not found",
        "/tmp/script_1.sh: cannot execute: required file not found",
    ] {
        assert_eq!(of_shell(&items, &[line], OLD), "-", "{line}");
        // What the step survived before is not the cause.
        let survived = "/tmp/script_1.sh: 2: docker: not found";
        assert_eq!(of_shell(&items, &[survived, line], OLD), "-", "{line}");
    }
}

#[test]
fn a_trace_ends_with_the_command_that_failed() {
    let items = [
        "set -x",
        "apt-get update",
        "sudo apt-get install -y \"$PACKAGE\" 'foo bar' > /dev/null 2>&1",
        "DEBIAN_FRONTEND=noninteractive apt-get install -y git",
        "if ! id web; then useradd web; fi",
        "curl -fsSL \"https://$HOST/a.sh\" | bash -s -- --yes",
        "version=$(cat /etc/version)",
    ];
    let check = |lines: &[&str], expected: &str| assert_eq!(of_shell(&items, lines, OLD), expected, "{lines:?}");
    check(
        &["+ apt-get update", "Hit:1 http://archive.example.com"],
        "1.0: apt-get update (certain, Text)",
    );
    check(
        &["+ apt-get update", "+ sudo apt-get install -y nginx 'foo bar'", "x"],
        "2.0: sudo apt-get install -y \\\"$PACKAGE\\\" 'foo bar' > /dev/null 2>&1 (probable, Text)",
    );
    for line in [
        "+ DEBIAN_FRONTEND=noninteractive apt-get install -y git",
        "+ apt-get install -y git",
    ] {
        check(
            &[line],
            "3.0: DEBIAN_FRONTEND=noninteractive apt-get install -y git (certain, Text)",
        );
    }
    check(&["+ id web"], "4.0: if ! id web; then useradd web; fi (certain, Text)");
    check(
        &["+ useradd web"],
        "4.0: if ! id web; then useradd web; fi (certain, Text)",
    );
    check(
        &[
            "+ curl -fsSL https://example.com/a.sh",
            "+ bash -s -- --yes",
            "bash: line 3: x: command not found",
        ],
        "5.0: curl -fsSL \\\"https://$HOST/a.sh\\\" | bash -s -- --yes (certain, Text)",
    );
    check(
        &["++ cat /etc/version", "cat: /etc/version: No such file or directory"],
        "6.0: version=$(cat /etc/version) (probable, Text)",
    );
    check(&["+ rm -rf /opt/x"], "-");
    check(&["+ apt-get update", "+ set +x", "x"], "-");
    // Without `set -x`, traces are those of other scripts.
    assert_eq!(of_shell(&["apt-get update", "./a"], &["+ apt-get update"], OLD), "-");
}

#[test]
fn an_argument_that_one_item_contains_is_probable() {
    let items = [
        "echo Installing ngnix",
        "apt-get update && apt-get install -y \\",
        "  ngnix git=1.2",
        "git clone https://example.com/x.git /opt/x",
        "systemctl enable web.service",
        "cp /tmp/a.conf /etc/a.conf; cat /etc/a.conf.d/b",
    ];
    let check = |line: &str, expected: &str| assert_eq!(of_shell(&items, &[line], None), expected, "{line}");
    check(
        "E: Unable to locate package ngnix",
        "2.0: ngnix git=1.2 (probable, Argument)",
    );
    check(
        "fatal: repository 'https://example.com/x.git/' not found",
        "3.0: git clone https://example.com/x.git /opt/x (probable, Argument)",
    );
    check(
        "Failed to enable unit: Unit file web.service does not exist.",
        "4.0: systemctl enable web.service (probable, Argument)",
    );
    check(
        "cp: cannot stat \u{2018}/tmp/a.conf\u{2019}: No such file or directory",
        "5.0: cp /tmp/a.conf /etc/a.conf; cat /etc/a.conf.d/b (probable, Argument)",
    );
    check("E: Unable to locate package git", "-");
    check("E: Unable to locate package gi", "-");
    check("curl: (22) The requested URL returned error: 404", "-");
    let twice = ["apt-get install -y ngnix", "dpkg -s ngnix"];
    assert_eq!(of_shell(&twice, &["E: Unable to locate package ngnix"], None), "-");
}

#[test]
fn items_of_several_lines_are_counted() {
    let items = [
        "set -e\napt-get update\n",
        "",
        "if true; then\n  docker ps\nfi",
        "docker run a",
    ];
    let check = |number: usize, expected: &str| {
        let line = format!("/tmp/script_1.sh: {number}: docker: not found");
        assert_eq!(of_shell(&items, &[&line], OLD), expected, "{number}");
    };
    check(7, "2.1: docker ps (certain, TextAndNumber)");
    check(9, "3.0: docker run a (certain, TextAndNumber)");
    check(6, "-");
}

#[test]
fn continuations_and_here_documents_are_one_statement() {
    let items = [
        "sudo \\",
        "docker run a",
        "cat > /tmp/a <<EOF",
        "docker build",
        "$HOME_OF_WEB",
        "EOF",
        "docker ps",
    ];
    let check = |line: &str, expected: &str| assert_eq!(of_shell(&items, &[line], OLD), expected, "{line}");
    check(
        "/tmp/script_1.sh: 2: docker: not found",
        "1.0: docker run a (certain, TextAndNumber)",
    );
    check(
        "/tmp/script_1.sh: 8: docker: not found",
        "6.0: docker ps (certain, TextAndNumber)",
    );
    check("/tmp/script_1.sh: 5: docker: not found", "-");
    check(
        "/tmp/script_1.sh: 4: HOME_OF_WEB: parameter not set",
        "2.0: cat > /tmp/a <<EOF (probable, Number)",
    );
}

#[test]
fn lines_of_a_script_file_have_their_own_numbers() {
    let script = "#!/bin/bash\nset -e\n\n# docker\ndocker pull a\r\ndocker run a\n";
    let doc = template_with_file("Shell", "a.sh", script);
    for version in [OLD, NEW, None] {
        assert_eq!(
            located(&doc, &["/tmp/script_1.sh: line 6: docker: command not found"], version),
            "5: docker run a (certain, TextAndNumber)"
        );
    }
    assert_eq!(
        located(&doc, &["/tmp/script_1.sh: line 4: docker: command not found"], None),
        "-"
    );
    let doc = template_with_file("Shell", "a.sh", "apt-get install -y ngnix\napt-get clean\n");
    assert_eq!(
        located(&doc, &["E: Unable to locate package ngnix"], None),
        "0: apt-get install -y ngnix (probable, Argument)"
    );
}

#[test]
fn an_error_with_output_after_it_is_probable() {
    let output = ["/tmp/script_1.sh: 3: docker: not found", "a", "b", "c"];
    assert_eq!(
        of_shell(&DOCKER, &output, OLD),
        "1.0: docker pull a (probable, TextAndNumber)"
    );
    let output = [
        output[0],
        "Provisioning step had errors: Running the cleanup provisioner, if present...",
        "[INFO] (telemetry) ending shell",
        "[INFO] 0 bytes written for 'stderr'",
        "[INFO] command 'x' exited with code: 127",
    ];
    assert_eq!(
        of_shell(&DOCKER, &output, OLD),
        "1.0: docker pull a (certain, TextAndNumber)"
    );
}

#[test]
fn computed_items_are_not_counted() {
    let items = ["[variables('setup')]", "docker run a", "docker ps"];
    let line = "/tmp/script_1.sh: 3: docker: not found";
    assert_eq!(located(&template("Shell", &items), &[line], OLD), "-");
    let items = ["docker pull a", "[variables('setup')]"];
    assert_eq!(
        located(
            &template("Shell", &items),
            &["/tmp/script_1.sh: 2: docker: not found"],
            OLD
        ),
        "0.0: docker pull a (certain, TextAndNumber)"
    );
}
