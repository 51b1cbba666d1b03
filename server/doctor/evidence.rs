//! The evidence for the failure of a build: the last output of the step that failed, in which the lines that decide are told from
//! repeated attempts, harmless lines and noise.

mod shape;

use crate::doctor::evidence::shape::{Shape, Tool};
use crate::doctor::position::{OutputLine, Position};
use crate::doctor::timeline::{Build, BuildResult};

/// The last output of a failed step, without noise.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evidence {
    /// In the order of the log; what was left out between two lines shows in their numbers.
    pub lines: Vec<EvidenceLine>,
    /// Lines whose failure was overcome: a later attempt succeeded.
    overcome: Vec<u64>,
    /// The last decisive line, if a tool names a cause in a known form.
    decisive: Option<u64>,
}

/// A line of output, or several equal ones in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceLine {
    pub at: Position,
    pub text: String,
    /// How often it occurs in a row.
    pub count: u64,
    /// Whether it decided that the step failed.
    pub is_decisive: bool,
}

/// Lines before the end that are shown next to the decisive ones.
const CONTEXT: usize = 6;
/// Lines that are shown if none decides.
const UNDECIDED_CONTEXT: usize = 10;
/// Lines of one message of a tool.
const MAX_STATEMENT: usize = 8;
/// Output lines behind an error after which another tool's error replaces it.
const FORGOTTEN: usize = 10;

/// The evidence of a build; empty if it succeeded or the log has no output of the step.
pub fn of(build: &Build) -> Evidence {
    if build.result == BuildResult::Succeeded {
        return Evidence::default();
    }
    let lines = output_of_failed_step(build);
    let shapes: Vec<Shape> = lines.iter().map(|it| shape::of(it.text.trim())).collect();
    let records = record_heads(&lines, &shapes);
    let shapes: Vec<Shape> = shapes
        .into_iter()
        .enumerate()
        .map(|(at, it)| {
            if records.contains(&at) {
                Shape::Error(Tool::PowerShell)
            } else {
                it
            }
        })
        .collect();
    let overcome = overcome(&shapes);
    let last = |is_it: fn(Shape) -> bool| {
        let it = shapes.iter().enumerate().rev();
        it.filter(|(at, _)| !overcome.contains(at))
            .find(|it| is_it(*it.1))
            .map(|it| it.0)
    };
    let error = last(|it| matches!(it, Shape::Error(_)));
    let suspect = last(|it| it == Shape::Suspect);
    // What an author prints at the end says more than an error long before it.
    let is_replaced = error
        .zip(suspect)
        .is_some_and(|(error, suspect)| suspect > error + FORGOTTEN);
    let error = error.filter(|_| !is_replaced);
    let decisive = error.or(suspect).or_else(|| last(|it| matches!(it, Shape::Retry(_))));
    let statement = decisive.map(|it| statement(&lines, &shapes, it)).unwrap_or_default();
    let context = if decisive.is_some() { CONTEXT } else { UNDECIDED_CONTEXT };
    let plain = (0..lines.len()).filter(|it| !matches!(shapes.get(*it), Some(Shape::Noise | Shape::Frame)));
    let plain: Vec<usize> = plain.collect();
    let tail = plain.get(plain.len().saturating_sub(context)..).unwrap_or_default();
    let mut shown: Vec<usize> = statement.iter().chain(tail).copied().collect();
    shown.sort_unstable();
    shown.dedup();
    let number = |at: &usize| lines.get(*at).map(|it| it.at.line);
    Evidence {
        lines: collapsed(&lines, &shown, &statement),
        overcome: overcome.iter().filter_map(number).collect(),
        decisive: error.as_ref().and_then(number),
    }
}

impl Evidence {
    /// The lines that decided, in order.
    pub fn decisive(&self) -> impl Iterator<Item = &EvidenceLine> {
        self.lines.iter().filter(|it| it.is_decisive)
    }

    /// Whether a failure at a line was overcome: its tool succeeded later, or another tool failed long after it.
    pub(super) fn overcomes(&self, line: u64) -> bool {
        let is_replaced = self.decisive.is_some_and(|it| it >= line + FORGOTTEN as u64);
        self.overcome.contains(&line) || is_replaced
    }
}

/// The output of the step that was running when the build started to end, each line once: Packer and the terminal both print it.
pub(super) fn output_of_failed_step(build: &Build) -> Vec<&OutputLine> {
    let failing = build.failing.or(build.stages.len().checked_sub(1));
    let stage = failing.and_then(|it| build.stages.get(it));
    let first = stage.map_or(0, |it| it.lines.first.line);
    let mut lines: Vec<&OutputLine> = Vec::new();
    for line in build.output.iter().filter(|it| it.at.line >= first) {
        let is_echo = line.is_echo
            && lines
                .iter()
                .rev()
                .take(2 * CONTEXT)
                .any(|it| !it.is_echo && it.text == line.text);
        if !is_echo {
            lines.push(line);
        }
    }
    lines
}

/// The first lines of error records of PowerShell: what stands above `At {script}:{line} char:{column}`.
fn record_heads(lines: &[&OutputLine], shapes: &[Shape]) -> Vec<usize> {
    let is_position = |it: &usize| {
        lines
            .get(*it)
            .is_some_and(|it| shape::is_record_position(it.text.trim()))
    };
    let head = |position: usize| {
        // The message may be wrapped; its first line has the command before a colon.
        let above = (position.saturating_sub(4)..position).rev();
        let has_command = |it: &usize| lines.get(*it).is_some_and(|it| it.text.contains(" : "));
        let first = above.clone().find(has_command).or(position.checked_sub(1))?;
        (!matches!(shapes.get(first), Some(Shape::Frame))).then_some(first)
    };
    (0..lines.len()).filter(is_position).filter_map(head).collect()
}

/// The lines whose failure was overcome: the same tool succeeds later, or the attempt is repeated and more output follows.
fn overcome(shapes: &[Shape]) -> Vec<usize> {
    let mut succeeded: Vec<Tool> = Vec::new();
    let (mut overcome, mut continues, mut is_repeated) = (Vec::new(), false, false);
    for (at, shape) in shapes.iter().enumerate().rev() {
        match *shape {
            Shape::Success(tool) => {
                succeeded.push(tool);
                continues = true;
                is_repeated = false;
            }
            Shape::Retry(tool) => {
                if continues || succeeded.contains(&tool) {
                    overcome.push(at);
                }
                is_repeated = continues;
            }
            Shape::Error(tool) => {
                if is_repeated || (tool != Tool::Other && succeeded.contains(&tool)) {
                    overcome.push(at);
                }
            }
            Shape::Plain | Shape::Suspect => {
                continues = true;
                is_repeated = false;
            }
            Shape::Frame | Shape::Noise => {}
        }
    }
    overcome
}

/// The lines of the message that a decisive line belongs to.
fn statement(lines: &[&OutputLine], shapes: &[Shape], decisive: usize) -> Vec<usize> {
    let tool = match shapes.get(decisive) {
        Some(Shape::Error(tool)) => *tool,
        _ => return vec![decisive],
    };
    let is_same = |at: &usize| shapes.get(*at) == Some(&Shape::Error(tool));
    let mut first = decisive;
    // Sysprep names the cause in the first error, other tools where their errors start.
    while first > 0 && tool != Tool::Other && tool != Tool::PowerShell && is_same(&(first - 1)) {
        first -= 1;
    }
    let mut found: Vec<usize> = (first..=decisive).collect();
    let is_detail = |at: &usize| lines.get(*at).is_some_and(|it| shape::is_record_detail(it.text.trim()));
    let is_wrapped = |at: usize| (at + 1..at + 4).find(|it| is_detail(it)).map_or(at, |it| it - 1);
    if tool == Tool::PowerShell {
        found.extend(decisive + 1..=is_wrapped(decisive));
        let behind = found.last().map_or(decisive, |it| *it) + 1;
        found.extend((behind..lines.len()).take_while(is_detail));
    }
    found.truncate(MAX_STATEMENT);
    found
}

/// The chosen lines, equal ones in a row as one.
fn collapsed(lines: &[&OutputLine], shown: &[usize], statement: &[usize]) -> Vec<EvidenceLine> {
    let mut out: Vec<EvidenceLine> = Vec::new();
    for &index in shown {
        let Some(line) = lines.get(index) else { continue };
        let is_decisive = statement.contains(&index);
        match out.last_mut().filter(|it| it.text == line.text) {
            Some(same) => {
                same.count += 1;
                same.is_decisive |= is_decisive;
            }
            None => out.push(EvidenceLine {
                at: line.at,
                text: line.text.clone(),
                count: 1,
                is_decisive,
            }),
        }
    }
    out
}
