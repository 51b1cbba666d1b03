//! A diagnosis beside a template: which step each stage is, and which value each finding points at.

use crate::doctor::align::{self, Alignment};
use crate::doctor::build::{Build, Lines};
use crate::doctor::case::Case;
use crate::doctor::cases;
use crate::doctor::diagnosis::{Diagnosis, Finding, Role};
use crate::doctor::place;
use crate::document::Document;
use crate::insight::timeout;
use crate::model::template::Template;
use crate::syntax::tree::Node;

/// What a log shows, and where in a template that is.
pub struct Verdict<'d> {
    pub diagnosis: Diagnosis,
    pub template: Option<Template<'d>>,
    pub alignment: Option<Alignment<'d>>,
    /// By finding.
    places: Vec<Option<Node<'d>>>,
}

/// A build that took this much of its timeout ran into it.
const NEARLY: f64 = 0.98;

impl<'d> Verdict<'d> {
    /// A diagnosis alone, or beside the template of a document that fits it.
    pub fn new(mut diagnosis: Diagnosis, doc: Option<&'d Document>) -> Self {
        let template = doc.and_then(|it| align::find(&diagnosis, it));
        if let Some(template) = template {
            tell_timeout(&mut diagnosis, template);
        }
        let alignment = template.and_then(|it| align::align(&diagnosis, it));
        let place = |it: &Finding| place::place(it, &diagnosis, template?, alignment.as_ref());
        let places = diagnosis.findings.iter().map(place).collect();
        Self {
            places,
            diagnosis,
            template,
            alignment,
        }
    }

    /// The value of the template that a finding points at.
    pub fn place(&self, finding: usize) -> Option<Node<'d>> {
        self.places.get(finding).copied().flatten()
    }

    /// The step of the template that ran in a stage of a run.
    pub fn step(&self, build: usize, stage: usize) -> Option<Node<'d>> {
        let alignment = self.alignment.as_ref().filter(|it| it.build == build)?;
        alignment.step(stage).map(|it| it.node)
    }
}

/// A build that was cancelled when its time was over ran into its timeout, whatever else it says.
fn tell_timeout(diagnosis: &mut Diagnosis, template: Template<'_>) {
    let is_open = diagnosis.root().is_none_or(|it| it.case.is_vague || it.case.is_generic);
    let Some(build) = diagnosis.build().filter(|it| it.is_cancelled && is_open) else {
        return;
    };
    let minutes = timeout::limit(template).minutes();
    let taken = build
        .seconds()
        .zip(minutes)
        .map(|(taken, limit)| taken as f64 / (limit as f64 * 60.0));
    let Some(case) = cases::find("build/timeout").filter(|_| taken.is_some_and(|it| it >= NEARLY)) else {
        return;
    };
    let finding = of_end(build, diagnosis, case);
    for other in &mut diagnosis.findings {
        if other.role == Role::Root {
            other.role = Role::Consequence;
        }
    }
    diagnosis.findings.retain(|it| !std::ptr::eq(it.case, case));
    diagnosis.findings.extend(finding);
    diagnosis.sort();
}

/// A finding at the line with which the end of a build begins.
fn of_end(build: &Build, diagnosis: &Diagnosis, case: &'static Case) -> Option<Finding> {
    let at = build.end_begins?;
    Some(Finding {
        case,
        role: Role::Root,
        build: diagnosis.builds.iter().position(|it| std::ptr::eq(it, build)),
        stage: build.failing,
        lines: Lines { first: at, last: at },
        text: build.reason.clone().unwrap_or_default(),
        values: Vec::new(),
        count: 1,
    })
}
