//! A suppression comment that matches no finding.

use crate::rules::engine::directives::{Comments, Directive, Name, Remark};
use crate::rules::{Check, Findings, Level, Rule, Tag};
use crate::say;
use crate::syntax::patch;
use crate::text::edit::Edit;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "suppress/unused",
    level: Level::Information,
    fixable: true,
    tag: Some(Tag::Unnecessary),
    page: include_str!("unused.md"),
    check: Check::Directive(check),
    ..Rule::DEFAULTS
};

fn check(comments: &Comments<'_>, remark: &Remark<'_>, findings: &mut Findings<'_>) {
    match remark {
        Remark::Unused(directive, name) => unused(comments.text, directive, name, findings),
        Remark::TooLate(directive) => too_late(comments, directive, findings),
        Remark::Unknown(_) | Remark::NotUnderstood(_) => {}
    }
}

fn unused(text: &str, directive: &Directive, name: &Name, findings: &mut Findings<'_>) {
    let rule = &name.text;
    let message = say! {
        en: "Unused suppression: no finding of `{rule}` here",
        pt_br: "Supressão sem uso: nenhum problema de `{rule}` aqui",
    };
    let (title, edit) = if directive.names.len() == 1 {
        let title = say! { en: "Remove the comment", pt_br: "Remover o comentário" };
        (title, directive.without(name, text))
    } else {
        let title = say! { en: "Remove `{rule}` from the comment", pt_br: "Remover `{rule}` do comentário" };
        (title, directive.without(name, text))
    };
    findings.report(name.span, message).guess(title, [edit]);
}

fn too_late(comments: &Comments<'_>, directive: &Directive, findings: &mut Findings<'_>) {
    let text = comments.text;
    let message = match comments.sign {
        "#" => say! {
            en: "`ignore-file` must be at the top, before the first command",
            pt_br: "`ignore-file` deve estar no topo, antes do primeiro comando",
        },
        _ => say! {
            en: "`ignore-file` must be at the top, before the first brace",
            pt_br: "`ignore-file` deve estar no topo, antes da primeira chave",
        },
    };
    let title = say! { en: "Move the comment to the top", pt_br: "Mover o comentário para o topo" };
    let top = comments.top.unwrap_or_default();
    let new_text = format!("{}{}", directive.comment.of(text), comments.line_ending());
    let edits = [
        Edit::insert(top, new_text),
        patch::remove_comment(text, directive.comment),
    ];
    findings.report(directive.comment, message).guess(title, edits);
}
