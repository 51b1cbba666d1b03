//! A file that may be too large for a `File` step.

use crate::model::os::{self, Os};
use crate::model::step::{Step, StepKind};
use crate::model::uri;
use crate::model::value::{self, Value};
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "customize/large-file",
    level: Level::Information,
    fixable: true,
    page: include_str!("large_file.md"),
    check: Check::Step(check),
    ..Rule::DEFAULTS
};

fn check(step: Step<'_>, findings: &mut Findings<'_>) {
    if step.kind != Some(StepKind::File) {
        return;
    }
    let Value::Known(address, node) = value::text(step.address()) else {
        return;
    };
    let Some(parts) = uri::split(&address) else { return };
    let ending = uri::extension(parts.file_name());
    let level = if IMAGES.contains(&ending.as_str()) {
        Level::Information
    } else if ARCHIVES.contains(&ending.as_str()) {
        Level::Hint
    } else {
        return;
    };
    let message = say! {
        en: "Download a `{ending}` file in a script instead; `File` steps are meant for up to about 20 MB",
        pt_br: "Baixe um arquivo `{ending}` em um script; etapas `File` servem para até cerca de 20 MB",
    };
    let report = findings.report(node.span(), message).level(level);
    if let Some(json) = by_script(step, &address) {
        let title = say! { en: "Download it in a script", pt_br: "Baixar em um script" };
        report.guess(title, [patch::replace_block(step.node, &json)]);
    }
}

/// Disk images and operating system installers, which are rarely small.
const IMAGES: [&str; 7] = [".iso", ".vhd", ".vhdx", ".wim", ".bak", ".ova", ".img"];

/// Files that may be large or small.
const ARCHIVES: [&str; 8] = [".zip", ".msi", ".exe", ".7z", ".tar.gz", ".tgz", ".cab", ".nupkg"];

/// The same as a script step; `None` if a checksum would be lost or the system is unknown.
fn by_script(step: Step<'_>, address: &str) -> Option<String> {
    let path = step.destination().known()?;
    if step.given("sha256Checksum").is_some() || address.contains('\'') || path.contains('\'') {
        return None;
    }
    let (kind, commands) = match os::operating_system(step.template)?.os {
        Os::Linux => ("Shell", vec![format!("curl -fsSL -o '{path}' '{address}'")]),
        Os::Windows => (
            "PowerShell",
            vec![
                "$ProgressPreference = 'SilentlyContinue'".to_owned(),
                format!("Invoke-WebRequest -UseBasicParsing -Uri '{address}' -OutFile '{path}'"),
            ],
        ),
    };
    let commands: Vec<String> = commands.iter().map(|it| string::quote(it)).collect();
    let name = step.get("name").map(|it| format!("  \"name\": {},\n", it.source()));
    Some(format!(
        "{{\n  \"type\": \"{kind}\",\n{}  \"inline\": [\n    {}\n  ]\n}}",
        name.unwrap_or_default(),
        commands.join(",\n    ")
    ))
}
