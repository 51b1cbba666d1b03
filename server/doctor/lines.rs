//! Lines of a log: their prefixes (operation, timestamps, program) and who writes.

pub mod nearby;

use std::borrow::Cow;

use crate::doctor::time::Time;

/// A parsed line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'t> {
    /// The operation ID of its build, if the line has one.
    pub operation: Option<&'t str>,
    /// Whether it has the form of a build log line.
    pub is_log: bool,
    /// Whether it starts with the timestamp of a pipeline log.
    pub is_pipeline: bool,
    /// Whether it is the entry in Packer's own log of a line that it prints, too.
    pub is_echo: bool,
    /// When it was written; the outer timestamp if there are two.
    pub time: Option<Time>,
    pub speaker: Speaker,
    /// The message, including the markers of Packer.
    pub payload: &'t str,
    /// The message after the name of the builder.
    pub text: &'t str,
}

/// Who wrote a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaker {
    /// The service, Resource Manager, Packer or a pipeline.
    Service,
    /// A script on the build VM, or Packer on its behalf: `azure-arm: …` and `==> azure-arm: …`.
    Output,
}

/// The name of the Packer builder in every build of the service; other builds may add a name of their own: `azure-arm.web`.
const BUILDER: &str = "azure-arm";

/// Parses a line without its line ending and without terminal colours.
pub fn parse(line: &str) -> Line<'_> {
    let (piped, rest) = match Time::read(line).filter(|_| line.get(10..11) == Some("T")) {
        Some((time, rest)) => (Some(time), rest),
        None => (None, line),
    };
    let outer = unquoted(rest);
    let packer = packer(outer);
    let (operation, rest) = packer.unwrap_or((None, outer));
    let (time, is_ui, payload) = without_prefixes(rest);
    let (speaker, text) = speaker(payload, packer.is_some() || is_ui);
    let marks = [
        "[INFO] (telemetry)",
        "(telemetry)",
        "Azure request method=\"",
        "Azure response status=\"",
    ];
    let is_end =
        payload.starts_with("Build '") && (payload.contains("' errored") || payload.contains("' finished after "));
    let is_marked = is_end || marks.iter().any(|it| payload.starts_with(it));
    Line {
        operation,
        is_log: packer.is_some() || is_ui || speaker == Speaker::Output || is_marked,
        is_pipeline: piped.is_some(),
        is_echo: is_ui,
        time: time.or(piped),
        speaker,
        payload,
        text,
    }
}

/// Whether Packer says that it could not start a build, or that it crashed.
pub fn is_refusal(payload: &str) -> bool {
    let said = payload.trim_start();
    let said = said
        .strip_prefix("Error: ")
        .or_else(|| said.strip_prefix("* "))
        .unwrap_or(said);
    let starts = [
        "Failed to initialize build '",
        "Failed to initialize build \"",
        "Failed to prepare build",
        "panic: ",
        "!!!!!!!!!!!!!!!!!!!!!!!!!!! PACKER CRASH",
    ];
    starts.iter().any(|it| said.starts_with(it))
}

/// A line without the markers of an e-mail quotation or a numbered list.
fn unquoted(line: &str) -> &str {
    let is_mark = |c: char| c.is_whitespace() || c.is_ascii_digit() || matches!(c, '>' | '*' | '|' | ':' | '.');
    let bare = line.trim_start_matches(is_mark);
    if packer(bare).is_some() {
        let marks = line.len() - bare.len();
        let is_bold = line.get(..marks).is_some_and(|it| it.contains('*'));
        return if is_bold {
            bare.trim_end_matches(['*', ' '])
        } else {
            bare
        };
    }
    let mut line = line;
    while let Some(rest) = line.strip_prefix("> ") {
        line = rest;
    }
    if line == ">" { "" } else { line }
}

/// The maximum length of an operation ID in brackets; people shorten it or replace it with another word.
const MAX_ID_LENGTH: usize = 64;

/// The operation ID and the text after `PACKER`, `PACKER OUT` or `PACKER ERR`.
fn packer(line: &str) -> Option<(Option<&str>, &str)> {
    let (operation, rest) = match line.strip_prefix('[').and_then(|it| it.split_once("] ")) {
        Some((id, rest)) if id.len() <= MAX_ID_LENGTH && !id.contains(']') => (Some(id), rest),
        _ => (None, line),
    };
    let rest = rest.strip_prefix("PACKER")?;
    let rest = match rest.strip_prefix(' ') {
        Some(rest) => rest,
        None if rest.is_empty() => rest,
        None => return None,
    };
    let stream = rest.strip_prefix("OUT").or_else(|| rest.strip_prefix("ERR"));
    let behind = stream.filter(|it| it.is_empty() || it.starts_with(' '));
    Some((operation, behind.map_or(rest, |it| it.strip_prefix(' ').unwrap_or(it))))
}

/// The maximum number of timestamps and program names at the start of a line: its own, the plugin's, the echo's.
const MAX_PREFIXES: usize = 4;

/// The outer timestamp, whether the line echoes the terminal, and the text after all timestamps and program names.
fn without_prefixes(line: &str) -> (Option<Time>, bool, &str) {
    let (mut time, mut is_ui, mut rest) = (None, false, line);
    for _ in 0..MAX_PREFIXES {
        if let Some((at, behind)) = Time::read(rest) {
            time = time.or(Some(at));
            rest = behind;
            continue;
        }
        let said = rest.strip_prefix("ui: ").or_else(|| rest.strip_prefix("ui error: "));
        if let Some(behind) = said
            .or_else(|| (rest == "ui:").then_some(""))
            .filter(|_| time.is_some())
        {
            is_ui = true;
            rest = behind;
            continue;
        }
        match rest.split_once(": ").filter(|(name, _)| is_program(name)) {
            Some((_, behind)) => rest = behind,
            None => break,
        }
    }
    (time, is_ui, rest)
}

/// Whether a name is one that Packer gives its processes: `packer`, `packer-plugin-azure plugin`, a path to one.
fn is_program(name: &str) -> bool {
    let name = name.strip_suffix(" plugin").unwrap_or(name);
    let file = name.rsplit('/').next().unwrap_or_default();
    file.starts_with("packer") && !name.contains(' ')
}

/// Who wrote a message, and the text after the name of the builder. Outside a log only the builder of the service counts.
fn speaker(payload: &str, is_log: bool) -> (Speaker, &str) {
    let headline = payload.trim_start().strip_prefix("==> ");
    let indented = payload.starts_with(' ').then(|| payload.trim_start());
    let said = headline.or(indented).unwrap_or(payload);
    let Some((name, text)) = said.split_once(':') else {
        return (Speaker::Service, payload);
    };
    let is_word = |it: &str| !it.is_empty() && it.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    let is_marked = headline.is_some() || payload.starts_with("    ");
    let is_builder = name == BUILDER
        || name
            .strip_prefix(BUILDER)
            .is_some_and(|it| it.starts_with('.') && is_word(it));
    if is_builder || (is_log && is_marked && is_word(name) && (text.is_empty() || text.starts_with(' '))) {
        return (Speaker::Output, text.strip_prefix(' ').unwrap_or(text));
    }
    (Speaker::Service, payload)
}

/// A line without colours and other terminal control sequences.
pub fn without_colours(line: &str) -> Cow<'_, str> {
    if !line.contains('\u{1b}') {
        return Cow::Borrowed(line);
    }
    let mut plain = String::with_capacity(line.len());
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter != '\u{1b}' {
            plain.push(letter);
        } else if letters.next_if_eq(&'[').is_some() {
            // A sequence ends with its first letter from `@` to `~`.
            let _ = letters.by_ref().find(|c| matches!(c, '@'..='~'));
        }
    }
    Cow::Owned(plain)
}

impl<'t> Line<'t> {
    /// Whether the message starts like a timestamp, but with an impossible date or time.
    pub fn starts_with_number(&self) -> bool {
        self.payload.starts_with(|c: char| c.is_ascii_digit())
    }

    /// The reason for which a build failed, if the line gives it; empty if the line says that there is none.
    pub fn reason(&self) -> Option<&'t str> {
        let payload = self.payload.trim_start();
        if self.speaker == Speaker::Output {
            return None;
        }
        if let Some(rest) = payload.strip_prefix("--> ") {
            return rest.split_once(": ").map(|it| it.1);
        }
        if let Some(rest) = payload.strip_prefix("machine readable: ") {
            return rest
                .split_once(",error []string{\"")
                .map(|it| it.1.trim_end_matches("\"}"));
        }
        let (_, rest) = payload.strip_prefix("Build '")?.split_once("' errored")?;
        let rest = match rest.strip_prefix(" after ") {
            Some(rest) => rest.split_once(": ").map_or("", |it| it.1),
            None => rest.strip_prefix(':')?,
        };
        Some(rest.trim_start())
    }
}
