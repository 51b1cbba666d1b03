//! Cuts a stream of bytes into messages. A bad header costs one error; reading goes on at the next
//! `Content-Length`, wherever it stands, so that no mistake of a client ends the conversation.

use std::io;

use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncRead, AsyncReadExt, BufReader};

/// The longest line a header may have.
const MAX_LINE_BYTES: usize = 8 * 1024;

/// The longest message that is taken.
const MAX_BODY_BYTES: usize = 64 * 1024 * 1024;

/// What is set aside for a message on its word; the rest is set aside as it comes.
const TRUSTED_BODY: usize = 64 * 1024;

/// How much of an overlong line is kept: enough to find the next header at its end.
const KEPT_TAIL: usize = 64;

/// How much of either end of an overlong body is kept: enough to find what it is about.
pub const KEPT_END: usize = 16 * 1024;

/// The header that matters, in lower case.
const LENGTH: &[u8] = b"content-length";

/// What was read.
#[derive(Debug, PartialEq, Eq)]
pub enum Frame {
    /// The body of a message, not yet looked at.
    Body(Vec<u8>),
    /// Bytes that are not a message; reported once for consecutive ones.
    Bad,
    /// The header of a message that is longer than what is taken; [`Frame::Skipped`] follows.
    TooLong,
    /// What is left of the body of such a message: its beginning and its end, up to [`KEPT_END`] bytes of each.
    Skipped(Vec<u8>, Vec<u8>),
    /// The stream has ended.
    End,
}

/// Reads messages from a stream.
pub struct FrameReader<R> {
    input: BufReader<R>,
    /// Inside garbage that was reported: waiting for the next `Content-Length`.
    lost: bool,
    /// A length found at the end of a garbage line.
    found: Option<usize>,
    /// The length of the next body, which must be skipped.
    overlong: Option<u64>,
}

impl<R: AsyncRead + Unpin> FrameReader<R> {
    /// A reader that takes the stream from its start.
    pub fn new(input: R) -> Self {
        Self {
            input: BufReader::with_capacity(TRUSTED_BODY, input),
            lost: false,
            found: None,
            overlong: None,
        }
    }

    /// The next message. An error of the stream itself is its end.
    pub async fn next(&mut self) -> Frame {
        if let Some(length) = self.overlong.take() {
            return self.skip(length).await.unwrap_or(Frame::End);
        }
        let length = match self.header().await {
            Ok(Header::Length(length)) => length,
            Ok(Header::TooLong(length)) => {
                self.overlong = Some(length);
                return Frame::TooLong;
            }
            Ok(Header::Bad) => return Frame::Bad,
            Ok(Header::End) | Err(_) => return Frame::End,
        };
        let mut body = Vec::with_capacity(length.min(TRUSTED_BODY));
        match (&mut self.input).take(length as u64).read_to_end(&mut body).await {
            Ok(read) if read == length => Frame::Body(body),
            _ => Frame::End,
        }
    }

    /// Skips a body. One that is not as long as was said ends at the line that ends with a length.
    async fn skip(&mut self, length: u64) -> io::Result<Frame> {
        let (mut beginning, mut end, mut left) = (Vec::new(), Vec::new(), length);
        while left > 0 {
            let some = self.input.fill_buf().await?;
            if some.is_empty() {
                return Ok(Frame::End);
            }
            let some = some.get(..usize::try_from(left).unwrap_or(usize::MAX)).unwrap_or(some);
            let line_end = some.iter().position(|it| *it == b'\n');
            let used = line_end.map_or(some.len(), |it| it + 1);
            let some = some.get(..used).unwrap_or(some);
            let room = KEPT_END.saturating_sub(beginning.len());
            beginning.extend_from_slice(some.get(..room).unwrap_or(some));
            end.extend_from_slice(some);
            self.input.consume(used);
            left -= used as u64;
            let tail = end.get(end.len().saturating_sub(KEPT_TAIL)..).unwrap_or_default();
            self.found = line_end.and_then(|_| length_at_end(tail.trim_ascii_end()));
            if self.found.is_some() {
                break;
            }
            if end.len() > 2 * KEPT_END {
                end.drain(..end.len() - KEPT_END);
            }
        }
        Ok(Frame::Skipped(beginning, end))
    }

    /// Reads up to the empty line that ends a header.
    async fn header(&mut self) -> io::Result<Header> {
        let mut length = self.found.take();
        let mut overlong = None;
        let mut lines = 0;
        loop {
            let Some(line) = read_line(&mut self.input).await? else {
                return Ok(Header::End);
            };
            if line.text.is_empty() {
                match length {
                    _ if overlong.is_some() => return Ok(overlong.map_or(Header::Bad, Header::TooLong)),
                    Some(length) => return Ok(Header::Length(length)),
                    None if self.lost || lines == 0 => continue,
                    None => {
                        self.lost = true;
                        return Ok(Header::Bad);
                    }
                }
            }
            lines += 1;
            if length.is_none() && self.lost {
                length = length_at_end(&line.text);
                self.lost = length.is_none();
                continue;
            }
            match field(&line) {
                Field::Length(stated) => (length, overlong) = (Some(stated), None),
                Field::TooLong(stated) => overlong = Some(stated),
                Field::Other => {}
                Field::Bad => {
                    self.found = length_at_end(&line.text);
                    self.lost = self.found.is_none();
                    return Ok(Header::Bad);
                }
            }
        }
    }
}

/// A whole header.
enum Header {
    Length(usize),
    TooLong(u64),
    Bad,
    End,
}

/// One line of a header.
enum Field {
    Length(usize),
    /// A length beyond what is taken.
    TooLong(u64),
    /// Known and uninteresting, or unknown: both are passed over.
    Other,
    Bad,
}

/// A line without its ending; of an overlong one only the end is kept.
struct Line {
    text: Vec<u8>,
    whole: bool,
}

/// Reads to the end of a line, or to the end of the stream.
async fn read_line<R: AsyncBufRead + Unpin>(input: &mut R) -> io::Result<Option<Line>> {
    let mut line = Line {
        text: Vec::new(),
        whole: true,
    };
    loop {
        let some = input.fill_buf().await?;
        if some.is_empty() {
            return Ok(None);
        }
        let end = some.iter().position(|it| *it == b'\n');
        let used = end.map_or(some.len(), |it| it + 1);
        line.text
            .extend_from_slice(some.get(..end.unwrap_or(used)).unwrap_or_default());
        input.consume(used);
        if line.text.len() > MAX_LINE_BYTES {
            line.whole = false;
            line.text.drain(..line.text.len() - KEPT_TAIL);
        }
        if end.is_some() {
            let text = line.text.trim_ascii_end().len();
            line.text.truncate(text);
            return Ok(Some(line));
        }
    }
}

/// Reads `name: value`.
fn field(line: &Line) -> Field {
    let Some(colon) = line.text.iter().position(|it| *it == b':').filter(|_| line.whole) else {
        return Field::Bad;
    };
    let (name, value) = line.text.split_at(colon);
    let name = name.trim_ascii_end();
    if name.is_empty() || !name.iter().all(|it| it.is_ascii_alphanumeric() || *it == b'-') {
        return Field::Bad;
    }
    if !name.eq_ignore_ascii_case(LENGTH) {
        return Field::Other;
    }
    match value.get(1..).and_then(stated_length) {
        Some(length) => taken(length).map_or(Field::TooLong(length), Field::Length),
        None => Field::Bad,
    }
}

/// A length that is a number.
fn stated_length(value: &[u8]) -> Option<u64> {
    let digits = value.trim_ascii();
    if !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// A length that is not beyond what is taken.
fn taken(length: u64) -> Option<usize> {
    usize::try_from(length).ok().filter(|it| *it <= MAX_BODY_BYTES)
}

/// The length in a `Content-Length: 12` with which a line of garbage ends: the body of a refused
/// message has no line ending, so the next header follows on the same line.
fn length_at_end(line: &[u8]) -> Option<usize> {
    let start = line
        .windows(LENGTH.len())
        .rposition(|it| it.eq_ignore_ascii_case(LENGTH))?;
    let value = line.get(start + LENGTH.len()..)?.trim_ascii_start();
    stated_length(value.strip_prefix(b":")?).and_then(taken)
}
