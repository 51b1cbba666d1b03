//! What holds of formatting for any text at all, and for real ones.

use aib_ls::syntax::format::{self, Style};
use aib_ls::syntax::parse;
use aib_ls::text::edit;
use aib_ls::text::span::Span;
use proptest::prelude::*;
use rayon::prelude::*;

use crate::support::samples;
use crate::syntax::shape;

/// What stands between the blanks of a text, read in the simplest way. A comment has no blanks at its end.
fn pieces(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    while let Some(first) = rest.chars().next() {
        let line = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let len = match first {
            '"' => {
                let mut escaped = false;
                let end = rest[1..].find(|it| {
                    let ends = it == '"' && !escaped;
                    escaped = it == '\\' && !escaped;
                    ends
                });
                end.map_or(rest.len(), |it| it + 2)
            }
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |it| it + 2),
            '/' => line,
            ',' | ':' | '{' | '}' | '[' | ']' => 1,
            _ => rest
                .find(|it: char| it.is_whitespace() || ",:{}[]\"/".contains(it))
                .unwrap_or(rest.len())
                .max(first.len_utf8()),
        };
        found.push(rest[..len].trim_end());
        rest = rest[len..].trim_start();
    }
    found
}

/// Formats a text, and holds that its pieces are the same, that only blanks were changed and that there is nothing left to do.
/// Gives the text; says what is wrong. `lines` are the numbers of lines that are to stay.
pub fn holds(text: &str, style: &Style, lines: &[usize]) -> Result<String, String> {
    let tree = parse(text.to_owned());
    let edits = format::edits(&tree, style, &spans(text, lines));
    let mut end = 0;
    for edit in &edits {
        let replaced = text
            .get(edit.span.start as usize..edit.span.end as usize)
            .ok_or("a place outside the text")?;
        if !replaced.trim().is_empty()
            || !edit.new_text.trim().is_empty()
            || replaced == edit.new_text
            || edit.span.start < end
        {
            return Err(format!("{edit:?} in {text:?}"));
        }
        end = edit.span.end.max(edit.span.start + 1);
    }
    let after = edit::apply(text, &edits);
    if pieces(text) != pieces(&after) {
        return Err(format!("other pieces: {text:?} becomes {after:?}"));
    }
    let again = parse(after.clone());
    let kinds = |it: &aib_ls::syntax::tree::Tree| it.errors().iter().map(|it| it.kind).collect::<Vec<_>>();
    if shape(&tree) != shape(&again) || kinds(&tree) != kinds(&again) {
        return Err(format!("another tree: {text:?} becomes {after:?}"));
    }
    if lines.is_empty() {
        let left = format::edits(&again, style, &[]);
        if !left.is_empty() {
            return Err(format!(
                "{text:?} becomes {after:?}, and then {:?}",
                edit::apply(&after, &left)
            ));
        }
    }
    for edit in &edits {
        let alone = edit::apply(text, std::slice::from_ref(edit));
        if text.len() < 2000 && pieces(text) != pieces(&alone) {
            return Err(format!("{edit:?} alone makes {alone:?} of {text:?}"));
        }
    }
    Ok(after)
}

/// The lines of these numbers.
fn spans(text: &str, lines: &[usize]) -> Vec<Span> {
    let mut starts = vec![0];
    starts.extend(text.match_indices('\n').map(|(at, _)| at as u32 + 1));
    let wanted = lines.iter().filter_map(|it| starts.get(*it));
    let tree = aib_ls::syntax::parse(text.to_owned());
    wanted.map(|it| tree.line_span(*it)).collect()
}

/// A JSON text as its pieces, with commas and colons.
fn values() -> impl Strategy<Value = Vec<String>> {
    let word = "\"[a-cé, ]{0,6}\"|[0-9]{1,4}|true|null|\"[a-c]{30,60}\"";
    let leaf = word.prop_map(|it| vec![it]);
    let wrap = |open: &str, close: &str, items: Vec<Vec<String>>, trailing: bool| {
        let mut all = vec![open.to_owned()];
        let count = items.len();
        for (n, item) in items.into_iter().enumerate() {
            all.extend(item);
            if n + 1 < count || trailing {
                all.push(",".to_owned());
            }
        }
        all.push(close.to_owned());
        all
    };
    leaf.prop_recursive(5, 40, 5, move |inner| {
        let member = ("\"[a-c]{0,3}\"", inner.clone()).prop_map(|(key, value)| {
            let mut all = vec![key, ":".to_owned()];
            all.extend(value);
            all
        });
        prop_oneof![
            (prop::collection::vec(inner, 0..5), prop::bool::weighted(0.1))
                .prop_map(move |(items, trailing)| wrap("[", "]", items, trailing)),
            (prop::collection::vec(member, 0..5), prop::bool::weighted(0.1))
                .prop_map(move |(items, trailing)| wrap("{", "}", items, trailing)),
        ]
    })
}

/// What may stand between two pieces; often nothing.
fn blanks() -> impl Strategy<Value = String> {
    prop_oneof![
        12 => Just(String::new()),
        6 => "[ \t]{1,3}",
        4 => "\n[ ]{0,4}",
        2 => "(\n|\r\n|\r){1,3} ?",
        2 => " ?/\\* [a-c,\\]]{0,3} \\*/ ?",
        1 => "/\\*\n a\\*/\n?",
        2 => " ?// [a-c\"{]{0,3} ?\n",
        1 => "\n // [a-c]{0,3}\n\n",
    ]
}

/// A text with anything between its pieces.
fn texts() -> impl Strategy<Value = String> {
    (values(), prop::collection::vec(blanks(), 1..60), "\u{feff}?").prop_map(|(pieces, blanks, mark)| {
        let mut blanks = blanks.iter().cycle();
        let mut text = mark;
        for piece in &pieces {
            text += blanks.next().unwrap();
            text += piece;
        }
        text + blanks.next().unwrap()
    })
}

fn styles() -> impl Strategy<Value = Style> {
    let flags = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    (0..9_usize, flags).prop_map(|(tab_size, flags)| Style {
        tab_size,
        insert_spaces: flags.0,
        trim_comments: flags.1,
        final_newline: flags.2,
        trim_final_newlines: flags.3,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1000) })]

    #[test]
    fn only_blanks_change_and_once_is_enough(text in texts(), style in styles(), lines in prop::collection::btree_set(0..8_usize, 0..3)) {
        let clean = parse(text.clone()).errors().iter().all(|it| !it.kind.breaks_shape());
        prop_assert!(clean, "{text}");
        prop_assert_eq!(holds(&text, &style, &[]).err(), None);
        let lines: Vec<usize> = lines.into_iter().collect();
        prop_assert_eq!(holds(&text, &style, &lines).err(), None);
    }
}

#[test]
fn real_templates_keep_everything_but_blanks() {
    let faults: Vec<String> = samples::templates()
        .par_iter()
        .flat_map(|(name, text)| {
            let tabs = Style {
                insert_spaces: false,
                trim_comments: false,
                ..Style::default()
            };
            let wrong = [Style::default(), tabs].map(|it| holds(text, &it, &[]).err());
            let wrong = wrong.into_iter().flatten();
            wrong.map(|it| format!("{name}: {it:.2000}")).collect::<Vec<_>>()
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
