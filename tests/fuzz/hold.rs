//! What holds for every answer: positions lie in the text and split no character, edits can be applied, values stay.

use std::fmt::Debug;

use aib_ls::document::{Document, Language};
use aib_ls::locale::{Lang, Message};
use aib_ls::rules::engine::finding::Finding;
use aib_ls::syntax::string;
use aib_ls::syntax::tree::{Kind, Node, Tree};
use aib_ls::text::edit::{self, Edit};
use aib_ls::text::span::Span;
use serde_json::Value;

pub fn document(text: &str) -> Document {
    Document::new(text.to_owned(), Language::Jsonc, None)
}

#[track_caller]
pub fn inside(text: &str, span: Span, what: &dyn Debug) {
    let is_in_order = span.start <= span.end;
    let is_inside = text.get(span.start as usize..span.end as usize).is_some();
    assert!(is_in_order && is_inside, "{span:?} of {what:?} in {text:?}");
}

/// The text after edits, which must lie in it and must not overlap: editors refuse those that do.
#[track_caller]
pub fn applied(text: &str, edits: &[Edit], what: &dyn Debug) -> String {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|it| it.span);
    for it in &sorted {
        inside(text, it.span, what);
    }
    for pair in sorted.windows(2) {
        assert!(
            pair[0].span.end <= pair[1].span.start,
            "{pair:?} overlap, of {what:?} in {text:?}"
        );
    }
    edit::apply(text, edits)
}

/// A message says something in every language.
#[track_caller]
pub fn said(message: &Message) {
    for lang in Lang::ALL {
        assert!(!message.get(lang).trim().is_empty(), "{message:?}");
    }
}

#[track_caller]
pub fn finding(text: &str, finding: &Finding) {
    let id = finding.rule.id;
    said(&finding.message);
    for span in [finding.span, finding.about]
        .into_iter()
        .chain(finding.repeats.iter().copied())
    {
        inside(text, span, &id);
    }
    for related in &finding.related {
        said(&related.message);
        inside(text, related.span, &id);
    }
    for fix in &finding.fixes {
        said(&fix.title);
        applied(text, &fix.edits, &id);
    }
}

/// Every value of a tree, a parent before its children.
pub fn nodes(tree: &Tree) -> Vec<Node<'_>> {
    let mut found: Vec<Node<'_>> = tree.root().into_iter().collect();
    let mut next = 0;
    while let Some(node) = found.get(next).copied() {
        found.extend(node.children());
        next += 1;
    }
    found
}

/// How deep values of a tree are in each other.
pub fn depth(tree: &Tree) -> usize {
    let mut deepest = 0;
    let mut waiting: Vec<(Node<'_>, usize)> = tree.root().map(|it| (it, 1)).into_iter().collect();
    while let Some((node, depth)) = waiting.pop() {
        deepest = deepest.max(depth);
        waiting.extend(node.children().map(|it| (it, depth + 1)));
    }
    deepest
}

/// A value by its nodes alone; of members with one name the last counts. Numbers stay as they are written.
pub fn value(node: Node<'_>) -> Value {
    match node.kind() {
        Kind::Object => node
            .children()
            .map(|it| (it.key().unwrap_or_default().into_owned(), value(it)))
            .collect(),
        Kind::Array => node.children().map(value).collect(),
        Kind::String => node.as_str().unwrap_or_default().into(),
        Kind::Number => {
            serde_json::from_str(node.source()).unwrap_or_else(|_| format!("number {}", node.source()).into())
        }
        Kind::Bool => node.as_bool().unwrap_or_default().into(),
        Kind::Null => Value::Null,
        Kind::Broken => format!("broken {}", node.source()).into(),
    }
}

/// All values of a text.
pub fn value_of(tree: &Tree) -> Option<Value> {
    (depth(tree) < 500).then(|| tree.root().map(value)).flatten()
}

/// A text as a JSON string; with escapes that nobody needs for some of its characters.
pub fn quoted(text: &str, is_escaped: bool) -> String {
    let character = |it: char| match it {
        'a' | 'e' | '(' | 'é' if is_escaped => format!("\\u{:04x}", u32::from(it)),
        '/' if is_escaped => "\\/".to_owned(),
        _ => string::inner(&string::quote(it.encode_utf8(&mut [0; 4]))).to_owned(),
    };
    format!("\"{}\"", text.chars().map(character).collect::<String>())
}
