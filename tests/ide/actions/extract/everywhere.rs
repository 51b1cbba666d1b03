//! Real templates: whatever gets a name there, the text stays one, nothing new is found in it, and everything comes to what it came to
//! before; inlined again, too.

use std::collections::BTreeMap;

use aib_ls::document::{Document, Kind, Language};
use aib_ls::expr::eval;
use aib_ls::ide::actions::{extract, inline};
use aib_ls::rules::{self, Level};
use aib_ls::settings::Settings;
use aib_ls::syntax::tree::Node;
use aib_ls::text::edit;
use aib_ls::text::span::Span;
use rayon::prelude::*;

use crate::support::samples;

/// Places that are tried in one document.
const SAMPLE: usize = 16;

fn read(text: String) -> Document {
    Document::new(text, Language::Jsonc, None)
}

/// How often each rule speaks of failure.
fn complaints(doc: &Document) -> BTreeMap<&'static str, usize> {
    let mut out = BTreeMap::new();
    for finding in rules::check(doc, &Settings::default()) {
        if finding.level <= Level::Warning {
            *out.entry(finding.rule.id).or_default() += 1;
        }
    }
    out
}

/// What everything below the resources and the outputs comes to.
fn values(doc: &Document) -> Vec<String> {
    let sections = ["resources", "outputs"].into_iter();
    let values = sections.filter_map(|it| doc.tree().root()?.get(it));
    values
        .map(|it| format!("{:?}", eval::value_of(it, None).value))
        .collect()
}

/// The places of all scalars, and of the keys of all lists and objects.
fn places(doc: &Document) -> Vec<u32> {
    let mut found = Vec::new();
    let mut waiting: Vec<Node<'_>> = doc.tree().root().into_iter().collect();
    while let Some(node) = waiting.pop() {
        let before = waiting.len();
        waiting.extend(node.children());
        let span = node.span();
        match waiting.len() == before {
            // A fixed step through the text meets calls, names and texts.
            true => found.extend((span.start + 1..span.end).step_by(7)),
            false => found.extend(node.key_span().map(|it| it.start + 1)),
        }
    }
    found.retain(|it| doc.text().is_char_boundary(*it as usize));
    found.sort_unstable();
    found
}

/// What there is to say of one file: how many offers were tried, and what was wrong with them.
fn faults(name: &str, doc: &Document) -> (usize, usize, Vec<String>) {
    let (before, values_before) = (complaints(doc), values(doc));
    let places = places(doc);
    let step = places.len().div_ceil(SAMPLE).max(1);
    let (mut extracted, mut inlined, mut faults) = (0, 0, Vec::new());
    for at in places.into_iter().step_by(step) {
        for offer in extract::extractions(doc, Span::at(at)) {
            extracted += 1;
            let title = &offer.title.en;
            let mut fault = |what: String| faults.push(format!("{name} at {at}: {title}: {what}"));
            let after = read(edit::apply(doc.text(), &offer.edits));
            if after.tree().errors().len() > doc.tree().errors().len() {
                fault("the text is broken".to_owned());
            }
            for (rule, count) in complaints(&after) {
                if count > before.get(rule).copied().unwrap_or_default() {
                    fault(format!("brings {rule}"));
                }
            }
            if values(&after) != values_before {
                fault("comes to something else".to_owned());
            }
            let Some(use_at) = use_of(&after, title) else { continue };
            let Some(back) = inline::inlinings(&after, use_at).into_iter().next() else {
                fault("cannot be inlined".to_owned());
                continue;
            };
            inlined += 1;
            let back = read(edit::apply(after.text(), &back.edits));
            if values(&back) != values_before {
                fault("comes to something else when it is inlined".to_owned());
            }
        }
    }
    (extracted, inlined, faults)
}

/// The place of the use of the variable that a title names.
fn use_of(doc: &Document, title: &str) -> Option<u32> {
    let name = title.split("to the variable `").nth(1)?.trim_end_matches('`');
    doc.text().find(&format!("variables('{name}')")).map(|it| it as u32)
}

#[test]
fn extracting_and_inlining_keep_findings_and_values() {
    let all: Vec<(usize, usize, Vec<String>)> = samples::templates()
        .into_par_iter()
        .map(|(name, text)| {
            let doc = read(text);
            // `values` evaluates a deployment in its own scope, so it cannot see what a deployment inside it declares.
            let is_inner = name.ends_with("nested-inner.json");
            match doc.kind() {
                Kind::Arm if !is_inner => faults(&name, &doc),
                _ => (0, 0, Vec::new()),
            }
        })
        .collect();
    let (extracted, inlined) = all.iter().fold((0, 0), |sum, it| (sum.0 + it.0, sum.1 + it.1));
    let faults: Vec<String> = all.into_iter().flat_map(|it| it.2).collect();
    println!("{extracted} values named, {inlined} of them inlined again");
    assert!(extracted > samples::at_least(300, 1000), "{extracted}");
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}
