//! Hidden characters: which they are, and how they are shown.

use aib_ls::text::plain::{hidden, json, plain, visible, without_commands};
use proptest::prelude::*;

/// One of every kind of character that cannot be seen.
pub const HIDDEN: &[char] = &[
    '\0',
    '\u{7}',
    '\u{8}',
    '\u{b}',
    '\r',
    '\u{1b}',
    '\u{7f}',
    '\u{80}',
    '\u{85}',
    '\u{90}',
    '\u{9b}',
    '\u{9d}',
    '\u{9f}',
    '\u{ad}',
    '\u{34f}',
    '\u{61c}',
    '\u{115f}',
    '\u{180e}',
    '\u{200b}',
    '\u{200c}',
    '\u{200d}',
    '\u{200e}',
    '\u{200f}',
    '\u{2028}',
    '\u{2029}',
    '\u{202a}',
    '\u{202b}',
    '\u{202c}',
    '\u{202d}',
    '\u{202e}',
    '\u{2060}',
    '\u{2064}',
    '\u{2066}',
    '\u{2067}',
    '\u{2068}',
    '\u{2069}',
    '\u{206f}',
    '\u{3164}',
    '\u{fe00}',
    '\u{fe0f}',
    '\u{feff}',
    '\u{fff9}',
    '\u{fffe}',
    '\u{ffff}',
    '\u{1d173}',
    '\u{e0001}',
    '\u{e0041}',
    '\u{e007f}',
    '\u{e0100}',
    '\u{10ffff}',
];

#[test]
fn every_hidden_character_is_an_escape() {
    for character in HIDDEN {
        let text = format!("a{character}b");
        let escape = character.escape_default();
        assert_eq!(plain(&text), format!("a{escape}b"));
        assert_eq!(visible(&text), format!("a{escape}b"));
    }
    assert_eq!(plain("a\tb\r\nc"), r"a\tb\r\nc");
}

#[test]
fn lines_and_tabs_lay_out_a_text() {
    assert_eq!(visible("a\tb\r\nc\n"), "a\tb\r\nc\n");
    assert_eq!(visible("50 %\r100 %\u{9b}2J"), r"50 %\r100 %\u{9b}2J");
}

#[test]
fn what_can_be_seen_stays() {
    for text in [
        "",
        "a b",
        "É é e\u{301} ñ",
        "日本語",
        "שלום",
        "مرحبا",
        "😀 ❤\u{fe0f}",
        "葛\u{e0100}",
        "\u{e000}\u{a0}\u{fffd}",
    ] {
        assert_eq!(plain(text), text);
        assert_eq!(hidden(text).count(), 0, "{text}");
    }
}

#[test]
fn a_variation_selector_hides_nothing_behind_another() {
    assert_eq!(plain("😀\u{fe0f}\u{e0150}\u{e0151}"), "😀\u{fe0f}\\u{e0150}\\u{e0151}");
    assert_eq!(plain("a\u{fe0f}\u{9b}\u{fe0f}"), r"a\u{fe0f}\u{9b}\u{fe0f}");
}

fn text() -> impl Strategy<Value = String> {
    let character = prop_oneof![
        any::<char>(),
        proptest::sample::select(HIDDEN),
        "[a-z\n\t]".prop_map(|it| it.chars().next().unwrap())
    ];
    proptest::collection::vec(character, 0..20).prop_map(String::from_iter)
}

proptest! {
    #[test]
    fn json_says_the_same_without_hidden_characters(text in text()) {
        for written in [serde_json::to_string(&text).unwrap(), serde_json::to_string_pretty(&[&text]).unwrap()] {
            let shown = json(&written);
            prop_assert_eq!(hidden(&shown).find(|it| it.1 != '\n'), None);
            prop_assert!(serde_json::from_str::<serde_json::Value>(&shown).unwrap() == serde_json::from_str::<serde_json::Value>(&written).unwrap());
        }
    }

    #[test]
    fn nothing_hidden_is_left(text in text()) {
        prop_assert_eq!(hidden(&plain(&text)).next(), None);
        let shown = visible(&text);
        let left = hidden(&shown).find(|(at, it)| !(matches!(it, '\n' | '\t') || *it == '\r' && shown[at + 1..].starts_with('\n')));
        prop_assert_eq!(left, None);
        prop_assert!(visible(&shown) == shown);
    }
}

#[test]
fn nothing_is_a_command_for_the_system_that_runs_a_job() {
    let text = "a ##vso[task.setvariable variable=x]y\n  ::error::z\n::a::\nb ::c\n";
    let shown = "a #\\u{23}vso[task.setvariable variable=x]y\n  \\u{3a}:error::z\n\\u{3a}:a::\nb ::c\n";
    assert_eq!(without_commands(text), shown);
    assert_eq!(without_commands(shown), shown);
    assert_eq!(json("[\"##vso[x]\"]"), "[\"#\\u0023vso[x]\"]");
}

#[test]
fn backticks_that_touch_are_text() {
    let read = aib_ls::text::markdown::sentence;
    assert_eq!(read("the step `a*b`"), "the step `a*b`");
    assert_eq!(read("the step `a``*b*`"), "the step \\`a\\`\\`\\*b\\*\\`");
    assert_eq!(read("the step `a`*b*`"), "the step \\`a\\`\\*b\\*\\`");
}
