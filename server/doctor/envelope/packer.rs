//! The errors that the Azure plugin of Packer prints, `ERROR: -> code : message`, and the end of a build in machine-readable form.

use crate::doctor::envelope::Envelope;
use crate::doctor::envelope::quoted;
use crate::doctor::envelope::source::{self, Block, Source};
use crate::doctor::envelope::tree::{self, Node};

/// Reads the error whose first line is at an offset.
pub(super) fn print(source: &Source<'_>, at: usize) -> Option<Block> {
    entry(line_at(source, at))?;
    let is_output = source.line(at).is_output;
    let mut items: Vec<(usize, Node)> = Vec::new();
    let (mut start, mut end) = (at, at);
    while start < source.text.len() {
        let line = line_at(source, start);
        if let Some((indentation, node)) = entry(line) {
            items.push((indentation, node));
        } else if start > at && continues(source, start, line, is_output) {
            let Some((_, node)) = items.last_mut() else { break };
            if !node.message.is_empty() {
                node.message.push('\n');
            }
            node.message.push_str(line);
        } else {
            break;
        }
        end = start + line.len();
        start = end + 1;
    }
    Some(Block {
        range: at..end,
        envelope: Envelope::PackerPrint,
        nodes: tree::nest(items),
    })
}

fn line_at<'t>(source: &Source<'t>, at: usize) -> &'t str {
    let rest = source.from(at);
    rest.split_once('\n').map_or(rest, |it| it.0)
}

/// The indentation and the error of a line.
fn entry(line: &str) -> Option<(usize, Node)> {
    let rest = line.trim_start().strip_prefix("ERROR: ")?;
    let arrow = rest.trim_start();
    let said = arrow.strip_prefix("-> ")?;
    let code = source::code(said)?;
    let behind = said.get(code.len()..)?;
    let message = match behind.strip_prefix(" : ") {
        Some(message) => message,
        None if matches!(behind.trim(), "" | ":") => "",
        None => return None,
    };
    Some((rest.len() - arrow.len(), Node::new(code, message)))
}

/// Whether a line goes on with the message of the line before. Packer repeats its prefix before each line, and ends the block with an
/// empty line; what follows without one is the headline of the next step.
fn continues(source: &Source<'_>, at: usize, line: &str, is_output: bool) -> bool {
    let own = source.line(at);
    let is_new = ["==>", "-->", " -> ", "Build '", "##["]
        .iter()
        .any(|it| line.starts_with(it));
    let is_headline = own.is_log && line.ends_with(" ...");
    let is_same_log = !own.is_log || (own.is_output && is_output);
    is_same_log && !is_new && !is_headline && !line.trim().is_empty()
}

/// Reads the reason of a failed build in the machine-readable output from its `,error []string{"`; it may be cut off.
pub(super) fn machine_readable(source: &Source<'_>, at: usize) -> Option<Block> {
    let message = source.message(at);
    let rest = message.strip_prefix(",error []string{\"")?;
    let decoded = quoted::decode(rest, '"');
    let end = at + message.len() - rest.len() + decoded.len;
    (!decoded.text.trim().is_empty()).then(|| Block {
        range: at..end,
        envelope: Envelope::Packer,
        nodes: vec![Node::text(decoded.text)],
    })
}
