//! Reading: every input that is not a plain UTF-8 file of an image template.

use std::fs;

use super::{Folder, GOOD, bad, is_unreadable};

/// Checks a named file and expects one line on standard error, and code 2.
fn check(bytes: impl AsRef<[u8]>, expected: &str) {
    let folder = Folder::new();
    folder.write("web.json", bytes);
    let answer = folder.run(&["check", "web.json"]);
    assert_eq!(answer.err, format!("error: {expected}\n"));
    assert_eq!((answer.code, answer.out.as_str()), (2, ""));
}

fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    format!("\u{feff}{text}").encode_utf16().flat_map(to_bytes).collect()
}

#[test]
fn reports_a_file_without_an_image_template() {
    check("{}", "web.json contains no image template");
    check(r#"{ "resources": [] }"#, "web.json contains no image template");
    check("hello", "web.json contains no image template");
    check([0; 100], "web.json contains no image template");
}

#[test]
fn reports_an_empty_file() {
    for text in ["", " \r\n\t", "\u{feff}", "\u{feff}\n"] {
        check(text, "web.json is empty and contains no image template");
    }
}

#[test]
fn reports_a_file_in_another_encoding() {
    check(utf16(GOOD, u16::to_le_bytes), "web.json is UTF-16; save it as UTF-8");
    check(utf16(GOOD, u16::to_be_bytes), "web.json is UTF-16; save it as UTF-8");
    check(
        b"{ \"caf\xe9\": 1 }",
        "web.json is not UTF-8 at byte offset 6; save it as UTF-8",
    );
    check(
        b"\xef\xbb\xbf{\xff",
        "web.json is not UTF-8 at byte offset 4; save it as UTF-8",
    );
}

#[test]
fn a_byte_order_mark_is_accepted() {
    let folder = Folder::new();
    folder.write("web.json", format!("\u{feff}{GOOD}"));
    assert_eq!(
        folder.run(&["check", "web.json"]).out,
        "1 file checked, nothing found\n"
    );
}

#[test]
fn reports_a_missing_file() {
    let answer = Folder::new().run(&["check", "web.json"]);
    assert_eq!(answer.err, "error: web.json does not exist\n");
    assert_eq!((answer.code, answer.out.as_str()), (2, ""));
}

#[test]
fn reports_a_missing_file_in_portuguese() {
    let answer = Folder::new().run(&["check", "web.json", "--lang", "pt-br"]);
    assert_eq!(answer.err, "erro: web.json não existe\n");
}

#[cfg(unix)]
#[test]
fn reports_system_errors_in_the_words_of_the_system() {
    let name = "a".repeat(300);
    let answer = Folder::new().run(&["check", &name]);
    assert_eq!(
        answer.err,
        format!("error: {name} cannot be read: file name too long\n")
    );
    assert_eq!(answer.code, 2);
}

#[cfg(unix)]
#[test]
fn reports_a_folder_as_standard_input() {
    let folder = Folder::new();
    let mut command = folder.command(&["check", "-"]);
    let answer = command.stdin(fs::File::open(&folder.0).unwrap()).output().unwrap();
    assert_eq!(
        String::from_utf8_lossy(&answer.stderr),
        "error: <stdin> cannot be read: is a directory\n"
    );
    assert_eq!(answer.status.code(), Some(2));
}

#[test]
fn standard_input_has_to_be_an_image_template() {
    let folder = Folder::new();
    for (input, expected) in [
        ("", "error: <stdin> is empty and contains no image template\n"),
        ("{}", "error: <stdin> contains no image template\n"),
    ] {
        let answer = folder.run_with(&["check", "-"], input);
        assert_eq!((answer.code, answer.err.as_str()), (2, expected));
    }
}

#[cfg(unix)]
#[test]
fn a_name_with_terminal_commands_stays_one_line() {
    let answer = Folder::new().run(&["check", "a\n\u{1b}[31m.json"]);
    assert_eq!(answer.err, "error: a\\n\\u{1b}[31m.json does not exist\n");
}

#[test]
fn one_bad_file_does_not_stop_the_others() {
    let folder = Folder::with(&[("empty.json", ""), ("web.json", &bad()), ("clean.json", GOOD)]);
    let answer = folder.run(&["check", "web.json", "missing.json", "empty.json", "clean.json"]);
    assert_eq!(
        answer.err,
        "error: empty.json is empty and contains no image template\nerror: missing.json does not exist\n"
    );
    assert!(answer.out.contains("\n2 files checked: 1 error\n"), "{}", answer.out);
    assert_eq!(answer.code, 2);
}

#[test]
fn json_is_whole_when_a_file_is_bad() {
    let folder = Folder::with(&[("empty.json", ""), ("web.json", GOOD)]);
    let (report, code) = folder.json(&["empty.json", "web.json"]);
    assert_eq!(report["summary"]["files"], 1);
    assert_eq!(code, 2);
}

#[cfg(unix)]
#[test]
fn reports_a_file_without_read_permission() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::with(&[("shut/web.json", GOOD), ("web.json", GOOD), ("z.json", GOOD)]);
    for name in ["shut", "web.json"] {
        fs::set_permissions(folder.path(name), fs::Permissions::from_mode(0o0)).unwrap();
    }
    let shut = is_unreadable(&folder.path("shut"));
    let answer = folder.run(&["check"]);
    fs::set_permissions(folder.path("shut"), fs::Permissions::from_mode(0o700)).unwrap();
    if shut {
        let expected =
            "error: shut cannot be read: permission denied\nerror: web.json cannot be read: permission denied\n";
        assert_eq!(answer.err, expected);
        assert_eq!(
            (answer.code, answer.out.as_str()),
            (2, "1 file checked, nothing found\n")
        );
    } else {
        // The administrator reads everything.
        assert_eq!(
            (answer.code, answer.out.as_str()),
            (0, "3 files checked, nothing found\n")
        );
    }
}

#[test]
fn a_file_beyond_the_limit_is_refused() {
    let folder = Folder::new();
    folder.write("huge.json", padded(65 << 20));
    let answer = folder.run(&["check", "huge.json"]);
    assert_eq!(answer.err, "error: huge.json is larger than 64 MiB\n");
    assert_eq!((answer.code, answer.out.as_str()), (2, ""));
}

#[cfg(target_os = "linux")]
#[test]
fn an_endless_file_is_refused() {
    let answer = Folder::new().run(&["check", "/dev/zero"]);
    assert_eq!(answer.err, "error: /dev/zero is larger than 64 MiB\n");
    assert_eq!(answer.code, 2);
}

#[test]
fn a_file_of_50_mb_is_checked() {
    let folder = Folder::new();
    folder.write(
        "big.json",
        padded(50_000_000).replace("InMinutes\": 60", "InMinutes\": 3"),
    );
    let answer = folder.run(&["check", "big.json"]);
    assert!(
        answer.out.starts_with("error[timeout/below-minimum]: "),
        "{}",
        answer.out.len()
    );
    assert_eq!((answer.code, answer.err.as_str()), (1, ""));
}

#[test]
fn nested_brackets_do_no_harm() {
    let brackets = "[".repeat(100_000) + &"]".repeat(100_000);
    check(&brackets, "web.json contains no image template");
    check("[".repeat(100_000), "web.json contains no image template");

    let folder = Folder::new();
    folder.write("closed.json", with_tags(&brackets));
    folder.write("open.json", with_tags(&"[".repeat(100_000)));
    folder.write("objects.json", with_tags(&"{\"a\":".repeat(100_000)));
    for name in ["closed.json", "open.json", "objects.json"] {
        let answer = folder.run(&["check", name]);
        assert!(answer.code < 2, "{name}: {} {}", answer.code, answer.err);
        assert!(answer.out.len() < 1_000_000, "{name}: {}", answer.out.len());
    }
}

fn with_tags(value: &str) -> String {
    GOOD.replace(
        "\"properties\": {",
        &format!("\"tags\": {value},\n      \"properties\": {{"),
    )
}

/// The good template, filled with variables to a number of bytes.
fn padded(size: usize) -> String {
    let mut metadata = String::with_capacity(size + 2_000);
    let value = "x".repeat(1_000);
    for number in 0.. {
        if metadata.len() + GOOD.len() > size {
            break;
        }
        metadata.push_str(&format!("    \"v{number}\": \"{value}\",\n"));
    }
    GOOD.replace(
        "  \"resources\"",
        &format!("  \"metadata\": {{\n{metadata}    \"last\": 0\n  }},\n  \"resources\""),
    )
}
