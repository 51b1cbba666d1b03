//! A build that may outlast the agent that waits for it.

use crate::model::template::Template;
use crate::model::value::{self, Value};
use crate::rules::engine::names;
use crate::rules::{Check, DefaultSeverity, Level, Rule, Sink};
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

/// How long a job of a private project may run on an agent that Microsoft hosts, in minutes. Source: the limits of Azure Pipelines.
const AGENT: i64 = 60;

fn check(template: Template<'_>, out: &mut Sink<'_>) {
    let Some(properties) = template.root.get("properties").filter(|it| it.kind() == Kind::Object) else {
        return;
    };
    let (minutes, span, about) = match value::integer(properties.get("buildTimeoutInMinutes")) {
        Value::Known(0, node) => (240, node.span(), node),
        // More than the service takes is for `timeout/out-of-range` to say.
        Value::Known(minutes @ 6..=960, node) => (minutes, node.span(), node),
        Value::Missing if !properties.tree().is_broken(properties.span()) => (240, names::face(properties), properties),
        _ => return,
    };
    if minutes <= AGENT {
        return;
    }
    let message = say! {
        en: "The build may take {minutes} minutes; in a private project a hosted agent that waits for it stops after {AGENT}, and the task ends with \"The operation was canceled\"",
        pt_br: "O build pode levar {minutes} minutos; em um projeto privado, um agente hospedado que espera por ele para após {AGENT}, e a tarefa termina com \"The operation was canceled\"",
    };
    out.report(span, message).about(about.span());
}
