//! A stream of messages is cut in the same way however its bytes arrive, and repairing a message twice repairs it once.

use std::io;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use aib_ls::lsp::frame::{Frame, FrameReader};
use aib_ls::lsp::repair;
use serde_json::Value;
use tokio::io::{AsyncRead, ReadBuf};

use crate::input::{Input, Random};

pub fn run(data: &[u8]) {
    let mut input = Input::new(data);
    let whole = frames(input.bytes, usize::MAX, 0);
    let most = 1 + input.choices.below(64);
    let seed = input.choices.below(1 << 16) as u64;
    assert_eq!(frames(input.bytes, most, seed), whole);
    let size: usize = whole
        .iter()
        .map(|it| if let Frame::Body(body) = it { body.len() } else { 0 })
        .sum();
    assert!(size <= input.bytes.len());
    for frame in &whole {
        if let Frame::Body(body) = frame {
            hold_repair(body);
        }
    }
    hold_recovery(input.bytes);
}

/// What is read of a stream, the end left out.
fn frames(bytes: &[u8], most: usize, seed: u64) -> Vec<Frame> {
    let pieces = Pieces {
        bytes,
        most,
        random: Random::new(seed),
    };
    let mut reader = FrameReader::new(pieces);
    let mut found = Vec::new();
    loop {
        match ready(reader.next()) {
            Frame::End => return found,
            frame => found.push(frame),
        }
    }
}

/// Garbage that claims no length costs one error, and the next message is read.
fn hold_recovery(bytes: &[u8]) {
    let claims_length = bytes.to_ascii_lowercase().windows(14).any(|it| it == b"content-length");
    if claims_length || bytes.is_empty() {
        return;
    }
    let mut stream = bytes.to_vec();
    stream.extend_from_slice(b"\r\nContent-Length: 4\r\n\r\nnext");
    let found = frames(&stream, usize::MAX, 0);
    assert_eq!(
        found.last(),
        Some(&Frame::Body(b"next".to_vec())),
        "{:?}",
        stream.escape_ascii().to_string()
    );
    assert!(found.len() <= 2, "{found:?}");
}

fn hold_repair(body: &[u8]) {
    let Ok(mut message) = serde_json::from_slice::<Value>(body) else {
        return;
    };
    let method = message.get("method").cloned();
    let id = message.get("id").cloned();
    repair::incoming(&mut message);
    assert_eq!(
        (message.get("method").cloned(), message.get("id").cloned()),
        (method, id)
    );
    let once = message.clone();
    repair::incoming(&mut message);
    assert_eq!(once, message);
}

/// Bytes that arrive in pieces, and always at once.
struct Pieces<'d> {
    bytes: &'d [u8],
    most: usize,
    random: Random,
}

impl AsyncRead for Pieces<'_> {
    fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, to: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let piece = match self.most {
            usize::MAX => usize::MAX,
            most => 1 + self.random.below(most),
        };
        let (now, later) = self.bytes.split_at(piece.min(self.bytes.len()).min(to.remaining()));
        to.put_slice(now);
        self.bytes = later;
        Poll::Ready(Ok(()))
    }
}

/// The result of something that never waits.
fn ready<T>(work: impl Future<Output = T>) -> T {
    match pin!(work).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => panic!("waits for bytes that are there"),
    }
}
