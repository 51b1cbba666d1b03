//! The language server: everything that knows there is a protocol. Below it there are only texts,
//! spans and answers.

pub mod backend;
pub mod build_log;
pub mod client_capabilities;
pub mod frame;
pub mod from_proto;
pub mod halves;
pub mod context;
pub mod diagnostics;
pub mod event;
pub mod handlers;
pub mod line_index;
pub mod log;
pub mod mailbox;
pub mod main_loop;
pub mod parent;
pub mod redact;
pub mod progress;
pub mod repair;
pub mod shellcheck;
pub mod snapshot;
pub mod server_capabilities;
pub mod state;
pub mod stdio;
pub mod tasks;
pub mod to_proto;
pub mod transport;
pub mod unreadable;
pub mod uri;
pub mod world;

use std::io;

use tokio::sync::mpsc::Receiver;
use tower_lsp::{ClientSocket, LspService};

use crate::lsp::backend::Backend;
use crate::lsp::log::Message;
use crate::model::template::{Form, Role};
use crate::schema::validate;

/// One worker can be busy, or stopped by a client that does not read, while the other goes on.
const WORKERS: usize = 2;

/// Room for deep recursion in the libraries we call.
const STACK: usize = 8 * 1024 * 1024;

/// Serves on standard input and output until the client is done, and gives the exit code of the
/// process.
pub fn serve() -> i32 {
    let messages = log::start();
    // Building the first schema in a process takes the longest; it is ready before the first document is.
    std::thread::spawn(|| validate::prepare(None, Role::Template, Form::Standalone));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(WORKERS)
        .thread_stack_size(STACK)
        .enable_time()
        .build();
    let Ok(runtime) = runtime.inspect_err(|it| tracing::error!("cannot start: {it}")) else {
        return 2;
    };
    // The reader keeps this thread for itself and may block it; all other work is the workers'.
    let code = runtime.block_on(converse(messages));
    runtime.shutdown_background();
    code.unwrap_or_else(|error| {
        tracing::error!("cannot use standard input and output: {error}");
        2
    })
}

/// The server behind the protocol, with what it answers beyond it.
pub fn service() -> (LspService<Backend>, ClientSocket) {
    LspService::build(Backend::new)
        .custom_method("aib-ls/report", Backend::report)
        .custom_method(unreadable::METHOD, Backend::unreadable)
        .finish()
}

async fn converse(messages: Receiver<Message>) -> io::Result<i32> {
    let (input, output) = (stdio::input()?, stdio::output()?);
    let (service, socket) = service();
    tokio::spawn(log::forward(messages, service.inner().client().clone()));
    Ok(transport::run(service, socket, input, output).await)
}
