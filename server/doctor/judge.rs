//! Whether a fragment counts: what else has to be so, seen from the end of the log.

use crate::doctor::build::{Build, Outcome};
use crate::doctor::case::{Condition, Fragment, Weight};
use crate::doctor::hits::Hit;
use crate::doctor::patterns;
use crate::doctor::seen::Seen;

/// A message of a pasted text has its support on the same line or near it.
const NEAR_LINES: u64 = 12;
/// A step that failed tells why near its end.
const END_LINES: u64 = 200;
/// What hangs says nothing more, but for a line or two of its end.
const SILENT_LINES: u64 = 3;
const SILENT_SECONDS: u64 = 600;
/// A state that is told once or twice at the beginning is no state that stays.
const STATES: usize = 3;
/// A file for which a step of type `File` is the wrong way, in bytes. Source: the service's documentation of the File customizer.
const LARGE: f64 = 20.0e6;
const LONG_SECONDS: u64 = 300;

/// Whether a hit names its case.
pub(super) fn counts(hit: &Hit, fragment: &Fragment, hits: &[&Hit], seen: &Seen) -> bool {
    let build = hit.key.build.and_then(|it| seen.builds.get(it));
    match fragment.condition {
        _ if fragment.weight == Weight::Supports => false,
        None | Some(Condition::BeforeCancel) => true,
        Some(Condition::WithSupport) => hits.iter().any(|it| supports(it, hit)),
        Some(Condition::LastExit) => build.is_none_or(|it| is_last_step(hit, it)),
        Some(Condition::FailedStep) => build.is_some_and(|it| is_in_failed_step(hit, it, seen)),
        Some(Condition::Hangs) => build.is_some_and(|it| hangs(hit, it, seen)),
        Some(Condition::Stays) => build.is_some_and(|it| stays(fragment, it)),
        Some(Condition::Slow) => is_slow(hit, build, seen),
    }
}

fn supports(support: &Hit, hit: &Hit) -> bool {
    let (a, b) = (support.key, hit.key);
    let is_support = patterns::fragment(a.fragment).is_some_and(|it| it.1.weight == Weight::Supports);
    let is_near = || support.lines.first.line.abs_diff(hit.lines.last.line) <= NEAR_LINES;
    let is_same = a.build.is_some() && (a.stage == b.stage || is_near());
    is_support && a.fragment.0 == b.fragment.0 && a.build == b.build && (is_same || is_near())
}

fn is_last_step(hit: &Hit, build: &Build) -> bool {
    let last = build.stages.iter().rposition(super::build::Stage::is_step);
    build.outcome != Outcome::Succeeded && (last.is_none() || hit.key.stage >= last)
}

fn is_in_failed_step(hit: &Hit, build: &Build, seen: &Seen) -> bool {
    let end = build.end_begins.map_or(seen.end.line, |it| it.line);
    let is_near = hit.lines.last.line + END_LINES >= end;
    let is_there = match build.end_begins {
        Some(_) => hit.key.stage == build.failing && !hit.key.is_after,
        // Of a part of a log nobody knows whether the step failed.
        None => build.stages.is_empty(),
    };
    build.outcome != Outcome::Succeeded && is_near && is_there
}

fn hangs(hit: &Hit, build: &Build, seen: &Seen) -> bool {
    let end = build.end_begins.map_or(seen.end.line, |it| it.line);
    let is_silent = hit.lines.last.line <= end && hit.lines.last.line + SILENT_LINES >= end;
    let waited = hit.times.zip(build.end).map(|((_, from), to)| to.since(from));
    let is_long = waited.map_or(build.is_cancelled, |it| it >= SILENT_SECONDS);
    build.outcome != Outcome::Succeeded && is_silent && is_long
}

fn stays(fragment: &Fragment, build: &Build) -> bool {
    let (state, count) = &build.image_state;
    build.outcome != Outcome::Succeeded
        && *count >= STATES
        && fragment.text.strip_prefix("IMAGE_STATE_") == Some(state.as_str())
}

fn is_slow(hit: &Hit, build: Option<&Build>, seen: &Seen) -> bool {
    let Some((first, last)) = hit.times else { return true };
    let end = build.and_then(|it| it.end_begins).map_or(seen.end.line, |it| it.line);
    let has_failed = build.is_some_and(|it| it.outcome != Outcome::Succeeded);
    let is_last = has_failed && hit.lines.last.line + SILENT_LINES >= end;
    is_last || last.since(first) >= LONG_SECONDS || size(&hit.text).is_some_and(|it| it > LARGE)
}

/// The size of a file that a line of progress tells behind its slash, in bytes.
fn size(text: &str) -> Option<f64> {
    let (_, whole) = text.rsplit_once(" / ")?;
    let mut words = whole.split_whitespace();
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

/// Exit codes that say nothing of a failure: of probes while a machine restarts, and of a connection that a restart ended. 101 asks
/// for a restart after updates.
pub(super) fn is_harmless(code: &str, command: &str, provisioner: Option<&str>) -> bool {
    match code {
        "0" | "1115" | "1190" | "2300218" => true,
        "101" => provisioner == Some("windows-update") || command.contains("windows-update"),
        _ => false,
    }
}
