//! A build that may run longer than a hosted pipeline job can wait.

use crate::model::template::Template;
use crate::model::value::{self, Value};
use crate::rules::engine::names;
use crate::rules::{Check, DefaultSeverity, Findings, Level, Rule};
use crate::say;
use crate::syntax::tree::Kind;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "devops/hosted-agent-limit",
    level: Level::Information,
    default: DefaultSeverity::Off,
    page: include_str!("hosted_agent_limit.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

/// The time limit of a private project's job on a free Microsoft-hosted agent, in minutes. Source: the limits of Azure Pipelines.
const AGENT: i64 = 60;

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let Some(properties) = template.root.get("properties").filter(|it| it.kind() == Kind::Object) else {
        return;
    };
    let (minutes, span, about) = match value::integer(properties.get("buildTimeoutInMinutes")) {
        Value::Known(0, node) => (240, node.span(), node),
        // `timeout/out-of-range` reports values above the maximum.
        Value::Known(minutes @ 6..=960, node) => (minutes, node.span(), node),
        Value::Missing if !properties.tree().is_broken(properties.span()) => {
            (240, names::anchor(properties), properties)
        }
        _ => return,
    };
    if minutes <= AGENT {
        return;
    }
    let message = say! {
        en: "The build may take {minutes} minutes; free hosted agents of private projects cancel after {AGENT}",
        pt_br: "O build pode levar {minutes} minutos; agentes hospedados gratuitos de projetos privados cancelam após {AGENT}",
    };
    findings.report(span, message).about(about.span());
}
