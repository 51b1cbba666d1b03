//! The blocks of a page's Markdown.

mod examples;
mod sources;

use aib_ls::text::page::{Block, blocks, first_sentence};
use expect_test::{Expect, expect};

fn check(words: &str, expected: Expect) {
    let line = |it: &Block<'_>| match it {
        Block::Heading(text) => format!("heading {text:?}\n"),
        Block::Paragraph(text) => format!("paragraph {text:?}\n"),
        Block::List(items) => format!("list {items:?}\n"),
    };
    expected.assert_eq(&blocks(words).iter().map(line).collect::<String>());
}

#[test]
fn splits_headings_paragraphs_and_lists() {
    check(
        "A summary.\n\n### Why it matters\n\nOne line\nand another.\n\n- first\n- second\n\nThe end.",
        expect![[r#"
            paragraph "A summary."
            heading "Why it matters"
            paragraph "One line\nand another."
            list ["first", "second"]
            paragraph "The end."
        "#]],
    );
}

#[test]
fn needs_no_blank_line_around_headings_and_lists() {
    check(
        "A summary.\n### What to do\nChoose one:\n1. first\n10. second\nThe end.",
        expect![[r#"
            paragraph "A summary."
            heading "What to do"
            paragraph "Choose one:"
            list ["first", "second"]
            paragraph "The end."
        "#]],
    );
}

#[test]
fn leaves_other_markers_in_the_paragraph() {
    check(
        "-y is an option.\n2024-02-01 is a version. #### is no heading",
        expect![[r##"
            paragraph "-y is an option.\n2024-02-01 is a version. #### is no heading"
        "##]],
    );
    check("", expect![[""]]);
    check("\n\n\n", expect![[""]]);
}

#[test]
fn the_first_sentence_ends_at_a_blank_or_a_line_break() {
    assert_eq!(first_sentence("One. Two.\nThree."), "One.");
    assert_eq!(
        first_sentence("Version 2.1 of it.\n\n### Why\n\nOne. Two."),
        "Version 2.1 of it."
    );
    assert_eq!(first_sentence("No end"), "No end");
}
