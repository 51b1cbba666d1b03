//! A bracket without its partner.

use crate::document::Document;
use crate::rules::{Check, Level, Rule, Sink};
use crate::say;
use crate::syntax::error::{Problem, SyntaxError};
use crate::text::edit::Edit;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "syntax/unclosed",
    level: Level::Error,
    since: None,
    fixable: true,
    page: include_str!("unclosed.md"),
    check: Check::Syntax(check),
};

fn check(_doc: &Document, error: &SyntaxError, out: &mut Sink<'_>) {
    let Problem::Unclosed { bracket, open } = error.kind else {
        return;
    };
    let closing = if bracket == '{' { "}" } else { "]" };
    let message = if open > 1 {
        say! {
            en: "This `{bracket}` is never closed; {open} brackets are still open where the text ends",
            pt_br: "Este `{bracket}` nunca é fechado; {open} colchetes ou chaves continuam abertos no fim do texto",
        }
    } else {
        say! {
            en: "This `{bracket}` is never closed",
            pt_br: "Este `{bracket}` nunca é fechado",
        }
    };
    let mend = Edit::insert(error.mend.start, closing);
    let report = out.report(error.span, message);
    if open == 1 {
        let title = say! { en: "Insert `{closing}` where the next thing begins", pt_br: "Inserir `{closing}` antes do que vem a seguir" };
        report.guess(title, [mend]);
    }
}
