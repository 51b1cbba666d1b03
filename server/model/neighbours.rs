//! The resources that a deployment template creates, those of deployments inside it included, with their IDs; and which of its
//! texts are surely the same though the deployment alone knows all of them.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::expr::eval::target;
use crate::expr::eval::{Evaluation, Origin};
use crate::expr::scope::{self, Scope, Symbol};
use crate::expr::value::Value;
use crate::syntax::tree::{Kind, Node};

/// A text as far as the files determine it.
#[derive(Debug, Clone)]
pub struct Text {
    /// What the deployment alone knows of it is in braces.
    pub text: String,
    pub is_known: bool,
    /// The ID of the resource whose property it is, where `reference` reads one.
    pub subject: Option<String>,
    /// The parameters that it rests on, in the order they were met.
    pub from: Vec<Origin>,
    /// Whether what is in its braces is the same wherever it is named.
    is_comparable: bool,
}

/// The resources of a document, by the numbers of their nodes: the tree with values in the place of expressions has the same.
#[derive(Debug)]
pub struct Neighbours {
    /// Parameters of deployments inside, in lower case, that the text does not tell apart from one of the outermost; read when a text
    /// names a parameter.
    ambiguous: OnceLock<Vec<String>>,
    /// In the order of the text.
    pub(super) resources: Vec<Resource>,
    /// The resources of each type in lower case.
    pub(super) by_kind: HashMap<String, Vec<usize>>,
    /// Resources by type and ID in lower case.
    by_id: HashMap<(String, String), Vec<usize>>,
}

/// A resource that is created.
#[derive(Debug)]
pub(super) struct Resource {
    pub node: u32,
    /// In lower case.
    pub kind: String,
    /// Only for the types of [`INDEXED`], where it is known.
    pub id: Option<Text>,
}

/// The types that are looked up by ID.
const INDEXED: [&str; 3] = [
    "microsoft.compute/galleries/images",
    "microsoft.managedidentity/userassignedidentities",
    "microsoft.resources/resourcegroups",
];

impl Neighbours {
    /// The resources of a deployment template; `given` is the object of values by parameter name of the parameter file.
    pub fn new<'d>(root: Node<'d>, given: Option<Node<'d>>) -> Self {
        let mut neighbours = Self {
            ambiguous: OnceLock::new(),
            resources: Vec::new(),
            by_kind: HashMap::new(),
            by_id: HashMap::new(),
        };
        for (at, (node, kind)) in declared(root).into_iter().enumerate() {
            let is_indexed = INDEXED.contains(&kind.as_str());
            let id = is_indexed
                .then(|| neighbours.read(root, target::id_of(node, given)))
                .flatten();
            if let Some(id) = id.as_ref().filter(|it| it.is_comparable) {
                let key = (kind.clone(), id.text.to_ascii_lowercase());
                neighbours.by_id.entry(key).or_default().push(at);
            }
            let node = node.id();
            neighbours.by_kind.entry(kind.clone()).or_default().push(at);
            neighbours.resources.push(Resource { node, kind, id });
        }
        neighbours
    }

    /// The only resource of a type with an ID; the type is in lower case.
    pub(super) fn find(&self, kind: &str, id: &Text) -> Option<&Resource> {
        let key = (kind.to_owned(), id.text.to_ascii_lowercase());
        match self.by_id.get(&key).filter(|_| id.is_comparable)?.as_slice() {
            [only] => self.resources.get(*only),
            _ => None,
        }
    }

    /// What was evaluated, where it is a text of which something is known.
    pub(super) fn read(&self, root: Node<'_>, evaluation: Evaluation) -> Option<Text> {
        let (text, is_known, subject) = match evaluation.value.ok()? {
            Value::Text(text) => (text.to_string(), true, None),
            Value::Unknown(it) => (canonical(&it.sketch?), false, it.subject),
            _ => return None,
        };
        Some(Text {
            is_comparable: is_known || self.is_comparable(root, &text),
            text,
            is_known,
            subject: subject.map(|it| canonical(&it)),
            from: evaluation.from,
        })
    }

    /// A part of a text, such as the ID of a gallery in that of an image.
    pub(super) fn part(&self, root: Node<'_>, of: &Text, part: &str) -> Text {
        let is_known = of.is_known || !part.contains('{');
        Text {
            text: part.to_owned(),
            is_known,
            is_comparable: is_known || self.is_comparable(root, part),
            subject: None,
            from: of.from.clone(),
        }
    }

    /// Whether every name in braces is one of the outermost deployment, which has one value.
    fn is_comparable(&self, root: Node<'_>, text: &str) -> bool {
        braces(text).all(|it| self.has_one_value(root, &it.to_ascii_lowercase()))
    }

    /// The same for one name in lower case.
    fn has_one_value(&self, root: Node<'_>, name: &str) -> bool {
        let of_target = ["subscription().", "resourcegroup()."];
        if of_target.iter().any(|it| name.starts_with(it)) {
            return true;
        }
        let call = name.strip_prefix("uniquestring(").or(name.strip_prefix("guid("));
        if let Some(arguments) = call.and_then(|it| it.strip_suffix(')')) {
            let mut arguments = arguments.split(", ");
            return arguments.all(|it| it.starts_with('\'') || self.has_one_value(root, it));
        }
        let parameter = name.split(['.', '[']).next().unwrap_or_default();
        let declared = Scope::Deployment(root).find(Symbol::Parameter, parameter);
        declared.is_some() && !self.ambiguous(root).iter().any(|it| it == parameter)
    }

    fn ambiguous(&self, root: Node<'_>) -> &[String] {
        self.ambiguous.get_or_init(|| {
            let inner = scope::all(root).into_iter().filter(|it| it.passed().is_some());
            inner.flat_map(hidden).collect()
        })
    }
}

impl Text {
    /// A text that is written out.
    pub fn written(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            is_known: true,
            subject: None,
            from: Vec::new(),
            is_comparable: true,
        }
    }

    /// Whether both surely say the same, ignoring case.
    pub fn is_same(&self, other: &Self) -> bool {
        self.is_comparable && other.is_comparable && self.text.eq_ignore_ascii_case(&other.text)
    }

    /// Whether it is the ID of a scope that another ID, in which braces mean the same everywhere, names or is inside of.
    pub fn encloses(&self, id: &str) -> bool {
        let (own, id) = (self.text.to_ascii_lowercase(), id.to_ascii_lowercase());
        let rest = id.strip_prefix(own.trim_end_matches('/'));
        self.is_comparable && rest.is_some_and(|it| it.is_empty() || it.starts_with('/'))
    }

    /// Whether texts that read the same say the same.
    pub fn is_comparable(&self) -> bool {
        self.is_comparable
    }
}

/// The IDs of the subscription and the group, whose names may be written in two ways.
fn canonical(text: &str) -> String {
    const SUBSCRIPTION: &str = "/subscriptions/{subscription().subscriptionId}";
    text.replace("{subscription().id}", SUBSCRIPTION).replace(
        "{resourceGroup().id}",
        &format!("{SUBSCRIPTION}/resourceGroups/{{resourceGroup().name}}"),
    )
}

/// The names in braces.
fn braces(text: &str) -> impl Iterator<Item = &str> {
    text.split('{')
        .skip(1)
        .map(|it| it.split('}').next().unwrap_or_default())
}

/// The parameters of a deployment inside, in lower case, that say nothing but their own name.
fn hidden(scope: Scope<'_>) -> Vec<String> {
    let passed = scope.passed().and_then(|it| it.0);
    let is_hidden = |name: &str, node: Node<'_>| {
        let kind = node.get("type").and_then(Node::as_str).unwrap_or_default();
        let entry = passed.and_then(|it| scope::member(it, name));
        let value = entry.map(|it| it.get("value").filter(|it| it.kind() != Kind::Null));
        let says = value.unwrap_or_else(|| node.get("defaultValue"));
        says.is_none() || kind.to_ascii_lowercase().starts_with("secure")
    };
    let parameters = scope.parameters().into_iter();
    let hidden = parameters.filter(|it| is_hidden(&it.name, it.node));
    hidden.map(|it| it.name.to_ascii_lowercase()).collect()
}

/// The resources that a template declares, each with its whole type in lower case, in the order of the text. Without those
/// that exist already.
fn declared(root: Node<'_>) -> Vec<(Node<'_>, String)> {
    let mut found: Vec<(Node<'_>, String)> = Vec::new();
    let mut waiting: Vec<(Node<'_>, String, usize)> = inside(root).map(|it| (it, String::new(), 0)).collect();
    while let Some((node, outer, depth)) = waiting.pop() {
        if depth > MAX_DEPTH || node.get("existing").and_then(Node::as_bool) == Some(true) {
            continue;
        }
        let own = node.get("type").and_then(Node::as_str).unwrap_or_default();
        let own = own.to_ascii_lowercase();
        let kind = match own.contains('.') {
            true => own,
            false => format!("{outer}/{own}"),
        };
        if let Some(template) = node
            .at(&["properties", "template"])
            .filter(|it| scope::nesting(*it).is_some())
        {
            waiting.extend(inside(template).map(|it| (it, String::new(), depth + 1)));
        }
        waiting.extend(inside(node).map(|it| (it, kind.clone(), depth + 1)));
        found.push((node, kind));
    }
    found.sort_by_key(|it| it.0.span());
    found
}

/// The resources that a template or a resource contains.
fn inside(node: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    let list = node.get("resources").into_iter().flat_map(Node::children);
    list.filter(|it| it.kind() == Kind::Object)
}

/// Resources and deployments inside one another that are followed. Resource Manager allows five levels of deployments, and
/// names of resources have few parts.
const MAX_DEPTH: usize = 16;
