//! A string that its line ends before it does.

use crate::document::Document;
use crate::rules::{Check, Level, Rule, Sink};
use crate::say;
use crate::syntax::error::{Problem, SyntaxError};
use crate::text::edit::Edit;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "syntax/unclosed-string",
    level: Level::Error,
    since: None,
    fixable: true,
    page: include_str!("unclosed_string.md"),
    check: Check::Syntax(check),
};

fn check(doc: &Document, error: &SyntaxError, out: &mut Sink<'_>) {
    if error.kind != Problem::UnclosedString {
        return;
    }
    let quote = error.span.of(doc.text()).chars().next().unwrap_or('"');
    let message = say! {
        en: "The closing `{quote}` is missing; a string may not run over the end of its line",
        pt_br: "Falta o `{quote}` de fechamento; uma string não pode passar do fim da linha",
    };
    // A comma or a bracket at the end was meant to stand behind the quote.
    let text = error.span.of(doc.text()).trim_end();
    let inner = text.trim_end_matches([',', '}', ']', ' ']);
    let place = error.span.start + if inner.len() > 1 { inner.len() } else { text.len() } as u32;
    let mend = Edit::insert(place, quote);
    out.report(error.span, message)
        .guess(say! { en: "Close the string", pt_br: "Fechar a string" }, [mend]);
}
