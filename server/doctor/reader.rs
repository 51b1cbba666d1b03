//! Reads a log in pieces and in constant memory. Only lines that contain an anchor are parsed.

mod decoder;

use std::cell::Cell;

use memchr::{memchr2, memrchr2};

use crate::doctor::lines::nearby::{self, TimeBefore};
use crate::doctor::lines::{self, Line};
use crate::doctor::matches::{self, Automaton};
use crate::doctor::position::Position;
use crate::doctor::reader::decoder::Decoder;
use crate::doctor::repeats::{self, Repeats};
use crate::doctor::state::{LineContext, State};
use crate::doctor::timeline::BuildResult;

/// A log that is being read. A clone continues from the same position.
#[derive(Debug, Clone, Default)]
pub struct Reader {
    decoder: Decoder,
    /// The end of the text so far, starting [`BEHIND`] bytes before `done`.
    buffer: Vec<u8>,
    /// The offset of the buffer in the text, in bytes.
    base: u64,
    /// How much of the buffer has been processed.
    done: usize,
    /// The number of lines that end before `counted`, an offset in the buffer.
    line: u64,
    counted: usize,
    /// The beginning of a line that is so long that it is processed in pieces.
    head: Vec<u8>,
    time_before: TimeBefore,
    repeats: Repeats,
    pub(super) state: State,
}

/// How many bytes before a line are kept, for the output before the end of a build.
const BEHIND: usize = 64 << 10;
/// How many bytes around an anchor are parsed of a long line.
const WINDOW: usize = 8 << 10;
/// How many bytes after a line its message may continue.
const AHEAD: usize = 16 << 10;
/// A longer line is processed in pieces.
const MAX_LINE_BYTES: usize = 1 << 20;
/// How many bytes of such a line contain its prefix.
const HEAD: usize = 512;
/// How many lines at the beginning are always parsed.
const FIRST_LINES: u64 = 40;
/// How many bytes of a text that is not a build log are kept for its errors.
const MAX_RESPONSE: usize = 256 << 10;
/// How many bytes are processed at once.
const PIECE: usize = 1 << 20;

impl Reader {
    /// Reads the next bytes of a log, in any encoding and split anywhere.
    pub fn push(&mut self, bytes: &[u8]) {
        for piece in bytes.chunks(PIECE) {
            self.decoder.push(piece, &mut self.buffer);
            self.read(false);
        }
    }

    /// Processes the rest at the end of the log.
    pub(super) fn finish(&mut self) {
        self.decoder.finish(&mut self.buffer);
        self.read(true);
        self.state.matches.read_repeated();
        let from = self.buffer.len().saturating_sub(BEHIND);
        let last = self.buffer.get(from..).unwrap_or_default();
        for build in &mut self.state.builds {
            build.close();
            // A log that breaks off ends with what the build did last.
            if build.end_start.is_none() && build.result != BuildResult::Succeeded {
                build.output = nearby::output(last, self.state.end, build.operation.as_deref());
            }
        }
    }

    fn read(&mut self, is_last: bool) {
        let Some(automaton) = matches::automaton() else { return };
        let cut = self.end_of_complete(is_last);
        if cut <= self.done && !is_last {
            return;
        }
        let first = self.read_first_lines(cut, automaton);
        self.keep_response(cut);
        // An anchor may span the offset at which a long line was split.
        let mut from = if self.head.is_empty() {
            first
        } else {
            first.saturating_sub(HEAD)
        };
        while let Some(found) = automaton.next(&self.buffer, from, cut) {
            from = if found > first {
                self.read_line_at(found - 1, automaton)
            } else {
                found
            };
        }
        self.count_to(cut);
        self.state.end = Position {
            line: self.line,
            byte: self.base + cut as u64,
        };
        if is_last {
            self.read_last_lines();
        }
        self.remember_head(cut);
        self.done = cut;
        let old = self.done.saturating_sub(BEHIND);
        self.buffer.drain(..old);
        self.base += old as u64;
        self.done -= old;
        self.counted = self.counted.saturating_sub(old);
    }

    /// Keeps the text up to an offset, unless it is a build log.
    fn keep_response(&mut self, cut: usize) {
        if !self.state.builds.is_empty() {
            self.state.response = String::new();
            return;
        }
        let left = MAX_RESPONSE.saturating_sub(self.state.response.len());
        let fresh = self.buffer.get(self.done..cut).unwrap_or_default();
        let fresh = String::from_utf8_lossy(fresh.get(..left).unwrap_or(fresh));
        self.state.response += &lines::without_colours(&fresh);
    }

    /// How far the buffer can be processed: to the end of a line with enough text after it.
    fn end_of_complete(&self, is_last: bool) -> usize {
        let len = self.buffer.len();
        if is_last {
            return len;
        }
        let most = len.saturating_sub(AHEAD);
        let fresh = self.buffer.get(self.done..most).unwrap_or_default();
        match memrchr2(b'\n', b'\r', fresh) {
            Some(at) => self.done + at + 1,
            None if fresh.len() > MAX_LINE_BYTES => most,
            None => self.done,
        }
    }

    fn remember_head(&mut self, cut: usize) {
        let before = self.buffer.get(..cut).unwrap_or_default();
        match memrchr2(b'\n', b'\r', before) {
            Some(at) if at + 1 == cut => self.head.clear(),
            Some(at) => self.head = before.iter().skip(at + 1).take(HEAD).copied().collect(),
            None if self.head.is_empty() => self.head = before.iter().take(HEAD).copied().collect(),
            None => {}
        }
    }

    /// Parses the first lines even without an anchor: they show that the text is a log, and its first timestamp. Returns where to
    /// continue.
    fn read_first_lines(&mut self, cut: usize, automaton: &Automaton) -> usize {
        let mut at = self.done;
        while self.head.is_empty() && at < cut && self.position(at).line < FIRST_LINES {
            let end = self.read_line_at(at, automaton);
            at = match self.buffer.get(end..) {
                Some([b'\r', b'\n', ..]) => end + 2,
                Some([_, ..]) => end + 1,
                _ => end,
            };
        }
        at.min(cut)
    }

    /// Parses the last lines, which show when the log ends.
    fn read_last_lines(&mut self) {
        let from = self.buffer.len().saturating_sub(WINDOW);
        let end = String::from_utf8_lossy(self.buffer.get(from..).unwrap_or_default()).into_owned();
        let at = self.state.end;
        for line in end.split(['\n', '\r']).skip(1) {
            let plain = lines::without_colours(line);
            let line = lines::parse(&plain);
            if let Some(build) = self.state.build_of(&line) {
                build.add_line(at, line.time);
            }
        }
    }

    /// Counts lines up to an offset and returns its position.
    fn position(&mut self, at: usize) -> Position {
        self.count_to(at);
        Position {
            line: self.line,
            byte: self.base + at as u64,
        }
    }

    fn count_to(&mut self, at: usize) {
        let between = self.buffer.get(self.counted..at).unwrap_or_default();
        let feeds = memchr::memchr_iter(b'\n', between).count();
        let returns = match memchr::memchr(b'\r', between) {
            None => 0,
            Some(_) => {
                let behind = self.buffer.get(self.counted + 1..).unwrap_or_default();
                let lone = |(at, _): &(usize, &u8)| behind.get(*at) != Some(&b'\n');
                between
                    .iter()
                    .enumerate()
                    .filter(|it| *it.1 == b'\r')
                    .filter(lone)
                    .count()
            }
        };
        self.line += (feeds + returns) as u64;
        self.counted = self.counted.max(at);
    }

    /// Parses the line around an offset, and returns where to continue.
    fn read_line_at(&mut self, at: usize, automaton: &Automaton) -> usize {
        let before = self.buffer.get(..at).unwrap_or_default();
        let start = memrchr2(b'\n', b'\r', before).map_or(0, |it| it + 1);
        let behind = self.buffer.get(at..).unwrap_or_default();
        let end = memchr2(b'\n', b'\r', behind).map_or(self.buffer.len(), |it| at + it);
        let is_cut = start == 0 && !self.head.is_empty();
        let position = self.position(start);
        if end - start <= AHEAD && !is_cut {
            let shape = self.shape(start, end, automaton);
            if !shape.is_some_and(|it| self.repeat_line(it, start, end, position)) {
                let text = self.text(start, end);
                self.add_line(&text, start, end, position, automaton, shape);
            }
            return end;
        }
        // Of a long line, the beginning and the text around the offset are parsed.
        let head = if is_cut {
            String::from_utf8_lossy(&self.head).into_owned()
        } else {
            self.text(start, end.min(start + HEAD))
        };
        let from = start.max(at.saturating_sub(WINDOW));
        let to = end.min(at + WINDOW);
        let window = self.text(from, to);
        let text = if from <= start + HEAD && !is_cut {
            self.text(start, to)
        } else {
            format!("{head} … {window}")
        };
        self.add_line(&text, start, end, position, automaton, None);
        to
    }

    /// The shape of a line, if lines of that shape add the same to the state.
    fn shape(&self, start: usize, end: usize, automaton: &Automaton) -> Option<u64> {
        let line = self.buffer.get(start..end)?;
        let shape = repeats::shape(line, self.buffer.get(end..)?)?;
        (!automaton.depends_on_digits(line)).then_some(shape)
    }

    /// Adds a line of a shape that has occurred before; `false` if it has not.
    fn repeat_line(&mut self, shape: u64, start: usize, end: usize, at: Position) -> bool {
        let Some(repeat) = self.repeats.get(shape) else {
            return false;
        };
        let bytes = self.buffer.get(start..end).unwrap_or_default();
        let text = match repeat.has_time {
            true => nearby::plain(bytes),
            false => String::new(),
        };
        let line = lines::parse(&text);
        // With other numbers, the date may be invalid.
        if line.time.is_some() != repeat.has_time || line.starts_with_number() {
            return false;
        }
        let near = near(&self.buffer, self.base, start);
        let known = Cell::new(self.time_before);
        let time = || line.time.or_else(|| nearby::time_before(near, at.line, &known));
        self.state.repeat(repeat, at, line.time, &time, bytes);
        self.time_before = known.get();
        true
    }

    fn text(&self, from: usize, to: usize) -> String {
        let bytes = self.buffer.get(from..to).unwrap_or_default();
        nearby::plain(bytes)
    }

    fn add_line(
        &mut self,
        text: &str,
        start: usize,
        end: usize,
        at: Position,
        automaton: &Automaton,
        shape: Option<u64>,
    ) {
        let mut line = lines::parse(text);
        let near = near(&self.buffer, self.base, start);
        let ahead = self.buffer.get(end..).unwrap_or_default();
        let ahead = ahead.get(..AHEAD).unwrap_or(ahead);
        let before = nearby::preceding(near, text, &line);
        let first = before.first().map(|it| lines::parse(it));
        if !line.is_log
            && let Some(first) = &first
        {
            line = Line {
                text: line.text,
                payload: line.payload,
                ..*first
            };
        }
        let known = Cell::new(self.time_before);
        let mut context = LineContext {
            text: &line,
            at,
            time: &|| line.time.or_else(|| nearby::time_before(near, at.line, &known)),
            joined: None,
            join: &|| nearby::message(&before, text, ahead),
            following: &|| nearby::following(ahead),
        };
        let added = self.state.add(&mut context, automaton);
        self.time_before = known.get();
        if added.is_new_phase {
            self.repeats.clear();
        } else if let Some((shape, repeat)) = shape.zip(added.repeat) {
            self.repeats.add(shape, repeat);
        }
        if let Some(build) = added.ending.and_then(|it| self.state.builds.get_mut(it)) {
            build.output = nearby::output(near, at, build.operation.as_deref());
        }
    }
}

/// The whole lines before an offset in a buffer, which must not depend on how the text was split.
fn near(buffer: &[u8], base: u64, start: usize) -> &[u8] {
    let behind = start.saturating_sub(BEHIND);
    let near = buffer.get(behind..start).unwrap_or_default();
    nearby::whole_lines(near, base + behind as u64 == 0)
}
