//! Errors as PowerShell prints them: of a deployment, with labels, in the list of a template's properties, and as an error record.

use crate::doctor::envelope::Envelope;
use crate::doctor::envelope::source::{self, Block, Source, blanks};
use crate::doctor::envelope::tree::{self, Node};

/// Reads the errors of a deployment from the `Status Message: ` of the first.
pub(super) fn deployment(source: &Source<'_>, at: usize) -> Option<Block> {
    const START: &str = "Status Message: ";
    let text = source.region(at + 1, START);
    let mut offset = START.len() - 1;
    let mut indentation = 0;
    let mut items = Vec::new();
    let mut end = 0;
    while let Some((node, length)) = text.get(offset..).and_then(item) {
        items.push((indentation, node));
        end = offset + length;
        let rest = text.get(end..).unwrap_or_default();
        let next = rest.trim_start();
        let Some(behind) = next.strip_prefix("- ") else { break };
        indentation = 1 + rest
            .get(..rest.len() - next.len())
            .map_or(0, |it| it.trim_start_matches(['\r', '\n']).len());
        offset = text.len() - behind.len();
    }
    (!items.is_empty()).then(|| Block {
        range: at..at + 1 + end,
        envelope: Envelope::PowerShell,
        nodes: tree::nest(items),
    })
}

/// One error, `message (Code: code)` or `message (Code:code, Target: target)`, and its length.
fn item(text: &str) -> Option<(Node, usize)> {
    const MARK: &str = "(Code:";
    let mut from = 0;
    loop {
        let at = from + text.get(from..)?.find(MARK)?;
        let behind = text.get(at + MARK.len()..)?;
        let behind = behind.strip_prefix(' ').unwrap_or(behind);
        from = at + MARK.len();
        let Some(code) = source::code(behind) else { continue };
        let rest = behind.get(code.len()..)?;
        let target = rest
            .strip_prefix(", Target: ")
            .and_then(|it| it.split_once('\n').or(Some((it, ""))));
        let (target, closed) = match target {
            Some((line, _)) => {
                let Some(target) = line.trim_end().strip_suffix(')') else {
                    continue;
                };
                (Some(target.to_owned()), ", Target: ".len() + target.len() + 1)
            }
            None if rest.starts_with(')') => (None, 1),
            None => continue,
        };
        let after = rest.get(closed..)?;
        // The code of an error is at the end of its last line.
        if !after.split('\n').next().is_some_and(|it| it.trim().is_empty()) {
            continue;
        }
        let mut node = Node::new(code, text.get(..at)?.trim());
        node.target = target.filter(|it| !it.is_empty());
        return Some((node, text.len() - after.len()));
    }
}

/// Reads labelled fields from `ErrorCode: `.
pub(super) fn fields(source: &Source<'_>, at: usize) -> Option<Block> {
    const START: &str = "ErrorCode: ";
    let text = source.region(at + 1, START);
    let code = source::code(text.get(START.len() - 1..)?)?;
    let behind = text.get(START.len() - 1 + code.len()..)?;
    let message = behind.trim_start().strip_prefix("ErrorMessage: ")?;
    let start = text.len() - message.len();
    let label = |name: &str| {
        let found = message.match_indices(name).find(|(at, _)| {
            message
                .get(..*at)
                .is_some_and(|it| it.is_empty() || it.ends_with(char::is_whitespace))
        });
        found.map(|it| it.0)
    };
    let labels = ["ErrorTarget:", "StatusCode:", "ReasonPhrase:", "OperationID"];
    let first = labels.iter().filter_map(|it| label(it)).min();
    let limit = (source.message_end(at) - at - 1).clamp(start, text.len()) - start;
    let limit = message.floor_char_boundary(limit);
    let said = message.get(..first.unwrap_or(limit))?;
    let mut node = Node::new(code, said.trim());
    let rest = message.get(said.len()..)?;
    if let Some(target) = rest.strip_prefix("ErrorTarget:") {
        let end = label("StatusCode:").map_or(target.len(), |it| it.saturating_sub(said.len() + "ErrorTarget:".len()));
        let target = target.get(..end).unwrap_or_default();
        let target = target.lines().next().unwrap_or_default().trim();
        node.target = (!target.is_empty()).then(|| target.to_owned());
    }
    Some(Block {
        range: at..at + 1 + start + said.trim_end().len(),
        envelope: Envelope::PowerShell,
        nodes: vec![node],
    })
}

/// Reads a property with an error in the list of a template's properties, `LastRunStatusMessage : …`, from its name.
pub(super) fn property(source: &Source<'_>, at: usize) -> Option<Block> {
    let message = source.message(at);
    let name = source::code(message)?;
    let (value, mut end) = list_value(message, name.len())?;
    if value.is_empty() {
        return None;
    }
    let mut node = Node::text(value);
    let mut envelope = Envelope::RunStatus;
    if name.starts_with("Provisioning") {
        envelope = Envelope::PowerShell;
        let rest = message.get(end..)?.trim_start();
        let label = source::code(rest).filter(|it| it.starts_with("ProvisioningError") && it.ends_with("Code"));
        if let Some(label) = label
            && let Some((code, length)) = list_value(rest, label.len())
        {
            node = Node::new(&code, node.message);
            end = message.len() - rest.len() + length;
        }
    }
    Some(Block {
        range: at..at + end,
        envelope,
        nodes: vec![node],
    })
}

/// The value after the name of a property, with the lines that continue it, and where it ends.
fn list_value(text: &str, at: usize) -> Option<(String, usize)> {
    /// A continuation is indented as far as the value, which is at least this far.
    const MIN_INDENTATION: usize = 8;
    let rest = text.get(at..)?;
    let value = rest.trim_start_matches(' ').strip_prefix(':')?;
    let mut end = text.len() - value.len();
    let mut out = String::new();
    for line in value.split_inclusive('\n') {
        let is_first = end == text.len() - value.len();
        if !is_first && (blanks(line) < MIN_INDENTATION || line.trim().is_empty()) {
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(line.trim());
        end += line.len();
    }
    let end = text.get(..end)?.trim_end().len();
    Some((out, end.max(at)))
}

/// The cmdlet at whose `-Az` an offset is: where it begins, and where the text after its colon begins.
pub(super) fn cmdlet(source: &Source<'_>, at: usize) -> Option<(usize, usize)> {
    const MAX_NAME: usize = 100;
    let before = source.before(at, 0);
    let verb = before.len() - before.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
    let start = at - verb;
    let behind = source.from(at + 1);
    let noun = behind
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .unwrap_or(behind.len());
    let rest = behind.get(noun..)?;
    let text = rest.strip_prefix(" : ").or_else(|| rest.strip_prefix(": "))?;
    let is_name = (3..=20).contains(&verb) && noun <= MAX_NAME && source.is_line_start(start);
    is_name.then_some((start, source.text.len() - text.len()))
}

/// The message of an error record without the position and the source line, and the code that its ID starts with.
pub(super) fn record(text: &str) -> (String, Option<String>) {
    let mut said: Vec<&str> = Vec::new();
    let mut code = None;
    for line in text.lines() {
        let bare = line.trim();
        if let Some((_, id)) = bare.split_once("FullyQualifiedErrorId : ") {
            code = source::code(id).filter(|it| id.get(it.len()..).is_some_and(|it| it.starts_with(',')));
            continue;
        }
        let is_position = (bare.starts_with("At ") && bare.contains(" char:")) || bare.starts_with("+ ");
        let is_source = bare == "Line |" || bare.starts_with(|c: char| c.is_ascii_digit()) && bare.contains(" | ");
        let is_underline = bare.trim_matches(['|', ' ', '~', '+']).is_empty();
        if is_position || is_source || is_underline {
            continue;
        }
        match bare.strip_prefix("| ") {
            // The line before is the position.
            Some(message) if said.len() == 1 && said.first().is_some_and(|it| is_script_position(it)) => {
                said = vec![message.trim()];
            }
            Some(message) => said.push(message.trim()),
            None => said.push(bare),
        }
    }
    (said.join("\n"), code.map(str::to_owned))
}

/// Whether a text is the path of a script with a line number.
fn is_script_position(text: &str) -> bool {
    let number = text.rsplit_once(':').map(|it| it.1);
    text.contains(".ps1:") || number.is_some_and(|it| !it.is_empty() && it.bytes().all(|c| c.is_ascii_digit()))
}
