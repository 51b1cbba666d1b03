//! Steps for both operating systems in one template.

use crate::model::os::{self, Os};
use crate::model::template::Template;
use crate::rules::engine::versions;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::tree::{Kind, Node};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "source/mixed-os-steps",
    level: Level::Error,
    page: include_str!("mixed_os_steps.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    // Where the source shows its operating system, `source/os-mismatch` reports it.
    if os::of_source(template).is_some() || versions::has_refused_version(template) || is_computed(template) {
        return;
    }
    let steps = template.customizers().chain(template.validators());
    let (windows, linux): (Vec<_>, Vec<_>) = steps.filter_map(os::of_step).partition(|it| it.os == Os::Windows);
    let (few, many) = if windows.len() < linux.len() {
        (windows, linux)
    } else {
        (linux, windows)
    };
    let (Some(odd), Some(other)) = (few.first(), many.first()) else {
        return;
    };
    let (system, other_system) = (odd.os.name(), other.os.name());
    let written = odd.because.as_str().unwrap_or_default();
    let other_written = other.because.as_str().unwrap_or_default();
    let message = say! {
        en: "`{written}` is for {system}, `{other_written}` for {other_system}; a template builds one operating system",
        pt_br: "`{written}` é para {system}, `{other_written}` para {other_system}; um template cria um só sistema",
    };
    let there = say! { en: "This step is for {other_system}", pt_br: "Esta etapa é para {other_system}" };
    let mut report = findings
        .report(odd.because.span(), message)
        .related(other.because.span(), there);
    for more in few.iter().skip(1) {
        let too = say! { en: "This step is also for {system}", pt_br: "Esta etapa também é para {system}" };
        report = report.related(more.because.span(), too);
    }
}

/// Whether one of the steps is an expression: it may be any step.
fn is_computed(template: Template<'_>) -> bool {
    let lists = [
        template.property("customize"),
        template.property("validate").and_then(|it| it.get("inVMValidations")),
    ];
    let mut items = lists.into_iter().flatten().flat_map(Node::children);
    items.any(|it| it.kind() != Kind::Object)
}
