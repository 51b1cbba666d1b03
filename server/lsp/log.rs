//! Where the server's own troubles go: to standard error, and warnings and errors to the client's
//! log window as well. Standard output belongs to the protocol.

use std::fmt::{self, Write};
use std::io;
use std::panic::{self, PanicHookInfo};

use tokio::sync::mpsc::{Receiver, Sender, channel};
use tower_lsp::Client;
use tower_lsp::lsp_types::MessageType;
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, fmt as write};

use crate::text::plain::visible;
use crate::text::redact::redacted;

/// The environment variable with a filter of one's own.
const VARIABLE: &str = "AIB_LS_LOG";

/// What is logged without one.
const USUAL: &str = "warn,aib_ls=info";

/// The beginning of the names of our own modules.
const OWN: &str = "aib_ls";

/// More messages than this that nobody takes are dropped.
const WAITING: usize = 64;

/// A message on its way to the client.
pub struct Message {
    kind: MessageType,
    text: String,
}

/// Starts logging; panics are logged too. What the client shall see comes out of the receiver. Secrets are masked, and what the
/// libraries of the protocol log, whole messages with the texts of documents, is left out at any level.
pub fn start() -> Receiver<Message> {
    let (sender, receiver) = channel(WAITING);
    let filter = EnvFilter::try_from_env(VARIABLE).unwrap_or_else(|_| EnvFilter::new(USUAL));
    let stderr = write::layer()
        .with_writer(|| Masked(io::stderr()))
        .with_ansi(false)
        .without_time()
        .with_filter(filter_fn(|it| it.target().starts_with(OWN)));
    // A second start in one process keeps the first one's log, and nothing else is lost.
    let _ = tracing_subscriber::registry()
        .with(filter)
        .with(stderr)
        .with(ToClient(sender))
        .try_init();
    panic::set_hook(Box::new(|it| tracing::error!("{}", panic_message(it))));
    receiver
}

/// What is known of a panic. What it quotes is left out: it may be the text of a document.
fn panic_message(panic: &PanicHookInfo<'_>) -> String {
    let payload = panic.payload();
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or(payload.downcast_ref::<String>().map(String::as_str));
    let text = text
        .and_then(|it| it.split(['`', '"', '\'']).next())
        .unwrap_or_default();
    match panic.location() {
        Some(at) => format!("panicked at {at}: {text}"),
        None => format!("panicked: {text}"),
    }
}

/// Standard error without secrets and hidden characters. An event is written at once.
struct Masked(io::Stderr);

impl io::Write for Masked {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(event);
        self.0.write_all(visible(&redacted(&text)).as_bytes())?;
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Passes messages on to the client, for as long as there are any.
pub async fn forward(mut messages: Receiver<Message>, client: Client) {
    while let Some(message) = messages.recv().await {
        client.log_message(message.kind, message.text).await;
    }
}

/// The layer that takes out what the client shall see.
struct ToClient(Sender<Message>);

impl<S: Subscriber> Layer<S> for ToClient {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let kind = match *event.metadata().level() {
            Level::ERROR => MessageType::ERROR,
            Level::WARN => MessageType::WARNING,
            _ => return,
        };
        // What the protocol library says while it sends a message would be another message.
        if !event.metadata().target().starts_with(OWN) {
            return;
        }
        let mut words = Words(String::new());
        event.record(&mut words);
        let text = visible(&redacted(&words.0)).into_owned();
        let _ = self.0.try_send(Message { kind, text });
    }
}

/// Collects what an event says.
struct Words(String);

impl Visit for Words {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let name = if field.name() == "message" { "" } else { field.name() };
        let separator = if name.is_empty() { "" } else { " " };
        let _ = write!(self.0, "{separator}{name}{separator}{value:?}");
    }
}
