//! A file for a folder that no step creates.

use crate::model::os::{self, Os};
use crate::model::step::Step;
use crate::model::template::Template;
use crate::model::value::Value;
use crate::rules::engine::versions;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "customize/file-parent-missing",
    level: Level::Hint,
    fixable: true,
    page: include_str!("file_parent_missing.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let steps = versions::steps(template);
    for (at, step) in steps.iter().enumerate() {
        check_folder(*step, steps.get(..at).unwrap_or_default(), findings);
    }
}

fn check_folder(step: Step<'_>, before: &[Step<'_>], findings: &mut Findings<'_>) {
    let Value::Known(path, node) = step.destination() else {
        return;
    };
    // `syntax/control-escape` reports a path with control characters.
    let Some(folder) = parent(&path).filter(|it| !is_there(it) && !it.contains(char::is_control)) else {
        return;
    };
    let on_linux = || os::operating_system(step.template).is_some_and(|it| it.os == Os::Linux);
    if may_be_made(&folder, before) || on_linux() {
        return;
    }
    let message = say! {
        en: "`{folder}` must exist before this step, says Microsoft; no earlier step seems to create it",
        pt_br: "`{folder}` precisa existir antes desta etapa, diz a Microsoft; nenhuma etapa anterior parece criá-la",
    };
    let report = findings.report(node.span(), message);
    if folder.contains('\'') {
        return;
    }
    let command = string::quote(&format!("New-Item -ItemType Directory -Force -Path '{folder}'"));
    let json = format!("{{\n  \"type\": \"PowerShell\",\n  \"inline\": [{command}]\n}}");
    let title = say! { en: "Create the folder in an earlier step", pt_br: "Criar a pasta em uma etapa anterior" };
    report.guess(title, [patch::add_item_before(step.node, &json)]);
}

/// The folder of a Windows path; `None` for any other path.
fn parent(path: &str) -> Option<String> {
    let plain = path.replace('/', "\\");
    let drive = plain
        .get(..3)
        .filter(|it| it.ends_with(":\\") && it.starts_with(|c: char| c.is_ascii_alphabetic()));
    let (folder, name) = plain.rsplit_once('\\')?;
    (drive.is_some() && !name.is_empty()).then(|| folder.to_owned())
}

/// Folders that every Windows image has, and those whose content belongs to the system.
fn is_there(folder: &str) -> bool {
    let lower = folder.to_ascii_lowercase();
    let inside = |it: &str| lower.strip_prefix(it).is_some_and(|rest| rest.starts_with('\\'));
    // The root of a drive without its slash.
    lower.len() == 2 || THERE.contains(&lower.as_str()) || INSIDE.iter().any(|it| inside(it))
}

const THERE: [&str; 9] = [
    r"c:\windows",
    r"c:\programdata",
    r"c:\program files",
    r"c:\program files (x86)",
    r"c:\users",
    r"c:\users\public",
    r"c:\users\public\desktop",
    r"c:\users\public\documents",
    r"c:\users\public\downloads",
];
const INSIDE: [&str; 2] = [r"c:\windows", r"c:\users\default"];

/// Whether an earlier step may create the folder: its script names it or a folder in it, is not
/// available, or another file was copied there.
fn may_be_made(folder: &str, before: &[Step<'_>]) -> bool {
    let name = folder.rsplit('\\').next().unwrap_or_default();
    let copies = |it: &Step<'_>| it.destination().known().and_then(|it| parent(&it));
    before
        .iter()
        .any(|it| it.may_mention(name) || copies(it).is_some_and(|it| it.eq_ignore_ascii_case(folder)))
}
