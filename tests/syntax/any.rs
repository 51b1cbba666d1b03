//! What holds for any text at all.

use std::collections::HashSet;

use aib_ls::syntax::tree::{Kind, Node, Tree};
use aib_ls::syntax::{parse, patch};
use aib_ls::text::edit::{self, Edit};
use aib_ls::text::span::Span;
use proptest::prelude::*;
use serde_json::{Map, Number, Value};

/// Texts that look like JSON more often than not.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[{}\\[\\],:]{1,3}",
        "[ \n\t]{1,4}",
        "\"[a-c]{0,2}\"",
        "\"[a-c]{0,2}\": ?",
        "\"[a\\\\u0-9\"]{0,5}",
        "[0-9.e-]{1,3}|true|null|x|'|//|/\\*|\\*/|\r\n|\r|é|😀",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|it| it.concat())
}

/// Any JSON value whose numbers are whole.
fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_filter_map("a number", |it| Number::from_f64(it).map(Value::from)),
        ".{0,6}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec(("[a-d~/0\"é]{0,3}", inner), 0..5)
                .prop_map(|it| Value::Object(it.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// A tree as a value, by its nodes alone.
fn value(node: Node<'_>) -> Value {
    match node.kind() {
        Kind::Object => node
            .children()
            .map(|it| (it.key().unwrap().into_owned(), value(it)))
            .collect(),
        Kind::Array => node.children().map(value).collect(),
        Kind::String => node.as_str().unwrap().into(),
        Kind::Number => node
            .as_i64()
            .map_or_else(|| serde_json::from_str(node.source()).unwrap(), Value::from),
        Kind::Bool => node.as_bool().unwrap().into(),
        Kind::Null => Value::Null,
        Kind::Broken => panic!("a broken value"),
    }
}

fn every(tree: &Tree) -> Vec<Node<'_>> {
    let mut found: Vec<_> = tree.root().into_iter().collect();
    let mut next = 0;
    while let Some(node) = found.get(next).copied() {
        found.extend(node.children());
        next += 1;
    }
    found
}

proptest! {
    #[test]
    fn every_text_has_a_tree_whose_spans_lie_inside_each_other(text in texts()) {
        let tree = parse(text.clone());
        let inside = |it: Span| it.end as usize <= text.len() && text.get(it.start as usize..it.end as usize).is_some();
        for node in every(&tree) {
            prop_assert!(inside(node.span()) && inside(node.entry_span()), "{node:?}");
            let mut end = node.span().start;
            for child in node.children() {
                prop_assert_eq!(child.parent(), Some(node));
                prop_assert!(node.span().contains(child.entry_span()), "{:?} outside {:?}", child, node);
                prop_assert!(end <= child.entry_span().start, "{child:?} before the end of its sibling");
                end = child.entry_span().end;
            }
            prop_assert!(!node.pointer().contains("//") || text.contains("\"\""));
        }
        let mut last = 0;
        for error in tree.errors() {
            prop_assert!(inside(error.span) && inside(error.fix_span));
            prop_assert!(!error.span.is_empty() || error.span.end as usize == text.len());
            prop_assert!(last <= error.span.start);
            last = error.span.start;
        }
        tree.comments().iter().for_each(|it| assert!(inside(*it)));
        for at in 0..=text.len() as u32 + 1 {
            let found = tree.innermost(at);
            prop_assert_eq!(found.is_some(), tree.root().is_some());
        }
    }

    #[test]
    fn a_text_without_mistakes_is_what_serde_json_reads(text in texts()) {
        let tree = parse(text.clone());
        let clean = tree.errors().is_empty() && tree.comments().is_empty() && tree.root().is_some();
        let read = serde_json::from_str::<Value>(&text);
        // A number may be too great for a float, half a surrogate pair no character, and neither is a mistake here.
        let subtle = text.contains("\\u") || text.contains('e');
        prop_assert!(clean == read.is_ok() || subtle, "{:?} against {:?}", tree.errors(), read);
        if let (true, Ok(read)) = (clean, read) {
            prop_assert_eq!(value(tree.root().unwrap()), read);
        }
    }

    #[test]
    fn a_value_written_and_read_is_the_same(before in values(), pretty: bool) {
        let text = if pretty { serde_json::to_string_pretty(&before) } else { serde_json::to_string(&before) }.unwrap();
        let tree = parse(text);
        prop_assert_eq!(tree.errors(), &[]);
        prop_assert_eq!(value(tree.root().unwrap()), before.clone());
        let mut seen = HashSet::new();
        for node in every(&tree) {
            let pointer = node.pointer();
            prop_assert_eq!(before.pointer(&pointer), Some(&value(node)));
            prop_assert!(seen.insert(pointer));
            prop_assert_eq!(tree.innermost(node.anchor().start), Some(node).filter(|it| it.key_span().is_none() || it.kind() != Kind::Broken));
        }
    }
}

/// A value as a text in one of the ways that people write it.
fn written(value: &Value, style: usize) -> String {
    let pretty = serde_json::to_string_pretty(value).unwrap();
    match style {
        0 => serde_json::to_string(value).unwrap(),
        1 => pretty,
        2 => pretty.replace('\n', "\r\n"),
        3 => pretty.lines().map(|it| format!("{it} // a, \"b\"\n")).collect(),
        // The line ends of a pretty text are never inside its strings.
        _ => pretty.replace(",\n", " /* , */ ,\n").replace('\n', "\n /* , */ "),
    }
}

fn after(text: &str, edit: Edit) -> Result<Value, TestCaseError> {
    let text = edit::apply(text, &[edit]);
    let tree = parse(text.clone());
    prop_assert!(tree.errors().is_empty(), "{:?} in {text}", tree.errors());
    Ok(value(tree.root().unwrap()))
}

proptest! {
    #[test]
    fn an_edit_does_to_the_text_what_it_says(
        before in values(),
        put in values(),
        style in 0..5_usize,
        which: prop::sample::Index,
    ) {
        let text = written(&before, style);
        let tree = parse(text.clone());
        prop_assert_eq!(tree.errors(), &[]);
        let mut nodes: Vec<_> = tree.root().into_iter().collect();
        let mut next = 0;
        while let Some(node) = nodes.get(next).copied() {
            nodes.extend(node.children());
            next += 1;
        }
        let node = nodes[which.index(nodes.len())];
        let pointer = node.pointer();
        let json = serde_json::to_string_pretty(&put).unwrap();

        let mut expected = before.clone();
        *expected.pointer_mut(&pointer).unwrap() = put.clone();
        prop_assert_eq!(after(&text, patch::replace_value(node, put.to_string()))?, expected);

        let mut expected = before.clone();
        match expected.pointer_mut(&pointer).unwrap() {
            Value::Object(it) if !it.contains_key("new") => {
                it.insert("new".to_owned(), put.clone());
                prop_assert_eq!(after(&text, patch::add_member(node, "new", &json))?, expected);
            }
            Value::Array(it) => {
                it.push(put.clone());
                prop_assert_eq!(after(&text, patch::add_item(node, &json))?, expected);
            }
            _ => {}
        }

        let Some(parent) = node.parent() else { return Ok(()) };
        let mut expected = before.clone();
        match expected.pointer_mut(&parent.pointer()).unwrap() {
            Value::Object(it) => {
                it.shift_remove(node.key().unwrap().as_ref());
            }
            Value::Array(it) => {
                it.remove(node.index());
            }
            _ => {}
        }
        prop_assert_eq!(after(&text, patch::remove(node))?, expected);

        if let Some(edit) = patch::rename_key(node, "new") {
            let mut expected = before.clone();
            let Some(Value::Object(it)) = expected.pointer_mut(&parent.pointer()) else { panic!("a key outside an object") };
            let renamed = it.iter().map(|(key, it)| {
                let key = if *key == *node.key().unwrap() { "new".to_owned() } else { key.clone() };
                (key, it.clone())
            });
            *it = renamed.collect();
            prop_assert_eq!(after(&text, edit)?, expected);
        }
        prop_assert!(matches!(parent.kind(), Kind::Object | Kind::Array));
    }
}
