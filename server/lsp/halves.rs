//! Halves of surrogate pairs. An editor that counts in UTF-16 may send one half of a character now and the other with the next change,
//! or delete one of them. JSON can say that and a `String` cannot: a half travels as an escape that only texts of documents know, and
//! in a text, a replacement character of the same width takes its place until the other half is next to it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use memchr::{memchr2, memmem};
use serde_json::Value;
use tower_lsp::lsp_types::{Position, Range, TextDocumentContentChangeEvent};

use crate::lsp::from_proto;
use crate::text::edit::Edit;
use crate::text::rope::{Encoding, Text};
use crate::text::span::Span;

/// Begins an escape. Unicode assigns it to no character; in a text that contains it, it is doubled.
const ESCAPE: char = '\u{FDD0}';
const ESCAPE_BYTES: &[u8] = "\u{FDD0}".as_bytes();
const ESCAPE_LEAD: u8 = 0xEF;

/// What follows it for the first of all halves, U+D800.
const FIRST: u32 = 0xE000;
const FIRST_HALF: u32 = 0xD800;
const HALVES: u32 = 0x800;

/// Bytes of the replacement character in a text.
const PLACEHOLDER: u32 = char::REPLACEMENT_CHARACTER.len_utf8() as u32;

/// More halves than this are forgotten and stay replacement characters: nobody types them.
const MAX_HALVES: usize = 1000;

/// The halves in one text, by the bytes at which their placeholders are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Halves(BTreeMap<u32, u16>);

impl Halves {
    /// A whole text as it came, and the halves in it.
    pub fn read(text: &str) -> (Cow<'_, str>, Self) {
        let mut halves = Self::default();
        if !text.contains(ESCAPE) {
            return (Cow::Borrowed(text), halves);
        }
        let (text, found) = decode(&units(text));
        halves.insert(0, found);
        (Cow::Owned(text), halves)
    }

    /// Makes changes of an editor, each of which was made in the text that the former left.
    pub fn change(&mut self, text: &Text, changes: &[TextDocumentContentChangeEvent], encoding: Encoding) -> Text {
        let mut text = text.clone();
        for change in changes {
            match change.range {
                Some(range) => self.edit(&mut text, range, &change.text, encoding),
                None => {
                    let (whole, halves) = Self::read(&change.text);
                    (text, *self) = (Text::from(&*whole), halves);
                }
            }
        }
        text
    }

    /// Whether every character is whole.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Makes a change in a text. In UTF-16 a range may begin or end inside a character, which leaves its other half.
    fn edit(&mut self, text: &mut Text, range: Range, new_text: &str, encoding: Encoding) {
        let mut span = from_proto::span(text, range, encoding);
        let (first, last) = (range.start.min(range.end), range.start.max(range.end));
        let (before, after) = match encoding {
            Encoding::Utf16 => (split(text, span.start, first), split(text, span.end, last)),
            Encoding::Utf8 | Encoding::Utf32 => (None, None),
        };
        let is_plain = before.is_none() && after.is_none() && self.is_empty();
        if is_plain && !new_text.contains(ESCAPE) {
            return text.apply(&Edit::replace(span, new_text));
        }
        let mut new_units = units(new_text);
        if let Some([high, _]) = before {
            new_units.insert(0, high);
        }
        if let Some([_, low]) = after {
            new_units.push(low);
            span.end += 4;
        }
        if encoding == Encoding::Utf16 {
            // Halves beside the change may fit to what is new.
            if let Some(half) = span.start.checked_sub(PLACEHOLDER).and_then(|it| self.0.get(&it)) {
                new_units.insert(0, *half);
                span.start -= PLACEHOLDER;
            }
            if let Some(half) = self.0.get(&span.end) {
                new_units.push(*half);
                span.end += PLACEHOLDER;
            }
        }
        let (new_text, found) = decode(&new_units);
        let new_end = span.start + from_proto::width(&new_text);
        let behind = self.0.split_off(&span.start).split_off(&span.end);
        let moved = behind.into_iter().map(|(at, it)| (at - span.end + new_end, it));
        self.0.extend(moved);
        self.insert(span.start, found);
        text.apply(&Edit::replace(span, new_text));
    }

    /// Takes note of halves, by bytes from a byte on.
    fn insert(&mut self, from: u32, found: Vec<(u32, u16)>) {
        self.0.extend(found.into_iter().map(|(at, it)| (from + at, it)));
        if self.0.len() > MAX_HALVES {
            self.0.clear();
        }
    }
}

/// The two halves of the character at a byte, if a position is between them.
fn split(text: &Text, at: u32, position: Position) -> Option<[u16; 2]> {
    let (line, character) = text.position(at, Encoding::Utf16);
    if (line, character + 1) != (position.line, position.character) {
        return None;
    }
    let character = text.get(Span::new(at, at + 4)).chars().next()?;
    let mut halves = [0; 2];
    (character.len_utf16() == 2).then(|| {
        character.encode_utf16(&mut halves);
        halves
    })
}

/// The UTF-16 units of a text with escapes.
fn units(text: &str) -> Vec<u16> {
    let mut out = Vec::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        let escaped = match character {
            ESCAPE => characters.next().unwrap_or(ESCAPE),
            _ => character,
        };
        match half(escaped).filter(|_| character == ESCAPE) {
            Some(half) => out.push(half),
            None => out.extend_from_slice(escaped.encode_utf16(&mut [0; 2])),
        }
    }
    out
}

/// The half that an escaped character encodes.
fn half(escaped: char) -> Option<u16> {
    let index = u32::from(escaped).checked_sub(FIRST).filter(|it| *it < HALVES)?;
    u16::try_from(FIRST_HALF + index).ok()
}

/// Units as a text with placeholders, and the halves by their bytes.
fn decode(units: &[u16]) -> (String, Vec<(u32, u16)>) {
    let (mut text, mut halves) = (String::with_capacity(units.len()), Vec::new());
    for it in char::decode_utf16(units.iter().copied()) {
        if let Err(half) = &it
            && halves.len() <= MAX_HALVES
        {
            halves.push((from_proto::width(&text), half.unpaired_surrogate()));
        }
        text.push(it.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    (text, halves)
}

/// The body of a message with each half in it escaped; the same body if it has no half.
pub fn escape(body: &[u8]) -> Cow<'_, [u8]> {
    let has_escapes = memmem::find(body, br"\u").is_some();
    if !has_escapes && memmem::find(body, ESCAPE_BYTES).is_none() {
        return Cow::Borrowed(body);
    }
    let (mut out, mut copied, mut at) = (Vec::new(), 0, 0);
    while let Some(rest) = body.get(at..).filter(|it| !it.is_empty()) {
        let (length, replacement) = piece(rest);
        if let Some(replacement) = replacement {
            out.extend_from_slice(body.get(copied..at).unwrap_or_default());
            out.extend_from_slice(replacement.as_bytes());
            copied = at + length;
        }
        at += length;
    }
    match copied {
        0 => Cow::Borrowed(body),
        _ => {
            out.extend_from_slice(body.get(copied..).unwrap_or_default());
            Cow::Owned(out)
        }
    }
}

/// The length of the first piece of JSON, and its replacement.
fn piece(rest: &[u8]) -> (usize, Option<String>) {
    if rest.starts_with(ESCAPE_BYTES) {
        return (ESCAPE_BYTES.len(), Some(format!("{ESCAPE}{ESCAPE}")));
    }
    if !rest.starts_with(br"\") {
        let next = memchr2(b'\\', ESCAPE_LEAD, rest.get(1..).unwrap_or_default());
        return (next.map_or(rest.len(), |it| it + 1), None);
    }
    let Some(own) = unit(rest) else { return (2, None) };
    if own == u32::from(ESCAPE) {
        return (6, Some(format!("{ESCAPE}{ESCAPE}")));
    }
    let is_pair = || {
        rest.get(6..)
            .and_then(unit)
            .is_some_and(|it| (0xDC00..0xE000).contains(&it))
    };
    match own {
        0xD800..0xDC00 if is_pair() => (12, None),
        FIRST_HALF..0xE000 => (
            6,
            char::from_u32(own - FIRST_HALF + FIRST).map(|it| format!("{ESCAPE}{it}")),
        ),
        _ => (6, None),
    }
}

/// The unit that `\u12ab` encodes at the start of some JSON.
fn unit(rest: &[u8]) -> Option<u32> {
    let digits = rest.strip_prefix(br"\u")?.get(..4)?;
    let digits = std::str::from_utf8(digits).ok().filter(|it| !it.starts_with('+'))?;
    u32::from_str_radix(digits, 16).ok()
}

/// Whether a text has a half in it.
pub fn has_half(text: &str) -> bool {
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if character == ESCAPE && characters.next().and_then(half).is_some() {
            return true;
        }
    }
    false
}

/// Takes the escapes out of all texts of a value. A half becomes a replacement character.
pub fn unescape(value: &mut Value) {
    match value {
        Value::String(text) if text.contains(ESCAPE) => *text = decode(&units(text)).0,
        Value::Array(all) => all.iter_mut().for_each(unescape),
        Value::Object(all) => {
            if all.keys().any(|it| it.contains(ESCAPE)) {
                let own = std::mem::take(all).into_iter();
                all.extend(own.map(|(name, it)| (decode(&units(&name)).0, it)));
            }
            all.values_mut().for_each(unescape);
        }
        _ => {}
    }
}
