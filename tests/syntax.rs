//! JSON as people type it: the tree and the mistakes of any text, and edits that leave it whole.

mod any;
mod causes;
mod foreign;
mod format;
mod lexing;
mod patch;
mod recovery;
mod string;
mod typing;
mod unclosed;
mod unescaped;

use std::fmt::Write;

use aib_ls::syntax::error::Problem;
use aib_ls::syntax::parse;
use aib_ls::syntax::tree::{Kind, Node, Tree};
use aib_ls::text::span::Span;

/// The tree in one line: an object or array that is not closed lacks its bracket, `?` is a value that is not there.
fn shape(tree: &Tree) -> String {
    let mut out = String::new();
    match tree.root() {
        Some(root) => write_shape(root, &mut out),
        None => out.push_str("nothing"),
    }
    out
}

fn write_shape(node: Node<'_>, out: &mut String) {
    if let Some(key) = node.key() {
        write!(out, "{key}: ").unwrap();
    }
    let (open, close) = match node.kind() {
        Kind::Object => ('{', '}'),
        Kind::Array => ('[', ']'),
        Kind::Broken => return out.push('?'),
        _ => return out.push_str(node.source()),
    };
    out.push(open);
    for (n, child) in node.children().enumerate() {
        out.push_str(if n > 0 { ", " } else { "" });
        write_shape(child, out);
    }
    out.push(if node.is_closed() { close } else { '…' });
}

/// Each mistake under the line where it is, `^` below what is wrong and `+` where something is to be inserted.
fn mistakes(tree: &Tree) -> String {
    let mut out = String::new();
    for error in tree.errors() {
        let name = match error.kind {
            Problem::Unclosed { open, .. } if open > 1 => format!("Unclosed ×{open}"),
            Problem::Unclosed { .. } => "Unclosed".to_owned(),
            other => format!("{other:?}"),
        };
        let insert = (error.fix_span.is_empty()).then_some(error.fix_span.start);
        underline(tree.text(), error.span, insert, &name, &mut out);
    }
    out
}

fn underline(text: &str, span: Span, insert: Option<u32>, name: &str, out: &mut String) {
    let start = text[..span.start as usize].rfind(['\n', '\r']).map_or(0, |it| it + 1);
    let line = text[start..].split(['\n', '\r']).next().unwrap();
    let column = |at: u32| text[start..at as usize].chars().count();
    let width = text[span.start as usize..span.end as usize].chars().count().max(1);
    let mut marks = format!("{}{}", " ".repeat(column(span.start)), "^".repeat(width));
    let here = insert.filter(|it| (start..=start + line.len()).contains(&(*it as usize)));
    match here.map(column) {
        Some(at) if at >= marks.len() => marks = format!("{marks:at$}+"),
        _ if insert.is_some() && here.is_none() => marks.push_str(" + below"),
        _ => {}
    }
    writeln!(out, "{line}\n{marks} {name}").unwrap();
}

/// Tree and mistakes of a text.
fn read(text: &str) -> String {
    let tree = parse(text.to_owned());
    assert_eq!(tree.text(), text);
    format!("{}\n{}", shape(&tree), mistakes(&tree))
}
