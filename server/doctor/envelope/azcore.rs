//! Responses as azcore prints them, and the XML of Azure Storage.

use crate::doctor::envelope::Envelope;
use crate::doctor::envelope::arm;
use crate::doctor::envelope::facts::{self, Facts};
use crate::doctor::envelope::json::{self, Json};
use crate::doctor::envelope::quoted;
use crate::doctor::envelope::source::{self, Block, Source, blanks};
use crate::doctor::envelope::tree::Node;

/// Reads a response from its `RESPONSE `.
pub(super) fn response(source: &Source<'_>, at: usize) -> Option<Block> {
    let text = source.region(at + 1, "RESPONSE ");
    let status = text.strip_prefix("ESPONSE ")?;
    let (number, behind) = status.split_once(": ").filter(|it| it.0.len() == 3)?;
    let (line, after) = behind.split_once("ERROR CODE")?;
    // What separates both is a line break, or a blank where line breaks were lost.
    let line = line.trim();
    if line.len() > 200 {
        return None;
    }
    let code = after.strip_prefix(": ").and_then(source::code).unwrap_or_default();
    let unavailable = " UNAVAILABLE";
    let after = after.strip_prefix(unavailable).unwrap_or_else(|| {
        let offset = if code.is_empty() { 0 } else { code.len() + 2 };
        after.get(offset..).unwrap_or_default()
    });
    let body = after.trim_start_matches(|c: char| c.is_whitespace() || c == '-');
    let start = at + 1 + text.len() - body.len();
    let mut end = start;
    let mut nodes = Vec::new();
    if let Some(object) = json::object(source.text, start) {
        end = object.range.end;
        nodes = arm::nodes(&Json::Object(object));
    } else if let Some((inner, length)) = body.starts_with('<').then(|| in_xml(body)).flatten() {
        end += length;
        nodes.push(inner);
    }
    if nodes.is_empty() {
        let plain = body.split_once("\n---").map_or("", |it| it.0.trim());
        let is_empty = plain.is_empty() || plain.starts_with("Response contained no body");
        end += if end == start { plain.len() } else { 0 };
        nodes.push(Node::new(code, if is_empty { line } else { plain }));
    }
    let rest = source.from(end);
    let dashes = rest.get(blanks(rest)..).unwrap_or_default();
    let ruled = dashes.trim_start_matches('-');
    if dashes.len() - ruled.len() >= 8 {
        end += rest.len() - ruled.len();
    }
    let before = source.before(at, 0);
    let request = request(before);
    let outer = Facts {
        status: facts::status_of(number),
        resource: request.map(|it| path(it).to_owned()),
        ..Facts::default()
    };
    nodes.iter_mut().for_each(|it| it.facts.complete(&outer));
    let length = request.map_or(0, str::len);
    Some(Block {
        range: at - length..end,
        envelope: Envelope::Azcore,
        nodes,
    })
}

/// The text before a response from the method of its request.
fn request(before: &str) -> Option<&str> {
    let methods = [
        "GET https://",
        "PUT https://",
        "POST https://",
        "PATCH https://",
        "DELETE https://",
        "HEAD https://",
    ];
    let at = methods.iter().filter_map(|it| before.rfind(it)).max()?;
    let line = before.get(at..)?;
    // Between the request and the response there is only a ruler.
    let (_, ruler) = line.split_once("://")?.1.split_once(char::is_whitespace)?;
    ruler
        .trim_matches(|c: char| c.is_whitespace() || c == '-')
        .is_empty()
        .then_some(line)
}

/// The path of a request: the ID of its resource.
fn path(request: &str) -> &str {
    let address = request.split_once("://").map_or(request, |it| it.1);
    let path = address.find('/').and_then(|at| address.get(at..)).unwrap_or(address);
    let end = path.find(|c: char| c.is_whitespace() || c == '?').unwrap_or(path.len());
    path.get(..end).unwrap_or(path)
}

/// Reads an error of Storage from its `<Code>`.
pub(super) fn xml(source: &Source<'_>, at: usize) -> Option<Block> {
    let text = source.region(at + 1, "<Code>");
    let (node, length) = element(text.strip_prefix("Code>")?)?;
    Some(Block {
        range: at..at + "<Code>".len() + length,
        envelope: Envelope::Xml,
        nodes: vec![node],
    })
}

/// The error in a document, and how many bytes it has.
fn in_xml(body: &str) -> Option<(Node, usize)> {
    let (before, behind) = body.split_once("<Code>")?;
    let (node, length) = element(behind)?;
    let end = before.len() + "<Code>".len() + length;
    let closing = body.get(end..)?.find("</Error>").map_or(0, |it| it + "</Error>".len());
    Some((node, end + closing))
}

/// An error from behind its `<Code>`. The detail says why a signature was refused.
fn element(text: &str) -> Option<(Node, usize)> {
    let (code, mut end) = quoted::element(text, "Code")?;
    let mut values = [const { String::new() }; 2];
    for (value, name) in values.iter_mut().zip(["Message", "AuthenticationErrorDetail"]) {
        let rest = text.get(end..)?;
        let Some(inner) = rest.trim_start().strip_prefix(&format!("<{name}>")) else {
            continue;
        };
        let Some((content, length)) = quoted::element(inner, name) else {
            // The text ends inside the element.
            *value = inner.trim_end().to_owned();
            end = text.len();
            continue;
        };
        *value = content;
        end += rest.len() - inner.len() + length;
    }
    let [message, detail] = values;
    let ids = message.find("\nRequestId:").or_else(|| message.find(" RequestId:"));
    let (said, ids) = message.split_at(ids.unwrap_or(message.len()));
    let mut node = Node::new(code.trim(), said.trim_end());
    node.facts = facts::in_text(ids);
    if !detail.is_empty() {
        node.children.push(Node::new(code.trim(), detail));
    }
    Some((node, end))
}
