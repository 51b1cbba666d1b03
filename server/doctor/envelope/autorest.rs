//! Errors as go-autorest prints them, `Code="…" Message="…" Details=[…]`, and older notations with `Code=`.

use crate::doctor::envelope::Envelope;
use crate::doctor::envelope::arm;
use crate::doctor::envelope::json::{self, Json};
use crate::doctor::envelope::quoted::{self, Decoded};
use crate::doctor::envelope::source::{self, Block, Source, blanks};
use crate::doctor::envelope::tree::Node;

/// The maximum length of a code in quotes.
const MAX_CODE: usize = 256;

/// Reads an error from its `Code="`.
pub(super) fn error(source: &Source<'_>, at: usize) -> Option<Block> {
    let message = source.message(at);
    let rest = message.strip_prefix("Code=\"")?;
    let near = rest.get(..rest.floor_char_boundary(MAX_CODE))?;
    let code = quoted::decode(near, '"');
    if !code.is_closed {
        return None;
    }
    let mut offset = message.len() - rest.len() + code.len;
    let text = field(message, &mut offset, "Message=\"")?;
    let mut node = Node::new(&code.text, text.text);
    node.target = field(message, &mut offset, "Target=\"").map(|it| it.text);
    for name in ["Details=", "InnerError=", "AdditionalInfo="] {
        let Some(value) = json_field(message, &mut offset, name) else {
            continue;
        };
        arm::add_policies(&value, &mut node.facts);
        node.children.extend(arm::nodes(&value));
    }
    Some(Block {
        range: at..at + offset,
        envelope: Envelope::Autorest,
        nodes: vec![node],
    })
}

/// The string after a field name, if that is next.
fn field(text: &str, offset: &mut usize, name: &str) -> Option<Decoded> {
    let rest = text.get(*offset..)?;
    let value = rest.trim_start().strip_prefix(name)?;
    let decoded = quoted::decode_until(value, '"', ends_string);
    *offset += rest.len() - value.len() + decoded.len;
    Some(decoded)
}

/// Whether a quote can end a string, judging by the text after it: somebody may have decoded the quotes inside.
fn ends_string(rest: &str) -> bool {
    let Some(next) = rest.chars().next() else { return true };
    match next {
        ':' | '/' | '_' => false,
        ',' => !rest.get(1..).unwrap_or_default().starts_with(['"', '\'']),
        '}' | ']' => !rest.trim_start_matches(['}', ']']).starts_with('\''),
        _ => !next.is_alphanumeric(),
    }
}

fn json_field(text: &str, offset: &mut usize, name: &str) -> Option<Json> {
    let rest = text.get(*offset..)?;
    let value = rest.trim_start().strip_prefix(name)?;
    let start = text.len() - value.len();
    if let Some((list, end)) = json::list(text, start) {
        *offset = end;
        return Some(Json::List(list));
    }
    let object = json::object(text, start)?;
    *offset = object.range.end;
    Some(Json::Object(object))
}

/// Reads `Code=… ; Message=…` without quotes from its `Error: Code=`.
pub(super) fn unquoted(source: &Source<'_>, at: usize) -> Option<Block> {
    let message = source.message(at);
    let rest = message.strip_prefix("Error: Code=")?;
    let code = source::code(rest)?;
    let text = rest.get(code.len()..)?.strip_prefix("; Message=")?;
    Some(Block {
        range: at..at + message.len(),
        envelope: Envelope::PowerShell,
        nodes: vec![Node::new(code, text.trim_end())],
    })
}

/// Reads a structure of Go from its `{Code:"`.
pub(super) fn structure(source: &Source<'_>, at: usize) -> Option<Block> {
    let message = source.message(at);
    let rest = message.strip_prefix("{Code:\"")?;
    let near = rest.get(..rest.floor_char_boundary(MAX_CODE))?;
    let code = quoted::decode(near, '"');
    let behind = rest.get(code.len..)?.strip_prefix(',')?;
    let behind = behind.get(blanks(behind)..)?.strip_prefix("Message:\"")?;
    let text = quoted::decode(behind, '"');
    let end = at + message.len() - behind.len() + text.len;
    Some(Block {
        range: at..end,
        envelope: Envelope::Autorest,
        nodes: vec![Node::new(&code.text, text.text)],
    })
}
