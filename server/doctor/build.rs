//! One run of a build as its log tells it: stages with their times, and how it ended.

use crate::doctor::event::Event;
use crate::doctor::time::Time;

/// A run.
#[derive(Debug, Clone)]
pub struct Build {
    /// Its operation id, as the log writes it.
    pub operation: Option<String>,
    /// The staging resource group, `IT_…`.
    pub group: Option<String>,
    pub outcome: Outcome,
    pub start: Option<Time>,
    pub end: Option<Time>,
    pub stages: Vec<Stage>,
    /// Where the end of a build that failed begins: the first line that speaks of failure or cancellation.
    pub end_begins: Option<Place>,
    /// The stage that ran then; an index.
    pub failing: Option<usize>,
    pub is_cancelled: bool,
    /// Why it failed, in Packer's words.
    pub reason: Option<String>,
    /// The last lines before the end of a build that failed.
    pub tail: Vec<String>,
    /// How often the state that Sysprep is in was told in a row, and the state.
    pub image_state: (String, usize),
    pub lines: Lines,
    /// Whether its steps are those of `validate`, by the name of the log.
    pub is_validation: bool,
    is_cleaning_up: bool,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Succeeded,
    Failed,
    Cancelled,
    /// The log does not tell: the build still runs, or the log is cut off.
    Unknown,
}

/// A stretch of a run.
#[derive(Debug, Clone)]
pub struct Stage {
    pub kind: StageKind,
    /// What runs in it: the provisioner (`windows-update`), or the way of connecting (`WinRM`).
    pub name: String,
    pub start: Option<Time>,
    /// `None` for one that has not ended.
    pub end: Option<Time>,
    /// From its start to its end, or to the last line of the run; `None` where the log has no times.
    pub seconds: Option<u64>,
    pub lines: Lines,
    /// The last code that a command ended with in it.
    pub code: Option<i64>,
    pub has_ended: bool,
}

/// What a stage is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StageKind {
    Deploy,
    Connect,
    Customize,
    Deprovision,
    CleanUp,
}

/// A place in a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Place {
    /// Lines from 0, ended as editors end them.
    pub line: u64,
    /// Bytes from the beginning of the text to the beginning of the line.
    pub byte: u64,
}

/// The first and the last line of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Lines {
    pub first: Place,
    pub last: Place,
}

/// A build has a few dozen stages; a log that has this many is no build's.
const MOST_STAGES: usize = 2_000;
/// The same start told twice: once by Packer, once by the echo.
const ECHO_SECONDS: u64 = 2;

impl Build {
    pub fn new(operation: Option<&str>, at: Place) -> Self {
        Self {
            operation: operation.map(str::to_owned),
            group: None,
            outcome: Outcome::Unknown,
            start: None,
            end: None,
            stages: Vec::new(),
            end_begins: None,
            failing: None,
            is_cancelled: false,
            reason: None,
            tail: Vec::new(),
            image_state: (String::new(), 0),
            lines: Lines { first: at, last: at },
            is_validation: false,
            is_cleaning_up: false,
        }
    }

    /// Takes note of a line of the run.
    pub fn passes(&mut self, at: Place, time: Option<Time>) {
        self.start = self.start.or(time);
        self.end = time.or(self.end);
        self.lines.last = at;
    }

    /// Takes note of what a line tells.
    pub fn happens(&mut self, event: Event<'_>, at: Place, time: Option<Time>) {
        match event {
            Event::Group(name) => {
                self.group.get_or_insert_with(|| name.to_owned());
            }
            Event::Deploying if self.stages.is_empty() => self.begin(StageKind::Deploy, "", at, time),
            Event::Connecting(how) if self.may_connect(how) => self.begin(StageKind::Connect, how, at, time),
            Event::Connected => {
                if let Some(stage) = self.open(StageKind::Connect) {
                    stage.finish(at, time);
                    stage.has_ended = true;
                }
            }
            Event::Started(kind) if !self.is_echo(kind, time) => self.begin(StageKind::Customize, kind, at, time),
            Event::Ended(_) => {
                if let Some(stage) = self.open(StageKind::Customize).filter(|it| !it.has_ended) {
                    stage.has_ended = true;
                    stage.lines.last = at;
                    stage.end = time;
                }
            }
            Event::Deprovisioning => {
                if let Some(stage) = self.open(StageKind::Customize).filter(|it| !it.has_ended) {
                    stage.kind = StageKind::Deprovision;
                }
            }
            Event::Exit(code) => {
                if let Some(stage) = self.stages.last_mut() {
                    stage.code = Some(code);
                }
            }
            Event::ImageState(state) => {
                if self.image_state.0 != state {
                    self.image_state = (state.to_owned(), 0);
                }
                self.image_state.1 += 1;
            }
            Event::CleaningUp if !self.is_cleaning_up => {
                self.begin(StageKind::CleanUp, "", at, time);
                self.is_cleaning_up = true;
            }
            Event::StepFailed => self.ends(at),
            Event::Cancelling => {
                self.ends(at);
                self.is_cancelled = true;
            }
            Event::Failed => {
                self.ends(at);
                self.outcome = Outcome::Failed;
            }
            Event::Succeeded if self.outcome == Outcome::Unknown => self.outcome = Outcome::Succeeded,
            Event::Finalizing => {
                if let Some(stage) = self.stages.last_mut().filter(|it| it.end.is_none()) {
                    stage.finish(at, time);
                }
            }
            _ => {}
        }
    }

    /// The last stage, if it is of a kind; the step that generalises counts as one of `customize`.
    fn open(&mut self, kind: StageKind) -> Option<&mut Stage> {
        self.stages
            .last_mut()
            .filter(|it| it.kind == kind || (it.is_step() && kind == StageKind::Customize))
    }

    /// Whether a way of connecting begins: steps that restart the machine wait for it too.
    fn may_connect(&self, how: &str) -> bool {
        let last = self.stages.last().filter(|it| it.kind == StageKind::Connect);
        let is_new = last.is_none_or(|it| it.name != how);
        is_new && self.failing.is_none() && !self.stages.iter().any(Stage::is_step)
    }

    fn is_echo(&self, kind: &str, time: Option<Time>) -> bool {
        let last = self
            .stages
            .last()
            .filter(|it| it.is_step() && it.name == kind && !it.has_ended);
        let passed = last.and_then(|it| Some(time?.since(it.start?)));
        passed.is_some_and(|it| it <= ECHO_SECONDS)
    }

    fn begin(&mut self, kind: StageKind, name: &str, at: Place, time: Option<Time>) {
        if self.stages.len() >= MOST_STAGES {
            return;
        }
        if let Some(last) = self.stages.last_mut() {
            // The pause until the next step belongs to the one before.
            last.finish(at.before(), time.or(last.end));
        }
        self.stages.push(Stage {
            kind,
            name: name.to_owned(),
            start: time,
            end: None,
            seconds: None,
            lines: Lines { first: at, last: at },
            code: None,
            has_ended: false,
        });
    }

    fn ends(&mut self, at: Place) {
        if self.end_begins.is_none() {
            self.end_begins = Some(at);
            let steps = self.stages.iter().rposition(|it| it.kind != StageKind::CleanUp);
            self.failing = steps;
        }
    }

    /// The whole of the log is read.
    pub fn close(&mut self) {
        let (at, time) = (self.lines.last, self.end);
        if let Some(stage) = self.stages.last_mut() {
            stage.lines.last = stage.lines.last.max(at);
        }
        for stage in &mut self.stages {
            stage.seconds = stage.start.and_then(|start| Some(stage.end.or(time)?.since(start)));
        }
        if self.outcome == Outcome::Unknown && self.is_cancelled {
            self.outcome = Outcome::Failed;
        }
    }

    /// Seconds from the first line to the last; `None` where the log has no times.
    pub fn seconds(&self) -> Option<u64> {
        Some(self.end?.since(self.start?))
    }
}

impl Place {
    /// The end of the line before.
    fn before(self) -> Self {
        Self {
            line: self.line.saturating_sub(1),
            byte: self.byte.saturating_sub(1),
        }
    }
}

impl Stage {
    fn finish(&mut self, at: Place, time: Option<Time>) {
        self.lines.last = at;
        self.end = time;
    }

    /// Whether a provisioner runs in it.
    pub fn is_step(&self) -> bool {
        matches!(self.kind, StageKind::Customize | StageKind::Deprovision)
    }
}

impl StageKind {
    /// The word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Deploy => "deploy",
            Self::Connect => "connect",
            Self::Customize => "customize",
            Self::Deprovision => "deprovision",
            Self::CleanUp => "clean-up",
        }
    }
}

impl Outcome {
    /// The word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::Unknown => "unknown",
        }
    }
}
