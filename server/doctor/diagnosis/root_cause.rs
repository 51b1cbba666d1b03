//! Which finding is the root cause. The log of a failed build is full of lines that look like errors: most are consequences of one
//! failure, many are harmless.

use crate::doctor::cases::{Case, CaseKind, Condition};
use crate::doctor::diagnosis::{Candidate, Finding, Role};
use crate::doctor::evidence::Evidence;
use crate::doctor::state::State;
use crate::doctor::timeline::{Build, BuildResult};

/// How much a finding explains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    /// That something failed.
    Generic,
    /// How the build ended, but not why.
    Vague,
    /// What went wrong.
    Specific,
}

/// The findings of a text with their roles.
pub(super) fn choose(mut candidates: Vec<Candidate>, state: &State, evidence: &[Evidence]) -> Vec<Finding> {
    supersede(&mut candidates);
    let benign = |it: &Candidate| it.finding.case.is_benign();
    let mut findings: Vec<Finding> = Vec::new();
    let mut roots: Vec<(Weight, bool, usize)> = Vec::new();
    let runs = (0..state.builds.len()).map(Some).chain([None]);
    for run in runs {
        let of_run: Vec<&Candidate> = candidates.iter().filter(|it| it.finding.build == run).collect();
        let build = run.and_then(|it| state.builds.get(it));
        findings.extend(of_run.iter().filter(|it| benign(it)).map(|it| with(it, Role::Benign)));
        let harmful: Vec<&Candidate> = of_run.into_iter().filter(|it| !benign(it)).collect();
        if has_succeeded(build, state) {
            let warning = harmful.iter().filter(|it| it.finding.case.kind == CaseKind::Warning);
            findings.extend(warning.map(|it| with(it, Role::Warning)));
            continue;
        }
        let Some((weight, root)) = root_of(&harmful, build, run.and_then(|it| evidence.get(it))) else {
            continue;
        };
        let related = harmful
            .iter()
            .filter(|it| !std::ptr::eq(**it, root) && is_related(it, root, build));
        let mut others: Vec<Finding> = related.map(|it| with(it, Role::Consequence)).collect();
        others.retain(|it| !std::ptr::eq(it.case, root.finding.case));
        others.sort_by_key(|it| (it.case.id, it.lines.first));
        others.dedup_by(|a, b| std::ptr::eq(a.case, b.case));
        roots.push((weight, run.is_some(), findings.len()));
        findings.push(with(root, Role::Consequence));
        findings.extend(others);
    }
    // The last failed build counts, and a log takes precedence over a response about it, unless the log does not show why.
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

/// Whether nothing has to be explained: the build succeeded, or the service reports success.
fn has_succeeded(build: Option<&Build>, state: &State) -> bool {
    match build {
        Some(build) => build.result == BuildResult::Succeeded,
        // Anything in a status without a failure is history.
        None => state.status.result() == BuildResult::Succeeded,
    }
}

/// How far from a line that says only how a build ended its reason may be.
const NEAR_LINES: u64 = 8;

/// Removes findings that a more specific finding on the same line supersedes.
fn supersede(candidates: &mut Vec<Candidate>) {
    let all: Vec<Finding> = candidates.iter().map(|it| it.finding.clone()).collect();
    candidates.retain(|it| {
        let own = &it.finding;
        let near = match own.case.kind {
            CaseKind::Vague => NEAR_LINES,
            _ => 1,
        };
        let is_near = |it: &Finding| {
            it.lines.first.line <= own.lines.last.line + near && own.lines.first.line <= it.lines.last.line + near
        };
        let is_same_stage = |it: &Finding| is_state(own.case) && it.stage == own.stage;
        let says_more = |it: &Finding| {
            it.build == own.build && own.case.yields.contains(&it.case.id) && (is_near(it) || is_same_stage(it))
        };
        !all.iter().any(says_more)
    });
}

/// Whether a case is recognized by a state that is repeated, wherever the reason for it stands.
fn is_state(case: &Case) -> bool {
    case.fragments.iter().any(|it| it.condition == Some(Condition::Stays))
}

/// The root cause of a failed build or response.
fn root_of<'c>(
    harmful: &[&'c Candidate],
    build: Option<&Build>,
    evidence: Option<&Evidence>,
) -> Option<(Weight, &'c Candidate)> {
    let specific = |it: &&&Candidate| weight(it) == Weight::Specific;
    let found = |it: &&'c Candidate| (weight(it), *it);
    let Some(build) = build else {
        // A response starts with its main message; what follows explains it.
        let best = harmful.iter().rev().max_by_key(|it| weight(it));
        return best.map(found);
    };
    let reason = harmful.iter().filter(|it| it.is_reason).find(specific);
    if reason.is_some() {
        return reason.map(found);
    }
    let is_before = |it: &&&Candidate| !it.is_after && !it.is_reason;
    let in_step = |it: &&&Candidate| build.failing.is_none() || it.finding.stage == build.failing;
    // In a log that breaks off, the last error may be yet to come.
    let evidence = evidence.filter(|_| build.end_start.is_some());
    let is_overcome = |it: &&&Candidate| evidence.is_some_and(|seen| seen.overcomes(it.finding.lines.last.line));
    let nearest = harmful.iter().filter(is_before).filter(in_step).filter(specific);
    let nearest = nearest.filter(|it| !is_overcome(it));
    if let Some(it) = nearest.max_by_key(|it| it.order) {
        return Some(found(it));
    }
    let how = harmful.iter().filter(|it| it.is_reason || it.is_after || in_step(it));
    let how = how.filter(|it| it.is_reason || it.is_after || !is_overcome(it));
    how.rev().max_by_key(|it| (weight(it), it.is_reason)).map(found)
}

fn weight(candidate: &Candidate) -> Weight {
    let case = candidate.finding.case;
    match case.kind {
        CaseKind::Generic => Weight::Generic,
        CaseKind::Vague => Weight::Vague,
        CaseKind::Specific | CaseKind::Warning | CaseKind::Benign => Weight::Specific,
    }
}

/// Whether a finding is related to the root cause: it is in the failed step, in the end of the build, or in its reason.
fn is_related(candidate: &Candidate, root: &Candidate, build: Option<&Build>) -> bool {
    let (own, of_root) = (candidate.finding.stage, root.finding.stage);
    build.is_none()
        || candidate.is_reason
        || candidate.is_after
        || own == of_root
        || Some(own) == build.map(|it| it.failing)
}

/// Merges a finding of a log with the same finding of a response about it.
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
