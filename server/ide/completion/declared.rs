//! Parameters and variables of a deployment, in a value that is not an expression yet.

use crate::expr::scope::{self, Declaration, Symbol};
use crate::ide::completion::expression::about_declaration;
use crate::ide::completion::list::List;
use crate::ide::completion::{Item, ItemKind};
use crate::model::declarations;
use crate::model::template::Template;
use crate::model::value;
use crate::say;
use crate::schema::slice::Shape;
use crate::syntax::tree::{Kind, Node};

/// Adds the parameters and variables that may have the value of a member; nothing outside of a deployment.
pub(super) fn add(list: &mut List<'_>, template: Template<'_>, node: Node<'_>, shape: &Shape) {
    if template.deployment.is_some() {
        add_where(list, node, |it| fits(it, shape));
    }
}

/// Adds those whose name contains the name of the member.
pub(super) fn add_similar(list: &mut List<'_>, template: Template<'_>, node: Node<'_>, shape: &Shape, member: &str) {
    if template.deployment.is_none() {
        return;
    }
    let member = member.to_ascii_lowercase();
    add_where(list, node, |it| {
        it.name.to_ascii_lowercase().contains(&member) && fits(it, shape)
    });
    if member == "location" && node.parent() == Some(template.root) {
        let words = say! {
            en: "The location of the resource group that is deployed to.",
            pt_br: "A localização do grupo de recursos da implantação.",
        };
        list.word("[resourceGroup().location]", Some(&words));
    }
}

/// Adds all of them for a value outside of an image template, except the variable that the value belongs to.
pub(super) fn add_all(list: &mut List<'_>, node: Node<'_>) {
    add_where(list, node, |it| !node.ancestors().any(|enclosing| enclosing == it.node));
}

fn add_where(list: &mut List<'_>, node: Node<'_>, accepts: impl Fn(&Declaration<'_>) -> bool) {
    // What begins with a bracket is an expression, or a text of the author's own.
    let Some(scope) = scope::of(node).filter(|_| !list.site.typed().starts_with('[')) else {
        return;
    };
    for symbol in [Symbol::Parameter, Symbol::Variable] {
        let declared = scope.declared(symbol);
        declared.iter().filter(|it| accepts(it)).for_each(|it| offer(list, it));
    }
}

/// Whether the value may be of a shape, as far as it is declared or written.
fn fits(declaration: &Declaration<'_>, shape: &Shape) -> bool {
    let node = declaration.node;
    let said = match declaration.symbol {
        Symbol::Parameter => node
            .get("type")
            .and_then(Node::as_str)
            .map(|it| it.to_ascii_lowercase()),
        Symbol::Variable => written(node).map(str::to_owned),
    };
    let Some(said) = said else { return true };
    match shape {
        Shape::String => matches!(&*said, "string" | "securestring"),
        Shape::Integer => said == "int",
        Shape::Boolean => said == "bool",
        Shape::Array(_) => said == "array",
        Shape::Named(_) | Shape::Map(_) => matches!(&*said, "object" | "secureobject"),
        Shape::Any => true,
    }
}

/// The type of the value of a variable; `None` for an expression.
fn written(node: Node<'_>) -> Option<&'static str> {
    match node.kind() {
        Kind::String if !value::is_expression(node) => Some("string"),
        Kind::Number => Some("int"),
        Kind::Bool => Some("bool"),
        Kind::Array => Some("array"),
        Kind::Object => Some("object"),
        _ => None,
    }
}

fn offer(list: &mut List<'_>, declaration: &Declaration<'_>) {
    // A text that the author writes is not interrupted.
    let begins = list.site.typed().to_lowercase();
    let is_meant = declaration.name.to_lowercase().contains(&begins);
    if declaration.name.contains('\'') || !is_meant {
        return;
    }
    let function = declarations::section(declaration.symbol);
    let text = format!("[{function}('{}')]", declaration.name);
    let insertion = list.site.string(&text, None, &declaration.name);
    let (detail, words) = about_declaration(declaration);
    list.push(Item {
        detail,
        words,
        ..Item::new(&text, ItemKind::Variable, insertion)
    });
}
