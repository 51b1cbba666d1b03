//! One image template, or a trigger of one: a node wearing a name.

use std::borrow::Cow;
use std::sync::OnceLock;

use crate::expr::eval::{self, Evaluation, Origin as From};
use crate::expr::expression::Expression;
use crate::expr::scope::{self, Symbol};
use crate::expr::value::Value as Evaluated;
use crate::expr::{self, Reference};
use crate::model::literal::Literal;
use crate::model::neighbours::Neighbours;
use crate::model::parameters::{self, ParameterFile, Start};
use crate::model::script_file::ScriptFiles;
use crate::model::value::{self, Value};
use crate::syntax::tree::{Kind, Node};
use crate::text::day::Day;

/// Where a template is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The whole document is the body of one resource.
    Standalone,
    /// A resource of a deployment template.
    Resource,
}

/// Which resource it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// `Microsoft.VirtualMachineImages/imageTemplates`
    Template,
    /// `Microsoft.VirtualMachineImages/imageTemplates/triggers`
    Trigger,
}

/// An image template or a trigger.
#[derive(Debug, Clone, Copy)]
pub struct Template<'d> {
    pub root: Node<'d>,
    pub form: Form,
    pub role: Role,
    /// The deployment template around it, whose parameters and variables its expressions name.
    pub deployment: Option<Node<'d>>,
    /// The values that the outermost deployment is to be started with.
    pub parameters: Option<&'d ParameterFile>,
    /// The files that its addresses most likely name.
    pub files: Option<&'d ScriptFiles>,
    /// The resources of its document, once somebody asks for them.
    pub neighbours: Option<&'d OnceLock<Neighbours>>,
    /// API version for a template that does not name one.
    pub fallback: Option<&'d str>,
    /// The day in UTC on which it is checked; `None` if nobody named one.
    pub today: Option<Day>,
}

/// How an API version is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// It is written in the resource.
    Literal,
    /// It is the value or the default of a parameter, or the value of a variable.
    Deduced,
    /// A setting or an argument names it.
    Setting,
}

/// The API version that a template is submitted with.
#[derive(Debug, Clone)]
pub struct ApiVersion<'d> {
    pub text: Cow<'d, str>,
    pub origin: Origin,
    /// The value to change for another version, where it is one of the document.
    pub node: Option<Node<'d>>,
    /// The place to point at: that value, or the expression that names one of the parameter file; `None` for a setting.
    pub at: Option<Node<'d>>,
    /// The parameter file that says so.
    pub file: Option<&'d str>,
}

/// What a computed value may weigh, in the unit of [`Evaluated::weight`]. A longer one does not occur in a real template, and every
/// rule that reads it would be slow.
const MAX_WEIGHT: usize = 256 << 10;

impl<'d> Template<'d> {
    /// The effective API version; `None` if unknown.
    pub fn api_version(self) -> Option<ApiVersion<'d>> {
        let written = self.root.get("apiVersion");
        let fallback = || {
            let text = Cow::Borrowed(self.fallback?);
            Some(ApiVersion {
                text,
                origin: Origin::Setting,
                node: None,
                at: None,
                file: None,
            })
        };
        match value::text(written) {
            Value::Known(text, node) => Some(ApiVersion {
                text,
                origin: Origin::Literal,
                node: Some(node),
                at: Some(node),
                file: None,
            }),
            Value::Computed(node) => self.deduced(node).or_else(fallback),
            Value::Wrong(_) | Value::Missing => fallback(),
        }
    }

    fn deduced(self, node: Node<'d>) -> Option<ApiVersion<'d>> {
        let literal = self.resolve(node)?;
        let in_document = literal.in_document();
        let file = literal.file();
        let text = literal
            .as_str()
            .filter(|it| !value::has_placeholder(it) && !expr::is_expression(it))?;
        Some(ApiVersion {
            text,
            origin: Origin::Deduced,
            node: in_document,
            at: in_document.or(Some(node)),
            file,
        })
    }

    /// What a value evaluates to as far as the files determine it: itself, the value of the variable or the parameter that it names,
    /// from the parameter file if it sets it, else its default, or what its expression makes of those. For deductions
    /// and hints, never for a finding of its own.
    pub fn resolve(self, node: Node<'d>) -> Option<Literal<'d>> {
        let mut node = node;
        // A variable may name a parameter, which ends there; the bound stops circles.
        for _ in 0..8 {
            if !value::is_expression(node) {
                return Some(Literal::here(node));
            }
            self.deployment?;
            let next = match expr::reference(&node.as_str()?) {
                Some(Reference::Parameter(name)) => match parameters::start_value(node, name, self.parameters) {
                    Start::Given(value, file) => return Some(Literal::there(value, file.name())),
                    Start::Hidden => return None,
                    Start::Default(next) => Some(next),
                    Start::Passed(_) => None,
                },
                Some(Reference::Variable(name)) => {
                    let declared = scope::of(node).and_then(|it| it.find(Symbol::Variable, name));
                    declared.filter(|it| !it.is_copied).map(|it| it.node)
                }
                None => None,
            };
            match next {
                Some(next) => node = next,
                None => return self.computed(node),
            }
        }
        None
    }

    fn computed(self, node: Node<'d>) -> Option<Literal<'d>> {
        let outcome = self.evaluate(&Expression::of(node)?);
        let is_usable = |it: &Evaluated| it.is_known() && it.weight() <= MAX_WEIGHT;
        let value = outcome.value.ok().filter(is_usable)?;
        let has_file = outcome.from.iter().any(|it| matches!(it, From::File(_)));
        let file = self.parameters.filter(|_| has_file).map(ParameterFile::name);
        Some(Literal::computed(value, file))
    }

    /// What an expression of the deployment around it evaluates to, with the values that it is to be started with.
    pub fn evaluate(self, expression: &Expression<'d>) -> Evaluation {
        eval::evaluate(expression, self.parameters.and_then(ParameterFile::values))
    }

    /// A text as far as the files determine it.
    pub fn resolved_text(self, node: Option<Node<'d>>) -> Option<Cow<'d, str>> {
        self.resolve(node?)?.as_str().filter(|it| !value::has_placeholder(it))
    }

    /// A member of `properties`.
    pub fn property(self, name: &str) -> Option<Node<'d>> {
        self.root.get("properties")?.get(name)
    }

    /// The steps, in order; none where an expression computes the list.
    pub fn customizers(self) -> impl Iterator<Item = Node<'d>> {
        objects(self.property("customize"))
    }

    /// The validators, in order.
    pub fn validators(self) -> impl Iterator<Item = Node<'d>> {
        objects(self.property("validate").and_then(|it| it.get("inVMValidations")))
    }

    /// The targets, in order.
    pub fn distributors(self) -> impl Iterator<Item = Node<'d>> {
        objects(self.property("distribute"))
    }

    /// What the template is called: the literal name of a resource, nothing for an expression.
    pub fn name(self) -> Option<Cow<'d, str>> {
        value::text(self.root.get("name")).known()
    }
}

fn objects<'d>(list: Option<Node<'d>>) -> impl Iterator<Item = Node<'d>> {
    let list = list.filter(|it| it.kind() == Kind::Array);
    list.into_iter()
        .flat_map(Node::children)
        .filter(|it| it.kind() == Kind::Object)
}
