//! Finds envelopes in a text by their anchors, reads each with its parser, and scans the messages inside again.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, Input, MatchKind};

use crate::doctor::envelope::Envelope;
use crate::doctor::envelope::facts::{self, Facts};
use crate::doctor::envelope::prose::{self, Anchor, Opening};
use crate::doctor::envelope::source::{Block, Source};
use crate::doctor::envelope::tree::Node;
use crate::doctor::envelope::{arm, autorest, azcore, azure_cli, go_sdk, json, packer, powershell, quoted};

/// Reads the errors whose anchor is at an offset, or nothing. It reads no more than it returns, except for a limited length.
type Parser = fn(&Source<'_>, usize) -> Option<Block>;

/// What reads the text at an anchor.
#[derive(Clone, Copy)]
enum Handler {
    Frame(Anchor),
    Envelope(Parser),
    /// The same, only at the beginning of a line.
    Line(Parser),
    /// JSON, perhaps as the content of a string.
    Brace,
    /// go-autorest's envelope as the content of a string.
    Escaped,
}

const ENVELOPES: [(&str, Handler); 18] = [
    ("{", Handler::Brace),
    ("{Code:\"", Handler::Envelope(autorest::structure)),
    ("Code=\"", Handler::Envelope(autorest::error)),
    ("Code=\\", Handler::Escaped),
    ("Error: Code=", Handler::Envelope(autorest::unquoted)),
    ("ERROR: ", Handler::Envelope(packer::print)),
    ("ERROR: (", Handler::Envelope(azure_cli::error)),
    ("Code: ", Handler::Line(azure_cli::labelled)),
    ("Azure Error: ", Handler::Envelope(azure_cli::old)),
    (",error []string{\"", Handler::Envelope(packer::machine_readable)),
    ("unexpected status ", Handler::Envelope(go_sdk::request)),
    (go_sdk::POLLING, Handler::Envelope(go_sdk::polling)),
    ("RESPONSE ", Handler::Envelope(azcore::response)),
    ("<Code>", Handler::Envelope(azcore::xml)),
    ("Status Message: ", Handler::Envelope(powershell::deployment)),
    ("ErrorCode: ", Handler::Envelope(powershell::fields)),
    ("LastRunStatusMessage", Handler::Line(powershell::property)),
    ("ProvisioningErrorMessage", Handler::Line(powershell::property)),
];

/// The anchors of all envelopes and frames; of several at one place the longest counts.
static AUTOMATON: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let frames = prose::ANCHORS.iter().map(|it| it.0);
    let anchors = ENVELOPES.iter().map(|it| it.0).chain(frames);
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(anchors)
        .ok()
});

/// The anchor of a pattern of the automaton.
fn anchor(pattern: usize) -> Option<(&'static str, Handler)> {
    match ENVELOPES.get(pattern) {
        Some(found) => Some(*found),
        None => {
            let (text, frame) = prose::ANCHORS.get(pattern - ENVELOPES.len())?;
            Some((text, Handler::Frame(*frame)))
        }
    }
}

/// Sentences around an error, until it is known whether an envelope is inside.
struct Frame {
    opening: Opening,
    end: usize,
    inside: Vec<Block>,
}

/// The envelopes of a text, with the envelopes inside their messages.
pub(super) fn blocks(source: &Source<'_>, depth: usize) -> Vec<Block> {
    let Some(automaton) = AUTOMATON.as_ref().filter(|_| depth > 0) else {
        return Vec::new();
    };
    let mut scan = Scan {
        source,
        depth,
        done: Vec::new(),
        frame: None,
        read: 0,
    };
    let mut at = 0;
    while let Some(found) = automaton.find(Input::new(source.text).span(at..source.text.len())) {
        at = scan.step(found.start(), found.end(), found.pattern().as_usize());
    }
    scan.close();
    scan.done
}

struct Scan<'s, 't> {
    source: &'s Source<'t>,
    depth: usize,
    done: Vec<Block>,
    frame: Option<Frame>,
    /// The end of the last envelope.
    read: usize,
}

impl Scan<'_, '_> {
    /// Handles an anchor and returns where to continue.
    fn step(&mut self, start: usize, end: usize, pattern: usize) -> usize {
        if self.frame.as_ref().is_some_and(|it| it.end <= start) {
            self.close();
        }
        let Some((text, found)) = anchor(pattern) else {
            return end;
        };
        let block = match found {
            Handler::Frame(kind) => return self.open(start, text, kind).unwrap_or(end),
            Handler::Line(_) if !self.source.is_line_start(start) => None,
            Handler::Envelope(parse) | Handler::Line(parse) => parse(self.source, start),
            Handler::Brace => return self.brace(start, end),
            Handler::Escaped => return self.escaped(start, end - 1).unwrap_or(end),
        };
        match block {
            Some(block) => self.add(block).max(end),
            // The anchor may contain the beginning of another one.
            None => self.source.text.ceil_char_boundary(start + 1),
        }
    }

    /// Begins a frame, or goes deeper in the one that is open; returns where to continue.
    fn open(&mut self, at: usize, text: &str, kind: Anchor) -> Option<usize> {
        let opening = prose::opening(self.source, at, text, kind)?;
        let next = opening.inside.max(at + text.len());
        if let Some(frame) = &mut self.frame {
            if frame.inside.is_empty() && opening.inside < frame.end && kind != Anchor::Cmdlet {
                frame.opening.inside = opening.inside;
                frame.opening.code = opening.code.or(frame.opening.code.take());
            }
            return Some(next);
        }
        let mut end = self.source.message_end(at);
        if kind == Anchor::Preparation {
            end = self.end_of_list(end);
        }
        if self.is_quoted(at) {
            end = end.min(at + quoted::decode(self.source.between(at, end), '"').len);
        }
        self.frame = Some(Frame {
            opening,
            end,
            inside: Vec::new(),
        });
        Some(next)
    }

    /// Whether a frame is in quotes: it is part of JSON whose beginning is missing.
    fn is_quoted(&self, at: usize) -> bool {
        self.source.between(at.saturating_sub(1), at) == "\""
    }

    /// Where a list of errors ends that a blank line separates from its headline.
    fn end_of_list(&self, mut end: usize) -> usize {
        const MAX_PARAGRAPHS: usize = 8;
        for _ in 0..MAX_PARAGRAPHS {
            let rest = self.source.from(end);
            let next = end + (rest.len() - rest.trim_start().len());
            let line = self.source.from(next).trim_start_matches(|c: char| c.is_ascii_digit());
            if !["* ", " error(s) occurred:", " errors occurred:"]
                .iter()
                .any(|it| line.starts_with(it))
            {
                break;
            }
            end = self.source.message_end(next);
        }
        end
    }

    /// Ends the open frame. Without an envelope inside, its own text is the error.
    fn close(&mut self) {
        let Some(frame) = self.frame.take() else { return };
        let start = frame.opening.start;
        let mut end = frame.inside.iter().map(|it| it.range.end).fold(frame.end, usize::max);
        let mut nodes: Vec<Node> = if frame.inside.is_empty() {
            let text = self.source.between(frame.opening.inside, frame.end);
            let text = text.trim_end();
            let text = text.strip_suffix('"').filter(|_| self.is_quoted(start)).unwrap_or(text);
            end = frame.opening.inside + text.trim_end().len();
            prose::errors(text, &frame.opening)
        } else {
            frame.inside.into_iter().flat_map(|it| it.nodes).collect()
        };
        const MAX_TEXT: usize = 4 << 10;
        let text = self.source.between(start, frame.end);
        let text = text.get(..text.floor_char_boundary(MAX_TEXT)).unwrap_or(text);
        let outer = facts::in_text(text);
        nodes.iter_mut().for_each(|it| it.facts.complete(&outer));
        if !nodes.is_empty() {
            self.done.push(Block {
                range: start..end.max(start),
                envelope: frame.opening.envelope,
                nodes,
            });
        }
    }

    /// Adds an envelope, whose messages are scanned now; returns its end.
    fn add(&mut self, mut block: Block) -> usize {
        let outer = facts::in_text(self.source.before(block.range.start, self.read));
        for node in &mut block.nodes {
            deepen(node, self.depth - 1);
            node.facts.complete(&outer);
        }
        let end = block.range.end;
        self.read = end;
        match &mut self.frame {
            Some(frame) => {
                // Of several responses to the same request the last one counts.
                if block.envelope == Envelope::Azcore {
                    frame.inside.retain(|it| it.envelope != Envelope::Azcore);
                }
                frame.inside.push(block);
                if end > frame.end {
                    frame.end = self.source.message_end(end);
                }
            }
            None => self.done.push(block),
        }
        end
    }

    /// JSON at a brace; returns where to continue.
    fn brace(&mut self, start: usize, end: usize) -> usize {
        let Some(object) = json::object(self.source.text, start) else {
            return self.escaped(start, end).unwrap_or(end);
        };
        let entries = arm::errors(&object);
        if entries.is_empty() {
            return object.range.end.max(end);
        }
        for entry in entries {
            self.add(Block {
                range: entry.range,
                envelope: entry.envelope,
                nodes: vec![entry.node],
            });
        }
        self.read = object.range.end;
        object.range.end.max(end)
    }

    /// An envelope whose quotes are escaped, because it is the content of a string; returns where to continue.
    fn escaped(&mut self, start: usize, end: usize) -> Option<usize> {
        let message = self.source.message(start);
        let behind = message.get(end - start..)?;
        let layout = layout(behind);
        let count = quoted::backslashes(behind.get(layout..)?)?;
        if count % 2 == 0 {
            return None;
        }
        let decoded = quoted::decode(message, '"');
        let range = start..start + decoded.len;
        let inner = Source::of_string(&decoded.text);
        let is_logged = self.source.before(start, self.read).ends_with(" body=\"");
        for block in blocks(&inner, self.depth - 1) {
            self.add(Block {
                range: range.clone(),
                envelope: if is_logged {
                    Envelope::LoggedResponse
                } else {
                    block.envelope
                },
                ..block
            });
        }
        Some(range.end)
    }
}

/// The length of blanks and escaped line breaks at the beginning of a text.
fn layout(text: &str) -> usize {
    const MAX: usize = 256;
    let near = text.get(..text.floor_char_boundary(MAX)).unwrap_or(text);
    let mut rest = near;
    loop {
        let bare = rest.trim_start();
        let escape = bare.trim_start_matches('\\');
        match escape.strip_prefix(['r', 'n', 't']) {
            Some(behind) if escape.len() < bare.len() => rest = behind,
            _ => return near.len() - bare.len(),
        }
    }
}

/// Scans the messages of an error and of those inside it.
fn deepen(node: &mut Node, depth: usize) {
    for child in &mut node.children {
        deepen(child, depth);
    }
    let source = Source::of_string(&node.message);
    for block in blocks(&source, depth) {
        node.children.extend(block.nodes);
    }
    let mut named = Facts::default();
    let listed = node
        .message
        .find("[{\"policy")
        .and_then(|at| json::list(&node.message, at));
    for policy in listed.iter().flat_map(|it| &it.0) {
        arm::add_policies(policy, &mut named);
    }
    node.facts.complete(&named);
}
