//! Advice that a rule repeats in a template is shown once, with the other places; everything but output sees each finding.

use aib_ls::document::{Document, Language};
use aib_ls::rules;
use aib_ls::rules::engine::finding::Finding;
use aib_ls::rules::engine::groups::{self, MAX_PLACES};
use aib_ls::settings::{Settings, Severity};
use aib_ls::text::edit;

const ELEVATED: &str = r#"{ "type": "PowerShell", "runElevated": true, "inline": ["Get-Service"] }"#;

/// A Windows template with these steps, one on each line from line 4 on.
fn template(steps: &[String]) -> String {
    format!(
        r#"{{
  "type": "Microsoft.VirtualMachineImages/imageTemplates", "location": "westeurope", "properties": {{
    "customize": [
{}
    ],
    "source": {{ "type": "PlatformImage", "publisher": "MicrosoftWindowsServer", "offer": "WindowsServer", "sku": "2022-datacenter-g2", "version": "latest" }},
    "distribute": [{{ "type": "VHD", "runOutputName": "disk" }}]
  }}
}}"#,
        steps.join(",\n")
    )
}

fn document(text: &str) -> Document {
    Document::new(text.to_owned(), Language::Jsonc, None)
}

/// The findings of one rule as they are shown.
fn shown(doc: &Document, settings: &Settings, rule: &str) -> Vec<Finding> {
    let findings = rules::check(doc, settings);
    let mut shown = groups::of_document(doc, &findings);
    shown.retain(|it| it.rule.id == rule);
    shown
}

/// The lines of a finding, its own first and then the related ones.
fn lines(doc: &Document, finding: &Finding) -> Vec<usize> {
    let line = |at: u32| doc.text()[..at as usize].matches('\n').count() + 1;
    let spans = [finding.span]
        .into_iter()
        .chain(finding.related.iter().map(|it| it.span));
    spans.map(|it| line(it.start)).collect()
}

const RULE: &str = "customize/elevated-not-system";

#[test]
fn advice_with_one_message_is_one_finding_with_the_other_places() {
    let doc = document(&template(&vec![ELEVATED.to_owned(); 8]));
    let found = shown(&doc, &Settings::default(), RULE);
    assert_eq!(found.len(), 1);
    assert_eq!(lines(&doc, &found[0]), [4, 5, 6, 7, 8, 9, 10, 11]);
    assert_eq!(found[0].repeats.len(), 7);
    assert!(found[0].related.iter().all(|it| it.message.en == "Also here"));
    // It offers what the first one offers.
    assert_eq!(found[0].fixes.len(), 1);
    assert_eq!(found[0].fixes[0].edits.len(), 1);
}

#[test]
fn of_many_places_some_are_listed_and_the_others_counted() {
    let doc = document(&template(&vec![ELEVATED.to_owned(); MAX_PLACES + 4]));
    let found = shown(&doc, &Settings::default(), RULE);
    let [finding] = found.as_slice() else {
        panic!("{} findings", found.len())
    };
    assert_eq!(
        (finding.related.len(), finding.repeats.len()),
        (MAX_PLACES, MAX_PLACES + 3)
    );
    assert_eq!(finding.related[MAX_PLACES - 1].message.en, "Also here, and 3 more");
    assert_eq!(finding.related[MAX_PLACES - 2].message.en, "Also here");
}

#[test]
fn a_suppressed_place_is_not_in_the_group() {
    let mut steps = vec![ELEVATED.to_owned(); 4];
    steps[0] = format!("// aib-ls: ignore[{RULE}] known\n{ELEVATED}");
    steps[2] = format!("// aib-ls: ignore[{RULE}] known\n{ELEVATED}");
    let doc = document(&template(&steps));
    let found = shown(&doc, &Settings::default(), RULE);
    assert_eq!(found.len(), 1);
    assert_eq!(lines(&doc, &found[0]), [6, 9]);
    let unused = shown(&doc, &Settings::default(), "suppress/unused");
    assert!(unused.is_empty());
}

#[test]
fn different_messages_and_different_templates_are_different_groups() {
    let url = |path: &str| format!(r#"{{ "type": "PowerShell", "scriptUri": "https://example.com/{path}/a.ps1" }}"#);
    let doc = document(&template(&[url("main"), url("x"), url("main"), url("y")]));
    let found = shown(&doc, &Settings::default(), "customize/unpinned-script");
    let places: Vec<_> = found.iter().map(|it| lines(&doc, it)).collect();
    assert_eq!(places, [[4, 6], [5, 7]]);

    let resource = |name: &str| {
        let text = template(&[ELEVATED.to_owned(), ELEVATED.to_owned()]);
        text.replacen(
            "\"location\"",
            &format!("\"apiVersion\": \"2024-02-01\", \"name\": \"{name}\", \"location\""),
            1,
        )
    };
    let text = format!("{{ \"resources\": [\n{},\n{}\n] }}", resource("a"), resource("b"));
    let doc = document(&text);
    let found = shown(&doc, &Settings::default(), RULE);
    assert_eq!(found.iter().map(|it| it.repeats.len()).collect::<Vec<_>>(), [1, 1]);
}

#[test]
fn errors_and_warnings_stay_one_each_unless_their_rule_says_otherwise() {
    let missing = vec![r#"{ "type": "PowerShell" }"#.to_owned(); 3];
    let doc = document(&template(&missing));
    let found = shown(&doc, &Settings::default(), "customize/no-script");
    assert_eq!(found.iter().map(|it| it.level.name()).collect::<Vec<_>>(), ["error"; 3]);
    // The chosen severity counts, and so does the rule.
    let url = r#"{ "type": "PowerShell", "runElevated": true, "scriptUri": "https://example.com/x/a.ps1" }"#;
    let doc = document(&template(&vec![url.to_owned(); 3]));
    let rules = ["customize/unpinned-script", RULE].map(|it| (it.to_owned(), Severity::Warning));
    let settings = Settings {
        rules: rules.into(),
        ..Settings::default()
    };
    assert_eq!(shown(&doc, &settings, "customize/unpinned-script").len(), 3);
    assert_eq!(shown(&doc, &settings, RULE).len(), 1);
}

#[test]
fn safe_fixes_with_one_title_become_one_that_mends_all_places() {
    let read_only = r#"{ "type": "PowerShell", "inline": "Get-Service" }"#;
    let doc = document(&template(&vec![read_only.to_owned(); 3]));
    let settings = Settings {
        rules: [("schema/inline-not-array".to_owned(), Severity::Hint)].into(),
        ..Settings::default()
    };
    let found = shown(&doc, &settings, "schema/inline-not-array");
    let [finding] = found.as_slice() else {
        panic!("{} findings", found.len())
    };
    let fix = &finding.fixes[0];
    assert!(fix.safe && fix.title.en.ends_with(" (3 places)"), "{:?}", fix.title);
    let after = document(&edit::apply(doc.text(), &fix.edits));
    assert_eq!(after.tree().errors(), []);
    assert_eq!(shown(&after, &settings, "schema/inline-not-array").len(), 0);
}
