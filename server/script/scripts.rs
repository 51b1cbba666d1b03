//! The scripts of an image template, each read once for everybody who asks.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

use crate::model::file_id::FileEdit;
use crate::model::step::{self, List, Step};
use crate::model::template::Template;
use crate::script::Dialect;
use crate::script::analysis::{self, ParsedScript};
use crate::script::command::Command;
use crate::script::source::Script;
use crate::syntax::patch;
use crate::syntax::tree::Node;
use crate::text::span::Span;

/// Bytes of the scripts of one template that are read together. It is our own limit, to keep an editor responsive: scripts of real
/// templates have a few thousand.
const MAX_TOTAL_LEN: usize = 512 << 10;

/// The scripts that can be seen, in the order of their steps.
#[derive(Debug)]
pub struct Scripts<'d> {
    pub template: Template<'d>,
    pub all: Vec<StepScript<'d>>,
    /// The position of the first one that is left out.
    first_left_out: Option<usize>,
    /// The positions of scripts in `all`, by the nodes of their steps.
    positions: HashMap<u32, usize>,
    /// The first step of `customize` that may run what cannot be seen, as the number of its node; looked up when it is first asked.
    first_unseen: OnceLock<Option<u32>>,
    /// Whether one of them, or a file step, writes the script of the last step; looked up when it is first asked.
    pub(super) has_override: OnceLock<bool>,
    /// The first command of each kind that was asked for.
    first_commands: Mutex<HashMap<usize, Option<Place>>>,
}

/// The position of a script in `all`, and of a command in it.
type Place = (usize, u32);

/// The script of a step, and what was read off it.
#[derive(Debug)]
pub struct StepScript<'d> {
    pub step: Step<'d>,
    pub source: Script<'d>,
    pub parsed: Arc<ParsedScript>,
    /// Not read, because the scripts before it are as long as what is read.
    pub is_left_out: bool,
}

/// A script by its text, with its reading.
#[derive(Debug, Clone)]
pub struct AnalyzedScript {
    dialect: Dialect,
    text: Arc<str>,
    parsed: Arc<ParsedScript>,
}

impl<'d> Scripts<'d> {
    /// The scripts of these steps of a template. What `known` contains is not read again.
    pub fn of<'k>(template: Template<'d>, steps: &[Step<'d>], known: impl Iterator<Item = &'k AnalyzedScript>) -> Self {
        let known: Vec<&AnalyzedScript> = known.collect();
        let mut by_text: HashMap<(Dialect, &str), usize> = HashMap::new();
        for (at, it) in known.iter().enumerate() {
            by_text.entry((it.dialect, &it.text)).or_insert(at);
        }
        // Most scripts did not move, so the one after the last that was found is checked first.
        let mut next = 0;
        let mut total = 0;
        let script = |step: &Step<'d>| {
            let source = Script::of_step(*step)?;
            total += source.text.len();
            if total > MAX_TOTAL_LEN {
                return Some(StepScript {
                    step: *step,
                    source,
                    parsed: Arc::new(ParsedScript::cut()),
                    is_left_out: true,
                });
            }
            let same = |it: &AnalyzedScript| it.dialect == source.dialect && *it.text == source.text;
            let is_next = known.get(next).is_some_and(|it| same(it));
            let found = if is_next {
                Some(next)
            } else {
                by_text.get(&(source.dialect, source.text.as_str())).copied()
            };
            next = found.map_or(next, |it| it + 1);
            let parsed = found.and_then(|it| known.get(it)).map(|it| Arc::clone(&it.parsed));
            let parsed = parsed.unwrap_or_else(|| Arc::new(analysis::analyze(&source.text, source.dialect)));
            Some(StepScript {
                step: *step,
                source,
                parsed,
                is_left_out: false,
            })
        };
        let all: Vec<StepScript<'d>> = steps.iter().filter_map(script).collect();
        let positions = all.iter().enumerate().map(|(at, it)| (it.step.node.id(), at));
        Self {
            template,
            first_left_out: all.iter().position(|it| it.is_left_out),
            positions: positions.collect(),
            first_unseen: OnceLock::new(),
            has_override: OnceLock::new(),
            first_commands: Mutex::default(),
            all,
        }
    }

    /// The scripts of all steps of a template, read now.
    pub fn read(template: Template<'d>) -> Self {
        let steps: Vec<Step<'d>> = step::customizers(template).chain(step::validators(template)).collect();
        Self::of(template, &steps, std::iter::empty())
    }

    /// The first script that is not read because those before it are too long.
    pub fn first_left_out(&self) -> Option<&StepScript<'d>> {
        self.all.get(self.first_left_out?)
    }

    /// What was read, for the next time.
    pub fn known(&self) -> Vec<AnalyzedScript> {
        let known = |it: &StepScript<'_>| AnalyzedScript {
            dialect: it.source.dialect,
            text: it.source.text.as_str().into(),
            parsed: Arc::clone(&it.parsed),
        };
        self.all.iter().filter(|it| !it.is_left_out).map(known).collect()
    }

    /// The scripts that run before one of them, those of `customize` before those of `validate`.
    pub fn before<'s>(&'s self, script: &'s StepScript<'d>) -> impl Iterator<Item = &'s StepScript<'d>> {
        let own = self.positions.get(&script.step.node.id());
        self.all.iter().take(own.copied().unwrap_or(self.all.len()))
    }

    /// The commands before a position of a script, those of the scripts before it included.
    pub fn commands_before<'s>(&'s self, script: &'s StepScript<'d>, offset: u32) -> impl Iterator<Item = &'s Command> {
        let own = script.parsed.commands.iter();
        let before = self.before(script).flat_map(|it| &it.parsed.commands);
        before.chain(own.take_while(move |it| it.name_span.start < offset))
    }

    /// Whether a command of a kind comes before a position of a script, those of the scripts before it included. The first one of
    /// each kind is looked up once.
    pub fn any_before(&self, script: &StepScript<'d>, offset: u32, is_it: fn(&Command) -> bool) -> bool {
        let Ok(mut known) = self.first_commands.lock() else {
            return self.commands_before(script, offset).any(is_it);
        };
        let first = *known.entry(is_it as usize).or_insert_with(|| {
            let first_in = |it: &StepScript<'d>| {
                it.parsed
                    .commands
                    .iter()
                    .find(|it| is_it(it))
                    .map(|it| it.name_span.start)
            };
            let mut scripts = self.all.iter().enumerate();
            scripts.find_map(|(at, it)| Some((at, first_in(it)?)))
        });
        let own = self.positions.get(&script.step.node.id());
        first.zip(own).is_some_and(|(first, own)| first < (*own, offset))
    }

    /// Whether something may run before a script that cannot be seen: a script that is downloaded from where nobody here
    /// knows, or that an expression computes.
    pub fn has_unseen_before(&self, script: &StepScript<'d>) -> bool {
        let first = self.first_unseen.get_or_init(|| {
            let mut steps = step::customizers(self.template).filter(|it| it.kind.is_none() || it.runs_script());
            steps.find(|it| !self.is_seen(*it)).map(|it| it.node.id())
        });
        // Those of `validate` run behind all of `customize`.
        first.is_some_and(|it| script.step.list == List::Validate || self.tree_order(it, script.step.node))
    }

    /// Whether all that a step runs can be seen.
    pub fn is_seen(&self, step: Step<'d>) -> bool {
        self.script_of(step).is_some_and(StepScript::is_whole)
    }

    /// The script of a step, if it can be seen.
    pub fn script_of(&self, step: Step<'d>) -> Option<&StepScript<'d>> {
        self.all.get(*self.positions.get(&step.node.id())?)
    }

    /// Whether a step is before another one in the same list.
    fn tree_order(&self, first: u32, second: Node<'d>) -> bool {
        let first = second.tree().node(first);
        first.is_some_and(|it| it.parent() == second.parent() && it.index() < second.index())
    }

    /// The scripts in order, up to the first step that may run what cannot be seen.
    pub fn seen<'s>(&'s self) -> impl Iterator<Item = &'s StepScript<'d>> {
        let mut own = self.all.iter().peekable();
        let steps = step::customizers(self.template).chain(step::validators(self.template));
        let script = move |step: Step<'d>| match own.next_if(|it| it.step.node == step.node) {
            Some(script) => script.is_whole().then_some(Some(script)),
            None => (step.kind.is_some() && !step.runs_script()).then_some(None),
        };
        steps.map_while(script).flatten()
    }
}

impl StepScript<'_> {
    /// Whether it is all that its step runs.
    pub fn is_whole(&self) -> bool {
        let is_elsewhere = self.step.given("scriptUri").is_some() && !self.source.is_file();
        !self.source.has_gaps && !is_elsewhere
    }

    /// The commands after one of them.
    pub fn behind<'s>(&'s self, command: &Command) -> impl Iterator<Item = &'s Command> {
        let start = command.span.end;
        self.parsed
            .commands
            .iter()
            .filter(move |it| it.name_span.start >= start)
    }

    /// Where a span of the script is written in its document or file; where nothing is, the face of the whole list or the
    /// beginning of the file.
    pub fn written(&self, span: Span) -> Span {
        let list = || self.step.get("inline").unwrap_or(self.step.node).anchor();
        let anchor = || if self.source.is_file() { Span::at(0) } else { list() };
        self.source.written(span).unwrap_or_else(anchor)
    }

    /// Whether the failure of a command ends the step as a failure, because the script stops there or ends with it.
    pub fn ends_with(&self, command: &Command) -> bool {
        let own = self.parsed.commands.iter();
        let mut before = own.take_while(|it| it.name_span.start < command.name_span.start);
        self.source.is_strict || before.any(stops_at_failures) || self.behind(command).next().is_none()
    }

    /// The edit that replaces a span of the script; `None` if that lies in more than
    /// one item.
    pub fn edit(&self, span: Span, new_text: &str) -> Option<FileEdit> {
        self.source.edit(span, new_text)
    }

    /// The change that removes a span, with the item where that contains nothing else; `None` if the rest would not be
    /// a script any more: where more is in its line, or it is all there is.
    pub fn delete_line(&self, span: Span) -> Option<FileEdit> {
        let part = self.source.part(span.start).filter(|it| it.contains(span))?;
        let text = &self.source.text;
        let line_start = text
            .get(..span.start as usize)?
            .rfind('\n')
            .map_or(0, |it| it as u32 + 1);
        let line_end = text
            .get(span.end as usize..)?
            .find('\n')
            .map_or(text.len() as u32, |it| span.end + it as u32);
        let line = Span::new(line_start.max(part.start), line_end.min(part.end));
        let rest = |span: Span| span.of(text).trim();
        if !rest(Span::new(line.start, span.start)).is_empty()
            || !matches!(rest(Span::new(span.end, line.end)), "" | ";")
        {
            return None;
        }
        if line == part {
            let item = self.source.item(span.start)?;
            let is_only = self.step.get("inline")?.child_count() == 1;
            return (!is_only).then(|| patch::remove(item.node).into());
        }
        let end = if line.end < part.end { line.end + 1 } else { line.end };
        self.edit(Span::new(line.start, end), "")
    }

    /// The change that puts lines of a file before one, under which it is as far to the right; `None` if that line
    /// goes on from the one before.
    pub fn add_lines(&self, at: u32, lines: &[&str]) -> Option<FileEdit> {
        if !self.source.is_file() {
            return None;
        }
        let before = self.source.text.get(..at as usize)?;
        let indent = before.rsplit('\n').next()?;
        let above = before.strip_suffix(indent)?.trim_end();
        if !indent.trim().is_empty() || above.ends_with(['\\', '|', '&', '`', ',', '(']) {
            return None;
        }
        let new_text: String = lines.iter().map(|it| format!("{it}\n{indent}")).collect();
        self.edit(Span::at(at), &new_text)
    }
}

/// `set -e`, `set -euo pipefail`, `set -o errexit`
fn stops_at_failures(command: &Command) -> bool {
    let says = |it: &str| it == "errexit" || it.starts_with('-') && !it.starts_with("--") && it.contains('e');
    command.name == "set" && command.context.is_plain() && command.words.iter().any(|it| says(&it.text))
}
