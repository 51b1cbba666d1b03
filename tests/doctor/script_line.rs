//! From a line of output to the line of the script that it points to.

mod any_script;
mod attributed;
mod shell;
mod windows;

use std::sync::Arc;

use aib_ls::doctor::script_line::{self, PackerVersion};
use aib_ls::document::{Document, Language};
use aib_ls::model::file_id::FileId;
use aib_ls::model::script_file::{Content, ScriptFile, ScriptFiles};
use aib_ls::model::step;
use serde_json::json;

/// The last version that writes `#!/bin/sh -e` before every script of a shell.
const OLD: Option<PackerVersion> = Some(PackerVersion::new(1, 12, 0));
const MERGING: Option<PackerVersion> = Some(PackerVersion::new(1, 13, 0));
const NEW: Option<PackerVersion> = Some(PackerVersion::new(1, 13, 1));

/// A template whose only step runs these items.
fn template(kind: &str, items: &[&str]) -> Document {
    let step = json!({ "type": kind, "inline": items });
    let text = json!({
        "type": "Microsoft.VirtualMachineImages/imageTemplates",
        "properties": { "customize": [step] },
    });
    Document::new(text.to_string(), Language::Json, None)
}

/// A template whose only step runs a script file.
fn template_with_file(kind: &str, name: &str, script: &str) -> Document {
    let step = json!({ "type": kind, "scriptUri": format!("https://example.com/scripts/{name}") });
    let text = json!({
        "type": "Microsoft.VirtualMachineImages/imageTemplates",
        "properties": { "customize": [step] },
    });
    let doc = Document::new(text.to_string(), Language::Json, None);
    let file = Arc::new(ScriptFile {
        name: name.to_owned(),
        path: name.into(),
        content: Some(Arc::new(Content::new(script.as_bytes().to_vec()))),
    });
    let files = ScriptFiles::find(doc.addresses(), |_| Some(Arc::clone(&file)));
    doc.with_files(Some(Arc::new(files)))
}

/// The line that output points to, as `item.line: text (certainty, evidence)`; `-` for none.
fn located(doc: &Document, output: &[&str], packer: Option<PackerVersion>) -> String {
    let template = doc.templates().next().unwrap();
    let step = step::customizers(template).next().unwrap();
    let Some(it) = script_line::locate(step, output, packer) else {
        return "-".to_owned();
    };
    let text = match it.file {
        FileId::Document => it.span.of(doc.text()).to_owned(),
        id => {
            let file = doc.files().unwrap().file(id).unwrap();
            it.span.of(file.text().unwrap()).to_owned()
        }
    };
    let item = it.item.map(|it| format!("{it}.")).unwrap_or_default();
    format!("{item}{}: {text} ({}, {:?})", it.line, it.certainty.word(), it.evidence)
}

fn of_shell(items: &[&str], output: &[&str], packer: Option<PackerVersion>) -> String {
    located(&template("Shell", items), output, packer)
}

fn of_powershell(items: &[&str], output: &[&str], packer: Option<PackerVersion>) -> String {
    located(&template("PowerShell", items), output, packer)
}

#[test]
fn versions_of_packer_are_read() {
    let read = |line: &str| PackerVersion::read(line);
    assert_eq!(
        read("[INFO] Packer version: 1.8.1 [go1.17.11 linux amd64]"),
        Some(PackerVersion::new(1, 8, 1))
    );
    assert_eq!(read("Packer version: 1.13.1-dev"), Some(PackerVersion::new(1, 13, 1)));
    assert_eq!(read("Packer version: 1.14"), Some(PackerVersion::new(1, 14, 0)));
    for other in ["", "Packer version: ", "Packer version: x.y", "packer 1.8.1"] {
        assert_eq!(read(other), None, "{other}");
    }
}
