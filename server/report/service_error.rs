//! An error of Azure as blocks: its code and whole message, and what it is about.

use crate::doctor::envelope::{ErrorNode, ServiceError};
use crate::locale::{Lang, Message};
use crate::report::{Block, Code, RichText};
use crate::say;
use crate::text::plain::{plain, visible};

/// The blocks of an error.
pub(super) fn blocks<'d>(error: &ServiceError, lang: Lang) -> Vec<Block<'d>> {
    let code = |it| Block::Code(Code::new(message(it), lang));
    let mut blocks = vec![code(error.innermost())];
    blocks.extend(error.others.iter().map(code));
    let facts = &error.facts;
    let outer = error.outer_codes().join(" > ");
    let target = error
        .innermost()
        .target
        .clone()
        .filter(|it| facts.resource.as_ref() != Some(it));
    let mut policies: Vec<String> = facts
        .policies
        .iter()
        .filter_map(|it| it.name.clone().or(it.id.clone()))
        .collect();
    policies.dedup();
    let rows = [
        (say! { en: "Target", pt_br: "Destino" }, target),
        (say! { en: "Resource", pt_br: "Recurso" }, facts.resource.clone()),
        (say! { en: "Region", pt_br: "Região" }, facts.region.clone()),
        (say! { en: "Action", pt_br: "Ação" }, facts.action.clone()),
        (say! { en: "Scope", pt_br: "Escopo" }, facts.scope.clone()),
        (
            say! { en: "Reported as", pt_br: "Relatado como" },
            Some(outer).filter(|it| !it.is_empty()),
        ),
        (
            say! { en: "ID for support", pt_br: "ID para o suporte" },
            facts.correlation.clone(),
        ),
    ];
    let policies = policies
        .into_iter()
        .map(|it| (say! { en: "Policy", pt_br: "Política" }, Some(it)));
    let item = |(name, value): (Message, Option<String>)| {
        let name = RichText::sentence(name.get(lang)).then(RichText::plain(": "));
        Some(name.then(RichText::name(&plain(&value?))))
    };
    let items: Vec<RichText<'d>> = rows.into_iter().chain(policies).filter_map(item).collect();
    blocks.extend((!items.is_empty()).then_some(Block::List(items)));
    blocks
}

/// The code and the message of an error, whole.
fn message(error: &ErrorNode) -> String {
    let lines: Vec<String> = error
        .message
        .lines()
        .map(|it| visible(it.trim_end()).into_owned())
        .collect();
    let message = lines.join("\n");
    match error.code.as_deref().map(plain) {
        Some(code) if message.is_empty() => code,
        Some(code) => format!("{code}: {message}"),
        None => message,
    }
}
