//! Findings in the Static Analysis Results Interchange Format 2.1.0, for code scanning: the rules that found something with
//! their pages, a result for each finding with its fixes, and what could not be read.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::cli::output::{Subject, fingerprint, place, pretty};
use crate::locale::Lang;
use crate::rules::engine::finding::{Finding, Fix};
use crate::rules::{Level, Rule};
use crate::text::lines::Lines;
use crate::text::span::Span;

/// The published schema of the format.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The name of our fingerprints; another way to make them would be `/v2`.
const FINGERPRINT: &str = "aib-ls/v1";

/// Relative addresses count from the root of the source, wherever that lies.
const ROOT: &str = "%SRCROOT%";

/// A finding, and the rule that it is of.
pub struct Found {
    rule: &'static Rule,
    result: Outcome,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome {
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
pub fn file(subject: &Subject<'_>, lang: Lang) -> Vec<Found> {
    let lines = Lines::new(subject.text);
    let address = address(subject.name);
    let one = |(it, print): (&Finding, String)| {
        let related = it.related.iter().enumerate().map(|(id, related)| {
            json!({
                "id": id,
                "message": words(related.message.get(lang)),
                "physicalLocation": physical(&address, related.span, &lines),
            })
        });
        Found {
            rule: it.rule,
            result: Outcome {
                rule_id: it.rule.id,
                rule_index: None,
                level: level(it.level),
                message: words(it.message.get(lang)),
                locations: [location(subject, it, &address, &lines)],
                related_locations: related.collect(),
                partial_fingerprints: Map::from_iter([(FINGERPRINT.to_owned(), Value::String(print))]),
                fixes: it.fixes.iter().map(|it| fix(it, &address, &lines, lang)).collect(),
            },
        }
    };
    subject.findings.iter().zip(fingerprint::of(subject)).map(one).collect()
}

/// The whole log.
pub fn report(found: Vec<Found>, unread: &[String], lang: Lang) -> String {
    let mut rules: Vec<&'static Rule> = Vec::new();
    let mut results = Vec::new();
    for it in found {
        let known = rules.iter().position(|rule| rule.id == it.rule.id);
        let index = known.unwrap_or_else(|| {
            rules.push(it.rule);
            rules.len() - 1
        });
        results.push(Outcome {
            rule_index: Some(index),
            ..it.result
        });
    }
    let notes: Vec<Value> = unread
        .iter()
        .map(|it| json!({ "level": "error", "message": words(it) }))
        .collect();
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

fn rule(rule: &Rule, lang: Lang) -> Value {
    let family = rule.id.split('/').next().unwrap_or_default();
    let tags = json!({ "tags": [family] });
    let properties = match rule.since {
        Some(since) => with(tags, "since", since.into()),
        None => tags,
    };
    json!({
        "id": rule.id,
        "shortDescription": words(rule.summary(lang)),
        "fullDescription": words(rule.words(lang)),
        "help": { "text": escaped(rule.words(lang)), "markdown": escaped(rule.words(lang)) },
        "defaultConfiguration": { "level": level(rule.level), "enabled": !rule.is_off() },
        "properties": properties,
    })
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

/// The end is the place behind the last letter.
fn region(span: Span, lines: &Lines<'_>) -> Value {
    let (start, end) = (place(span.start, lines), place(span.end, lines));
    json!({ "startLine": start.0, "startColumn": start.1, "endLine": end.0, "endColumn": end.1 })
}

fn fix(fix: &Fix, address: &Value, lines: &Lines<'_>, lang: Lang) -> Value {
    let replacements = fix.edits.iter().map(|it| {
        let deleted = json!({ "deletedRegion": region(it.at, lines) });
        match it.put.is_empty() {
            true => deleted,
            false => with(deleted, "insertedContent", json!({ "text": it.put })),
        }
    });
    let replacements: Vec<Value> = replacements.collect();
    json!({
        "description": words(fix.title.get(lang)),
        "artifactChanges": [{ "artifactLocation": address, "replacements": replacements }],
    })
}

/// An object with one member more.
fn with(mut object: Value, key: &str, value: Value) -> Value {
    if let Some(members) = object.as_object_mut() {
        members.insert(key.to_owned(), value);
    }
    object
}

fn words(text: &str) -> Value {
    json!({ "text": escaped(text) })
}

/// In a message, braces stand around the number of an argument; those that are meant are doubled (SARIF 2.1.0, 3.11.5).
fn escaped(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

/// Where a file is: from the root of the source, or from the root of the system.
fn address(name: &str) -> Value {
    let path = name.replace('\\', "/");
    let encoded = encoded(&path);
    if path.starts_with('/') {
        json!({ "uri": format!("file://{encoded}") })
    } else if path.get(1..3) == Some(":/") {
        json!({ "uri": format!("file:///{encoded}") })
    } else {
        json!({ "uri": encoded, "uriBaseId": ROOT })
    }
}

/// A path as part of an address (RFC 3986): what is not plain is written as its bytes.
fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
