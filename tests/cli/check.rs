//! `check`: exit codes, options, standard input and output.

use aib_ls::cli::output::Summary;
use aib_ls::rules::Level;
use expect_test::expect;

use super::{Folder, GOOD, bad, run};

#[test]
fn a_clean_file_ends_with_0_and_one_line() {
    let folder = Folder::with(&[("web.json", GOOD)]);
    let answer = folder.run(&["check", "web.json"]);
    assert_eq!(answer.out, "1 file checked, nothing found\n");
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
}

#[test]
fn a_file_with_an_error_ends_with_1() {
    let folder = Folder::with(&[("web.json", &bad()), ("clean.json", GOOD)]);
    let answer = folder.run(&["check", "web.json", "clean.json"]);
    assert!(
        answer.out.starts_with("error[timeout/below-minimum]: "),
        "{}",
        answer.out
    );
    assert!(answer.out.ends_with("\n2 files checked: 1 error\n"), "{}", answer.out);
    assert_eq!((answer.code, answer.err.as_str()), (1, ""));
}

#[test]
fn the_program_shows_a_finding_like_this() {
    let folder = Folder::with(&[("images/web.json", &bad())]);
    let out = folder.run(&["check"]).out;
    // The words are those of the rule, and so is the number of fixes.
    let mut lines: Vec<&str> = out.lines().filter(|it| !it.contains("= help: ")).collect();
    lines[0] = lines[0].split_inclusive("]: ").next().unwrap();
    let text: String = lines.iter().map(|it| it.trim_end().to_owned() + "\n").collect();
    expect![[r#"
        error[timeout/below-minimum]:
          --> images/web.json:17:34
           |
        17 |         "buildTimeoutInMinutes": 3,
           |                                  ^
           |

        1 file checked: 1 error
    "#]]
    .assert_eq(&text);
}

#[test]
fn fail_on_decides_about_the_exit_code() {
    let folder = Folder::with(&[("web.json", &bad())]);
    for (level, code) in [
        ("error", 1),
        ("warning", 1),
        ("information", 1),
        ("hint", 1),
        ("never", 0),
    ] {
        let answer = folder.run(&["check", "web.json", "--fail-on", level]);
        assert_eq!(answer.code, code, "{level}");
        assert!(answer.out.contains("error[timeout/below-minimum]"), "{level}");
    }
}

#[test]
fn a_level_is_reached_by_what_is_as_bad_or_worse() {
    let warning = Summary {
        files: 1,
        warning: 2,
        ..Summary::default()
    };
    let reached =
        |it: &Summary| [Level::Error, Level::Warning, Level::Information, Level::Hint].map(|level| it.reaches(level));
    assert_eq!(reached(&Summary::default()), [false; 4]);
    assert_eq!(reached(&warning), [false, true, true, true]);
    assert_eq!(
        reached(&Summary {
            hint: 1,
            ..Summary::default()
        }),
        [false, false, false, true]
    );
}

#[test]
fn quiet_leaves_out_the_summary() {
    let folder = Folder::with(&[("web.json", &bad()), ("clean.json", GOOD)]);
    let answer = folder.run(&["check", "--quiet", "clean.json"]);
    assert_eq!((answer.code, answer.out.as_str(), answer.err.as_str()), (0, "", ""));
    let answer = folder.run(&["check", "-q"]);
    assert_eq!(answer.code, 1);
    assert!(answer.out.starts_with("error[timeout/below-minimum]"), "{}", answer.out);
    assert!(!answer.out.contains("checked"), "{}", answer.out);
}

#[test]
fn standard_input_is_a_file_without_a_name() {
    let folder = Folder::new();
    let answer = folder.run_with(&["check", "-"], bad());
    assert_eq!(answer.code, 1);
    assert!(answer.out.contains("\n  --> <stdin>:17:34\n"), "{}", answer.out);
    assert_eq!(folder.run_with(&["check", "-"], GOOD).code, 0);
}

#[test]
fn standard_input_can_be_given_a_name() {
    let folder = Folder::new();
    let answer = folder.run_with(&["check", "-", "--stdin-filename", "images/web.json"], bad());
    assert!(answer.out.contains("\n  --> images/web.json:17:34\n"), "{}", answer.out);
    assert_eq!(answer.code, 1);
}

#[test]
fn a_name_needs_standard_input() {
    let answer = Folder::new().run(&["check", "--stdin-filename", "web.json"]);
    assert_eq!(
        answer.err,
        "error: `--stdin-filename` requires standard input: add the path `-`\n"
    );
    assert_eq!((answer.code, answer.out.as_str()), (2, ""));
}

#[test]
fn standard_input_stands_beside_a_file_of_the_same_name() {
    let folder = Folder::with(&[("web.json", GOOD)]);
    let answer = folder.run_with(&["check", "-", "web.json", "--stdin-filename", "web.json"], GOOD);
    assert_eq!(answer.out, "2 files checked, nothing found\n");
}

#[test]
fn the_language_comes_from_the_argument_or_the_environment() {
    let folder = Folder::with(&[("web.json", GOOD)]);
    let out = |arguments: &[&str], set: &[(&str, &str)]| {
        let mut command = folder.command(&[&["check", "web.json"], arguments].concat());
        command.env_remove("LC_ALL").envs(set.iter().copied());
        run(&mut command, b"").out
    };
    let (english, portuguese) = (
        "1 file checked, nothing found\n",
        "1 arquivo verificado, nada encontrado\n",
    );
    assert_eq!(out(&[], &[]), english);
    assert_eq!(out(&["--lang", "pt-br"], &[]), portuguese);
    assert_eq!(out(&["--lang", "fr"], &[("LANG", "pt_BR.UTF-8")]), english);
    assert_eq!(out(&[], &[("LANG", "pt_BR.UTF-8")]), portuguese);
    assert_eq!(out(&[], &[("LANG", "de_DE.UTF-8")]), english);
    assert_eq!(
        out(&[], &[("LANG", "en_US.UTF-8"), ("LC_MESSAGES", "pt_BR.UTF-8")]),
        portuguese
    );
    assert_eq!(out(&[], &[("LC_ALL", "C"), ("LC_MESSAGES", "pt_BR.UTF-8")]), english);
    assert_eq!(out(&[], &[("LC_ALL", ""), ("LANG", "pt_BR.UTF-8")]), portuguese);
}

#[test]
fn an_unknown_api_version_is_refused_with_the_known_ones() {
    let folder = Folder::with(&[("web.json", GOOD)]);
    let answer = folder.run(&["check", "--api-version", "2024-13-01"]);
    assert!(
        answer
            .err
            .starts_with("error: unknown API version `2024-13-01`; known versions: "),
        "{}",
        answer.err
    );
    assert!(
        answer.err.contains("2024-02-01") && answer.err.lines().count() == 1,
        "{}",
        answer.err
    );
    assert_eq!((answer.code, answer.out.as_str()), (2, ""));
    assert_eq!(folder.run(&["check", "--api-version", "2024-02-01"]).code, 0);
}

#[test]
fn a_wrong_argument_ends_with_2() {
    let folder = Folder::new();
    for arguments in [
        &["check", "--fail-on", "no"] as &[&str],
        &["check", "--format", "yaml"],
        &["rules", "--format", "sarif"],
        &["check", "--parameters", "x.json"],
        &["chek"],
        &["--stdio", "check"],
        &[],
    ] {
        let answer = folder.run(arguments);
        assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{arguments:?}");
        assert!(!answer.err.is_empty(), "{arguments:?}");
    }
}

#[test]
fn help_and_version_go_to_standard_output() {
    let folder = Folder::new();
    for arguments in [
        &["--help"] as &[&str],
        &["check", "--help"],
        &["--version"],
        &["serve", "--help"],
    ] {
        let answer = folder.run(arguments);
        assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{arguments:?}");
        assert!(!answer.out.is_empty(), "{arguments:?}");
    }
    assert_eq!(
        folder.run(&["--version"]).out,
        format!("aib-ls {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn a_reader_that_leaves_early_is_no_failure() {
    use std::io::Write;
    use std::process::Stdio;

    let mut command = Folder::new().command(&["check", "-"]);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command.current_dir(std::env::temp_dir());
    let mut child = command.spawn().unwrap();
    // Standard output is closed before there is anything to print.
    drop(child.stdout.take());
    child.stdin.take().unwrap().write_all(bad().as_bytes()).unwrap();
    let answer = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&answer.stderr), "");
    assert_eq!(answer.status.code(), Some(1));
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_ends_with_2() {
    use std::fs::File;

    let folder = Folder::with(&[("web.json", GOOD)]);
    let mut command = folder.command(&["check", "web.json"]);
    let answer = command.stdout(File::create("/dev/full").unwrap()).output().unwrap();
    assert_eq!(
        String::from_utf8_lossy(&answer.stderr),
        "error: cannot write to standard output: no space left on device\n"
    );
    assert_eq!(answer.status.code(), Some(2));
}

#[test]
fn colours_follow_the_option_then_the_environment() {
    let folder = Folder::with(&[("web.json", &bad())]);
    let is_coloured = |arguments: &[&str], set: &[(&str, &str)]| {
        let mut command = folder.command(arguments);
        super::run(command.envs(set.iter().copied()), b"")
            .out
            .contains('\u{1b}')
    };
    assert!(is_coloured(&["check", "--color", "always"], &[]));
    assert!(is_coloured(
        &["check", "--color=always"],
        &[("NO_COLOR", "1"), ("TERM", "dumb")]
    ));
    assert!(is_coloured(&["check"], &[("CLICOLOR_FORCE", "1")]));
    assert!(is_coloured(&["--help"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!is_coloured(&["check"], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!is_coloured(&["check", "--color", "never"], &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn what_is_no_terminal_gets_no_colours() {
    let folder = Folder::with(&[("web.json", &bad())]);
    assert!(!folder.run(&["check"]).out.contains('\u{1b}'));
}
