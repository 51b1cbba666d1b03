//! The deployment template of an image template: what its expressions say, and which resources it creates.

use crate::expr::eval::{self, target};
use crate::expr::expression::Expression;
use crate::expr::scope;
use crate::expr::tree::Expr;
use crate::expr::value::Value;
use crate::model::neighbours::{Neighbours, Text};
use crate::model::parameters::ParameterFile;
use crate::model::template::Template;
use crate::syntax::tree::Node;

/// A deployment template with the values that it is to be started with.
#[derive(Clone, Copy)]
pub struct Deployed<'d> {
    root: Node<'d>,
    given: Option<Node<'d>>,
    neighbours: &'d Neighbours,
}

/// A resource that is created.
pub struct Created<'d> {
    pub node: Node<'d>,
    pub id: Text,
}

impl<'d> Deployed<'d> {
    /// The outermost deployment of an image template; `None` for a template that is in none.
    pub fn of(template: Template<'d>) -> Option<Self> {
        template.deployment?;
        let root = template.root.ancestors().last()?;
        let given = template.parameters.and_then(ParameterFile::values);
        let neighbours = template.neighbours?.get_or_init(|| Neighbours::new(root, given));
        Some(Self {
            root,
            given,
            neighbours,
        })
    }

    /// What a value says; `None` if it is no text, or nothing is known of it.
    pub fn text(&self, node: Node<'d>) -> Option<Text> {
        self.neighbours.read(self.root, eval::value_of(node, self.given))
    }

    /// What a part of an expression says.
    pub fn part_text(&self, expression: &Expression<'d>, part: &Expr) -> Option<Text> {
        self.neighbours
            .read(self.root, eval::part(expression, part, self.given))
    }

    /// The ID of a resource that the deployment declares.
    pub fn id(&self, resource: Node<'d>) -> Option<Text> {
        self.neighbours.read(self.root, target::id_of(resource, self.given))
    }

    /// What the key of a value says.
    pub fn key(&self, node: Node<'d>) -> Option<Text> {
        match Expression::of_key(node) {
            Some(expression) => self.neighbours.read(self.root, eval::evaluate(&expression, self.given)),
            None => Some(Text::written(&node.key()?)),
        }
    }

    /// The texts of a list; `None` if one of them is unknown.
    pub fn texts(&self, list: Node<'d>) -> Option<Vec<String>> {
        let Value::Array(items) = eval::value_of(list, self.given).value.ok()? else {
            return None;
        };
        items.iter().map(|it| it.text().map(str::to_owned)).collect()
    }

    /// The ID of the resource whose property a text is; `None` if it is no property.
    pub fn subject(&self, of: &Text) -> Option<Text> {
        Some(self.part(of, of.subject.as_deref()?))
    }

    /// A part of a text, such as the ID of a gallery in that of an image.
    pub fn part(&self, of: &Text, part: &str) -> Text {
        self.neighbours.part(self.root, of, part)
    }

    /// The ID of the group or the subscription that the deployment around a node goes to.
    pub fn target(&self, node: Node<'d>) -> Option<Text> {
        self.neighbours.read(self.root, target::target_of(node, self.given))
    }

    /// The only gallery image, managed identity or resource group with an ID that is created, by its type in lower case.
    pub fn find(&self, kind: &str, id: &Text) -> Option<Created<'d>> {
        let found = self.neighbours.find(kind, id)?;
        let node = self.root.tree().node(found.node)?;
        Some(Created {
            node,
            id: found.id.clone()?,
        })
    }

    /// Every resource that is created, with its type in lower case, in the order of the text; those that exist already are none.
    pub fn resources(&self) -> impl Iterator<Item = (Node<'d>, &'d str)> {
        let tree = self.root.tree();
        let all = self.neighbours.resources.iter();
        all.filter_map(move |it| Some((tree.node(it.node)?, it.kind.as_str())))
    }

    /// The nodes of the resources of a type in lower case.
    pub fn declared(&self, kind: &str) -> impl Iterator<Item = Node<'d>> {
        let (tree, all) = (self.root.tree(), &self.neighbours.resources);
        let numbers = self.neighbours.by_kind.get(kind).into_iter().flatten();
        numbers.filter_map(move |it| tree.node(all.get(*it)?.node))
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
