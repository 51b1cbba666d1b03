//! Document links: from the URI of a script to the local file that it most likely refers to, and to addresses of the web.

use std::path::PathBuf;

use crate::document::Document;
use crate::ide::scripts;
use crate::model::script_file::ScriptFile;
use crate::model::step;
use crate::model::template::Role;
use crate::model::{uri, value};
use crate::script::source::Script;
use crate::syntax::tree::Node;
use crate::text::span::Span;

/// What Microsoft says of the resource type of image templates, in its newest API version.
const REFERENCE: &str = "https://learn.microsoft.com/azure/templates/microsoft.virtualmachineimages/imagetemplates";

/// A span of the document that stands for a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The address without its quotes.
    pub span: Span,
    /// What sentences call the file.
    pub name: String,
    pub path: PathBuf,
}

/// A span of the document that is, or stands for, an address of the web.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebLink {
    pub span: Span,
    pub address: String,
    /// Whether it leads to the documentation of a type.
    pub is_reference: bool,
}

/// Every link to a file, in the order of the text.
pub fn links(doc: &Document) -> Vec<Link> {
    let steps = doc
        .templates()
        .flat_map(|it| step::customizers(it).chain(step::validators(it)));
    let mut links: Vec<Link> = steps.filter_map(|it| Some(link(it.address()?, it.file()?))).collect();
    links.sort_by_key(|it| it.span);
    links.dedup();
    links
}

/// Every address of the web, in the order of the text: in `scriptUri`, `sourceUri` and commands, and behind the types of templates.
/// Addresses with a secret are left out, since editors show where links lead.
pub fn web_links(doc: &Document) -> Vec<WebLink> {
    let whole = Span::new(0, doc.text().len() as u32);
    let mut links = Vec::new();
    for template in doc.templates().filter(|it| it.role == Role::Template) {
        let kind = template.root.get("type");
        links.extend(kind.filter(|it| it.is_closed()).map(|it| WebLink {
            span: between_quotes(it),
            address: REFERENCE.to_owned(),
            is_reference: true,
        }));
    }
    for step in scripts::steps(doc, whole) {
        let address = value::text(step.address()).known();
        if let (Some(node), Some(address)) = (step.address(), address.as_deref().filter(|it| is_address(it))) {
            links.push(WebLink {
                span: between_quotes(node),
                address: address.to_owned(),
                is_reference: false,
            });
        }
        links.extend(Script::of(step.node).iter().flat_map(in_script));
    }
    links.retain(|it| {
        let mut shown = it.address.clone();
        doc.redactor().redact(&mut shown);
        shown == it.address
    });
    links.sort_by_key(|it| it.span);
    links.dedup();
    links
}

/// The addresses in the commands of a script that are written in full: no variable is a part of them.
fn in_script(script: &Script<'_>) -> Vec<WebLink> {
    let (text, mut at) = (script.text.as_str(), 0);
    let mut links = Vec::new();
    while let Some(found) = text.get(at..).and_then(|it| it.find("http")) {
        let start = at + found;
        let rest = text.get(start..).unwrap_or_default();
        let end = rest.find(|it: char| it.is_whitespace() || "\"'`<>|;\\^".contains(it));
        let written = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        at = start + written.len();
        let address = written.trim_end_matches(['.', ',', ':', '!', '?', ')', ']', '&']);
        if !is_address(address) {
            continue;
        }
        let span = Span::new(start as u32, (start + address.len()) as u32);
        links.extend(script.written(span).map(|span| WebLink {
            span,
            address: address.to_owned(),
            is_reference: false,
        }));
    }
    links
}

/// Whether a text is a web address without variables or placeholders.
fn is_address(text: &str) -> bool {
    let is_byte = |it: &str| {
        it.get(..2)
            .is_some_and(|it| it.chars().all(|it| it.is_ascii_hexdigit()))
    };
    let is_literal = !text.contains(['$', '{', '}', '*']) && text.split('%').skip(1).all(is_byte);
    is_literal && uri::split(text).is_some_and(|it| it.is_web() && it.user.is_none() && !it.host.is_empty())
}

/// The file that the address under the cursor names.
pub fn definition(doc: &Document, at: u32) -> Option<Link> {
    links(doc).into_iter().find(|it| it.span.touches(at))
}

fn link(address: Node<'_>, file: &ScriptFile) -> Link {
    Link {
        span: between_quotes(address),
        name: file.name.clone(),
        path: file.path.clone(),
    }
}

fn between_quotes(node: Node<'_>) -> Span {
    let Span { start, end } = node.span();
    Span::new(start + 1, end.saturating_sub(1))
}
