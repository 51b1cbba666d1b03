//! Errors as the Azure CLI prints them: `(code) message` with its repetition and its details, and the older `Azure Error: code`.

use crate::doctor::envelope::Envelope;
use crate::doctor::envelope::source::{self, Block, Source};
use crate::doctor::envelope::tree::Node;

/// What starts an error; further text is not searched for the end of its message.
const START: &str = "ERROR: (";

/// Reads an error from its `ERROR: (`.
pub(super) fn error(source: &Source<'_>, at: usize) -> Option<Block> {
    let text = source.region(at + 1, START);
    let offset = START.len() - 2;
    let limit = source.message_end(at) - at - 1;
    let (node, end) = bracketed(text, offset, limit, 0)?;
    Some(Block {
        range: at..at + 1 + end,
        envelope: Envelope::AzureCli,
        nodes: vec![node],
    })
}

/// How deep details are nested.
const MAX_DEPTH: usize = 8;

/// Reads `(code) message` at an offset, and what repeats it with labels. Without the repetition the message ends at a limit.
fn bracketed(text: &str, at: usize, limit: usize, depth: usize) -> Option<(Node, usize)> {
    let rest = text.get(at..)?.strip_prefix('(')?;
    let code = source::code(rest)?;
    let message = rest.get(code.len()..)?.strip_prefix(") ")?;
    let start = text.len() - message.len();
    let tabs = "\t".repeat(depth);
    let labels = format!("\n{tabs}Code: {code}\n{tabs}Message: ");
    let Some((said, behind)) = message.split_once(&labels) else {
        let end = limit.clamp(start, text.len());
        let message = text.get(start..end).unwrap_or(message);
        return Some((Node::new(code, message.trim()), end));
    };
    // Each line of a detail is indented by tabs.
    let indented = format!("\n{tabs}");
    let mut node = Node::new(code, said.replace(&indented, "\n").trim());
    let behind = behind.strip_prefix(said).unwrap_or_else(|| {
        let line = behind.find('\n').unwrap_or(behind.len());
        behind.get(line..).unwrap_or_default()
    });
    let mut end = text.len() - behind.len();
    if let Some(target) = text
        .get(end..)
        .and_then(|it| it.strip_prefix(&format!("\n{tabs}Target: ")))
    {
        let target = target.split_once(['\n', '\t']).map_or(target, |it| it.0);
        node.target = Some(target.trim().to_owned()).filter(|it| !it.is_empty() && it != "None");
        end += indented.len() + "Target: ".len() + target.len();
    }
    let details = format!("\n{tabs}Exception Details:");
    if depth < MAX_DEPTH && text.get(end..).is_some_and(|it| it.starts_with(&details)) {
        end += details.len();
        while text.get(end..).is_some_and(|it| it.starts_with("\t("))
            && let Some((child, child_end)) = bracketed(text, end + 1, limit, depth + 1)
        {
            node.children.push(child);
            end = child_end;
        }
    }
    Some((node, end))
}

/// Reads an error without its bracket from its `Code: `, which `Message: ` must follow.
pub(super) fn labelled(source: &Source<'_>, at: usize) -> Option<Block> {
    labels(source, at, "Code: ")
}

/// Reads an error of older versions from its `Azure Error: `.
pub(super) fn old(source: &Source<'_>, at: usize) -> Option<Block> {
    labels(source, at, "Azure Error: ")
}

/// The labels that can follow a message.
const LABELS: [&str; 7] = [
    "Target: ",
    "Request ID: ",
    "Exception Details:",
    "Error Code: ",
    "Inner error: ",
    "Additional Information:",
    "CorrelationId: ",
];

fn labels(source: &Source<'_>, at: usize, first: &str) -> Option<Block> {
    let text = source.region(at + 1, first);
    let text = source.between(at, at + 1 + text.len());
    let (code, message) = label_and_message(text, first)?;
    let start = text.len() - message.len();
    let (said, mut end) = message_until(source, at, text, start);
    let mut node = Node::new(code, said);
    while let Some(rest) = text.get(end..) {
        let line = rest.trim_start();
        if let Some(target) = line.strip_prefix("Target: ") {
            let target = target.split_once('\n').map_or(target, |it| it.0);
            let value = Some(target.trim().to_owned()).filter(|it| !it.is_empty() && it != "None");
            match node.children.last_mut() {
                Some(detail) => detail.target = value,
                None => node.target = value,
            }
            end += rest.len() - line.len() + "Target: ".len() + target.len();
        } else if let Some(behind) = line.strip_prefix("Exception Details:") {
            end += rest.len() - behind.len();
        } else if let Some((code, message)) = label_and_message(line, "Error Code: ") {
            let (said, message_end) = message_until(source, at, text, text.len() - message.len());
            node.children.push(Node::new(code, said));
            end = message_end;
        } else {
            break;
        }
    }
    Some(Block {
        range: at..at + end,
        envelope: Envelope::AzureCli,
        nodes: vec![node],
    })
}

/// The code after a label, and the text after the label of its message.
fn label_and_message<'t>(text: &'t str, label: &str) -> Option<(&'t str, &'t str)> {
    let rest = text.strip_prefix(label)?;
    let code = source::code(rest)?;
    let behind = rest.get(code.len()..)?;
    let message = behind.trim_start().strip_prefix("Message: ")?;
    behind.starts_with('\n').then_some((code, message))
}

/// A message up to the next label or the end of its paragraph, and where it ends.
fn message_until<'t>(source: &Source<'_>, at: usize, text: &'t str, start: usize) -> (&'t str, usize) {
    let rest = text.get(start..).unwrap_or_default();
    let is_label = |line: &str| LABELS.iter().any(|it| line.trim_start().starts_with(it));
    let limit = source.message_end(at + start).saturating_sub(at + start);
    let mut end = 0;
    for line in rest.split_inclusive('\n') {
        if end > 0 && (end >= limit || is_label(line)) {
            break;
        }
        end += line.len();
    }
    let said = rest.get(..end).unwrap_or(rest).trim();
    (said, start + rest.get(..end).unwrap_or(rest).trim_end().len())
}
