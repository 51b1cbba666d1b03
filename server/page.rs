//! Whole answers as pages, for a browser, a panel of an editor or paper. Nothing in a page comes from elsewhere, and no script runs in it.

pub mod build_log;
pub mod explain;
pub mod permissions;
mod style;
pub mod summary;
mod timeline;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::locale::{Lang, Say};
use crate::syntax::tree::Node;
use crate::text::page::{Block, blocks};
use crate::text::plain::plain;

/// A page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its name, plain text.
    pub title: String,
    pub html: String,
}

/// What a word of a page can lead to.
#[derive(Debug, Clone, Copy)]
pub enum Target<'t> {
    /// A line of the log, from 0.
    Line(u64),
    /// A value of the template.
    Value(Node<'t>),
    /// The page of a rule or of a known failure, by its id.
    Explanation(&'t str),
}

/// The address of a target; `None` where nothing leads there.
pub type Links<'l> = dyn Fn(Target<'_>) -> Option<String> + 'l;

/// A page that stands alone has no way to open anything.
pub fn no_links(_: Target<'_>) -> Option<String> {
    None
}

/// Puts a body of HTML into a page. `kind` says what sort of page it is, `title` what it is about.
fn page(kind: &Say, title: String, body: &str, lang: Lang) -> Page {
    let tag = match lang {
        Lang::En => "en",
        Lang::PtBr => "pt-BR",
    };
    let (kind, name, style) = (escaped(kind.get(lang)), escaped(&title), style::STYLE);
    let sum = STANDARD.encode(Sha256::digest(style));
    let html = format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
        <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
        <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{sum}'\">\n\
        <title>{name}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n\
        <header><p class=\"kind\">{kind}</p><h1>{name}</h1></header>\n{body}</main>\n</body>\n</html>\n"
    );
    Page { title, html }
}

/// Words that lead to a target, where there is a way. `html` is HTML already. What the pointer rests on is told in place of the address.
fn linked(html: &str, target: Target<'_>, links: &Links<'_>) -> String {
    let title = match target {
        Target::Line(_) => html.to_owned(),
        Target::Value(node) => escaped(&plain(&node.pointer())),
        Target::Explanation(id) => escaped(id),
    };
    anchored(html, links(target), &format!(" title=\"{title}\""))
}

/// HTML that leads to an address, where there is one; `more` are further attributes.
fn anchored(html: &str, address: Option<String>, more: &str) -> String {
    match address {
        Some(address) => format!("<a href=\"{}\"{more}>{html}</a>", escaped(&address)),
        None => html.to_owned(),
    }
}

/// The id of a rule or failure, which leads to its page.
fn id(id: &str, links: &Links<'_>) -> String {
    linked(&format!("<code>{}</code>", escaped(id)), Target::Explanation(id), links)
}

/// The Markdown of a page as HTML.
fn marked_up(words: &str) -> String {
    let html = |it: &Block<'_>| match it {
        Block::Heading(text) => format!("<h3>{}</h3>\n", inline(text)),
        Block::Paragraph(text) => format!("<p>{}</p>\n", inline(text)),
        Block::List(items) => {
            let items: String = items.iter().map(|it| format!("<li>{}</li>\n", inline(it))).collect();
            format!("<ul class=\"plain\">\n{items}</ul>\n")
        }
    };
    blocks(words).iter().map(html).collect()
}

/// A sentence with its code set as such.
fn inline(words: &str) -> String {
    let mut out = String::new();
    for (at, piece) in escaped(words).split('`').enumerate() {
        let is_code = at % 2 == 1;
        out += &if is_code {
            format!("<code>{piece}</code>")
        } else {
            piece.to_owned()
        };
    }
    out
}

/// A text in which no letter means anything to a browser.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
