//! Whether a match counts: its condition, evaluated at the end of the log.

use crate::doctor::cases::{Condition, Fragment, Weight};
use crate::doctor::matches::{self, Match};
use crate::doctor::state::State;
use crate::doctor::timeline::{Build, BuildResult, Stage};

/// How far from a match its support may be in pasted text.
const NEAR_LINES: u64 = 12;
/// How far from its end a failed step gives its reason.
const END_LINES: u64 = 200;
/// How many lines at the end of a failed step are its last.
const LAST_LINES: u64 = 30;
/// How many lines may follow a step that hangs, and how long it must be silent.
const SILENT_LINES: u64 = 3;
const SILENT_SECONDS: u64 = 600;
/// How often a state must be repeated; once or twice is normal at the beginning.
const MIN_REPETITIONS: usize = 3;
/// The size in bytes above which a `File` step is unsuitable. Source: the service's documentation of the File customizer.
const MAX_FILE_BYTES: f64 = 20.0e6;
/// The duration above which a transfer is slow.
const LONG_SECONDS: u64 = 300;

/// Whether a match identifies its case.
pub(super) fn is_met(found: &Match, fragment: &Fragment, matches: &[&Match], state: &State) -> bool {
    let build = found.key.build.and_then(|it| state.builds.get(it));
    match fragment.condition {
        _ if matches!(fragment.weight, Weight::Supports | Weight::Overcomes) => false,
        _ if matches.iter().any(|it| overcomes(it, found)) => false,
        None | Some(Condition::BeforeCancel) => true,
        Some(Condition::WithSupport) => matches.iter().any(|it| supports(it, found)),
        Some(Condition::LastExit) => build.is_none_or(|it| is_last_step(found, it)),
        Some(Condition::FailedStep) => build.is_some_and(|it| is_in_failed_step(found, it, state, END_LINES)),
        Some(Condition::LastLines) => build.is_some_and(|it| is_in_failed_step(found, it, state, LAST_LINES)),
        Some(Condition::Hangs) => build.is_some_and(|it| hangs(found, it, state)),
        Some(Condition::Stays) => build.is_some_and(|it| stays(fragment, it)),
        Some(Condition::Slow) => is_slow(found, build, state),
    }
}

fn supports(support: &Match, found: &Match) -> bool {
    let (a, b) = (support.key, found.key);
    let is_support = matches::fragment(a.fragment).is_some_and(|it| it.1.weight == Weight::Supports);
    let is_near = || support.lines.first.line.abs_diff(found.lines.last.line) <= NEAR_LINES;
    let is_same = a.build.is_some() && (a.stage == b.stage || is_near());
    is_support && a.fragment.0 == b.fragment.0 && a.build == b.build && (is_same || is_near())
}

/// Whether a match shows that a retry in the same stage succeeded.
fn overcomes(success: &Match, found: &Match) -> bool {
    let (a, b) = (success.key, found.key);
    let is_success = matches::fragment(a.fragment).is_some_and(|it| it.1.weight == Weight::Overcomes);
    is_success
        && a.fragment.0 == b.fragment.0
        && (a.build, a.stage, b.is_reason) == (b.build, b.stage, false)
        && success.lines.last.line > found.lines.last.line
}

fn is_last_step(found: &Match, build: &Build) -> bool {
    let last = build.stages.iter().rposition(Stage::is_step);
    build.result != BuildResult::Succeeded && (last.is_none() || found.key.stage >= last)
}

fn is_in_failed_step(found: &Match, build: &Build, state: &State, within: u64) -> bool {
    let end = build.end_start.map_or(state.end.line, |it| it.line);
    let is_near = found.lines.last.line + within >= end;
    let is_there = match build.end_start {
        Some(_) => found.key.stage == build.failing && !found.key.is_after,
        // In an excerpt it is unknown whether the step failed.
        None => build.stages.is_empty(),
    };
    build.result != BuildResult::Succeeded && is_near && is_there
}

fn hangs(found: &Match, build: &Build, state: &State) -> bool {
    let end = build.end_start.map_or(state.end.line, |it| it.line);
    let is_silent = found.lines.last.line <= end && found.lines.last.line + SILENT_LINES >= end;
    let waited = found.times.zip(build.end).map(|((_, from), to)| to.since(from));
    let is_long = waited.map_or(build.is_cancelled, |it| it >= SILENT_SECONDS);
    build.result != BuildResult::Succeeded && is_silent && is_long
}

fn stays(fragment: &Fragment, build: &Build) -> bool {
    let (state, count) = &build.image_state;
    build.result != BuildResult::Succeeded
        && *count >= MIN_REPETITIONS
        && fragment.text.strip_prefix("IMAGE_STATE_") == Some(state.as_str())
}

fn is_slow(found: &Match, build: Option<&Build>, state: &State) -> bool {
    let Some((first, last)) = found.times else { return true };
    let end = build.and_then(|it| it.end_start).map_or(state.end.line, |it| it.line);
    let has_failed = build.is_some_and(|it| it.result != BuildResult::Succeeded);
    let is_last = has_failed && found.lines.last.line + SILENT_LINES >= end;
    is_last || last.since(first) >= LONG_SECONDS || size(&found.text).is_some_and(|it| it > MAX_FILE_BYTES)
}

/// The file size in bytes that a progress line gives after its slash.
fn size(text: &str) -> Option<f64> {
    let (_, total) = text.rsplit_once(" / ")?;
    let mut words = total.split_whitespace();
    let number: f64 = words.next()?.parse().ok()?;
    let unit = match words.next()? {
        "B" => 1.0,
        "KiB" => 1024.0,
        "MiB" => 1024.0 * 1024.0,
        "GiB" => 1024.0 * 1024.0 * 1024.0,
        _ => return None,
    };
    Some(number * unit)
}
