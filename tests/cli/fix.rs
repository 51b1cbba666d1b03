//! `check --fix`: what is written, what is not, and what is told about it.

use std::fs;

use super::{Folder, GOOD, bad};

/// Three mistakes with safe fixes, one that appears when another is fixed, and one without.
fn broken() -> String {
    bad()
        .replace(
            "\"inline\": [\"echo ready | sudo tee /etc/motd\"]",
            "\"Inline\": \"echo ready\",",
        )
        .replace("\"type\": \"Shell\"", "\"type\": \"shell\"")
}

#[test]
fn safe_fixes_are_made_until_none_is_left_and_the_rest_is_reported() {
    let folder = Folder::with(&[("web.json", &broken()), ("good.json", GOOD)]);
    let answer = folder.run(&["check", "--fix"]);
    let first = answer.out.lines().next().unwrap();
    assert_eq!(
        first,
        "fixed web.json: schema/discriminator-case, schema/field-case, schema/inline-not-array, syntax/trailing-comma"
    );
    assert!(answer.out.contains("error[timeout/below-minimum]"), "{}", answer.out);
    assert!(answer.out.ends_with("\n2 files checked: 1 error\n"), "{}", answer.out);
    assert_eq!((answer.code, answer.err.as_str()), (1, ""));
    let text = fs::read_to_string(folder.path("web.json")).unwrap();
    assert_eq!(text, bad().replace("echo ready | sudo tee /etc/motd", "echo ready"));
    // There is nothing left to do, and nothing is told.
    let again = folder.run(&["check", "--fix"]);
    assert!(!again.out.contains("fixed"), "{}", again.out);
    let names: Vec<_> = fs::read_dir(folder.path(""))
        .unwrap()
        .map(|it| it.unwrap().file_name())
        .collect();
    assert_eq!(names.len(), 2, "{names:?}");
}

#[test]
fn fixes_are_reported_on_standard_error_beside_json() {
    let folder = Folder::with(&[("web.json", &broken())]);
    let answer = folder.run(&["check", "--fix", "--format", "json"]);
    assert!(answer.err.starts_with("fixed web.json: "), "{}", answer.err);
    assert!(answer.out.starts_with('{'), "{}", answer.out);
    let folder = Folder::with(&[("web.json", &broken())]);
    assert_eq!(folder.run(&["check", "--fix", "--quiet", "--format", "json"]).err, "");
}

#[test]
fn suppressed_findings_are_not_fixed() {
    let text = broken();
    let folder = Folder::with(&[
        ("web.json", &text),
        ("aib-ls.toml", "[rules]\nschema = \"off\"\nsyntax = \"off\"\n"),
    ]);
    folder.run(&["check", "--fix"]);
    assert_eq!(fs::read_to_string(folder.path("web.json")).unwrap(), text);
}

#[test]
fn keeps_line_endings_and_the_byte_order_mark() {
    let windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let folder = Folder::with(&[("web.json", &windows(&GOOD.replace("Shell", "shell")))]);
    assert_eq!(folder.run(&["check", "--fix"]).code, 0);
    assert_eq!(fs::read_to_string(folder.path("web.json")).unwrap(), windows(GOOD));
}

#[test]
fn standard_input_cannot_be_fixed() {
    let answer = Folder::new().run_with(&["check", "--fix", "-"], broken());
    assert_eq!(answer.err, "error: `--fix` cannot be used with standard input\n");
    assert_eq!((answer.code, answer.out.as_str()), (2, ""));
}

#[cfg(unix)]
#[test]
fn a_file_keeps_its_permissions_and_a_link_stays_one() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = Folder::with(&[("images/web.json", &GOOD.replace("Shell", "shell"))]);
    let path = folder.path("images/web.json");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("images/web.json", folder.path("link.json")).unwrap();
    let answer = folder.run(&["check", "--fix", "link.json"]);
    assert!(
        answer.out.starts_with("fixed link.json: schema/discriminator-case\n"),
        "{}",
        answer.out
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), GOOD);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(fs::symlink_metadata(folder.path("link.json")).unwrap().is_symlink());
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_written_is_a_failure() {
    use std::os::unix::fs::PermissionsExt;

    let text = GOOD.replace("Shell", "shell");
    let folder = Folder::with(&[("web.json", &text)]);
    fs::set_permissions(folder.path("web.json"), fs::Permissions::from_mode(0o444)).unwrap();
    let answer = folder.run(&["check", "--fix"]);
    assert_eq!(answer.err, "error: web.json cannot be written: permission denied\n");
    assert_eq!(answer.code, 2);
    assert_eq!(fs::read_to_string(folder.path("web.json")).unwrap(), text);
}

#[test]
fn a_broken_text_is_never_left_worse() {
    // Every cut of a template: whatever can be fixed of it has no more mistakes afterwards, and fixing it again changes nothing.
    use aib_ls::document::{Document, Language};

    let text = broken();
    let folder = Folder::new();
    for (number, end) in (0..text.len()).step_by(41).enumerate() {
        folder.write(&format!("{number:03}.json"), &text[..end]);
    }
    folder.run(&["check", "--fix", "--quiet", "--fail-on", "never"]);
    let mistakes = |text: &str| {
        Document::new(text.to_owned(), Language::Json, None)
            .tree()
            .errors()
            .len()
    };
    let mut fixed = 0;
    for (number, end) in (0..text.len()).step_by(41).enumerate() {
        let after = fs::read_to_string(folder.path(&format!("{number:03}.json"))).unwrap();
        assert!(mistakes(&after) <= mistakes(&text[..end]), "{}\n{after}", &text[..end]);
        fixed += usize::from(after != text[..end]);
    }
    assert!(fixed > 5, "{fixed} of them changed");
    assert!(
        !folder
            .run(&["check", "--fix", "--fail-on", "never"])
            .out
            .contains("fixed ")
    );
}
