//! Errors as go-azure-sdk prints them, which the Azure plugin of Packer and Terraform use: of a request, of Storage, and of a
//! long-running operation.

use crate::doctor::envelope::Envelope;
use crate::doctor::envelope::arm;
use crate::doctor::envelope::json::{self, Json};
use crate::doctor::envelope::quoted;
use crate::doctor::envelope::source::{self, Block, Source, blanks};
use crate::doctor::envelope::tree::Node;

/// Reads the error of a request from its `unexpected status `.
pub(super) fn request(source: &Source<'_>, at: usize) -> Option<Block> {
    const MAX_STATUS: usize = 512;
    let message = source.message(at);
    let rest = message.strip_prefix("unexpected status ")?;
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = match rest.strip_prefix(" (") {
        Some(status) => {
            let near = status.get(..status.floor_char_boundary(MAX_STATUS))?;
            let end = near.find(") with ").or_else(|| near.find(')'))?;
            status.get(end + 1..)?
        }
        None => rest,
    };
    let node = if let Some(error) = rest.strip_prefix(" with error: ") {
        coded(error)
    } else if let Some(body) = rest.strip_prefix(" with response: ") {
        Node::text(body.trim())
    } else if let Some(error) = rest.strip_prefix(" with ") {
        // XML is read where its code is.
        if error.trim_start().starts_with('<') {
            return None;
        }
        coded(error)
    } else if rest.starts_with(" received with no body") {
        Node::text(message.trim())
    } else {
        return None;
    };
    Some(Block {
        range: at..at + message.trim_end().len(),
        envelope: Envelope::GoAzureSdk,
        nodes: vec![node],
    })
}

/// An error `code: message`.
fn coded(text: &str) -> Node {
    let text = text.trim();
    let parts = source::code(text).and_then(|code| Some((code, text.get(code.len()..)?.strip_prefix(": ")?)));
    match parts {
        Some((code, message)) => Node::new(code, message.trim()),
        None => Node::text(text),
    }
}

/// What announces the error of a long-running operation.
pub(super) const POLLING: &str = "the Azure API returned the following error:";

/// Reads the error of a long-running operation.
pub(super) fn polling(source: &Source<'_>, at: usize) -> Option<Block> {
    const START: &str = "----[start]----";
    const END: &str = "-----[end]-----";
    let mut at_end = at + POLLING.len();
    let mut fields = [const { String::new() }; 4];
    let names = ["Status: \"", "Code: \"", "Message: \"", "Activity Id: \""];
    let mut has_any = false;
    for (field, name) in fields.iter_mut().zip(names) {
        let rest = source.region(at_end, POLLING);
        let behind = rest.get(blanks(rest)..).unwrap_or_default();
        let Some(value) = behind.strip_prefix(name) else {
            continue;
        };
        let decoded = quoted::decode(value, '"');
        at_end += rest.len() - value.len() + decoded.len;
        *field = decoded.text;
        has_any = true;
    }
    let [status, code, message, activity] = fields;
    let mut nodes = Vec::new();
    let mut end = at_end;
    let rest = source.region(at_end, POLLING);
    let announced = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '-');
    let announced = announced.strip_prefix("API Response:").unwrap_or(announced);
    if let Some(body) = announced.trim_start().strip_prefix(START) {
        let start = at_end + rest.len() - body.len();
        let body_start = start + blanks(body);
        end = start;
        if let Some(object) = json::object(source.text, body_start) {
            end = object.range.end;
            nodes = arm::nodes(&Json::Object(object));
        }
        let behind = source.from(end);
        if behind.trim_start().starts_with(END) {
            end += blanks(behind) + END.len();
        }
    }
    // A response that was cut off may lack the message that the fields have.
    if nodes.is_empty() && has_any {
        nodes = of_fields(&status, &code, &message);
    }
    for node in &mut nodes {
        node.facts.correlation = Some(activity.clone()).filter(|it| !it.is_empty());
    }
    (!nodes.is_empty()).then_some(Block {
        range: at..end,
        envelope: Envelope::GoAzureSdk,
        nodes,
    })
}

/// The error that the fields describe: the code is that of the first detail, the status that of the whole error, and the message joins
/// both messages with a line break.
fn of_fields(status: &str, code: &str, message: &str) -> Vec<Node> {
    // With these the code and the message are of the same error.
    let is_plain = code.is_empty() || code == status || ["", "Failed", "Unknown", "Canceled"].contains(&status);
    let outer = if code.is_empty() { status } else { code };
    if is_plain {
        return vec![Node::new(outer, message)];
    }
    match message.split_once('\n') {
        Some((outer, inner)) => {
            let mut node = Node::new(status, outer);
            node.children.push(Node::new(code, inner));
            vec![node]
        }
        None => {
            let mut node = Node::new(status, "");
            node.children.push(Node::new(code, message));
            vec![node]
        }
    }
}
