//! Moves of real templates and of the examples of the service's definition: whatever is moved can be read, is taken by the
//! newer version but for what is named, and is moved once.

use std::collections::BTreeMap;
use std::fmt::Write;

use aib_ls::document::{Document, Language};
use aib_ls::insight::migrate::refusal::Refusal;
use aib_ls::insight::migrate::remaining::Cause;
use aib_ls::insight::migrate::{self, Migrated};
use aib_ls::rules;
use aib_ls::schema::validate;
use aib_ls::settings::Settings;
use aib_ls::text::edit;
use aib_ls::text::span::Span;
use rayon::prelude::*;

use crate::support::outside::{files_below, outside};
use crate::support::samples;

const TARGETS: [&str; 2] = ["2024-02-01", "2025-10-01"];

/// How often what happened.
#[derive(Default)]
struct Tally(BTreeMap<String, usize>);

impl Tally {
    fn count(&mut self, what: impl Into<String>) {
        *self.0.entry(what.into()).or_default() += 1;
    }

    fn add(mut self, other: Self) -> Self {
        for (what, count) in other.0 {
            *self.0.entry(what).or_default() += count;
        }
        self
    }

    fn print(&self, heading: &str) {
        let mut shown = format!("{heading}\n");
        for (what, count) in &self.0 {
            writeln!(shown, "  {count:5} {what}").unwrap();
        }
        println!("{shown}");
    }

    /// How many of what begins like this.
    fn of(&self, beginning: &str) -> usize {
        self.0
            .iter()
            .filter(|it| it.0.starts_with(beginning))
            .map(|it| it.1)
            .sum()
    }
}

fn read(text: &str, version: Option<&str>) -> Document {
    Document::new(text.to_owned(), Language::Json, version)
}

/// Moves all of a text and holds what must be true of any move.
fn check(name: &str, text: &str, version: Option<&str>, to: &'static str) -> Tally {
    let mut tally = Tally::default();
    let doc = read(text, version);
    let moved = migrate::document(&doc, to, None);
    for outcome in &moved.outcomes {
        let count = outcome.templates.len();
        match &outcome.result {
            Ok(migration) => {
                (0..count).for_each(|_| tally.count("moved"));
                for step in &migration.steps {
                    let words: Vec<&str> = step.title.en.split(' ').take(3).collect();
                    tally.count(format!("step: {}", words.join(" ")));
                }
                for left in &migration.remaining {
                    tally.count(format!("left: {:?}", left.cause));
                }
            }
            Err(refusal) => (0..count).for_each(|_| tally.count(format!("refused: {}", kind(refusal)))),
        }
    }
    if let Some(after) = &moved.after {
        hold(name, &doc, &moved, after, to);
    }
    tally
}

fn kind(refusal: &Refusal) -> String {
    let shown = format!("{refusal:?}");
    shown.split(['(', ' ']).next().unwrap().to_owned()
}

fn hold(name: &str, doc: &Document, moved: &Migrated<'_>, after: &Document, to: &str) {
    assert!(
        after.tree().errors().len() <= doc.tree().errors().len(),
        "{name}: {}",
        after.text()
    );
    let mut versions: Vec<Span> = Vec::new();
    let mut roots: Vec<Span> = Vec::new();
    let mut left = Vec::new();
    let mut edits = Vec::new();
    for outcome in &moved.outcomes {
        let Ok(migration) = &outcome.result else { continue };
        for (number, template) in &outcome.templates {
            roots.push(template.root.span());
            versions.extend(
                template
                    .api_version()
                    .and_then(|it| it.node)
                    .and_then(|it| it.parent())
                    .map(|it| it.span()),
            );
            holds_of_template(name, after, *number, to, &migration.remaining);
        }
        let own = migration.steps.iter().flat_map(|it| &it.edits);
        edits.extend(own.cloned());
        left.extend(migration.remaining.iter().map(|it| (it.at, it.cause)));
    }
    for it in &edits {
        let is_inside = roots.iter().chain(&versions).any(|span| span.contains(it.span));
        assert!(is_inside, "{name}: {it:?} lies outside");
    }
    assert_eq!(
        edit::apply(doc.text(), &edits),
        after.text(),
        "{name}: the steps are not the move"
    );
    // What the schema and the version's rules say now, and nobody said before, is named as left.
    let before = count(&rules::check(doc, &Settings::default()));
    let findings = rules::check(after, &Settings::default());
    let now = count(&findings);
    for finding in &findings {
        let id = finding.rule.id;
        let is_about = id.starts_with("schema/") || id.starts_with("api-version/");
        let is_new = now[id] > before.get(id).copied().unwrap_or_default();
        let is_named = left.contains(&(finding.span, Cause::Rule(id)));
        let is_moved = after.template_at(finding.span.start).is_some_and(|template| {
            let number = after.templates().position(|it| it.root == template.root);
            moved
                .outcomes
                .iter()
                .any(|it| it.result.is_ok() && it.templates.iter().any(|(own, _)| Some(*own) == number))
        });
        assert!(
            !(is_about && is_new && is_moved) || is_named,
            "{name}: {id} {}",
            finding.message.en
        );
    }
    again(name, moved, after, to);
}

fn count(findings: &[rules::engine::finding::Finding]) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for finding in findings {
        *counts.entry(finding.rule.id).or_default() += 1;
    }
    counts
}

/// What the schema does not take is named, and what a move can do has been done.
fn holds_of_template(name: &str, after: &Document, number: usize, to: &str, left: &[migrate::remaining::Remaining]) {
    let template = after.templates().nth(number).unwrap();
    let version = template.api_version().map(|it| it.text.into_owned());
    assert_eq!(version.as_deref(), Some(to), "{name}");
    let spoken = left.iter().filter(|it| matches!(it.cause, Cause::Rule(_))).count();
    let is_silent = rules::check(after, &Settings::default())
        .iter()
        .all(|it| !it.rule.about_version);
    for violation in validate::validate(template) {
        // Rules pass over some differences, such as those inside of what the service writes.
        assert!(spoken > 0 || is_silent, "{name}: {violation:?}");
    }
    for it in left {
        let handled = [
            "schema/discriminator-case",
            "schema/read-only-field",
            "api-version/retired-preview",
        ];
        assert!(!handled.iter().any(|id| it.cause == Cause::Rule(id)), "{name}: {it:?}");
    }
}

/// A second move has nothing to do.
fn again(name: &str, moved: &Migrated<'_>, after: &Document, to: &str) {
    let second = migrate::document(after, to, None);
    assert!(second.after.is_none(), "{name} is moved twice");
    assert_eq!(second.outcomes.len(), moved.outcomes.len(), "{name}");
    for (first, second) in moved.outcomes.iter().zip(&second.outcomes) {
        let refusal = second.result.as_ref().unwrap_err();
        if first.result.is_ok() {
            assert!(refusal.is_done(), "{name}: {refusal:?}");
        }
    }
}

#[test]
fn migrating_real_templates_twice_changes_nothing() {
    let texts = samples::templates();
    for to in TARGETS {
        let tallies = texts.par_iter().map(|(name, text)| check(name, text, None, to));
        let tally = tallies.reduce(Tally::default, Tally::add);
        tally.print(&format!("the samples to {to}"));
        assert!(tally.of("moved") > samples::at_least(5, 50), "hardly anything is moved");
    }
}

#[test]
fn the_examples_of_every_version_are_moved_from_it() {
    let Some(facts) = outside("AIB_LS_API_FACTS") else {
        return;
    };
    let folder = facts.parent().unwrap().join("examples");
    let mut tally = Tally::default();
    for path in files_below(&folder, "json") {
        let below = path.strip_prefix(&folder).unwrap();
        let version = below.iter().next().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        for to in TARGETS {
            tally = tally.add(check(&path.display().to_string(), &text, Some(&version), to));
        }
    }
    tally.print("the examples");
    assert!(tally.of("moved") > 20, "hardly anything is moved");
}
