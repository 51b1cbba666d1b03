//! Between a string as it is written and what it says: both ways, byte by byte.

use aib_ls::model::template::Template;
use aib_ls::script::scripts::Scripts;
use aib_ls::script::source::Script;
use aib_ls::syntax::{parse, string};
use aib_ls::text::edit;
use aib_ls::text::span::Span;

use crate::hold;
use crate::input::{Choices, Input};

pub fn run(data: &[u8]) {
    let mut input = Input::new(data);
    let text = input.text();
    hold_quoting(&text);
    hold_decoding(&text);
    let step = format!(r#"{{ "type": "Shell", "inline": ["{text}"] }}"#);
    let doc = hold::document(&format!(
        r#"{{ "properties": {{ "source": {{}}, "distribute": [], "customize": [{step}] }} }}"#
    ));
    if doc.tree().errors().is_empty() {
        doc.templates().for_each(|it| hold_script(it, &mut input.choices));
    }
}

fn hold_quoting(text: &str) {
    let quoted = string::quote(text);
    assert_eq!(string::decode(&quoted), text);
    assert!(string::is_closed(&quoted));
    let tree = parse(quoted);
    assert_eq!(tree.errors(), []);
}

/// The pieces cover the text, and a string that serde_json accepts says the same to both.
fn hold_decoding(text: &str) {
    let mut at = 0;
    let mut said = String::new();
    for piece in string::pieces(text) {
        assert_eq!(piece.start, at);
        assert!(piece.len > 0);
        at += piece.len;
        assert!(text.is_char_boundary(at), "{text:?} at {at}");
        said.push_str(&piece.text);
    }
    assert_eq!(at, text.len());
    let raw = format!("\"{text}\"");
    if let Ok(read) = serde_json::from_str::<String>(&raw) {
        assert_eq!(string::decode(&raw), read);
        assert_eq!(said, read);
    }
}

/// Each character of a script is found where it is written, and each position of the document in the script.
fn hold_script(template: Template<'_>, choices: &mut Choices<'_>) {
    let text = template.root.tree().text();
    for script in Scripts::read(template).all.iter().map(|it| &it.source) {
        let mut end = 0;
        for (at, c) in script.text.char_indices() {
            let span = Span::new(at as u32, (at + c.len_utf8()) as u32);
            let Some(written) = script.written(span) else {
                assert_eq!(c, '\n', "a character that is written nowhere in {text:?}");
                continue;
            };
            hold::inside(text, written, &c);
            let Some(item) = script.item(span.start).filter(|it| it.span.contains(span)) else {
                continue;
            };
            assert!(
                item.node.span().contains(written),
                "{written:?} outside its item in {text:?}"
            );
            assert!(
                end <= written.start,
                "{written:?} is written before what it follows in {text:?}"
            );
            end = written.end;
            assert_eq!(
                string::decode(&format!("\"{}\"", written.of(text))),
                c.to_string(),
                "{text:?}"
            );
            assert_eq!(script.at(written.start), Some(span.start), "{text:?}");
        }
        hold_edit(text, script, choices);
    }
}

/// An edit of the script is an edit of what is read again.
fn hold_edit(text: &str, script: &Script<'_>, choices: &mut Choices<'_>) {
    let span = choices.span(&script.text);
    let put = ["", "x", "\\", "\"", "é😀", "\t"][choices.below(6)];
    let Some(change) = script.edit(span, put) else { return };
    let after = hold::document(&hold::applied(text, &[change.edit], &span));
    assert_eq!(after.tree().errors(), [], "{text:?}");
    let scripts = after.templates().map(Scripts::read).collect::<Vec<_>>();
    let read = scripts
        .iter()
        .flat_map(|it| &it.all)
        .next()
        .map(|it| it.source.text.as_str());
    let expected = edit::apply(&script.text, &[edit::Edit::replace(span, put)]);
    // An item that has become an expression is computed.
    assert!(
        read == Some(expected.as_str()) || expected.contains('['),
        "{text:?}: {read:?} is not {expected:?}"
    );
}
