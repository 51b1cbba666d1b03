//! Which finding explains the others. A log of a failed build is full of lines that look like errors: most come of the one that
//! counts, many mean nothing.

use crate::doctor::build::{Build, Outcome};
use crate::doctor::diagnosis::{Candidate, Finding, Role};
use crate::doctor::seen::Seen;

/// How much a finding explains, where it is no reason of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    /// It says that something failed.
    Generic,
    /// It says how the build ended, and not why.
    Vague,
    /// It says what went wrong.
    Specific,
}

/// The findings of a text with their roles.
pub(super) fn choose(mut candidates: Vec<Candidate>, seen: &Seen) -> Vec<Finding> {
    give_way(&mut candidates);
    let benign = |it: &Candidate| it.finding.case.is_benign;
    let mut findings: Vec<Finding> = Vec::new();
    let mut roots: Vec<(Weight, bool, usize)> = Vec::new();
    let runs = (0..seen.builds.len()).map(Some).chain([None]);
    for run in runs {
        let of_run: Vec<&Candidate> = candidates.iter().filter(|it| it.finding.build == run).collect();
        let build = run.and_then(|it| seen.builds.get(it));
        findings.extend(of_run.iter().filter(|it| benign(it)).map(|it| with(it, Role::Benign)));
        let harmful: Vec<&Candidate> = of_run.into_iter().filter(|it| !benign(it)).collect();
        if is_well(build, seen) {
            let warning = harmful.iter().filter(|it| it.finding.case.warns);
            findings.extend(warning.map(|it| with(it, Role::Warning)));
            continue;
        }
        let Some((weight, root)) = root_of(&harmful, build) else {
            continue;
        };
        let related = harmful
            .iter()
            .filter(|it| !std::ptr::eq(**it, root) && goes_with(it, root, build));
        let mut others: Vec<Finding> = related.map(|it| with(it, Role::Consequence)).collect();
        others.retain(|it| !std::ptr::eq(it.case, root.finding.case));
        others.sort_by_key(|it| (it.case.id, it.lines.first));
        others.dedup_by(|a, b| std::ptr::eq(a.case, b.case));
        roots.push((weight, run.is_some(), findings.len()));
        findings.push(with(root, Role::Consequence));
        findings.extend(others);
    }
    // The last run that failed counts, and a log before what was said about it, unless the log leaves open why.
    let best = roots.iter().max_by_key(|(weight, is_log, at)| (*weight, *is_log, *at));
    if let Some(finding) = best.and_then(|it| findings.get_mut(it.2)) {
        finding.role = Role::Root;
    }
    without_echoes(findings)
}

fn with(candidate: &Candidate, role: Role) -> Finding {
    Finding {
        role,
        ..candidate.finding.clone()
    }
}

/// Whether nothing is to be explained: the run came to its end, and the service does not say otherwise.
fn is_well(build: Option<&Build>, seen: &Seen) -> bool {
    match build {
        Some(build) => build.outcome == Outcome::Succeeded,
        // A status without a failure: what it holds is history.
        None => seen.status.outcome() == Outcome::Succeeded,
    }
}

/// Of two on one line, the one that says more stays.
fn give_way(candidates: &mut Vec<Candidate>) {
    let all: Vec<(Option<usize>, &'static str, u64, u64)> = candidates
        .iter()
        .map(|it| {
            let own = &it.finding;
            (own.build, own.case.id, own.lines.first.line, own.lines.last.line)
        })
        .collect();
    candidates.retain(|it| {
        let own = &it.finding;
        let is_near = |first: u64, last: u64| first <= own.lines.last.line + 1 && own.lines.first.line <= last + 1;
        let says_more = |(build, id, first, last): &(Option<usize>, &'static str, u64, u64)| {
            *build == own.build && own.case.yields.contains(id) && is_near(*first, *last)
        };
        !all.iter().any(says_more)
    });
}

/// The finding that explains a run or a text that failed.
fn root_of<'c>(harmful: &[&'c Candidate], build: Option<&Build>) -> Option<(Weight, &'c Candidate)> {
    let specific = |it: &&&Candidate| weight(it) == Weight::Specific;
    let found = |it: &&'c Candidate| (weight(it), *it);
    let Some(build) = build else {
        // What stands first in an answer is what the service says, and what follows explains it.
        let best = harmful.iter().rev().max_by_key(|it| weight(it));
        return best.map(found);
    };
    let reason = harmful.iter().filter(|it| it.is_reason).find(specific);
    if reason.is_some() {
        return reason.map(found);
    }
    let is_before = |it: &&&Candidate| !it.is_after && !it.is_reason;
    let in_step = |it: &&&Candidate| build.failing.is_none() || it.finding.stage == build.failing;
    let nearest = harmful.iter().filter(is_before).filter(in_step).filter(specific);
    if let Some(it) = nearest.max_by_key(|it| it.order) {
        return Some(found(it));
    }
    let how = harmful.iter().filter(|it| it.is_reason || it.is_after || in_step(it));
    how.rev().max_by_key(|it| (weight(it), it.is_reason)).map(found)
}

fn weight(candidate: &Candidate) -> Weight {
    let case = candidate.finding.case;
    match (case.is_generic, case.is_vague) {
        (true, _) => Weight::Generic,
        (_, true) => Weight::Vague,
        _ => Weight::Specific,
    }
}

/// Whether a finding has to do with the root: it stands in the step that failed, in the end of the build, or in its reason.
fn goes_with(candidate: &Candidate, root: &Candidate, build: Option<&Build>) -> bool {
    let (own, of_root) = (candidate.finding.stage, root.finding.stage);
    build.is_none()
        || candidate.is_reason
        || candidate.is_after
        || own == of_root
        || Some(own) == build.map(|it| it.failing)
}

/// What a log and the words about it tell both is told once.
fn without_echoes(findings: Vec<Finding>) -> Vec<Finding> {
    let mut kept: Vec<Finding> = Vec::new();
    let mut sorted = findings;
    sorted.sort_by_key(|it| (it.role, it.build.is_none(), it.lines.first));
    for finding in sorted {
        let is_echo = |it: &Finding| {
            let is_same = std::ptr::eq(it.case, finding.case);
            is_same && (it.build.is_none() || finding.build.is_none() || it.build == finding.build)
        };
        match kept.iter_mut().find(|it| is_echo(it)) {
            Some(first) => first.count += finding.count,
            None => kept.push(finding),
        }
    }
    kept
}
