//! A drive that never answers: a file system whose program reads no request.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::json;
use tower_lsp::lsp_types::Url;

use super::{values, with_parameter, with_script};
use crate::cli::{Folder, GOOD};
use crate::support::editor::Editor;

/// The drive, until it is dropped.
struct Drive {
    program: Child,
    path: PathBuf,
}

impl Drive {
    /// `None` where drives cannot be mounted.
    fn mount(path: &Path) -> Option<Self> {
        const SCRIPT: &str = "exec 3<>/dev/fuse && \
            mount -i -t fuse -o fd=3,rootmode=40000,user_id=0,group_id=0 none \"$0\" && echo mounted && exec sleep 600";
        fs::create_dir_all(path).unwrap();
        let mut command = Command::new("sh");
        command.args(["-c", SCRIPT]).arg(path).stdin(Stdio::null());
        let mut program = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
        let mut line = String::new();
        BufReader::new(program.stdout.take()?).read_line(&mut line).ok()?;
        if line != "mounted\n" {
            let _ = program.wait();
            eprintln!("no drive can be mounted: nothing is checked");
            return None;
        }
        let path = path.to_owned();
        Some(Self { program, path })
    }
}

impl Drop for Drive {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
        let _ = Command::new("umount").arg("-l").arg(&self.path).status();
    }
}

#[test]
fn the_command_line_reports_a_file_that_does_not_respond_and_goes_on() {
    let folder = Folder::with(&[
        ("ws/web.json", &with_parameter()),
        ("ws/script.json", &with_script()),
        ("ws/other.json", GOOD),
    ]);
    let Some(drive) = Drive::mount(&folder.path("drive")) else {
        return;
    };
    symlink(drive.path.join("values.json"), folder.path("ws/web.parameters.json")).unwrap();
    symlink(&drive.path, folder.path("ws/scripts")).unwrap();
    let answer = crate::cli::run(folder.command(&["check"]).current_dir(folder.path("ws")), b"");
    assert_eq!(answer.err, "error: web.parameters.json does not respond\n");
    assert!(
        answer
            .out
            .contains("The local file `scripts/setup.sh` does not respond"),
        "{}",
        answer.out
    );
    assert!(answer.out.contains("3 files checked"), "{}", answer.out);
}

#[test]
fn an_editor_gets_its_answers_beside_a_file_that_does_not_respond() {
    let folder = Folder::with(&[
        ("ws/other.json", &with_parameter()),
        ("ws/other.parameters.json", &values("other")),
    ]);
    let Some(drive) = Drive::mount(&folder.path("drive")) else {
        return;
    };
    symlink(drive.path.join("values.json"), folder.path("ws/web.parameters.json")).unwrap();
    symlink(
        drive.path.join("customization.log"),
        folder.path("ws/customization.log"),
    )
    .unwrap();
    let uri = |name: &str| Url::from_file_path(folder.path(name)).unwrap().to_string();
    let mut editor = Editor::memory_with_params(json!({
        "capabilities": { "textDocument": { "hover": { "contentFormat": ["markdown"] } } },
        "workspaceFolders": [{ "uri": uri("ws"), "name": "ws" }],
    }));
    let (web, other) = (uri("ws/web.json"), uri("ws/other.json"));
    editor.open(&web, &with_parameter());
    editor.open(&other, &with_parameter());
    let line = with_parameter()
        .lines()
        .position(|it| it.contains("\"name\": \"["))
        .unwrap();
    for _ in 0..3 {
        let position = json!({ "textDocument": { "uri": other }, "position": { "line": line, "character": 20 } });
        let shown = editor.result("textDocument/hover", position).to_string();
        assert!(shown.contains("other.parameters.json"), "{shown}");
        let lenses = editor.result("textDocument/codeLens", json!({ "textDocument": { "uri": web } }));
        assert!(lenses.is_array() || lenses.is_null(), "{lenses}");
    }
}
