//! Findings in the Static Analysis Results Interchange Format 2.1.0, for code scanning: the rules that reported something with
//! their pages, a result for each finding with its fixes, and the files that could not be read.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::cli::output::{Subject, fingerprint, line_and_column, pretty};
use crate::locale::Lang;
use crate::report::explain;
use crate::rules::engine::finding::{Finding, Fix};
use crate::rules::{Level, Rule};
use crate::text::lines::Lines;
use crate::text::page::sources::Citation;
use crate::text::span::Span;

/// The published schema of the format.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The name of the fingerprints; a different algorithm would be `/v2`.
const FINGERPRINT: &str = "aib-ls/v1";

/// Relative addresses are resolved against the source root, wherever that is.
const ROOT: &str = "%SRCROOT%";

/// What RFC 3986 reserves in a path.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The results of one file.
pub struct File {
    results: Vec<RuleResult>,
    /// Says how many findings are not among them.
    remark: Option<String>,
}

/// A result and its rule.
struct RuleResult {
    rule: &'static Rule,
    result: SarifResult,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult {
    rule_id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Value,
    locations: [Value; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Value>,
    partial_fingerprints: Map<String, Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Value>,
}

/// The findings of one file.
pub fn file(subject: &Subject<'_>, lang: Lang) -> File {
    let lines = Lines::new(subject.text);
    let address = address(&subject.name);
    let one = |(it, print): (&Finding, String)| {
        let related = it.related.iter().enumerate().map(|(id, related)| {
            json!({
                "id": id,
                "message": message(related.message.get(lang)),
                "physicalLocation": physical(&address, related.span, &lines),
            })
        });
        RuleResult {
            rule: it.rule,
            result: SarifResult {
                rule_id: it.rule.id,
                rule_index: None,
                level: level(it.level),
                message: message(it.message.get(lang)),
                locations: [location(subject, it, &address, &lines)],
                related_locations: related.collect(),
                partial_fingerprints: Map::from_iter([(FINGERPRINT.to_owned(), Value::String(print))]),
                fixes: it.fixes.iter().map(|it| fix(it, &address, &lines, lang)).collect(),
            },
        }
    };
    let remark = subject.remark(lang);
    File {
        results: subject.findings.iter().zip(fingerprint::of(subject)).map(one).collect(),
        remark: remark.map(|it| format!("{}: {it}", subject.name)),
    }
}

/// The whole log.
pub fn report(files: Vec<File>, unread: &[String], lang: Lang) -> String {
    let mut rules: Vec<&'static Rule> = Vec::new();
    let mut results = Vec::new();
    let unread_notes = unread
        .iter()
        .map(|it| json!({ "level": "error", "message": message(it) }));
    let mut notes: Vec<Value> = unread_notes.collect();
    let remarks = files.iter().filter_map(|it| it.remark.as_deref());
    notes.extend(remarks.map(|it| json!({ "level": "note", "message": message(it) })));
    for it in files.into_iter().flat_map(|it| it.results) {
        let known = rules.iter().position(|rule| rule.id == it.rule.id);
        let index = known.unwrap_or_else(|| {
            rules.push(it.rule);
            rules.len() - 1
        });
        results.push(SarifResult {
            rule_index: Some(index),
            ..it.result
        });
    }
    let version = env!("CARGO_PKG_VERSION");
    pretty(&json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "aib-ls",
                "version": version,
                "semanticVersion": version,
                "rules": rules.iter().map(|it| rule(it, lang)).collect::<Vec<_>>(),
            } },
            "language": match lang {
                Lang::En => "en-US",
                Lang::PtBr => "pt-BR",
            },
            "columnKind": "utf16CodeUnits",
            "invocations": [{ "executionSuccessful": unread.is_empty(), "toolExecutionNotifications": notes }],
            "results": results,
        }],
    }))
}

fn rule(rule: &'static Rule, lang: Lang) -> Value {
    let family = rule.id.split('/').next().unwrap_or_default();
    let tags = json!({ "tags": [family] });
    let properties = match rule.since {
        Some(since) => with(tags, "since", since.into()),
        None => tags,
    };
    let descriptor = json!({
        "id": rule.id,
        "shortDescription": message(rule.summary(lang)),
        "fullDescription": message(rule.words(lang)),
        "help": { "text": escaped(rule.words(lang)), "markdown": escaped(&explain::rule_markdown(rule, lang)) },
        "defaultConfiguration": { "level": level(rule.level), "enabled": !rule.is_off() },
        "properties": properties,
    });
    let source = rule.citations().first().and_then(Citation::url);
    match source {
        Some(url) => with(descriptor, "helpUri", url.into()),
        None => descriptor,
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Information | Level::Hint => "note",
    }
}

fn location(subject: &Subject<'_>, it: &Finding, address: &Value, lines: &Lines<'_>) -> Value {
    let location = json!({ "physicalLocation": physical(address, it.span, lines) });
    match subject.pointer(it.about) {
        root if root.is_empty() => location,
        pointer => with(location, "logicalLocations", json!([{ "fullyQualifiedName": pointer }])),
    }
}

fn physical(address: &Value, span: Span, lines: &Lines<'_>) -> Value {
    json!({ "artifactLocation": address, "region": region(span, lines) })
}

/// A region, whose end is after the last character.
fn region(span: Span, lines: &Lines<'_>) -> Value {
    let (start, end) = (line_and_column(span.start, lines), line_and_column(span.end, lines));
    json!({ "startLine": start.0, "startColumn": start.1, "endLine": end.0, "endColumn": end.1 })
}

fn fix(fix: &Fix, address: &Value, lines: &Lines<'_>, lang: Lang) -> Value {
    let replacements = fix.edits.iter().map(|it| {
        let deleted = json!({ "deletedRegion": region(it.span, lines) });
        match it.new_text.is_empty() {
            true => deleted,
            false => with(deleted, "insertedContent", json!({ "text": it.new_text })),
        }
    });
    let replacements: Vec<Value> = replacements.collect();
    json!({
        "description": message(fix.title.get(lang)),
        "artifactChanges": [{ "artifactLocation": address, "replacements": replacements }],
    })
}

/// An object with one more member.
fn with(mut object: Value, key: &str, value: Value) -> Value {
    if let Some(members) = object.as_object_mut() {
        members.insert(key.to_owned(), value);
    }
    object
}

fn message(text: &str) -> Value {
    json!({ "text": escaped(text) })
}

/// A message with literal braces doubled: single braces enclose the number of an argument (SARIF 2.1.0, 3.11.5).
fn escaped(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

/// The address of a file, relative to the source root or absolute.
fn address(name: &str) -> Value {
    let path = name.replace('\\', "/");
    let encoded = utf8_percent_encode(&path, RESERVED);
    if path.starts_with('/') {
        json!({ "uri": format!("file://{encoded}") })
    } else if path.get(1..3) == Some(":/") {
        json!({ "uri": format!("file:///{encoded}") })
    } else {
        json!({ "uri": encoded.to_string(), "uriBaseId": ROOT })
    }
}
