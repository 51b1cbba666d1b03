//! Reads a log piece by piece in constant memory: stops at the lines that hold a stretch worth it, and takes note of what they say.

use memchr::{memchr2, memrchr2};

use crate::doctor::build::Place;
use crate::doctor::decoder::Decoder;
use crate::doctor::line::{self, Line};
use crate::doctor::patterns::{self, Patterns};
use crate::doctor::record;
use crate::doctor::seen::{Context, Seen};

/// A log that is being read. A copy goes on from where it stood.
#[derive(Debug, Clone, Default)]
pub struct Reader {
    decoder: Decoder,
    /// The end of what was read, from [`BEHIND`] bytes before the place that has been looked at.
    buffer: Vec<u8>,
    /// Where the buffer begins, in bytes of the text.
    base: u64,
    /// What of the buffer has been looked at.
    done: usize,
    /// Lines that end before `counted`, a place in the buffer.
    line: u64,
    counted: usize,
    /// The beginning of a line so long that it was looked at in pieces.
    head: Vec<u8>,
    pub(super) seen: Seen,
}

/// Bytes before a line in which the message may begin that it goes on with.
const BEHIND: usize = 8 << 10;
/// Bytes behind a line in which its message may go on.
const AHEAD: usize = 16 << 10;
/// A longer line is looked at in pieces.
const LONGEST_LINE: usize = 1 << 20;
/// Bytes of such a line that say whose it is.
const HEAD: usize = 512;
/// Lines at the beginning that are read in any case.
const EDGE: u64 = 40;
/// Bytes that are taken in at once.
const PIECE: usize = 1 << 20;

impl Reader {
    /// Takes the next bytes of a log, in any encoding and cut anywhere.
    pub fn push(&mut self, bytes: &[u8]) {
        for piece in bytes.chunks(PIECE) {
            self.decoder.push(piece, &mut self.buffer);
            self.read(false);
        }
    }

    /// The log ends here.
    pub(super) fn finish(&mut self) {
        self.decoder.finish(&mut self.buffer);
        self.read(true);
        for build in &mut self.seen.builds {
            build.close();
        }
    }

    fn read(&mut self, is_last: bool) {
        let Some(patterns) = patterns::patterns() else { return };
        let cut = self.cut(is_last);
        if cut <= self.done && !is_last {
            return;
        }
        let first = self.look_at_start(cut, patterns);
        // A stretch may lie across the place where a long line was cut.
        let mut from = if self.head.is_empty() {
            first
        } else {
            first.saturating_sub(HEAD)
        };
        while let Some(found) = patterns.next(&self.buffer, from, cut) {
            from = if found > first {
                self.stop(found - 1, patterns)
            } else {
                found
            };
        }
        self.count_to(cut);
        self.seen.end = Place {
            line: self.line,
            byte: self.base + cut as u64,
        };
        if is_last {
            self.look_at_end();
        }
        self.remember_head(cut);
        self.done = cut;
        let old = self.done.saturating_sub(BEHIND);
        self.buffer.drain(..old);
        self.base += old as u64;
        self.done -= old;
        self.counted = self.counted.saturating_sub(old);
    }

    /// How far it can be looked at: to the end of a line with enough behind it.
    fn cut(&self, is_last: bool) -> usize {
        let len = self.buffer.len();
        if is_last {
            return len;
        }
        let most = len.saturating_sub(AHEAD);
        let fresh = self.buffer.get(self.done..most).unwrap_or_default();
        match memrchr2(b'\n', b'\r', fresh) {
            Some(at) => self.done + at + 1,
            None if fresh.len() > LONGEST_LINE => most,
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

    /// The first lines have something to tell even without a stretch: that it is a log, and what time it is. Gives where to go on.
    fn look_at_start(&mut self, cut: usize, patterns: &Patterns) -> usize {
        let mut at = self.done;
        while self.head.is_empty() && at < cut && self.place(at).line < EDGE {
            let end = self.stop(at, patterns);
            at = match self.buffer.get(end..) {
                Some([b'\r', b'\n', ..]) => end + 2,
                Some([_, ..]) => end + 1,
                _ => end,
            };
        }
        at.min(cut)
    }

    /// The last lines tell when the log ends.
    fn look_at_end(&mut self) {
        let from = self.buffer.len().saturating_sub(BEHIND);
        let end = String::from_utf8_lossy(self.buffer.get(from..).unwrap_or_default()).into_owned();
        let at = self.seen.end;
        for line in end.split(['\n', '\r']).skip(1) {
            let plain = line::without_colours(line);
            let line = line::read(&plain);
            if let Some(build) = self.seen.known(&line) {
                build.passes(at, line.time);
            }
        }
    }

    /// Counts lines up to a place and gives it.
    fn place(&mut self, at: usize) -> Place {
        self.count_to(at);
        Place {
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

    /// Looks at the line around a place, and gives where to go on.
    fn stop(&mut self, at: usize, patterns: &Patterns) -> usize {
        let before = self.buffer.get(..at).unwrap_or_default();
        let start = memrchr2(b'\n', b'\r', before).map_or(0, |it| it + 1);
        let behind = self.buffer.get(at..).unwrap_or_default();
        let end = memchr2(b'\n', b'\r', behind).map_or(self.buffer.len(), |it| at + it);
        let is_cut = start == 0 && !self.head.is_empty();
        let place = self.place(start);
        if end - start <= AHEAD && !is_cut {
            let text = self.text(start, end);
            self.line(&text, start, end, place, patterns);
            return end;
        }
        // Of a long line its beginning and what is around the place are looked at.
        let head = if is_cut {
            String::from_utf8_lossy(&self.head).into_owned()
        } else {
            self.text(start, end.min(start + HEAD))
        };
        let from = start.max(at.saturating_sub(BEHIND));
        let to = end.min(at + BEHIND);
        let window = self.text(from, to);
        let text = if from <= start + HEAD && !is_cut {
            self.text(start, to)
        } else {
            format!("{head} … {window}")
        };
        self.line(&text, start, end, place, patterns);
        to
    }

    fn text(&self, from: usize, to: usize) -> String {
        let bytes = self.buffer.get(from..to).unwrap_or_default();
        line::without_colours(&String::from_utf8_lossy(bytes)).into_owned()
    }

    fn line(&mut self, text: &str, start: usize, end: usize, at: Place, patterns: &Patterns) {
        let mut line = line::read(text);
        // What is near is the same however the text came in pieces.
        let behind = start.saturating_sub(BEHIND);
        let near = self.buffer.get(behind..start).unwrap_or_default();
        let near = record::whole_lines(near, self.base + behind as u64 == 0);
        let ahead = self.buffer.get(end..).unwrap_or_default();
        let ahead = ahead.get(..AHEAD).unwrap_or(ahead);
        let before = record::before(near, text);
        let first = before.first().map(|it| line::read(it));
        if !line.is_log
            && let Some(first) = &first
        {
            line = Line {
                text: line.text,
                payload: line.payload,
                ..*first
            };
        }
        let mut context = Context {
            text: &line,
            at,
            time: &|| line.time.or_else(|| record::time_before(near)),
            joined: None,
            join: &|| record::joined(&before, text, ahead),
        };
        let failed = self.seen.line(&mut context, patterns);
        if let Some(build) = failed.and_then(|it| self.seen.builds.get_mut(it)) {
            build.tail = record::tail(near);
        }
    }
}
