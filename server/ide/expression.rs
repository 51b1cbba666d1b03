//! What expressions evaluate to with the values that the deployment is to be started with, and where those are from.

use crate::document::Document;
use crate::expr::eval::{self, Evaluation, Origin};
use crate::expr::expression::Expression;
use crate::locale::Message;
use crate::model::parameters::ParameterFile;
use crate::say;
use crate::syntax::tree::Node;
use crate::text::plain::code;

/// What an expression evaluates to, with the values that the deployment is to be started with.
pub(super) fn evaluate(doc: &Document, expression: &Expression<'_>) -> Evaluation {
    eval::evaluate(expression, given(doc))
}

pub(super) fn given(doc: &Document) -> Option<Node<'_>> {
    doc.parameters().and_then(|it| it.values())
}

/// The origins of a value: "from the default of `vmSize`"; empty where it rests on no parameter.
pub(super) fn origins(doc: &Document, from: &[Origin]) -> Message {
    let file = code(doc.parameters().map_or("", |it| ParameterFile::name(it)));
    let mut origins = Vec::new();
    for origin in from {
        if !origins.contains(&origin) {
            origins.push(origin);
        }
    }
    let words = origins.into_iter().map(|origin| match origin {
        Origin::Default(name) => {
            let name = code(name);
            say! { en: "the default of {name}", pt_br: "do valor padrão de {name}" }
        }
        Origin::File(name) => {
            let name = code(name);
            say! { en: "{name} in {file}", pt_br: "de {name} em {file}" }
        }
        Origin::Passed(name) => {
            let name = code(name);
            say! { en: "the value that the outer deployment passes to {name}", pt_br: "do valor que a implantação externa passa para {name}" }
        }
    });
    let mut out = Message::default();
    for (at, words) in words.enumerate() {
        let (en, pt_br) = if at == 0 { ("from ", "a partir ") } else { (", ", ", ") };
        out.en = format!("{}{en}{}", out.en, words.en).into();
        out.pt_br = format!("{}{pt_br}{}", out.pt_br, words.pt_br).into();
    }
    out
}
