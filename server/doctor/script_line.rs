//! The line of a step's script that a line of its output points to: an item of `inline`, or a line of a script file.
//!
//! `shell` and `powershell` read what the shells write about lines, `arguments` what tools write about their arguments. The text of a
//! message counts more than its number, because the number depends on the version of Packer (`numbering`). If several lines of the
//! script are possible, there is no answer.

mod arguments;
mod numbering;
mod powershell;
mod search;
mod shell;
mod source;
mod trace;
mod witness;

pub use numbering::PackerVersion;

use crate::doctor::script_line::numbering::Layouts;
use crate::doctor::script_line::source::Source;
use crate::doctor::script_line::witness::Context;
use crate::model::file_id::FileId;
use crate::model::step::Step;
use crate::syntax::tree::Node;
use crate::text::span::Span;

/// A line of a script that failed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScriptLine<'d> {
    /// The item of `inline`, or the step that runs a script file.
    pub node: Node<'d>,
    /// The index of that item; `None` for a script file.
    pub item: Option<usize>,
    /// Counted from 0 in the item or file.
    pub line: usize,
    /// The text that contains it.
    pub file: FileId,
    /// The line in that text, without blanks around it; the whole value if an expression computes it.
    pub span: Span,
    pub certainty: Certainty,
    pub evidence: Evidence,
    /// The line of output that points to it; an index.
    pub output: usize,
}

/// How certain a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    Probable,
    Certain,
}

/// What a line was found by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    /// The text of the line, or the command that the shell traced.
    Text,
    /// Its number.
    Number,
    /// Both.
    TextAndNumber,
    /// An argument that only this item contains.
    Argument,
}

impl Certainty {
    /// At most probable for a syntax error, which a shell reports where it gives up.
    fn limited(self, is_syntax: bool) -> Self {
        if is_syntax { Self::Probable } else { self }
    }

    /// Its name in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Probable => "probable",
        }
    }
}

/// Finds the line of a step's script that the output of the step points to. `output` is a part of it in the order of the log, the
/// messages without the prefixes of Packer; `packer` is the version of Packer if it is known.
pub fn locate<'d>(step: Step<'d>, output: &[&str], packer: Option<PackerVersion>) -> Option<ScriptLine<'d>> {
    let source = Source::of(step, &listed_commands(output))?;
    let (indices, output) = without_echoes(output);
    let layouts = Layouts::of(&source, &output, packer);
    let context = Context {
        source: &source,
        layouts: &layouts,
        output: &output,
    };
    let hit = context.hit()?;
    let line = source.lines.get(hit.line)?;
    Some(ScriptLine {
        node: line.node,
        item: line.item,
        line: line.line,
        file: source.file,
        span: line.span,
        certainty: hit.certainty,
        evidence: hit.evidence,
        output: *indices.get(hit.output)?,
    })
}

/// The lines without those that repeat the line before, and their indices: Packer writes its output twice.
fn without_echoes<'t>(output: &[&'t str]) -> (Vec<usize>, Vec<&'t str>) {
    let mut before = None;
    let lines = output.iter().copied().enumerate();
    let first = lines.filter(|(_, line)| before.replace(*line) != Some(*line));
    first.unzip()
}

/// The items of PowerShell as Packer lists them before it runs them; none if some have several lines.
fn listed_commands<'t>(output: &[&'t str]) -> Vec<&'t str> {
    const MARK: &str = "Found command: ";
    let command = |it: &&'t str| it.split_once(MARK).map(|it| it.1);
    let listed = output.iter().skip_while(|it| command(it).is_none());
    let (mut commands, mut ends) = (Vec::new(), false);
    for line in listed {
        match command(line) {
            Some(_) if ends => return Vec::new(),
            Some(command) => commands.push(command),
            None => ends = true,
        }
    }
    commands
}
