//! The timeline of a build: its stages with their times, and how it ended.

pub mod events;

use crate::doctor::position::{LineRange, OutputLine, Position};
use crate::doctor::script_line::PackerVersion;
use crate::doctor::time::Time;
use crate::doctor::timeline::events::Event;

/// One run of a build.
#[derive(Debug, Clone)]
pub struct Build {
    /// Its operation ID, as written in the log.
    pub operation: Option<String>,
    /// The staging resource group, `IT_…`.
    pub group: Option<String>,
    /// The version of Packer that ran it.
    pub packer: Option<PackerVersion>,
    pub result: BuildResult,
    pub start: Option<Time>,
    pub end: Option<Time>,
    pub stages: Vec<Stage>,
    /// Where a failed build starts to end: the first line about failure or cancellation.
    pub end_start: Option<Position>,
    /// The stage that was running then; an index.
    pub failing: Option<usize>,
    pub is_cancelled: bool,
    /// Why it failed, in the words of Packer.
    pub reason: Option<String>,
    /// The last output of steps before the end of a failed build.
    pub output: Vec<OutputLine>,
    /// The last state of Sysprep, and how many times in a row it was reported.
    pub image_state: (String, usize),
    pub lines: LineRange,
    /// Whether its steps are those of `validate`, judging by the name of the log.
    pub is_validation: bool,
    is_cleaning_up: bool,
    /// Whether Azure refused a request and no step has started since.
    is_refused: bool,
}

/// How a build ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BuildResult {
    Succeeded,
    Failed,
    Cancelled,
    /// The log does not show it: the build is still running, or the log is truncated.
    Unknown,
}

/// A stage of a build.
#[derive(Debug, Clone)]
pub struct Stage {
    pub kind: StageKind,
    /// What runs in it: the provisioner (`windows-update`), or the protocol of the connection (`WinRM`).
    pub name: String,
    pub start: Option<Time>,
    /// `None` if it has not ended.
    pub end: Option<Time>,
    /// From its start to its end, or to the last line of the build; `None` if the log has no timestamps.
    pub seconds: Option<u64>,
    pub lines: LineRange,
    /// The last exit code of a command in it.
    pub code: Option<i64>,
    pub has_ended: bool,
}

/// The purpose of a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StageKind {
    Deploy,
    Connect,
    Customize,
    Deprovision,
    CleanUp,
}

/// Builds have a few dozen stages; a log with more than this is not a build log.
const MAX_STAGES: usize = 2_000;
/// Within this time a second start is an echo: Packer and the terminal both report it.
const ECHO_SECONDS: u64 = 2;

impl Build {
    /// A build whose first line is at a position.
    pub fn new(operation: Option<&str>, at: Position) -> Self {
        Self {
            operation: operation.map(str::to_owned),
            group: None,
            packer: None,
            result: BuildResult::Unknown,
            start: None,
            end: None,
            stages: Vec::new(),
            end_start: None,
            failing: None,
            is_cancelled: false,
            reason: None,
            output: Vec::new(),
            image_state: (String::new(), 0),
            lines: LineRange { first: at, last: at },
            is_validation: false,
            is_cleaning_up: false,
            is_refused: false,
        }
    }

    /// Records a line of the build.
    pub fn add_line(&mut self, at: Position, time: Option<Time>) {
        self.start = self.start.or(time);
        self.end = time.or(self.end);
        self.lines.last = at;
    }

    /// Records an event of a line.
    pub fn add_event(&mut self, event: Event<'_>, at: Position, time: Option<Time>) {
        match event {
            Event::Group(name) => {
                self.group.get_or_insert_with(|| name.to_owned());
            }
            Event::Deploying if self.stages.is_empty() => self.begin(StageKind::Deploy, "", at, time),
            Event::Connecting(how) if self.starts_connecting(how) => self.begin(StageKind::Connect, how, at, time),
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
            Event::StepFailed => self.start_to_end(at),
            Event::Refused => self.is_refused = true,
            Event::Cancelling => {
                self.start_to_end(at);
                self.is_cancelled = true;
            }
            Event::Failed => {
                self.start_to_end(at);
                self.result = BuildResult::Failed;
            }
            Event::Succeeded if self.result == BuildResult::Unknown => self.result = BuildResult::Succeeded,
            Event::Finalizing => {
                if let Some(stage) = self.stages.last_mut().filter(|it| it.end.is_none()) {
                    stage.finish(at, time);
                }
            }
            _ => {}
        }
    }

    /// The last stage, if it is of a kind; the step that generalizes the VM counts as one of `customize`.
    fn open(&mut self, kind: StageKind) -> Option<&mut Stage> {
        self.stages
            .last_mut()
            .filter(|it| it.kind == kind || (it.is_step() && kind == StageKind::Customize))
    }

    /// Whether a connection starts a stage: steps that restart the machine wait for one too.
    fn starts_connecting(&self, how: &str) -> bool {
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

    fn begin(&mut self, kind: StageKind, name: &str, at: Position, time: Option<Time>) {
        if self.stages.len() >= MAX_STAGES {
            return;
        }
        if let Some(last) = self.stages.last_mut() {
            // The pause before the next step belongs to this one.
            last.finish(at.before(), time.or(last.end));
        }
        self.is_refused &= kind == StageKind::CleanUp;
        self.stages.push(Stage {
            kind,
            name: name.to_owned(),
            start: time,
            end: None,
            seconds: None,
            lines: LineRange { first: at, last: at },
            code: None,
            has_ended: false,
        });
    }

    fn start_to_end(&mut self, at: Position) {
        if self.end_start.is_none() {
            self.end_start = Some(at);
            let steps = self.stages.iter().rposition(|it| it.kind != StageKind::CleanUp);
            self.failing = steps;
        }
    }

    /// Completes the build once the whole log has been read.
    pub fn close(&mut self) {
        let (at, time) = (self.lines.last, self.end);
        if let Some(stage) = self.stages.last_mut() {
            stage.lines.last = stage.lines.last.max(at);
        }
        for stage in &mut self.stages {
            stage.seconds = stage.start.and_then(|start| Some(stage.end.or(time)?.since(start)));
        }
        let has_ended = self.end_start.is_some() || self.is_refused;
        if self.result == BuildResult::Unknown && has_ended {
            self.result = BuildResult::Failed;
        }
    }

    /// Seconds from the first line to the last; `None` if the log has no timestamps.
    pub fn seconds(&self) -> Option<u64> {
        Some(self.end?.since(self.start?))
    }
}

impl Stage {
    fn finish(&mut self, at: Position, time: Option<Time>) {
        self.lines.last = at;
        self.end = time;
    }

    /// Whether it runs a provisioner.
    pub fn is_step(&self) -> bool {
        matches!(self.kind, StageKind::Customize | StageKind::Deprovision)
    }
}

impl StageKind {
    /// Its name in JSON.
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

impl BuildResult {
    /// Its name in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::Unknown => "unknown",
        }
    }
}
