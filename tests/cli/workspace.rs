//! The files around a template: editor and command line find the same ones, and neither reads or writes what lies elsewhere.

use std::fs;
use std::time::Duration;

use serde_json::{Value, json};
use tower_lsp::lsp_types::Url;

use super::{Folder, GOOD, bad};
use crate::support::editor::Editor;

/// A failed build of the template whose staging resource group names it.
const LOG: &str = "\
[8d3b] PACKER OUT ==> azure-arm:  -> Image ResourceGroupName : /subscriptions/s/resourceGroups/IT_images_web_9f1c2b7e-0d3a-4c55-8f21-6f3c9a1d2b34
[8d3b] PACKER ERR 2024/03/04 10:03:00 [INFO] (telemetry) Starting provisioner shell
[8d3b] PACKER OUT ==> azure-arm: E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 1842
[8d3b] PACKER OUT ==> azure-arm: Provisioning step had errors: Running the cleanup provisioner, if present...
[8d3b] PACKER ERR 2024/03/04 10:17:20 [INFO] (telemetry) ending shell
[8d3b] PACKER OUT --> azure-arm: Script exited with non-zero exit status: 100. Allowed exit codes are: [0]
";

/// A template whose name is a parameter.
fn named_by_parameter() -> String {
    GOOD.replace("\"name\": \"web\"", "\"name\": \"[parameters('name')]\"")
        .replace(
            "\"resources\": [",
            "\"parameters\": { \"name\": { \"type\": \"string\" } },\n  \"resources\": [",
        )
}

fn values(name: &str) -> String {
    format!("{{ \"parameters\": {{ \"name\": {{ \"value\": \"{name}\" }} }} }}")
}

fn uri(folder: &Folder, name: &str) -> String {
    Url::from_file_path(folder.path(name)).unwrap().to_string()
}

/// An editor in the folder.
fn editor(folder: &Folder, watches: bool) -> Editor {
    let workspace = json!({ "didChangeWatchedFiles": { "dynamicRegistration": watches } });
    Editor::memory_with_params(json!({
        "capabilities": { "textDocument": { "definition": {}, "diagnostic": {}, "hover": {} }, "workspace": workspace },
        "workspaceFolders": [{ "uri": Url::from_file_path(folder.path("")).unwrap(), "name": "ws" }],
    }))
}

/// The template that the editor finds for the step in a log, as the end of its address.
fn template_in_editor(editor: &mut Editor, log: &str) -> Option<String> {
    let position = json!({ "textDocument": { "uri": log }, "position": { "line": 2, "character": 20 } });
    let found = editor.result("textDocument/definition", position);
    let uri = found["uri"].as_str().or_else(|| found[0]["uri"].as_str());
    uri.map(str::to_owned)
}

/// The template that the command line finds for a log.
fn template_on_command_line(folder: &Folder, log: &str) -> String {
    let answer = folder.run(&["doctor", log]);
    assert_eq!(answer.code, 1, "{}", answer.err);
    answer.out
}

#[test]
fn doctor_and_check_follow_the_same_settings_file() {
    let folder = Folder::with(&[
        (
            "aib-ls.toml",
            "parameters = \"values/prod.json\"\n[rules]\ntimeout = \"off\"\n",
        ),
        ("values/prod.json", &values("web")),
        (
            "images/web.json",
            &named_by_parameter().replace("InMinutes\": 60", "InMinutes\": 3"),
        ),
        (
            "images/other.json",
            &named_by_parameter().replace("parameters('name')", "concat(parameters('name'), '2')"),
        ),
        ("customization.log", LOG),
    ]);
    assert_eq!(folder.run(&["check", "--quiet"]).code, 0);
    let answer = template_on_command_line(&folder, "customization.log");
    // Only the value of the configured parameter file tells the two templates apart, and the rule that is off stays silent.
    assert!(answer.contains("images/web.json"), "{answer}");
    assert!(!answer.contains("timeout/below-minimum"), "{answer}");
    let mut editor = editor(&folder, false);
    let log = uri(&folder, "customization.log");
    editor.open_as("aib-log", &log, LOG);
    assert_eq!(
        template_in_editor(&mut editor, &log),
        Some(uri(&folder, "images/web.json"))
    );
}

#[test]
fn both_doors_search_a_template_in_the_same_order() {
    // Of two templates whose steps fit, the one beside the log counts.
    let unnamed = LOG.replace("_web_", "_gone_");
    let folder = Folder::with(&[
        ("logs/customization.log", &unnamed),
        ("logs/near.json", GOOD),
        ("images/far.json", &GOOD.replace("\"web\"", "\"far\"")),
    ]);
    let answer = template_on_command_line(&folder, "logs/customization.log");
    assert!(answer.contains("near.json"), "{answer}");
    let mut editor = editor(&folder, false);
    let log = uri(&folder, "logs/customization.log");
    editor.open_as("aib-log", &log, &unnamed);
    assert_eq!(
        template_in_editor(&mut editor, &log),
        Some(uri(&folder, "logs/near.json"))
    );
}

#[test]
fn neither_door_walks_into_node_modules() {
    let folder = Folder::with(&[("node_modules/pack/web.json", &bad()), ("logs/customization.log", LOG)]);
    assert_eq!(folder.json(&[]).0["files"], json!([]));
    // A folder that is named is walked all the same.
    assert_eq!(folder.json(&["node_modules/pack"]).1, 1);
    let answer = template_on_command_line(&folder, "logs/customization.log");
    assert!(!answer.contains("node_modules"), "{answer}");
    let mut editor = editor(&folder, false);
    let log = uri(&folder, "logs/customization.log");
    editor.open_as("aib-log", &log, LOG);
    assert_eq!(template_in_editor(&mut editor, &log), None);
}

#[test]
fn a_template_that_is_created_while_a_log_is_open_is_found_at_once() {
    let folder = Folder::with(&[("logs/customization.log", LOG)]);
    let mut editor = editor(&folder, true);
    let log = uri(&folder, "logs/customization.log");
    editor.open_as("aib-log", &log, LOG);
    assert_eq!(template_in_editor(&mut editor, &log), None);
    folder.write("images/web.json", GOOD);
    let created = json!({ "changes": [{ "uri": uri(&folder, "images/web.json"), "type": 1 }] });
    editor.notify("workspace/didChangeWatchedFiles", created);
    assert_eq!(
        template_in_editor(&mut editor, &log),
        Some(uri(&folder, "images/web.json"))
    );
}

#[test]
fn a_pipe_beside_a_template_is_never_opened() {
    let folder = Folder::with(&[("web.json", &named_by_parameter())]);
    for name in ["web.parameters.json", "aib-ls.toml", "other.json", "customization.log"] {
        let path = folder.path(name);
        let made = std::process::Command::new("mkfifo").arg(&path).status();
        if !made.is_ok_and(|it| it.success()) {
            eprintln!("no pipes here: nothing is checked");
            return;
        }
    }
    // Each ends by itself; the settings file that cannot be read is an error.
    let answer = folder.run(&["check", "web.json"]);
    assert!(
        answer.err.contains("aib-ls.toml is not a regular file"),
        "{}",
        answer.err
    );
    let answer = folder.run(&["permissions", "web.json"]);
    assert!(
        answer.err.contains("aib-ls.toml is not a regular file"),
        "{}",
        answer.err
    );
    let mut editor = editor(&folder, false);
    let web = uri(&folder, "web.json");
    editor.open(&web, &named_by_parameter());
    let answer = editor.result("textDocument/diagnostic", json!({ "textDocument": { "uri": web } }));
    assert!(answer["items"].is_array(), "{answer}");
}

#[test]
fn a_workspace_names_no_file_outside_of_it() {
    let folder = Folder::with(&[
        ("ws/web.json", &named_by_parameter()),
        ("ws/aib-ls.toml", "parameters = \"../secret.json\"\n"),
        ("secret.json", &values("top-secret-name")),
    ]);
    let mut command = folder.command(&["check", "--format", "json"]);
    let answer = super::run(command.current_dir(folder.path("ws")), b"");
    assert!(!answer.out.contains("top-secret-name"), "{}", answer.out);
    assert!(answer.out.contains("outside the workspace"), "{}", answer.out);
    let mut editor = Editor::memory_with_params(json!({
        "capabilities": { "textDocument": { "hover": { "contentFormat": ["markdown"] } } },
        "workspaceFolders": [{ "uri": uri(&folder, "ws"), "name": "ws" }],
    }));
    let web = uri(&folder, "ws/web.json");
    editor.open(&web, &named_by_parameter());
    let line = named_by_parameter()
        .lines()
        .position(|it| it.contains("\"name\": \"["))
        .unwrap();
    let position = json!({ "textDocument": { "uri": web }, "position": { "line": line, "character": 20 } });
    let hover = editor.result("textDocument/hover", position);
    assert!(!hover.to_string().contains("top-secret-name"), "{hover}");
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_of_the_workspace_is_neither_read_nor_written() {
    let folder = Folder::with(&[
        ("ws/web.json", &named_by_parameter()),
        ("outside.json", &values("top-secret-name")),
        (
            "outside-template.json",
            &GOOD.replace("\"customize\": [", "\"customize\": [,"),
        ),
    ]);
    std::os::unix::fs::symlink("../outside.json", folder.path("ws/web.parameters.json")).unwrap();
    std::os::unix::fs::symlink("../outside-template.json", folder.path("ws/linked.json")).unwrap();
    let run = |arguments: &[&str]| super::run(folder.command(arguments).current_dir(folder.path("ws")), b"");
    let answer = run(&["doctor", "-", "--template", "web.json"]);
    assert!(!answer.out.contains("top-secret-name"), "{}", answer.out);
    let before = fs::read(folder.path("outside-template.json")).unwrap();
    let answer = run(&["check", "--fix", "linked.json"]);
    assert_eq!(answer.code, 2, "{}", answer.out);
    assert!(
        answer.err.contains("it is a link that leads out of the folder"),
        "{}",
        answer.err
    );
    assert_eq!(fs::read(folder.path("outside-template.json")).unwrap(), before);
}

#[test]
fn a_keystroke_in_a_script_reads_no_other_file() {
    let step = r#""scriptUri": "https://example.com/main/scripts/setup.sh""#;
    let template = named_by_parameter().replace(r#""inline": ["echo ready | sudo tee /etc/motd"]"#, step);
    let folder = Folder::with(&[
        ("web.json", &template),
        ("web.parameters.json", &values("one")),
        ("scripts/setup.sh", "echo ready\n"),
    ]);
    let mut editor = editor(&folder, true);
    let (web, script) = (uri(&folder, "web.json"), uri(&folder, "scripts/setup.sh"));
    editor.open(&web, &template);
    editor.open_as("shellscript", &script, "echo ready\n");
    let line = template.lines().position(|it| it.contains("\"name\": \"[")).unwrap();
    let position = json!({ "textDocument": { "uri": web }, "position": { "line": line, "character": 20 } });
    let name = |editor: &mut Editor| editor.result("textDocument/hover", position.clone()).to_string();
    assert!(name(&mut editor).contains("one"));
    // The same size and the same time of change: only who reads the file again sees another value.
    let path = folder.path("web.parameters.json");
    let changed = fs::metadata(&path).unwrap().modified().unwrap();
    fs::write(&path, values("two")).unwrap();
    fs::File::options()
        .write(true)
        .open(&path)
        .unwrap()
        .set_modified(changed)
        .unwrap();
    editor.replace(&script, 2, "reboot\n");
    let findings = |editor: &mut Editor| {
        let answer = editor.result("textDocument/diagnostic", json!({ "textDocument": { "uri": script } }));
        answer["items"].as_array().unwrap().len()
    };
    while findings(&mut editor) == 0 {
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(name(&mut editor).contains("one"));
    let reported: Value = json!({ "changes": [{ "uri": uri(&folder, "web.parameters.json"), "type": 2 }] });
    editor.notify("workspace/didChangeWatchedFiles", reported);
    assert!(name(&mut editor).contains("two"));
}
