//! An expression with a syntax error.

use crate::expr::expression::Expression;
use crate::expr::functions;
use crate::expr::parser::{self, Mistake, MistakeKind};
use crate::expr::scope;
use crate::expr::tree::Kind;
use crate::locale::Message;
use crate::model::deployment::Deployment;
use crate::rules::arm;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::string;
use crate::syntax::tree::{Kind as Json, Node};
use crate::text::edit::Edit;
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "arm/expression-syntax",
    level: Level::Error,
    fixable: true,
    page: include_str!("expression_syntax.md"),
    check: Check::Deployment(check),
    ..Rule::DEFAULTS
};

fn check(deployment: &Deployment<'_>, findings: &mut Findings<'_>) {
    for placed in &deployment.expressions {
        let expression = &placed.expression;
        if let Some(mistake) = expression.mistakes.first()
            && arm::is_meant(expression, placed.scope)
        {
            report(expression, *mistake, findings);
        }
    }
    let mut waiting = vec![deployment.root];
    while let Some(node) = waiting.pop() {
        waiting.extend(node.children());
        if let Some((at, edit)) = without_end(node) {
            let message = say! {
                en: "An expression must end with `]`; without it this is plain text",
                pt_br: "Uma expressão deve terminar com `]`; sem ele, isto é texto comum",
            };
            let title = say! { en: "Add the closing `]`", pt_br: "Adicionar o `]` final" };
            findings.report(at, message).level(Level::Warning).guess(title, [edit]);
        }
    }
}

fn report(expression: &Expression<'_>, mistake: Mistake, findings: &mut Findings<'_>) {
    let message = message_of(mistake.kind);
    let span = match mistake.span.is_empty() {
        true => expression.string,
        false => expression.written(mistake.span),
    };
    let report = findings.report(span, message).about(expression.node.span());
    if let Some(edit) = closed(expression) {
        let title = say! { en: "Add the closing parenthesis", pt_br: "Adicionar o parêntese final" };
        report.guess(title, [edit]);
    }
}

fn message_of(kind: MistakeKind) -> Message {
    match kind {
        MistakeKind::NoValue => say! {
            en: "Missing value in this expression; the deployment is rejected",
            pt_br: "Falta um valor nesta expressão; a implantação é rejeitada",
        },
        MistakeKind::Unclosed(close) => {
            let open = if close == ')' { '(' } else { '[' };
            say! {
                en: "Unclosed `{open}`; the deployment is rejected",
                pt_br: "`{open}` sem fechamento; a implantação é rejeitada",
            }
        }
        MistakeKind::UnclosedText => say! {
            en: "Missing closing `'`; the deployment is rejected. Write a `'` inside a string twice",
            pt_br: "Falta o `'` final; a implantação é rejeitada. Escreva duas vezes um `'` dentro de uma string",
        },
        MistakeKind::NoComma => say! {
            en: "Missing comma between two arguments; the deployment is rejected",
            pt_br: "Falta uma vírgula entre dois argumentos; a implantação é rejeitada",
        },
        MistakeKind::NotCalled => say! {
            en: "A bare name is not a value; put a string in `'…'`, or call a function with `(…)`",
            pt_br: "Um nome sozinho não é um valor; coloque uma string entre `'…'` ou chame uma função com `(…)`",
        },
        MistakeKind::NoName => say! {
            en: "Missing property name after this dot; the deployment is rejected",
            pt_br: "Falta o nome de uma propriedade depois deste ponto; a implantação é rejeitada",
        },
        MistakeKind::Stray => say! {
            en: "Unexpected text in this expression; the deployment is rejected",
            pt_br: "Texto inesperado nesta expressão; a implantação é rejeitada",
        },
        MistakeKind::TooDeep => say! {
            en: "This expression is nested too deeply to be checked",
            pt_br: "Esta expressão tem aninhamento demais para ser verificada",
        },
    }
}

/// The missing parentheses at the end of an expression, if nothing else is wrong.
fn closed(expression: &Expression<'_>) -> Option<Edit> {
    let all_unclosed = expression
        .mistakes
        .iter()
        .all(|it| it.kind == MistakeKind::Unclosed(')'));
    let end = expression.text.len().checked_sub(1).filter(|_| all_unclosed)?;
    let new_text = ")".repeat(expression.mistakes.len());
    let repaired = format!("{}{new_text}]", expression.text.get(..end)?);
    let is_whole = parser::parse(&repaired).mistakes.is_empty();
    is_whole.then(|| expression.edit(Span::at(end as u32), &new_text))
}

/// A string that is an expression except for its last bracket, and the change that adds it.
fn without_end(node: Node<'_>) -> Option<(Span, Edit)> {
    if node.kind() != Json::String || !node.source().starts_with("\"[") || !string::is_closed(node.source()) {
        return None;
    }
    let text = node.as_str()?;
    let begins = text.starts_with('[') && !text.starts_with("[[");
    let kept = text.trim_end();
    if !begins || text.ends_with(']') {
        return None;
    }
    scope::of(node)?;
    let closed = match kept.ends_with(']') {
        true => kept.to_owned(),
        false => format!("{kept}]"),
    };
    let parsed = parser::parse(&closed);
    let Kind::Call(call) = &parsed.root.kind else {
        return None;
    };
    let is_known = call.namespace.is_none() && functions::find(&call.name.text).is_some();
    let is_whole = parsed.mistakes.is_empty() && is_known;
    is_whole.then(|| (node.span(), Edit::replace(node.span(), string::quote(&closed))))
}
