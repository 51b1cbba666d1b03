//! The log doctor: pages, real excerpts, and what becomes of a text that is read in pieces.

mod evidence;
mod comparison;
mod envelope;
mod excerpts;
mod explanation;
mod failures;
mod exit_codes;
mod log;
mod pages;
mod reading;
mod repeats;
mod script_line;

use std::fmt::Write;

use aib_ls::doctor::diagnosis::{self, Diagnosis, Role};

/// What a text shows, a line each: runs with their stages, then findings.
fn shown(text: &str) -> String {
    render(&diagnosis::of(text))
}

fn render(it: &Diagnosis) -> String {
    let mut out = String::new();
    for build in &it.builds {
        writeln!(out, "build {}", build.result.word()).unwrap();
        for stage in &build.stages {
            let seconds = stage.seconds.map(|it| format!(" {it} s")).unwrap_or_default();
            let name = if stage.name.is_empty() {
                String::new()
            } else {
                format!(" {}", stage.name)
            };
            let (first, last) = (stage.lines.first.line, stage.lines.last.line);
            writeln!(out, "  {}{name} {first}-{last}{seconds}", stage.kind.word()).unwrap();
        }
    }
    for finding in &it.findings {
        let role = match finding.role {
            Role::Root => "root",
            Role::Warning => "warning",
            Role::Consequence => "with it",
            Role::Benign => "benign",
        };
        let (first, last) = (finding.lines.first.line, finding.lines.last.line);
        writeln!(out, "{role} {} {first}-{last}", finding.case.id).unwrap();
    }
    out
}
