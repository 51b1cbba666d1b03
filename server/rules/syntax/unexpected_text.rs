//! Text that fits nowhere.

use crate::document::Document;
use crate::rules::engine::names::short;
use crate::rules::{Check, Level, Rule, Sink};
use crate::say;
use crate::syntax::error::{Problem, SyntaxError};
use crate::syntax::patch;
use crate::text::edit::Edit;
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "syntax/unexpected-text",
    level: Level::Error,
    fixable: true,
    page: include_str!("unexpected_text.md"),
    check: Check::Syntax(check),
    ..Rule::DEFAULTS
};

fn check(doc: &Document, error: &SyntaxError, out: &mut Sink<'_>) {
    if error.kind != Problem::UnexpectedText {
        return;
    }
    let text = short(error.span.of(doc.text()));
    let remove = Edit::delete(error.span);
    match text.as_str() {
        "}" | "]" => {
            let opening = if text == "}" { "{" } else { "[" };
            let message = say! {
                en: "This `{text}` has no matching `{opening}`",
                pt_br: "Este `{text}` não tem um `{opening}` correspondente",
            };
            let title = say! { en: "Remove `{text}`", pt_br: "Remover `{text}`" };
            out.report(error.span, message).guess(title, [remove]);
        }
        "\"" => {
            let message = say! {
                en: "There is one quote too many here",
                pt_br: "Há uma aspa a mais aqui",
            };
            let title = say! { en: "Remove the quote", pt_br: "Remover a aspa" };
            out.report(error.span, message).guess(title, [remove]);
        }
        "#" if patch::begins_line(doc.text(), error.span.start) => {
            let message = say! {
                en: "`#` does not begin a comment in JSON; `//` does where comments are allowed",
                pt_br: "`#` não inicia um comentário em JSON; `//` sim, onde comentários são aceitos",
            };
            let title = say! { en: "Write `//`", pt_br: "Escrever `//`" };
            let edits: Vec<Edit> = hashes(doc.text(), error.mend)
                .map(|it| Edit::replace(it, "//"))
                .collect();
            out.report(error.span, message).guess(title, edits);
        }
        _ => {
            let message = say! {
                en: "`{text}` does not belong here",
                pt_br: "`{text}` não faz sentido aqui",
            };
            out.report(error.span, message);
        }
    }
}

/// The `#` at the beginning of each line of a remark.
fn hashes(text: &str, remark: Span) -> impl Iterator<Item = Span> {
    let lines = remark.of(text).split_inclusive('\n');
    let starts = lines.scan(remark.start, |at, line| {
        let start = *at + (line.len() - line.trim_start().len()) as u32;
        *at += line.len() as u32;
        Some(start)
    });
    starts.map(|start| Span::new(start, start + 1))
}
