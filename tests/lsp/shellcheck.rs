//! ShellCheck, played by small programs that the tests write: what it says, when it runs, and what becomes of one that is of no use.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use aib_ls::lsp::shellcheck::{self, Job, Note, Trouble};
use serde_json::{Value, json};

use crate::cli::Folder;
use crate::support::editor::Editor;

const URI: &str = "file:///w/web.json";

/// Far more than a small program needs.
const LIMIT: Duration = Duration::from_secs(60);

/// Finds every `$x`, and takes note of each run.
const READER: &str = r#"
echo "$*" >> "$0.runs"
awk 'BEGIN { printf "{\"comments\":[" }
index($0, "$x") {
  at = index($0, "$x")
  printf "%s{\"file\":\"-\",\"line\":%d,\"endLine\":%d,\"column\":%d,\"endColumn\":%d,\"level\":\"info\",\"code\":2086,\"message\":\"Double quote.\",\"fix\":null}", sep, NR, NR, at, at + 2
  sep = ","
}
END { print "]}" }'
exit 1
"#;

/// Writes a program and returns its path.
fn program(folder: &Folder, name: &str, body: &str) -> String {
    let path = folder.path(name);
    folder.write(name, format!("#!/bin/sh\n[ \"$1\" = ready ] && exit 0\n{body}"));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    // It cannot be started while a process that begins somewhere else still has it open.
    let start = || Command::new(&path).arg("ready").stdin(Stdio::null()).status();
    while start().is_err() {}
    path.to_str().unwrap().to_owned()
}

/// A program that says the same whatever it reads.
fn saying(folder: &Folder, words: &str) -> String {
    program(
        folder,
        "saying",
        &format!("cat > /dev/null\ncat << 'END'\n{words}\nEND\n"),
    )
}

fn comment(line: usize, code: u32, level: &str) -> Value {
    json!({
        "file": "-", "line": line, "endLine": line, "column": 1, "endColumn": 3,
        "level": level, "code": code, "message": format!("About {code}."), "fix": null,
    })
}

fn template(inline: &[&str]) -> String {
    let inline = json!(inline);
    format!(
        r#"{{ "properties": {{ "source": {{}}, "distribute": [], "customize": [{{ "type": "Shell", "inline": {inline} }}] }} }}"#
    )
}

fn editor(shellcheck: &str) -> Editor {
    editor_with(json!({}), shellcheck)
}

fn editor_with(capabilities: Value, shellcheck: &str) -> Editor {
    let options = json!({ "shellcheck": shellcheck });
    Editor::memory_with_params(json!({ "capabilities": capabilities, "initializationOptions": options }))
}

/// What ShellCheck says in the diagnostics that are published next.
fn notes(editor: &mut Editor) -> Vec<Value> {
    of_shellcheck(&editor.published(URI)["diagnostics"])
}

fn of_shellcheck(diagnostics: &Value) -> Vec<Value> {
    let all = diagnostics.as_array().unwrap().iter();
    all.filter(|it| it["source"] == "shellcheck").cloned().collect()
}

fn runs(program: &str) -> usize {
    let runs = fs::read_to_string(format!("{program}.runs")).unwrap_or_default();
    assert!(runs.lines().all(|it| it == "-f json1 -s sh -"), "{runs}");
    runs.lines().count()
}

#[test]
fn its_findings_come_after_ours_at_the_place_in_the_template() {
    let folder = Folder::with(&[]);
    let links = json!({ "textDocument": { "publishDiagnostics": { "codeDescriptionSupport": true } } });
    let mut editor = editor_with(links, &program(&folder, "reader", READER));
    let text = template(&["true", "printf '\"'; echo $x"]);
    editor.open(URI, &text);
    assert_eq!(notes(&mut editor), Vec::<Value>::new());
    let start = text[..text.find("$x").unwrap()].encode_utf16().count();
    assert_eq!(
        notes(&mut editor),
        [json!({
            "range": { "start": { "line": 0, "character": start }, "end": { "line": 0, "character": start + 2 } },
            "severity": 3,
            "code": "SC2086",
            "codeDescription": { "href": "https://www.shellcheck.net/wiki/SC2086" },
            "source": "shellcheck",
            "message": "Double quote.",
        })]
    );
}

#[test]
fn a_client_that_follows_no_links_is_given_none() {
    let folder = Folder::with(&[]);
    let mut editor = editor(&program(&folder, "reader", READER));
    editor.open(URI, &template(&["echo $x"]));
    let mut found = notes(&mut editor);
    while found.is_empty() {
        found = notes(&mut editor);
    }
    assert!(found[0].get("codeDescription").is_none(), "{found:?}");
}

#[test]
fn a_script_is_looked_at_once_and_a_new_one_again() {
    let folder = Folder::with(&[]);
    let program = program(&folder, "reader", READER);
    let mut editor = editor(&program);
    let text = template(&["echo $x"]);
    editor.open(URI, &text);
    assert_eq!(notes(&mut editor).len(), 0);
    assert_eq!(notes(&mut editor).len(), 1);
    editor.replace(URI, 2, &format!("\n{text}"));
    assert_eq!(notes(&mut editor)[0]["range"]["start"]["line"], 1);
    assert_eq!(runs(&program), 1);
    editor.replace(URI, 3, &template(&["echo $x", "echo $x"]));
    while notes(&mut editor).len() < 2 {}
    assert_eq!(runs(&program), 2);
    editor.replace(URI, 4, &template(&["echo"]));
    assert_eq!(notes(&mut editor).len(), 0);
    assert_eq!(editor.unclaimed(), Vec::<Value>::new());
}

#[test]
fn a_client_that_pulls_is_asked_to_refresh() {
    let folder = Folder::with(&[]);
    let program = program(&folder, "reader", READER);
    let mut editor = Editor::memory_with_params(json!({
        "capabilities": { "textDocument": { "diagnostic": {} }, "workspace": { "diagnostics": { "refreshSupport": true } } },
        "initializationOptions": { "shellcheck": program },
    }));
    let pull = |editor: &mut Editor| {
        let answer = editor.result("textDocument/diagnostic", json!({ "textDocument": { "uri": URI } }));
        of_shellcheck(&answer["items"]).len()
    };
    editor.open(URI, &template(&["echo $x"]));
    assert_eq!(pull(&mut editor), 0);
    editor.wait(|it| it["method"] == "workspace/diagnostic/refresh");
    assert_eq!(pull(&mut editor), 1);
}

#[test]
fn notes_about_unknown_lines_are_dropped() {
    let folder = Folder::with(&[]);
    let levels = ["error", "warning", "info", "style"];
    let codes = [
        (1, 2086),
        (2, 2046),
        (3, 2006),
        (3, 2268),
        (3, 1009),
        (1, 2034),
        (3, 2154),
        (1, 2148),
        (1, 1091),
        (1, 2164),
        (1, 3010),
    ];
    let comments = codes
        .iter()
        .zip(levels.iter().cycle())
        .map(|(it, level)| comment(it.0, it.1, level));
    let words = json!({ "comments": comments.collect::<Vec<_>>() }).to_string();
    let mut editor = editor(&saying(&folder, &words));
    let said = |editor: &mut Editor| -> Vec<String> {
        let line = |it: &Value| format!("{} {}", it["code"].as_str().unwrap(), it["severity"]);
        notes(editor).iter().map(line).collect()
    };
    editor.open(URI, &template(&["echo", "[variables('x')]", "done"]));
    assert_eq!(said(&mut editor), [""; 0]);
    assert_eq!(said(&mut editor), ["SC2086 1", "SC2006 3", "SC2268 4"]);
    editor.replace(URI, 2, &template(&["echo", "true", "done"]));
    assert_eq!(said(&mut editor), [""; 0]);
    let whole = [
        "SC2086 1", "SC2046 2", "SC2006 3", "SC2268 4", "SC1009 1", "SC2034 2", "SC2154 3",
    ];
    assert_eq!(said(&mut editor), whole);
}

#[test]
fn a_failing_program_is_reported_once_until_the_setting_changes() {
    let folder = Folder::with(&[]);
    let nonsense = program(&folder, "nonsense", "echo run >> \"$0.count\"\necho nonsense\n");
    let reader = program(&folder, "reader", READER);
    let missing = folder.path("missing").to_str().unwrap().to_owned();
    let mut editor = editor(&missing);
    let told = |editor: &mut Editor| {
        let told = editor.wait(|it| it["method"] == "window/showMessage");
        assert_eq!(told["params"]["type"], 2);
        told["params"]["message"].as_str().unwrap().to_owned()
    };
    editor.open(URI, &template(&["echo $x"]));
    notes(&mut editor);
    let message = told(&mut editor);
    assert!(
        message.starts_with(&format!("ShellCheck: `{missing}` cannot be started: ")),
        "{message}"
    );
    assert!(
        message.ends_with("until the setting `aib.shellcheck` changes."),
        "{message}"
    );
    editor.replace(URI, 2, &template(&["echo $x $x"]));
    notes(&mut editor);

    let set = |program: &str| json!({ "settings": { "aib": { "shellcheck": program } } });
    editor.notify("workspace/didChangeConfiguration", set(&nonsense));
    notes(&mut editor);
    assert!(told(&mut editor).contains("does not answer like ShellCheck"));
    for version in 3..6 {
        editor.replace(URI, version, &template(&[&"echo $x; ".repeat(version as usize)]));
        notes(&mut editor);
    }
    assert_eq!(fs::read_to_string(format!("{nonsense}.count")).unwrap(), "run\n");

    editor.notify("workspace/didChangeConfiguration", set(&reader));
    while notes(&mut editor).is_empty() {}
    editor.notify("workspace/didChangeConfiguration", set(""));
    assert_eq!(notes(&mut editor).len(), 0);
    assert_eq!(editor.unclaimed(), Vec::<Value>::new());
}

#[test]
fn nothing_runs_in_an_untrusted_folder() {
    let folder = Folder::with(&[]);
    let program = program(&folder, "reader", READER);
    let mut editor = Editor::memory_with_params(json!({
        "capabilities": {},
        "initializationOptions": { "shellcheck": program, "trusted": false },
    }));
    editor.open(URI, &template(&["echo $x"]));
    notes(&mut editor);
    editor.replace(URI, 2, &template(&["echo $x $x"]));
    notes(&mut editor);
    assert_eq!(runs(&program), 0);
}

/// What comes of running a program on a script.
fn run(program: &str, text: &str, limit: Duration) -> Result<Vec<Note>, Trouble> {
    let text = Arc::from(text);
    shellcheck::run(program, &Job { shell: "sh", text }, limit)
}

#[test]
fn a_program_that_hangs_is_ended() {
    let folder = Folder::with(&[]);
    let program = program(&folder, "hanging", "echo $$ > \"$0.pid\"\nexec sleep 600\n");
    let limit = Duration::from_secs(2);
    assert_eq!(run(&program, "true", limit), Err(Trouble::Slow(limit)));
    let process = fs::read_to_string(format!("{program}.pid")).unwrap();
    let alive = Command::new("kill")
        .args(["-0", process.trim()])
        .stderr(Stdio::null())
        .status();
    assert!(!alive.unwrap().success());
}

#[test]
fn a_program_that_reads_or_writes_nothing_does_not_block() {
    let folder = Folder::with(&[]);
    let deaf = program(&folder, "deaf", "echo '{\"comments\":[]}'\n");
    assert_eq!(run(&deaf, &"true\n".repeat(100_000), LIMIT), Ok(Vec::new()));
    let mute = program(&folder, "mute", "cat > /dev/null\n");
    assert_eq!(run(&mute, "true", LIMIT), Err(Trouble::Nonsense));
}

#[test]
fn a_relative_path_is_not_run() {
    for program in ["./shellcheck", "bin/shellcheck", "..\\shellcheck"] {
        assert_eq!(run(program, "true", LIMIT), Err(Trouble::Relative));
    }
}

#[test]
fn places_count_characters_and_never_leave_the_text() {
    let folder = Folder::with(&[]);
    let at = |line: usize, column: usize, end_line: usize, end_column: usize| {
        let mut it = comment(line, 2086, "info");
        it["column"] = column.into();
        it["endLine"] = end_line.into();
        it["endColumn"] = end_column.into();
        it
    };
    let places = [
        at(1, 2, 1, 3),
        at(2, 1, 2, 2),
        at(1, 1, 2, 9),
        at(0, 0, 0, 0),
        at(9, 9, 9, 9),
    ];
    let program = saying(&folder, &json!({ "comments": places }).to_string());
    let spans = run(&program, "aéb\ncd", LIMIT)
        .unwrap()
        .into_iter()
        .map(|it| (it.span.start, it.span.end));
    assert_eq!(spans.collect::<Vec<_>>(), [(1, 3), (5, 6), (0, 7), (7, 7), (7, 7)]);
}
