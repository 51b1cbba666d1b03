//! A value that its setting does not accept.

use crate::locale::Message;
use crate::rules::engine::names::listed;
use crate::rules::engine::spelling::meant;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::settings::problem::{Problem, Trouble, Type};
use crate::text::edit::Edit;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "settings/bad-value",
    level: Level::Warning,
    fixable: true,
    page: include_str!("bad_value.md"),
    check: Check::Settings(check),
    ..Rule::DEFAULTS
};

fn check(problem: &Problem, findings: &mut Findings<'_>) {
    match &problem.trouble {
        Trouble::UnknownWord { key, word, known } => unknown_word(problem, (key, word), known, findings),
        Trouble::WrongType { key, wanted, found } => {
            let (wanted, found) = (article(*wanted), article(*found));
            let message = Message {
                en: format!("`{key}` must be {}, not {}", wanted.en, found.en).into(),
                pt_br: format!("`{key}` deve ser {}, não {}", wanted.pt_br, found.pt_br).into(),
            };
            findings.report(problem.span, message);
        }
        Trouble::BadGlob { pattern } => {
            let message = say! {
                en: "`{pattern}` is not a glob; use for example `images/*.json`, or `**/web.json` for any folder",
                pt_br: "`{pattern}` não é um glob; use por exemplo `images/*.json`, ou `**/web.json` para qualquer pasta",
            };
            findings.report(problem.span, message);
        }
        Trouble::BadPointer { pointer } => {
            let message = say! {
                en: "`{pointer}` is not a JSON Pointer; start with `/`, as in `/properties/customize/2`",
                pt_br: "`{pointer}` não é um JSON Pointer; comece com `/`, como em `/properties/customize/2`",
            };
            let report = findings.report(problem.span, message);
            let title = say! { en: "Insert the leading slash", pt_br: "Inserir a barra inicial" };
            report.guess(title, [Edit::insert(problem.span.start + 1, "/")]);
        }
        _ => {}
    }
}

fn unknown_word(problem: &Problem, (key, word): (&str, &str), known: &[&'static str], findings: &mut Findings<'_>) {
    let Some(near) = meant(word, known) else {
        let words = listed(known.iter().copied());
        let message = say! {
            en: "Unknown value `{word}` for `{key}`; expected one of {words}",
            pt_br: "Valor desconhecido `{word}` em `{key}`; os valores aceitos são {words}",
        };
        findings.report(problem.span, message);
        return;
    };
    let message = say! {
        en: "Unknown value `{word}` for `{key}`; did you mean `{near}`?",
        pt_br: "Valor desconhecido `{word}` em `{key}`; você quis dizer `{near}`?",
    };
    let title = say! { en: "Replace with `{near}`", pt_br: "Substituir por `{near}`" };
    findings
        .report(problem.span, message)
        .guess(title, [Edit::replace(problem.span, format!("\"{near}\""))]);
}

fn article(kind: Type) -> Message {
    match kind {
        Type::Text => say! { en: "a string in quotes", pt_br: "uma string entre aspas" },
        Type::List => say! { en: "an array", pt_br: "uma matriz" },
        Type::Table => say! { en: "a table", pt_br: "uma tabela" },
        Type::Flag => say! { en: "`true` or `false`", pt_br: "`true` ou `false`" },
        Type::Other => say! { en: "something else", pt_br: "outra coisa" },
    }
}
