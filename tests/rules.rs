//! Runs the page of every rule: what it says must be so.

use aib_ls::document::{Document, Language};
use aib_ls::locale::Lang;
use aib_ls::rules::finding::Finding;
use aib_ls::rules::{self, Rule};
use aib_ls::settings::Settings;
use aib_ls::settings::file::File;
use aib_ls::text::edit;
use aib_ls::text::span::Span;

use crate::support::page::{Example, Kind, examples};

/// An example as it is checked, and what was found in it.
struct Checked {
    text: String,
    /// Where the fragment begins.
    start: usize,
    findings: Vec<Finding>,
    mistakes: usize,
}

impl Checked {
    fn new(example: &Example) -> Self {
        let start = example.frame.wrap(&example.text).1;
        Self::text(example, example.frame.wrap(&example.text).0, start)
    }

    /// The same with another text in the place of the whole.
    fn text(example: &Example, text: String, start: usize) -> Self {
        if example.toml {
            let mut file = File::parse(text.clone(), &rules::known());
            if example.frame.unused {
                file.find_unused(|_| false);
            }
            let findings = rules::check_settings(&file.problems, &file.settings);
            let broken = |it: &&Finding| it.rule.id == "settings/not-toml";
            let mistakes = findings.iter().filter(broken).count();
            return Self {
                text,
                start,
                findings,
                mistakes,
            };
        }
        let language = if example.frame.json {
            Language::Json
        } else {
            Language::Jsonc
        };
        let doc = Document::new(text.clone(), language, None);
        Self {
            text,
            start,
            findings: rules::check(&doc, &Settings::default()),
            mistakes: doc.tree().errors().len(),
        }
    }

    fn found(&self) -> Vec<(Span, String)> {
        let mut found: Vec<_> = self
            .findings
            .iter()
            .map(|it| (it.span, it.rule.id.to_owned()))
            .collect();
        found.sort();
        found
    }

    fn shown(&self, findings: &[(Span, String)]) -> String {
        let line =
            |(span, id): &(Span, String)| format!("{}..{} `{}` {id}\n", span.start, span.end, span.of(&self.text));
        findings.iter().map(line).collect()
    }
}

fn check_example(rule: &Rule, example: &Example, before: Option<&Example>) -> Result<(), String> {
    let it = Checked::new(example);
    let start = it.start as u32;
    let moved = |(span, id): &(Span, String)| (Span::new(span.start + start, span.end + start), id.clone());
    let mut expected: Vec<_> = example.expected.iter().map(moved).collect();
    expected.sort();
    let actual = it.found();
    let place = format!("{} line {} {:?}", rule.id, example.line, example.kind);
    if actual != expected {
        let (actual, expected) = (it.shown(&actual), it.shown(&expected));
        return Err(format!(
            "{place}\nfound:\n{actual}announced:\n{expected}in:\n{}",
            it.text
        ));
    }
    match (example.kind, before) {
        (Kind::Bad, _) if !expected.iter().any(|(_, id)| id == rule.id) => {
            Err(format!("{place}: does not announce its own rule"))
        }
        (Kind::Good, _) if !expected.is_empty() => Err(format!("{place}: a good example announces something")),
        (Kind::Fixed, Some(bad)) => {
            let bad = Checked::new(bad);
            let first = bad.findings.iter().find(|it| it.rule.id == rule.id);
            let Some(fix) = first.and_then(|it| it.fixes.first()) else {
                return Err(format!("{place}: there is no fix"));
            };
            let fixed = edit::apply(&bad.text, &fix.edits);
            if fixed == it.text {
                Ok(())
            } else {
                Err(format!("{place}: the fix gives\n{fixed}\nthe page says\n{}", it.text))
            }
        }
        _ => Ok(()),
    }
}

#[test]
fn every_page_is_true() {
    let mut wrong = Vec::new();
    for rule in rules::all() {
        let examples = examples(rule.page);
        for (n, example) in examples.iter().enumerate() {
            let before = examples[..n].iter().rev().find(|it| it.kind == Kind::Bad);
            wrong.extend(check_example(rule, example, before).err());
        }
        let has = |kind| examples.iter().any(|it| it.kind == kind);
        if !has(Kind::Bad) || !has(Kind::Good) || (rule.fixable && !has(Kind::Fixed)) {
            wrong.push(format!(
                "{}: the page needs a bad, a good and, where there is a fix, a fixed example",
                rule.id
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of the pages' examples:\n\n{}",
        wrong.len(),
        wrong.join("\n\n")
    );
}

#[test]
fn every_page_has_its_heading_and_every_language() {
    for rule in rules::all() {
        assert!(
            rule.page.starts_with(&format!("# {}\n", rule.id)),
            "heading of {}",
            rule.id
        );
        for lang in Lang::ALL {
            assert!(
                rule.words(lang).len() > 80,
                "{} says too little in {}",
                rule.id,
                lang.tag()
            );
            assert!(
                rule.summary(lang).ends_with('.'),
                "{}: first sentence in {}",
                rule.id,
                lang.tag()
            );
        }
    }
}

#[test]
fn a_fix_leaves_a_text_that_parses_and_takes_its_finding_away() {
    for rule in rules::all() {
        for example in examples(rule.page).iter().filter(|it| it.kind == Kind::Bad) {
            let before = Checked::new(example);
            for finding in &before.findings {
                for fix in &finding.fixes {
                    let after = Checked::text(example, edit::apply(&before.text, &fix.edits), 0);
                    let same = |it: &&Finding| it.rule.id == finding.rule.id && it.message == finding.message;
                    let (had, left) = (
                        before.findings.iter().filter(same).count(),
                        after.findings.iter().filter(same).count(),
                    );
                    assert!(
                        left < had,
                        "{} `{}` leaves its finding in\n{}",
                        finding.rule.id,
                        fix.title.en,
                        after.text
                    );
                    assert!(
                        after.mistakes <= before.mistakes,
                        "{} `{}` breaks\n{}",
                        finding.rule.id,
                        fix.title.en,
                        after.text
                    );
                }
            }
        }
    }
}

#[test]
fn what_any_schema_validator_says_can_be_left_to_another() {
    let text = r#"{
  "type": "Microsoft.VirtualMachineImages/imageTemplates",
  "properties": {
    "buildTimeoutInMinutes": 3,
    "source": { "type": "PlatformImage", "publisher": 7, "offr": "x" },
    "distribute": []
  }
}"#;
    let doc = Document::new(text.to_owned(), Language::Json, Some("2024-02-01"));
    let ids = |schema_findings| {
        let settings = Settings {
            schema_findings: Some(schema_findings),
            ..Settings::default()
        };
        let findings = rules::check(&doc, &settings);
        findings.iter().map(|it| it.rule.id).collect::<Vec<_>>()
    };
    let (all, own) = (ids(true), ids(false));
    assert!(all.contains(&"schema/wrong-json-type") && all.contains(&"schema/unknown-field"));
    assert!(own.contains(&"timeout/below-minimum") && own.contains(&"identity/missing"));
    let plain: Vec<_> = all.iter().filter(|it| !own.contains(it)).collect();
    assert!(plain.iter().all(|it| it.starts_with("schema/")), "{plain:?}");
    assert!(own.iter().all(|it| !it.starts_with("schema/")), "{own:?}");
}
