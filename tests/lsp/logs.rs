//! Build logs over the protocol: alone, as they grow, and beside the template that was built.

use aib_ls::doctor::diagnosis::{self, Diagnosis};
use aib_ls::lsp::build_log::BuildLog;
use aib_ls::text::rope::Text;
use serde_json::{Value, json};
use tower_lsp::lsp_types::Url;

use crate::cli::Folder;
use crate::support::editor::Editor;

/// The beginning of a build: its only step has begun.
const BEGUN: &str = "\
[8d3b] PACKER ERR 2024/03/04 10:03:00 [INFO] (telemetry) Starting provisioner shell
[8d3b] PACKER OUT     azure-arm: Reading package lists...
";

/// How it went on.
const FAILED: &str = "\
[8d3b] PACKER OUT ==> azure-arm: E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 1842
[8d3b] PACKER OUT ==> azure-arm: Provisioning step had errors: Running the cleanup provisioner, if present...
[8d3b] PACKER ERR 2024/03/04 10:17:20 [INFO] (telemetry) ending shell
[8d3b] PACKER OUT --> azure-arm: Script exited with non-zero exit status: 100. Allowed exit codes are: [0]
";

/// A template with one step, on line 3.
const TEMPLATE: &str = r#"{
  "type": "Microsoft.VirtualMachineImages/imageTemplates",
  "properties": { "customize": [
    { "type": "Shell", "name": "packages", "inline": ["true"] }
  ] }
}"#;

/// The same with another step.
fn other() -> String {
    TEMPLATE.replace("Shell", "PowerShell")
}

fn uri(folder: &Folder, name: &str) -> String {
    Url::from_file_path(folder.path(name)).unwrap().to_string()
}

/// An editor that works in the folder `ws`.
fn editor(folder: &Folder, more: Value) -> Editor {
    let mut text_document = json!({
        "publishDiagnostics": { "relatedInformation": true },
        "hover": { "contentFormat": ["markdown"] },
        "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
        "definition": {}, "references": {}, "inlayHint": {}, "foldingRange": {}, "codeLens": {},
        "documentLink": { "tooltipSupport": true },
    });
    for (name, it) in more.as_object().unwrap() {
        text_document[name] = it.clone();
    }
    Editor::memory_with_params(json!({
        "clientInfo": { "name": "Neovim" },
        "capabilities": { "textDocument": text_document },
        "workspaceFolders": [{ "uri": uri(folder, "ws"), "name": "ws" }],
    }))
}

fn document(uri: &str) -> Value {
    json!({ "textDocument": { "uri": uri } })
}

fn at(uri: &str, line: u32, character: u32) -> Value {
    json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character } })
}

fn range(line: u32, from: u32, to: u32) -> Value {
    json!({ "start": { "line": line, "character": from }, "end": { "line": line, "character": to } })
}

fn append(editor: &mut Editor, uri: &str, version: i32, line: u32, text: &str) {
    editor.notify(
        "textDocument/didChange",
        json!({
            "textDocument": { "uri": uri, "version": version },
            "contentChanges": [{ "range": range(line, 0, 0), "text": text }],
        }),
    );
}

/// Code, severity and line of each of the diagnostics that are published next.
fn published(editor: &mut Editor, uri: &str) -> Vec<(String, u64, u64)> {
    let news = editor.published(uri);
    let one = |it: &Value| {
        let line = it["range"]["start"]["line"].as_u64().unwrap();
        let severity = it["severity"].as_u64().unwrap();
        (it["code"].as_str().unwrap().to_owned(), severity, line)
    };
    news["diagnostics"].as_array().unwrap().iter().map(one).collect()
}

#[test]
fn a_log_grows_and_its_template_is_opened_later() {
    let folder = Folder::with(&[]);
    let mut editor = editor(&folder, json!({}));
    let (log, web) = (uri(&folder, "ws/customization.log"), uri(&folder, "ws/web.json"));
    editor.open_as("plaintext", &log, BEGUN);
    assert_eq!(published(&mut editor, &log), []);
    append(&mut editor, &log, 2, 2, FAILED);
    let failed = [
        ("log/apt-lock".to_owned(), 1, 2),
        ("log/script-nonzero-exit".to_owned(), 3, 5),
    ];
    assert_eq!(published(&mut editor, &log), failed);
    assert_eq!(editor.result("textDocument/definition", at(&log, 1, 20)), Value::Null);

    let hover = editor.result("textDocument/hover", at(&log, 2, 60));
    let words = hover["contents"]["value"].as_str().unwrap();
    assert!(words.starts_with("**`log/apt-lock`** · root cause\n\n"), "{words}");
    assert!(words.contains("cloud-init status --wait"), "{words}");
    assert_eq!(hover["range"]["start"], json!({ "line": 2, "character": 33 }));
    let outline = editor.result("textDocument/documentSymbol", document(&log));
    let stage = &outline[0]["children"][0];
    assert_eq!(
        (&outline[0]["name"], &stage["name"], &stage["detail"]),
        (
            &json!("build"),
            &json!("step 1 (shell)"),
            &json!("14 min 20 s · failed here")
        )
    );
    assert_eq!(stage["children"][0]["name"], "log/apt-lock");
    let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 9, "character": 0 } });
    let hints = editor.result(
        "textDocument/inlayHint",
        json!({ "textDocument": { "uri": log }, "range": whole }),
    );
    assert_eq!(hints[0]["label"], "14 min 20 s · log/apt-lock");
    let folds = editor.result("textDocument/foldingRange", document(&log));
    assert_eq!(folds, json!([{ "startLine": 0, "endLine": 5 }]));
    assert_eq!(editor.result("textDocument/documentLink", document(&log)), json!([]));

    // The template that fits is opened.
    editor.open(&web, TEMPLATE);
    let news = editor.published(&log);
    let told = &news["diagnostics"][0];
    let message = told["message"].as_str().unwrap();
    assert!(
        message.ends_with(" In the template: `packages`, `/properties/customize/0`."),
        "{message}"
    );
    let related = json!({ "uri": web, "range": range(3, 4, 63) });
    assert_eq!(told["relatedInformation"][0]["location"], related);
    let step = json!({ "uri": web, "range": range(3, 4, 5) });
    assert_eq!(editor.result("textDocument/definition", at(&log, 1, 20)), step);
    let links = editor.result("textDocument/documentLink", document(&log));
    assert_eq!(links[0]["target"], format!("{web}#L4,5"));
    assert_eq!(links[0]["tooltip"], "Open the step in the template");
    let lenses = editor.result("textDocument/codeLens", document(&log));
    assert_eq!(lenses[0]["command"]["title"], "→ `packages` in the template");

    // And is told what the log says.
    let lenses = editor.result("textDocument/codeLens", document(&web));
    let own = lenses
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["range"] == range(3, 4, 5));
    let title = "14 min 20 s in the last log · failed: log/apt-lock";
    assert_eq!(own.unwrap()["command"]["title"], title);
    let with_context = |line: u32| {
        let mut params = at(&web, line, 30);
        params["context"] = json!({ "includeDeclaration": false });
        params
    };
    let found = editor.result("textDocument/references", with_context(3));
    assert_eq!(found, json!([{ "uri": log, "range": range(0, 0, 0) }]));
    assert_eq!(editor.result("textDocument/references", with_context(1)), Value::Null);

    editor.close(&log);
    while !published(&mut editor, &log).is_empty() {}
}

#[test]
fn templates_on_disk_count_where_no_open_one_fits() {
    let folder = Folder::with(&[("ws/web.json", TEMPLATE), ("ws/other.json", &other())]);
    let mut editor = editor(&folder, json!({ "diagnostic": {} }));
    let (log, web) = (uri(&folder, "ws/customization.log"), uri(&folder, "ws/web.json"));
    let whole = [BEGUN, FAILED].concat();
    editor.open_as("log", &log, &whole);
    let step = json!({ "uri": web, "range": range(3, 4, 5) });
    assert_eq!(editor.result("textDocument/definition", at(&log, 1, 20)), step);
    let answer = editor.result("textDocument/diagnostic", document(&log));
    assert_eq!(answer["items"][0]["code"], "log/apt-lock");
    // What is on the disk is looked at anew.
    folder.write("ws/web.json", other());
    assert_eq!(editor.result("textDocument/definition", at(&log, 1, 20)), Value::Null);
}

#[test]
fn a_log_on_disk_is_matched_with_the_template_beside_it() {
    let folder = Folder::with(&[("ws/customization.log", &[BEGUN, FAILED].concat())]);
    let mut editor = editor(&folder, json!({}));
    let (log, web) = (uri(&folder, "ws/customization.log"), uri(&folder, "ws/images/web.json"));
    editor.open(&web, TEMPLATE);
    // The log lies at the root of the work, and no other template is known that would fit.
    let mut params = at(&web, 3, 30);
    params["context"] = json!({ "includeDeclaration": true });
    let found = editor.result("textDocument/references", params);
    assert_eq!(found, json!([{ "uri": log, "range": range(0, 0, 0) }]));
    let titles = |editor: &mut Editor| -> Vec<String> {
        let lenses = editor.result("textDocument/codeLens", document(&web));
        let titles = lenses.as_array().unwrap().iter();
        titles
            .map(|it| it["command"]["title"].as_str().unwrap().to_owned())
            .filter(|it| it.contains("last log"))
            .collect()
    };
    let told = ["14 min 20 s in the last log · failed: log/apt-lock"];
    assert_eq!(titles(&mut editor), told);
    folder.write("ws/customization.log", BEGUN);
    assert_eq!(titles(&mut editor), ["0 s in the last log"]);
    std::fs::remove_file(folder.path("ws/customization.log")).unwrap();
    assert_eq!(titles(&mut editor), Vec::<String>::new());
}

#[test]
fn lines_of_packer_make_a_log_of_any_text_but_json() {
    let mut editor = Editor::memory_with(json!({ "textDocument": { "foldingRange": {} } }));
    let (notes, json) = ("file:///ws/notes.txt", "file:///ws/notes.json");
    let whole = [BEGUN, FAILED].concat();
    editor.open_as("plaintext", notes, "only notes\n");
    assert_eq!(editor.result("textDocument/foldingRange", document(notes)), json!([]));
    editor.replace(notes, 2, &whole);
    assert_eq!(published(&mut editor, notes).len(), 2);
    editor.open_as("json", json, &whole);
    assert_eq!(editor.result("textDocument/foldingRange", document(json)), json!([]));
    // What is no log any more has nothing to tell.
    editor.replace(notes, 3, "only notes\n");
    while !published(&mut editor, notes).is_empty() {}
    editor.open_as("aib-log", "file:///ws/new.log", "");
    assert_eq!(published(&mut editor, "file:///ws/new.log"), []);
}

#[test]
fn a_long_log_does_not_delay_other_answers() {
    let line = "[8d3b] PACKER OUT     azure-arm: Get:1 http://azure.archive.ubuntu.com/ubuntu jammy InRelease\n";
    let long = [BEGUN, &line.repeat(20_000), FAILED].concat();
    let mut editor = Editor::memory_with(json!({}));
    let (log, web) = ("file:///ws/customization.log", "file:///ws/web.json");
    editor.open_as("aib-log", log, &long);
    editor.open(web, TEMPLATE);
    // Each is answered, whichever comes first.
    assert!(!editor.published(web)["diagnostics"].as_array().unwrap().is_empty());
    assert_eq!(published(&mut editor, log)[0].2, 20_002);
    let lines = 20_006;
    append(&mut editor, log, 2, lines, line);
    while published(&mut editor, log).is_empty() {}
    let hover = editor.result("textDocument/hover", at(log, 20_002, 60));
    assert!(hover["contents"]["value"].as_str().unwrap().contains("log/apt-lock"));
}

#[test]
fn a_log_that_grew_reads_like_one_opened_whole() {
    let whole = [BEGUN, FAILED].concat();
    let shown = |it: &Diagnosis| {
        let findings = it.findings.iter();
        let findings: Vec<_> = findings.map(|it| (it.case.id, it.role, it.lines, it.count)).collect();
        format!("{:?} {findings:?} {}", it.builds, it.lines)
    };
    let expected = shown(&diagnosis::of(&whole));
    for cut in 0..whole.len() {
        let log = BuildLog::new(Some(true));
        log.diagnosis(&Text::from(&whole[..cut]), "a.log");
        assert_eq!(
            shown(log.with_text().diagnosis(&Text::from(whole.as_str()), "a.log")),
            expected,
            "{cut}"
        );
        // One that shrank is another one.
        let shrunk = log.with_text();
        shrunk.diagnosis(&Text::from(whole.as_str()), "a.log");
        let again = shrunk.with_text();
        assert_eq!(
            shown(again.diagnosis(&Text::from(&whole[..cut]), "a.log")),
            shown(&diagnosis::of(&whole[..cut]))
        );
    }
}
