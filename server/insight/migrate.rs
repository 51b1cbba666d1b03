//! Moving image templates to a newer API version, their bodies too: what is renamed, reshaped or written by the service is
//! changed, nothing is invented, and what only the author can decide is named.

mod body;
pub mod remaining;
mod member;
mod network;
pub mod refusal;
mod regions;
pub mod start;
mod version;

use std::sync::Arc;

use crate::document::Document;
use crate::insight::migrate::refusal::Refusal;
use crate::insight::migrate::remaining::{Cause, Remaining};
use crate::insight::migrate::start::Start;
use crate::locale::Message;
use crate::model::template::{Origin, Template};
use crate::schema::slice;
use crate::syntax::tree::Node;
use crate::text::edit::{self, Edit};
use crate::text::span::Span;

/// The way from one API version to another.
#[derive(Debug, Clone)]
pub struct Migration {
    pub from: &'static str,
    /// How the version is known that it comes from.
    pub start: Start,
    pub to: &'static str,
    /// The version first, where it can be changed, then the body in the order of the text.
    pub steps: Vec<Step>,
    /// What remains for the author, with positions in the text after all steps.
    pub remaining: Vec<Remaining>,
}

/// One change, in the text as it is before all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub title: Message,
    /// The value, or the key, that it is about.
    pub at: Span,
    pub edits: Vec<Edit>,
}

/// Templates that have one version between them, and what becomes of them.
#[derive(Debug)]
pub struct TemplateMigration<'d> {
    /// With their numbers among those of the document.
    pub templates: Vec<(usize, Template<'d>)>,
    pub result: Result<Migration, Refusal>,
}

/// The result of migrating a document.
pub struct Migrated<'d> {
    pub outcomes: Vec<TemplateMigration<'d>>,
    /// The document after all steps of all its templates; `None` if none can be migrated.
    pub after: Option<Document>,
}

/// Migrates every image template and every trigger of a document that can be migrated. `from` is the version of templates that say none;
/// without it, it is the oldest one that their body fits.
pub fn document<'d>(doc: &'d Document, to: &str, from: Option<&'static str>) -> Migrated<'d> {
    migrated(doc, version::groups(doc), to, from)
}

/// Migrates one template, and with it those that share its version.
pub fn template(doc: &Document, template: Template<'_>, to: &str) -> Result<Migration, Refusal> {
    let mut groups = version::groups(doc);
    groups.retain(|group| group.iter().any(|it| it.1.root == template.root));
    let outcome = migrated(doc, groups, to, None).outcomes.into_iter().next();
    outcome.map_or(Err(Refusal::Broken), |it| it.result)
}

/// What templates still need of their authors that were moved, given by their numbers and the versions that they come from.
pub fn remaining(after: &Document, migrated: &[(usize, &'static str)]) -> Vec<Remaining> {
    remaining::of(after, migrated).into_iter().flatten().collect()
}

/// A version that templates can be moved to.
pub fn target(version: &str) -> Result<&'static str, Refusal> {
    let known = slice::known(version).ok_or_else(|| Refusal::TargetUnknown(version.to_owned()))?;
    if slice::is_refused(known) {
        return Err(Refusal::TargetRetired(known));
    }
    Ok(known)
}

type Group<'d> = Vec<(usize, Template<'d>)>;

fn migrated<'d>(doc: &'d Document, groups: Vec<Group<'d>>, to: &str, from: Option<&'static str>) -> Migrated<'d> {
    let mut outcomes: Vec<TemplateMigration<'d>> = groups
        .into_iter()
        .map(|templates| TemplateMigration {
            result: target(to).and_then(|to| plan(doc, &templates, to, from)),
            templates,
        })
        .collect();
    let after = apply(doc, &outcomes);
    match &after {
        Some(after) => {
            collect_remaining(after, &mut outcomes);
            outcomes.iter_mut().for_each(refuse_without_work);
        }
        // A text that is worse than before is rejected; this is not known to happen.
        None => outcomes.iter_mut().filter(|it| it.result.is_ok()).for_each(|it| {
            debug_assert!(false, "the steps break the text");
            it.result = Err(Refusal::Broken);
        }),
    }
    let after = after.filter(|_| outcomes.iter().any(|it| it.result.is_ok()));
    Migrated { outcomes, after }
}

/// Where the version stays as it is and the body fits already, nothing is migrated.
fn refuse_without_work(outcome: &mut TemplateMigration<'_>) {
    if let Ok(migration) = &outcome.result
        && migration.steps.is_empty()
        && migration.start != Start::Declared
        && migration.remaining.iter().all(|it| it.cause == Cause::Submitted)
    {
        let (from, to) = (migration.from, migration.to);
        outcome.result = Err(Refusal::BodyFits { from, to });
    }
}

fn collect_remaining(after: &Document, outcomes: &mut [TemplateMigration<'_>]) {
    let mut migrated = Vec::new();
    for outcome in outcomes.iter() {
        if let Ok(migration) = &outcome.result {
            migrated.extend(outcome.templates.iter().map(|it| (it.0, migration.from)));
        }
    }
    let mut remaining_steps = remaining::of(after, &migrated).into_iter();
    for outcome in outcomes {
        if let Ok(migration) = &mut outcome.result {
            let own = remaining_steps.by_ref().take(outcome.templates.len());
            migration.remaining = own.flatten().collect();
        }
    }
}

/// The document after the steps; `None` if there are no steps or they break it.
fn apply(doc: &Document, outcomes: &[TemplateMigration<'_>]) -> Option<Document> {
    let done = || outcomes.iter().filter_map(|it| it.result.as_ref().ok());
    let to = done().next()?.to;
    let edits: Vec<Edit> = done()
        .flat_map(|it| &it.steps)
        .flat_map(|it| it.edits.iter().cloned())
        .collect();
    let after = doc.with_text(edit::apply(doc.text(), &edits));
    // A version that comes from outside is the new one from now on.
    let migrated: Vec<usize> = outcomes
        .iter()
        .filter(|it| it.result.is_ok())
        .flat_map(|it| it.templates.iter().map(|it| it.0))
        .collect();
    let comes_from_outside =
        |(_, it): &(usize, Template<'_>)| it.api_version().is_none_or(|it| it.origin == Origin::Setting);
    let numbered = after.templates().enumerate();
    let is_open = numbered
        .filter(|it| migrated.contains(&it.0))
        .any(|it| comes_from_outside(&it));
    let values = version::parameter_file(doc, &migrated, to);
    let after = match is_open {
        true => after.with_api_version(to),
        false => after,
    };
    let after = match values {
        Some(it) => after.with_parameters(Some(Arc::new(it))),
        None => after,
    };
    let is_sound = after.tree().errors().len() <= doc.tree().errors().len()
        && after.templates().count() == doc.templates().count();
    is_sound.then_some(after)
}

/// The steps for templates that have one version between them; the remaining manual steps are collected after they are made.
fn plan(
    doc: &Document,
    templates: &[(usize, Template<'_>)],
    to: &'static str,
    given: Option<&'static str>,
) -> Result<Migration, Refusal> {
    let first = templates.first().ok_or(Refusal::Broken)?.1;
    let version = first.api_version();
    let (from, start) = start::of(first, given)?;
    match start {
        Start::Assumed if slice::is_before(to, from) => return Err(Refusal::BodyNewer { from, to }),
        Start::Declared | Start::Given if !slice::is_before(from, to) => return Err(Refusal::NotNewer { from, to }),
        _ => {}
    }
    let is_broken = |node: Node<'_>| doc.tree().errors().iter().any(|it| node.entry_span().overlaps(it.span));
    if templates.iter().any(|it| is_broken(it.1.root)) || version.as_ref().and_then(|it| it.node).is_some_and(is_broken)
    {
        return Err(Refusal::Broken);
    }
    let mut steps: Vec<Step> = version::steps(templates, version.as_ref(), to)?;
    for (_, template) in templates {
        let mut own = body::steps(*template, from, to);
        own.sort_by_key(|it| it.at);
        own.into_iter().for_each(|it| add(&mut steps, it));
    }
    Ok(Migration {
        from,
        start,
        to,
        steps,
        remaining: Vec::new(),
    })
}

/// Adds a step unless it gets into the way of another one; what it would have done is then left to the author.
fn add(steps: &mut Vec<Step>, step: Step) {
    let meets = |a: &Edit, b: &Edit| match (a.span.is_empty(), b.span.is_empty()) {
        (true, true) => false,
        (true, false) => b.span.start < a.span.start && a.span.start < b.span.end,
        (false, true) => a.span.start < b.span.start && b.span.start < a.span.end,
        (false, false) => a.span.overlaps(b.span),
    };
    let mut others = steps.iter().flat_map(|it| &it.edits);
    if !others.any(|other| step.edits.iter().any(|it| meets(it, other))) {
        steps.push(step);
    }
}
