//! Markdown for those who see its marks.

use aib_ls::lsp::to_proto::plain::strip;
use expect_test::{Expect, expect};

fn check(markdown: &str, expected: Expect) {
    expected.assert_eq(&strip(markdown));
}

#[test]
fn markdown_markers_are_removed() {
    check(
        "**buildTimeoutInMinutes** · integer",
        expect!["buildTimeoutInMinutes · integer"],
    );
    check("At most `960`, *not* more.", expect!["At most 960, not more."]);
    check("`a*b*c` and `**`", expect!["a*b*c and **"]);
    check("# Title\n\n#hash", expect!["Title\n\n#hash"]);
}

#[test]
fn links_show_their_address_once() {
    check("see [the docs](https://a.b/c)", expect!["see the docs (https://a.b/c)"]);
    check("[https://a.b](https://a.b)", expect!["https://a.b"]);
}

#[test]
fn code_blocks_keep_every_sign() {
    check(
        "Like so:\n```json\n{ \"a\": \"**\" }\n```\nend",
        expect![[r#"
        Like so:
        { "a": "**" }
        end"#]],
    );
}

#[test]
fn characters_that_are_not_markup_stay() {
    check("2 * 3 * 4", expect!["2 * 3 * 4"]);
    check("- item\n* item", expect!["- item\n* item"]);
    check(r"[parameters('x')] \* \é", expect![r"[parameters('x')] * \é"]);
    check("a lonely ` and [", expect!["a lonely ` and ["]);
}
