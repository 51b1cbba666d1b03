//! A command of a PowerShell step that waits for input.

use crate::rules::engine::names;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::Dialect;
use crate::script::prompts::{Ask, question};
use crate::script::removal;
use crate::script::scripts::{Scripts, StepScript};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "script/prompts-windows",
    level: Level::Warning,
    fixable: true,
    page: include_str!("prompts_windows.md"),
    check: Check::Script(check),
    ..Rule::DEFAULTS
};

fn check(script: &StepScript<'_>, scripts: &Scripts<'_>, findings: &mut Findings<'_>) {
    if script.source.dialect != Dialect::PowerShell {
        return;
    }
    for command in &script.parsed.commands {
        let Some(question) = question(script, scripts, command) else {
            continue;
        };
        let name = command.name_span.of(&script.source.text).trim_matches(['"', '\'']);
        let name = names::short(name.rsplit(['/', '\\']).next().unwrap_or_default());
        let message = match question.ask {
            Ask::Person => say! {
                en: "`{name}` waits for typed input; nobody answers, and the build times out",
                pt_br: "`{name}` espera uma entrada digitada; ninguém responde, e o build excede o tempo limite",
            },
            Ask::Key => say! {
                en: "`{name}` waits for a key press; nobody is there, and the build times out",
                pt_br: "`{name}` espera uma tecla; não há ninguém, e o build excede o tempo limite",
            },
            Ask::Confirm => say! {
                en: "`{name}` prompts for confirmation and nobody answers; make it non-interactive",
                pt_br: "`{name}` pede confirmação e ninguém responde; torne-o não interativo",
            },
            Ask::Window => say! {
                en: "Add `/qn`: `{name}` opens a window, nobody responds, and the build times out",
                pt_br: "Adicione `/qn`: `{name}` abre uma janela, ninguém responde, e o build excede o tempo limite",
            },
            Ask::Terms => say! {
                en: "Add `--accept-source-agreements`: `{name}` prompts for them and nobody answers",
                pt_br: "Adicione `--accept-source-agreements`: `{name}` pede a aceitação e ninguém responde",
            },
        };
        let report = findings.report_in(script, command.name_span, message);
        let edit = |(span, new_text): (_, String)| {
            let shown = new_text.trim().trim_start_matches(':').to_owned();
            Some((shown, script.edit(span, &new_text)?))
        };
        if let Some((shown, edit)) = question.answer.and_then(edit) {
            let title = say! { en: "Add `{shown}`", pt_br: "Adicionar `{shown}`" };
            // Agreements are for a person to accept.
            if question.ask == Ask::Terms {
                report.guess(title, [edit]);
            } else {
                report.fix(title, [edit]);
            }
        } else if let Some(edit) = removal::of_command(script, command).filter(|_| question.ask == Ask::Key) {
            report.guess(say! { en: "Delete the command", pt_br: "Excluir o comando" }, [edit]);
        }
    }
}
