//! Edits that declare parameters and variables, take them out again, and what a new one has to be like: for whoever offers
//! such a change.

use crate::expr::expression::Expression;
use crate::expr::occurrences::{self, Name};
use crate::expr::scope::{Declaration, Scope, Symbol};
use crate::expr::tree::{Expr, Kind as Part};
use crate::model::parameters::ParameterFile;
use crate::model::value;
use crate::syntax::tree::{Kind, Node};
use crate::syntax::{patch, string};
use crate::text::edit::Edit;

/// What a parameter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    String,
    SecureString,
    Int,
    Bool,
    Array,
    Object,
    SecureObject,
}

impl Type {
    const ALL: [Self; 7] = [
        Self::String,
        Self::SecureString,
        Self::Int,
        Self::Bool,
        Self::Array,
        Self::Object,
        Self::SecureObject,
    ];

    /// The word of the declaration.
    pub fn word(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::SecureString => "securestring",
            Self::Int => "int",
            Self::Bool => "bool",
            Self::Array => "array",
            Self::Object => "object",
            Self::SecureObject => "secureObject",
        }
    }

    /// The type that a parameter says it has.
    pub fn declared(parameter: Node<'_>) -> Option<Self> {
        let word = parameter.get("type")?.as_str()?;
        Self::ALL.into_iter().find(|it| it.word().eq_ignore_ascii_case(&word))
    }

    /// The type of a value that is written out; `None` for what no parameter takes, and for what an expression computes.
    pub fn of(value: Node<'_>) -> Option<Self> {
        match value.kind() {
            Kind::String => (!value::is_expression(value)).then_some(Self::String),
            Kind::Number => value.as_i64().map(|_| Self::Int),
            Kind::Bool => Some(Self::Bool),
            Kind::Array => Some(Self::Array),
            Kind::Object => Some(Self::Object),
            Kind::Null | Kind::Broken => None,
        }
    }

    /// Whether its values are kept from everybody who reads the deployment.
    pub fn is_secure(self) -> bool {
        matches!(self, Self::SecureString | Self::SecureObject)
    }

    /// A value of this type that somebody has to fill in.
    pub fn blank(self, name: &str) -> String {
        match self {
            Self::String | Self::SecureString => string::quote(&format!("<{name}>")),
            Self::Int => "0".to_owned(),
            Self::Bool => "false".to_owned(),
            Self::Array => "[]".to_owned(),
            Self::Object | Self::SecureObject => "{}".to_owned(),
        }
    }
}

/// A parameter as it is declared, for [`declare`].
pub fn parameter(kind: Type, default: Option<&str>) -> String {
    let kind = string::quote(kind.word());
    match default {
        Some(default) => format!("{{\n  \"type\": {kind},\n  \"defaultValue\": {default}\n}}"),
        None => format!("{{\n  \"type\": {kind}\n}}"),
    }
}

/// Declares something in a deployment template, behind all that is declared there; `json` as for [`patch::add_member`].
/// `None` where nothing can be declared there.
pub fn declare(deployment: Node<'_>, symbol: Symbol, name: &str, json: &str) -> Option<Edit> {
    if deployment.kind() != Kind::Object || !deployment.is_closed() {
        return None;
    }
    let section = match symbol {
        Symbol::Parameter => "parameters",
        Symbol::Variable => "variables",
    };
    if let Some(section) = deployment.get(section) {
        let fits = section.kind() == Kind::Object && section.is_closed();
        return fits.then(|| patch::add_member(section, name, json));
    }
    let inner = json.replace('\n', "\n  ");
    let json = format!("{{\n  {}: {inner}\n}}", string::quote(name));
    let behind: &[&str] = match symbol {
        Symbol::Parameter => &["functions", "variables", "resources", "outputs"],
        Symbol::Variable => &["resources", "outputs"],
    };
    let next = deployment.children().find(|it| behind.iter().any(|key| it.has_key(key)));
    Some(match next {
        Some(next) => patch::add_member_before(next, section, &json),
        None => patch::add_member(deployment, section, &json),
    })
}

/// Takes a declaration out.
pub fn remove(declaration: &Declaration<'_>) -> Edit {
    patch::remove(declaration.node)
}

/// A name that means nothing yet, neither in the template nor in its parameter file: the wish, with a number where it has to.
pub fn free_name(scope: Scope<'_>, symbol: Symbol, wish: &str, file: Option<&ParameterFile>) -> Option<String> {
    let is_free = |it: &String| {
        let name = Name {
            symbol,
            scope,
            text: it.as_str().into(),
        };
        let is_given = || file.is_some_and(|file| symbol == Symbol::Parameter && file.entries(it).next().is_some());
        name.occurrences().is_empty() && !is_given()
    };
    let numbered = (2..100).map(|n| format!("{wish}{n}"));
    std::iter::once(wish.to_owned()).chain(numbered).find(is_free)
}

/// Whether nothing uses a declaration, as far as reading tells: none does where names are computed.
pub fn is_unused(name: &Name<'_>) -> bool {
    let uses = |it: &occurrences::Occurrence| it.role == occurrences::Role::Use;
    // A `copy` that counts under its own name is no use of what it makes.
    let own = |span| name.declarations().iter().any(|it| it.node.span().contains(span));
    let mut uses = name.occurrences().into_iter().filter(uses);
    !uses.any(|it| !own(it.span)) && !occurrences::is_computed(name.scope, name.symbol)
}

/// What type a name most likely has, by what an expression does with it: `call` is the part of it that names it.
pub fn guess(expression: &Expression<'_>, call: &Expr) -> Option<Type> {
    let around = expression.around(call.span.start);
    let holder = around.iter().rev().find(|it| it.parts().contains(&call))?;
    match &holder.kind {
        Part::Member { .. } => Some(Type::Object),
        Part::Index { of, index, .. } if **of == *call => match index.kind {
            Part::Text(_) => Some(Type::Object),
            Part::Integer(_) => Some(Type::Array),
            _ => None,
        },
        Part::Index { .. } => Some(Type::Int),
        Part::Call(function) if function.namespace.is_none() => {
            let place = function.arguments.iter().position(|it| it == call)?;
            argument(&function.name.text.to_ascii_lowercase(), place)
        }
        _ => None,
    }
}

/// The type that a function of the language takes there and nowhere else.
fn argument(function: &str, place: usize) -> Option<Type> {
    match (function, place) {
        ("add" | "sub" | "mul" | "div" | "mod" | "range", _) | ("copyindex" | "take" | "skip" | "substring", 1) => {
            Some(Type::Int)
        }
        ("if", 0) | ("and" | "or" | "not", _) => Some(Type::Bool),
        ("join" | "map" | "filter" | "reduce" | "flatten" | "sort", 0) => Some(Type::Array),
        ("items" | "objectkeys" | "shallowmerge", 0) => Some(Type::Object),
        ("format" | "base64" | "tolower" | "toupper" | "trim" | "replace" | "split" | "uri" | "uricomponent", 0) => {
            Some(Type::String)
        }
        ("resourceid" | "subscriptionresourceid" | "extensionresourceid" | "uniquestring" | "guid", _) => {
            Some(Type::String)
        }
        _ => None,
    }
}

/// Whether a name says that its value is a secret.
pub fn sounds_secret(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    ["password", "passwd", "secret", "sastoken", "accesskey", "credential"]
        .iter()
        .any(|it| lower.contains(it))
}
