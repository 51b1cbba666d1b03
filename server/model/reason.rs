//! The reason for a deduction as text: the value of the template that it follows from, and the file of that value.

use crate::locale::Message;
use crate::model::template::Template;
use crate::model::value;
use crate::say;
use crate::syntax::tree::Node;
use crate::text::plain::code;

/// The clause that names the value a deduction rests on: "because `publisher` is `Canonical`".
pub fn because(template: Template<'_>, node: Node<'_>) -> Message {
    let text = template.resolved_text(Some(node)).unwrap_or_default();
    let key = node.key().unwrap_or_default();
    if let Some(file) = template.resolve(node).and_then(|it| it.file()).map(code) {
        return say! {
            en: "because `{key}` evaluates to `{text}`, from the parameter file {file}",
            pt_br: "porque `{key}` resulta em `{text}`, a partir do arquivo de parâmetros {file}",
        };
    }
    match (key.as_ref(), value::is_expression(node)) {
        ("type", _) => say! {
            en: "because there is a step of type `{text}`",
            pt_br: "porque há uma etapa do tipo `{text}`",
        },
        (_, false) => say! {
            en: "because `{key}` is `{text}`",
            pt_br: "porque `{key}` é `{text}`",
        },
        (_, true) => say! {
            en: "because `{key}` evaluates to `{text}`",
            pt_br: "porque `{key}` resulta em `{text}`",
        },
    }
}
