//! What is known about the key or value under the cursor.

mod command;
mod deduced;
mod expression;
mod permissions;
mod timeout;

use crate::document::Document;
use crate::ide::cursor::{self, Owner, Position};
use crate::locale::{Lang, Message};
use crate::model::deprovision;
use crate::model::os::Os;
use crate::model::template::{Origin, Template};
use crate::model::value::is_expression;
use crate::say;
use crate::schema::lookup::{self, Member};
use crate::schema::slice::{self, Shape, Variant};
use crate::schema::words;
use crate::syntax::tree::Node;
use crate::text::plain::code;
use crate::text::span::Span;

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
            let member = member_of(template, node)?;
            Some(Hover {
                span,
                words: about_key(template, member, node),
            })
        }
        Position::Value {
            owner,
            value: Some(_),
            span,
        } => {
            if let Some(hover) = command::hover(doc, owner, at) {
                return Some(hover);
            }
            let words = match owner {
                Owner::Member(node) => about_value(template, member_of(template, node)?, node),
                Owner::List(list) => about_key(template, member_of(template, list)?, list),
            };
            Some(Hover { span, words })
        }
        _ => None,
    }
}

/// The member by the template's version; where it has none, by the newest, so that a member of a
/// later version is explained too.
fn member_of(template: Template<'_>, node: Node<'_>) -> Option<Member> {
    let here = lookup::slot(template, node).and_then(|it| it.member);
    let newest = slice::slice(Some(slice::newest()));
    here.or_else(|| lookup::slot_in(newest, template, node)?.member)
}

fn about_key(template: Template<'_>, member: Member, node: Node<'_>) -> Message {
    let mut text = Text::default();
    text.line(about_member(template, member, node));
    text.line(version(template, member, node));
    text.done()
}

fn about_member(template: Template<'_>, member: Member, node: Node<'_>) -> Message {
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
    let more = [deduced::lines, permissions::lines, timeout::lines];
    for line in more.into_iter().flat_map(|lines| lines(template, node)) {
        text.line(line);
    }
    text.done()
}

fn about_value(template: Template<'_>, member: Member, node: Node<'_>) -> Message {
    let written = node.as_str().unwrap_or_default();
    let name = member.property.name;
    let meaning = match union(template, member, node) {
        Some(union) => words::of_variant(union, &written),
        None => words::of_value(member.owner, name, &written),
    };
    let mut text = Text::default();
    if let Some(words) = override_text(template, member, node) {
        text.line(words);
        text.line(say! { en: "---", pt_br: "---" });
    }
    if let Some(meaning) = meaning {
        let mut parts = vec![Message::same(format!("**`{written}`**"))];
        parts.extend(variant(template, member, node).and_then(|it| bound(template, it.since?)));
        text.line(join(&parts));
        text.line(meaning.clone());
        text.line(say! { en: "---", pt_br: "---" });
    }
    text.line(about_member(template, member, node));
    // The value of the expression is already shown.
    if !is_expression(node) {
        text.line(version(template, member, node));
    }
    text.done()
}

/// On the `destination` of a file that replaces the script of the build's last step.
fn override_text(template: Template<'_>, member: Member, node: Node<'_>) -> Option<Message> {
    let list = node.parent()?.parent();
    if member.property.name != "destination" || list != template.property("customize") {
        return None;
    }
    let system = deprovision::script_at(&node.as_str()?)?;
    let path = deprovision::path(system);
    let command = deprovision::command(system);
    let returns = match system {
        Os::Windows => say! {
            en: "The script must also generalize the VM, wait until that is done, and leave the VM running",
            pt_br: "O script também precisa generalizar a VM, esperar até que isso termine e deixar a VM ligada",
        },
        Os::Linux => say! {
            en: "The script must also deprovision the VM and leave it running",
            pt_br: "O script também precisa desprovisionar a VM e deixá-la ligada",
        },
    };
    let (en, pt) = (returns.en, returns.pt_br);
    Some(say! {
        en: "**Overrides the last step of the build**, which generalizes the VM: the service runs `{path}`, and this file replaces the service's own script, which runs `{command}`. {en}. Place the step last.",
        pt_br: "**Substitui a última etapa do build**, que generaliza a VM: o serviço executa `{path}`, e este arquivo substitui o script do próprio serviço, que executa `{command}`. {pt}. Coloque a etapa por último.",
    })
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
    join(&parts)
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

fn join(parts: &[Message]) -> Message {
    let join = |lang| parts.iter().map(|it| it.get(lang)).collect::<Vec<_>>().join(" · ");
    Message {
        en: join(Lang::En).into(),
        pt_br: join(Lang::PtBr).into(),
    }
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

/// On `apiVersion`: which version counts, and why.
fn version(template: Template<'_>, member: Member, node: Node<'_>) -> Message {
    if member.property.name != "apiVersion" || node.parent() != Some(template.root) {
        return Message::default();
    }
    match template.api_version() {
        Some(version) if version.origin == Origin::Deduced => {
            let text = code(&version.text);
            match version.file.map(code) {
                Some(file) => say! {
                    en: "Evaluates to {text}, from the parameter file {file}.",
                    pt_br: "Resulta em {text}, a partir do arquivo de parâmetros {file}.",
                },
                None => say! {
                    en: "Evaluates to {text}, from this file.",
                    pt_br: "Resulta em {text}, a partir deste arquivo.",
                },
            }
        }
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
