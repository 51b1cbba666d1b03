//! How a finding looks in a terminal: made by hand, so that words and places are the test's own.

use aib_ls::cli::output::human::Screen;
use aib_ls::cli::output::{Subject, Summary};
use aib_ls::document::{Document, Language};
use aib_ls::locale::{Lang, Message};
use aib_ls::model::file_id::FileId;
use aib_ls::rules::engine::finding::{Finding, Fix, Related};
use aib_ls::rules::{self, Level};
use aib_ls::text::span::Span;
use expect_test::{Expect, expect};

/// Renders one finding on the first place between `‹` and `›`; further places are related ones.
fn check(marked: &str, level: Level, fixes: &[&'static str], expected: &Expect) {
    check_of("timeout/below-minimum", marked, level, fixes, expected);
}

fn check_of(rule: &str, marked: &str, level: Level, fixes: &[&'static str], expected: &Expect) {
    let (text, places) = places(marked);
    let related = |at: &Span| Related {
        span: *at,
        message: Message::same("the other"),
    };
    let finding = Finding {
        rule: rules::find(rule).unwrap(),
        level,
        file: FileId::Document,
        span: places[0],
        about: places[0],
        message: Message::same("`a` is wrong"),
        related: places.iter().skip(1).map(related).collect(),
        repeats: Vec::new(),
        fixes: fixes
            .iter()
            .map(|it| Fix {
                title: Message::same(*it),
                edits: Vec::new(),
                safe: true,
            })
            .collect(),
    };
    let doc = Document::new(text, Language::Json, None);
    let shown = Screen::new(false, Lang::En).file(&Subject::template("web.json", &doc, &[finding]));
    expected.assert_eq(
        &shown
            .lines()
            .map(|it| it.trim_end().to_owned() + "\n")
            .collect::<String>(),
    );
}

fn places(marked: &str) -> (String, Vec<Span>) {
    let (mut text, mut places, mut start) = (String::new(), Vec::new(), 0);
    for letter in marked.chars() {
        match letter {
            '‹' => start = text.len() as u32,
            '›' => places.push(Span::new(start, text.len() as u32)),
            _ => text.push(letter),
        }
    }
    (text, places)
}

#[test]
fn a_finding_is_underlined() {
    check(
        "{\n  \"a\": ‹12›,\n  \"b\": 3\n}\n",
        Level::Error,
        &[],
        &expect![[r#"
            error[timeout/below-minimum]: `a` is wrong
             --> web.json:2:8
              |
            2 |   "a": 12,
              |        ^^

        "#]],
    );
}

#[test]
fn a_secret_is_masked_in_its_line() {
    let (id, marked) = (
        "secrets/token-in-uri",
        "{ \"a\": ‹\"https://example.com/?sig=secret\"› }",
    );
    let expected = expect![[r#"
        warning[secrets/token-in-uri]: `a` is wrong
         --> web.json:1:8
          |
        1 | { "a": "https://example.com/?sig=***" }
          |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    "#]];
    check_of(id, marked, Level::Warning, &[], &expected);
}

#[test]
fn fixes_are_shown_as_help_lines() {
    check(
        "{ \"a\": ‹1› }",
        Level::Warning,
        &["Set it to 0", "Set it to 6"],
        &expect![[r#"
            warning[timeout/below-minimum]: `a` is wrong
             --> web.json:1:8
              |
            1 | { "a": 1 }
              |        ^
              |
              = help: Set it to 0
              = help: Set it to 6

        "#]],
    );
}

#[test]
fn a_related_place_nearby_stands_in_the_same_lines() {
    check(
        "{\n  \"a\": ‹1›,\n  \"b\": 2,\n  \"c\": ‹3›\n}\n",
        Level::Information,
        &["Remove it"],
        &expect![[r#"
            information[timeout/below-minimum]: `a` is wrong
             --> web.json:2:8
              |
            2 |   "a": 1,
              |        ^
            3 |   "b": 2,
            4 |   "c": 3
              |        - the other
              |
              = help: Remove it

        "#]],
    );
}

#[test]
fn a_related_place_far_away_stands_apart() {
    let gap = "\n".repeat(99);
    check(
        &format!("{{\n  \"a\": ‹1›,{gap}  \"b\": ‹2›\n}}\n"),
        Level::Hint,
        &["Remove it"],
        &expect![[r#"
            hint[timeout/below-minimum]: `a` is wrong
               --> web.json:2:8
                |
              2 |   "a": 1,
                |        ^
                |
               ::: web.json:101:8
                |
            101 |   "b": 2
                |        - the other
                |
                = help: Remove it

        "#]],
    );
}

#[test]
fn a_long_line_is_cut_and_keeps_its_column() {
    let (before, after) = ("\"é\", ".repeat(100), ", 1".repeat(200));
    check(
        &format!("[{before}‹\"a\"›{after}, ‹\"b\"›{after}]"),
        Level::Error,
        &["Remove it"],
        &expect![[r#"
            error[timeout/below-minimum]: `a` is wrong
             --> web.json:1:502
              |
            1 | …"é", "é", "é", "é", "é", "a", 1, 1, 1, 1, 1, 1, 1, 1, 1, 1…1, 1, 1, 1, 1, 1, 1, 1, 1, 1, "b", 1, 1, 1, 1, 1, 1, 1, 1, 1, 1…
              |                           ^^^                                                             --- the other
              |
              = help: Remove it

        "#]],
    );
}

#[test]
fn a_long_place_on_a_long_line_shows_both_ends() {
    let long = "x".repeat(1_000);
    check(
        &format!("{{ \"long\": \"{long}\", \"a\": ‹\"{long}\"›, \"long\": \"{long}\" }}"),
        Level::Error,
        &[],
        &expect![[r#"
            error[timeout/below-minimum]: `a` is wrong
             --> web.json:1:1020
              |
            1 | ...a": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…xxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "lo...
              |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

        "#]],
    );
}

#[test]
fn a_place_of_a_few_lines_is_framed() {
    check(
        "{\n  \"a\": ‹{\n    \"b\": 1\n  }›,\n  \"c\": 2\n}\n",
        Level::Error,
        &[],
        &expect![[r#"
            error[timeout/below-minimum]: `a` is wrong
             --> web.json:2:8
              |
            2 |     "a": {
              |  ________^
            3 | |     "b": 1
            4 | |   },
              | |___^

        "#]],
    );
}

#[test]
fn a_place_of_many_lines_is_shown_by_its_first() {
    let members = "    \"b\": 1,\n".repeat(40);
    check(
        &format!("{{\n  \"a\": ‹{{\n{members}  }}›\n}}\n"),
        Level::Error,
        &[],
        &expect![[r#"
            error[timeout/below-minimum]: `a` is wrong
             --> web.json:2:8
              |
            2 |   "a": {
              |        ^

        "#]],
    );
}

#[test]
fn the_end_of_the_text_can_be_the_place() {
    check(
        "{\n  \"a\": 1‹›",
        Level::Error,
        &[],
        &expect![[r#"
            error[timeout/below-minimum]: `a` is wrong
             --> web.json:2:9
              |
            2 |   "a": 1
              |         ^

        "#]],
    );
    check(
        "{\n  \"a\": 1\n‹›",
        Level::Error,
        &[],
        &expect![[r#"
            error[timeout/below-minimum]: `a` is wrong
             --> web.json:3:1
              |
            3 |
              | ^

        "#]],
    );
    check(
        "‹›",
        Level::Error,
        &[],
        &expect![[r#"
            error[timeout/below-minimum]: `a` is wrong
             --> web.json:1:1
              |
            1 |
              | ^

        "#]],
    );
}

#[test]
fn every_line_end_counts_and_none_is_printed() {
    check(
        "{\r\n  \"a\": ‹1›,\r  \"b\": ‹2›\n}",
        Level::Error,
        &[],
        &expect![[r#"
            error[timeout/below-minimum]: `a` is wrong
             --> web.json:2:8
              |
            2 |   "a": 1,
              |        ^
            3 |   "b": 2
              |        - the other

        "#]],
    );
}

#[test]
fn terminal_commands_are_made_visible() {
    check(
        "{ \"\u{1b}[31m\": ‹\"\t\u{7}\"› }",
        Level::Error,
        &["Message \u{1b}[31m"],
        &expect![[r#"
            error[timeout/below-minimum]: `a` is wrong
             --> web.json:1:12
              |
            1 | { "\u{1b}[31m": "    \u{7}" }
              |                 ^^^^^^^^^^^
              |
              = help: Message \u{1b}[31m

        "#]],
    );
}

#[test]
fn a_span_outside_the_text_does_no_harm() {
    let doc = Document::new("{ \"é\": 1 }".to_owned(), Language::Json, None);
    let screen = Screen::new(false, Lang::En);
    for (start, end) in [(4, 4), (3, 5), (4, 900), (900, 901), (u32::MAX, u32::MAX)] {
        let related = vec![Related {
            span: Span::new(end, end),
            message: Message::same("here"),
        }];
        let (message, fixes) = (Message::same("wrong"), Vec::new());
        let finding = Finding {
            rule: rules::find("timeout/below-minimum").unwrap(),
            level: Level::Error,
            file: FileId::Document,
            span: Span::new(start, end),
            about: Span::new(start, end),
            message,
            related,
            repeats: Vec::new(),
            fixes,
        };
        assert!(
            screen
                .file(&Subject::template("web.json", &doc, &[finding]))
                .contains("web.json:1:")
        );
    }
}

#[test]
fn the_summary_counts_in_words() {
    let summary = Summary {
        files: 3,
        error: 1,
        warning: 2,
        information: 1,
        hint: 2,
        ..Summary::default()
    };
    let some = Summary {
        files: 1,
        warning: 1,
        ..Summary::default()
    };
    let lines = |lang| Screen::new(false, lang).summary(&summary) + &Screen::new(false, lang).summary(&some);
    expect![[r#"
        3 files checked: 1 error, 2 warnings, 1 informational finding, 2 hints
        1 file checked: 1 warning
    "#]]
    .assert_eq(&lines(Lang::En));
    expect![[r#"
        3 arquivos verificados: 1 erro, 2 avisos, 1 informação, 2 dicas
        1 arquivo verificado: 1 aviso
    "#]]
    .assert_eq(&lines(Lang::PtBr));
}

#[test]
fn colours_are_there_when_they_are_wanted() {
    let doc = Document::new("{}".to_owned(), Language::Json, None);
    let (message, span) = (Message::same("wrong"), Span::new(0, 1));
    let finding = Finding {
        rule: rules::find("timeout/below-minimum").unwrap(),
        level: Level::Error,
        file: FileId::Document,
        span,
        about: span,
        message,
        related: Vec::new(),
        repeats: Vec::new(),
        fixes: Vec::new(),
    };
    let shown = |coloured| {
        Screen::new(coloured, Lang::PtBr).file(&Subject::template("web.json", &doc, std::slice::from_ref(&finding)))
    };
    assert!(shown(true).contains("\u{1b}["));
    assert!(!shown(false).contains('\u{1b}'));
    assert!(shown(false).starts_with("erro[timeout/below-minimum]: wrong\n"));
}
