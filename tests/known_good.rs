//! Templates that are meant to work, our own and the examples that come with the published definition of the service, have no
//! error and no warning.

use std::fs;
use std::path::Path;

use aib_ls::document::{Document, Kind, Language};
use aib_ls::rules::{self, Level};
use aib_ls::settings::Settings;

use crate::support::outside::{files_below, outside};
use crate::support::samples;

/// The first version whose examples are written as people write today.
const SINCE: &str = "2022-07-01";

/// What is wrong in an example all the same. Its filter has no `include:`, so nothing would be installed.
const KNOWN: (&str, &str) = ("customize/update-filter-syntax", "\"$_.BrowseOnly\"");

/// A trigger as the resource of a deployment: its example is a bare body, which nothing tells from any other JSON.
fn as_resource(body: &str, version: &str) -> String {
    let head = format!(
        "\"type\": \"Microsoft.VirtualMachineImages/imageTemplates/triggers\", \"apiVersion\": \"{version}\", \"name\": \"web/source\","
    );
    let body = body.trim().replacen('{', &format!("{{ {head}"), 1);
    format!(
        "{{ \"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\",\n\"contentVersion\": \"1.0.0.0\",\n\"resources\": [{body}] }}"
    )
}

#[test]
fn samples_have_no_error_and_no_warning() {
    let mut wrong = Vec::new();
    let mut templates = 0;
    for path in files_below(Path::new(samples::TEMPLATES), "json") {
        let text = fs::read_to_string(&path).unwrap();
        let doc = Document::new(text, Language::Json, None);
        templates += doc.templates().count();
        for it in rules::check(&doc, &Settings::default()) {
            if it.level <= Level::Warning {
                wrong.push(format!("{}: {} {}", path.display(), it.rule.id, it.message.en));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(templates >= 20, "{templates}");
}

#[test]
fn published_examples_have_no_error_and_no_warning() {
    let Some(facts) = outside("AIB_LS_API_FACTS") else {
        return;
    };
    let folder = facts.parent().unwrap().join("examples");
    let mut wrong = Vec::new();
    let (mut templates, mut triggers) = (0, 0);
    for path in files_below(&folder, "json") {
        let inner = path.strip_prefix(&folder).unwrap();
        let version = inner.iter().next().unwrap().to_str().unwrap();
        if version < SINCE {
            continue;
        }
        let mut text = fs::read_to_string(&path).unwrap();
        if inner.iter().any(|it| it == "triggers") {
            text = as_resource(&text, version);
            triggers += 1;
        } else {
            templates += 1;
        }
        let doc = Document::new(text, Language::Json, Some(version));
        assert_ne!(doc.kind(), Kind::Foreign, "{}", path.display());
        for it in rules::check(&doc, &Settings::default()) {
            let is_placeholder = it.rule.id == "schema/placeholder-left";
            let is_known = (it.rule.id, it.span.of(doc.text())) == KNOWN;
            if it.level <= Level::Warning && !is_placeholder && !is_known {
                wrong.push(format!("{}: {} {}", path.display(), it.rule.id, it.message.en));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(templates > 0 && triggers > 0, "there are no examples");
}
