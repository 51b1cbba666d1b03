//! The diagnosis of a text: its builds, what went wrong, and which finding is the root cause.

mod conditions;
mod root_cause;

use crate::doctor::cases::{Case, Weight};
use crate::doctor::errors::{self, ReportedError};
use crate::doctor::evidence::{self, Evidence};
use crate::doctor::explanation::Explanation;
use crate::doctor::matches::{self, Match};
use crate::doctor::position::LineRange;
use crate::doctor::reader::Reader;
use crate::doctor::state::State;
use crate::doctor::status::Status;
use crate::doctor::timeline::{Build, BuildResult, Stage};
use crate::locale::Lang;
use crate::text::redact::redacted;

/// The diagnosis of a text.
#[derive(Debug, Clone)]
pub struct Diagnosis {
    pub builds: Vec<Build>,
    /// The evidence for the failure of each build.
    pub evidence: Vec<Evidence>,
    /// The errors of Azure that ended a build, or that a response reports.
    pub errors: Vec<ReportedError>,
    pub status: Status,
    /// In the order of the text.
    pub findings: Vec<Finding>,
    /// The root cause; an index of `findings`.
    pub root: Option<usize>,
    /// The recognized kinds of text.
    pub inputs: Vec<Input>,
    /// The number of lines.
    pub lines: u64,
}

/// A known failure at its position.
#[derive(Debug, Clone)]
pub struct Finding {
    pub case: &'static Case,
    pub role: Role,
    /// The build that it belongs to; `None` outside a log.
    pub build: Option<usize>,
    /// The stage of that build; an index.
    pub stage: Option<usize>,
    pub lines: LineRange,
    /// The line that identifies it.
    pub text: String,
    /// The values of the placeholders of its fragments, by name.
    pub values: Vec<(String, String)>,
    /// How often it occurs.
    pub count: u64,
}

/// The role of a finding among the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The root cause.
    Root,
    /// A problem in a build that succeeded.
    Warning,
    /// A consequence of the root cause, or related to it.
    Consequence,
    /// It looks like a failure but is not.
    Benign,
}

/// A kind of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// `customization.log` or `validation.log`.
    Log,
    /// The status of the last run of a template.
    Status,
    /// A pipeline log.
    Pipeline,
    /// The response to a submission, or a message of the service.
    Response,
}

/// How many lines people paste at most.
const MAX_EXCERPT_LINES: usize = 40;
const MAX_EXCERPT_BYTES: usize = 16 << 10;
/// How many words a line has that shows a failure outside a log: `Permission denied` alone may be about anything.
const MIN_EXCERPT_WORDS: usize = 4;

/// How many consequences are reported.
const MAX_CONSEQUENCES: usize = 3;

impl Reader {
    /// The diagnosis of the text so far; the reader can continue.
    pub fn diagnosis(&self) -> Diagnosis {
        self.clone().into_diagnosis()
    }

    /// The diagnosis of the whole text.
    pub fn into_diagnosis(mut self) -> Diagnosis {
        self.finish();
        diagnose(self.state)
    }

    /// The same for a text that somebody hands over, which may also be a few lines of output that were copied out of a log without
    /// their prefixes. These count if they show a known failure, or what only looks like one.
    pub fn into_diagnosis_of_excerpt(mut self) -> Diagnosis {
        self.finish();
        let excerpt = excerpt(&self.state);
        let diagnosis = diagnose(self.state);
        let of_excerpt = excerpt.filter(|_| diagnosis.is_foreign()).map(|it| of(&it));
        let says_enough = |it: &Finding| it.text.split_whitespace().count() >= MIN_EXCERPT_WORDS;
        let is_known = |it: &Diagnosis| match it.root() {
            Some(root) => says_enough(root),
            None => it.findings.iter().any(|it| it.case.is_benign()),
        };
        of_excerpt.filter(is_known).unwrap_or(diagnosis)
    }
}

/// A short text as the output of a step; `None` for any other text.
fn excerpt(state: &State) -> Option<String> {
    let lines = state.response.lines().filter(|it| !it.trim().is_empty());
    let is_short = state.response.len() <= MAX_EXCERPT_BYTES && lines.count() <= MAX_EXCERPT_LINES;
    let line = |it: &str| format!("==> azure-arm: {it}\n");
    (state.builds.is_empty() && is_short).then(|| state.response.lines().map(line).collect())
}

impl Diagnosis {
    /// Uses the file name of the log: the service writes the validation of an image to a file of its own.
    pub fn with_file_name(mut self, name: &str) -> Self {
        let is_validation = name.to_ascii_lowercase().ends_with("validation.log");
        self.builds.iter_mut().for_each(|it| it.is_validation = is_validation);
        self
    }
}

/// The diagnosis of a text.
pub fn of(text: &str) -> Diagnosis {
    let mut reader = Reader::default();
    reader.push(text.as_bytes());
    reader.into_diagnosis()
}

fn diagnose(state: State) -> Diagnosis {
    let evidence: Vec<Evidence> = state.builds.iter().map(evidence::of).collect();
    let findings = root_cause::choose(candidates(&state), &state, &evidence);
    let errors = errors::of(&state);
    let is_response = findings.iter().any(|it| it.build.is_none()) || errors.iter().any(|it| it.build.is_none());
    let is_response = is_response || (state.builds.is_empty() && errors::names_service(&state.response));
    let inputs = inputs(&state, is_response);
    let mut diagnosis = Diagnosis {
        root: None,
        findings,
        inputs,
        lines: state.end.line + 1,
        builds: state.builds,
        evidence,
        errors,
        status: state.status,
    };
    diagnosis.sort();
    diagnosis
}

/// The recognized kinds of text. Only a text that identifies a failure counts as a response of the service.
fn inputs(state: &State, is_response: bool) -> Vec<Input> {
    let kinds = [
        (Input::Log, !state.builds.is_empty()),
        (Input::Status, !state.status.is_empty()),
        (
            Input::Pipeline,
            state.is_pipeline && (is_response || !state.builds.is_empty()),
        ),
        (Input::Response, is_response),
    ];
    kinds.into_iter().filter(|it| it.1).map(|it| it.0).collect()
}

/// A finding before its role is known.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub finding: Finding,
    /// Whether it is in the reason of a failed build.
    pub is_reason: bool,
    /// Whether it is after the position where the build starts to end.
    pub is_after: bool,
    /// The position of the last line in the order of reading.
    pub order: u64,
}

/// Each case once in each stage of each build.
fn candidates(state: &State) -> Vec<Candidate> {
    let matches = state.matches.sorted();
    let mut candidates: Vec<Candidate> = Vec::new();
    for found in &matches {
        let Some((case, fragment)) = matches::fragment(found.key.fragment) else {
            continue;
        };
        if !conditions::is_met(found, fragment, &matches, state) {
            continue;
        }
        let is_same = |it: &&mut Candidate| {
            let own = &it.finding;
            std::ptr::eq(own.case, case)
                && own.build == found.key.build
                && own.stage == found.key.stage
                && it.is_after == found.key.is_after
                && it.is_reason == found.key.is_reason
        };
        match candidates.iter_mut().find(is_same) {
            Some(same) => same.add(found),
            None => candidates.push(Candidate::new(case, found)),
        }
    }
    for candidate in &mut candidates {
        let own = (candidate.finding.build, candidate.finding.stage);
        let of_case = matches.iter().filter(|it| {
            let supports = matches::fragment(it.key.fragment).is_some_and(|(case, fragment)| {
                std::ptr::eq(case, candidate.finding.case) && fragment.weight == Weight::Supports
            });
            supports && (it.key.build, it.key.stage) == own
        });
        for support in of_case {
            candidate.finding.take_values(support);
        }
    }
    candidates
}

impl Candidate {
    fn new(case: &'static Case, found: &Match) -> Self {
        Self {
            finding: Finding {
                case,
                role: Role::Consequence,
                build: found.key.build,
                stage: found.key.stage,
                lines: found.lines,
                text: redacted(&found.text).into_owned(),
                values: found.values.iter().map(without_secret).collect(),
                count: found.count,
            },
            is_reason: found.key.is_reason,
            is_after: found.key.is_after,
            order: found.order,
        }
    }

    fn add(&mut self, found: &Match) {
        let own = &mut self.finding;
        // Several fragments may match on the same lines.
        let is_same = own.lines.first == found.lines.first || own.lines.last == found.lines.last;
        own.count = if is_same {
            own.count.max(found.count)
        } else {
            own.count + found.count
        };
        own.lines.first = own.lines.first.min(found.lines.first);
        own.lines.last = own.lines.last.max(found.lines.last);
        if found.order > self.order {
            self.order = found.order;
            own.text = redacted(&found.text).into_owned();
        }
        own.take_values(found);
    }
}

/// A value of a placeholder without secrets.
fn without_secret((name, value): &(String, String)) -> (String, String) {
    (name.clone(), redacted(value).into_owned())
}

impl Finding {
    fn take_values(&mut self, found: &Match) {
        for (name, value) in &found.values {
            if !self.values.iter().any(|(it, _)| it == name) {
                self.values.push((name.clone(), redacted(value).into_owned()));
            }
        }
    }

    /// The text of its page, with its values.
    pub fn explanation(&self, lang: Lang) -> Explanation {
        self.case.explanation(lang, |name| self.value(name))
    }

    /// The value of a placeholder of its fragments.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|it| it.0 == name).map(|it| it.1.as_str())
    }
}

impl Diagnosis {
    /// Sorts the findings, limits the consequences, and updates the index of the root cause.
    pub(super) fn sort(&mut self) {
        self.findings.sort_by_key(|it| (it.role, it.lines.first, it.case.id));
        let mut consequences = 0;
        self.findings.retain(|it| {
            consequences += usize::from(it.role == Role::Consequence);
            it.role != Role::Consequence || consequences <= MAX_CONSEQUENCES
        });
        self.findings.sort_by_key(|it| (it.lines.first, it.role, it.case.id));
        self.root = self.findings.iter().position(|it| it.role == Role::Root);
    }

    /// The root cause.
    pub fn root(&self) -> Option<&Finding> {
        self.findings.get(self.root?)
    }

    /// The main build: that of the root cause, else the last.
    pub fn build(&self) -> Option<&Build> {
        let of_root = self.root().and_then(|it| it.build);
        let failed = self.builds.iter().rposition(|it| it.result == BuildResult::Failed);
        match of_root.or(failed) {
            Some(index) => self.builds.get(index),
            None => self.builds.last(),
        }
    }

    /// The evidence for the failure of the main build; `None` if the log shows none.
    pub fn evidence(&self) -> Option<&Evidence> {
        let build = self.build()?;
        let index = self.builds.iter().position(|it| std::ptr::eq(it, build))?;
        self.evidence.get(index).filter(|it| !it.lines.is_empty())
    }

    /// The errors of Azure that ended the main build, or those of a response.
    pub fn errors(&self) -> impl Iterator<Item = &ReportedError> {
        let build = self.build();
        let own = self
            .builds
            .iter()
            .position(|it| build.is_some_and(|build| std::ptr::eq(it, build)));
        self.errors.iter().filter(move |it| it.build == own)
    }

    /// Whether nothing in the text is related to an image build.
    pub fn is_foreign(&self) -> bool {
        self.inputs.is_empty()
    }

    /// Whether the text shows a failure, known or unknown.
    pub fn shows_failure(&self) -> bool {
        let is_bad = |it: BuildResult| matches!(it, BuildResult::Failed | BuildResult::Cancelled);
        let is_response = !self.errors.is_empty() && self.status.result() != BuildResult::Succeeded;
        self.root.is_some()
            || is_response
            || is_bad(self.status.result())
            || self.builds.iter().any(|it| is_bad(it.result))
    }

    /// The stage of a finding.
    pub fn stage_of(&self, finding: &Finding) -> Option<&Stage> {
        self.builds.get(finding.build?)?.stages.get(finding.stage?)
    }
}
