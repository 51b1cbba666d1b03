//! Lines of a log: their prefixes (operation, timestamps, program), who writes, and the lines that form one message.

use std::borrow::Cow;

use memchr::{memchr2, memrchr2};

use crate::doctor::position::{OutputLine, Position};
use crate::doctor::time::Time;
use crate::text::redact::redacted;

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

/// How many lines before and after a line are read.
const MAX_LINES: usize = 12;
/// How many bytes of such a line are read.
const MAX_LINE_BYTES: usize = 4 << 10;

/// How many lines of output before the end of a build are kept.
const MAX_OUTPUT_LINES: usize = 400;

/// The name of the Packer builder in every build of the service.
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

/// What Packer says on the lines after one that names no reason, up to its next headline.
pub fn following(behind: &[u8]) -> String {
    let text = String::from_utf8_lossy(behind);
    let lines = text.lines().skip(1).take(MAX_LINES).map(|it| {
        let plain = without_colours(it);
        parse(&plain).payload.trim().to_owned()
    });
    let lines = lines.take_while(|it| !it.starts_with("==> "));
    let lines: Vec<String> = lines.filter(|it| !it.is_empty()).collect();
    lines.join("\n")
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
    if name == BUILDER || (is_log && is_marked && is_word(name) && (text.is_empty() || text.starts_with(' '))) {
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

/// A text without its first line if that is incomplete.
pub fn whole_lines(text: &[u8], is_start: bool) -> &[u8] {
    match memchr2(b'\n', b'\r', text).filter(|_| !is_start) {
        Some(at) => text.get(at + 1..).unwrap_or_default(),
        None if is_start => text,
        None => &[],
    }
}

/// The lines at the end of a text that the next line continues, starting at the line with a prefix; none for a line that starts a
/// message itself.
pub fn preceding(text: &[u8], own: &str) -> Vec<String> {
    if !continues(own) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut end = text.len();
    for _ in 0..MAX_LINES {
        let Some(line) = line_before(text, &mut end) else { break };
        let goes_on = continues(&line);
        let is_blank = line.trim().is_empty();
        if is_blank {
            break;
        }
        found.push(line);
        if !goes_on {
            break;
        }
    }
    found.reverse();
    found
}

/// A message as one text: the lines before, the line itself, and its continuation.
pub fn message(before: &[String], own: &str, behind: &[u8]) -> String {
    let payload = |it: &str| parse(it).payload.to_owned();
    let mut text: Vec<String> = before.iter().map(|it| payload(it)).collect();
    text.push(payload(own));
    let mut rest = behind;
    for _ in 0..MAX_LINES {
        rest = match rest {
            [b'\r', b'\n', rest @ ..] | [b'\r' | b'\n', rest @ ..] => rest,
            _ => break,
        };
        let end = memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        let line = lossy(rest.get(..end).unwrap_or_default());
        if !continues(&line) {
            break;
        }
        text.push(line);
        rest = rest.get(end..).unwrap_or_default();
    }
    text.join("\n")
}

/// The last timestamp in the last lines of a text.
pub fn time_before(text: &[u8]) -> Option<Time> {
    let mut end = text.len();
    (0..MAX_LINES).find_map(|_| {
        let line = line_before(text, &mut end)?;
        parse(&line).time
    })
}

/// The output of steps in the last lines of a text, which ends at a position: of one build, if its operation ID is known.
pub fn output(text: &[u8], end: Position, operation: Option<&str>) -> Vec<OutputLine> {
    let last = memrchr2(b'\n', b'\r', text).map_or(0, |it| it + 1);
    let (mut at, mut line) = (last, end.line);
    let mut found = Vec::new();
    if last < text.len() {
        // The last line of a log may have no line ending.
        let byte = end.byte.saturating_sub((text.len() - last) as u64);
        let line = lossy(text.get(last..).unwrap_or_default());
        found.extend(output_line(&line, Position { byte, ..end }, operation));
    }
    while found.len() < MAX_OUTPUT_LINES {
        let Some(text_of_line) = line_before(text, &mut at) else {
            break;
        };
        line = line.saturating_sub(1);
        let byte = end.byte.saturating_sub((text.len() - at) as u64);
        found.extend(output_line(&text_of_line, Position { line, byte }, operation));
    }
    found.reverse();
    found
}

/// A line of a log, if a step of a build printed it.
fn output_line(line: &str, at: Position, operation: Option<&str>) -> Option<OutputLine> {
    let read = parse(line);
    let is_of_build = read.operation.is_none() || read.operation == operation;
    let is_output = read.speaker == Speaker::Output && is_of_build;
    is_output.then(|| OutputLine {
        at,
        text: redacted(read.text.trim_end()).into_owned(),
        is_echo: read.is_echo,
    })
}

/// Whether a line continues the message above it, judging by its form.
fn continues(line: &str) -> bool {
    let read = parse(line);
    let text = line.trim_start();
    let begins_anew = ["{", "\"provisioningState\"", "Deployment failed", "ERROR:", "##["];
    !read.is_log
        && !read.is_pipeline
        && read.time.is_none()
        && !text.is_empty()
        && !begins_anew.iter().any(|it| text.starts_with(it))
}

/// The line that ends before an offset, which moves to the start of that line.
fn line_before(buffer: &[u8], end: &mut usize) -> Option<String> {
    let before = buffer.get(..*end)?;
    let before = match before {
        [before @ .., b'\r', b'\n'] | [before @ .., b'\r' | b'\n'] => before,
        _ => return None,
    };
    let start = memrchr2(b'\n', b'\r', before).map_or(0, |it| it + 1);
    *end = start;
    Some(lossy(before.get(start..).unwrap_or_default()))
}

fn lossy(bytes: &[u8]) -> String {
    let bytes = bytes.get(..MAX_LINE_BYTES).unwrap_or(bytes);
    without_colours(&String::from_utf8_lossy(bytes)).into_owned()
}
