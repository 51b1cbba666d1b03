//! A comment where a tool may refuse it.

use crate::document::{Document, Kind, Language};
use crate::rules::{Check, Level, Rule, Sink};
use crate::say;
use crate::text::edit::Edit;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "syntax/comment",
    level: Level::Information,
    since: None,
    fixable: true,
    page: include_str!("comment.md"),
    check: Check::Document(check),
};

fn check(doc: &Document, out: &mut Sink<'_>) {
    if doc.kind() != Kind::Standalone || doc.language() == Language::Jsonc {
        return;
    }
    for comment in doc.tree().comments() {
        let message = say! {
            en: "Some tools that submit a template body refuse comments in it",
            pt_br: "Algumas ferramentas que enviam o corpo de um template recusam comentários nele",
        };
        let title = say! { en: "Remove the comment", pt_br: "Remover o comentário" };
        out.report(*comment, message).guess(title, [Edit::delete(*comment)]);
    }
}
