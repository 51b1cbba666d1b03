//! Two builds of one template, stage by stage: which stages correspond, and where the builds first diverge.

use crate::doctor::attribution::Attribution;
use crate::doctor::timeline::{Build, BuildResult, Stage, StageKind};

/// The stages of two builds, matched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// In the order of both builds.
    pub rows: Vec<Row>,
    /// The first row in which the builds diverge; an index.
    pub divergence: Option<usize>,
}

/// A stage of one build, or of both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub kind: StageKind,
    /// The provisioner, or the protocol of the connection.
    pub name: String,
    /// The name of the step in the template.
    pub step: Option<String>,
    pub old: Option<StageRun>,
    pub new: Option<StageRun>,
}

/// A stage in one of the builds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StageRun {
    /// Its index in the build.
    pub index: usize,
    pub ending: Ending,
    /// The last exit code of a command in it.
    pub code: Option<i64>,
    pub seconds: Option<u64>,
    /// Its first line in the log, from 0.
    pub line: u64,
}

/// How a stage ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    Succeeded,
    Failed,
    /// The build was canceled in it.
    Cancelled,
    /// The log does not show its end.
    Unknown,
}

/// A stage with what it is matched by.
struct Subject<'b> {
    stage: &'b Stage,
    /// The name of its step, if the template is known.
    step: Option<String>,
    run: StageRun,
}

impl Comparison {
    /// Compares the main builds of two logs.
    pub fn of(old: &Attribution<'_>, new: &Attribution<'_>) -> Self {
        let (old, new) = (subjects(old), subjects(new));
        let rows: Vec<Row> = pairs(&old, &new)
            .into_iter()
            .filter_map(|(old_at, new_at)| {
                let old = old_at.and_then(|it| old.get(it));
                let new = new_at.and_then(|it| new.get(it));
                let main = new.or(old)?;
                Some(Row {
                    kind: main.stage.kind,
                    name: main.stage.name.clone(),
                    step: main.step.clone().or_else(|| old?.step.clone()),
                    old: old.map(|it| it.run),
                    new: new.map(|it| it.run),
                })
            })
            .collect();
        Self {
            divergence: rows.iter().position(Row::diverges),
            rows,
        }
    }

    /// The row in which the builds first diverge.
    pub fn first_divergence(&self) -> Option<&Row> {
        self.rows.get(self.divergence?)
    }
}

impl Row {
    /// Seconds that the newer build took longer; negative if it was faster.
    pub fn difference(&self) -> Option<i64> {
        let old = i64::try_from(self.old?.seconds?).ok()?;
        Some(i64::try_from(self.new?.seconds?).ok()? - old)
    }

    /// Whether the stage went differently in the two builds.
    fn diverges(&self) -> bool {
        match (self.old, self.new) {
            (Some(old), Some(new)) => {
                let has_other_code = old.code.zip(new.code).is_some_and(|(old, new)| old != new);
                old.ending != new.ending || has_other_code
            }
            // Logs do not always show how the VM was created and connected to, and the cleanup follows from what happened before.
            (Some(only), None) | (None, Some(only)) => {
                let is_step = matches!(self.kind, StageKind::Customize | StageKind::Deprovision);
                is_step || matches!(only.ending, Ending::Failed | Ending::Cancelled)
            }
            (None, None) => false,
        }
    }
}

impl Ending {
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

/// The stages of the main build of a log.
fn subjects<'b>(attribution: &'b Attribution<'_>) -> Vec<Subject<'b>> {
    let Some(build) = attribution.diagnosis.build() else {
        return Vec::new();
    };
    let number = attribution
        .diagnosis
        .builds
        .iter()
        .position(|it| std::ptr::eq(it, build));
    let subject = |(index, stage): (usize, &'b Stage)| Subject {
        stage,
        step: number.and_then(|it| attribution.step_name(it, index)),
        run: StageRun {
            index,
            ending: ending(build, index, stage),
            code: stage.code,
            seconds: stage.seconds,
            line: stage.lines.first.line,
        },
    };
    build.stages.iter().enumerate().map(subject).collect()
}

fn ending(build: &Build, index: usize, stage: &Stage) -> Ending {
    let is_bad = matches!(build.result, BuildResult::Failed | BuildResult::Cancelled);
    if is_bad && build.failing == Some(index) {
        return if build.is_cancelled {
            Ending::Cancelled
        } else {
            Ending::Failed
        };
    }
    let is_last = index + 1 == build.stages.len();
    match stage.has_ended || !is_last || build.result != BuildResult::Unknown {
        true => Ending::Succeeded,
        false => Ending::Unknown,
    }
}

/// Whether two stages correspond: by the names of their steps, or if one has no name, by their kind.
fn corresponds(old: &Subject<'_>, new: &Subject<'_>) -> bool {
    let is_same_kind = old.stage.kind == new.stage.kind && old.stage.name == new.stage.name;
    match (&old.step, &new.step) {
        (Some(old), Some(new)) => is_same_kind && old == new,
        _ => is_same_kind,
    }
}

/// As many pairs of corresponding stages as both orders allow, the earliest ones, and the stages that only one build has.
fn pairs(old: &[Subject<'_>], new: &[Subject<'_>]) -> Vec<(Option<usize>, Option<usize>)> {
    let is_pair = |old_at: usize, new_at: usize| match (old.get(old_at), new.get(new_at)) {
        (Some(old), Some(new)) => corresponds(old, new),
        _ => false,
    };
    let width = new.len() + 1;
    // The most pairs among the stages from these two on.
    let mut most = vec![0_u16; (old.len() + 1) * width];
    let value =
        |most: &[u16], old_at: usize, new_at: usize| most.get(old_at * width + new_at).copied().unwrap_or_default();
    for old_at in (0..old.len()).rev() {
        for new_at in (0..new.len()).rev() {
            let best = match is_pair(old_at, new_at) {
                true => value(&most, old_at + 1, new_at + 1) + 1,
                false => value(&most, old_at + 1, new_at).max(value(&most, old_at, new_at + 1)),
            };
            if let Some(cell) = most.get_mut(old_at * width + new_at) {
                *cell = best;
            }
        }
    }
    let (mut pairs, mut old_at, mut new_at) = (Vec::new(), 0, 0);
    while old_at < old.len() || new_at < new.len() {
        let without_old = value(&most, old_at + 1, new_at);
        let without_new = value(&most, old_at, new_at + 1);
        if is_pair(old_at, new_at) {
            pairs.push((Some(old_at), Some(new_at)));
            (old_at, new_at) = (old_at + 1, new_at + 1);
        } else if old_at < old.len() && (new_at == new.len() || without_old >= without_new) {
            pairs.push((Some(old_at), None));
            old_at += 1;
        } else {
            pairs.push((None, Some(new_at)));
            new_at += 1;
        }
    }
    pairs
}
