//! Formatting: what becomes of a text, and that nothing but its blanks changes.

mod any;

use aib_ls::syntax::format::{self, Style};
use aib_ls::syntax::parse;
use aib_ls::text::edit::{self, Edit};
use expect_test::{Expect, expect};

/// As an editor asks that says nothing about the end of lines and of the text.
const PLAIN: Style = Style {
    tab_size: 2,
    insert_spaces: true,
    trim_comments: false,
    final_newline: false,
    trim_final_newlines: false,
};

fn edits(text: &str, style: &Style) -> Vec<Edit> {
    format::edits(&parse(text.to_owned()), style, &[])
}

fn formatted(text: &str, style: &Style) -> String {
    edit::apply(text, &edits(text, style))
}

/// What a text becomes, with what cannot be seen where it matters.
fn check_as(style: &Style, text: &str, expected: Expect) {
    any::holds(text, style, &[]).unwrap();
    let after = formatted(text, style);
    let shown: Vec<String> = after
        .split('\n')
        .map(|line| {
            let kept = line.trim_end_matches(' ');
            format!("{kept}{}", "·".repeat(line.len() - kept.len()))
        })
        .collect();
    expected.assert_eq(&shown.join("\n").replace('\r', "␍").replace('\t', "→"));
}

fn check(text: &str, expected: Expect) {
    check_as(&PLAIN, text, expected);
}

#[test]
fn an_entry_has_its_line() {
    check(
        "\n{\"a\":1,\n\t\t\"b\"  :\n[1\n,2,{ }],\"c\":{\n},\n\n\n\n\"d\": [\n\n\"x\" , \"y\"\n\n]}\n",
        expect![[r#"
            {
              "a": 1,
              "b": [
                1,
                2,
                {}
              ],
              "c": {},

              "d": [
                "x",
                "y"
              ]
            }
        "#]],
    );
    check("[ ]", expect!["[]"]);
    check("  1  ", expect!["1"]);
}

#[test]
fn what_was_on_one_line_stays_there() {
    check(
        "{\n\"a\":[1,2 ,\"x\"],\"b\":{\"c\":[],\"d\":{\"e\":1}},\n\"f\": [{\"g\":1},\n{\"h\":2,}]}",
        expect![[r#"
            {
              "a": [1, 2, "x"],
              "b": { "c": [], "d": { "e": 1 } },
              "f": [
                { "g": 1 },
                { "h": 2, }
              ]
            }"#]],
    );
    check(r#"{"a":[1,{"b":2}]}"#, expect![[r#"{ "a": [1, { "b": 2 }] }"#]]);
}

#[test]
fn what_does_not_fit_is_broken_from_outside() {
    let list = |count: usize| vec!["\"0123456789\""; count].join(",");
    // 100 columns with the comma behind it.
    check(
        &format!("{{\n\"a\":[{},\"0123\"],\n\"b\":1}}", list(6)),
        expect![[r#"
            {
              "a": ["0123456789", "0123456789", "0123456789", "0123456789", "0123456789", "0123456789", "0123"],
              "b": 1
            }"#]],
    );
    check(
        &format!("{{\n\"a\":[[{}],\"0123456789\"]}}", list(6)),
        expect![[r#"
            {
              "a": [
                ["0123456789", "0123456789", "0123456789", "0123456789", "0123456789", "0123456789"],
                "0123456789"
              ]
            }"#]],
    );
}

#[test]
fn the_width_is_a_hundred_columns() {
    let text = |fill: usize, after: &str| format!("[\n[\"{}\", 1]{after}\n]", "é".repeat(fill));
    let is_flat = |text: &str| formatted(text, &PLAIN).lines().count() == text.lines().count();
    // Two columns of indentation, two brackets, two quotes, a comma, a blank and a digit.
    assert!(is_flat(&text(91, "")));
    assert!(!is_flat(&text(92, "")));
    assert!(is_flat(&text(90, ", 2").replace(", 2", ",\n2")));
    assert!(!is_flat(&text(91, ", 2").replace(", 2", ",\n2")));
}

#[test]
fn comments_keep_their_place() {
    check(
        r#"// first

  /* second */
  {   // opened
// above
  "a"  :1   ,   // behind
    "b": [ /* before */ 1, /* two */2 /* after */ , 3
    // last
    ] /* closed */,
  "c": // to come
     {
     "d": 1  // no comma

     , "e": 2
     /* own */
     },
"f": /* x */ 1 /* y */ // z
}
// end
"#,
        expect![[r#"
            // first

            /* second */
            { // opened
              // above
              "a": 1, // behind
              "b": [
                /* before */ 1,
                /* two */ 2 /* after */,
                3
                // last
              ] /* closed */,
              "c": // to come
              {
                "d": 1 // no comma

                , "e": 2
                /* own */
              },
              "f": /* x */ 1 /* y */ // z
            }
            // end
        "#]],
    );
    check(
        "[/* a */1/* b */,/* c */2/* d */]",
        expect!["[/* a */ 1 /* b */, /* c */ 2 /* d */]"],
    );
    check("{/* a */}", expect!["{ /* a */ }"]);
    check(
        "{\n/* a\n     b */\n}",
        expect![[r#"
            {
              /* a
                 b */
            }"#]],
    );
}

#[test]
fn an_editor_says_how_to_indent_and_how_to_end() {
    let text = "{\n\"a\": [\n1]   // b  \n}  \n\n\n";
    check(
        text,
        expect![[r#"
            {
              "a": [
                1
              ] // b··
            }


        "#]],
    );
    let style = Style {
        tab_size: 4,
        insert_spaces: false,
        trim_comments: true,
        trim_final_newlines: true,
        ..PLAIN
    };
    check_as(
        &style,
        text,
        expect![[r#"
            {
            →"a": [
            →→1
            →] // b
            }
        "#]],
    );
    let ended = Style {
        final_newline: true,
        ..PLAIN
    };
    check_as(&ended, "{}", expect!["{}\n"]);
    check_as(&ended, "{}\n\n", expect!["{}\n\n"]);
    check("{}", expect!["{}"]);
}

#[test]
fn line_ends_and_the_mark_of_the_encoding_stay() {
    check(
        "\u{feff} {\r\n\"a\":[\r\n\r\n\r\n1],\"b\":2}\r\n",
        expect!["\u{feff}{␍\n  \"a\": [␍\n    1␍\n  ],␍\n  \"b\": 2␍\n}␍\n"],
    );
    check("{\r\"a\":1}", expect![[r#"{␍  "a": 1␍}"#]]);
    // The first line speaks for all.
    check("{\r\n\"a\":1\n}\n", expect!["{␍\n  \"a\": 1␍\n}␍\n"]);
}

#[test]
fn a_string_over_several_lines_is_not_touched() {
    check(
        "{\n\"a\":\"x\n    y\", \"b\": [\n\"x\"]}",
        expect![[r#"
            {
              "a": "x
                y",
              "b": [
                "x"
              ]
            }"#]],
    );
}

#[test]
fn a_text_whose_shape_is_in_doubt_is_left_alone() {
    for text in [
        "",
        "  ",
        "{",
        "{ \"a\": 1  \"b\": 2 }",
        "{ a: 1 }",
        "[1]  ]",
        "{ \"a\":  }",
        "{ 'a':1 }",
        "/*",
        "# x\n{  }",
    ] {
        assert_eq!(edits(text, &PLAIN), [], "{text}");
    }
    // What is wrong elsewhere than in the shape is no reason.
    check("[1,  ]", expect!["[1,]"]);
    check("[<x y>,\"\\q\" ]", expect![[r#"[<x y>, "\q"]"#]]);
}

#[test]
fn each_change_is_the_least() {
    let shown = |text: &str| {
        let edits = edits(text, &PLAIN);
        let shown = edits.iter().map(|it| (it.span.start..it.span.end, it.new_text.clone()));
        shown.collect::<Vec<_>>()
    };
    assert_eq!(shown("{\n  \"a\": 1\n}"), []);
    assert_eq!(
        shown("{\n    \"a\":1\n}"),
        [(4..6, String::new()), (10..10, " ".to_owned())]
    );
    assert_eq!(shown("[\r\n\r\n\r\n  1\r\n]"), [(3..7, String::new())]);
    // A line feed is not inserted behind its carriage return, which no editor can say.
    assert_eq!(shown("[\n1\r\n]"), [(2..2, "  ".to_owned()), (3..5, "\n".to_owned())]);
}

#[test]
fn nothing_is_broken_or_joined_on_a_line_that_is_to_stay() {
    let text = "{\n\"a\":1,\"b\":\n2, \"c\":   3,\n\"d\":[1,\n2]}";
    let line = |part: &str| {
        let at = text.find(part).unwrap() as u32;
        parse(text.to_owned()).line_span(at)
    };
    let kept = |part: &str| edit::apply(text, &format::edits(&parse(text.to_owned()), &PLAIN, &[line(part)]));
    expect![[r#"
        {
          "a": 1,"b":
        2,
          "c": 3,
          "d": [
            1,
            2
          ]
        }"#]]
    .assert_eq(&kept("\"a\""));
    expect![[r#"
        {
          "a": 1,
          "b":
        2, "c": 3,
          "d": [
            1,
            2
          ]
        }"#]]
    .assert_eq(&kept("\"c\""));
}
