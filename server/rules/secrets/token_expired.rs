//! A shared access signature that is no longer valid, or not yet.

use std::collections::HashSet;

use crate::model::signature::{self, Validity};
use crate::model::step::Step;
use crate::model::value;
use crate::rules::engine::versions;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::command::Word;
use crate::script::scripts::{Scripts, StepScript};
use crate::syntax::patch;
use crate::syntax::string;
use crate::syntax::tree::Node;
use crate::text::day::Day;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "secrets/token-expired",
    level: Level::Error,
    fixable: true,
    page: include_str!("token_expired.md"),
    check: Check::Scripts(check),
    ..Rule::DEFAULTS
};

fn check(scripts: &Scripts<'_>, findings: &mut Findings<'_>) {
    let template = scripts.template;
    let Some(today) = template.today else { return };
    let workload = template
        .property("optimize")
        .and_then(|it| it.at(&["workload", "scriptUri"]));
    let addresses = versions::steps(template).into_iter().filter_map(Step::address);
    for node in addresses.chain(workload) {
        if let Some(text) = node.as_str() {
            check_address(&text, node, today, findings);
        }
    }
    for script in &scripts.all {
        let words = script.parsed.commands.iter().flat_map(|it| &it.words);
        let values = script.parsed.assignments.iter().filter_map(|it| it.value.as_ref());
        let mut seen = HashSet::new();
        for word in words.chain(values).filter(|it| !it.text.contains('\n')) {
            if seen.insert(word.span) {
                check_word(script, word, today, findings);
            }
        }
    }
}

/// What is wrong with a signature on a day.
enum Time {
    Expired(Day),
    NotYet(Day),
}

fn time(validity: Validity, today: Day) -> Option<Time> {
    let expired = validity.end.filter(|it| *it < today).map(Time::Expired);
    expired.or_else(|| validity.start.filter(|it| *it > today).map(Time::NotYet))
}

fn check_address(text: &str, node: Node<'_>, today: Day, findings: &mut Findings<'_>) {
    match signature::validity(text).and_then(|it| time(it, today)) {
        Some(Time::Expired(day)) => {
            let message = say! {
                en: "The signature in this URL expired on {day}, so the service cannot download the file",
                pt_br: "A assinatura nesta URL expirou em {day}; por isso o serviço não consegue baixar o arquivo",
            };
            let is_expression = value::is_expression(node);
            // An expression may not use the text.
            let level = if is_expression { Level::Warning } else { Level::Error };
            let report = findings.report(node.span(), message).level(level);
            if !is_expression {
                let bare = text.split('?').next().unwrap_or_default();
                let title = say! { en: "Remove the token", pt_br: "Remover o token" };
                report.guess(title, [patch::replace_value(node, string::quote(bare))]);
            }
        }
        Some(Time::NotYet(day)) => {
            let message = say! {
                en: "The signature in this URL is valid from {day} on; before that, the service cannot download the file",
                pt_br: "A assinatura nesta URL vale a partir de {day}; antes disso, o serviço não consegue baixar o arquivo",
            };
            // The finding about the token itself is at the value.
            findings
                .report(node.key_span().unwrap_or(node.span()), message)
                .level(Level::Information)
                .about(node.span());
        }
        None => {}
    }
}

fn check_word(script: &StepScript<'_>, word: &Word, today: Day, findings: &mut Findings<'_>) {
    let (message, level) = match signature::validity(&word.text).and_then(|it| time(it, today)) {
        Some(Time::Expired(day)) => (
            say! {
                en: "The signature in this URL expired on {day}, so the request is refused",
                pt_br: "A assinatura nesta URL expirou em {day}; por isso a solicitação é recusada",
            },
            Level::Warning,
        ),
        Some(Time::NotYet(day)) => (
            say! {
                en: "The signature in this URL is valid from {day} on; before that, the request is refused",
                pt_br: "A assinatura nesta URL vale a partir de {day}; antes disso, a solicitação é recusada",
            },
            Level::Information,
        ),
        None => return,
    };
    findings.report_in(script, word.span, message).level(level);
}
