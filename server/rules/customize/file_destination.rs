//! A `File` step without a complete `destination`.

use crate::model::os::{self, Os};
use crate::model::step::{Step, StepKind};
use crate::model::uri;
use crate::model::value::{self, Value};
use crate::rules::engine::names;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;
use crate::syntax::tree::Node;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "customize/file-destination",
    level: Level::Error,
    fixable: true,
    page: include_str!("file_destination.md"),
    check: Check::Step(check),
    ..Rule::DEFAULTS
};

fn check(step: Step<'_>, findings: &mut Findings<'_>) {
    if step.kind != Some(StepKind::File) {
        return;
    }
    let source = step.given("sourceUri");
    match step.destination() {
        Value::Missing => missing(step, &["destination", "sourceUri"], findings),
        _ if source.is_none() => missing(step, &["sourceUri"], findings),
        // `syntax/control-escape` reports backslashes that JSON takes for control characters.
        Value::Known(path, node) if !path.contains(char::is_control) => check_destination(step, &path, node, findings),
        _ => {}
    }
}

/// The members of a step that copies a file.
const KNOWN: [&str; 5] = ["type", "name", "sourceUri", "destination", "sha256Checksum"];

fn missing(step: Step<'_>, names: &[&'static str], findings: &mut Findings<'_>) {
    let node = step.node;
    let mut keys = node.children().filter_map(Node::key);
    // A member of another name may be the missing one, misspelled or produced by a copy loop.
    if node.tree().is_broken(node.span()) || keys.any(|it| !KNOWN.contains(&it.as_ref())) {
        return;
    }
    let missing: Vec<_> = names.iter().copied().filter(|it| step.given(it).is_none()).collect();
    let listed = names::listed(missing.iter().copied());
    let message = say! {
        en: "A `File` step needs `sourceUri` and `destination`; missing: {listed}",
        pt_br: "Uma etapa `File` precisa de `sourceUri` e `destination`; faltando: {listed}",
    };
    let report = findings
        .report(names::anchor(node), message)
        .level(Level::Error)
        .about(node.span());
    let Some(folder) = folder(step).filter(|_| missing == ["destination"]) else {
        return;
    };
    let Some(name) = file_name(step) else { return };
    let path = string::quote(&format!("{folder}{name}"));
    let title = say! { en: "Add `destination`", pt_br: "Adicionar `destination`" };
    let edit = match step.get("destination") {
        Some(blank) => patch::replace_value(blank, path),
        None => patch::add_member(node, "destination", &path),
    };
    report.guess(title, [edit]);
}

fn check_destination(step: Step<'_>, path: &str, node: Node<'_>, findings: &mut Findings<'_>) {
    let is_folder = path.ends_with(['/', '\\']) || path == "/tmp";
    let has_drive = path.as_bytes().get(1) == Some(&b':') && matches!(path.as_bytes().get(2), Some(b'/' | b'\\'));
    // A path that starts with a variable may be anything.
    let is_absolute = has_drive || path.starts_with(['/', '\\', '~', '%', '$', '@', '#', '{', '_']);
    let message = if is_folder {
        say! {
            en: "`destination` must be the path of the file, not of its folder; add the file name",
            pt_br: "`destination` precisa ser o caminho do arquivo, não da pasta; adicione o nome do arquivo",
        }
    } else if !is_absolute {
        say! {
            en: "`destination` must be a full path; it is unknown which folder this path is relative to",
            pt_br: "`destination` precisa ser um caminho completo; não se sabe a qual pasta este caminho é relativo",
        }
    } else {
        return;
    };
    let report = findings.report(node.span(), message).level(Level::Warning);
    let repaired = if is_folder {
        let slash = if path.ends_with(['/', '\\']) { "" } else { "/" };
        file_name(step).map(|name| format!("{path}{slash}{name}"))
    } else {
        folder(step).map(|folder| format!("{folder}{path}"))
    };
    if let Some(repaired) = repaired {
        let title = say! { en: "Change it to `{repaired}`", pt_br: "Alterar para `{repaired}`" };
        report.guess(title, [patch::replace_value(node, string::quote(&repaired))]);
    }
}

/// A folder that exists on the build VM and is writable.
fn folder(step: Step<'_>) -> Option<&'static str> {
    os::operating_system(step.template).map(|it| match it.os {
        Os::Windows => r"C:\Windows\Temp\",
        Os::Linux => "/tmp/",
    })
}

/// The name of the file that is downloaded.
fn file_name(step: Step<'_>) -> Option<String> {
    let text = value::text(step.address()).known()?;
    let name = uri::split(&text)?.file_name();
    (!name.is_empty()).then(|| name.to_owned())
}
