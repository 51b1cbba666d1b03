//! Sentences around an error: of the service, of Packer at the end of a build, of pipelines. The error inside may have any other
//! envelope, or none; then the rest of the text is its message.

use crate::doctor::envelope::Envelope;
use crate::doctor::envelope::powershell;
use crate::doctor::envelope::source::{self, Source};
use crate::doctor::envelope::tree::Node;

/// What a frame starts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    /// A sentence of the service, which `peeled` removes.
    Sentence,
    /// `put template call failed for template t with error: `
    Pipeline,
    /// `Build failed: ` of a task
    Task,
    /// `Build 'b' errored after t: `
    Errored,
    /// `--> b: `
    Reason,
    /// `Failed to prepare build: "b"`, `2 error(s) occurred:`
    Preparation,
    /// A crash of Packer or of its plugin.
    Crash,
    /// `-- Original Error: ` of go-autorest
    Original,
    /// `Operation failed with status: 'c'. Details: `
    Operation,
    /// The name of an exception of the Azure SDK for Python.
    Exception,
    /// The `-Az` of a cmdlet.
    Cmdlet,
}

pub(super) const ANCHORS: &[(&str, Anchor)] = &[
    ("Deployment failed. Correlation ID: ", Anchor::Sentence),
    ("Failed in building/customizing image: ", Anchor::Sentence),
    ("Failed in customizing image: ", Anchor::Sentence),
    ("Failed in distributing ", Anchor::Sentence),
    ("Failed while waiting for packerizer: ", Anchor::Sentence),
    ("Microservice has failed: ", Anchor::Sentence),
    ("Failed while processing request: ", Anchor::Sentence),
    ("Error when executing packerizer: ", Anchor::Sentence),
    ("Packer build command has failed: ", Anchor::Sentence),
    ("Build (Managed Image) step failed: ", Anchor::Sentence),
    ("Build (Shared Image Version) step failed: ", Anchor::Sentence),
    ("Error validating deployment template: ", Anchor::Sentence),
    ("Error getting Managed Image '", Anchor::Sentence),
    ("Error getting managed image (", Anchor::Sentence),
    ("call failed for template ", Anchor::Pipeline),
    ("✘ Build failed: ", Anchor::Task),
    ("Build '", Anchor::Errored),
    ("--> ", Anchor::Reason),
    ("Failed to initialize build ", Anchor::Preparation),
    ("Failed to prepare build: ", Anchor::Preparation),
    ("error(s) occurred:", Anchor::Preparation),
    ("errors occurred:", Anchor::Preparation),
    ("panic: ", Anchor::Crash),
    ("PACKER CRASH", Anchor::Crash),
    ("[ERR] Error decoding response stream ", Anchor::Crash),
    ("-- Original Error: ", Anchor::Original),
    ("Operation failed with status: '", Anchor::Operation),
    ("azure.core.exceptions.", Anchor::Exception),
    ("-Az", Anchor::Cmdlet),
];

/// A frame that begins.
#[derive(Debug)]
pub(super) struct Opening {
    pub start: usize,
    /// Where the text inside begins.
    pub inside: usize,
    pub envelope: Envelope,
    pub code: Option<String>,
}

/// How far the end of a frame's own text is searched.
const MAX_FRAME: usize = 512;

/// The frame at an anchor, if it is one.
pub(super) fn opening(source: &Source<'_>, at: usize, text: &str, anchor: Anchor) -> Option<Opening> {
    let rest = source.from(at);
    let near = rest.get(..rest.floor_char_boundary(MAX_FRAME)).unwrap_or(rest);
    // A script prints what it likes; these are lines of Packer.
    let is_own_line = || source.is_line_start(at) && !source.line(at).is_output;
    let after = |mark: &str| near.find(mark).map(|it| at + it + mark.len());
    let (start, inside, wrapper) = match anchor {
        Anchor::Sentence => (at, at, Envelope::Prose),
        Anchor::Pipeline => (at, after(" with error: ")?, Envelope::Pipeline),
        Anchor::Task => (at, at + text.len(), Envelope::Pipeline),
        Anchor::Errored => {
            let quote = near.get(text.len()..)?.find('\'')? + text.len();
            let behind = near.get(quote..)?.strip_prefix("' errored")?;
            let offset = near.len() - behind.len();
            let end = match behind.strip_prefix(": ") {
                Some(_) => offset + 2,
                None => offset + behind.strip_prefix(" after ").and_then(|it| it.find(": "))? + " after : ".len(),
            };
            is_own_line().then_some((at, at + end, Envelope::Packer))?
        }
        Anchor::Reason => {
            let name = source::code(near.get(text.len()..)?)?;
            let behind = near.get(text.len() + name.len()..)?.strip_prefix(": ")?;
            is_own_line().then_some((at, at + near.len() - behind.len(), Envelope::Packer))?
        }
        Anchor::Preparation => is_packer(source, at).then_some((at, at, Envelope::Packer))?,
        Anchor::Crash => is_own_line().then_some((at, at, Envelope::Packer))?,
        Anchor::Original => (at, at + text.len(), Envelope::Autorest),
        Anchor::Operation => {
            let code = source::code(near.get(text.len()..)?)?;
            let inside = after("'. Details: ")?;
            return Some(Opening {
                start: at,
                inside,
                envelope: Envelope::AzureCli,
                code: Some(code.to_owned()),
            });
        }
        Anchor::Exception => {
            let name = source::code(near.get(text.len()..)?)?;
            let behind = near.get(text.len() + name.len()..)?.strip_prefix(": ")?;
            (at, at + near.len() - behind.len(), Envelope::AzureCli)
        }
        Anchor::Cmdlet => {
            let (start, inside) = powershell::cmdlet(source, at)?;
            (start, inside, Envelope::PowerShell)
        }
    };
    Some(Opening {
        start,
        inside,
        envelope: wrapper,
        code: None,
    })
}

/// Whether a list of errors is one of Packer: on a line of its own, after a number or `Error: `.
fn is_packer(source: &Source<'_>, at: usize) -> bool {
    let before = source.before(at, 0);
    let line = before.rsplit_once('\n').map_or(before, |it| it.1);
    let line = line.trim().trim_start_matches("Error:").trim();
    !source.line(at).is_output && line.bytes().all(|it| it.is_ascii_digit())
}

/// Frames by their beginning and their end; what is between differs.
const FRAMES: [(&str, &str); 16] = [
    ("Deployment failed. Correlation ID: ", ". "),
    ("Failed in building/customizing image: ", ""),
    ("Failed in customizing image: ", ""),
    ("Failed in distributing ", ": "),
    ("Failed while waiting for packerizer: ", ""),
    ("Microservice has failed: ", ""),
    ("Failed while processing request: ", ""),
    ("Error when executing packerizer: ", ""),
    ("Packer build command has failed: exit status ", ". "),
    ("Build (Managed Image) step failed: ", ""),
    ("Build (Shared Image Version) step failed: ", ""),
    ("Error validating deployment template: ", ""),
    ("Error getting Managed Image '", "': "),
    ("Error getting managed image (", "): "),
    ("retry count exhausted. Last err: ", ""),
    ("Error: ", ""),
];

/// A sentence without the frames around it.
fn peeled(text: &str) -> &str {
    const MAX_FRAMES: usize = 32;
    let mut text = text.trim();
    for _ in 0..MAX_FRAMES {
        let inner = FRAMES.iter().find_map(|(head, tail)| {
            let rest = text.strip_prefix(head)?;
            let near = rest.get(..rest.floor_char_boundary(2 * MAX_FRAME))?;
            rest.get(near.find(tail)? + tail.len()..)
        });
        match inner.map(str::trim).filter(|it| !it.is_empty()) {
            Some(inner) => text = inner,
            None => break,
        }
    }
    text
}

/// The errors of a frame without an envelope inside.
pub(super) fn errors(text: &str, opening: &Opening) -> Vec<Node> {
    let text = peeled(text);
    if opening.envelope == Envelope::PowerShell {
        let (message, code) = powershell::record(text);
        return some(Node::new(code.as_deref().unwrap_or_default(), message));
    }
    let listed: Vec<&str> = text.split("\n* ").skip(usize::from(!text.starts_with("* "))).collect();
    if opening.envelope == Envelope::Packer && !listed.is_empty() {
        let nodes = listed.iter().map(|it| it.trim().trim_start_matches("* "));
        return nodes
            .map(|it| Node::new("", it))
            .filter(|it| !it.message.is_empty())
            .collect();
    }
    let text = without_status(text);
    if let Some(code) = &opening.code {
        return some(Node::new(code, text));
    }
    match leading_code(text) {
        Some((code, message)) => some(Node::new(code, message)),
        None => some(Node::new("", text)),
    }
}

fn some(node: Node) -> Vec<Node> {
    if node.message.is_empty() {
        Vec::new()
    } else {
        vec![node]
    }
}

/// A message without the status that a pipeline puts after it.
fn without_status(text: &str) -> &str {
    let said = text.strip_suffix(')').and_then(|it| it.rsplit_once(" (CODE: "));
    match said {
        Some((said, status)) if status.bytes().all(|it| it.is_ascii_digit()) => said.trim_end(),
        _ => text,
    }
}

/// The code at the beginning of a sentence, `(AuthorizationFailed) …`, `AuthorizationFailed - …` or `AuthorizationFailed: …`: a word with
/// capitals inside.
fn leading_code(text: &str) -> Option<(&str, &str)> {
    if let Some((code, message)) = text.strip_prefix('(').and_then(|it| it.split_once(") ")) {
        return (source::code(code) == Some(code)).then(|| (code, message.trim()));
    }
    let code = source::code(text)?;
    let rest = text.get(code.len()..)?;
    let message = rest.strip_prefix(": ").or_else(|| rest.strip_prefix(" - "))?;
    let capitals = code.chars().filter(char::is_ascii_uppercase).count();
    let is_code = code.len() >= 6
        && code.starts_with(|c: char| c.is_ascii_uppercase())
        && code.bytes().all(|it| it.is_ascii_alphanumeric())
        && (2..code.len() / 2 + 1).contains(&capitals);
    is_code.then(|| (code, message.trim()))
}
