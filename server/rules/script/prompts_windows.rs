//! A command of a PowerShell step that waits for somebody at the keyboard.

use crate::rules::engine::names;
use crate::rules::{Check, Level, Rule, Sink};
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

fn check(script: &StepScript<'_>, scripts: &Scripts<'_>, out: &mut Sink<'_>) {
    if script.source.dialect != Dialect::PowerShell {
        return;
    }
    for command in &script.parsed.commands {
        let Some(question) = question(script, scripts, command) else {
            continue;
        };
        let name = command.face.of(&script.source.text).trim_matches(['"', '\'']);
        let name = names::short(name.rsplit(['/', '\\']).next().unwrap_or_default());
        let message = match question.ask {
            Ask::Person => say! {
                en: "`{name}` waits for somebody to type an answer; nobody does, and the build runs into its timeout",
                pt_br: "`{name}` espera alguém digitar uma resposta; ninguém digita, e o build chega ao tempo limite",
            },
            Ask::Key => say! {
                en: "`{name}` waits for a key; nobody presses one, and the build runs into its timeout",
                pt_br: "`{name}` espera uma tecla; ninguém a pressiona, e o build chega ao tempo limite",
            },
            Ask::Confirm => say! {
                en: "`{name}` asks whether it may go on, and nobody answers; tell it to ask nothing",
                pt_br: "`{name}` pergunta se pode continuar, e ninguém responde; diga a ele para não perguntar nada",
            },
            Ask::Window => say! {
                en: "`{name}` opens windows and waits for clicks unless it is told `/qn`; the build runs into its timeout",
                pt_br: "`{name}` abre janelas e espera cliques, a menos que receba `/qn`; o build chega ao tempo limite",
            },
            Ask::Terms => say! {
                en: "`{name}` asks whether the terms of its sources are accepted, and nobody answers; accept them with `--accept-source-agreements`",
                pt_br: "`{name}` pergunta se os termos das suas fontes são aceitos, e ninguém responde; aceite-os com `--accept-source-agreements`",
            },
        };
        let report = out.report_in(script, command.face, message);
        let edit = |(place, put): (_, String)| {
            let shown = put.trim().trim_start_matches(':').to_owned();
            Some((shown, script.edit(place, &put)?))
        };
        if let Some((shown, edit)) = question.answer.and_then(edit) {
            let title = say! { en: "Write `{shown}`", pt_br: "Escrever `{shown}`" };
            // Terms are accepted by a person.
            if question.ask == Ask::Terms {
                report.guess(title, [edit]);
            } else {
                report.fix(title, [edit]);
            }
        } else if let Some(edit) = removal::of_command(script, command).filter(|_| question.ask == Ask::Key) {
            report.guess(say! { en: "Delete the command", pt_br: "Apagar o comando" }, [edit]);
        }
    }
}
