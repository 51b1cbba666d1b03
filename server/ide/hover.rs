//! What is known about the key or value under the cursor.

mod catalogue;
mod command;
mod deduced;
mod deprovision;
mod expression;
mod permissions;
mod resource_id;
mod script;
mod subject;
mod timeout;

use crate::document::Document;
use crate::ide::cursor::{self, Position};
use crate::ide::hover::subject::Subject;
use crate::locale::{Lang, Message};
use crate::model::template::Template;
use crate::model::value::is_expression;
use crate::say;
use crate::schema::lookup::{self, Member};
use crate::schema::slice::{self, Shape, Variant};
use crate::schema::words;
use crate::syntax::tree::Node;
use crate::text::span::Span;

/// Between the facts of a headline.
const DOT: &str = " · ";

/// The content of a hover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hover {
    pub span: Span,
    /// Markdown; readable as plain text too.
    pub words: Message,
}

/// The hover of the key or value at a position; `None` if nothing is known.
pub fn hover(doc: &Document, at: u32) -> Option<Hover> {
    match (expression::hover(doc, at), in_template(doc, at)) {
        (Some(expression), Some(member)) => {
            let mut text = Text::default();
            text.line(expression.words);
            text.line(say! { en: "---", pt_br: "---" });
            text.line(member.words);
            Some(Hover {
                span: expression.span,
                words: text.done(),
            })
        }
        (expression, member) => expression.or(member),
    }
}

fn in_template(doc: &Document, at: u32) -> Option<Hover> {
    let template = doc.template_at(at)?;
    match cursor::position(doc.tree(), at)? {
        Position::Key {
            member: Some(node),
            span,
            ..
        } => {
            let subject = Subject::of(doc, template, node, true)?;
            Some(Hover {
                span,
                words: about_key(&subject),
            })
        }
        Position::Value {
            owner,
            value: Some(value),
            span,
        } => {
            let path = deprovision::hover(doc, value, at);
            if path.is_none()
                && let Some(hover) = command::hover(doc, owner, at)
            {
                return Some(hover);
            }
            let subject = Subject::of(doc, template, value, false)?;
            let words = about_value(&subject);
            Some(match path {
                Some(path) => Hover {
                    span: path.span,
                    words: Message::join([path.words, Message::same("---"), words], "\n\n"),
                },
                None => Hover { span, words },
            })
        }
        _ => None,
    }
}

fn about_key(subject: &Subject<'_>) -> Message {
    let mut text = Text::default();
    text.line(about_member(subject));
    text.line(version(subject));
    text.done()
}

fn about_member(subject: &Subject<'_>) -> Message {
    let Subject {
        template, member, node, ..
    } = *subject;
    let mut text = Text::default();
    text.line(headline(template, member));
    // Without a choice the description of the first variant would be shown.
    let undecided = union(template, member, node).filter(|_| !is_chosen(template, node));
    let words = match undecided {
        Some(union) => words::of_type(union),
        None => words::of_property(member.owner, member.property.name),
    };
    text.line(words.cloned().unwrap_or_default());
    text.line(values(template, member, node));
    if subject.is_key {
        // On the value itself, the hover of the expression shows this.
        text.line(expression::value_of(subject.doc, subject.part));
    }
    let facts = [
        catalogue::lines,
        resource_id::lines,
        deduced::lines,
        permissions::lines,
        timeout::lines,
        script::lines,
    ];
    for line in facts.into_iter().flat_map(|lines| lines(subject)) {
        text.line(line);
    }
    text.done()
}

fn about_value(subject: &Subject<'_>) -> Message {
    let Subject {
        template, member, node, ..
    } = *subject;
    let written = node.as_str().unwrap_or_default();
    let name = member.property.name;
    let meaning = match union(template, member, node) {
        Some(union) => words::of_variant(union, &written),
        None => words::of_value(member.owner, name, &written),
    };
    let mut text = Text::default();
    if let Some(meaning) = meaning {
        let mut parts = vec![Message::same(format!("**`{written}`**"))];
        parts.extend(variant(template, member, node).and_then(|it| bound(template, it.since?)));
        text.line(Message::join(parts, DOT));
        text.line(meaning.clone());
        text.line(say! { en: "---", pt_br: "---" });
    }
    text.line(about_member(subject));
    // The value of the expression is already shown.
    if !is_expression(node) {
        text.line(version(subject));
    }
    text.done()
}

/// Name, type, limits, default and versions, in one line.
fn headline(template: Template<'_>, member: Member) -> Message {
    let property = member.property;
    let mut parts = vec![
        Message::same(format!("**`{}`**", property.name)),
        shape(&property.shape),
    ];
    match (property.minimum, property.maximum) {
        (Some(least), Some(most)) => parts.push(say! { en: "{least} to {most}", pt_br: "{least} a {most}" }),
        (Some(least), None) => parts.push(say! { en: "at least {least}", pt_br: "no mínimo {least}" }),
        (None, Some(most)) => parts.push(say! { en: "at most {most}", pt_br: "no máximo {most}" }),
        (None, None) => {}
    }
    if let Some(pattern) = property.pattern {
        parts.push(Message::same(format!("`{pattern}`")));
    }
    if let Some(default) = property.default {
        parts.push(say! { en: "default `{default}`", pt_br: "padrão `{default}`" });
    }
    if property.required {
        parts.push(say! { en: "required", pt_br: "obrigatório" });
    }
    if property.read_only {
        parts.push(say! { en: "set by the service", pt_br: "preenchido pelo serviço" });
    }
    if property.deprecated {
        parts.push(say! { en: "deprecated", pt_br: "obsoleto" });
    }
    parts.extend(property.since.and_then(|it| bound(template, it)));
    Message::join(parts, DOT)
}

/// The first version that has something; nothing where every version has it that can be submitted.
fn bound(template: Template<'_>, since: &str) -> Option<Message> {
    let known = template.api_version().and_then(|it| slice::known(&it.text));
    if let Some(has) = known.filter(|it| slice::is_before(it, since)) {
        return Some(say! {
            en: "added in API version {since}, not available in {has}",
            pt_br: "adicionado na versão {since} da API, não disponível em {has}",
        });
    }
    let mut served = slice::versions().iter().filter(|it| !slice::is_refused(it));
    let is_news = served.any(|it| slice::is_before(it, since));
    is_news.then(|| say! { en: "since {since}", pt_br: "desde {since}" })
}

fn shape(shape: &Shape) -> Message {
    match shape {
        Shape::String => say! { en: "string", pt_br: "string" },
        Shape::Integer => say! { en: "integer", pt_br: "inteiro" },
        Shape::Boolean => say! { en: "boolean", pt_br: "booleano" },
        Shape::Any => say! { en: "any type", pt_br: "qualquer tipo" },
        Shape::Named(_) => say! { en: "object", pt_br: "objeto" },
        Shape::Map(_) => say! { en: "object with custom keys", pt_br: "objeto com chaves personalizadas" },
        Shape::Array(inner) => {
            let inner = self::shape(inner);
            let (en, pt) = (inner.en, inner.pt_br);
            say! { en: "array of {en}", pt_br: "matriz de {pt}" }
        }
    }
}

/// The values that the member takes, each with its meaning.
fn values(template: Template<'_>, member: Member, node: Node<'_>) -> Message {
    let mut text = Text::default();
    let mut item = |value: &str, meaning: Option<&Message>| {
        let line = |lang| meaning.map_or(format!("- `{value}`"), |it| format!("- `{value}`: {}", it.get(lang)));
        text.item(Message {
            en: line(Lang::En).into(),
            pt_br: line(Lang::PtBr).into(),
        });
    };
    if let Some(union) = union(template, member, node) {
        let variants = lookup::slice_of(template)
            .union(union)
            .map(|(_, it)| it)
            .unwrap_or_default();
        for variant in variants {
            item(variant.name, words::of_variant(union, variant.name));
        }
    } else {
        for value in &member.property.values {
            item(value, words::of_value(member.owner, member.property.name, value));
        }
    }
    text.done()
}

/// The union whose discriminator the member is.
fn union(template: Template<'_>, member: Member, node: Node<'_>) -> Option<&'static str> {
    if member.property.discriminator {
        lookup::union_of(template, node.parent()?)
    } else {
        None
    }
}

/// The variant that the value of a discriminator names, in any version.
fn variant(template: Template<'_>, member: Member, node: Node<'_>) -> Option<&'static Variant> {
    let (_, variants) = slice::slice(Some(slice::newest())).union(union(template, member, node)?)?;
    let written = node.as_str()?;
    variants.iter().find(|it| it.name == written)
}

/// Whether the value of a discriminator is one that the template's version has.
fn is_chosen(template: Template<'_>, node: Node<'_>) -> bool {
    let union = node.parent().and_then(|it| lookup::union_of(template, it));
    let variants = union
        .and_then(|it| lookup::slice_of(template).union(it))
        .map(|(_, it)| it);
    let written = node.as_str().unwrap_or_default();
    variants.unwrap_or_default().iter().any(|it| it.name == written)
}

/// On `apiVersion`: what follows where it is unknown.
fn version(subject: &Subject<'_>) -> Message {
    let template = subject.template;
    if subject.member.property.name != "apiVersion" || subject.node.parent() != Some(template.root) {
        return Message::default();
    }
    match template.api_version() {
        Some(version) if slice::known(&version.text).is_none() => say! {
            en: "Unknown API version; properties of all versions are accepted.",
            pt_br: "Versão desconhecida da API; as propriedades de todas as versões são aceitas.",
        },
        Some(_) => Message::default(),
        None => say! {
            en: "The API version cannot be determined from the file; properties of all versions are accepted.",
            pt_br: "Não é possível determinar a versão da API pelo arquivo; as propriedades de todas as versões são aceitas.",
        },
    }
}

/// Paragraphs in every language at once.
#[derive(Default)]
struct Text {
    en: String,
    pt_br: String,
}

impl Text {
    fn line(&mut self, say: Message) {
        self.append(&say, "\n\n");
    }

    fn item(&mut self, say: Message) {
        self.append(&say, "\n");
    }

    fn append(&mut self, say: &Message, between: &str) {
        for (out, text) in [(&mut self.en, &say.en), (&mut self.pt_br, &say.pt_br)] {
            if !out.is_empty() && !text.is_empty() {
                out.push_str(between);
            }
            out.push_str(text);
        }
    }

    fn done(self) -> Message {
        Message {
            en: self.en.into(),
            pt_br: self.pt_br.into(),
        }
    }
}
