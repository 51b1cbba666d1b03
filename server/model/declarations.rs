//! Edits that declare parameters and variables and remove them, and the requirements of a new one: for whatever offers
//! such a change.

use std::collections::HashSet;

use crate::expr::expression::{self, Expression};
use crate::expr::functions::{self, Type as Taken};
use crate::expr::names::{self, Use};
use crate::expr::occurrences::Name;
use crate::expr::scope::{Declaration, Scope, Symbol};
use crate::expr::tree::Kind as Part;
use crate::expr::value::{self, Type};
use crate::model::parameters::ParameterFile;
use crate::syntax::tree::{Kind, Node};
use crate::syntax::{patch, string};
use crate::text::edit::Edit;

/// The member of a deployment template that declares parameters or variables.
pub fn section(symbol: Symbol) -> &'static str {
    match symbol {
        Symbol::Parameter => "parameters",
        Symbol::Variable => "variables",
    }
}

/// Declares something in a deployment template, after all that is declared there; `json` as for [`patch::add_member`].
/// `None` if nothing can be declared there.
pub fn declare(deployment: Node<'_>, symbol: Symbol, name: &str, json: &str) -> Option<Edit> {
    if deployment.kind() != Kind::Object || !deployment.is_closed() {
        return None;
    }
    let key = section(symbol);
    if let Some(section) = deployment.get(key) {
        let fits = section.kind() == Kind::Object && section.is_closed();
        return fits.then(|| patch::add_member(section, name, json));
    }
    let inner = json.replace('\n', "\n  ");
    let json = format!("{{\n  {}: {inner}\n}}", string::quote(name));
    let behind: &[&str] = match symbol {
        Symbol::Parameter => &["functions", "variables", "resources", "outputs"],
        Symbol::Variable => &["resources", "outputs"],
    };
    let next = deployment
        .children()
        .find(|it| behind.iter().any(|key| it.has_key(key)));
    Some(match next {
        Some(next) => patch::add_member_before(next, key, &json),
        None => patch::add_member(deployment, key, &json),
    })
}

/// A parameter as [`declare`] takes it: of a type, with the default as it is to be written.
pub fn parameter(word: &str, default: Option<&str>) -> String {
    let kind = string::quote(word);
    match default {
        Some(default) => format!(
            "{{\n  \"type\": {kind},\n  \"defaultValue\": {}\n}}",
            default.replace('\n', "\n  ")
        ),
        None => format!("{{\n  \"type\": {kind}\n}}"),
    }
}

/// The word for the type of a new parameter: its values are kept from everybody where its name says that they are secret.
pub fn word(kind: Type, name: &str) -> &'static str {
    match kind {
        Type::Text if sounds_secret(name) => "securestring",
        _ => kind.word(),
    }
}

/// Whether a name says that its value is secret.
pub fn sounds_secret(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    ["password", "passwd", "secret", "sastoken", "accesskey", "credential"]
        .iter()
        .any(|it| lower.contains(it))
}

/// Declares what an expression names, with the type that it most likely has and a value to fill in; `None` for a function, which
/// sees nothing but its own parameters.
pub fn declare_missing(it: &Use<'_>) -> Option<Edit> {
    let Scope::Deployment(deployment) = it.scope else {
        return None;
    };
    let kind = guess(it).unwrap_or(Type::Text);
    let json = match it.symbol {
        Symbol::Parameter => parameter(word(kind, &it.name), None),
        Symbol::Variable => blank(kind).to_owned(),
    };
    declare(deployment, it.symbol, &it.name, &json)
}

/// Whether a deployment may be started without a value for a parameter.
pub fn may_be_absent(parameter: Node<'_>) -> bool {
    parameter.get("defaultValue").is_some() || parameter.get("nullable").is_some()
}

/// Whether a type keeps its values from everybody: a pipeline hands them in, and no file has them.
pub fn is_secret(kind: Node<'_>) -> bool {
    kind.as_str()
        .is_some_and(|it| it.to_ascii_lowercase().starts_with("secure"))
}

/// A value to begin with, as JSON on one line: the default where that is written out, the first that is allowed, or one that says nothing.
pub fn first_value(parameter: Node<'_>) -> String {
    let default = parameter.get("defaultValue").filter(|it| literal_type(*it).is_some());
    let allowed = parameter.get("allowedValues").and_then(|it| it.children().next());
    if let Some(written) = default.or(allowed).filter(|it| !it.source().contains(['\n', '\r'])) {
        return written.source().to_owned();
    }
    let kind = parameter.get("type").and_then(Node::as_str);
    blank(kind.and_then(|it| value::type_named(&it)).unwrap_or(Type::Text)).to_owned()
}

/// A value of a type that says nothing.
pub fn blank(kind: Type) -> &'static str {
    match kind {
        Type::Text => "\"\"",
        Type::Integer => "0",
        Type::Bool => "false",
        Type::Array => "[]",
        Type::Object => "{}",
    }
}

/// Removes a declaration, and the value that the deployment around an inner one hands to it: with nothing to take it, that one
/// would be refused.
pub fn remove(scope: Scope<'_>, declaration: &Declaration<'_>) -> Vec<Edit> {
    let node = declaration.node;
    // A `copy` that makes nothing is refused.
    let list = node
        .parent()
        .filter(|it| declaration.is_copied && it.child_count() == 1);
    let mut edits = vec![patch::remove(list.unwrap_or(node))];
    let name = Name::of(declaration.symbol, scope, declaration.name.clone());
    if let [passed] = &*name.passed()
        && let [_] = &*name.declarations()
    {
        edits.push(patch::remove(*passed));
    }
    edits
}

/// A name that means nothing yet, neither in the template nor in its parameter file: the wish, with a number where it has to.
pub fn free_name(scope: Scope<'_>, symbol: Symbol, wish: &str, file: Option<&ParameterFile>) -> Option<String> {
    let mut taken: HashSet<String> = HashSet::new();
    let mut take = |it: &str| {
        taken.insert(it.to_ascii_lowercase());
    };
    scope.declared(symbol).iter().for_each(|it| take(&it.name));
    let mut expressions = Vec::new();
    expression::within(scope.deployment(), &mut expressions);
    let uses = expressions.iter().flat_map(names::uses);
    uses.filter(|it| it.symbol == symbol && it.scope == scope)
        .for_each(|it| take(&it.name));
    match symbol {
        Symbol::Parameter => {
            let passed = scope.passed().and_then(|it| it.0);
            let given = file.filter(|_| scope.deployment().parent().is_none());
            let entries = [passed, given.and_then(ParameterFile::values)].into_iter().flatten();
            entries
                .flat_map(Node::children)
                .filter_map(Node::key)
                .for_each(|it| take(&it));
        }
        // It produces variables but is not a variable.
        Symbol::Variable => take("copy"),
    }
    let numbered = (2..100).map(|n| format!("{wish}{n}"));
    let mut wishes = std::iter::once(wish.to_owned()).chain(numbered);
    wishes.find(|it| !taken.contains(&it.to_ascii_lowercase()))
}

/// The type of a value that is written out, as a parameter may have it by default; `None` for what no parameter takes, and for what
/// expressions compute.
pub fn literal_type(node: Node<'_>) -> Option<Type> {
    let mut expressions = Vec::new();
    expression::within(node, &mut expressions);
    let mut waiting = vec![node];
    while let Some(node) = waiting.pop() {
        if node.kind() == Kind::Broken || node.has_key("copy") {
            return None;
        }
        waiting.extend(node.children());
    }
    value::plain(node).kind().filter(|_| expressions.is_empty())
}

/// What type a name most likely has, by where it is and what its expression does with it.
fn guess(it: &Use<'_>) -> Option<Type> {
    let expression = Expression::of(it.node).filter(|expression| expression.string.contains(it.span));
    let expression = expression.or_else(|| Expression::of_key(it.node))?;
    let mut enclosing = expression.enclosing(expression.offset(it.span.start));
    let at = enclosing
        .iter()
        .rposition(|part| expression.written(part.span) == it.call)?;
    let call = enclosing.drain(at..).next()?;
    let Some(holder) = enclosing.pop() else {
        return by_member(it.node).filter(|_| !expression.is_key);
    };
    match &holder.kind {
        Part::Member { .. } => Some(Type::Object),
        Part::Index { of, index, .. } if **of == *call => match index.kind {
            Part::Text(_) => Some(Type::Object),
            Part::Integer(_) => Some(Type::Array),
            _ => None,
        },
        Part::Call(function) if function.namespace.is_none() => {
            let index = function.arguments.iter().position(|it| it == call)?;
            taken(functions::find(&function.name.text)?.argument(index)?.types.iter())
        }
        _ => None,
    }
}

/// The type where a function takes one alone.
fn taken(mut types: impl Iterator<Item = Taken>) -> Option<Type> {
    let (only, None) = (types.next()?, types.next()) else {
        return None;
    };
    match only {
        Taken::String => Some(Type::Text),
        Taken::Int => Some(Type::Integer),
        Taken::Bool => Some(Type::Bool),
        Taken::Array => Some(Type::Array),
        Taken::Object => Some(Type::Object),
        Taken::Float | Taken::Null | Taken::Lambda => None,
    }
}

/// What members of resources take whose meaning is the same everywhere.
fn by_member(node: Node<'_>) -> Option<Type> {
    let of_copy = node.parent().is_some_and(|it| it.has_key("copy"));
    if node.has_key("condition") {
        Some(Type::Bool)
    } else if node.has_key("count") && of_copy {
        Some(Type::Integer)
    } else if node.has_key("tags") {
        Some(Type::Object)
    } else {
        None
    }
}
