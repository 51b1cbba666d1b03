//! Keeping a finding back from the editor: the comment, where one fits, and the entry of the settings.

use aib_ls::document::{Document, Language};
use aib_ls::ide::actions::suppress;
use aib_ls::rules;
use aib_ls::rules::engine::finding::Finding;
use aib_ls::settings::Settings;
use aib_ls::settings::file::File;
use aib_ls::text::edit;
use aib_ls::text::span::Span;
use expect_test::{Expect, expect};

use crate::ide::Scene;

fn finding(doc: &Document, at: u32) -> Finding {
    let found = rules::check(doc, &Settings::default());
    let near = found.into_iter().find(|it| it.span.overlaps(Span::at(at)));
    near.expect("there is a finding at the cursor")
}

/// The fragment after the comment for the finding at the cursor; it is gone then, and nothing new is told.
fn check(frame: &str, fragment: &str, expected: Expect) {
    let scene = Scene::new(frame, fragment);
    let finding = finding(&scene.doc, scene.cursors.0);
    let Some(action) = suppress::by_comment(&scene.doc, &finding) else {
        return expected.assert_eq("nothing");
    };
    assert!(!action.preferred);
    let after = edit::apply(scene.doc.text(), &action.edits);
    expected.assert_eq(scene.fragment(&after));
    let count = |doc: &Document| rules::check(doc, &Settings::default()).len();
    assert!(count(&scene.doc.with_text(after)) < count(&scene.doc));
}

#[test]
fn a_comment_goes_above_the_line() {
    check(
        "in=properties",
        "\"vmProfile\": {},\n    \"buildTimeoutInMinutes\": $03",
        expect![[r#"
            "vmProfile": {},
                // aib-ls: ignore[timeout/below-minimum]
                "buildTimeoutInMinutes": 3"#]],
    );
    check(
        "in=customize",
        "{\n  \"type\": \"Shell\",\n  \"Inline$0\": [\"a\"]\n}",
        expect![[r#"
            {
              "type": "Shell",
              // aib-ls: ignore[schema/field-case]
              "Inline": ["a"]
            }"#]],
    );
}

#[test]
fn a_comment_that_is_there_grows() {
    check(
        "in=properties",
        "// aib-ls: ignore[schema/unknown-field] both\n\"x\": 1, \"buildTimeoutInMinutes\": $03",
        expect![[r#"
            // aib-ls: ignore[schema/unknown-field, timeout/below-minimum] both
            "x": 1, "buildTimeoutInMinutes": 3"#]],
    );
}

#[test]
fn no_comment_where_it_would_be_text() {
    check("in=properties", "\"vmProfile\": { $0\"vmSize\" }", expect!["nothing"]);
    check(
        "in=properties",
        "/* up to\n here */ \"buildTimeoutInMinutes\": $03",
        expect!["nothing"],
    );
    check(
        "in=properties",
        "// aib-ls: ignore[$0schema]\n\"buildTimeoutInMinutes\": 60",
        expect!["nothing"],
    );
}

/// A deployment in plain JSON with a timeout that is too short, or without a deployment its body.
fn plain(arm: bool, comment: &str) -> Document {
    let body = format!(
        r#"{{ {comment} "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": "2024-02-01", "properties": {{ "buildTimeoutInMinutes": 3 }} }}"#
    );
    let text = if arm {
        format!(r#"{{ "resources": [{body}] }}"#)
    } else {
        body
    };
    Document::new(text, Language::Json, None)
}

fn timeout(doc: &Document) -> Finding {
    let found = rules::check(doc, &Settings::default());
    found
        .into_iter()
        .find(|it| it.rule.id == "timeout/below-minimum")
        .unwrap()
}

#[test]
fn plain_json_takes_a_comment_where_it_is_a_deployment_or_has_some() {
    let fits = |doc: Document| suppress::by_comment(&doc, &timeout(&doc)).is_some();
    assert!(fits(plain(true, "")));
    assert!(fits(plain(false, "/* a template */")));
    assert!(!fits(plain(false, "")));
}

#[test]
fn an_entry_says_what_where_and_in_which_file() {
    let doc = plain(false, "");
    let entry = suppress::entry(&doc, &timeout(&doc), Some("images/[a]/web \"1\".json")).unwrap();
    expect![[r#"
        [[ignore]]
        rule = "timeout/below-minimum"
        file = "images/[[]a[]]/web \"1\".json"
        pointer = "/properties/buildTimeoutInMinutes"
    "#]]
    .assert_eq(&entry);
    let file = File::parse(entry, &rules::known());
    assert_eq!(file.problems, []);
    assert_eq!(
        rules::check(&doc, &file.settings.for_file(Some("images/[a]/web \"1\".json")))
            .iter()
            .filter(|it| it.rule.id == "timeout/below-minimum")
            .count(),
        0
    );
    assert_eq!(file.settings.for_file(Some("images/a/web \"1\".json")).ignore, []);
}

#[test]
fn an_entry_stands_apart_from_what_is_there() {
    let after = |text: &str| edit::apply(text, &[suppress::appended(text, "[[ignore]]\nrule = \"x\"\n")]);
    assert_eq!(after(""), "[[ignore]]\nrule = \"x\"\n");
    assert_eq!(after("lang = 'en'\n"), "lang = 'en'\n\n[[ignore]]\nrule = \"x\"\n");
    assert_eq!(after("lang = 'en'"), "lang = 'en'\n\n[[ignore]]\nrule = \"x\"\n");
    assert_eq!(
        after("lang = 'en'\r\n"),
        "lang = 'en'\r\n\r\n[[ignore]]\r\nrule = \"x\"\r\n"
    );
}
