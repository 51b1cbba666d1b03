//! A Windows path whose single backslashes are escapes of JSON.

use crate::document::{self, Document};
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::backslashes;
use crate::syntax::tree::{Kind, Node};
use crate::text::edit::Edit;
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "syntax/control-escape",
    level: Level::Warning,
    fixable: true,
    page: include_str!("control_escape.md"),
    check: Check::Document(check),
    ..Rule::DEFAULTS
};

fn check(doc: &Document, findings: &mut Findings<'_>) {
    let is_template = matches!(doc.kind(), document::Kind::Standalone | document::Kind::Arm);
    if !is_template || !doc.text().contains('\\') {
        return;
    }
    let mut waiting: Vec<Node<'_>> = doc.tree().root().into_iter().collect();
    while let Some(node) = waiting.pop() {
        waiting.extend(node.children());
        if node.kind() != Kind::String || !node.is_closed() {
            continue;
        }
        let is_path = node.key().is_some_and(|it| it == "destination");
        let repair = match is_path {
            true => backslashes::repair_whole_path(node.source()),
            false => backslashes::repair_path(node.source()),
        };
        let Some(repair) = repair else { continue };
        let start = node.span().start + repair.span.start;
        let text = Span::new(start, start + 2).of(doc.text());
        let name = match text {
            "\\b" => say! { en: "a backspace", pt_br: "um backspace" },
            "\\f" => say! { en: "a form feed", pt_br: "um avanço de página" },
            "\\n" => say! { en: "a line feed", pt_br: "uma quebra de linha" },
            "\\r" => say! { en: "a carriage return", pt_br: "um retorno de carro" },
            _ => say! { en: "a tab", pt_br: "uma tabulação" },
        };
        let (en, pt_br) = (name.en, name.pt_br);
        let message = say! {
            en: "JSON reads `{text}` in this path as {en}; write each backslash as `\\\\`",
            pt_br: "O JSON lê `{text}` neste caminho como {pt_br}; escreva cada barra invertida como `\\\\`",
        };
        let at = Span::new(start, node.span().start + repair.span.end);
        let title = say! { en: "Double every backslash", pt_br: "Duplicar todas as barras invertidas" };
        findings
            .report(Span::new(start, start + 2), message)
            .guess(title, [Edit::replace(at, repair.new_text)]);
    }
}
