//! Errors as a tree, as they were nested, and the chain from the outermost error to the one that explains it.

use std::iter::Peekable;
use std::vec::IntoIter;

use crate::doctor::envelope::facts::{self, Facts};
use crate::doctor::envelope::{Envelope, ErrorNode, ServiceError};

/// An error with the errors inside it.
#[derive(Debug, Clone, Default)]
pub(super) struct Node {
    pub code: Option<String>,
    pub message: String,
    pub target: Option<String>,
    pub facts: Facts,
    pub children: Vec<Node>,
    pub kind: NodeKind,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum NodeKind {
    /// An error with its own code or message.
    #[default]
    Error,
    /// A text that is an error unless it contains one.
    Text,
    /// A text that is nothing unless it contains an error.
    Carrier,
}

/// Codes that only wrap another error, if there is one.
const WRAPPERS: [&str; 18] = [
    "DeploymentFailed",
    "InvalidTemplateDeployment",
    "ResourceDeploymentFailure",
    "ResourceOperationFailure",
    "InternalOperationError",
    "OperationFailed",
    "Failed",
    "BadRequest",
    "Conflict",
    "NotFound",
    "Forbidden",
    "Unauthorized",
    "PreconditionFailed",
    "MultipleErrorsOccurred",
    "InvalidResource",
    "Unknown",
    "ServiceError",
    "internal-error",
];

/// Whether a code says nothing if there is an error inside.
pub(super) fn is_wrapper(code: &str) -> bool {
    WRAPPERS.iter().any(|it| it.eq_ignore_ascii_case(code))
}

impl Node {
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Self {
            code: (!code.is_empty()).then(|| code.to_owned()),
            message: message.into(),
            ..Self::default()
        }
    }

    pub fn text(message: impl Into<String>) -> Self {
        Self {
            kind: NodeKind::Text,
            ..Self::new("", message)
        }
    }

    pub fn carrier(text: impl Into<String>) -> Self {
        Self {
            kind: NodeKind::Carrier,
            ..Self::new("", text)
        }
    }

    /// Whether the node says something that an error around it does not.
    fn says_more(&self, outer: Option<&Node>) -> bool {
        let is_own_code = self.code.as_deref().is_some_and(|it| !is_wrapper(it));
        let is_leaf = self.children.is_empty();
        let is_same = is_leaf
            && outer.is_some_and(|it| it.message == self.message && (self.code.is_none() || it.code == self.code));
        // An error with a code is not explained by a sentence without one inside its own message.
        let is_inside = |it: &Node| it.message.len() <= MAX_COMPARED && it.message.contains(&self.message);
        let is_excerpt = is_leaf && self.code.is_none() && outer.is_some_and(|it| it.code.is_some() && is_inside(it));
        (!self.message.is_empty() || !self.children.is_empty() || is_own_code) && !is_same && !is_excerpt
    }
}

/// The longest message that is searched for the message of another error.
const MAX_COMPARED: usize = 16 << 10;

/// The nodes without texts that only carry errors, and without those that add nothing.
fn pruned(nodes: Vec<Node>, outer: Option<&Node>) -> Vec<Node> {
    let mut kept = Vec::new();
    for mut node in nodes {
        let children = std::mem::take(&mut node.children);
        match node.kind {
            NodeKind::Error => {
                node.children = pruned(children, Some(&node));
                if node.says_more(outer) {
                    kept.push(node);
                }
            }
            NodeKind::Text | NodeKind::Carrier => {
                let mut inner = pruned(children, outer);
                for it in &mut inner {
                    it.facts.complete(&node.facts);
                }
                if !inner.is_empty() {
                    kept.append(&mut inner);
                } else if node.kind == NodeKind::Text && node.says_more(outer) {
                    kept.push(node);
                }
            }
        }
    }
    kept
}

/// Builds a tree of errors that are printed one below the other, each with its indentation. An error without a message only announces
/// the next one, which has the same indentation.
pub(super) fn nest(items: Vec<(usize, Node)>) -> Vec<Node> {
    let mut items = items.into_iter().peekable();
    nest_from(&mut items, 0, 0)
}

/// Deeper errors are children of the last error that can have any.
const MAX_NESTING: usize = 32;

fn nest_from(items: &mut Peekable<IntoIter<(usize, Node)>>, indentation: usize, depth: usize) -> Vec<Node> {
    let mut nodes = Vec::new();
    while let Some((own, mut node)) = items.next_if(|it| it.0 >= indentation || depth == 0) {
        if depth < MAX_NESTING {
            if node.message.is_empty()
                && let Some((_, mut announced)) = items.next_if(|it| it.0 == own)
            {
                announced.children.append(&mut nest_from(items, own + 1, depth + 1));
                node.children.push(announced);
            }
            node.children.append(&mut nest_from(items, own + 1, depth + 1));
        }
        nodes.push(node);
    }
    nodes
}

/// The paths from a root to each innermost error.
fn paths<'n>(nodes: &'n [Node], path: &mut Vec<&'n Node>, found: &mut Vec<Vec<&'n Node>>) {
    for node in nodes {
        path.push(node);
        if node.children.is_empty() {
            found.push(path.clone());
        } else {
            paths(&node.children, path, found);
        }
        path.pop();
    }
}

fn plain(node: &Node) -> ErrorNode {
    ErrorNode {
        code: node.code.clone(),
        message: node.message.clone(),
        target: node.target.clone(),
    }
}

/// The maximum number of innermost errors of an envelope.
const MAX_LEAVES: usize = 64;

/// The error of an envelope: the first innermost error with a code that is more than a wrapper, or else the first.
pub(super) fn error(envelope: Envelope, nodes: Vec<Node>) -> Option<ServiceError> {
    let nodes = pruned(nodes, None);
    let mut found = Vec::new();
    paths(&nodes, &mut Vec::new(), &mut found);
    found.truncate(MAX_LEAVES);
    let leaves = found.iter().filter_map(|it| it.last());
    let is_specific = |it: &&Node| it.code.as_deref().is_some_and(|code| !is_wrapper(code));
    let main = leaves.clone().position(is_specific).unwrap_or(0);
    let path = found.get(main)?;
    let chain: Vec<ErrorNode> = path.iter().map(|it| plain(it)).collect();
    let mut others: Vec<ErrorNode> = Vec::new();
    for leaf in leaves {
        let leaf = plain(leaf);
        let is_same = |it: &ErrorNode| it.code == leaf.code && it.message == leaf.message;
        if !chain.last().is_some_and(is_same) && !others.iter().any(is_same) {
            others.push(leaf);
        }
    }
    let mut known = Facts::default();
    for node in path.iter().rev() {
        known.complete(&facts::in_text(&node.message));
        known.complete(&node.facts);
    }
    if known.resource.is_none() {
        known.resource = path.iter().rev().find_map(|it| it.target.clone());
    }
    Some(ServiceError {
        envelope,
        chain,
        others,
        facts: known,
    })
}
