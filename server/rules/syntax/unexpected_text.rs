//! Text that fits nowhere.

use crate::document::Document;
use crate::rules::names::short;
use crate::rules::syntax::is_remark;
use crate::rules::{Check, Level, Rule, Sink};
use crate::say;
use crate::syntax::error::{Problem, SyntaxError};
use crate::syntax::patch;
use crate::text::edit::Edit;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "syntax/unexpected-text",
    level: Level::Error,
    since: None,
    fixable: true,
    page: include_str!("unexpected_text.md"),
    check: Check::Syntax(check),
};

fn check(doc: &Document, error: &SyntaxError, out: &mut Sink<'_>) {
    if error.kind != Problem::UnexpectedText || is_remark(doc, error) {
        return;
    }
    let text = short(error.span.of(doc.text()));
    let (start, remove) = (error.span.start, Edit::delete(error.span));
    match text.as_str() {
        "}" | "]" => {
            let message = say! {
                en: "Nothing is open that this `{text}` could close",
                pt_br: "Não há nada aberto que este `{text}` possa fechar",
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
        "#" if patch::begins_line(doc.text(), start) => {
            let message = say! {
                en: "`#` does not begin a comment in JSON; `//` does where comments are allowed",
                pt_br: "`#` não inicia um comentário em JSON; `//` sim, onde comentários são aceitos",
            };
            let title = say! { en: "Write `//`", pt_br: "Escrever `//`" };
            let report = out.report(error.span, message);
            // A line that opens a bracket can't go alone.
            if is_balanced(doc.text(), start) {
                report.guess(title, [Edit::replace(error.span, "//")]);
            }
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

/// Whether as many brackets are opened as closed on the line that holds a place.
fn is_balanced(text: &str, at: u32) -> bool {
    let line = patch::line_text(text, at).map_or("", |(_, line)| line);
    let count = |brackets: [char; 2]| line.matches(brackets).count();
    count(['{', '[']) == count(['}', ']'])
}
