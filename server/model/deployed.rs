//! The resources that a deployment template creates, those of deployments inside it included, and which of its texts are
//! surely the same though the deployment alone knows all of them.

use std::cell::OnceCell;

use crate::expr::eval::target;
use crate::expr::eval::{self, Evaluation, Origin};
use crate::expr::expression::Expression;
use crate::expr::scope::{self, Scope, Symbol};
use crate::expr::value::Value;
use crate::model::parameters::ParameterFile;
use crate::model::template::Template;
use crate::syntax::tree::{Kind, Node};

/// A deployment template with the values that it is to be started with.
pub struct Deployed<'d> {
    root: Node<'d>,
    given: Option<Node<'d>>,
    /// Parameters of deployments inside, in lower case, that the text does not tell apart from one of the outermost.
    ambiguous: OnceCell<Vec<String>>,
}

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

/// A resource that is created.
pub struct Created<'d> {
    pub node: Node<'d>,
    pub id: Text,
}

impl<'d> Deployed<'d> {
    /// The deployment template around an image template; `None` for a template that is in none.
    pub fn of(template: Template<'d>) -> Option<Self> {
        template.deployment?;
        let root = template.root.ancestors().last()?;
        Some(Self::new(root, template.parameters))
    }

    /// The deployment template that an object is.
    pub fn new(root: Node<'d>, file: Option<&'d ParameterFile>) -> Self {
        Self {
            root,
            given: file.and_then(ParameterFile::values),
            ambiguous: OnceCell::new(),
        }
    }

    /// What a value says; `None` if it is no text, or nothing is known of it.
    pub fn text(&self, node: Node<'d>) -> Option<Text> {
        self.read(eval::value_of(node, self.given))
    }

    /// What the key of a value says.
    pub fn key(&self, node: Node<'d>) -> Option<Text> {
        match Expression::of_key(node) {
            Some(expression) => self.read(eval::evaluate(&expression, self.given)),
            None => Some(Text::written(&node.key()?)),
        }
    }

    /// The ID of the group or the subscription that the deployment around a node goes to.
    pub fn target(&self, node: Node<'d>) -> Option<Text> {
        self.read(target::target_of(node, self.given))
    }

    /// The ID of the resource whose property a text is; `None` if it is no property.
    pub fn subject(&self, of: &Text) -> Option<Text> {
        Some(self.part(of, of.subject.as_deref()?))
    }

    /// A part of a text, such as the ID of a gallery in that of an image.
    pub fn part(&self, of: &Text, part: &str) -> Text {
        let is_known = of.is_known || !part.contains('{');
        Text {
            text: part.to_owned(),
            is_known,
            is_comparable: is_known || self.is_comparable(part),
            subject: None,
            from: of.from.clone(),
        }
    }

    /// The resources of a type in lower case that are created, in the order of the text; those whose IDs are unknown are left out,
    /// and those that exist already.
    pub fn resources(&self, kind: &str) -> Vec<Created<'d>> {
        let all = self.declared(kind);
        all.filter_map(|node| {
            Some(Created {
                node,
                id: self.id(node)?,
            })
        })
        .collect()
    }

    /// Every resource that is created, with its type in lower case.
    pub fn all(&self) -> Vec<(Node<'d>, String)> {
        declared(self.root)
    }

    /// The nodes of the resources of a type in lower case that are created.
    pub fn declared(&self, kind: &str) -> impl Iterator<Item = Node<'d>> {
        let found = declared(self.root).into_iter();
        found.filter(move |(_, it)| it == kind).map(|it| it.0)
    }

    /// The ID of a resource.
    pub fn id(&self, resource: Node<'d>) -> Option<Text> {
        self.read(target::id_of(resource, self.given))
    }

    /// The texts of a list; `None` if one of them is unknown.
    pub fn texts(&self, list: Node<'d>) -> Option<Vec<String>> {
        let Value::Array(items) = eval::value_of(list, self.given).value.ok()? else {
            return None;
        };
        items.iter().map(|it| it.text().map(str::to_owned)).collect()
    }

    fn read(&self, evaluation: Evaluation) -> Option<Text> {
        let value = evaluation.value.ok()?;
        let (text, is_known, subject) = match value {
            Value::Text(text) => (text, true, None),
            Value::Unknown(it) => (canonical(&it.sketch?), false, it.subject),
            _ => return None,
        };
        let is_comparable = is_known || self.is_comparable(&text);
        Some(Text {
            text,
            is_known,
            subject: subject.map(|it| canonical(&it)),
            from: evaluation.from,
            is_comparable,
        })
    }

    fn ambiguous(&self) -> &[String] {
        self.ambiguous.get_or_init(|| {
            let inner = scope::all(self.root).into_iter().filter(|it| it.passed().is_some());
            inner.flat_map(hidden).collect()
        })
    }

    /// Whether every name in braces is one of the outermost deployment, which has one value.
    fn is_comparable(&self, text: &str) -> bool {
        braces(text).all(|name| {
            let name = name.to_ascii_lowercase();
            let of_target = ["subscription().", "resourcegroup()."];
            if of_target.iter().any(|it| name.starts_with(it)) {
                return true;
            }
            let parameter = name.split(['.', '[']).next().unwrap_or_default();
            let declared = Scope::Deployment(self.root).find(Symbol::Parameter, parameter);
            declared.is_some() && !self.ambiguous().iter().any(|it| it == parameter)
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

/// Whether a resource is created whenever a template is: it has no condition but those of the template.
pub fn is_created_with(resource: Node<'_>, template: Template<'_>) -> bool {
    let conditions = |node: Node<'_>| -> Vec<String> {
        let said = node.ancestors().filter_map(|it| it.get("condition"));
        said.map(|it| it.source().to_owned()).collect()
    };
    let own = conditions(template.root);
    let has_same_names = scope::deployment(resource) == scope::deployment(template.root);
    let mut needed = conditions(resource).into_iter();
    needed.all(|it| has_same_names && own.contains(&it))
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
