//! Places in a text as a client counts them. It shares nothing with the server, and it is strict: a place inside a character or
//! behind the end of a line is none.

use serde_json::{Value, json};

/// What the numbers of characters count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Units {
    Bytes,
    Halves,
    Characters,
}

impl Units {
    /// Those of an encoding by its name in the protocol; a server that names none means UTF-16.
    pub fn named(encoding: &Value) -> Self {
        match encoding.as_str() {
            Some("utf-8") => Self::Bytes,
            Some("utf-32") => Self::Characters,
            Some("utf-16") | None => Self::Halves,
            Some(other) => panic!("{other} is no encoding"),
        }
    }

    fn of(self, text: &str) -> usize {
        match self {
            Self::Bytes => text.len(),
            Self::Halves => text.encode_utf16().count(),
            Self::Characters => text.chars().count(),
        }
    }

    /// Where a byte stands.
    pub fn place(self, text: &str, at: usize) -> Value {
        let start = text[..at].rfind('\n').map_or(0, |it| it + 1);
        json!({ "line": text[..at].matches('\n').count(), "character": self.of(&text[start..at]) })
    }

    /// The byte at a place, if it is one.
    pub fn byte(self, text: &str, place: &Value) -> Option<usize> {
        let (line, character) = (place["line"].as_u64()?, place["character"].as_u64()?);
        let lines = usize::try_from(line).ok()?;
        let start: usize = text.split_inclusive('\n').take(lines).map(str::len).sum();
        if text[..start].matches('\n').count() != lines {
            return None;
        }
        let whole = text[start..].split('\n').next()?;
        let mut ends = whole.char_indices().map(|it| it.0).chain([whole.len()]);
        let column = ends.find(|it| self.of(&whole[..*it]) as u64 == character)?;
        Some(start + column)
    }

    /// The text after changes that were all made for the same text.
    pub fn changed(self, text: &str, edits: &[Value]) -> String {
        let mut text = text.to_owned();
        for edit in last_first(edits) {
            let byte = |end: &str| self.byte(&text, &edit["range"][end]);
            let (Some(start), Some(end)) = (byte("start"), byte("end")) else {
                panic!("no place in the text: {edit}");
            };
            text.replace_range(start..end, edit["newText"].as_str().unwrap());
        }
        text
    }
}

/// Changes in an order in which none moves another.
pub fn last_first(edits: &[Value]) -> Vec<&Value> {
    let start = |it: &Value| {
        (
            it["range"]["start"]["line"].as_u64(),
            it["range"]["start"]["character"].as_u64(),
        )
    };
    let mut sorted: Vec<&Value> = edits.iter().collect();
    sorted.sort_by_key(|it| std::cmp::Reverse(start(it)));
    sorted
}

#[test]
fn a_place_is_counted_in_each_way_and_never_inside_a_character() {
    let text = "a\né😀b";
    let at = text.find('b').unwrap();
    let column = |character: u64| json!({ "line": 1, "character": character });
    for (units, expected, inside) in [
        (Units::Bytes, 6, vec![1, 3, 4, 5]),
        (Units::Halves, 3, vec![2]),
        (Units::Characters, 2, vec![]),
    ] {
        assert_eq!(units.place(text, at), column(expected));
        assert_eq!(units.byte(text, &column(expected)), Some(at));
        assert_eq!(units.byte(text, &column(expected + 1)), Some(text.len()));
        for wrong in inside.into_iter().chain([expected + 2]) {
            assert_eq!(units.byte(text, &column(wrong)), None, "{units:?} {wrong}");
        }
        assert_eq!(units.byte(text, &json!({ "line": 2, "character": 0 })), None);
    }
    assert_eq!(
        Units::Halves.byte("a\n", &json!({ "line": 1, "character": 0 })),
        Some(2)
    );
    let insert = |character: u64, put: &str| {
        let place = column(character);
        json!({ "range": { "start": place, "end": place }, "newText": put })
    };
    let edits = [insert(0, "x"), insert(3, "y")];
    assert_eq!(Units::Halves.changed(text, &edits), "a\nxé😀yb");
}
