//! The lines around a line that belong to the same message: what consoles wrap, and what stands under a line with a prefix.

use memchr::{memchr2, memrchr2};

use crate::doctor::line;
use crate::doctor::time::Time;

/// Lines before and behind that are looked at.
const LINES: usize = 12;
/// Bytes of a line that are looked at.
const LONGEST: usize = 4 << 10;

/// The end of a text without the line that it begins in the middle of.
pub fn whole_lines(text: &[u8], is_start: bool) -> &[u8] {
    match memchr2(b'\n', b'\r', text).filter(|_| !is_start) {
        Some(at) => text.get(at + 1..).unwrap_or_default(),
        None if is_start => text,
        None => &[],
    }
}

/// The lines at the end of a text that the next one goes on, the first of them with a prefix if any has one; none for a line that
/// stands for itself.
pub fn before(text: &[u8], own: &str) -> Vec<String> {
    if !continues(own) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut end = text.len();
    for _ in 0..LINES {
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

/// A message as one text: what stands before its line, the line, and what it goes on with.
pub fn joined(before: &[String], own: &str, behind: &[u8]) -> String {
    let payload = |it: &str| line::read(it).payload.to_owned();
    let mut text: Vec<String> = before.iter().map(|it| payload(it)).collect();
    text.push(payload(own));
    let mut rest = behind;
    for _ in 0..LINES {
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

/// The last time in the last lines of a text.
pub fn time_before(text: &[u8]) -> Option<Time> {
    let mut end = text.len();
    (0..LINES).find_map(|_| {
        let line = line_before(text, &mut end)?;
        line::read(&line).time
    })
}

/// The last lines of a text that say something, without what stands around their words.
pub fn tail(text: &[u8]) -> Vec<String> {
    let mut end = text.len();
    let mut found = Vec::new();
    for _ in 0..LINES {
        let Some(line) = line_before(text, &mut end) else { break };
        let said = line::read(&line).text.trim_end().to_owned();
        if !said.trim().is_empty() {
            found.push(said);
        }
    }
    found.reverse();
    found
}

/// Whether a line goes on the message above it, by its form.
fn continues(line: &str) -> bool {
    let read = line::read(line);
    let text = line.trim_start();
    let begins_anew = ["{", "\"provisioningState\"", "Deployment failed", "ERROR:", "##["];
    !read.is_log
        && !read.is_pipeline
        && read.time.is_none()
        && !text.is_empty()
        && !begins_anew.iter().any(|it| text.starts_with(it))
}

/// The line that ends before a place, which moves to its beginning.
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
    let bytes = bytes.get(..LONGEST).unwrap_or(bytes);
    line::without_colours(&String::from_utf8_lossy(bytes)).into_owned()
}
