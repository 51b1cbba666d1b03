//! What can be folded.

use aib_ls::ide::folding;
use expect_test::{Expect, expect};

use crate::ide::Scene;

/// The first and the last line of each fold, as they are written.
fn check(text: &str, expected: Expect) {
    let scene = Scene::new("", &format!("{text}$0"));
    let text = scene.doc.text();
    let line = |at: u32| {
        let start = text[..at as usize].rfind('\n').map_or(0, |it| it + 1);
        text[start..].lines().next().unwrap_or_default().trim()
    };
    let mut shown = String::new();
    for fold in folding::folding(&scene.doc) {
        let kept = if fold.keeps_last_line { "before" } else { "with" };
        shown += &format!("{} … {kept} {}\n", line(fold.span.start), line(fold.span.end));
    }
    expected.assert_eq(&shown);
}

#[test]
fn objects_lists_and_what_goes_over_items() {
    check(
        r#"{
  "resources": [
    {
      "type": "Microsoft.VirtualMachineImages/imageTemplates",
      "properties": {
        "source": { "type": "PlatformImage" },
        "customize": [
          {
            "type": "Shell",
            "inline": [
              "if [ -f /x ]; then",
              "  echo a",
              "else",
              "  echo b",
              "fi",
              "f() {",
              "  true; }",
              "cat << END > y\na\nEND",
              "cat << END > z",
              "if",
              "END"
            ] },
          { "type": "PowerShell", "inline": [
            "foreach ($x in 1..3) {",
            "  $x",
            "}" ] }
        ]
      }
    },
    {
      "type": "Microsoft.Compute/galleries"
    }
  ]
}"#,
        expect![[r#"
            { … before }
            "resources": [ … before ]
            { … before },
            "properties": { … before }
            "customize": [ … before ]
            { … before ] },
            "inline": [ … before ] },
            "if [ -f /x ]; then", … before "else",
            "else", … before "fi",
            "f() {", … with "  true; }",
            "cat << END > z", … before "END"
            { "type": "PowerShell", "inline": [ … with "}" ] }
            { "type": "PowerShell", "inline": [ … with "}" ] }
            "foreach ($x in 1..3) {", … before "}" ] }
            { … before }
        "#]],
    );
}

#[test]
fn foreign_and_unclosed_text_is_not_folded() {
    check("{\n  \"a\": {\n    \"b\": 1\n  }\n}", expect![[""]]);
    check(
        "{\n  \"type\": \"Microsoft.VirtualMachineImages/imageTemplates\",\n  \"properties\": {\n",
        expect![[""]],
    );
}
