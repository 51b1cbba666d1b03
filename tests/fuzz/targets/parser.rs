//! Any text has a tree and its errors; what is strict JSON is exactly what serde_json reads.

use aib_ls::syntax::parse;
use aib_ls::syntax::tree::{Kind, Tree};
use serde_json::Value;

use crate::hold;
use crate::input::{Choices, Input};

/// serde_json reads no deeper.
const DEEPEST: usize = 120;

pub fn run(data: &[u8]) {
    let mut input = Input::new(data);
    let text = input.text();
    let tree = parse(text.clone());
    assert_eq!(tree.text(), text);
    hold_shape(&tree, &mut input.choices);
    compare(&tree);
}

fn hold_shape(tree: &Tree, choices: &mut Choices<'_>) {
    let text = tree.text();
    for node in hold::nodes(tree) {
        hold::inside(text, node.span(), &node);
        hold::inside(text, node.entry_span(), &node);
        let mut end = node.span().start;
        for child in node.children() {
            assert_eq!(child.parent(), Some(node));
            assert!(node.span().contains(child.entry_span()), "{child:?} outside {node:?}");
            assert!(
                end <= child.entry_span().start,
                "{child:?} before the end of its sibling"
            );
            end = child.entry_span().end;
        }
    }
    let mut last = 0;
    for error in tree.errors() {
        hold::inside(text, error.span, error);
        hold::inside(text, error.fix_span, error);
        assert!(
            !error.span.is_empty() || error.span.end as usize == text.len(),
            "{error:?}"
        );
        assert!(last <= error.span.start, "{error:?} comes too late");
        last = error.span.start;
    }
    for comment in tree.comments() {
        hold::inside(text, *comment, comment);
    }
    for _ in 0..4 {
        let at = choices.offset(text);
        assert_eq!(tree.innermost(at).is_some(), tree.root().is_some());
    }
}

/// Both readers accept the same texts and read the same values.
fn compare(tree: &Tree) {
    let text = tree.text();
    if hold::depth(tree) > DEEPEST {
        return;
    }
    let is_clean = tree.errors().is_empty() && tree.comments().is_empty() && tree.root().is_some();
    let read = serde_json::from_str::<Value>(text);
    if is_clean && is_beyond_serde(tree) {
        return;
    }
    match (is_clean, read) {
        (true, Ok(read)) => {
            let own = hold::value_of(tree);
            assert_eq!(own, Some(read.clone()), "{text:?}");
            let again = parse(serde_json::to_string_pretty(&read).unwrap());
            assert_eq!(again.errors(), [], "{text:?}");
            assert_eq!(hold::value_of(&again), own, "{text:?}");
        }
        (true, Err(error)) => panic!("only we accept {text:?}: {error}"),
        (false, Ok(_)) => panic!("only we refuse {text:?}: {:?}", tree.errors()),
        (false, Err(_)) => {}
    }
}

/// Texts that only serde_json refuses: half of a surrogate pair, a number that no float holds, the mark at the beginning that some
/// editors write, and control characters in strings, which Azure accepts.
fn is_beyond_serde(tree: &Tree) -> bool {
    let text = tree.text();
    let is_control = |it: char| it < ' ';
    let is_great = |it: &str| it.parse::<f64>().is_ok_and(f64::is_infinite);
    text.starts_with('\u{feff}')
        || text.to_ascii_lowercase().contains("\\ud")
        || hold::nodes(tree).iter().any(|it| {
            let key = it.key_span().map(|it| it.of(text)).unwrap_or_default();
            let is_string = it.kind() == Kind::String;
            (it.kind() == Kind::Number && is_great(it.source()))
                || key.contains(is_control)
                || (is_string && it.source().contains(is_control))
        })
}
