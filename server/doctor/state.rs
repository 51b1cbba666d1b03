//! The state of the reader: the builds of a log so far, the status that the service reports, and the matches of known failures.

use crate::doctor::cases::{Case, Condition, Fragment, Weight};
use crate::doctor::lines::nearby::JoinedMessage;
use crate::doctor::lines::{self, Line, Speaker};
use crate::doctor::matches::{self, Automaton, FragmentIndex, MatchKey, Matches};
use crate::doctor::position::Position;
use crate::doctor::repeats::Repeat;
use crate::doctor::script_line::PackerVersion;
use crate::doctor::status::Status;
use crate::doctor::time::Time;
use crate::doctor::timeline::{Build, events};
use crate::text::redact::redacted;

/// Everything that has been read.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    pub builds: Vec<Build>,
    /// The build of lines without an operation ID; an index.
    current: Option<usize>,
    pub matches: Matches,
    pub status: Status,
    /// Whether there are lines of a pipeline log.
    pub is_pipeline: bool,
    /// The beginning of a text that is not a build log.
    pub response: String,
    /// The end of the text.
    pub end: Position,
}

/// If there are more operation IDs than this, they are not operation IDs.
const MAX_BUILDS: usize = 64;

/// A line, and the message that it is part of.
pub(super) struct LineContext<'t> {
    pub text: &'t Line<'t>,
    pub at: Position,
    /// When it or the last line with a timestamp before it was written.
    pub time: &'t dyn Fn() -> Option<Time>,
    /// The message, once it has been needed.
    pub joined: Option<JoinedMessage>,
    pub join: &'t dyn Fn() -> JoinedMessage,
    /// What Packer says on the following lines.
    pub following: &'t dyn Fn() -> String,
}

/// What a line did to the state.
pub(super) struct Added {
    /// The build that starts to end with it.
    pub ending: Option<usize>,
    /// What it adds each time that it occurs; `None` if that depends on more than its form.
    pub repeat: Option<Repeat>,
    /// Whether the same lines belong elsewhere from here on.
    pub is_new_phase: bool,
}

impl LineContext<'_> {
    /// The values of a fragment that matches on the line, or else in the whole message.
    fn find<'p>(&mut self, fragment: &'p Fragment) -> Option<Vec<(&'p str, String)>> {
        let owned = |found: Vec<(&'p str, &str)>| found.into_iter().map(|(name, it)| (name, it.to_owned())).collect();
        let (pattern, line) = (&fragment.pattern, self.text);
        let has_start = line.text.len() < line.payload.len() && pattern.depends_on_start();
        let texts = [Some(line.payload), has_start.then_some(line.text)];
        if let Some(found) = texts.into_iter().flatten().find_map(|it| pattern.find(it)) {
            return Some(owned(found));
        }
        let joined = self.joined.get_or_insert_with(self.join);
        if joined.text == line.payload {
            return None;
        }
        // Another line of the message may contain the whole match, and counts for it.
        pattern.find_across(&joined.text, &joined.own).map(owned)
    }
}

impl State {
    /// The build of a line, if it has been seen before.
    pub(super) fn build_of(&mut self, line: &Line<'_>) -> Option<&mut Build> {
        let index = match line.operation {
            Some(operation) => self.index_of(operation),
            None => self.current.filter(|_| line.is_log),
        };
        self.builds.get_mut(index?)
    }

    /// The build with an operation ID.
    fn index_of(&self, operation: &str) -> Option<usize> {
        let is_it = |it: &Build| it.operation.as_deref() == Some(operation);
        self.builds.iter().position(is_it)
    }

    /// The build of a log line, which may start it.
    fn build_index(&mut self, line: &Line<'_>, at: Position) -> Option<usize> {
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
        if self.builds.len() < MAX_BUILDS {
            self.builds.push(Build::new(line.operation, at));
            self.current = Some(self.builds.len() - 1);
        }
        self.current
    }

    /// Records a line.
    pub(super) fn add(&mut self, context: &mut LineContext<'_>, automaton: &Automaton) -> Added {
        let line = *context.text;
        let builds = self.builds.len();
        let build = if line.is_log {
            self.build_index(&line, context.at)
        } else {
            None
        };
        let phase = self.phase(build);
        self.is_pipeline |= line.is_pipeline;
        let candidates = automaton.candidates(line.payload);
        let reason = line.reason().filter(|it| candidates.has_event && !it.is_empty());
        let mut ends = false;
        let mut is_repeatable = line.is_log && !line.starts_with_number() && !candidates.has_event && reason.is_none();
        if let Some(build) = build.and_then(|it| self.builds.get_mut(it)) {
            build.add_line(context.at, line.time);
            if line.payload.starts_with("[INFO] Packer version: ") {
                build.packer = build.packer.or_else(|| PackerVersion::read(line.payload));
            }
            let was_ending = build.end_start.is_some();
            if candidates.has_event {
                for event in events::events(&line) {
                    build.add_event(event, context.at, (context.time)());
                }
            }
            ends = !was_ending && build.end_start.is_some();
            if candidates.has_event && lines::is_refusal(line.payload) && build.reason.is_none() {
                let text = format!("{}\n{}", line.payload.trim(), (context.following)());
                build.reason = Some(redacted(&text).into_owned());
            }
            if let Some(reason) = reason {
                build.reason.get_or_insert_with(|| redacted(reason).into_owned());
            }
        } else {
            self.status.read(line.payload);
        }
        let mut matches = Vec::new();
        for at in candidates.fragments {
            let Some((case, fragment)) = matches::fragment(at) else {
                continue;
            };
            is_repeatable &= !fragment.pattern.has_digits && fragment.condition != Some(Condition::LastExit);
            matches.extend(self.match_fragment(case, fragment, at, build, reason, context));
        }
        let repeat = build.filter(|_| is_repeatable).map(|build| Repeat {
            build,
            matches,
            has_time: line.time.is_some(),
        });
        Added {
            ending: build.filter(|_| ends),
            repeat,
            is_new_phase: self.builds.len() != builds || self.phase(build) != phase,
        }
    }

    /// Records that a line occurred again with other numbers. `own` is its timestamp, `time` gives that or the last one before it.
    pub(super) fn repeat(
        &mut self,
        repeat: &Repeat,
        at: Position,
        own: Option<Time>,
        time: &dyn Fn() -> Option<Time>,
        line: &[u8],
    ) {
        self.current = Some(repeat.build);
        if let Some(build) = self.builds.get_mut(repeat.build) {
            build.add_line(at, own);
        }
        for key in &repeat.matches {
            self.matches.repeat(*key, at, time(), line);
        }
    }

    /// What decides where matches of a build belong.
    fn phase(&self, build: Option<usize>) -> Option<(usize, bool, bool)> {
        let build = self.builds.get(build?)?;
        Some((build.stages.len(), build.is_cancelled, build.end_start.is_some()))
    }

    fn match_fragment(
        &mut self,
        case: &Case,
        fragment: &Fragment,
        at: FragmentIndex,
        build: Option<usize>,
        reason: Option<&str>,
        context: &mut LineContext<'_>,
    ) -> Option<MatchKey> {
        let counts = match context.text.speaker {
            Speaker::Service => case.in_service || (reason.is_some() && fragment.weight == Weight::Reason),
            Speaker::Output => case.in_output || (case.in_service && is_of_azure(context.text.text)),
        };
        if !counts {
            return None;
        }
        let values: Vec<(&str, String)> = match fragment.weight {
            Weight::Reason => {
                let found = reason.and_then(|it| fragment.pattern.find(it))?;
                found.into_iter().map(|(name, it)| (name, it.to_owned())).collect()
            }
            _ => context.find(fragment)?,
        };
        let run = build.and_then(|it| self.builds.get(it));
        let is_open = fragment.condition == Some(Condition::BeforeCancel);
        let is_cancelled = run.is_some_and(|it| it.is_cancelled);
        if is_open && is_cancelled {
            return None;
        }
        let key = MatchKey {
            build,
            stage: run.and_then(|it| it.stages.len().checked_sub(1)),
            fragment: at,
            is_after: run.and_then(|it| it.end_start).is_some_and(|it| it < context.at),
            is_reason: reason.is_some(),
            is_cancelled,
        };
        let values: Vec<(&str, &str)> = values.iter().map(|(name, it)| (*name, it.as_str())).collect();
        let provisioner = run.and_then(|it| it.stages.last()).map(|it| it.name.as_str());
        let is_harmless_code =
            |(name, code): &(&str, &str)| *name == "exit" && is_harmless(code, context.text.payload, provisioner);
        if fragment.condition == Some(Condition::LastExit) && values.iter().any(is_harmless_code) {
            return None;
        }
        let text = reason.unwrap_or(context.text.text);
        self.matches.add(key, context.at, (context.time)(), text, &values);
        Some(key)
    }
}

/// Whether Packer prints an error of Azure, rather than what a script prints.
fn is_of_azure(text: &str) -> bool {
    let text = text.trim_start();
    ["ERROR: -> ", "ERROR:   -> ", "-> "]
        .iter()
        .any(|it| text.starts_with(it))
        || text.contains("Code=\"")
        || text.starts_with("Error: ") && text.contains("StatusCode=")
}

/// Whether an exit code is harmless: of checks while a machine restarts, or of a connection that a restart closed. 101 requests a
/// restart after updates.
fn is_harmless(code: &str, command: &str, provisioner: Option<&str>) -> bool {
    match code {
        "0" | "1115" | "1190" | "2300218" => true,
        "101" => provisioner == Some("windows-update") || command.contains("windows-update"),
        _ => false,
    }
}
