//! The answer of `doctor` about a log as one JSON object.

pub(super) mod comparison;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use crate::cli::output::pretty;
use crate::doctor::attribution::Attribution;
use crate::doctor::diagnosis::{Diagnosis, Finding, Role};
use crate::doctor::errors::ReportedError;
use crate::doctor::evidence::EvidenceLine;
use crate::doctor::time::Time;
use crate::doctor::timeline::{Build, Stage};
use crate::locale::Lang;
use crate::report::build::{self, ActionText};
use crate::syntax::tree::Node;
use crate::text::plain;
use crate::text::redact::Redactor;

/// The answer about one log.
#[derive(Serialize)]
pub(super) struct Output<'r> {
    version: u32,
    input: &'r str,
    template: Option<&'r str>,
    builds: Vec<BuildOutput>,
    findings: Vec<FindingOutput<'r>>,
    root: Option<usize>,
    errors: Vec<ErrorOutput<'r>>,
    evidence: Vec<EvidenceOutput<'r>>,
    script_line: Option<ScriptLineOutput>,
}

/// An error of Azure, out of all envelopes around it.
#[derive(Serialize)]
struct ErrorOutput<'r> {
    line: u64,
    code: Option<&'r str>,
    message: &'r str,
    target: Option<&'r str>,
    /// The codes around it, outermost first.
    outer: Vec<&'r str>,
    resource: Option<&'r str>,
    region: Option<&'r str>,
    action: Option<&'r str>,
    scope: Option<&'r str>,
}

/// A line of the last output of the failed step.
#[derive(Serialize)]
struct EvidenceOutput<'r> {
    line: u64,
    text: &'r str,
    count: u64,
    decisive: bool,
}

/// The line of a script that the output of the failed step points to.
#[derive(Serialize)]
struct ScriptLineOutput {
    pointer: String,
    line: usize,
    certainty: &'static str,
}

#[derive(Serialize)]
struct BuildOutput {
    operation: Option<String>,
    outcome: &'static str,
    stages: Vec<StageOutput>,
}

#[derive(Serialize)]
struct StageOutput {
    stage: &'static str,
    name: String,
    start: Option<String>,
    end: Option<String>,
    seconds: Option<u64>,
    /// The name of the step in the template.
    step: Option<String>,
    pointer: Option<String>,
    certainty: Option<&'static str>,
}

/// What to do, without the command that it ends with.
#[derive(Serialize)]
struct ActionOutput {
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    command: Option<String>,
}

/// What shows that a finding is right.
#[derive(Serialize)]
struct FindingEvidence<'r> {
    lines: Vec<EvidenceOutput<'r>>,
    /// Those of the error of Azure that the root cause is about.
    code: Option<&'r str>,
    message: Option<&'r str>,
    /// What the message says: limits, names, regions.
    values: BTreeMap<&'r str, &'r str>,
}

#[derive(Serialize)]
struct FindingOutput<'r> {
    id: &'static str,
    severity: &'static str,
    stage: Option<&'static str>,
    lines: [u64; 2],
    #[serde(skip_serializing_if = "Option::is_none")]
    exit: Option<String>,
    text: &'r str,
    cause: String,
    solution: String,
    actions: Vec<ActionOutput>,
    evidence: FindingEvidence<'r>,
    pointer: Option<String>,
    rules: &'r [&'static str],
}

/// An answer as indented JSON, without the secrets that the redactors know.
pub(super) fn object(answer: &impl Serialize, redactors: &[&Redactor]) -> String {
    pretty(&masked(answer, redactors))
}

/// An answer as JSON on one line, without the secrets that the redactors know.
pub(super) fn line(answer: &impl Serialize, redactors: &[&Redactor]) -> String {
    plain::json(&masked(answer, redactors).to_string()).into_owned() + "\n"
}

fn masked(answer: &impl Serialize, redactors: &[&Redactor]) -> Value {
    let answer = serde_json::to_value(answer);
    debug_assert!(answer.is_ok(), "the answer is plain data");
    let mut answer = answer.unwrap_or_default();
    let mut waiting = vec![&mut answer];
    while let Some(value) = waiting.pop() {
        match value {
            Value::String(text) => redactors.iter().for_each(|it| it.redact(text)),
            Value::Array(items) => waiting.extend(items),
            Value::Object(members) => waiting.extend(members.values_mut()),
            _ => {}
        }
    }
    answer
}

/// The answer about a log. The template is the one that it is attributed to, by its path.
pub(super) fn of<'r>(
    attribution: &'r Attribution<'_>,
    input: &'r str,
    template: Option<&'r str>,
    lang: Lang,
) -> Output<'r> {
    let diagnosis = &attribution.diagnosis;
    let mut builds: Vec<BuildOutput> = diagnosis
        .builds
        .iter()
        .enumerate()
        .map(|(at, it)| build_output(at, it, attribution))
        .collect();
    if builds.is_empty() && diagnosis.status.state.is_some() {
        builds.push(BuildOutput {
            operation: diagnosis.status.operation.clone(),
            outcome: diagnosis.status.result().word(),
            stages: Vec::new(),
        });
    }
    let findings = diagnosis.findings.iter().enumerate();
    Output {
        version: 1,
        input,
        template,
        builds,
        findings: findings
            .map(|(at, it)| finding_output(at, it, attribution, lang))
            .collect(),
        root: diagnosis.root,
        errors: diagnosis.errors().map(error_output).collect(),
        evidence: diagnosis
            .evidence()
            .into_iter()
            .flat_map(|it| &it.lines)
            .map(evidence_output)
            .collect(),
        script_line: attribution.script_line().map(|it| ScriptLineOutput {
            pointer: it.node.pointer(),
            line: it.line,
            certainty: it.certainty.word(),
        }),
    }
}

fn error_output(reported: &ReportedError) -> ErrorOutput<'_> {
    let (inner, facts) = (reported.error.innermost(), &reported.error.facts);
    ErrorOutput {
        line: reported.line,
        code: inner.code.as_deref(),
        message: &inner.message,
        target: inner.target.as_deref(),
        outer: reported.error.outer_codes(),
        resource: facts.resource.as_deref(),
        region: facts.region.as_deref(),
        action: facts.action.as_deref(),
        scope: facts.scope.as_deref(),
    }
}

fn evidence_output(line: &EvidenceLine) -> EvidenceOutput<'_> {
    EvidenceOutput {
        line: line.at.line,
        text: &line.text,
        count: line.count,
        decisive: line.is_decisive,
    }
}

fn build_output(index: usize, build: &Build, attribution: &Attribution<'_>) -> BuildOutput {
    let stage_output = |(at, stage): (usize, &Stage)| {
        let step = attribution.step(index, at);
        StageOutput {
            stage: stage.kind.word(),
            name: stage.name.clone(),
            start: stage.start.map(Time::text),
            end: stage.end.map(Time::text),
            seconds: stage.seconds,
            step: attribution.step_name(index, at),
            pointer: step.map(Node::pointer),
            certainty: step.and(attribution.alignment.as_ref()).map(|it| it.certainty()),
        }
    };
    BuildOutput {
        operation: build.operation.clone(),
        outcome: build.result.word(),
        stages: build.stages.iter().enumerate().map(stage_output).collect(),
    }
}

fn finding_output<'r>(
    index: usize,
    finding: &'r Finding,
    attribution: &'r Attribution<'_>,
    lang: Lang,
) -> FindingOutput<'r> {
    let stage = attribution.diagnosis.stage_of(finding);
    let explanation = finding.explanation(lang);
    let exit = attribution.diagnosis.exit_meaning(finding);
    let actions = build::action_texts(explanation.solution()).into_iter();
    FindingOutput {
        id: finding.case.id,
        severity: match finding.role {
            Role::Root => "error",
            Role::Warning => "warning",
            Role::Consequence => "information",
            Role::Benign => "hint",
        },
        stage: stage.map(|it| it.kind.word()),
        lines: [finding.lines.first.line, finding.lines.last.line],
        exit: exit.map(|it| it.get(lang).to_owned()),
        text: &finding.text,
        cause: explanation.cause().to_owned(),
        solution: explanation.solution().to_owned(),
        actions: actions
            .map(|ActionText { text, command }| ActionOutput { text, command })
            .collect(),
        evidence: finding_evidence(finding, &attribution.diagnosis),
        pointer: attribution.target(index).map(Node::pointer),
        rules: &finding.case.rules,
    }
}

/// The lines that a finding rests on: for the root cause the output of the failed step, for others the line that identifies them.
fn finding_evidence<'r>(finding: &'r Finding, diagnosis: &'r Diagnosis) -> FindingEvidence<'r> {
    let is_root = finding.role == Role::Root;
    let shown = diagnosis.evidence().filter(|_| is_root);
    let mut lines: Vec<EvidenceOutput<'r>> = shown
        .into_iter()
        .flat_map(|it| &it.lines)
        .map(evidence_output)
        .collect();
    if lines.iter().all(|it| it.text != finding.text) {
        lines.push(EvidenceOutput {
            line: finding.lines.last.line,
            text: &finding.text,
            count: finding.count,
            decisive: true,
        });
    }
    let error = diagnosis
        .errors()
        .filter(|_| is_root)
        .find(|it| it.build == finding.build);
    let innermost = error.map(|it| it.error.innermost());
    FindingEvidence {
        lines,
        code: innermost.and_then(|it| it.code.as_deref()),
        message: innermost.map(|it| it.message.as_str()),
        values: finding
            .values
            .iter()
            .map(|(name, it)| (name.as_str(), it.as_str()))
            .collect(),
    }
}
