//! A build timeout that replication or boot optimization may use up.

use crate::model::os::{self, Os};
use crate::model::regions;
use crate::model::template::Template;
use crate::rules::timeout::written_minutes;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::tree::Node;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "timeout/tight-for-distribution",
    level: Level::Information,
    fixable: true,
    page: include_str!("tight_for_distribution.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let Some((minutes @ 6..=119, node)) = written_minutes(template) else {
        return;
    };
    // `timeout/short-for-windows` already asks for more.
    let on_windows = os::operating_system(template).is_some_and(|it| it.os == Os::Windows);
    if minutes < 60 && on_windows {
        return;
    }
    let count = template.distributors().map(regions::count).max().unwrap_or_default();
    let boot = template
        .property("optimize")
        .and_then(|it| it.at(&["vmBoot", "state"]))
        .and_then(Node::as_str);
    let optimizes = minutes < 60 && boot.is_some_and(|it| it == "Enabled");
    if count < regions::MANY && !optimizes {
        return;
    }
    let message = if count >= regions::MANY {
        say! {
            en: "Replication to {count} regions counts against the timeout of {minutes} minutes and may not finish",
            pt_br: "A replicação para {count} regiões conta no tempo limite de {minutes} minutos e pode não terminar",
        }
    } else {
        say! {
            en: "Boot optimization counts against the timeout of {minutes} minutes and may not finish",
            pt_br: "A otimização de inicialização conta no tempo limite de {minutes} minutos e pode não terminar",
        }
    };
    let title = say! { en: "Set `buildTimeoutInMinutes` to 240", pt_br: "Definir `buildTimeoutInMinutes` como 240" };
    findings
        .report(node.span(), message)
        .guess(title, [patch::replace_value(node, "240")]);
}
