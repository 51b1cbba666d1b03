//! The lines around a line of a log: those that form one message with it, the last timestamp, the output of a step.

use std::cell::Cell;
use std::ops::Range;

use memchr::{memchr2, memrchr2};

use crate::doctor::lines::{Line, Speaker, parse, without_colours};
use crate::doctor::position::{OutputLine, Position};
use crate::doctor::time::Time;
use crate::text::redact::redacted;

/// How many lines before and after a line are read.
const MAX_LINES: usize = 12;
/// How many bytes of such a line are read.
const MAX_LINE_BYTES: usize = 4 << 10;

/// How many lines of output before the end of a build are kept.
const MAX_OUTPUT_LINES: usize = 400;

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
pub fn preceding(text: &[u8], own: &str, line: &Line<'_>) -> Vec<String> {
    if !continues(own, line) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut end = text.len();
    for _ in 0..MAX_LINES {
        let Some(line) = line_before(text, &mut end) else { break };
        let goes_on = continues(&line, &parse(&line));
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

/// A message as one text, and where a line is in it.
#[derive(Debug)]
pub struct JoinedMessage {
    /// Its lines, joined by line feeds.
    pub text: String,
    /// The line that it was joined for, in bytes.
    pub own: Range<usize>,
}

/// The message of a line: the lines before, the line itself, and its continuation.
pub fn message(before: &[String], own: &str, behind: &[u8]) -> JoinedMessage {
    let mut text = String::new();
    for (at, line) in before.iter().enumerate() {
        let payload = parse(line).payload;
        text.push_str(if at == 0 { payload } else { without_level(payload) });
        text.push('\n');
    }
    let start = text.len();
    let payload = parse(own).payload;
    text.push_str(if before.is_empty() {
        payload
    } else {
        without_level(payload)
    });
    let own = start..text.len();
    let mut rest = behind;
    for _ in 0..MAX_LINES {
        rest = match rest {
            [b'\r', b'\n', rest @ ..] | [b'\r' | b'\n', rest @ ..] => rest,
            _ => break,
        };
        let end = memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        let line = lossy(rest.get(..end).unwrap_or_default());
        if !continues(&line, &parse(&line)) {
            break;
        }
        text.push('\n');
        text.push_str(without_level(&line));
        rest = rest.get(end..).unwrap_or_default();
    }
    JoinedMessage { text, own }
}

/// A line that continues a message, without the level that the service repeats before each line.
fn without_level(line: &str) -> &str {
    line.strip_prefix("[ERROR] ").unwrap_or(line)
}

/// What [`time_before`] found for a line without a timestamp, so that it reads no line twice.
#[derive(Debug, Clone, Copy, Default)]
pub struct TimeBefore {
    line: Option<u64>,
    /// The line with the timestamp.
    found: Option<(u64, Time)>,
}

/// The last timestamp in the last lines of a text, which ends before a line that has none.
pub fn time_before(text: &[u8], line: u64, known: &Cell<TimeBefore>) -> Option<Time> {
    let mut end = text.len();
    let oldest = line.saturating_sub(MAX_LINES as u64);
    let mut found = None;
    for number in (oldest..line).rev() {
        if known.get().line == Some(number) {
            found = known.get().found;
            break;
        }
        let Some(text_of_line) = line_before(text, &mut end) else {
            break;
        };
        if let Some(time) = parse(&text_of_line).time {
            found = Some((number, time));
            break;
        }
    }
    found = found.filter(|it| it.0 >= oldest);
    known.set(TimeBefore {
        line: Some(line),
        found,
    });
    found.map(|it| it.1)
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
fn continues(line: &str, read: &Line<'_>) -> bool {
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
    plain(bytes.get(..MAX_LINE_BYTES).unwrap_or(bytes))
}

/// Bytes of a log as text, without colours. What is not UTF-8 is replaced.
pub fn plain(bytes: &[u8]) -> String {
    // The lossy conversion reads byte by byte.
    match str::from_utf8(bytes) {
        Ok(text) => without_colours(text).into_owned(),
        Err(_) => without_colours(&String::from_utf8_lossy(bytes)).into_owned(),
    }
}
