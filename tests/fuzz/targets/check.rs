//! A whole check: all rules on a template and its parameter file, in every output format, and the reports about it.

use aib_ls::cli::output::{Subject, Summary, github, human, json, junit, sarif};
use aib_ls::document::{Document, Kind, Language};
use aib_ls::insight::migrate;
use aib_ls::locale::Lang;
use aib_ls::model::parameters::ParameterFile;
use aib_ls::report::text::Terminal;
use aib_ls::report::{ReportData, html, markdown, no_links, permissions, summary, text};
use aib_ls::rules::engine::finding::Finding;
use aib_ls::rules::engine::in_parameter_file;
use aib_ls::rules::engine::shown::Shown;
use aib_ls::rules::{self, Level};
use aib_ls::schema::slice;
use aib_ls::settings::Settings;
use serde_json::Value;

use crate::hold;
use crate::input::{Choices, Input};

/// Where the parameter file begins in an input.
const PARAMETERS: &str = "\n//- parameters\n";

pub fn run(data: &[u8]) {
    let mut input = Input::new(data);
    let input_text = input.text();
    let (text, parameters) = input_text.split_once(PARAMETERS).unwrap_or((&input_text, ""));
    let choices = &mut input.choices;
    let doc = document(text, parameters, choices);
    let findings = rules::check(&doc, &Settings::default());
    let mut last = findings.first().map(|it| it.span);
    for it in &findings {
        hold::finding(text, it);
        assert!(last <= Some(it.span), "{} comes too late", it.rule.id);
        last = Some(it.span);
    }
    let shown = Shown::of_document(&doc, &findings);
    shown.findings.iter().for_each(|it| hold::finding(text, it));
    hold_formats(&doc, &shown, choices);
    if matches!(doc.kind(), Kind::Standalone | Kind::Arm) {
        hold_reports(&doc, &findings, choices);
        hold_migration(&doc, choices);
    }
    let file = Document::parameter_file(parameters.to_owned(), Language::Jsonc);
    for it in in_parameter_file::check(&doc, "parameters.json", &file) {
        hold::finding(parameters, &it);
    }
}

fn document(text: &str, parameters: &str, choices: &mut Choices<'_>) -> Document {
    let language = [Language::Json, Language::Jsonc][choices.below(2)];
    let versions = slice::versions();
    let version = choices.flag().then(|| versions[choices.below(versions.len())]);
    let file = ParameterFile::parse("parameters.json", parameters.to_owned());
    Document::new(text.to_owned(), language, version).with_parameters(file.ok().map(Into::into))
}

/// Each format can be read by its readers.
fn hold_formats(doc: &Document, shown: &Shown, choices: &mut Choices<'_>) {
    let lang = Lang::ALL[choices.below(2)];
    let findings = &shown.findings;
    let subject = Subject::template("images/web.json", doc, findings);
    let counts = Summary::of(shown);
    let written = json::report(&[json::file(&subject, lang)], &counts);
    let read: Value = serde_json::from_str(&written).unwrap();
    assert_eq!(
        read.pointer("/files/0/findings")
            .and_then(Value::as_array)
            .map(Vec::len),
        Some(findings.len())
    );
    let written = sarif::report(vec![sarif::file(&subject, lang)], &[], lang);
    let read: Value = serde_json::from_str(&written).unwrap();
    assert_eq!(
        read.pointer("/runs/0/results").and_then(Value::as_array).map(Vec::len),
        Some(findings.len())
    );
    let written = junit::report(vec![junit::file(&subject, Some(Level::Warning), lang)], &[]);
    let is_xml =
        |it: char| matches!(it, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    assert!(written.chars().all(is_xml), "{written:?}");
    let lines = github::file(&subject, lang);
    assert_eq!(lines.lines().count(), findings.len(), "{lines:?}");
    assert!(lines.lines().all(|it| it.starts_with("::")), "{lines:?}");
    for is_coloured in [true, false] {
        let screen = human::Screen::new(is_coloured, lang);
        let shown = screen.file(&subject);
        assert_eq!(shown.is_empty(), findings.is_empty());
        screen.summary(&counts);
    }
}

fn hold_reports(doc: &Document, findings: &[Finding], choices: &mut Choices<'_>) {
    let lang = Lang::ALL[choices.below(2)];
    let terminal = Terminal {
        width: 20 + choices.below(100),
        is_colored: choices.flag(),
    };
    let render = |report: &ReportData<'_>| {
        text::render(report, terminal);
        html::render(report, &no_links);
        markdown::render(report, &no_links);
    };
    summary::report(doc, "web.json", findings, lang).iter().for_each(render);
    permissions::report(doc, "web.json", lang).iter().for_each(render);
}

/// A template that is moved to another version can be read as before.
fn hold_migration(doc: &Document, choices: &mut Choices<'_>) {
    let versions = slice::versions();
    let migrated = migrate::document(doc, versions[choices.below(versions.len())], None);
    for plan in migrated.outcomes.iter().filter_map(|it| it.result.as_ref().ok()) {
        let edits: Vec<_> = plan.steps.iter().flat_map(|it| it.edits.iter().cloned()).collect();
        hold::applied(doc.text(), &edits, &plan.to);
    }
    if let Some(after) = migrated.after {
        assert!(
            after.tree().errors().len() <= doc.tree().errors().len(),
            "{:?} becomes {:?}",
            doc.text(),
            after.text()
        );
        assert_eq!(after.kind(), doc.kind());
    }
}
