//! Decides which line of the output to believe, and what it means.

use crate::doctor::script_line::arguments;
use crate::doctor::script_line::numbering::{self, Layouts, Numbered};
use crate::doctor::script_line::powershell::{self, Reference};
use crate::doctor::script_line::search::{self, Subject};
use crate::doctor::script_line::shell::{self, ShellError, ShellMessage};
use crate::doctor::script_line::source::Source;
use crate::doctor::script_line::trace;
use crate::doctor::script_line::{Certainty, Evidence};
use crate::script::Dialect;

/// The script and the output of a step.
pub(super) struct Context<'r, 'd> {
    pub source: &'r Source<'d>,
    pub layouts: &'r Layouts,
    pub output: &'r [&'r str],
}

/// A line of the script.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    pub line: usize,
    pub certainty: Certainty,
    pub evidence: Evidence,
    /// The line of output that points to it.
    pub output: usize,
}

/// With more lines of output after it, an error may not be the one that ended the step.
const MAX_LINES_AFTER: usize = 2;

/// With more lines between them, a message and a position do not belong together.
const MAX_MESSAGE_LINES: usize = 4;

impl Context<'_, '_> {
    /// The line of the script that the output points to.
    pub fn hit(&self) -> Option<Hit> {
        let (mut hit, last) = match self.source.dialect {
            Dialect::Shell => self.of_shell()?,
            Dialect::PowerShell => self.of_powershell()?,
        };
        if self.source.has_unknown() && hit.evidence == Evidence::Text || self.lines_after(last) > MAX_LINES_AFTER {
            hit.certainty = Certainty::Probable;
        }
        Some(hit)
    }

    /// How many lines the step wrote after one.
    fn lines_after(&self, last: usize) -> usize {
        const FRAMES: [&str; 11] = [
            "[INFO]",
            "(telemetry)",
            "Provisioning step had errors",
            "Cancelling ",
            "bytes written for 'std",
            "exited with code",
            "Script exited with non-zero",
            "Communicator ended with",
            "+ ~~~",
            "CategoryInfo",
            "FullyQualifiedErrorId",
        ];
        let (before, after) = self.output.split_at_checked(last + 1).unwrap_or_default();
        let is_frame = |it: &str| FRAMES.iter().any(|frame| it.contains(frame));
        // What is repeated is an echo.
        let is_own = |it: &&&str| !it.trim().is_empty() && !is_frame(it) && !before.contains(*it);
        after.iter().filter(is_own).count()
    }

    /// The line that an argument in a message points to, if the line of output is such a message.
    fn argument(&self, output: usize) -> Option<Option<Hit>> {
        let arguments = arguments::read(self.output.get(output)?)?;
        let line = arguments.iter().find_map(|it| search::only_with(self.source, it));
        Some(line.map(|line| Hit {
            line,
            certainty: Certainty::Probable,
            evidence: Evidence::Argument,
            output,
        }))
    }

    /// The line, and the last line of output that belongs to the message.
    fn of_shell(&self) -> Option<(Hit, usize)> {
        let traces = trace::is_on(self.source);
        for (output, line) in self.output.iter().enumerate().rev() {
            match shell::read(line) {
                Some(ShellMessage::Trace(_)) if !traces => {}
                Some(ShellMessage::Trace(command)) => return self.traced(command, output).map(|it| (it, output)),
                Some(ShellMessage::Own(error)) => {
                    let hit = self.of_error(&error, output);
                    let hit = hit.or_else(|| self.last_trace(output).filter(|_| traces))?;
                    return Some((hit, output));
                }
                // The trace names the command that started the other script.
                Some(ShellMessage::Elsewhere) => {
                    let hit = self.last_trace(output).filter(|_| traces)?;
                    return Some((hit, output));
                }
                None => {
                    if let Some(hit) = self.argument(output) {
                        let hit = self.last_trace(output).filter(|_| traces).or(hit)?;
                        return Some((hit, output));
                    }
                }
            }
        }
        None
    }

    /// The line of the last command that was traced before a line of output.
    fn last_trace(&self, before: usize) -> Option<Hit> {
        let lines = self.output.iter().enumerate().take(before).rev();
        let mut traced = lines.filter_map(|(output, line)| match shell::read(line) {
            Some(ShellMessage::Trace(command)) => Some((command, output)),
            _ => None,
        });
        let (command, output) = traced.next()?;
        self.traced(command, output)
    }

    fn traced(&self, command: &str, output: usize) -> Option<Hit> {
        if trace::turns_off(command) {
            return None;
        }
        let hits = trace::hits(command, self.source);
        let literal: Vec<_> = hits.iter().filter(|it| it.is_literal).collect();
        let (line, is_literal) = match (literal.as_slice(), hits.as_slice()) {
            ([only], all) => (only.line, all.len() == 1),
            ([], [only]) => (only.line, false),
            _ => return None,
        };
        Some(Hit {
            line,
            certainty: if is_literal {
                Certainty::Certain
            } else {
                Certainty::Probable
            },
            evidence: Evidence::Text,
            output,
        })
    }

    fn of_error(&self, error: &ShellError<'_>, output: usize) -> Option<Hit> {
        let number = match error.is_dash {
            true => numbering::resolve(error.line, self.source, &self.layouts.of_dash(self.source)),
            false => numbering::resolve(error.line, self.source, self.layouts),
        };
        let texts = match error.quoted {
            Some(quoted) => search::with_text(self.source, quoted).whole,
            None => search::commands_with(self.source, &error.subjects),
        };
        let (line, certainty, evidence) = if error.quoted.is_none() && error.subjects.is_empty() {
            (number.only()?, Certainty::Probable, Evidence::Number)
        } else {
            let is_short = matches!(error.subjects.as_slice(), [Subject::Piece(_)]) || error.quoted.is_some();
            self.weighed(&texts, &number, is_short)?
        };
        let certainty = certainty.limited(error.is_syntax);
        Some(Hit {
            line,
            certainty,
            evidence,
            output,
        })
    }

    /// Weighs the lines with the text of a message against those that its number can mean.
    fn weighed(&self, texts: &[usize], number: &Numbered, is_short: bool) -> Option<(usize, Certainty, Evidence)> {
        // The number is that of the first line of a statement, or of the line itself.
        let with_text = |line: usize| {
            let mut same = texts.iter().filter(|it| self.source.is_same_statement(**it, line));
            if texts.contains(&line) {
                Some(line)
            } else {
                same.next().copied()
            }
        };
        // A line without expansions contains what its error names.
        let is_possible = |it: &&usize| with_text(**it).is_some() || search::expands(self.source, **it);
        let possible: Vec<usize> = number.lines.iter().filter(is_possible).copied().collect();
        match (possible.as_slice(), texts) {
            ([], [only]) if !is_short => Some((*only, Certainty::Probable, Evidence::Text)),
            ([line], _) => match with_text(*line) {
                Some(line) if !number.is_open || texts.len() == 1 => {
                    Some((line, Certainty::Certain, Evidence::TextAndNumber))
                }
                None if !number.is_open => Some((*line, Certainty::Probable, Evidence::Number)),
                _ => None,
            },
            _ => None,
        }
    }

    /// The line, and the last line of output that belongs to the message.
    fn of_powershell(&self) -> Option<(Hit, usize)> {
        let references = powershell::read(self.output);
        for output in (0..self.output.len()).rev() {
            let reference = references.iter().find(|it| it.first <= output && output <= it.last);
            if let Some(reference) = reference {
                let hit = self.referenced(reference).or_else(|| {
                    // The record of a module or a script that an item starts: its message is before the position.
                    let before = reference.first.saturating_sub(MAX_MESSAGE_LINES)..reference.first;
                    let is_free = |it: &usize| !references.iter().any(|other| other.first <= *it && *it <= other.last);
                    before
                        .rev()
                        .take_while(is_free)
                        .find_map(|it| self.argument(it))
                        .flatten()
                })?;
                return Some((hit, reference.last));
            }
            if let Some(hit) = self.argument(output) {
                return Some((hit?, output));
            }
        }
        None
    }

    fn referenced(&self, reference: &Reference) -> Option<Hit> {
        let number = numbering::resolve(reference.line?, self.source, self.layouts);
        let hit = |line: usize, certainty: Certainty, evidence: Evidence| {
            let certainty = certainty.limited(reference.is_syntax);
            Some(Hit {
                line,
                certainty,
                evidence,
                output: reference.first,
            })
        };
        let Some(text) = &reference.text else {
            return hit(number.only()?, Certainty::Probable, Evidence::Number);
        };
        let found = search::with_text(self.source, &text.text);
        let lines = if text.is_cut || found.whole.is_empty() {
            found.part
        } else {
            found.whole.clone()
        };
        let is_exact = text.is_cut || !found.whole.is_empty();
        match lines.as_slice() {
            [only] if number.lines.contains(only) => hit(*only, Certainty::Certain, Evidence::TextAndNumber),
            [only] if is_exact => hit(*only, Certainty::Certain, Evidence::Text),
            [] | [_] => None,
            _ if number.is_open => None,
            several => {
                let mut met = several.iter().filter(|it| number.lines.contains(it));
                let line = met.next().filter(|_| met.next().is_none())?;
                let certainty = match number.only() {
                    Some(_) => Certainty::Certain,
                    None => Certainty::Probable,
                };
                hit(*line, certainty, Evidence::TextAndNumber)
            }
        }
    }
}
