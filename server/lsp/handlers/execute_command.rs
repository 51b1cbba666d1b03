//! `workspace/executeCommand`: what code lenses run in clients that have no commands for it. The client is asked to show a document.

use serde_json::Value;
use tower_lsp::lsp_types::{ExecuteCommandParams, MessageType, Range, ShowDocumentParams, Url};

use crate::locale::Message;
use crate::lsp::client_capabilities::{SERVER_OPEN, SERVER_REPORT};
use crate::lsp::event::Moment;
use crate::lsp::handlers::report::{self, ReportRequest};
use crate::project::pages::Pages;
use crate::project::read;
use crate::say;
use crate::text::plain::plain;

/// What a command asks for.
pub enum Command {
    Report(ReportRequest),
    Open { uri: Url, range: Option<Range> },
}

/// What the client is sent for it.
pub enum Reply {
    Show(ShowDocumentParams),
    Warn(String),
}

/// Reads a command; `None` for one that is not ours, or has other arguments.
pub fn command(params: ExecuteCommandParams) -> Option<Command> {
    let mut arguments = params.arguments.into_iter();
    let first = arguments.next()?;
    match params.command.as_str() {
        SERVER_REPORT => Some(Command::Report(serde_json::from_value(first).ok()?)),
        SERVER_OPEN => Some(Command::Open {
            uri: serde_json::from_value(first).ok()?,
            range: arguments.next().and_then(|it: Value| serde_json::from_value(it).ok()),
        }),
        _ => None,
    }
}

impl Command {
    /// The document that it is about.
    pub fn document(&self) -> Option<&Url> {
        match self {
            Self::Report(request) => request.document(),
            Self::Open { .. } => None,
        }
    }
}

/// What is shown for a command. A report is written as a page for that.
pub fn execute_command(moment: &Moment, command: &Command, pages: &Pages) -> Option<Reply> {
    match command {
        Command::Open { uri, range } => Some(Reply::Show(show(uri.clone(), *range))),
        Command::Report(request) => {
            let markdown = report::markdown(moment, request)?;
            let written = pages.write(&request.file_name(), &markdown);
            Some(match written {
                Ok(path) => Reply::Show(show(Url::from_file_path(path).ok()?, None)),
                Err(error) => {
                    let why = read::reason(&error);
                    let words: Message = say! {
                        en: "The report cannot be written to the folder for temporary files: {why}",
                        pt_br: "Não é possível gravar o relatório na pasta de arquivos temporários: {why}",
                    };
                    Reply::Warn(plain(words.get(moment.world.lang())))
                }
            })
        }
    }
}

fn show(uri: Url, selection: Option<Range>) -> ShowDocumentParams {
    ShowDocumentParams {
        uri,
        external: Some(false),
        take_focus: Some(true),
        selection,
    }
}

impl Reply {
    /// Sends it, and waits until the client has shown it.
    pub async fn send(self, client: &tower_lsp::Client) {
        match self {
            Self::Show(params) => drop(client.show_document(params).await),
            Self::Warn(message) => client.show_message(MessageType::WARNING, message).await,
        }
    }
}
