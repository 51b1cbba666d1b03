//! A size with one core for a Windows build.

use crate::model::generation::{self, Generation};
use crate::model::os::{self, Os};
use crate::model::template::Template;
use crate::model::vm_size;
use crate::rules::vm_size::{SUGGESTED_SIZE, Size, size, with_size};
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "vm-size/windows-too-small",
    level: Level::Warning,
    fixable: true,
    page: include_str!("windows_too_small.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let Some(system) = os::operating_system(template).filter(|it| it.os == Os::Windows) else {
        return;
    };
    let why = say! { en: "The image is Windows", pt_br: "A imagem é Windows" };
    let title = say! { en: "Use `{SUGGESTED_SIZE}`", pt_br: "Usar `{SUGGESTED_SIZE}`" };
    let report = match size(template) {
        Size::Written(name, node) if vm_size::parse(&name).and_then(|it| it.cores()) == Some(1) => {
            let message = say! {
                en: "Use two or more cores: with one, updates may crash or the build may time out",
                pt_br: "Use dois ou mais núcleos: com um, atualizações podem falhar ou o tempo se esgotar",
            };
            findings
                .report(node.span(), message)
                .related(system.because.span(), why)
        }
        Size::Absent => {
            let Some(first) = generation::generation(template).filter(|it| it.generation == Generation::One) else {
                return;
            };
            let default = vm_size::default_for(first.generation);
            let message = say! {
                en: "Set a `vmSize` of two or more cores; the default for generation 1, `{default}`, has one core",
                pt_br: "Defina um `vmSize` de dois ou mais núcleos; o padrão da geração 1, `{default}`, tem um núcleo",
            };
            findings.report(first.because.span(), message)
        }
        _ => return,
    };
    // Official samples built on one core; updates are known to crash there.
    let updates = template
        .customizers()
        .filter_map(|it| it.get("type")?.as_str())
        .any(|it| it == "WindowsUpdate");
    let report = report.level(if updates { Level::Warning } else { Level::Information });
    if let Some(edit) = with_size(template, SUGGESTED_SIZE) {
        report.guess(title, [edit]);
    }
}
