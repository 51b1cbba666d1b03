//! One line of a log taken apart: whose it is, when it was written, who speaks, and what is said.

use std::borrow::Cow;

use crate::doctor::time::Time;

/// A line without what stands around its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'t> {
    /// The operation id of its build, where the line tells it.
    pub operation: Option<&'t str>,
    /// Whether it is a line of a build log by its form.
    pub is_log: bool,
    /// Whether it begins with the time of a pipeline's log.
    pub is_pipeline: bool,
    /// When it was written; the outer time where there are two.
    pub time: Option<Time>,
    pub speaker: Speaker,
    /// What is said, with Packer's own marks.
    pub payload: &'t str,
    /// What is said behind the name of the builder.
    pub text: &'t str,
}

/// Who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaker {
    /// The service, Resource Manager, Packer or a pipeline.
    Service,
    /// A script on the build VM, or Packer about it: `azure-arm: …` and `==> azure-arm: …`.
    Output,
}

/// The builder of all builds of the service.
const BUILDER: &str = "azure-arm";

/// Takes a line apart. It has no line end and no colours.
pub fn read(line: &str) -> Line<'_> {
    let (piped, rest) = match Time::read(line).filter(|_| line.get(10..11) == Some("T")) {
        Some((time, rest)) => (Some(time), rest),
        None => (None, line),
    };
    let outer = unquoted(rest);
    let packer = packer(outer);
    let (operation, rest) = packer.unwrap_or((None, outer));
    let (time, is_ui, payload) = behind_times(rest);
    let (speaker, text) = spoken(payload, packer.is_some() || is_ui);
    let marks = [
        "[INFO] (telemetry)",
        "(telemetry)",
        "Azure request method=\"",
        "Azure response status=\"",
    ];
    let is_marked = marks.iter().any(|it| payload.starts_with(it));
    Line {
        operation,
        is_log: packer.is_some() || is_ui || speaker == Speaker::Output || is_marked,
        is_pipeline: piped.is_some(),
        time: time.or(piped),
        speaker,
        payload,
        text,
    }
}

/// A line as it was before it was quoted in a mail or numbered in a list.
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

/// The letters of an operation id in brackets; people shorten it or put another word there.
const LONGEST_ID: usize = 64;

/// The operation id and what stands behind `PACKER`, `PACKER OUT` or `PACKER ERR`.
fn packer(line: &str) -> Option<(Option<&str>, &str)> {
    let (operation, rest) = match line.strip_prefix('[').and_then(|it| it.split_once("] ")) {
        Some((id, rest)) if id.len() <= LONGEST_ID && !id.contains(']') => (Some(id), rest),
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

/// Times and names that a line may begin with: its own, that of the plugin, that of the echo.
const LAYERS: usize = 4;

/// The outer time, whether it is an echo of the terminal, and what stands behind all times and names of programs.
fn behind_times(line: &str) -> (Option<Time>, bool, &str) {
    let (mut time, mut is_ui, mut rest) = (None, false, line);
    for _ in 0..LAYERS {
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

/// Whether it is a name that Packer gives its processes: `packer`, `packer-plugin-azure plugin`, a path to one.
fn is_program(name: &str) -> bool {
    let name = name.strip_suffix(" plugin").unwrap_or(name);
    let file = name.rsplit('/').next().unwrap_or_default();
    file.starts_with("packer") && !name.contains(' ')
}

/// Who speaks, and what stands behind the name of the builder. Outside a log only the service's own builder counts.
fn spoken(payload: &str, is_log: bool) -> (Speaker, &str) {
    let headline = payload.trim_start().strip_prefix("==> ");
    let indented = payload.starts_with(' ').then(|| payload.trim_start());
    let said = headline.or(indented).unwrap_or(payload);
    let Some((name, text)) = said.split_once(':') else {
        return (Speaker::Service, payload);
    };
    let is_word = |it: &str| !it.is_empty() && it.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    let is_marked = headline.is_some() || payload.starts_with("    ");
    if name == BUILDER || (is_log && is_marked && is_word(name) && (text.is_empty() || text.starts_with(' '))) {
        return (Speaker::Output, text.strip_prefix(' ').unwrap_or(text));
    }
    (Speaker::Service, payload)
}

/// A line without colours and other commands for a terminal.
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
    /// The reason of a failed build that the line tells; empty where it tells that there is none.
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
