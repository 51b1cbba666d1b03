//! Where the names of an expression are declared: in the deployment template around it, or in the function whose output it is.

mod index;

use std::borrow::Cow;

use crate::expr::scope::index::Index;
use crate::syntax::tree::{Kind, Node};
use crate::text::span::Span;

/// What declares the names that an expression uses.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Scope<'d> {
    /// A deployment template: the whole document, or one inside it that is evaluated on its own.
    Deployment(Node<'d>),
    /// A function that a deployment template declares, which knows its own parameters and nothing else.
    Function { function: Node<'d>, deployment: Node<'d> },
}

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Symbol {
    Parameter,
    Variable,
}

/// A parameter or a variable where it is declared.
#[derive(Debug, Clone)]
pub struct Declaration<'d> {
    pub symbol: Symbol,
    pub name: Cow<'d, str>,
    /// The name as written, with its quotes: a key, or a value for what a `copy` makes and for parameters of functions.
    pub written: Span,
    /// The parameter's object, the variable's value, or the item of `copy` that makes it.
    pub node: Node<'d>,
    /// Whether a `copy` of `variables` makes it.
    pub is_copied: bool,
}

const DEPLOYMENTS: &str = "Microsoft.Resources/deployments";

/// The scope of an expression that is at a value or its key. `None` outside every deployment template, and where no
/// expression is evaluated: in `metadata`, `allowedValues` and what describes the template itself.
pub fn of(node: Node<'_>) -> Option<Scope<'_>> {
    let path: Vec<Node<'_>> = node.ancestors().collect();
    let root = *path.last()?;
    // Names below the root, the outermost first.
    let mut scope = Scope::Deployment(root);
    let mut deployment = root;
    let mut next = path.len().checked_sub(1)?;
    while next > 0 {
        next -= 1;
        let node = *path.get(next)?;
        let is_section = node.parent() == Some(deployment);
        if is_section && is_plain(node) {
            return None;
        }
        if is_section && node.has_key("parameters") {
            // A parameter, and what it says: its default alone is evaluated.
            let said = next.checked_sub(2).and_then(|it| path.get(it));
            if said.is_some_and(|it| !it.has_key("defaultValue")) {
                return None;
            }
        }
        if is_section && node.has_key("functions") {
            // functions / 0 / members / name
            let at = |depth: usize| next.checked_sub(depth).and_then(|it| path.get(it)).copied();
            let said = at(4);
            if let (Some(function), Some(said)) = (at(3), said)
                && said.has_key("output")
            {
                scope = Scope::Function { function, deployment };
            } else {
                return None;
            }
        }
        if let Some(inner) = inner_template(node) {
            deployment = inner;
            scope = Scope::Deployment(inner);
        }
    }
    Some(scope)
}

/// The deployment template that a node belongs to, as its names go: the innermost that is evaluated on its own.
pub fn deployment(node: Node<'_>) -> Option<Node<'_>> {
    let holds = |it: &Node<'_>| it.parent().is_none() || inner_template(*it).is_some();
    node.ancestors().find(holds)
}

/// Every scope below a deployment template, and its own first.
pub fn all(root: Node<'_>) -> Vec<Scope<'_>> {
    let mut found = Vec::new();
    let mut waiting = vec![root];
    while let Some(node) = waiting.pop() {
        if node == root || inner_template(node).is_some() {
            found.push(Scope::Deployment(node));
            let functions = Scope::Deployment(node).functions().into_iter();
            found.extend(functions.map(|(_, function)| Scope::Function {
                function,
                deployment: node,
            }));
        }
        let children: Vec<Node<'_>> = node.children().collect();
        waiting.extend(children.into_iter().rev());
    }
    found
}

/// The value where it is the template of a deployment inside another one that is evaluated on its own.
pub fn inner_template(node: Node<'_>) -> Option<Node<'_>> {
    let scope = nesting(node)?.at(&["properties", "expressionEvaluationOptions", "scope"]);
    says(scope, "inner").then_some(node)
}

/// The deployment whose template a value is, one inside another; `None` for all other values.
pub fn nesting(node: Node<'_>) -> Option<Node<'_>> {
    let properties = node.parent().filter(|_| node.has_key("template"))?;
    let resource = properties.parent().filter(|_| properties.has_key("properties"))?;
    is_deployment(resource).then_some(resource)
}

/// Whether a resource is a deployment inside another one.
pub fn is_deployment(resource: Node<'_>) -> bool {
    says(resource.get("type"), DEPLOYMENTS)
}

fn says(node: Option<Node<'_>>, word: &str) -> bool {
    node.and_then(Node::as_str)
        .is_some_and(|it| it.eq_ignore_ascii_case(word))
}

/// Whether a section of a deployment template contains no expressions.
fn is_plain(section: Node<'_>) -> bool {
    let plain = [
        "$schema",
        "contentVersion",
        "languageVersion",
        "metadata",
        "definitions",
    ];
    plain.iter().any(|it| section.has_key(it))
}

impl<'d> Scope<'d> {
    pub fn deployment(self) -> Node<'d> {
        match self {
            Self::Deployment(deployment) | Self::Function { deployment, .. } => deployment,
        }
    }

    /// The values that the deployment around it hands to an inner one, with the scope that they are evaluated in; `None`
    /// for the outermost.
    pub fn passed(self) -> Option<(Option<Node<'d>>, Scope<'d>)> {
        let Self::Deployment(deployment) = self else {
            return None;
        };
        let properties = deployment.parent()?;
        Some((properties.get("parameters"), of(properties)?))
    }

    /// The parameters that are declared, in order.
    pub fn parameters(self) -> Vec<Declaration<'d>> {
        self.each(Symbol::Parameter).collect()
    }

    /// The variables that are declared, in order; a function sees none.
    pub fn variables(self) -> Vec<Declaration<'d>> {
        self.each(Symbol::Variable).collect()
    }

    fn each(self, symbol: Symbol) -> impl Iterator<Item = Declaration<'d>> {
        let (section, items) = match (self, symbol) {
            (Self::Deployment(deployment), Symbol::Parameter) => (deployment.get("parameters"), None),
            (Self::Deployment(deployment), Symbol::Variable) => {
                let section = deployment.get("variables");
                (section, section.and_then(|it| it.get("copy")))
            }
            (Self::Function { function, .. }, Symbol::Parameter) => (None, function.get("parameters")),
            (Self::Function { .. }, Symbol::Variable) => (None, None),
        };
        let is_loop = move |it: &Node<'d>| symbol == Symbol::Variable && it.has_key("copy");
        let plain = section
            .into_iter()
            .flat_map(Node::children)
            .filter(move |it| !is_loop(it));
        let items = items.filter(|it| it.kind() == Kind::Array);
        let items = items.into_iter().flat_map(Node::children);
        let named = items.filter_map(move |it| named(it, symbol));
        plain.filter_map(move |it| member_of(it, symbol)).chain(named)
    }

    /// The parameters or the variables.
    pub fn declared(self, symbol: Symbol) -> Vec<Declaration<'d>> {
        self.each(symbol).collect()
    }

    /// What a name stands for; names are looked up ignoring case.
    pub fn find(self, symbol: Symbol, name: &str) -> Option<Declaration<'d>> {
        let tree = self.owner().tree();
        let found = tree.derived::<Index>().declaration(self, symbol, name)?;
        let node = tree.node(found.node)?;
        match found.is_item {
            true => named(node, symbol),
            false => member_of(node, symbol),
        }
    }

    /// The object that contains the sections with its declarations.
    pub fn owner(self) -> Node<'d> {
        match self {
            Self::Deployment(owner) | Self::Function { function: owner, .. } => owner,
        }
    }

    /// The functions that the deployment template declares: namespace, and the function by its name as key.
    pub fn functions(self) -> Vec<(Cow<'d, str>, Node<'d>)> {
        let spaces = self.deployment().get("functions").into_iter().flat_map(Node::children);
        let functions = spaces.flat_map(|space| {
            let name = space.get("namespace").and_then(Node::as_str).unwrap_or_default();
            let members = space.get("members").into_iter().flat_map(Node::children);
            members.map(move |it| (name.clone(), it))
        });
        functions.collect()
    }

    /// A function that the deployment template declares.
    pub fn function(self, namespace: &str, name: &str) -> Option<Node<'d>> {
        let (deployment, tree) = (self.deployment(), self.owner().tree());
        let found = tree.derived::<Index>().function(deployment, namespace, name)?;
        tree.node(found)
    }
}

/// A member by name ignoring case, as Resource Manager finds names.
pub fn member<'d>(object: Node<'d>, name: &str) -> Option<Node<'d>> {
    index::member(object, name)
}

fn member_of(node: Node<'_>, symbol: Symbol) -> Option<Declaration<'_>> {
    Some(Declaration {
        symbol,
        name: node.key()?,
        written: node.key_span()?,
        node,
        is_copied: false,
    })
}

fn named(item: Node<'_>, symbol: Symbol) -> Option<Declaration<'_>> {
    let name = item.get("name")?;
    Some(Declaration {
        symbol,
        name: name.as_str()?,
        written: name.span(),
        node: item,
        // Functions name their parameters in the same way.
        is_copied: symbol == Symbol::Variable,
    })
}
