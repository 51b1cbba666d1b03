//! Characters that come by half: the server has the text of the editor, unit by unit, whatever is typed between the halves and
//! whichever half is deleted.

use aib_ls::lsp::halves::{self, Halves};
use aib_ls::text::rope::{Encoding, Text};
use proptest::prelude::*;
use serde_json::{Value, json};
use tower_lsp::lsp_types::{Position, Range, TextDocumentContentChangeEvent};

use crate::support::editor::Editor;

const HIGH: u16 = 0xD83D;
const LOW: u16 = 0xDE00;

/// A text as it comes out of JSON in which every unit is escaped.
fn received(units: &[u16]) -> String {
    let escaped: String = units.iter().map(|it| format!("\\u{it:04x}")).collect();
    let body = format!("\"{escaped}\"");
    serde_json::from_slice(&halves::escape(body.as_bytes())).unwrap()
}

/// Where a unit is.
fn position(units: &[u16], at: usize) -> Position {
    let before = &units[..at];
    let line = before.iter().filter(|it| **it == u16::from(b'\n')).count();
    let start = before
        .iter()
        .rposition(|it| *it == u16::from(b'\n'))
        .map_or(0, |it| it + 1);
    Position::new(line as u32, (at - start) as u32)
}

/// An editor's text, and the server's.
struct Pair {
    units: Vec<u16>,
    text: Text,
    halves: Halves,
}

impl Pair {
    fn open(units: &[u16]) -> Self {
        let text = received(units);
        let (text, halves) = Halves::read(&text);
        let (text, units) = (Text::from(&*text), units.to_vec());
        Self { units, text, halves }
    }

    fn replace(&mut self, from: usize, to: usize, new: &[u16]) {
        let range = Range::new(position(&self.units, from), position(&self.units, to));
        let change = TextDocumentContentChangeEvent {
            range: Some(range),
            range_length: None,
            text: received(new),
        };
        self.units.splice(from..to, new.iter().copied());
        self.text = self.halves.change(&self.text, &[change], Encoding::Utf16);
        self.check();
    }

    fn check(&self) {
        assert_eq!(String::from(&self.text), String::from_utf16_lossy(&self.units));
    }
}

#[test]
fn halves_become_one_character() {
    let mut pair = Pair::open(&[]);
    pair.replace(0, 0, &[HIGH]);
    pair.replace(1, 1, &[LOW]);
    assert_eq!(String::from(&pair.text), "😀");
    assert!(pair.halves.is_empty());
    let mut pair = Pair::open(&[LOW]);
    pair.replace(0, 0, &[u16::from(b'x'), HIGH]);
    assert_eq!(String::from(&pair.text), "x😀");
}

#[test]
fn a_character_is_taken_apart_and_put_together() {
    let mut pair = Pair::open(&[HIGH, LOW]);
    pair.replace(1, 1, &[u16::from(b'-')]);
    assert_eq!(String::from(&pair.text), "\u{FFFD}-\u{FFFD}");
    pair.replace(1, 2, &[]);
    assert_eq!(String::from(&pair.text), "😀");
    pair.replace(1, 2, &[LOW + 1]);
    assert_eq!(String::from(&pair.text), "😁");
    pair.replace(0, 1, &[]);
    assert_eq!(String::from(&pair.text), "\u{FFFD}");
}

#[test]
fn replacement_characters_of_the_text_are_no_halves() {
    let mut pair = Pair::open(&[0xFFFD]);
    pair.replace(1, 1, &[LOW]);
    pair.replace(0, 1, &[HIGH]);
    assert_eq!(String::from(&pair.text), "😀");
}

#[test]
fn many_halves_keep_their_width() {
    let mut pair = Pair::open(&[HIGH; 5000]);
    pair.replace(2500, 2500, &[u16::from(b'x')]);
    pair.replace(2500, 2501, &[]);
}

#[test]
fn other_encodings_put_nothing_together() {
    for encoding in [Encoding::Utf8, Encoding::Utf32] {
        let (mut halves, text) = (Halves::default(), Text::from(""));
        let at = |character: u32| Position::new(0, character);
        let width = if encoding == Encoding::Utf8 { 3 } else { 1 };
        let change = |at: Position, unit: u16| TextDocumentContentChangeEvent {
            range: Some(Range::new(at, at)),
            range_length: None,
            text: received(&[unit]),
        };
        let changes = [change(at(0), HIGH), change(at(width), LOW)];
        let text = halves.change(&text, &changes, encoding);
        assert_eq!(String::from(&text), "\u{FFFD}\u{FFFD}");
    }
}

#[test]
fn only_halves_are_escaped() {
    let same = |body: &str| assert_eq!(halves::escape(body.as_bytes()), body.as_bytes());
    same(r#""a😀\ud83d\ude00\n\\ud83d\u00e9\u12""#);
    same(r#""\uD83D\uDE00 \\\\ud83d""#);
    same("\"\u{FDD1}\u{F000}\"");
    for (body, text) in [
        (r#""\ud83d""#, "\u{FFFD}"),
        (r#""\ud83d\ud83d\ude00\ude00""#, "\u{FFFD}😀\u{FFFD}"),
        (r#""\\\ud83dx""#, "\\\u{FFFD}x"),
        (r#""\ufdd0\uFDD0""#, "\u{FDD0}\u{FDD0}"),
        ("\"\u{FDD0}\u{E000}\"", "\u{FDD0}\u{E000}"),
    ] {
        let mut value: Value = serde_json::from_slice(&halves::escape(body.as_bytes())).unwrap();
        halves::unescape(&mut value);
        assert_eq!(value, text, "{body}");
    }
}

proptest! {
    #[test]
    fn the_text_is_that_of_the_editor(
        start in units(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0usize..4, units()), 1..12),
    ) {
        let mut pair = Pair::open(&start);
        pair.check();
        for (at, length, new) in edits {
            let from = at.index(pair.units.len() + 1);
            let to = (from + length).min(pair.units.len());
            pair.replace(from, to, &new);
        }
    }
}

fn units() -> impl Strategy<Value = Vec<u16>> {
    let unit = prop::sample::select(vec![
        HIGH,
        HIGH,
        0xD800,
        LOW,
        LOW,
        0xDFFF,
        u16::from(b'a'),
        u16::from(b'\n'),
        0xE9,
        0xE000,
        0xFDD0,
        0xFFFD,
    ]);
    prop::collection::vec(unit, 0..6)
}

/// Sends a body as it is.
fn send(editor: &mut Editor, body: &str) {
    editor.raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
}

#[test]
fn a_conversation_in_halves() {
    let mut editor = Editor::memory_with(json!({}));
    let text = r#"{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "name": "" }"#;
    editor.open("file:///a.json", text);
    let at = text.len() as u32 - 3;
    for (at, half) in [(at, r"\ud83d"), (at + 1, r"\ude00")] {
        let position = format!(r#"{{"line":0,"character":{at}}}"#);
        let change = format!(r#"{{"range":{{"start":{position},"end":{position}}},"text":"{half}"}}"#);
        let document = r#""textDocument":{"uri":"file:///a.json","version":2}"#;
        let params = format!(r#"{{{document},"contentChanges":[{change}]}}"#);
        send(
            &mut editor,
            &format!(r#"{{"jsonrpc":"2.0","method":"textDocument/didChange","params":{params}}}"#),
        );
    }
    let symbols = editor.result(
        "textDocument/documentSymbol",
        json!({ "textDocument": { "uri": "file:///a.json" } }),
    );
    assert_eq!(symbols[0]["name"], "😀");
}

#[test]
fn halves_elsewhere_do_no_harm() {
    let mut editor = Editor::memory_with(json!({}));
    send(
        &mut editor,
        r#"{"jsonrpc":"2.0","id":"\ud83d","method":"textDocument/hover"}"#,
    );
    assert_eq!(editor.refusal(), -32600);
    send(
        &mut editor,
        r#"{"jsonrpc":"2.0","id":"é\ufdd0","method":"text\ud83d","params":{"\ude00":"\ud83d"}}"#,
    );
    let answer = editor.wait(|it| it["id"] == "é\u{FDD0}");
    assert_eq!(answer["error"]["code"], -32601);
}
