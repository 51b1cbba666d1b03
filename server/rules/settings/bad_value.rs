//! A value that its setting does not take.

use crate::locale::Say;
use crate::rules::engine::names::listed;
use crate::rules::engine::spelling::meant;
use crate::rules::{Check, Level, Rule, Sink};
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

fn check(problem: &Problem, out: &mut Sink<'_>) {
    match &problem.trouble {
        Trouble::UnknownWord { key, word, known } => unknown_word(problem, (key, word), known, out),
        Trouble::WrongType { key, wanted, found } => {
            let (wanted, found) = (article(*wanted), article(*found));
            let message = Say {
                en: format!("`{key}` is {}, and here is {}", wanted.en, found.en).into(),
                pt_br: format!("`{key}` é {}, e aqui há {}", wanted.pt_br, found.pt_br).into(),
            };
            out.report(problem.span, message);
        }
        Trouble::BadGlob { pattern } => {
            let message = say! {
                en: "`{pattern}` is not a file pattern; write for example `images/*.json`, or `**/web.json` for any folder",
                pt_br: "`{pattern}` não é um padrão de arquivo; escreva por exemplo `images/*.json`, ou `**/web.json` para qualquer pasta",
            };
            out.report(problem.span, message);
        }
        Trouble::BadPointer { pointer } => {
            let message = say! {
                en: "`{pointer}` is not a JSON Pointer, which begins with a slash, as in `/properties/customize/2`",
                pt_br: "`{pointer}` não é um JSON Pointer, que começa com uma barra, como em `/properties/customize/2`",
            };
            let report = out.report(problem.span, message);
            let title = say! { en: "Put a slash before it", pt_br: "Colocar uma barra antes" };
            report.guess(title, [Edit::insert(problem.span.start + 1, "/")]);
        }
        _ => {}
    }
}

fn unknown_word(problem: &Problem, (key, word): (&str, &str), known: &[&'static str], out: &mut Sink<'_>) {
    let Some(near) = meant(word, known) else {
        let words = listed(known.iter().copied());
        let message = say! {
            en: "`{key}` cannot be `{word}`; it takes {words}",
            pt_br: "`{key}` não pode ser `{word}`; aceita {words}",
        };
        out.report(problem.span, message);
        return;
    };
    let message = say! {
        en: "`{key}` cannot be `{word}`; did you mean `{near}`?",
        pt_br: "`{key}` não pode ser `{word}`; seria `{near}`?",
    };
    let title = say! { en: "Replace it with `{near}`", pt_br: "Trocar por `{near}`" };
    out.report(problem.span, message)
        .guess(title, [Edit::replace(problem.span, format!("\"{near}\""))]);
}

fn article(kind: Type) -> Say {
    match kind {
        Type::Text => say! { en: "a text in quotes", pt_br: "um texto entre aspas" },
        Type::List => say! { en: "a list", pt_br: "uma lista" },
        Type::Table => say! { en: "a table", pt_br: "uma tabela" },
        Type::Flag => say! { en: "`true` or `false`", pt_br: "`true` ou `false`" },
        Type::Other => say! { en: "something else", pt_br: "outra coisa" },
    }
}
