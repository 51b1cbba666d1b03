//! Runs the page of every rule: what it says must be so.

use aib_ls::document::{Document, Language};
use aib_ls::locale::{Lang, Message};
use aib_ls::rules::engine::finding::Finding;
use aib_ls::rules::{self, Rule};
use aib_ls::settings::file::File;
use aib_ls::settings::{Settings, Severity};
use aib_ls::text::day::Day;
use aib_ls::text::edit;
use aib_ls::text::span::Span;

use crate::support::fixes::{self, State};
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
    /// Checks an example of the page of a rule; one that is off by itself is turned on.
    fn new(rule: &Rule, example: &Example) -> Self {
        let (text, start) = example.frame.wrap(&example.text);
        Self::text(rule, example, text, start)
    }

    /// The same with another text in the place of the whole.
    fn text(rule: &Rule, example: &Example, text: String, start: usize) -> Self {
        if example.toml {
            let mut file = File::parse(text.clone(), &rules::known());
            if example.frame.unused {
                file.find_unused(|_| false);
            }
            if example.frame.no_parameters {
                file.report_parameters(Message::same("it does not exist"));
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
        let doc = Document::new(text.clone(), language, None).with_today(Day::new(2026, 6, 1));
        let files = example.frame.files(&doc);
        let doc = doc.with_files(Some(files)).with_parameters(example.frame.parameters());
        Self {
            text,
            start,
            findings: rules::check(&doc, &turning_on(rule)),
            mistakes: doc.tree().errors().len(),
        }
    }

    /// What was found, and at what level where the page announces one at the place.
    fn found(&self, announced: &[(Span, String)]) -> Vec<(Span, String)> {
        let named = |it: &Finding| {
            let has_level = |(span, said): &(Span, String)| *span == it.span && said.contains(' ');
            if announced.iter().any(has_level) {
                format!("{} {}", it.rule.id, it.level.name())
            } else {
                it.rule.id.to_owned()
            }
        };
        let mut found: Vec<_> = self.findings.iter().map(|it| (it.span, named(it))).collect();
        found.sort();
        found
    }

    fn shown(&self, findings: &[(Span, String)]) -> String {
        let line =
            |(span, id): &(Span, String)| format!("{}..{} `{}` {id}\n", span.start, span.end, span.of(&self.text));
        findings.iter().map(line).collect()
    }
}

/// Settings in which a rule speaks that is off by itself.
fn turning_on(rule: &Rule) -> Settings {
    let mut settings = Settings::default();
    if rule.is_off() {
        settings.rules.insert(rule.id.to_owned(), Severity::Information);
    }
    // Advice that is true of nearly any template counts on its own pages alone: about roles, and about the first boot. So do
    // rules about the source image, which the examples of other rules do not choose, and what is announced for many sizes.
    for advice in [
        "permissions",
        "script/apt-race",
        "script/package-manager",
        "script/command-missing",
        "vm-size/retirement-announced",
        "source/version-old",
    ] {
        if !rule.id.starts_with(advice) {
            settings.rules.insert(advice.to_owned(), Severity::Off);
        }
    }
    settings
}

fn check_example(rule: &Rule, example: &Example, before: Option<&Example>) -> Result<(), String> {
    let it = Checked::new(rule, example);
    let start = it.start as u32;
    let moved = |(span, id): &(Span, String)| (Span::new(span.start + start, span.end + start), id.clone());
    let mut expected: Vec<_> = example.expected.iter().map(moved).collect();
    expected.sort();
    let actual = it.found(&expected);
    let place = format!("{} line {} {:?}", rule.id, example.line, example.kind);
    if actual != expected {
        let (actual, expected) = (it.shown(&actual), it.shown(&expected));
        return Err(format!(
            "{place}\nfound:\n{actual}announced:\n{expected}in:\n{}",
            it.text
        ));
    }
    match (example.kind, before) {
        (Kind::Bad, _) if !expected.iter().any(|(_, it)| it.split(' ').next() == Some(rule.id)) => {
            Err(format!("{place}: does not announce its own rule"))
        }
        (Kind::Good, _) if !expected.is_empty() => Err(format!("{place}: a good example announces something")),
        (Kind::Fixed, Some(bad)) => {
            let bad = Checked::new(rule, bad);
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
fn the_examples_of_every_page_are_true() {
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

/// The most characters of a message in any language, so that an editor can show it on one line.
const MAX_MESSAGE_CHARS: usize = 120;

#[test]
fn messages_fit_on_one_line() {
    let mut long = Vec::new();
    for rule in rules::all() {
        for example in examples(rule.page) {
            for finding in Checked::new(rule, &example).findings {
                for lang in Lang::ALL {
                    let message = finding.message.get(lang);
                    let chars = message.chars().count();
                    if chars > MAX_MESSAGE_CHARS {
                        long.push(format!("{} {chars} {}: {message}", finding.rule.id, lang.tag()));
                    }
                }
            }
        }
    }
    long.sort();
    long.dedup();
    assert!(long.is_empty(), "{} long messages:\n{}", long.len(), long.join("\n"));
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
fn a_fix_takes_its_finding_away_and_brings_no_other() {
    let mut faults = Vec::new();
    for rule in rules::all() {
        for example in examples(rule.page).iter().filter(|it| it.kind == Kind::Bad) {
            let (text, _) = example.frame.wrap(&example.text);
            let name = format!("{} line {}", rule.id, example.line);
            faults.extend(fixes::faults(&name, &text, |text| {
                let it = Checked::text(rule, example, text, 0);
                State {
                    findings: it.findings,
                    mistakes: it.mistakes,
                }
            }));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn schema_findings_can_be_turned_off() {
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

#[test]
fn what_a_json_server_reports_can_be_turned_off() {
    let text = r#"{
  // The image.
  "type": "Microsoft.VirtualMachineImages/imageTemplates",
  "properties": {
    "buildTimeoutInMinutes": 3,
    "buildTimeoutInMinutes": 3,
    "source": { "type": "PlatformImage", "publisher": 7, "offr": "x", },
    "distribute": []
  }
}"#;
    let doc = Document::new(text.to_owned(), Language::Json, Some("2024-02-01"));
    let ids = |json_findings| {
        let settings = Settings {
            json_findings: Some(json_findings),
            ..Settings::default()
        };
        let findings = rules::check(&doc, &settings);
        findings.iter().map(|it| it.rule.id).collect::<Vec<_>>()
    };
    let (all, own) = (ids(true), ids(false));
    for id in [
        "syntax/trailing-comma",
        "syntax/comment",
        "schema/duplicate-key",
        "schema/wrong-json-type",
        "schema/unknown-field",
    ] {
        assert!(all.contains(&id) && !own.contains(&id), "{id}: {all:?} {own:?}");
    }
    assert!(own.contains(&"timeout/below-minimum"), "{own:?}");
}

#[test]
fn a_rule_that_is_off_is_enabled_by_its_id_or_family() {
    let off: Vec<_> = rules::all().into_iter().filter(|it| it.is_off()).collect();
    assert_eq!(
        off.iter().map(|it| it.id).collect::<Vec<_>>(),
        ["arm/fixed-name-redeploy", "devops/hosted-agent-limit"]
    );
    for rule in off {
        let examples = examples(rule.page);
        let bad = examples.iter().find(|it| it.kind == Kind::Bad).unwrap();
        let doc = Document::new(bad.frame.wrap(&bad.text).0, Language::Jsonc, None);
        let levels = |name: &str, severity| {
            let rules = [(name.to_owned(), severity)].into();
            let findings = rules::check(
                &doc,
                &Settings {
                    rules,
                    ..Settings::default()
                },
            );
            let own = findings.into_iter().filter(|it| it.rule.id == rule.id);
            own.map(|it| it.level.name()).collect::<Vec<_>>()
        };
        let family = rule.id.split('/').next().unwrap();
        assert_eq!(levels(family, Severity::Hint), ["hint"]);
        assert_eq!(levels(rule.id, Severity::Error), ["error"]);
        assert_eq!(levels("timeout", Severity::Error), [""; 0]);
        assert_eq!(levels(rule.id, Severity::Off), [""; 0]);
    }
}
