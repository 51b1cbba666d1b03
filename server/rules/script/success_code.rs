//! A program that reports success with an exit code that fails the step.

use crate::model::value;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::command::Command;
use crate::script::scripts::{Scripts, StepScript};
use crate::script::{Dialect, features};
use crate::syntax::patch;
use crate::syntax::tree::{Kind, Node};
use crate::text::edit::Edit;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "script/success-code",
    level: Level::Warning,
    fixable: true,
    page: include_str!("success_code.md"),
    check: Check::Script(check),
    ..Rule::DEFAULTS
};

/// What a program returns when all went well.
struct Success {
    /// The code that it returns in the usual case.
    usual: i64,
    /// All codes that mean success.
    all: &'static [i64],
}

/// Files were copied; with higher numbers there were also extra or mismatched ones.
const ROBOCOPY: Success = Success {
    usual: 1,
    all: &[0, 1, 2, 3, 4, 5, 6, 7],
};

/// The feature is on after a restart.
const DISM: Success = Success {
    usual: 3010,
    all: &[0, 3010],
};

fn check(script: &StepScript<'_>, _: &Scripts<'_>, findings: &mut Findings<'_>) {
    if script.source.dialect != Dialect::PowerShell || script.source.has_gaps || handles_codes(script) {
        return;
    }
    // The code of a step is that of the last program that it runs; commands of PowerShell itself return none.
    let own = || script.parsed.commands.iter();
    let Some(command) = own().rev().find(|it| !is_cmdlet(it)) else {
        return;
    };
    let is_last = command.wrappers.is_empty()
        && command.dialect == Dialect::PowerShell
        && !command.context.is_nested
        && !command.context.is_uncertain();
    let Some(success) = success(command).filter(|_| is_last) else {
        return;
    };
    let codes = script.step.get("validExitCodes");
    if codes.is_some_and(|it| value::is_computed(it) || accepts(it, success.usual)) {
        return;
    }
    let (name, code) = (&command.name, success.usual);
    let message = say! {
        en: "`{name}` returns {code} on success, and the step fails; accept it in `validExitCodes`",
        pt_br: "O `{name}` retorna {code} em caso de êxito, e a etapa falha; aceite-o em `validExitCodes`",
    };
    let report = findings.report_in(script, command.name_span, message);
    let missing: Vec<i64> = success
        .all
        .iter()
        .copied()
        .filter(|it| !codes.is_some_and(|list| accepts(list, *it)))
        .collect();
    if let Some(edit) = accepting(script, &missing) {
        let title = say! { en: "Accept its codes of success", pt_br: "Aceitar os códigos de êxito dele" };
        report.guess(title, [edit]);
    }
}

/// What a program returns on success, where that is not 0.
fn success(command: &Command) -> Option<Success> {
    match command.name.as_str() {
        "robocopy" if command.operands().count() > 1 && !command.has(&["/L", "/?"]) => Some(ROBOCOPY),
        "dism" => (features::needs_restart(command) && features::suppresses_restart(command)).then_some(DISM),
        _ => None,
    }
}

/// Whether a command is one of PowerShell itself, or a function, by its name. A program may be called by any other.
fn is_cmdlet(command: &Command) -> bool {
    const WORDS: [&str; 4] = ["exit", "return", "mkdir", "cd"];
    let name = command.name.as_str();
    let is_named = name
        .split_once('-')
        .is_some_and(|(verb, noun)| verb.chars().all(char::is_alphabetic) && noun.chars().all(char::is_alphanumeric));
    is_named || WORDS.contains(&name)
}

/// Whether the script deals with exit codes of its own.
fn handles_codes(script: &StepScript<'_>) -> bool {
    let lower = script.source.text.to_ascii_lowercase();
    // A program whose path is in a variable is not a command here.
    let words = ["lastexitcode", "& $", "&$", "& (", "&("];
    words.iter().any(|it| lower.contains(it)) || script.parsed.commands.iter().any(|it| it.name == "exit")
}

fn accepts(codes: Node<'_>, code: i64) -> bool {
    codes.kind() != Kind::Array || codes.children().any(|it| it.as_i64().is_none_or(|it| it == code))
}

/// The edit that adds codes to those that the step accepts.
fn accepting(script: &StepScript<'_>, missing: &[i64]) -> Option<Edit> {
    let list = |codes: &[i64]| codes.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
    match script.step.get("validExitCodes") {
        None => Some(patch::add_member(
            script.step.node,
            "validExitCodes",
            &format!("[{}]", list(missing)),
        )),
        Some(codes) if codes.is_closed() => {
            let own: Option<Vec<i64>> = codes.children().map(|it| it.as_i64()).collect();
            let all: Vec<i64> = own?.into_iter().chain(missing.iter().copied()).collect();
            Some(patch::replace_value(codes, format!("[{}]", list(&all))))
        }
        Some(_) => None,
    }
}
