//! Formatting changes blanks alone: the same values and comments, no error more, and nothing left to format.

use aib_ls::ide::formatting;
use aib_ls::rules;
use aib_ls::settings::Settings;
use aib_ls::syntax::format::{self, Style};
use aib_ls::syntax::parse;
use aib_ls::syntax::tree::Tree;

use crate::hold;
use crate::input::Input;

pub fn run(data: &[u8]) {
    let mut input = Input::new(data);
    let choices = &mut input.choices;
    let style = Style {
        tab_size: choices.below(9),
        insert_spaces: choices.flag(),
        trim_comments: choices.flag(),
        final_newline: choices.flag(),
        trim_final_newlines: choices.flag(),
    };
    let text = String::from_utf8_lossy(input.bytes).into_owned();
    let tree = parse(text.clone());
    let after = parse(hold::applied(&text, &format::edits(&tree, &style, &[]), &style));
    hold_same(&tree, &after);
    let again = format::edits(&after, &style, &[]);
    let twice = hold::applied(after.text(), &again, &style);
    assert_eq!(twice, after.text(), "formatted twice, of {text:?} in {style:?}");

    let doc = hold::document(&text);
    let Some(edits) = formatting::formatting(&doc, &style) else {
        return;
    };
    let after = hold::document(&hold::applied(&text, &edits, &style));
    hold_same(doc.tree(), after.tree());
    hold_suppressions(&doc, &after);
    let range = input.choices.span(&text);
    let edits = formatting::range_formatting(&doc, range, &style).unwrap_or_default();
    let part = parse(hold::applied(&text, &edits, &(range, style)));
    hold_same(doc.tree(), &part);
}

fn hold_same(before: &Tree, after: &Tree) {
    let kinds = |it: &Tree| it.errors().iter().map(|it| it.kind).collect::<Vec<_>>();
    assert_eq!(
        kinds(after),
        kinds(before),
        "{:?} has become {:?}",
        before.text(),
        after.text()
    );
    assert_eq!(
        hold::value_of(after),
        hold::value_of(before),
        "{:?} has become {:?}",
        before.text(),
        after.text()
    );
    let comments = |it: &Tree| {
        let lines = it.comments().iter().flat_map(|comment| comment.of(it.text()).lines());
        lines
            .map(|it| it.trim().to_owned())
            .filter(|it| !it.is_empty())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        comments(after),
        comments(before),
        "{:?} has become {:?}",
        before.text(),
        after.text()
    );
}

/// What comments suppress stays suppressed, and nothing else does.
fn hold_suppressions(before: &aib_ls::document::Document, after: &aib_ls::document::Document) {
    let found = |doc| {
        let findings = rules::check(doc, &Settings::default());
        let mut ids: Vec<&str> = findings.iter().map(|it| it.rule.id).collect();
        ids.sort_unstable();
        ids
    };
    assert_eq!(
        found(after),
        found(before),
        "{:?} has become {:?}",
        before.text(),
        after.text()
    );
}
