//! What is taken over from the state before is what a fresh check finds, whatever was typed between.

use std::path::Path;
use std::sync::Arc;

use aib_ls::document::{Document, Language};
use aib_ls::model::parameters::ParameterFile;
use aib_ls::model::script_file::{Content, ScriptFile, ScriptFiles};
use aib_ls::rules;
use aib_ls::rules::engine::finding::Finding;
use aib_ls::rules::engine::memo::Memo;
use aib_ls::settings::Settings;
use proptest::prelude::*;

use crate::support::outside::files_below;
use crate::support::samples;

/// A deployment with images that have findings, some of which rest on a parameter.
fn deployment() -> String {
    let image = |n: usize, minutes: usize| {
        format!(
            r#"{{
      "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": "[parameters('version')]", "name": "image{n}",
      "location": "westeurope",
      "properties": {{
        "buildTimeoutInMinutes": {minutes},
        "source": {{ "type": "PlatformImage", "publisher": "[parameters('publisher')]" }},
        "customize": [{{ "type": "Shell", "inlin": ["sleep 1"] }}],
        "distribute": [{{ "type": "SharedImage", "galleryImageId": "x" }}]
      }}
    }}"#
        )
    };
    let variables = r#""steps": [{ "type": "Shell", "inlin": ["sleep 1"] }], "all": { "minutes": 961 }"#;
    let step = r#"[{ "type": "Shell", "inlin": ["sleep 1"] }]"#;
    format!(
        r#"{{
  "parameters": {{
    "version": {{ "type": "string", "defaultValue": "2024-02-01" }},
    "publisher": {{ "type": "string", "defaultValue": "MicrosoftWindowsServer" }},
    "minutes": {{ "type": "int", "defaultValue": 3 }}
  }},
  "variables": {{ {variables} }},
  "resources": [
    {},
    {},
    {},
    {},
    {}
  ]
}}"#,
        image(1, 3),
        image(2, 30),
        image(3, 961),
        image(4, 3).replace(step, "\"[variables('steps')]\""),
        image(5, 3)
            .replace("3,", "\"[parameters('minutes')]\",")
            .replace(step, "\"[concat(variables('steps'), variables('steps'))]\""),
    )
}

fn shown(findings: &[Finding]) -> Vec<String> {
    let line = |it: &Finding| {
        let (id, level, span, about) = (it.rule.id, it.level, it.span, it.about);
        format!(
            "{id} {level:?} {span:?} {about:?} {} {:?} {:?}",
            it.message.en, it.related, it.fixes
        )
    };
    findings.iter().map(line).collect()
}

/// How many sequences of edits are tried: `PROPTEST_CASES` of the environment, or enough for each run.
fn cases() -> u32 {
    let asked = std::env::var("PROPTEST_CASES").ok();
    asked.and_then(|it| it.parse().ok()).unwrap_or(150)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases()) })]

    #[test]
    fn remembered_findings_equal_those_of_a_fresh_check(
        edits in prop::collection::vec(
            (any::<prop::sample::Index>(), 0..6_usize, prop::sample::select(vec!["", "\"", "{", "}", "]", ",", "4", "x", "\n", "2020-02-14", "Canonical", "[variables('steps')]"])),
            1..12,
        )
    ) {
        let settings = Settings::default();
        let (mut text, mut memo) = (deployment(), Memo::default());
        for (place, cut, put) in edits {
            let from = place.index(text.len());
            let to = (from + cut).min(text.len());
            text.replace_range(from..to, put);
            let doc = Document::new(text.clone(), Language::Json, None);
            let (found, next) = rules::check_again(&doc, &settings, &memo);
            prop_assert_eq!(shown(&found.findings), shown(&rules::check(&doc, &settings)), "{}", text);
            memo = next;
        }
    }
}

#[test]
fn a_fix_does_not_depend_on_how_another_image_uses_the_value() {
    let settings = Settings::default();
    let text = deployment().replacen("\"sleep 1\"] }], \"all\"", "\"sleep 1\"] }\"], \"all\"", 1);
    let (before, memo) = rules::check_again(
        &Document::new(text.clone(), Language::Json, None),
        &settings,
        &Memo::default(),
    );
    let other = text.replacen("concat(variables('steps'), variables('steps'))", "createArray()", 1);
    let doc = Document::new(other.clone(), Language::Json, None);
    let (after, _) = rules::check_again(&doc, &settings, &memo);
    assert_ne!(text, other);
    assert!(before.findings.len() > 6);
    assert_eq!(shown(&after.findings), shown(&rules::check(&doc, &settings)));
}

#[test]
fn an_image_that_did_not_change_is_found_where_it_moved_to() {
    let settings = Settings::default();
    let text = deployment();
    let doc = Document::new(text.clone(), Language::Json, None);
    let (before, memo) = rules::check_again(&doc, &settings, &Memo::default());
    let before = before.findings;
    let moved = text.replacen("\"resources\"", "\n\n  \"resources\"", 1);
    let doc = Document::new(moved, Language::Json, None);
    let (after, _) = rules::check_again(&doc, &settings, &memo);
    assert!(before.len() > 6);
    assert_eq!(shown(&after.findings), shown(&rules::check(&doc, &settings)));
}

#[test]
fn a_changed_script_file_is_checked_again() {
    let settings = Settings::default();
    let step = r#"{ "type": "Shell", "scriptUri": "https://example.com/a/b.sh", "sha256Checksum": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" }"#;
    let text = format!(r#"{{ "properties": {{ "source": {{}}, "customize": [{step}], "distribute": [] }} }}"#);
    let beside = |bytes: Option<&str>| {
        let doc = Document::new(text.clone(), Language::Json, None);
        let file = bytes.map(|it| {
            Arc::new(ScriptFile {
                name: "a/b.sh".to_owned(),
                path: "a/b.sh".into(),
                content: Some(Arc::new(Content::new(it.as_bytes().to_vec()))),
            })
        });
        let files = ScriptFiles::find(doc.addresses(), |_| file.clone());
        doc.with_files(Some(Arc::new(files)))
    };
    let mut memo = Memo::default();
    let mut seen = Vec::new();
    for doc in [
        beside(None),
        beside(Some("true")),
        beside(Some("")),
        beside(Some("true")),
    ] {
        let (found, next) = rules::check_again(&doc, &settings, &memo);
        assert_eq!(shown(&found.findings), shown(&rules::check(&doc, &settings)));
        seen.push(shown(&found.findings));
        memo = next;
    }
    assert_eq!(seen[1], seen[3]);
    assert_eq!(seen[0], seen[2]);
    assert!(seen[0] != seen[1]);
}

#[test]
fn changed_parameter_values_are_checked_again() {
    let settings = Settings::default();
    let given = |version: &str| {
        let text = format!("{{ \"parameters\": {{ \"version\": {{ \"value\": \"{version}\" }} }} }}");
        let values = ParameterFile::parse("web.parameters.json", text).unwrap();
        Document::new(deployment(), Language::Json, None).with_parameters(Some(Arc::new(values)))
    };
    let without = Document::new(deployment(), Language::Json, None);
    let mut memo = Memo::default();
    let mut seen = Vec::new();
    for doc in [
        without,
        given("2020-02-14"),
        given("2018-02-01-preview"),
        given("2020-02-14"),
    ] {
        let (found, next) = rules::check_again(&doc, &settings, &memo);
        assert_eq!(shown(&found.findings), shown(&rules::check(&doc, &settings)));
        seen.push(shown(&found.findings));
        memo = next;
    }
    assert_eq!(seen[1], seen[3]);
    assert!(seen[0] != seen[1] && seen[1] != seen[2]);
}

#[test]
fn a_sample_that_is_typed_in_is_checked_as_a_fresh_one() {
    let settings = Settings::default();
    let typed = [
        ("\"type\"", "\"typ\""),
        ("westeurope", "westeurop"),
        ("[", "[ "),
        ("\"name\":", "\"name\""),
        ("60", "3"),
    ];
    for path in files_below(Path::new(samples::TEMPLATES), "json") {
        let (mut text, mut memo) = (std::fs::read_to_string(&path).unwrap(), Memo::default());
        for (before, after) in [("", "")].into_iter().chain(typed) {
            text = text.replacen(before, after, 1);
            let doc = Document::new(text.clone(), Language::Json, None);
            let (found, next) = rules::check_again(&doc, &settings, &memo);
            let fresh = rules::check(&doc, &settings);
            assert_eq!(
                shown(&found.findings),
                shown(&fresh),
                "{} after {after}",
                path.display()
            );
            memo = next;
        }
    }
}
