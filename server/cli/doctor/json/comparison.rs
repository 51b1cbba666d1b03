//! The comparison of two builds as one JSON object.

use serde::Serialize;

use crate::cli::doctor::json::Output;
use crate::doctor::comparison::{Comparison, Row, StageRun};

/// Two builds, and their stages side by side.
#[derive(Serialize)]
pub(in crate::cli::doctor) struct ComparisonOutput<'r> {
    version: u32,
    old: Output<'r>,
    new: Output<'r>,
    stages: Vec<RowOutput<'r>>,
    divergence: Option<usize>,
}

#[derive(Serialize)]
struct RowOutput<'r> {
    stage: &'static str,
    name: &'r str,
    step: Option<&'r str>,
    old: Option<RunOutput>,
    new: Option<RunOutput>,
    difference: Option<i64>,
}

#[derive(Serialize)]
struct RunOutput {
    index: usize,
    outcome: &'static str,
    exit: Option<i64>,
    seconds: Option<u64>,
    line: u64,
}

/// The comparison of two logs, each with its whole answer.
pub(in crate::cli::doctor) fn of<'r>(
    old: Output<'r>,
    new: Output<'r>,
    comparison: &'r Comparison,
) -> ComparisonOutput<'r> {
    ComparisonOutput {
        version: 1,
        old,
        new,
        stages: comparison.rows.iter().map(row_output).collect(),
        divergence: comparison.divergence,
    }
}

fn row_output(row: &Row) -> RowOutput<'_> {
    RowOutput {
        stage: row.kind.word(),
        name: &row.name,
        step: row.step.as_deref(),
        old: row.old.map(run_output),
        new: row.new.map(run_output),
        difference: row.difference(),
    }
}

fn run_output(run: StageRun) -> RunOutput {
    RunOutput {
        index: run.index,
        outcome: run.ending.word(),
        exit: run.code,
        seconds: run.seconds,
        line: run.line,
    }
}
