//! A script that exits with a failing code, or before its last command.

use crate::rules::engine::finding::Report;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::Dialect;
use crate::script::command::Command;
use crate::script::removal;
use crate::script::scripts::{Scripts, StepScript};
use crate::syntax::patch;
use crate::syntax::tree::Kind;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "script/exit-code",
    level: Level::Warning,
    fixable: true,
    page: include_str!("exit_code.md"),
    check: Check::Script(check),
    ..Rule::DEFAULTS
};

fn check(script: &StepScript<'_>, _: &Scripts<'_>, findings: &mut Findings<'_>) {
    let commands = &script.parsed.commands;
    let is_end = |it: &&Command| it.name == "exit" && it.context.is_plain() && !script.parsed.is_cut;
    let Some(exit) = commands.iter().find(is_end) else {
        return;
    };
    let code = match exit.words.as_slice() {
        [] => None,
        [word] => match code(&word.text, exit.dialect) {
            Some(code) => Some(code),
            None => return,
        },
        _ => return,
    };
    let Some(valid) = valid_codes(script) else { return };
    if let Some(code) = code.filter(|it| !valid.contains(it)) {
        fails(script, exit, code, findings);
    } else if commands
        .iter()
        .any(|it| it.name_span.start > exit.span.end && !it.context.is_called)
    {
        let message = say! {
            en: "The script ends here; later commands of this step never run",
            pt_br: "O script termina aqui; os comandos seguintes desta etapa nunca são executados",
        };
        let report = findings
            .report_in(script, exit.name_span, message)
            .level(Level::Information);
        delete(script, exit, report);
    }
}

fn fails(script: &StepScript<'_>, exit: &Command, code: i64, findings: &mut Findings<'_>) {
    let message = if exit.dialect == Dialect::PowerShell {
        say! {
            en: "Exit code {code} is not in `validExitCodes`, so the step and the build fail",
            pt_br: "O código de saída {code} não está em `validExitCodes`, então a etapa e o build falham",
        }
    } else {
        say! {
            en: "Exit code {code} fails the step and the build; only 0 counts as success",
            pt_br: "O código de saída {code} faz a etapa e o build falharem; só 0 conta como êxito",
        }
    };
    let report = findings.report_in(script, exit.name_span, message);
    if exit.dialect == Dialect::Shell {
        delete(script, exit, report);
        return;
    }
    let title = say! { en: "Accept exit code {code} as success", pt_br: "Aceitar o código de saída {code} como êxito" };
    let node = script.step.node;
    let edit = match script.step.get("validExitCodes") {
        Some(codes) => patch::add_item(codes, &code.to_string()),
        None => patch::add_member(node, "validExitCodes", &format!("[0, {code}]")),
    };
    delete(script, exit, report.guess(title, [edit]));
}

fn delete(script: &StepScript<'_>, exit: &Command, report: Report<'_>) {
    if let Some(edit) = removal::of_command(script, exit) {
        report.guess(say! { en: "Delete the command", pt_br: "Excluir o comando" }, [edit]);
    }
}

/// A literal exit code; shells only support those of one byte.
fn code(word: &str, dialect: Dialect) -> Option<i64> {
    let code: i64 = word.parse().ok()?;
    let is_plain = dialect == Dialect::PowerShell || (0..=255).contains(&code);
    is_plain.then_some(code)
}

/// The codes that count as success; `None` if they are not known.
fn valid_codes(script: &StepScript<'_>) -> Option<Vec<i64>> {
    let Some(codes) = script.step.get("validExitCodes") else {
        return Some(vec![0]);
    };
    if script.source.dialect == Dialect::Shell {
        return Some(vec![0]);
    }
    if codes.kind() != Kind::Array || !codes.is_closed() {
        return None;
    }
    let codes: Option<Vec<i64>> = codes.children().map(|it| it.as_i64()).collect();
    codes.map(|it| if it.is_empty() { vec![0] } else { it })
}
