//! Attribution of a diagnosis to a template: which step each stage ran, and which value causes each finding.

mod locators;

use crate::doctor::attribution::locators::locate;
use crate::doctor::cases::{self, Case, CaseKind};
use crate::doctor::diagnosis::{self, Diagnosis, Finding};
use crate::doctor::evidence;
use crate::doctor::position::LineRange;
use crate::doctor::script_line::{self, Certainty, Evidence, PackerVersion, ScriptLine};
use crate::doctor::timeline::{Build, BuildResult, Stage, StageKind};
use crate::document::Document;
use crate::insight::timeout;
use crate::model::step::{self, Step, StepKind};
use crate::model::substitution::Assume;
use crate::model::template::{Role, Template};
use crate::model::value;
use crate::syntax::tree::Node;
use crate::text::redact::Redactor;

/// A diagnosis, and the template that it is attributed to.
pub struct Attribution<'d> {
    pub diagnosis: Diagnosis,
    pub template: Option<Template<'d>>,
    pub alignment: Option<Alignment<'d>>,
    /// The value that causes each finding.
    targets: Vec<Option<Node<'d>>>,
    /// Knows the secrets of the document, whose values the log may show.
    pub redactor: Redactor,
}

/// The share of its timeout after which a cancelled build has timed out.
const TIMED_OUT: f64 = 0.98;

impl<'d> Attribution<'d> {
    /// Attributes a diagnosis to the template of a document that matches it.
    pub fn new(mut diagnosis: Diagnosis, doc: Option<&'d Document>) -> Self {
        let template = doc.and_then(|it| find(&diagnosis, it));
        if let Some(template) = template {
            recognize_timeout(&mut diagnosis, template);
        }
        let alignment = template.and_then(|it| align(&diagnosis, it));
        let target = |it: &Finding| locate(it, &diagnosis, template?, alignment.as_ref());
        let targets = diagnosis.findings.iter().map(target).collect();
        Self {
            targets,
            diagnosis,
            template,
            alignment,
            redactor: doc.map(|it| it.redactor().clone()).unwrap_or_default(),
        }
    }

    /// The value of the template that causes a finding.
    pub fn target(&self, finding: usize) -> Option<Node<'d>> {
        self.targets.get(finding).copied().flatten()
    }

    /// The step of the template that ran in a stage of a build.
    pub fn step(&self, build: usize, stage: usize) -> Option<Node<'d>> {
        let alignment = self.alignment.as_ref().filter(|it| it.build == build)?;
        alignment.step(stage).map(|it| it.node)
    }

    /// The name of that step in the template; `None` if it has none, or one that only a deployment decides.
    pub fn step_name(&self, build: usize, stage: usize) -> Option<String> {
        let name = value::text(self.step(build, stage)?.get("name")).known()?.into_owned();
        (!name.trim().is_empty()).then_some(name)
    }

    /// The name that the failed step of the build has in the template, if the log and the template have the same steps.
    pub fn failed_step_name(&self) -> Option<String> {
        let build = self.diagnosis.build()?;
        let alignment = self.alignment.as_ref().filter(|it| it.is_certain)?;
        let is_of_build = self
            .diagnosis
            .builds
            .get(alignment.build)
            .is_some_and(|it| std::ptr::eq(it, build));
        self.step_name(alignment.build, build.failing.filter(|_| is_of_build)?)
    }

    /// The line of a script that the output of the failed step points to.
    pub fn script_line(&self) -> Option<ScriptLine<'d>> {
        let build = self.diagnosis.build().filter(|it| it.result == BuildResult::Failed)?;
        let output = evidence::output_of_failed_step(build);
        let output: Vec<&str> = output.iter().map(|it| it.text.as_str()).collect();
        if provisioners(build).next().is_none() {
            return only_line(self.template?, &output, build.packer);
        }
        let alignment = self.alignment.as_ref()?;
        let mut line = script_line::locate(alignment.step(build.failing?)?, &output, build.packer)?;
        if !alignment.is_certain {
            line.certainty = Certainty::Probable;
        }
        Some(line)
    }

    /// The line of the script that a line of the log points to, counted from 0.
    pub fn script_line_at(&self, line: u64) -> Option<ScriptLine<'d>> {
        let build = self.diagnosis.build()?;
        let found = self.script_line()?;
        let output = evidence::output_of_failed_step(build);
        (output.get(found.output)?.at.line == line).then_some(found)
    }
}

/// The line of a script that output points to if the log does not show which step ran: that of the only step with its text.
fn only_line<'d>(template: Template<'d>, output: &[&str], packer: Option<PackerVersion>) -> Option<ScriptLine<'d>> {
    let steps = step::customizers(template).chain(step::validators(template));
    let mut lines = steps.filter_map(|it| script_line::locate(it, output, packer));
    let line = lines.next().filter(|_| lines.next().is_none())?;
    (line.evidence != Evidence::Number).then_some(ScriptLine {
        certainty: Certainty::Probable,
        ..line
    })
}

/// Adds the timeout as the root cause of a build that was cancelled when its time was up and gives no specific reason.
fn recognize_timeout(diagnosis: &mut Diagnosis, template: Template<'_>) {
    let is_open = diagnosis
        .root()
        .is_none_or(|it| matches!(it.case.kind, CaseKind::Vague | CaseKind::Generic));
    let Some(build) = diagnosis.build().filter(|it| it.is_cancelled && is_open) else {
        return;
    };
    let minutes = timeout::limit(template).minutes();
    let taken = build
        .seconds()
        .zip(minutes)
        .map(|(taken, limit)| taken as f64 / (limit as f64 * 60.0));
    let Some(case) = cases::find("build/timeout").filter(|_| taken.is_some_and(|it| it >= TIMED_OUT)) else {
        return;
    };
    let finding = at_end(build, diagnosis, case);
    for other in &mut diagnosis.findings {
        if other.role == diagnosis::Role::Root {
            other.role = diagnosis::Role::Consequence;
        }
    }
    diagnosis.findings.retain(|it| !std::ptr::eq(it.case, case));
    diagnosis.findings.extend(finding);
    diagnosis.sort();
}

/// A finding at the line where a build starts to end.
fn at_end(build: &Build, diagnosis: &Diagnosis, case: &'static Case) -> Option<Finding> {
    let at = build.end_start?;
    Some(Finding {
        case,
        role: diagnosis::Role::Root,
        build: diagnosis.builds.iter().position(|it| std::ptr::eq(it, build)),
        stage: build.failing,
        lines: LineRange { first: at, last: at },
        text: build.reason.clone().unwrap_or_default(),
        values: Vec::new(),
        count: 1,
    })
}

/// The steps of a template matched with the stages of a build.
pub struct Alignment<'d> {
    pub template: Template<'d>,
    /// The build; an index.
    pub build: usize,
    /// Indices of stages, and the step that ran in each.
    pub steps: Vec<(usize, Step<'d>)>,
    /// Whether each provisioner that ran has its step, and each step its provisioner unless the build ended before it; otherwise the
    /// match is heuristic.
    pub is_certain: bool,
}

impl<'d> Alignment<'d> {
    /// The step that ran in a stage.
    pub fn step(&self, stage: usize) -> Option<Step<'d>> {
        self.steps.iter().find(|it| it.0 == stage).map(|it| it.1)
    }

    /// Its certainty in JSON.
    pub fn certainty(&self) -> &'static str {
        if self.is_certain { "certain" } else { "probable" }
    }
}

/// The image template of a document that a log belongs to: the one whose name it contains, else the only one whose steps match.
pub fn find<'d>(diagnosis: &Diagnosis, doc: &'d Document) -> Option<Template<'d>> {
    let mut templates = doc
        .templates_with(Assume::Defaults)
        .filter(|it| it.role == Role::Template);
    let Some(build) = diagnosis.build() else {
        // Without a log there is nothing to distinguish templates by.
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

/// The index of the only document with a matching template; `None` if there is no such document or several.
pub fn only<'d>(
    documents: impl IntoIterator<Item = &'d Document>,
    fits: impl Fn(Template<'d>) -> bool,
) -> Option<usize> {
    let is_it = |doc: &'d Document| {
        doc.templates_with(Assume::Defaults)
            .any(|it| it.role == Role::Template && fits(it))
    };
    let mut fitting = documents
        .into_iter()
        .enumerate()
        .filter(|it| is_it(it.1))
        .map(|it| it.0);
    fitting.next().filter(|_| fitting.next().is_none())
}

/// Whether a build has enough information to choose a template by.
pub fn can_choose(build: &Build) -> bool {
    build.group.is_some() || build.stages.iter().any(Stage::is_step)
}

/// Whether the staging resource group of a build contains the name of a template: `IT_{group}_{template}_{guid}`, truncated if long.
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

/// Whether the steps of a template match a build: one for each provisioner, in order.
pub fn fits(build: &Build, template: Template<'_>) -> bool {
    let ran = provisioners(build).count();
    let Some((matched, unmatched)) = matched(build, template) else {
        return false;
    };
    ran > 0 && matched.len() == ran && (unmatched == 0 || !ran_all_steps(build))
}

/// Matches the steps of a template with a build; `None` if the log has none or an expression computes the list of the template.
pub fn align<'d>(diagnosis: &Diagnosis, template: Template<'d>) -> Option<Alignment<'d>> {
    let build = diagnosis.build()?;
    let (steps, unmatched) = matched(build, template)?;
    let is_prefix = || !ran_all_steps(build) && shows_start(build) && steps.iter().all(|it| it.1.kind.is_some());
    let is_certain = steps.len() == provisioners(build).count() && (unmatched == 0 || is_prefix());
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

/// The provisioners of a build except the one that generalizes the VM, with their indices.
fn provisioners(build: &Build) -> impl Iterator<Item = (usize, &Stage)> {
    let stages = build.stages.iter().enumerate();
    stages.filter(|(_, it)| it.kind == StageKind::Customize)
}

/// Whether a build ran every step of its template.
fn ran_all_steps(build: &Build) -> bool {
    build.result == BuildResult::Succeeded || build.stages.iter().any(|it| it.kind == StageKind::Deprovision)
}

/// Whether the log of a build is not cut before its first step.
fn shows_start(build: &Build) -> bool {
    let first = build.stages.first();
    first.is_some_and(|it| matches!(it.kind, StageKind::Deploy | StageKind::Connect))
}

/// Pairs of a stage and its step, in order, and how many steps remain: steps of `customize`, or of `validate` if the log is a
/// validation log or if only they match every provisioner.
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

/// Pairs each step with the next provisioner of its kind: the service may run provisioners of its own, but skips no step.
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

/// The Packer provisioner that runs a step.
fn provisioner(kind: StepKind) -> &'static str {
    match kind {
        StepKind::Shell => "shell",
        StepKind::PowerShell => "powershell",
        StepKind::File => "file",
        StepKind::WindowsRestart => "windows-restart",
        StepKind::WindowsUpdate => "windows-update",
    }
}
