//! Drives a language server over a pair of streams. It promises four things that the protocol
//! library's own loop does not: whatever the client sends, the server lives; handlers are first
//! polled in the order of arrival; replies of the client are read however many handlers wait;
//! `exit` ends at once.

use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::task::Poll;
use std::time::Duration;

use futures_util::{FutureExt, Sink, SinkExt, Stream, StreamExt};
use serde::Serialize;
use serde_json::Value;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};
use tower_lsp::lsp_types::Url;
use tower_lsp::{ClientSocket, LanguageServer, LspService};
use tower_service::Service;

use crate::lsp::frame::{Frame, FrameReader};
use crate::lsp::{halves, repair, unreadable};
use crate::text::redact::redacted;

/// How long the last answers may take to leave after the conversation has ended.
const LAST_WORDS: Duration = Duration::from_millis(300);

/// The code of the protocol for a request that comes before `initialize`.
const NOT_INITIALIZED: i64 = -32002;

const TOO_LONG: &str = "The message is longer than 64 MiB";

/// Messages that wait are written together, up to about so many bytes.
const BATCH: usize = 64 * 1024;

/// Holds a whole conversation and gives the exit code of the process: 0 where `shutdown` was asked
/// before the end, else 1.
pub async fn run<S, R, W>(service: LspService<S>, socket: ClientSocket, reader: R, writer: W) -> i32
where
    S: LanguageServer,
    R: AsyncRead + Unpin,
    W: AsyncWrite + Unpin + Send + 'static,
{
    let (requests, replies) = socket.split();
    let (answers, waiting) = unbounded_channel();
    let mut written = tokio::spawn(write(waiting, requests, writer));
    let mut conversation = Conversation {
        service,
        replies,
        answers,
        is_initialized: false,
        shut_down: false,
    };
    tokio::select! {
        () = conversation.read(FrameReader::new(reader)) => {}
        _ = &mut written => return conversation.exit_code(),
    }
    let code = conversation.exit_code();
    // The writer ends when nobody is left who could answer.
    drop(conversation);
    let _ = tokio::time::timeout(LAST_WORDS, written).await;
    code
}

/// The reading side.
struct Conversation<S, C> {
    service: LspService<S>,
    replies: C,
    answers: UnboundedSender<Response>,
    is_initialized: bool,
    shut_down: bool,
}

impl<S, C> Conversation<S, C>
where
    S: LanguageServer,
    C: Sink<Response> + Unpin,
{
    /// Reads messages until there are no more, or until `exit`.
    async fn read<R: AsyncRead + Unpin>(&mut self, mut frames: FrameReader<R>) {
        loop {
            let frame = frames.next().await;
            if self.answers.is_closed() {
                // The client has closed its ear.
                return;
            }
            match frame {
                Frame::Body(body) => match Incoming::read(&body) {
                    Ok(Incoming::Request(request)) if request.method() == "exit" => return,
                    Ok(Incoming::Request(request)) => self.request(request).await,
                    Ok(Incoming::Reply(reply)) => self.reply(reply),
                    Err(error) => {
                        self.refuse(error);
                        self.lose(unreadable::document(&[&body]), false).await;
                    }
                },
                Frame::Bad => self.refuse(Error::parse_error()),
                Frame::TooLong => self.refuse(Error {
                    message: TOO_LONG.into(),
                    ..Error::parse_error()
                }),
                Frame::Skipped(beginning, end) => {
                    self.lose(unreadable::document(&[&beginning, &end]), true).await;
                }
                Frame::End => return,
            }
        }
    }

    /// Refuses a message. Whatever it was, it has no id that could be trusted.
    fn refuse(&self, error: Error) {
        send(&self.answers, Some(Response::from_error(Id::Null, error)));
    }

    /// The text of a document is not known any more.
    async fn lose(&mut self, uri: Option<Url>, is_too_long: bool) {
        if let Some(uri) = uri {
            self.call(unreadable::notification(&uri, is_too_long)).await;
        }
    }

    /// Takes a request or notification that could be read.
    async fn request(&mut self, request: Request) {
        let malformed = unreadable::malformed(&request);
        let refused = self.refusal(&request);
        if refused.is_none() && malformed.is_none() {
            return self.call(request).await;
        }
        let answer = refused.zip(request.id().cloned());
        send(&self.answers, answer.map(|(error, id)| Response::from_error(id, error)));
        self.lose(malformed, false).await;
    }

    /// Why a request, or notification, has no handler.
    fn refusal(&self, request: &Request) -> Option<Error> {
        let method = request.method();
        let is_request = request.id().is_some();
        if self.shut_down && is_request {
            return Some(Error::invalid_request());
        }
        if !self.is_initialized && is_request && method != "initialize" {
            return Some(Error {
                message: "Server not initialized".into(),
                ..Error::new(ErrorCode::ServerError(NOT_INITIALIZED))
            });
        }
        let is_unknown = match method {
            unreadable::METHOD => true,
            // The library would shut down without an answer.
            "shutdown" => !is_request,
            // The library would answer it without a handler, or not at all.
            _ => is_request && repair::is_notification(method),
        };
        is_unknown.then(Error::method_not_found)
    }

    /// Starts a handler: its part before the first wait runs here, in order of arrival, the rest
    /// beside us.
    async fn call(&mut self, request: Request) {
        self.shut_down |= request.method() == "shutdown";
        let initialize = request.method() == "initialize";
        let id = request.id().cloned();
        if poll_fn(|it| self.service.poll_ready(it)).await.is_err() {
            return;
        }
        let Ok(handler) = catch_unwind(AssertUnwindSafe(|| self.service.call(request))) else {
            return send(&self.answers, broken(id));
        };
        let mut answer = Box::pin(AssertUnwindSafe(handler).catch_unwind().map(|result| match result {
            Ok(answer) => answer.ok().flatten(),
            Err(_) => broken(id),
        }));
        if initialize {
            // Nothing may overtake it.
            let answer = answer.await;
            self.is_initialized |= answer.as_ref().is_some_and(Response::is_ok);
            return send(&self.answers, answer);
        }
        match poll_fn(|it| Poll::Ready(answer.poll_unpin(it))).await {
            Poll::Ready(answer) => send(&self.answers, answer),
            Poll::Pending => {
                let answers = self.answers.clone();
                tokio::spawn(async move { send(&answers, answer.await) });
            }
        }
    }

    /// Hands a reply to the one who asked. The library panics where nobody waits any more.
    fn reply(&mut self, reply: Response) {
        let _ = catch_unwind(AssertUnwindSafe(|| self.replies.start_send_unpin(reply).is_ok()));
    }

    fn exit_code(&self) -> i32 {
        i32::from(!self.shut_down)
    }
}

/// What a client can send.
enum Incoming {
    /// A request, or a notification.
    Request(Request),
    /// The reply to a request of ours.
    Reply(Response),
}

impl Incoming {
    fn read(body: &[u8]) -> Result<Self, Error> {
        let mut message = serde_json::from_slice(&halves::escape(body)).map_err(|_| Error::parse_error())?;
        if !has_usable_id(&message) {
            return Err(Error::invalid_request());
        }
        repair::incoming(&mut message);
        let read = if message.get("method").is_some() {
            serde_json::from_value(message).map(Self::Request)
        } else {
            serde_json::from_value(message).map(Self::Reply)
        };
        read.map_err(|_| Error::invalid_request())
    }
}

/// Whether an answer can name the id of a message, if that needs one.
fn has_usable_id(message: &Value) -> bool {
    let method = message.get("method").and_then(Value::as_str);
    match message.get("id") {
        Some(Value::String(id)) => !halves::has_half(id),
        Some(Value::Null) => method.is_none_or(repair::is_notification),
        _ => true,
    }
}

/// The answer to a request whose handler panicked; a notification has none.
fn broken(id: Option<Id>) -> Option<Response> {
    id.map(|id| Response::from_error(id, Error::internal_error()))
}

/// Queues an answer. There is nobody to tell where the writer has gone: the conversation is over
/// then.
fn send(answers: &UnboundedSender<Response>, answer: Option<Response>) {
    if let Some(answer) = answer {
        let _ = answers.send(masked(answer));
    }
}

/// An answer whose error message, if it is one, shows no secrets: the library quotes wrong parameters.
fn masked(answer: Response) -> Response {
    match answer.into_parts() {
        (id, Ok(result)) => Response::from_ok(id, result),
        (id, Err(mut error)) => {
            error.message = redacted(&error.message).into_owned().into();
            Response::from_error(id, error)
        }
    }
}

/// Writes answers and the server's own messages until no more answers can come or the client has
/// gone.
async fn write<Q, W>(mut answers: UnboundedReceiver<Response>, mut requests: Q, mut writer: W)
where
    Q: Stream<Item = Request> + Unpin,
    W: AsyncWrite + Unpin,
{
    let mut out = Vec::new();
    loop {
        let more = tokio::select! {
            biased;
            answer = answers.recv() => answer.map(|it| put_answer(&mut out, &it, &mut requests)).is_some(),
            Some(request) = requests.next() => { put(&mut out, &repair::outgoing(request)); true }
        };
        while out.len() < BATCH {
            if let Ok(answer) = answers.try_recv() {
                put_answer(&mut out, &answer, &mut requests);
            } else if let Some(Some(request)) = requests.next().now_or_never() {
                put(&mut out, &repair::outgoing(request));
            } else {
                break;
            }
        }
        if writer.write_all(&out).await.is_err() || writer.flush().await.is_err() || !more {
            return;
        }
        out.clear();
        out.shrink_to(BATCH);
    }
}

/// Adds an answer behind everything that its handler said before it: a client has no use for progress of what has ended.
fn put_answer<Q: Stream<Item = Request> + Unpin>(out: &mut Vec<u8>, answer: &Response, requests: &mut Q) {
    while let Some(Some(request)) = requests.next().now_or_never() {
        put(out, &repair::outgoing(request));
    }
    put(out, answer);
}

/// Adds a message with its header. What cannot be written as JSON is left out; there is no such
/// message.
fn put(out: &mut Vec<u8>, message: &impl Serialize) {
    let Ok(body) = serde_json::to_vec(message) else {
        return;
    };
    out.extend_from_slice(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes());
    out.extend_from_slice(&body);
}
