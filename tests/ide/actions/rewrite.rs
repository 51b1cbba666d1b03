//! Other ways to write a script.

use aib_ls::document::Document;
use aib_ls::ide::actions::rewrite::{self, Folder};
use aib_ls::script::source::Script;
use aib_ls::syntax;
use aib_ls::text::edit;
use aib_ls::text::span::Span;
use expect_test::{Expect, expect};

use crate::ide::Scene;

/// The scripts of all steps.
fn scripts(doc: &Document) -> Vec<String> {
    let steps = doc.templates().flat_map(|it| it.customizers().collect::<Vec<_>>());
    steps.filter_map(|it| Script::of(it).map(|it| it.text)).collect()
}

/// Each way at the cursor: its title, the fragment after it, and the file it makes.
fn check_in(folder: Option<&Folder<'_>>, fragment: &str, expected: Expect) {
    let scene = Scene::new("in=customize", fragment);
    let at = Span::new(scene.cursors.0, scene.cursors.1);
    let mut shown = String::new();
    for it in rewrite::rewrites(&scene.doc, at, folder) {
        let after = edit::apply(scene.doc.text(), &it.edits);
        shown += &format!("{}\n{}\n", it.title.en, scene.fragment(&after));
        assert_eq!(syntax::parse(after.clone()).errors(), []);
        match it.creates {
            Some(file) => shown += &format!("{}: {:?}\n", file.name, file.text),
            None => assert_eq!(scripts(&scene.doc.with_text(after)), scripts(&scene.doc)),
        }
    }
    expected.assert_eq(if shown.is_empty() { "nothing" } else { &shown });
}

fn check(fragment: &str, expected: Expect) {
    check_in(None, fragment, expected);
}

fn folder(is_free: &dyn Fn(&str) -> bool) -> Folder<'_> {
    Folder {
        is_free,
        is_windows: false,
    }
}

#[test]
fn an_item_becomes_several() {
    check(
        r#"{ "type": "Shell", "inline": ["$0set -e\ncat << END\n  a \"b\"\n\nEND"] }"#,
        expect![[r#"
            Split into one line per item
            { "type": "Shell", "inline": [
              "set -e",
              "cat << END",
              "  a \"b\"",
              "",
              "END"
            ] }
        "#]],
    );
    check(
        "{\n  \"type\": \"Shell\",\n  \"inline\": [\n    \"a\\nb\",\n    \"c\"$0\n  ]\n}",
        expect![[r#"
            Split into one line per item
            {
              "type": "Shell",
              "inline": [
                "a",
                "b",
                "c"
              ]
            }
            Join into one item
            {
              "type": "Shell",
              "inline": [
                "a\nb\nc"
              ]
            }
        "#]],
    );
}

#[test]
fn several_items_become_one() {
    check(
        r#"{ "type": "PowerShell", "inl$0ine": ["Get-Item 'C:\\x'", "", "$x"] }"#,
        expect![[r#"
            Join into one item
            { "type": "PowerShell", "inline": ["Get-Item 'C:\\x'\n\n$x"] }
        "#]],
    );
    check(
        "{\n  \"type\": \"Shell\",\n  \"inline\": [$0\n    \"a\",\n    \"b\"\n  ]\n}",
        expect![[r#"
            Join into one item
            {
              "type": "Shell",
              "inline": [
                "a\nb"
              ]
            }
        "#]],
    );
}

#[test]
fn a_script_moves_to_a_file() {
    let yes = |_: &str| true;
    check_in(
        Some(&folder(&yes)),
        "{\n  \"type\": \"Shell\",\n  \"name\": \"Install NGINX (é)\",\n  \"inline\": [\n    \"$0sudo apt-get install -y nginx\"\n  ]\n}",
        expect![[r##"
            Move this inline script to `install-nginx.sh`
            {
              "type": "Shell",
              "name": "Install NGINX (é)",
              "scriptUri": "<https address of install-nginx.sh>",
              "sha256Checksum": "b45570ba98f35f3ba7b1ddfda450ea35e8aeefedd1b0f7aea531deddbfb4319c"
            }
            install-nginx.sh: "#!/bin/sh -e\nsudo apt-get install -y nginx\n"
        "##]],
    );
    let second = |name: &str| name != "powershell.ps1";
    check_in(
        Some(&folder(&second)),
        r#"{ "type": "PowerShell", "name": "[parameters('x')]", "inline": ["$0Get-Item x"], "runElevated": true }"#,
        expect![[r#"
            Move this inline script to `powershell-2.ps1`
            { "type": "PowerShell", "name": "[parameters('x')]", "scriptUri": "<https address of powershell-2.ps1>", "sha256Checksum": "129b72b3c4aa75485f5b9de602eaad0cffaa2e57b2452e3b3f530c3ecf3786ed", "runElevated": true }
            powershell-2.ps1: "Get-Item x\n"
        "#]],
    );
    let no = |_: &str| false;
    check_in(
        Some(&folder(&no)),
        r#"{ "type": "Shell", "inline": ["$0ls"] }"#,
        expect!["nothing"],
    );
}

#[test]
fn windows_has_line_endings_of_its_own() {
    let windows = Folder {
        is_free: &|_| true,
        is_windows: true,
    };
    check_in(
        Some(&windows),
        r#"{ "type": "Shell", "inline": ["$0ls"] }"#,
        expect!["nothing"],
    );
    check_in(
        Some(&windows),
        r#"{ "type": "PowerShell", "inline": ["$0ls\r\nls"] }"#,
        expect![[r#"
            Split into one line per item
            { "type": "PowerShell", "inline": [
              "ls\r",
              "ls"
            ] }
            Move this inline script to `powershell.ps1`
            { "type": "PowerShell", "scriptUri": "<https address of powershell.ps1>", "sha256Checksum": "04a411eda76993562db98f4cd6c2c68082923cebf2bf12243dbaff03e2f224fc" }
            powershell.ps1: "ls\r\nls\r\n"
        "#]],
    );
}

#[test]
fn offers_no_rewrite_that_changes_the_script() {
    let yes = |_: &str| true;
    for fragment in [
        // Not in the list.
        r#"{ "type"$0: "Shell", "inline": ["a\nb", "c"] }"#,
        // An expression.
        r#"{ "type": "Shell", "inline": ["a\nb$0", "[parameters('c')]"] }"#,
        // No texts, none at all.
        r#"{ "type": "Shell", "inline": ["a\nb$0", 1] }"#,
        r#"{ "type": "Shell", "inline": [$0] }"#,
        // Comments.
        "{ \"type\": \"Shell\", \"inline\": [\"a\\nb$0\", /* why */ \"c\"] }",
        // Not closed.
        r#"{ "type": "Shell", "inline": ["a\nb$0", "c" }"#,
        // A step without a script.
        r#"{ "type": "File", "inline": ["a\nb$0", "c"] }"#,
        // Line endings that the file would not keep.
        r#"{ "type": "Shell", "inline": ["a\r$0"] }"#,
        // A script of its own.
        r#"{ "type": "Shell", "inline": ["a$0"], "scriptUri": "https://example.com/a.sh" }"#,
    ] {
        check_in(Some(&folder(&yes)), fragment, expect!["nothing"]);
    }
}

#[test]
fn brackets_never_begin_to_mean_something_else() {
    // As an item of its own the second line would be an expression, and so would the two items joined.
    check(
        r#"{ "type": "Shell", "inline": ["set -e\n[ -f /x ]$0"] }"#,
        expect!["nothing"],
    );
    check(
        r#"{ "type": "Shell", "inline": ["[ -f /x ] || y", "z[1]$0"] }"#,
        expect!["nothing"],
    );
}
