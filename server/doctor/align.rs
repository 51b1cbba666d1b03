//! Which step of a template each step of a log is.

use crate::doctor::build::{Build, Outcome, Stage, StageKind};
use crate::doctor::diagnosis::Diagnosis;
use crate::document::Document;
use crate::model::step::{self, Step, StepKind};
use crate::model::template::{Role, Template};

/// The steps of a run beside those of a template.
pub struct Alignment<'d> {
    pub template: Template<'d>,
    /// The run; an index.
    pub build: usize,
    /// Stages of the run, and the step that each of them is.
    pub steps: Vec<(usize, Step<'d>)>,
    /// Whether there is a step for each provisioner and the other way round; else what is told is probable.
    pub is_certain: bool,
}

impl<'d> Alignment<'d> {
    /// The step that ran in a stage.
    pub fn step(&self, stage: usize) -> Option<Step<'d>> {
        self.steps.iter().find(|it| it.0 == stage).map(|it| it.1)
    }

    /// How sure the places are, in a word for programs.
    pub fn certainty(&self) -> &'static str {
        if self.is_certain { "certain" } else { "probable" }
    }
}

/// The image template of a document that a log tells about: the one whose name stands in it, else the only one whose steps fit.
pub fn find<'d>(diagnosis: &Diagnosis, doc: &'d Document) -> Option<Template<'d>> {
    let mut templates = doc.templates().filter(|it| it.role == Role::Template);
    let Some(build) = diagnosis.build() else {
        // Without a log there is nothing to choose by.
        return templates.next().filter(|_| templates.next().is_none());
    };
    let all: Vec<Template<'d>> = templates.collect();
    if let Some(named) = all.iter().find(|it| is_named(build, **it)) {
        return Some(*named);
    }
    match all.as_slice() {
        [only] => Some(*only),
        several => {
            let mut fitting = several.iter().filter(|it| fits(build, **it));
            fitting.next().copied().filter(|_| fitting.next().is_none())
        }
    }
}

/// The only one of some documents that holds a template that fits, an index; `None` where there is none, or several.
pub fn only<'d>(
    documents: impl IntoIterator<Item = &'d Document>,
    fits: impl Fn(Template<'d>) -> bool,
) -> Option<usize> {
    let is_it = |doc: &'d Document| doc.templates().any(|it| it.role == Role::Template && fits(it));
    let mut fitting = documents
        .into_iter()
        .enumerate()
        .filter(|it| is_it(it.1))
        .map(|it| it.0);
    fitting.next().filter(|_| fitting.next().is_none())
}

/// Whether a log tells enough of a run for a template to be chosen by it.
pub fn can_choose(build: &Build) -> bool {
    build.group.is_some() || build.stages.iter().any(Stage::is_step)
}

/// Whether the staging resource group of a run names a template: `IT_{group}_{template}_{guid}`, cut where it is long.
pub fn is_named(build: &Build, template: Template<'_>) -> bool {
    let name = template
        .root
        .get("name")
        .and_then(|it| template.resolved_text(Some(it)));
    match (&build.group, name) {
        (Some(group), Some(name)) if !name.is_empty() => {
            let (group, name) = (group.to_ascii_lowercase(), name.to_ascii_lowercase());
            let last = name.rsplit('/').next().unwrap_or_default();
            group.contains(&format!("_{last}_"))
        }
        _ => false,
    }
}

/// Whether the steps of a template can have run as the log tells: one for each provisioner, in order.
pub fn fits(build: &Build, template: Template<'_>) -> bool {
    let ran = provisioners(build).count();
    let Some((matched, left)) = matched(build, template) else {
        return false;
    };
    let is_whole = build.outcome == Outcome::Succeeded || has_generalised(build);
    ran > 0 && matched.len() == ran && (left == 0 || !is_whole)
}

/// The steps of a template beside those of a run; `None` where the log has none or an expression makes the list of the template.
pub fn align<'d>(diagnosis: &Diagnosis, template: Template<'d>) -> Option<Alignment<'d>> {
    let build = diagnosis.build()?;
    let (steps, left) = matched(build, template)?;
    let is_certain = left == 0 && steps.len() == provisioners(build).count();
    (!steps.is_empty()).then(|| Alignment {
        template,
        build: diagnosis
            .builds
            .iter()
            .position(|it| std::ptr::eq(it, build))
            .unwrap_or_default(),
        steps,
        is_certain,
    })
}

/// The provisioners of a run but for the one that generalises, with their indices.
fn provisioners(build: &Build) -> impl Iterator<Item = (usize, &Stage)> {
    let stages = build.stages.iter().enumerate();
    stages.filter(|(_, it)| it.kind == StageKind::Customize)
}

fn has_generalised(build: &Build) -> bool {
    build.stages.iter().any(|it| it.kind == StageKind::Deprovision)
}

/// Pairs of a stage and its step, in order, and how many steps are left: steps of `customize`, or of `validate` where the log is one of
/// those or where only they explain every provisioner.
fn matched<'d>(build: &Build, template: Template<'d>) -> Option<(Vec<(usize, Step<'d>)>, usize)> {
    let validation = || paired(build, step::validators(template).collect());
    if build.is_validation {
        return validation();
    }
    let is_whole = |it: &(Vec<_>, usize)| it.0.len() == provisioners(build).count();
    let customize = paired(build, step::customizers(template).collect());
    match customize {
        Some(it) if is_whole(&it) => Some(it),
        other => validation().filter(is_whole).or(other),
    }
}

/// The service may run provisioners of its own, but leaves no step out.
fn paired<'d>(build: &Build, steps: Vec<Step<'d>>) -> Option<(Vec<(usize, Step<'d>)>, usize)> {
    let mut waiting = steps.into_iter().peekable();
    waiting.peek()?;
    let mut pairs = Vec::new();
    for (index, stage) in provisioners(build) {
        let is_it = |it: &Step<'_>| it.kind.is_none_or(|kind| provisioner(kind) == stage.name);
        if let Some(step) = waiting.next_if(is_it) {
            pairs.push((index, step));
        }
    }
    Some((pairs, waiting.count()))
}

/// The provisioner of Packer that runs a step.
pub fn provisioner(kind: StepKind) -> &'static str {
    match kind {
        StepKind::Shell => "shell",
        StepKind::PowerShell => "powershell",
        StepKind::File => "file",
        StepKind::WindowsRestart => "windows-restart",
        StepKind::WindowsUpdate => "windows-update",
    }
}
