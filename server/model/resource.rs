//! A resource that a deployment template declares, by what others may call it.

use crate::expr::eval::{self, Evaluation};
use crate::syntax::tree::{Kind, Node};

/// A resource and its names. They are in lower case, since Resource Manager compares them so; what only the deployment knows of one
/// is in braces.
pub struct Resource<'d> {
    pub node: Node<'d>,
    /// Its type, after that of the resource that it is in.
    pub kind: String,
    /// Its names, those of its parents before it; `None` if nothing is known of them.
    pub name: Option<String>,
    /// The name of the loop that makes it.
    pub copy: Option<String>,
}

/// The resources of a deployment template with those that stand in them, in the order of the text. `given` is the object of
/// values by parameter name of the parameter file.
pub fn resources<'d>(template: Node<'d>, given: Option<Node<'_>>) -> Vec<Resource<'d>> {
    let mut found: Vec<Resource<'d>> = Vec::new();
    let inside = |node: Node<'d>, outer: Option<usize>, depth: usize| {
        let children = node.get("resources").into_iter().flat_map(Node::children);
        let objects = children.filter(|it| it.kind() == Kind::Object);
        objects.map(move |it| (it, outer, depth)).collect::<Vec<_>>()
    };
    let mut waiting = inside(template, None, 0);
    while let Some((node, outer, depth)) = waiting.pop() {
        let resource = Resource::of(node, outer.and_then(|it| found.get(it)), given);
        if depth < MAX_DEPTH {
            waiting.extend(inside(node, Some(found.len()), depth + 1));
        }
        found.push(resource);
    }
    found.sort_by_key(|it| it.node.span());
    found
}

/// Children in children that are followed. Names of resources have far fewer parts.
const MAX_DEPTH: usize = 16;

impl<'d> Resource<'d> {
    fn of(node: Node<'d>, outer: Option<&Self>, given: Option<Node<'_>>) -> Self {
        let said = |it: Option<Node<'_>>| Some(said(it?, given)?.to_ascii_lowercase());
        let mut kind = node
            .get("type")
            .and_then(Node::as_str)
            .unwrap_or_default()
            .to_ascii_lowercase();
        let mut name = said(node.get("name"));
        if let Some(outer) = outer.filter(|_| !kind.contains('.')) {
            kind = format!("{}/{kind}", outer.kind);
            if name.as_ref().is_some_and(|it| !it.contains('/')) {
                name = outer
                    .name
                    .as_ref()
                    .zip(name)
                    .map(|(outer, own)| format!("{outer}/{own}"));
            }
        }
        let copy = said(node.at(&["copy", "name"]));
        Self { node, kind, name, copy }
    }

    /// What a text without slashes can call it: its name, the last of its names, or that of its loop.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let own = self.name.as_deref();
        let last = own.and_then(|it| it.rsplit('/').next());
        [own, last, self.copy.as_deref()].into_iter().flatten()
    }
}

/// The type and the names, joined by slashes, of an ID after its last provider, in lower case; `None` if it is not an ID.
pub fn kind_and_name(id: &str) -> Option<(String, String)> {
    let behind = id.rsplit_once("/providers/")?.1.to_ascii_lowercase();
    let parts: Vec<&str> = behind.split('/').collect();
    let (namespace, rest) = parts.split_first()?;
    let kinds = std::iter::once(*namespace).chain(rest.iter().step_by(2).copied());
    let names = rest.iter().skip(1).step_by(2).copied();
    Some((kinds.collect::<Vec<_>>().join("/"), names.collect::<Vec<_>>().join("/")))
}

/// What a value says, as far as it is known; `None` if it is not a text.
pub fn said(node: Node<'_>, given: Option<Node<'_>>) -> Option<String> {
    text(&eval::value_of(node, given))
}

/// The resulting text, as far as it is known.
pub fn text(outcome: &Evaluation) -> Option<String> {
    outcome.value.as_ref().ok()?.inside_text()
}
