//! The same key twice in one object.

use std::collections::HashMap;

use crate::document::Document;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::tree::{Kind, Node};
use crate::text::edit::Edit;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "schema/duplicate-key",
    level: Level::Warning,
    fixable: true,
    page: include_str!("duplicate_key.md"),
    check: Check::Document(check),
    ..Rule::DEFAULTS
};

fn check(doc: &Document, findings: &mut Findings<'_>) {
    let mut waiting: Vec<Node<'_>> = doc.tree().root().into_iter().collect();
    while let Some(node) = waiting.pop() {
        waiting.extend(node.children());
        // In broken text, two objects may have run together.
        if node.kind() != Kind::Object || keys_differ(node) || doc.tree().is_broken(node.span()) {
            continue;
        }
        let mut first_by_key: HashMap<_, Node<'_>> = HashMap::new();
        for member in node.children() {
            let (Some(key), Some(span)) = (member.key(), member.key_span()) else {
                continue;
            };
            let Some(first) = first_by_key.get(&key).copied() else {
                first_by_key.insert(key, member);
                continue;
            };
            let message = say! {
                en: "Duplicate key `{key}`; only one of the two values is used",
                pt_br: "Chave duplicada `{key}`; só um dos dois valores é usado",
            };
            let there = say! { en: "First defined here", pt_br: "Definida primeiro aqui" };
            let report = findings.report(span, message).about(member.span());
            let mut report = report.related(first.key_span().unwrap_or_default(), there);
            if let Some(edits) = merge(first, member) {
                let title =
                    say! { en: "Append the items to the first array", pt_br: "Acrescentar os itens à primeira matriz" };
                report = report.guess(title, edits);
            }
            // Most parsers keep the last one.
            let title = say! { en: "Remove this one", pt_br: "Remover esta" };
            if first.source() == member.source() {
                report.fix(title, [patch::remove(member)]);
            } else {
                let other = say! { en: "Remove the first one", pt_br: "Remover a primeira" };
                report
                    .guess(other, [patch::remove(first)])
                    .guess(title, [patch::remove(member)]);
            }
        }
    }
}

/// Whether the keys already differ as they are written: that is the case in nearly every object, and
/// comparing a few short texts costs less than a table of them.
fn keys_differ(object: Node<'_>) -> bool {
    const FEW: usize = 24;
    let text = object.tree().text();
    let mut first_by_key: [&str; FEW] = [""; FEW];
    for (n, span) in object.children().filter_map(Node::key_span).enumerate() {
        let key = span.of(text);
        // An escape spells the same key in another way.
        if n >= FEW || key.contains('\\') || first_by_key.iter().take(n).any(|it| *it == key) {
            return false;
        }
        if let Some(slot) = first_by_key.get_mut(n) {
            *slot = key;
        }
    }
    true
}

/// Both lists in the first one; `None` for anything but two lists with items.
fn merge(first: Node<'_>, second: Node<'_>) -> Option<Vec<Edit>> {
    let is_list = |it: Node<'_>| it.kind() == Kind::Array && it.is_closed();
    let last = first.last_child()?;
    if !is_list(first) || !is_list(second) || first.source() == second.source() {
        return None;
    }
    let text = second.tree().text();
    let (from, to) = (
        second.children().next()?.entry_span().start,
        second.last_child()?.entry_span().end,
    );
    let items = text.get(from as usize..to as usize)?;
    let indent = last.tree().line_indent(last.entry_span().start);
    let between = if patch::is_flat(first) {
        " ".to_owned()
    } else {
        format!("{}{indent}", first.tree().line_ending())
    };
    Some(vec![
        Edit::insert(last.entry_span().end, format!(",{between}{items}")),
        patch::remove(second),
    ])
}
