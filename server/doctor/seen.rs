//! What has been read off a log so far: its runs, what the service says of them, and where fragments of known failures stood.

use crate::doctor::build::{Build, Place};
use crate::doctor::case::{Case, Condition, Fragment, Weight};
use crate::doctor::event;
use crate::doctor::hits::{Hits, Key};
use crate::doctor::judge;
use crate::doctor::line::{Line, Speaker};
use crate::doctor::patterns::{self, Patterns};
use crate::doctor::status::Status;
use crate::doctor::time::Time;

/// Everything that was read.
#[derive(Debug, Clone, Default)]
pub(super) struct Seen {
    pub builds: Vec<Build>,
    /// The build that lines without an operation id belong to; an index.
    current: Option<usize>,
    pub hits: Hits,
    pub status: Status,
    /// Whether there are lines of a pipeline's log.
    pub is_pipeline: bool,
    /// The end of the text.
    pub end: Place,
}

/// More operation ids than this are no operation ids.
const MOST_BUILDS: usize = 64;

/// A line, and its message where it goes on over several.
pub(super) struct Context<'t> {
    pub text: &'t Line<'t>,
    pub at: Place,
    /// When it was written, or the line before it that tells a time.
    pub time: &'t dyn Fn() -> Option<Time>,
    /// The message, once somebody asked for it.
    pub joined: Option<String>,
    pub join: &'t dyn Fn() -> String,
}

impl Context<'_> {
    /// What a fragment finds on the line, else in the whole message: the variable parts.
    fn find<'p>(&mut self, fragment: &'p Fragment) -> Option<Vec<(&'p str, String)>> {
        let owned = |found: Vec<(&'p str, &str)>| found.into_iter().map(|(name, it)| (name, it.to_owned())).collect();
        for text in [self.text.payload, self.text.text] {
            if let Some(found) = fragment.pattern.find(text) {
                return Some(owned(found));
            }
        }
        let joined = self.joined.get_or_insert_with(self.join);
        fragment.pattern.find(joined).map(owned)
    }
}

impl Seen {
    /// The build that a line belongs to, if it is one that has been met.
    pub(super) fn known(&mut self, line: &Line<'_>) -> Option<&mut Build> {
        let index = match line.operation {
            Some(operation) => self.index_of(operation),
            None => self.current.filter(|_| line.is_log),
        };
        self.builds.get_mut(index?)
    }

    /// The build of an operation id.
    fn index_of(&self, operation: &str) -> Option<usize> {
        let is_it = |it: &Build| it.operation.as_deref() == Some(operation);
        self.builds.iter().position(is_it)
    }

    /// The build that a line of a log belongs to.
    fn build_index(&mut self, line: &Line<'_>, at: Place) -> Option<usize> {
        if let Some(operation) = line.operation {
            let nameless = || self.builds.iter().position(|it| it.operation.is_none());
            if let Some(index) = self.index_of(operation).or_else(nameless) {
                if let Some(build) = self.builds.get_mut(index) {
                    build.operation.get_or_insert_with(|| operation.to_owned());
                }
                self.current = Some(index);
                return self.current;
            }
        } else if self.current.is_some() || !line.is_log {
            return self.current;
        }
        if self.builds.len() < MOST_BUILDS {
            self.builds.push(Build::new(line.operation, at));
            self.current = Some(self.builds.len() - 1);
        }
        self.current
    }

    /// Takes what a line says; gives the build whose end begins with it.
    pub(super) fn line(&mut self, context: &mut Context<'_>, patterns: &Patterns) -> Option<usize> {
        let line = *context.text;
        let build = if line.is_log {
            self.build_index(&line, context.at)
        } else {
            None
        };
        self.is_pipeline |= line.is_pipeline;
        let reason = line.reason().filter(|it| !it.is_empty());
        let mut ends = false;
        if let Some(build) = build.and_then(|it| self.builds.get_mut(it)) {
            build.passes(context.at, line.time);
            let ended = build.end_begins.is_some();
            for event in event::events(&line) {
                build.happens(event, context.at, (context.time)());
            }
            ends = !ended && build.end_begins.is_some();
            if let Some(reason) = reason {
                build.reason.get_or_insert_with(|| reason.to_owned());
            }
        } else {
            self.status.read(line.payload);
        }
        for at in patterns.held(line.payload).fragments {
            let Some((case, fragment)) = patterns::fragment(at) else {
                continue;
            };
            self.fragment(case, fragment, at, build, reason, context);
        }
        build.filter(|_| ends)
    }

    fn fragment(
        &mut self,
        case: &Case,
        fragment: &Fragment,
        at: (usize, usize),
        build: Option<usize>,
        reason: Option<&str>,
        context: &mut Context<'_>,
    ) {
        let may_speak = match context.text.speaker {
            Speaker::Service => case.in_service || (reason.is_some() && fragment.weight == Weight::Reason),
            Speaker::Output => case.in_output,
        };
        if !may_speak {
            return;
        }
        let values: Vec<(&str, String)> = match fragment.weight {
            Weight::Reason => {
                let Some(found) = reason.and_then(|it| fragment.pattern.find(it)) else {
                    return;
                };
                found.into_iter().map(|(name, it)| (name, it.to_owned())).collect()
            }
            _ => match context.find(fragment) {
                Some(found) => found,
                None => return,
            },
        };
        let run = build.and_then(|it| self.builds.get(it));
        let is_open = fragment.condition == Some(Condition::BeforeCancel);
        let is_cancelled = run.is_some_and(|it| it.is_cancelled);
        if is_open && is_cancelled {
            return;
        }
        let key = Key {
            build,
            stage: run.and_then(|it| it.stages.len().checked_sub(1)),
            fragment: at,
            is_after: run.and_then(|it| it.end_begins).is_some_and(|it| it < context.at),
            is_reason: reason.is_some(),
            is_cancelled,
        };
        let values: Vec<(&str, &str)> = values.iter().map(|(name, it)| (*name, it.as_str())).collect();
        let provisioner = run.and_then(|it| it.stages.last()).map(|it| it.name.as_str());
        let is_harmless =
            |(name, code): &(&str, &str)| *name == "n" && judge::is_harmless(code, context.text.payload, provisioner);
        if fragment.condition == Some(Condition::LastExit) && values.iter().any(is_harmless) {
            return;
        }
        let text = reason.unwrap_or(context.text.text);
        self.hits.add(key, context.at, (context.time)(), text, &values);
    }
}
