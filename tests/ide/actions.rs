//! Code actions: each kind by itself, and what is offered together.

mod convert;
mod extract;
mod give_value;
mod inline;
mod migration;
mod override_step;
mod quick_fixes;
mod rewrite;
mod sort;
mod suppress;

use std::sync::Arc;

use aib_ls::document::{Document, Language};
use aib_ls::ide::actions::{self, Kind, Request, Target, suppress::SettingsFile};
use aib_ls::model::parameters::ParameterFile;
use aib_ls::rules;
use aib_ls::settings::Settings;
use aib_ls::text::span::Span;
use expect_test::{Expect, expect};

use crate::ide::Scene;

/// The kinds and titles of what is offered at the cursor; `only` names the kinds that are wanted.
fn check(only: Option<&[Kind]>, fragment: &str, expected: Expect) {
    let scene = Scene::new("in=customize", fragment);
    let settings = Settings::default();
    let findings = rules::check(&scene.doc, &settings);
    let file = SettingsFile {
        text: "",
        document: Some("web.json"),
    };
    let none = || None::<&ParameterFile>;
    let request = Request {
        doc: &scene.doc,
        file_name: None,
        script: None,
        findings: &findings,
        settings: &settings,
        span: Span::new(scene.cursors.0, scene.cursors.1),
        wants: &|it| only.is_none_or(|only| only.contains(&it)),
        is_selective: only.is_some(),
        offers_rewrites: true,
        folder: None,
        settings_file: Some(&file),
        parameter_file: &none,
    };
    let line = |it: &actions::Action| {
        let place = match it.target {
            Target::Document => "",
            Target::ParameterFile => " in the parameter file",
            Target::Settings => " in the settings",
        };
        format!("{:?}: {}{place}\n", it.kind, it.title.en)
    };
    expected.assert_eq(&actions::actions(&request).iter().map(line).collect::<String>());
}

#[test]
fn a_finding_is_fixed_then_suppressed_then_all_of_them_are_fixed() {
    check(
        None,
        r#"{ "type": "shel$0l", "inline": ["a", "b"] }"#,
        expect![[r#"
            QuickFix: Replace with `Shell`
            QuickFix: Ignore `schema/discriminator-case` on this line
            Refactor: Add a custom deprovisioning script (Linux)
            FixAll: Apply all safe fixes
        "#]],
    );
}

#[test]
fn all_safe_fixes_are_offered_away_from_a_finding_to_who_asks_for_them_alone() {
    let fragment = r#"{ "type": "shell", "inline": ["a", "b"], "na$0me": "x" }"#;
    check(
        Some(&[Kind::FixAll]),
        fragment,
        expect![[r#"
        FixAll: Apply all safe fixes
    "#]],
    );
    check(Some(&[Kind::QuickFix]), fragment, expect![[r#""#]]);
    check(
        None,
        fragment,
        expect![[r#"
        Refactor: Add a custom deprovisioning script (Linux)
    "#]],
    );
}

/// The same for a whole text with one template, in the room of a deployment.
fn check_text(marked: &str, expected: Expect) {
    let first = marked.find("$0").expect("there is a cursor");
    let text = marked.replacen("$0", "", 1);
    let second = text.find("$0").unwrap_or(first);
    let doc = Document::new(text.replacen("$0", "", 1), Language::Jsonc, None);
    let settings = Settings::default();
    let values = ParameterFile::parse("web.parameters.json", "{ \"parameters\": {} }".to_owned()).ok();
    let doc = doc.with_parameters(values.map(Arc::new));
    let file = || doc.parameters().map(AsRef::as_ref);
    let request = Request {
        doc: &doc,
        script: None,
        findings: &[],
        settings: &settings,
        span: Span::new(first as u32, second as u32),
        wants: &|_| true,
        is_selective: false,
        file_name: None,
        offers_rewrites: true,
        folder: None,
        settings_file: None,
        parameter_file: &file,
    };
    let titles: Vec<_> = actions::actions(&request).into_iter().map(|it| it.title.en).collect();
    expected.assert_eq(&titles.join("\n"));
}

const DEPLOYMENT: &str = r#"{
  "parameters": {
    "size": { "type": "string", "defaultValue": "Standard_D2s_v5" }
  },
  "variables": { "stem": "web" },
  "resources": [{
    "type": "Microsoft.VirtualMachineImages/imageTemplates",
    "apiVersion": "2022-07-01",
    "name": "[variables('stem')]",
    "location": "westeurope",
    "properties": {
      "vmProfile": { "vmSize": "[parameters('size')]" },
      "customize": [
        { "type": "Shell", "name": "first", "inline": ["echo a", "echo b"] },
        { "type": "Shell", "name": "final", "inline": ["echo c", "echo d"] }
      ],
      "distribute": [
        { "type": "SharedImage", "runOutputName": "x", "targetRegions": [{ "name": "northeurope" }, { "name": "westeurope" }] }
      ]
    }
  }]
}"#;

/// What is offered with the cursor before a piece of the deployment.
fn check_at(piece: &str, expected: Expect) {
    check_text(&DEPLOYMENT.replacen(piece, &format!("$0{piece}"), 1), expected);
}

#[test]
fn a_bare_cursor_is_no_reason_for_a_refactoring() {
    for piece in [
        "northeurope",
        "\"Shell\"",
        "echo a",
        "variables('stem')",
        "\"web\"",
        "\"string\"",
        "first",
    ] {
        check_at(piece, expect![""]);
    }
    check_at("\"name\": \"[var", expect![""]);
    check_at("\"type\": \"Microsoft", expect![""]);
}

#[test]
fn a_place_may_be_the_reason() {
    // The value is repeated, the list ends here, the version is old, the parameter has no value in the file.
    check_at(
        "westeurope",
        expect![[r#"
            Extract `"westeurope"` to the parameter `location`
            Extract `"westeurope"` to the variable `location`"#]],
    );
    check_at("customize\"", expect!["Add a custom deprovisioning script (Linux)"]);
    check_at("final", expect!["Add a custom deprovisioning script (Linux)"]);
    check_at(
        "2022-07-01",
        expect![[r#"
            Migrate to API version 2025-10-01 (3 manual steps)
            Migrate to API version 2024-02-01 (3 manual steps)
            Convert to a standalone template"#]],
    );
    check_at("size\"", expect!["Add `size` to `web.parameters.json`"]);
    check_at("inline", expect!["Join into one item"]);
}

#[test]
fn a_selection_is_a_reason_anywhere() {
    check_text(
        &DEPLOYMENT.replacen("northeurope", "$0northeurope$0", 1),
        expect![[r#"
            Extract `"northeurope"` to the parameter `name`
            Extract `"northeurope"` to the variable `name`"#]],
    );
    check_text(
        &DEPLOYMENT.replacen("\"echo a\"", "$0\"echo a\"$0", 1),
        expect![[r#"
            Extract `"echo a"` to the parameter `inline`
            Extract `"echo a"` to the variable `inline`
            Join into one item"#]],
    );
}
