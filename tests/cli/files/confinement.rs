//! What the files of a workspace name is read below it only, in an editor and on the command line.

use std::fs;
use std::os::unix::fs::symlink;

use serde_json::{Value, json};
use tower_lsp::lsp_types::Url;

use super::{values, with_parameter};
use crate::cli::Folder;
use crate::support::editor::Editor;

/// The value that must not be shown.
const SECRET: &str = "top-secret-name";

fn uri(folder: &Folder, name: &str) -> String {
    Url::from_file_path(folder.path(name)).unwrap().to_string()
}

/// An editor with some folders, and settings for them.
fn editor(folder: &Folder, roots: &[&str], settings: Value) -> Editor {
    let roots: Vec<Value> = roots
        .iter()
        .map(|it| json!({ "uri": uri(folder, it), "name": it }))
        .collect();
    Editor::memory_with_params(json!({
        "capabilities": { "textDocument": { "hover": { "contentFormat": ["markdown"] } } },
        "workspaceFolders": roots,
        "initializationOptions": settings,
    }))
}

/// What a pop-up shows of the name of a template.
fn hover(editor: &mut Editor, web: &str) -> String {
    editor.open(web, &with_parameter());
    let line = with_parameter()
        .lines()
        .position(|it| it.contains("\"name\": \"["))
        .unwrap();
    let position = json!({ "textDocument": { "uri": web }, "position": { "line": line, "character": 20 } });
    editor.result("textDocument/hover", position).to_string()
}

#[test]
fn settings_name_no_file_outside_of_the_workspace() {
    let folder = Folder::with(&[
        ("ws/web.json", &with_parameter()),
        ("ws/sub/inside.json", &values("inside")),
        ("secret.json", &values(SECRET)),
        ("far/secret.json", &values(SECRET)),
    ]);
    // Its parent folder is another one than its path says.
    fs::create_dir(folder.path("far/folder")).unwrap();
    symlink("../far/folder", folder.path("ws/step")).unwrap();
    symlink("../secret.json", folder.path("ws/link.json")).unwrap();
    symlink("link.json", folder.path("ws/link-to-link.json")).unwrap();
    symlink("../far", folder.path("ws/linked-folder")).unwrap();
    let absolute = folder.path("secret.json").display().to_string();
    let outside = [
        "../secret.json",
        "sub/../../secret.json",
        "./sub/./../../ws/../secret.json",
        "step/../secret.json",
        "link.json",
        "link-to-link.json",
        "linked-folder/secret.json",
        &absolute,
        "/proc/self/environ",
        "/dev/stdin",
    ];
    for path in outside {
        folder.write("ws/aib-ls.toml", format!("parameters = {}\n", json!(path)));
        let run = |arguments: &[&str]| crate::cli::run(folder.command(arguments).current_dir(folder.path("ws")), b"");
        for arguments in [
            ["check", "--format", "json"].as_slice(),
            &["permissions", "web.json"],
            &["doctor", "-", "--template", "web.json"],
        ] {
            let answer = run(arguments);
            assert!(
                !answer.out.contains(SECRET) && !answer.err.contains(SECRET),
                "{path}: {}",
                answer.out
            );
        }
        let answer = run(&["check"]);
        let is_reported = answer.out.contains("outside the workspace") || answer.out.contains("does not exist");
        assert!(is_reported, "{path}: {}", answer.out);
        let mut editor = editor(&folder, &["ws"], Value::Null);
        let shown = hover(&mut editor, &uri(&folder, "ws/web.json"));
        assert!(!shown.contains(SECRET), "{path}: {shown}");
        // The settings of an editor may come from the workspace, too.
        fs::remove_file(folder.path("ws/aib-ls.toml")).unwrap();
        let mut editor = self::editor(&folder, &["ws"], json!({ "parameters": path }));
        let shown = hover(&mut editor, &uri(&folder, "ws/web.json"));
        assert!(!shown.contains(SECRET), "{path}: {shown}");
    }
    let mut editor = editor(&folder, &["ws"], json!({ "parameters": "sub/inside.json" }));
    let shown = hover(&mut editor, &uri(&folder, "ws/web.json"));
    assert!(shown.contains("inside"), "{shown}");
}

#[test]
fn an_argument_names_any_file() {
    let folder = Folder::with(&[("ws/web.json", &with_parameter()), ("values.json", &values("argument"))]);
    let mut command = folder.command(&["check", "web.json", "--parameters", "../values.json"]);
    let answer = crate::cli::run(command.current_dir(folder.path("ws")), b"");
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
}

#[test]
fn the_settings_file_is_no_link_that_leads_out() {
    let folder = Folder::with(&[
        ("ws/web.json", &with_parameter()),
        ("secret.toml", &format!("{SECRET} = 1\n")),
    ]);
    symlink("../secret.toml", folder.path("ws/aib-ls.toml")).unwrap();
    let answer = crate::cli::run(folder.command(&["check"]).current_dir(folder.path("ws")), b"");
    assert_eq!(
        answer.err,
        "error: aib-ls.toml is outside the workspace, so it is not read\n"
    );
    assert!(!answer.out.contains(SECRET), "{}", answer.out);
}

#[test]
fn a_settings_file_above_lets_settings_alone_name_what_lies_beside_it() {
    let folder = Folder::with(&[
        ("aib-ls.toml", "parameters = \"values/prod.json\"\n"),
        ("values/prod.json", &values("prod")),
        ("ws/web.json", &with_parameter()),
        ("secret.json", &values(SECRET)),
    ]);
    let run = |arguments: &[&str]| crate::cli::run(folder.command(arguments).current_dir(folder.path("ws")), b"");
    assert_eq!(run(&["check"]).out, "1 file checked, nothing found\n");
    // A link of the template's folder is not named by the settings.
    folder.write("aib-ls.toml", "");
    symlink("../secret.json", folder.path("ws/web.parameters.json")).unwrap();
    let answer = run(&["check"]);
    assert_eq!(
        answer.err,
        "error: web.parameters.json is outside the workspace, so it is not read\n"
    );
}

#[test]
fn folders_that_are_opened_together_are_one_workspace() {
    let folder = Folder::with(&[
        ("one/web.json", &with_parameter()),
        ("one/aib-ls.toml", "parameters = \"../two/values.json\"\n"),
        ("two/values.json", &values("second-folder")),
    ]);
    let web = uri(&folder, "one/web.json");
    let shown = hover(&mut editor(&folder, &["one"], Value::Null), &web);
    assert!(!shown.contains("second-folder"), "{shown}");
    let shown = hover(&mut editor(&folder, &["one", "two"], Value::Null), &web);
    assert!(shown.contains("second-folder"), "{shown}");
}

#[test]
fn a_workspace_that_is_a_link_is_the_folder_that_it_leads_to() {
    let folder = Folder::with(&[
        ("real/web.json", &with_parameter()),
        ("real/sub/deep.json", &with_parameter()),
        ("real/aib-ls.toml", "parameters = \"values.json\"\n"),
        ("real/values.json", &values("of-the-folder")),
    ]);
    symlink("real", folder.path("link")).unwrap();
    for (root, name) in [
        ("link", "link/web.json"),
        ("link", "link/sub/deep.json"),
        ("link", "real/sub/deep.json"),
        ("real", "link/sub/deep.json"),
    ] {
        let shown = hover(&mut editor(&folder, &[root], Value::Null), &uri(&folder, name));
        assert!(shown.contains("of-the-folder"), "{root}, {name}: {shown}");
    }
    let run = |arguments: &[&str]| crate::cli::run(folder.command(arguments).current_dir(folder.path("link")), b"");
    assert_eq!(run(&["check"]).code, 0);
}

#[test]
fn a_document_without_a_workspace_has_its_folder() {
    let folder = Folder::with(&[
        ("ws/web.json", &with_parameter()),
        ("ws/web.parameters.json", &values("beside")),
        ("secret.json", &values(SECRET)),
    ]);
    let web = uri(&folder, "ws/web.json");
    let shown = hover(&mut editor(&folder, &[], Value::Null), &web);
    assert!(shown.contains("beside"), "{shown}");
    let shown = hover(
        &mut editor(&folder, &[], json!({ "parameters": "../secret.json" })),
        &web,
    );
    assert!(!shown.contains(SECRET), "{shown}");
}

#[test]
fn addresses_of_other_machines_and_of_no_file_name_nothing_here() {
    let folder = Folder::with(&[
        ("web.json", &with_parameter()),
        ("web.parameters.json", &values(SECRET)),
    ]);
    let path = folder.path("web.json").display().to_string();
    for address in [
        format!("file://elsewhere{path}"),
        format!("untitled:{path}"),
        format!("vscode-remote://host{path}"),
        format!("git:{path}"),
    ] {
        let shown = hover(&mut editor(&folder, &[], Value::Null), &address);
        assert!(!shown.contains(SECRET), "{address}: {shown}");
    }
    // The same file, spelled otherwise.
    for address in [
        uri(&folder, "web.json").replace("web.json", "%77eb.json"),
        uri(&folder, "web.json").replace("file:///", "file://localhost/"),
    ] {
        let shown = hover(&mut editor(&folder, &[], Value::Null), &address);
        assert!(shown.contains(SECRET), "{address}: {shown}");
    }
}

#[test]
fn a_log_that_is_a_link_is_not_read_for_a_template() {
    let folder = Folder::with(&[("ws/web.json", &with_parameter()), ("secret.log", SECRET)]);
    symlink("../secret.log", folder.path("ws/customization.log")).unwrap();
    let mut editor = editor(&folder, &["ws"], Value::Null);
    let web = uri(&folder, "ws/web.json");
    editor.open(&web, &with_parameter());
    let lenses = editor.result("textDocument/codeLens", json!({ "textDocument": { "uri": web } }));
    assert!(!lenses.to_string().contains(SECRET), "{lenses}");
}
