//! A template typed from the first character to the last: every question has an answer at every step.

use aib_ls::document::{Document, Language};
use aib_ls::ide::actions::quick_fixes;
use aib_ls::ide::{completion, hover, symbols};
use aib_ls::rules;
use aib_ls::settings::Settings;
use aib_ls::syntax::error::Problem;
use aib_ls::text::span::Span;

use crate::ide::completion::wide;

const TEMPLATE: &str = r#"{
  "type": "Microsoft.VirtualMachineImages/imageTemplates",
  "location": "westeurope", // where it is built
  "properties": {
    "buildTimeoutInMinutes": 90,
    "source": { "type": "PlatformImage", "publisher": "Canonical", "version": "latest" },
    "customize": [
      {
        "type": "Shell",
        "inline": ["apt-get update", "echo \"é😀\""]
      }
    ],
    "distribute": [
      { "type": "VHD", "runOutputName": "disk" }
    ]
  }
}
"#;

/// Asks everything about a text, at one place.
fn ask(text: &str, at: usize) -> Document {
    let doc = Document::new(text.to_owned(), Language::Json, None);
    let inside = |it: Span| {
        let ok = it.start <= it.end && doc.text().get(it.start as usize..it.end as usize).is_some();
        assert!(ok, "{it:?} in {text}");
    };
    let findings = rules::check(&doc, &Settings::default());
    findings.iter().for_each(|it| inside(it.span));
    hover::hover(&doc, at as u32).iter().for_each(|it| inside(it.span));
    for item in completion::completion(&doc, at as u32, &Vec::new) {
        wide(&item.insertion).iter().for_each(|it| inside(it.span));
        item.insertion.narrow.iter().for_each(|it| inside(it.edit.span));
        assert!(
            item.insertion.edit.span.touches(at as u32),
            "{} is not at the cursor in {text}",
            item.label
        );
    }
    symbols::symbols(&doc).iter().for_each(|it| inside(it.span));
    let actions = quick_fixes::quick_fixes(&findings, Span::at(at as u32));
    actions.iter().flat_map(|it| &it.edits).for_each(|it| inside(it.span));
    doc
}

#[test]
fn a_template_typed_from_the_first_character() {
    for (at, _) in TEMPLATE.char_indices() {
        ask(&TEMPLATE[..at], at);
    }
    let whole = ask(TEMPLATE, TEMPLATE.len());
    assert_eq!(whole.tree().errors(), []);
}

#[test]
fn a_template_typed_where_the_editor_closes_what_is_opened() {
    let mut open = Vec::new();
    let mut typed = String::new();
    let mut in_string = false;
    for c in TEMPLATE
        .split(" // where it is built")
        .collect::<String>()
        .replace("\\\"", "")
        .chars()
    {
        match c {
            '"' if in_string => drop(open.pop()),
            '"' => open.push('"'),
            '{' if !in_string => open.push('}'),
            '[' if !in_string => open.push(']'),
            '}' | ']' if !in_string => drop(open.pop()),
            _ => {}
        }
        in_string ^= c == '"';
        typed.push(c);
        let rest: String = open.iter().rev().collect();
        let doc = ask(&format!("{typed}{rest}"), typed.len());
        // Nothing is ever unclosed or too much.
        let unbalanced = doc.tree().errors().iter().find(|it| {
            matches!(
                it.kind,
                Problem::Unclosed { .. } | Problem::UnclosedString | Problem::UnexpectedText
            )
        });
        assert_eq!(unbalanced, None, "{typed}▮{rest}");
    }
}
