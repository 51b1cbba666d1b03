//! What a log shows: the runs in it, what went wrong, and which of that explains the rest.

use crate::doctor::build::{Build, Lines, Outcome, Stage};
use crate::doctor::case::{Case, Weight};
use crate::doctor::hits::Hit;
use crate::doctor::judge;
use crate::doctor::patterns;
use crate::doctor::reader::Reader;
use crate::doctor::root;
use crate::doctor::seen::Seen;
use crate::doctor::status::Status;

/// Everything that a text shows.
#[derive(Debug, Clone)]
pub struct Diagnosis {
    pub builds: Vec<Build>,
    pub status: Status,
    /// In the order of the text.
    pub findings: Vec<Finding>,
    /// The finding that explains the others; an index.
    pub root: Option<usize>,
    /// What kinds of text were recognised.
    pub inputs: Vec<Input>,
    /// Lines of the text.
    pub lines: u64,
}

/// A known failure, at its place.
#[derive(Debug, Clone)]
pub struct Finding {
    pub case: &'static Case,
    pub role: Role,
    /// The run it stands in; `None` outside a log.
    pub build: Option<usize>,
    /// The stage of that run; an index.
    pub stage: Option<usize>,
    pub lines: Lines,
    /// The line that names it.
    pub text: String,
    /// The variable parts of its fragments, by name.
    pub values: Vec<(String, String)>,
    /// How often it stands there.
    pub count: u64,
}

/// What a finding is to the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// It explains the others.
    Root,
    /// The build came to its end, and something is worth a look all the same.
    Warning,
    /// It goes with the root, or comes of it.
    Consequence,
    /// It looks like a failure and is none.
    Benign,
}

/// A kind of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// `customization.log` or `validation.log`.
    Log,
    /// The state of a template's last run.
    Status,
    /// The log of a pipeline.
    Pipeline,
    /// What a submission is answered with, or a sentence of the service.
    Response,
}

/// More than these beside the root cause are not told.
const CONSEQUENCES: usize = 3;

impl Reader {
    /// What the text shows that was read so far; the reader goes on from there.
    pub fn diagnosis(&self) -> Diagnosis {
        self.clone().into_diagnosis()
    }

    /// What the whole text shows.
    pub fn into_diagnosis(mut self) -> Diagnosis {
        self.finish();
        diagnose(self.seen)
    }
}

impl Diagnosis {
    /// Takes note of what the log is called: the service writes the checks of a finished image into a file of their own.
    pub fn called(mut self, name: &str) -> Self {
        let is_validation = name.to_ascii_lowercase().ends_with("validation.log");
        self.builds.iter_mut().for_each(|it| it.is_validation = is_validation);
        self
    }
}

/// What a whole text shows.
pub fn of(text: &str) -> Diagnosis {
    let mut reader = Reader::default();
    reader.push(text.as_bytes());
    reader.into_diagnosis()
}

fn diagnose(seen: Seen) -> Diagnosis {
    let findings = root::choose(candidates(&seen), &seen);
    let inputs = inputs(&seen, findings.iter().any(|it| it.build.is_none()));
    let mut diagnosis = Diagnosis {
        root: None,
        findings,
        inputs,
        lines: seen.end.line + 1,
        builds: seen.builds,
        status: seen.status,
    };
    diagnosis.sort();
    diagnosis
}

/// A part of a message that any program writes says nothing: only what names a failure makes a text an answer of the service.
fn inputs(seen: &Seen, is_response: bool) -> Vec<Input> {
    let kinds = [
        (Input::Log, !seen.builds.is_empty()),
        (Input::Status, !seen.status.is_empty()),
        (
            Input::Pipeline,
            seen.is_pipeline && (is_response || !seen.builds.is_empty()),
        ),
        (Input::Response, is_response),
    ];
    kinds.into_iter().filter(|it| it.1).map(|it| it.0).collect()
}

/// A finding that may become one.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub finding: Finding,
    /// Whether it stands where a failed build gives its reason.
    pub is_reason: bool,
    /// Whether it stands behind the beginning of the build's end.
    pub is_after: bool,
    /// The place in the order of reading, of the last line.
    pub order: u64,
}

/// Each case once in each stage of each run.
fn candidates(seen: &Seen) -> Vec<Candidate> {
    let hits = seen.hits.sorted();
    let mut found: Vec<Candidate> = Vec::new();
    for hit in &hits {
        let Some((case, fragment)) = patterns::fragment(hit.key.fragment) else {
            continue;
        };
        if !judge::counts(hit, fragment, &hits, seen) {
            continue;
        }
        let is_same = |it: &&mut Candidate| {
            let own = &it.finding;
            std::ptr::eq(own.case, case)
                && own.build == hit.key.build
                && own.stage == hit.key.stage
                && it.is_after == hit.key.is_after
                && it.is_reason == hit.key.is_reason
        };
        match found.iter_mut().find(is_same) {
            Some(known) => known.add(hit),
            None => found.push(Candidate::new(case, hit)),
        }
    }
    for candidate in &mut found {
        let own = (candidate.finding.build, candidate.finding.stage);
        let of_case = hits.iter().filter(|it| {
            let supports = patterns::fragment(it.key.fragment).is_some_and(|(case, fragment)| {
                std::ptr::eq(case, candidate.finding.case) && fragment.weight == Weight::Supports
            });
            supports && (it.key.build, it.key.stage) == own
        });
        for support in of_case {
            candidate.finding.take_values(support);
        }
    }
    found
}

impl Candidate {
    fn new(case: &'static Case, hit: &Hit) -> Self {
        Self {
            finding: Finding {
                case,
                role: Role::Consequence,
                build: hit.key.build,
                stage: hit.key.stage,
                lines: hit.lines,
                text: hit.text.clone(),
                values: hit.values.clone(),
                count: hit.count,
            },
            is_reason: hit.key.is_reason,
            is_after: hit.key.is_after,
            order: hit.order,
        }
    }

    fn add(&mut self, hit: &Hit) {
        let own = &mut self.finding;
        own.lines.first = own.lines.first.min(hit.lines.first);
        own.lines.last = own.lines.last.max(hit.lines.last);
        own.count += hit.count;
        if hit.order > self.order {
            self.order = hit.order;
            own.text = hit.text.clone();
        }
        own.take_values(hit);
    }
}

impl Finding {
    fn take_values(&mut self, hit: &Hit) {
        for (name, value) in &hit.values {
            if !self.values.iter().any(|(it, _)| it == name) {
                self.values.push((name.clone(), value.clone()));
            }
        }
    }

    /// A variable part of its fragments.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|it| it.0 == name).map(|it| it.1.as_str())
    }
}

impl Diagnosis {
    /// Sorts the findings, keeps as many as can be read, and finds the root among them again.
    pub(super) fn sort(&mut self) {
        self.findings.sort_by_key(|it| (it.role, it.lines.first, it.case.id));
        let mut told = 0;
        self.findings.retain(|it| {
            told += usize::from(it.role == Role::Consequence);
            it.role != Role::Consequence || told <= CONSEQUENCES
        });
        self.findings.sort_by_key(|it| (it.lines.first, it.role, it.case.id));
        self.root = self.findings.iter().position(|it| it.role == Role::Root);
    }

    /// The finding that explains the others.
    pub fn root(&self) -> Option<&Finding> {
        self.findings.get(self.root?)
    }

    /// The run to look at: that of the root, else the last.
    pub fn build(&self) -> Option<&Build> {
        let of_root = self.root().and_then(|it| it.build);
        let failed = self.builds.iter().rposition(|it| it.outcome == Outcome::Failed);
        match of_root.or(failed) {
            Some(index) => self.builds.get(index),
            None => self.builds.last(),
        }
    }

    /// Whether nothing in the text belongs to an image build.
    pub fn is_foreign(&self) -> bool {
        self.inputs.is_empty()
    }

    /// Whether the text shows a failure, a known one or another.
    pub fn shows_failure(&self) -> bool {
        let is_bad = |it: Outcome| matches!(it, Outcome::Failed | Outcome::Cancelled);
        self.root.is_some() || is_bad(self.status.outcome()) || self.builds.iter().any(|it| is_bad(it.outcome))
    }

    /// The stage that a finding stands in.
    pub fn stage_of(&self, finding: &Finding) -> Option<&Stage> {
        self.builds.get(finding.build?)?.stages.get(finding.stage?)
    }
}
