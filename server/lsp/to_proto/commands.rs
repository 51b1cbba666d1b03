//! Commands that links and code lenses run: those of the client, for clients that say they have them, else those of the server.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use tower_lsp::lsp_types::{Command, Range, Url};

use crate::lsp::client_capabilities::{COPY_COMMAND, Features, OPEN_COMMAND, REPORT_COMMAND};
use crate::lsp::client_capabilities::{SERVER_OPEN, SERVER_REPORT};

/// A command with its arguments.
pub struct Invocation {
    name: &'static str,
    arguments: Vec<Value>,
}

/// Shows the page of a kind about a document; `None` where the client cannot.
pub fn report(client: &Features, kind: &str, uri: &Url) -> Option<Invocation> {
    let arguments = vec![json!({ "kind": kind, "uri": uri })];
    let name = either(client, client.shows_reports, REPORT_COMMAND, SERVER_REPORT)?;
    Some(Invocation { name, arguments })
}

/// Shows the page about the build of a log; where the server would have to, the log itself, which need not be open.
pub fn build_report(client: &Features, log: &Url) -> Option<Invocation> {
    match client.shows_reports {
        true => report(client, "doctor", log),
        false => open(client, log, Range::default()),
    }
}

/// Goes to a range; `None` where the client cannot.
pub fn open(client: &Features, uri: &Url, range: Range) -> Option<Invocation> {
    let arguments = vec![json!(uri), json!(range)];
    let name = either(client, client.opens_places, OPEN_COMMAND, SERVER_OPEN)?;
    Some(Invocation { name, arguments })
}

/// The command of the client, or the one of the server that asks the client to show a document.
fn either(client: &Features, has_own: bool, own: &'static str, server: &'static str) -> Option<&'static str> {
    match has_own {
        true => Some(own),
        false => client.shows_documents.then_some(server),
    }
}

/// The same as [`open`] for a page that the editor shows, which can run commands of the client only.
pub fn open_from_page(client: &Features, uri: &Url, range: Range) -> Option<Invocation> {
    open(client, uri, range).filter(|_| client.opens_places)
}

/// Shows the page of a rule or a known failure, from a page that the editor shows; `None` where the client cannot.
pub fn explanation(client: &Features, id: &str) -> Option<Invocation> {
    client.shows_reports.then(|| Invocation {
        name: REPORT_COMMAND,
        arguments: vec![json!({ "kind": "explain", "id": id })],
    })
}

/// Copies a text; `None` where the client cannot.
pub fn copy(client: &Features, text: &str) -> Option<Invocation> {
    client.copies.then(|| Invocation {
        name: COPY_COMMAND,
        arguments: vec![json!(text)],
    })
}

impl Invocation {
    /// Under words of its own.
    pub fn command(self, title: String) -> Command {
        Command::new(title, self.name.to_owned(), Some(self.arguments))
    }

    /// As an address in a page that the editor shows.
    pub fn address(self) -> String {
        let arguments = Value::Array(self.arguments).to_string();
        format!(
            "command:{}?{}",
            self.name,
            utf8_percent_encode(&arguments, NON_ALPHANUMERIC)
        )
    }
}
