//! One image template, or a trigger of one: a node wearing a name.

use std::borrow::Cow;

use crate::expr::{self, Reference};
use crate::model::literal::Literal;
use crate::model::parameters::{Given, ParameterFile};
use crate::model::script_file::ScriptFiles;
use crate::model::value::{self, Value};
use crate::syntax::tree::{Kind, Node};

/// Where a template stands.
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
    /// The values that this deployment is to be started with; `None` for one inside another, which gets its values from there.
    pub parameters: Option<&'d ParameterFile>,
    /// The files that its addresses most likely name.
    pub files: Option<&'d ScriptFiles>,
    /// API version for a template that does not name one.
    pub fallback: Option<&'d str>,
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

impl<'d> Template<'d> {
    /// The effective API version; `None` where it can't be told.
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
        let place = literal.place();
        let text = literal
            .as_str()
            .filter(|it| !value::has_placeholder(it) && !expr::is_expression(it))?;
        Some(ApiVersion {
            text,
            origin: Origin::Deduced,
            node: place,
            at: place.or(Some(node)),
            file: literal.file(),
        })
    }

    /// The literal behind a value: itself, the value of the variable or the parameter that it names,
    /// from the parameter file where that speaks of it, else its default. For deductions and hints,
    /// never for a finding of its own.
    pub fn resolve(self, node: Node<'d>) -> Option<Literal<'d>> {
        let mut node = node;
        // A variable may name a parameter, which ends there; the bound stops circles.
        for _ in 0..8 {
            if !value::is_expression(node) {
                return Some(Literal::here(node));
            }
            let text = node.as_str()?;
            let deployment = self.deployment?;
            node = match expr::reference(&text)? {
                Reference::Parameter(name) => {
                    let declared = member(deployment.get("parameters")?, name)?;
                    match self.parameters.and_then(|it| Some((it, it.given(name)?))) {
                        Some((file, Given::Value(value))) => return Some(Literal::there(value, file.name())),
                        Some((_, Given::Hidden)) => return None,
                        None => declared.get("defaultValue")?,
                    }
                }
                Reference::Variable(name) => member(deployment.get("variables")?, name)?,
            };
        }
        None
    }

    /// A text as far as the files tell it.
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

/// A member by name without regard to case, as Resource Manager finds parameters and variables.
pub(super) fn member<'d>(object: Node<'d>, name: &str) -> Option<Node<'d>> {
    object
        .children()
        .find(|it| it.key().is_some_and(|key| key.eq_ignore_ascii_case(name)))
}

fn objects<'d>(list: Option<Node<'d>>) -> impl Iterator<Item = Node<'d>> {
    let list = list.filter(|it| it.kind() == Kind::Array);
    list.into_iter()
        .flat_map(Node::children)
        .filter(|it| it.kind() == Kind::Object)
}
