//! What is offered under the cursor, and what the text is once it is taken.

mod broken;
mod catalogue;
mod commas;
mod deployment;
mod every;
mod expression;
mod ids;
mod keys;
mod offered;
mod overrides;
mod parameter_file;
mod steps;
mod templates;
mod values;

use aib_ls::ide::completion::insert::Insertion;
use aib_ls::ide::completion::{self, Item};
use aib_ls::locale::Lang;
use aib_ls::text::edit::{self, Edit};
use expect_test::Expect;

use crate::ide::Scene;

fn items(scene: &Scene) -> Vec<Item> {
    let mut items = completion::completion(&scene.doc, scene.cursors.0, &Vec::new);
    items.sort_by_key(|it| it.rank);
    items
}

/// What is offered, best first: the label and what stands beside it.
fn check(frame: &str, fragment: &str, expected: Expect) {
    let scene = Scene::new(frame, fragment);
    let line = |it: &Item| {
        let detail = it
            .detail
            .as_ref()
            .map_or(String::new(), |it| format!(" | {}", it.get(Lang::En)));
        let deprecated = if it.deprecated { " | deprecated" } else { "" };
        format!("{}{detail}{deprecated}\n", it.label)
    };
    let shown: String = items(&scene).iter().map(line).collect();
    expected.assert_eq(if shown.is_empty() { "nothing" } else { &shown });
}

/// The labels alone, in one line.
fn check_labels(frame: &str, fragment: &str, expected: Expect) {
    let labels: Vec<_> = items(&Scene::new(frame, fragment))
        .into_iter()
        .map(|it| it.label)
        .collect();
    expected.assert_eq(&labels.join(" "));
}

/// The fragment after an item was taken: in plain text; as a snippet, `‹›` around what is to be filled in; and in an
/// editor that keeps what stands right of the cursor.
fn check_accepted(frame: &str, fragment: &str, label: &str, expected: Expect) {
    let scene = Scene::new(frame, fragment);
    let items = items(&scene);
    let item = items.iter().find(|it| it.label == label);
    let item = item.unwrap_or_else(|| panic!("{label} is not offered"));
    let show = |name: &str, text: String| format!("{name}: {}\n", scene.fragment(&text));
    let mut shown = show("plain", accept(&scene, item));
    if let Some(text) = accept_snippet(&scene, item, |it| format!("‹{it}›")) {
        shown += &show("snippet", text);
    }
    if let Some(text) = accept_narrow(&scene, item) {
        shown += &show("narrow", text);
    }
    if item.ask_again {
        shown += "and asks again\n";
    }
    expected.assert_eq(&shown);
}

/// All changes of an item in an editor that replaces what stands right of the cursor.
pub(in crate::ide) fn wide(insertion: &Insertion) -> Vec<Edit> {
    let commas = insertion.comma_before.iter().chain(&insertion.comma_after);
    commas.chain([&insertion.edit]).cloned().collect()
}

fn accept(scene: &Scene, item: &Item) -> String {
    edit::apply(scene.doc.text(), &wide(&item.insertion))
}

/// The text in an editor that keeps what stands right of the cursor, where that makes a difference.
fn accept_narrow(scene: &Scene, item: &Item) -> Option<String> {
    let narrow = item.insertion.narrow.as_ref()?;
    let edits: Vec<_> = item
        .insertion
        .comma_before
        .iter()
        .chain([&narrow.edit])
        .cloned()
        .collect();
    Some(edit::apply(scene.doc.text(), &edits))
}

/// The text after the snippet, each place to fill in as `stop` writes it.
fn accept_snippet(scene: &Scene, item: &Item, stop: impl Fn(&str) -> String) -> Option<String> {
    let edit = &item.insertion.edit;
    let before = &scene.doc.text()[..edit.span.start as usize];
    let line = before.rsplit('\n').next().unwrap_or_default();
    let indent: String = line.chars().take_while(|it| matches!(it, ' ' | '\t')).collect();
    let text = expand(item.insertion.snippet.as_deref()?, stop);
    let text = text.replace('\t', "  ").replace('\n', &format!("\n{indent}"));
    let mut insertion = item.insertion.clone();
    insertion.edit = Edit::replace(edit.span, text);
    Some(edit::apply(scene.doc.text(), &wide(&insertion)))
}

/// A snippet in LSP's syntax, expanded as an editor does it.
pub(crate) fn expand(snippet: &str, stop: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut chars = snippet.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.extend(chars.next()),
            '$' if chars.next_if_eq(&'{').is_some() => {
                while chars.next_if(char::is_ascii_digit).is_some() {}
                assert_eq!(chars.next(), Some(':'), "{snippet}");
                let mut inner = String::new();
                loop {
                    match chars.next().expect("a place to fill in ends") {
                        '}' => break,
                        '\\' => inner.extend(chars.next()),
                        c => inner.push(c),
                    }
                }
                out.push_str(&stop(&inner));
            }
            '$' => {
                assert!(chars.next_if(char::is_ascii_digit).is_some(), "{snippet}");
                while chars.next_if(char::is_ascii_digit).is_some() {}
                out.push_str(&stop(""));
            }
            c => out.push(c),
        }
    }
    out
}
