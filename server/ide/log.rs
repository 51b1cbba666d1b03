//! A build log in an editor: the lines of its stages and failures, and the template step of each stage.

pub mod code_lens;
pub mod definition;
pub mod diagnostics;
pub mod fixes;
pub mod folding;
pub mod hover;
pub mod inlay_hints;
pub mod links;
pub mod runs;
pub mod symbols;
mod words;

use crate::doctor::attribution::Attribution;
use crate::doctor::diagnosis::{Finding, Role};
use crate::doctor::lines;
use crate::doctor::position::LineRange;
use crate::doctor::timeline::{Build, Stage};
use crate::syntax::tree::Node;
use crate::text::rope::Text;
use crate::text::span::Span;

/// A log, and what it shows.
pub struct Log<'r> {
    pub text: &'r Text,
    pub attribution: Attribution<'r>,
}

/// A stage of a run; indices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Part {
    build: usize,
    stage: usize,
}

/// Bytes of a line that are searched for its prefix.
const PREFIX: u32 = 4 << 10;

/// Whether a text is a log: one of its lines is one of Packer's.
pub fn is_log(text: &str) -> bool {
    text.lines()
        .any(|it| it.contains("PACKER") && lines::parse(&lines::without_colours(it)).is_log)
}

impl Log<'_> {
    /// The message of a line without its prefix; the whole line if there is no message.
    fn said(&self, line: u64) -> Span {
        let line_span = self.text.line(narrow(line));
        let shown = self
            .text
            .get(Span::new(line_span.start, line_span.end.min(line_span.start + PREFIX)));
        let said = lines::parse(&shown).text.trim();
        let Some(before) = shown.rfind(said).filter(|_| !said.is_empty()) else {
            return line_span;
        };
        let start = line_span.start + before as u32;
        let is_cut = line_span.len() > PREFIX;
        Span::new(
            start,
            if is_cut {
                line_span.end
            } else {
                start + said.len() as u32
            },
        )
    }

    /// The line that contains a byte.
    fn line_at(&self, at: u32) -> u64 {
        u64::from(self.text.line_of(at))
    }

    /// From the beginning of the first line to the end of the last; what is not begun yet after the last line end is not a line.
    fn span(&self, lines: LineRange) -> Span {
        let first = self.text.line(narrow(lines.first.line));
        let mut last = self.text.line(narrow(lines.last.line));
        if last.is_empty() && last.end == self.text.len() && lines.first.line < lines.last.line {
            last = self.text.line(narrow(lines.last.line - 1));
        }
        Span::new(first.start, last.end)
    }

    fn builds(&self) -> impl Iterator<Item = (usize, &Build)> {
        self.attribution.diagnosis.builds.iter().enumerate()
    }

    /// Every stage of every run.
    fn parts(&self) -> impl Iterator<Item = (Part, &Stage)> {
        self.builds().flat_map(|(build, it)| {
            let stages = it.stages.iter().enumerate();
            stages.map(move |(stage, it)| (Part { build, stage }, it))
        })
    }

    /// The stage that a line belongs to. The lines of two runs may alternate; then it is the run that the line names.
    fn part_at(&self, line: u64) -> Option<Part> {
        let holds = |it: &Stage| it.lines.first.line <= line && line <= it.lines.last.line;
        let holding: Vec<(Part, &Stage)> = self.parts().filter(|it| holds(it.1)).collect();
        let own = || {
            let text = self.text.get(self.text.line(narrow(line)));
            let operation = lines::parse(&text).operation?.to_owned();
            let is_own = |it: &&(Part, &Stage)| self.operation(it.0.build) == Some(operation.as_str());
            holding.iter().rev().find(is_own).map(|it| it.0)
        };
        match holding.as_slice() {
            [] => None,
            [(only, _)] => Some(*only),
            several => {
                let newest = several.iter().max_by_key(|it| it.1.lines.first);
                own().or_else(|| newest.map(|it| it.0))
            }
        }
    }

    fn operation(&self, build: usize) -> Option<&str> {
        self.attribution.diagnosis.builds.get(build)?.operation.as_deref()
    }

    fn stage(&self, part: Part) -> Option<&Stage> {
        self.attribution
            .diagnosis
            .builds
            .get(part.build)?
            .stages
            .get(part.stage)
    }

    /// Whether the run failed in a stage.
    fn failed_in(&self, part: Part) -> bool {
        let build = self.attribution.diagnosis.builds.get(part.build);
        build.is_some_and(|it| it.failing == Some(part.stage))
    }

    /// The findings that are problems, with their indices, in text order.
    fn troubles(&self) -> impl Iterator<Item = (usize, &Finding)> {
        let all = self.attribution.diagnosis.findings.iter().enumerate();
        all.filter(|it| it.1.role != Role::Benign)
    }

    /// The trouble in a stage that explains it best.
    fn trouble_in(&self, part: Part) -> Option<&Finding> {
        let own = |it: &&Finding| it.build == Some(part.build) && it.stage == Some(part.stage);
        let of_stage = self.troubles().map(|it| it.1).filter(own).min_by_key(|it| it.role);
        // A reason is after the stage that it is about.
        let root = self.attribution.diagnosis.root();
        let about = root.filter(|it| it.build == Some(part.build) && self.failed_in(part));
        about.or(of_stage)
    }
}

impl<'r> Log<'r> {
    fn step(&self, part: Part) -> Option<Node<'r>> {
        self.attribution.step(part.build, part.stage)
    }
}

/// The line at which a finding is reported: the last of the root, which names it, and the first of the others.
fn line_of(finding: &Finding) -> u64 {
    match finding.role {
        Role::Root => finding.lines.last.line,
        _ => finding.lines.first.line,
    }
}

/// Texts of an editor have fewer lines.
fn narrow(line: u64) -> u32 {
    u32::try_from(line).unwrap_or(u32::MAX)
}
