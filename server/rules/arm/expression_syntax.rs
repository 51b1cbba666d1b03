//! An expression that cannot be read.

use crate::expr::expression::Expression;
use crate::expr::functions;
use crate::expr::parser::{self, Mistake, What};
use crate::expr::scope;
use crate::expr::tree::Kind;
use crate::locale::Say;
use crate::model::deployment::Deployment;
use crate::rules::arm;
use crate::rules::{Check, Level, Rule, Sink};
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

fn check(deployment: &Deployment<'_>, out: &mut Sink<'_>) {
    for placed in &deployment.expressions {
        let expression = &placed.expression;
        if let Some(mistake) = expression.mistakes.first()
            && arm::is_meant(expression, placed.scope)
        {
            report(expression, *mistake, out);
        }
    }
    let mut waiting = vec![deployment.root];
    while let Some(node) = waiting.pop() {
        waiting.extend(node.children());
        if let Some((at, edit)) = without_end(node) {
            let message = say! {
                en: "Without `]` as its last character this is plain text and not an expression",
                pt_br: "Sem `]` como último caractere isto é texto comum e não uma expressão",
            };
            let title = say! { en: "End it with `]`", pt_br: "Terminar com `]`" };
            out.report(at, message).level(Level::Warning).guess(title, [edit]);
        }
    }
}

fn report(expression: &Expression<'_>, mistake: Mistake, out: &mut Sink<'_>) {
    let message = words(mistake.what);
    let span = match mistake.span.is_empty() {
        true => expression.string,
        false => expression.written(mistake.span),
    };
    let report = out.report(span, message).about(expression.node.span());
    if let Some(edit) = closed(expression) {
        let title = say! { en: "Close it", pt_br: "Fechar" };
        report.guess(title, [edit]);
    }
}

fn words(what: What) -> Say {
    match what {
        What::NoValue => say! {
            en: "A value is missing in this expression; the deployment is refused",
            pt_br: "Falta um valor nesta expressão; a implantação é recusada",
        },
        What::Unclosed(close) => {
            let open = if close == ')' { '(' } else { '[' };
            say! {
                en: "This `{open}` is not closed; the deployment is refused",
                pt_br: "Este `{open}` não é fechado; a implantação é recusada",
            }
        }
        What::UnclosedText => say! {
            en: "This text has no closing `'`; the deployment is refused. A `'` inside is written twice",
            pt_br: "Este texto não tem o `'` final; a implantação é recusada. Um `'` dentro dele é escrito duas vezes",
        },
        What::NoComma => say! {
            en: "A comma is missing between two arguments; the deployment is refused",
            pt_br: "Falta uma vírgula entre dois argumentos; a implantação é recusada",
        },
        What::NotCalled => say! {
            en: "A name alone is no value; a text stands in `'…'`, and a function is called with `(…)`",
            pt_br: "Um nome sozinho não é um valor; um texto fica entre `'…'`, e uma função é chamada com `(…)`",
        },
        What::NoName => say! {
            en: "The name of a member belongs behind this dot; the deployment is refused",
            pt_br: "O nome de um membro deve vir depois deste ponto; a implantação é recusada",
        },
        What::Stray => say! {
            en: "This belongs to no expression; the deployment is refused",
            pt_br: "Isto não pertence a nenhuma expressão; a implantação é recusada",
        },
        What::TooDeep => say! {
            en: "This expression is nested too deep to be read here",
            pt_br: "Esta expressão é aninhada demais para ser lida aqui",
        },
    }
}

/// The missing parentheses at the end of an expression where they are all that is wrong.
fn closed(expression: &Expression<'_>) -> Option<Edit> {
    let all_unclosed = expression.mistakes.iter().all(|it| it.what == What::Unclosed(')'));
    let end = expression.text.len().checked_sub(1).filter(|_| all_unclosed)?;
    let put = ")".repeat(expression.mistakes.len());
    let mended = format!("{}{put}]", expression.text.get(..end)?);
    let is_whole = parser::parse(&mended).mistakes.is_empty();
    is_whole.then(|| expression.edit(Span::at(end as u32), &put))
}

/// A text that is an expression of the language but for its last bracket, and the change that adds it.
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
    let whole = match kept.ends_with(']') {
        true => kept.to_owned(),
        false => format!("{kept}]"),
    };
    let parsed = parser::parse(&whole);
    let Kind::Call(call) = &parsed.root.kind else {
        return None;
    };
    let is_known = call.namespace.is_none() && functions::find(&call.name.text).is_some();
    let is_whole = parsed.mistakes.is_empty() && is_known;
    is_whole.then(|| (node.span(), Edit::replace(node.span(), string::quote(&whole))))
}
