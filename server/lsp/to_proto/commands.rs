//! Commands of the client that links and code lenses run, for clients that say they have them.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use tower_lsp::lsp_types::{Command, Range, Url};

use crate::lsp::client_capabilities::{COPY_COMMAND, Features, OPEN_COMMAND, REPORT_COMMAND};

/// A command with its arguments.
pub struct Invocation {
    name: &'static str,
    arguments: Vec<Value>,
}

/// Shows the page of a kind about a document; `None` where the client cannot.
pub fn report(client: &Features, kind: &str, uri: &Url) -> Option<Invocation> {
    show_report(client, json!({ "kind": kind, "uri": uri }))
}

/// Shows the page of a rule or a known failure; `None` where the client cannot.
pub fn explanation(client: &Features, id: &str) -> Option<Invocation> {
    show_report(client, json!({ "kind": "explain", "id": id }))
}

fn show_report(client: &Features, request: Value) -> Option<Invocation> {
    client.shows_reports.then(|| Invocation {
        name: REPORT_COMMAND,
        arguments: vec![request],
    })
}

/// Goes to a range; `None` where the client cannot.
pub fn open(client: &Features, uri: &Url, range: Range) -> Option<Invocation> {
    client.opens_places.then(|| Invocation {
        name: OPEN_COMMAND,
        arguments: vec![json!(uri), json!(range)],
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
