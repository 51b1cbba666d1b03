//! What an editor with our commands can be told to do. Each is the client's own, and only one that says it has it is sent there.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use tower_lsp::lsp_types::{Command, Range, Url};

use crate::lsp::capabilities::Features;

/// Shows a page; the argument is what `aib-ls/report` takes.
pub const REPORT: &str = "aib.report";
/// Goes to a range of a document; the arguments are its address and the range.
pub const OPEN: &str = "aib.open";

/// A command with its arguments.
pub struct Invocation {
    name: &'static str,
    arguments: Vec<Value>,
}

/// Shows the page of a kind about a document; `None` where the client cannot.
pub fn report(features: &Features, kind: &str, uri: &Url) -> Option<Invocation> {
    let arguments = vec![json!({ "kind": kind, "uri": uri })];
    features.shows_reports.then_some(Invocation {
        name: REPORT,
        arguments,
    })
}

/// Shows the page of a rule or a known failure; `None` where the client cannot.
pub fn explanation(features: &Features, id: &str) -> Option<Invocation> {
    let arguments = vec![json!({ "kind": "explain", "id": id })];
    features.shows_reports.then_some(Invocation {
        name: REPORT,
        arguments,
    })
}

/// Goes to a range; `None` where the client cannot.
pub fn open(features: &Features, uri: &Url, range: Range) -> Option<Invocation> {
    let arguments = vec![json!(uri), json!(range)];
    features.opens_places.then_some(Invocation { name: OPEN, arguments })
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
