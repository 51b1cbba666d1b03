//! Lines and characters against bytes, in the three encodings.

mod identifiers;
mod page;
pub mod plain;
mod redact;
mod variable;

use aib_ls::text::edit::{self, Edit};
use aib_ls::text::lines::Lines;
use aib_ls::text::rope::{Encoding, Text};
use aib_ls::text::span::Span;
use proptest::prelude::*;

const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

/// What follows the byte at a line and character, up to the end of its line.
fn after(text: &str, line: u32, character: u32, encoding: Encoding) -> String {
    let offset = Text::from(text).offset(line, character, encoding) as usize;
    text[offset..].escape_debug().to_string()
}

#[test]
fn a_place_inside_a_line_is_found_in_every_encoding() {
    // `é` is 2 bytes and 1 unit, `😀` is 4 bytes and 2 units.
    let text = "é😀x\nsecond";
    for (encoding, x) in [(Encoding::Utf8, 6), (Encoding::Utf16, 3), (Encoding::Utf32, 2)] {
        assert_eq!(after(text, 0, x, encoding), r"x\nsecond");
        assert_eq!(after(text, 1, 3, encoding), "ond");
    }
}

#[test]
fn a_place_inside_a_character_is_its_start() {
    let text = "a😀b";
    assert_eq!(after(text, 0, 2, Encoding::Utf16), "😀b");
    for inside in 2..5 {
        assert_eq!(after(text, 0, inside, Encoding::Utf8), "😀b");
    }
}

#[test]
fn a_position_outside_is_clamped() {
    for encoding in ENCODINGS {
        assert_eq!(after("one\ntwo", 0, 99, encoding), r"\ntwo");
        assert_eq!(after("one\r\ntwo", 0, 99, encoding), r"\r\ntwo");
        assert_eq!(after("one\rtwo", 0, 99, encoding), r"\rtwo");
        assert_eq!(after("one\r\ntwo", 0, 4, encoding), r"\r\ntwo");
        assert_eq!(after("one\ntwo", 1, u32::MAX, encoding), "");
        assert_eq!(after("one\ntwo", 2, 0, encoding), "");
        assert_eq!(after("one\ntwo", u32::MAX, 1, encoding), "");
        assert_eq!(after("one\n", 1, 0, encoding), "");
        assert_eq!(after("", 0, 0, encoding), "");
        assert_eq!(after("", 3, 3, encoding), "");
    }
}

#[test]
fn only_the_three_line_endings_end_a_line() {
    for other in ["\u{2028}", "\u{2029}", "\u{85}", "\u{b}", "\u{c}"] {
        let text = format!("a{other}b\nc");
        let c = text.len() as u32 - 1;
        assert_eq!(
            Text::from(text.as_str()).position(c, Encoding::Utf16),
            (1, 0),
            "{other:?}"
        );
        assert_eq!(Lines::new(&text).position(c, Encoding::Utf16), (1, 0), "{other:?}");
    }
    for ending in ["\n", "\r\n", "\r"] {
        let text = format!("a{ending}b{ending}c");
        assert_eq!(after(&text, 2, 0, Encoding::Utf16), "c", "{ending:?}");
    }
}

#[test]
fn a_byte_outside_or_inside_a_character_has_a_position_too() {
    let text = "a😀b\r\nc";
    let check = |offset: u32, expected: (u32, u32)| {
        assert_eq!(Text::from(text).position(offset, Encoding::Utf16), expected, "{offset}");
        assert_eq!(Lines::new(text).position(offset, Encoding::Utf16), expected, "{offset}");
    };
    check(3, (0, 1));
    check(5, (0, 3));
    // Between `\r` and `\n` is the end of the line.
    check(7, (0, 4));
    check(8, (1, 0));
    check(99, (1, 1));
}

#[test]
fn an_edit_that_reaches_outside_is_cut() {
    let check = |start: u32, end: u32, expected: &str| {
        let mut text = Text::from("a😀b");
        text.apply(&Edit::replace(Span { start, end }, "-"));
        assert_eq!(String::from(&text), expected, "{start}..{end}");
    };
    check(1, 5, "a-b");
    check(5, 99, "a😀-");
    check(99, 99, "a😀b-");
    // From inside the character to its end: it goes as a whole.
    check(3, 5, "a-b");
    // A reversed span is an insertion.
    check(5, 1, "a😀-b");
}

#[test]
fn a_range_may_be_given_backwards() {
    let text = Text::from("one\ntwo");
    assert_eq!(text.span((1, 1), (0, 1), Encoding::Utf16), Span::new(1, 5));
}

#[test]
fn a_copy_keeps_its_text() {
    let before = Text::from("one");
    let mut after = before.clone();
    after.apply(&Edit::insert(3, " two"));
    assert_eq!(
        (String::from(&before), String::from(&after)),
        ("one".to_owned(), "one two".to_owned())
    );
    assert_eq!((before.len(), after.len(), before.is_empty()), (3, 7, false));
}

#[test]
fn a_long_line_is_counted_as_any() {
    let text = format!("{}\n{}x", "é😀".repeat(2000), "a".repeat(5000));
    let lines = Lines::new(&text);
    let rope = Text::from(text.as_str());
    for encoding in ENCODINGS {
        for offset in (0..=text.len() as u32).step_by(97) {
            assert_eq!(
                lines.position(offset, encoding),
                rope.position(offset, encoding),
                "{offset}"
            );
        }
    }
}

/// Texts full of what is difficult.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof!["[a-z ]{0,9}", "[é😀\u{2028}\u{301}]{1,3}", "\n|\r\n|\r", "\n|\r\n|\r"];
    prop::collection::vec(piece, 0..40).prop_map(|it| it.concat())
}

proptest! {
    #[test]
    fn every_place_an_editor_can_name_leads_there_and_back(text in texts()) {
        let rope = Text::from(text.as_str());
        let lines = Lines::new(&text);
        for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let inside_ending = text[..offset].ends_with('\r') && text[offset..].starts_with('\n');
            for encoding in ENCODINGS {
                let (line, character) = rope.position(offset as u32, encoding);
                prop_assert_eq!(lines.position(offset as u32, encoding), (line, character));
                let back = rope.offset(line, character, encoding) as usize;
                prop_assert_eq!(back, if inside_ending { offset - 1 } else { offset });
            }
        }
    }

    #[test]
    fn any_position_is_clamped_into_the_text(text in texts(), line: u32, character: u32, offset: u32) {
        let rope = Text::from(text.as_str());
        for encoding in ENCODINGS {
            let place = rope.offset(line % 50, character % 50, encoding) as usize;
            prop_assert!(text.is_char_boundary(place));
            prop_assert_eq!(rope.offset(line, character, encoding) <= rope.len(), true);
            prop_assert_eq!(rope.position(offset, encoding), Lines::new(&text).position(offset, encoding));
        }
    }

    #[test]
    fn edits_do_what_they_do_to_a_string(
        text in texts(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), texts()), 0..8),
    ) {
        let mut rope = Text::from(text.as_str());
        let mut flat = text;
        for (one, other, put) in edits {
            let places: Vec<usize> = flat.char_indices().map(|it| it.0).chain([flat.len()]).collect();
            let (one, other) = (places[one.index(places.len())], places[other.index(places.len())]);
            let (start, end) = (one.min(other), one.max(other));
            rope.apply(&Edit::replace(Span::new(start as u32, end as u32), put.clone()));
            flat.replace_range(start..end, &put);
            prop_assert_eq!(String::from(&rope), flat.clone());
            prop_assert_eq!(rope.len() as usize, flat.len());
        }
    }
}

#[test]
fn a_line_is_told_by_its_number_or_a_byte() {
    let text = Text::from("one\r\né\rthree\n");
    let lines: Vec<String> = (0..5).map(|it| text.get(text.line(it))).collect();
    assert_eq!(lines, ["one", "é", "three", "", ""]);
    assert_eq!(text.line(9), Span::at(text.len()));
    assert_eq!([0, 4, 5, 8, 14, 99].map(|it| text.line_of(it)), [0, 0, 1, 2, 3, 3]);
    // Half a character is none.
    assert_eq!(text.get(Span::new(4, 6)), "\n");
}

#[test]
fn a_long_text_comes_in_pieces_from_any_byte() {
    let whole = "é line\n".repeat(1_000);
    let text = Text::from(whole.as_str());
    for from in [0, 1, 3, 1_000, 7_777, whole.len() as u32] {
        let pieces: Vec<u8> = text.pieces(from).flatten().copied().collect();
        assert_eq!(pieces, &whole.as_bytes()[from as usize..], "from {from}");
    }
}

#[test]
fn a_text_that_grew_begins_with_what_it_was() {
    let before = Text::from("line\n".repeat(1_000).as_str());
    let mut grown = before.clone();
    grown.apply(&Edit::insert(before.len(), "more"));
    let anew = Text::from(String::from(&grown).as_str());
    assert!(grown.begins_with(&before) && anew.begins_with(&before) && before.begins_with(&Text::default()));
    assert!(!before.begins_with(&grown) && !Text::default().begins_with(&before));
    let mut other = grown.clone();
    other.apply(&Edit::replace(Span::new(2_000, 2_001), "x"));
    assert!(!other.begins_with(&before));
}

#[test]
fn very_many_edits_are_made_one() {
    let text = format!("\"{}\"", "é".repeat(1_001));
    let each = |count: u32| (0..count).map(|at| Edit::insert(1 + 2 * at, "-")).collect::<Vec<_>>();
    let (mut few, mut many) = (each(1_000), each(1_001));
    let expected = edit::apply(&text, &many);
    edit::gather(&text, &mut few);
    edit::gather(&text, &mut many);
    assert_eq!(few, each(1_000));
    assert_eq!(many, [Edit::replace(Span::new(1, 2_001), "-é".repeat(1_000) + "-")]);
    assert_eq!(edit::apply(&text, &many), expected);
}

/// Edits of a text that do not overlap, from any numbers.
fn edits(text: &str, numbers: &[(u8, u8, u8)]) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut at = 0;
    for (skipped, cut, put) in numbers {
        let start = at + u32::from(skipped % 5);
        let end = start + u32::from(cut % 4);
        if end as usize > text.len() {
            break;
        }
        edits.push(Edit::replace(
            Span::new(start, end),
            "xyz".get(..usize::from(put % 4)).unwrap(),
        ));
        at = end + 1;
    }
    edits
}

proptest! {
    #[test]
    fn two_edits_in_a_row_are_one(
        text in "[a-h]{0,24}",
        first in prop::collection::vec((any::<u8>(), any::<u8>(), any::<u8>()), 0..6),
        second in prop::collection::vec((any::<u8>(), any::<u8>(), any::<u8>()), 0..6),
    ) {
        let first = edits(&text, &first);
        let between = edit::apply(&text, &first);
        let second = edits(&between, &second);
        let both = edit::compose(&text, &first, &second);
        prop_assert_eq!(edit::apply(&text, &both), edit::apply(&between, &second), "{:?} {:?}", first, second);
        prop_assert!(both.windows(2).all(|it| it[0].span.end <= it[1].span.start), "{:?}", both);
    }
}
