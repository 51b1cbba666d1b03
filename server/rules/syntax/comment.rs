//! A comment where a tool may reject it.

use crate::document::{Document, Kind, Language};
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::error::Problem;
use crate::syntax::patch;
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "syntax/comment",
    level: Level::Information,
    fixable: true,
    page: include_str!("comment.md"),
    check: Check::Document(check),
    ..Rule::DEFAULTS
};

fn check(doc: &Document, findings: &mut Findings<'_>) {
    if doc.kind() != Kind::Standalone || doc.language() == Language::Jsonc {
        return;
    }
    let unclosed: Vec<Span> = doc
        .tree()
        .errors()
        .iter()
        .filter(|it| it.kind == Problem::UnclosedComment)
        .map(|it| it.span)
        .collect();
    for comment in doc.tree().comments() {
        if unclosed.iter().any(|it| it.overlaps(*comment)) {
            continue;
        }
        let message = say! {
            en: "Some tools that submit a standalone template reject comments",
            pt_br: "Algumas ferramentas que enviam um template avulso rejeitam comentários",
        };
        let title = say! { en: "Remove the comment", pt_br: "Remover o comentário" };
        findings
            .report(*comment, message)
            .guess(title, [patch::remove_comment(doc.text(), *comment)]);
    }
}
