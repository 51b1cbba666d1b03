//! The language server: everything that knows there is a protocol. Below it there are only texts,
//! spans and answers.

pub mod backend;
pub mod capabilities;
pub mod frame;
pub mod from_lsp;
pub mod log;
pub mod parent;
pub mod repair;
pub mod snapshot;
pub mod stdout;
pub mod to_lsp;
pub mod transport;
pub mod workspace;

use std::io;

use tower_lsp::LspService;

use crate::lsp::{backend::Backend, stdout::Stdout};

/// One worker can be busy while the other reads.
const WORKERS: usize = 2;

/// Room for deep recursion in the libraries we call.
const STACK: usize = 8 * 1024 * 1024;

/// Serves on standard input and output until the client is done, and gives the exit code of the
/// process.
pub fn serve() -> i32 {
    let messages = log::start();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(WORKERS)
        .thread_stack_size(STACK)
        .enable_time()
        .build();
    let Ok(runtime) = runtime.inspect_err(|it| tracing::error!("cannot start: {it}")) else {
        return 2;
    };
    let code = runtime.block_on(async { tokio::spawn(converse(messages)).await });
    // A thread still sits in a read of standard input, and nothing can wake it.
    runtime.shutdown_background();
    match code {
        Ok(Ok(code)) => code,
        Ok(Err(error)) => {
            tracing::error!("cannot use standard output: {error}");
            2
        }
        Err(_) => 1,
    }
}

async fn converse(messages: tokio::sync::mpsc::Receiver<log::Message>) -> io::Result<i32> {
    let writer = Stdout::open()?;
    let (service, socket) = LspService::new(Backend::new);
    tokio::spawn(log::forward(messages, service.inner().client().clone()));
    Ok(transport::run(service, socket, tokio::io::stdin(), writer).await)
}
