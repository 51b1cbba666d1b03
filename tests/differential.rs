//! Our attribution against that of another validator with the service's published schemas: on real
//! templates, and on seeded changes of the published examples. What differs has a class, with the
//! reason why it is right.

mod classes;
mod mutate;
mod published;
mod read;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use aib_ls::document::{Document, Language};
use aib_ls::rules;
use aib_ls::rules::engine::finding::Finding;
use aib_ls::settings::Settings;
use rayon::prelude::*;
use serde_json::{Value, json};

use crate::support::outside::{files_below, outside};
use crate::support::samples;
use classes::{CLASSES, Class};
use mutate::{Random, Vocabulary};
use published::Published;

const MUTATIONS: u64 = 5_000;

/// What both say of one resource.
struct Verdicts {
    /// Our findings that speak against it.
    ours: Vec<String>,
    /// The other validator's error.
    theirs: Option<String>,
}

impl Verdicts {
    fn of(resource: &Value, published: &Published) -> Self {
        let doc = Document::new(read::deployment(resource), Language::Json, None);
        let findings = rules::check(&doc, &Settings::default());
        let against = findings.iter().filter(|it| counts(it, resource));
        let shown = |it: &Finding| format!("{} `{}`: {}", it.rule.id, it.span.of(doc.text()), it.message.en);
        Self {
            ours: against.map(shown).collect(),
            theirs: published.refusal(resource),
        }
    }

    fn agree(&self) -> bool {
        self.ours.is_empty() == self.theirs.is_none()
    }

    fn accept(&self) -> bool {
        self.ours.is_empty() && self.theirs.is_none()
    }
}

/// Whether a finding is about what the schemas speak of.
fn counts(finding: &Finding, resource: &Value) -> bool {
    match finding.rule.id {
        "schema/placeholder-left" | "schema/subscription-id" | "schema/duplicate-key" | "schema/type-incomplete" => {
            false
        }
        "api-version/field-too-new"
        | "api-version/replication-regions-required"
        | "api-version/unknown"
        | "api-version/legacy-vnet-fields"
        | "identity/type"
        | "triggers/shape"
        | "timeout/out-of-range" => true,
        // A null is as good as nothing there; what an identity holds is beyond the schemas.
        "identity/missing" => resource["identity"].is_null(),
        // Two outputs of one name point at each other; a name that is none points nowhere.
        "distribute/run-output-name" => finding.related.is_empty(),
        id => id.starts_with("schema/"),
    }
}

#[derive(Default)]
struct Tally {
    compared: usize,
    accepted: usize,
    refused: usize,
    skipped: usize,
    differences: BTreeMap<&'static str, usize>,
    unexplained: Vec<String>,
}

impl Tally {
    fn compare(&mut self, resource: &Value, published: &Published, origin: impl FnOnce() -> String) {
        self.compared += 1;
        let verdicts = Verdicts::of(resource, published);
        if verdicts.agree() {
            *if verdicts.accept() {
                &mut self.accepted
            } else {
                &mut self.refused
            } += 1;
            return;
        }
        let Some(classes) = explain(resource, &verdicts, published) else {
            let Verdicts { ours, theirs } = verdicts;
            let (ours, theirs) = (ours.join("\n  "), theirs.unwrap_or_else(|| "valid".to_owned()));
            self.unexplained
                .push(format!("{}\nours: {ours}\ntheirs: {theirs}\n", origin()));
            return;
        };
        for class in classes {
            *self.differences.entry(class.name).or_default() += 1;
        }
    }

    fn add(mut self, other: Self) -> Self {
        self.compared += other.compared;
        self.accepted += other.accepted;
        self.refused += other.refused;
        self.skipped += other.skipped;
        for (class, count) in other.differences {
            *self.differences.entry(class).or_default() += count;
        }
        self.unexplained.extend(other.unexplained);
        self
    }

    /// Prints the figures, and fails where a difference has no class.
    fn finish(self, what: &str) {
        eprintln!(
            "{what}: {} compared, both accept {}, both refuse {}, skipped {}",
            self.compared, self.accepted, self.refused, self.skipped
        );
        for class in &CLASSES {
            if let Some(count) = self.differences.get(class.name) {
                eprintln!("  {count} differ: {}. {}", class.name, class.why);
            }
        }
        let count = self.unexplained.len();
        let shown: Vec<String> = self.unexplained.into_iter().take(40).collect();
        assert_eq!(
            count,
            0,
            "differences of no known class, the first of {what}:\n\n{}",
            shown.join("\n")
        );
    }
}

/// The classes that a difference consists of: taking away what they are about, and nothing else,
/// has to bring both validators to accept.
fn explain(resource: &Value, verdicts: &Verdicts, published: &Published) -> Option<Vec<&'static Class>> {
    let milder = verdicts.ours.is_empty();
    let classes = CLASSES.iter().filter(|it| it.milder == milder);
    let repaired = classes.filter_map(|class| {
        let mut repaired = resource.clone();
        (class.repair)(&mut repaired);
        (repaired != *resource).then_some((class, repaired))
    });
    let repaired: Vec<_> = repaired.collect();
    let single = repaired.iter().find(|(_, it)| Verdicts::of(it, published).accept());
    if let Some((class, _)) = single {
        return Some(vec![class]);
    }
    let mut all = resource.clone();
    repaired.iter().for_each(|(class, _)| (class.repair)(&mut all));
    let all_of_them = repaired.iter().map(|(class, _)| *class).collect();
    Verdicts::of(&all, published).accept().then_some(all_of_them)
}

/// The folder with the facts and what lies beside them; read once.
fn reference() -> Option<(&'static Path, &'static Published)> {
    static REFERENCE: OnceLock<Option<(PathBuf, Published)>> = OnceLock::new();
    let reference = REFERENCE.get_or_init(|| {
        let folder = outside("AIB_LS_API_FACTS")?.parent()?.to_path_buf();
        let published = Published::read(&folder.join("api/arm-schema"));
        Some((folder, published))
    });
    reference
        .as_ref()
        .map(|(folder, published)| (folder.as_path(), published))
}

#[test]
fn real_templates_get_the_published_verdict() {
    let Some((_, published)) = reference() else { return };
    let mut tally = Tally::default();
    let is_template = |name: &str| !name.ends_with(".parameters.json");
    for (name, text) in samples::templates().into_iter().filter(|it| is_template(&it.0)) {
        let Some(document) = read::value(&text) else {
            eprintln!("skipped, no JSON: {name}");
            tally.skipped += 1;
            continue;
        };
        let resources = read::resources(&document);
        let ours = Document::new(text, Language::Jsonc, None).templates().count();
        assert_eq!(ours, resources.len(), "templates in {name}");
        for resource in resources {
            tally.compare(&resource, published, || name.clone());
        }
    }
    // Cut, or with quotes, commas or escapes that no reader takes.
    assert!(tally.skipped <= 17, "{} files skipped", tally.skipped);
    tally.finish("samples");
}

#[test]
fn every_class_is_seen_in_its_sample() {
    let Some((_, published)) = reference() else { return };
    assert!(Verdicts::of(&classes::plain(), published).accept());
    for class in &CLASSES {
        let mut resource = classes::plain();
        (class.show)(&mut resource);
        let verdicts = Verdicts::of(&resource, published);
        assert!(!verdicts.agree(), "both say the same: {}", class.name);
        let explained = explain(&resource, &verdicts, published).unwrap_or_default();
        let names: Vec<_> = explained.iter().map(|it| it.name).collect();
        assert_eq!(names, [class.name]);
    }
}

/// The published examples as resources: templates, triggers on their own and inside a template.
fn examples(folder: &Path) -> Vec<(String, Value)> {
    let mut found: Vec<(String, Value)> = Vec::new();
    for path in files_below(&folder.join("examples"), "json") {
        let below = path
            .strip_prefix(folder.join("examples"))
            .unwrap()
            .display()
            .to_string();
        let version = below.split('/').next().unwrap().to_owned();
        let body = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        if !below.contains("/triggers/") {
            found.push((below, read::as_resource(&body, read::TEMPLATE, &version, "template")));
            continue;
        }
        let child = read::as_resource(&body, "triggers", &version, "trigger");
        let mut parent = found.iter().find(|it| it.0.starts_with(&version)).unwrap().1.clone();
        parent["resources"] = json!([child]);
        let alone = read::as_resource(&body, read::TRIGGER, &version, "template/trigger");
        found.push((format!("{below} alone"), alone));
        found.push((format!("{below} in a template"), parent));
    }
    found
}

#[test]
fn examples_get_the_published_verdict() {
    let Some((folder, published)) = reference() else { return };
    let mut tally = Tally::default();
    for (name, resource) in examples(folder) {
        tally.compare(&resource, published, || name);
    }
    tally.finish("examples");
}

#[test]
fn changed_examples_get_the_published_verdict() {
    let Some((folder, published)) = reference() else { return };
    let vocabulary = Vocabulary::new(published.schemas.values());
    let examples = examples(folder);
    let tallies = (0..MUTATIONS).into_par_iter().map(|seed| {
        let random = &mut Random::new(seed);
        let (name, resource) = &examples[seed as usize % examples.len()];
        let mut resource = resource.clone();
        // Half of the examples first get members that they do not show themselves.
        let mut done: Vec<String> = Vec::new();
        for _ in 0..(seed / examples.len() as u64 % 2) * 4 {
            let mut grown = resource.clone();
            let added = mutate::grow(&mut grown, &vocabulary, random);
            if let Some(added) = added.filter(|_| Verdicts::of(&grown, published).accept()) {
                resource = grown;
                done.push(added);
            }
        }
        done.push(mutate::mutate(&mut resource, &vocabulary, random));
        let mut tally = Tally::default();
        tally.compare(&resource, published, || {
            format!("seed {seed}, {name}: {}", done.join("; "))
        });
        tally
    });
    tallies.reduce(Tally::default, Tally::add).finish("changed examples");
}
