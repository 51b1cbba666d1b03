//! The value of a variable instead of its name: at one use, or at all of them, with which its declaration goes.

use crate::document::{Document, Kind as DocumentKind};
use crate::expr::expression::{self, Expression};
use crate::expr::movable;
use crate::expr::names::{self, Use};
use crate::expr::parser;
use crate::expr::quoted;
use crate::expr::scope::{self, Declaration, Scope, Symbol};
use crate::expr::tree::{Expr, Kind as Part};
use crate::expr::unescaped;
use crate::ide::actions::{Action, Kind};
use crate::model::declarations;
use crate::model::deployment::Deployment;
use crate::say;
use crate::syntax::patch;
use crate::syntax::tree::{Kind as Json, Node};
use crate::text::edit::Edit;
use crate::text::plain::{code, shortened};

/// What a use or a declaration under the cursor offers.
pub fn inlinings(doc: &Document, at: u32) -> Vec<Action> {
    if doc.kind() != DocumentKind::Arm {
        return Vec::new();
    }
    let file = doc.parameters().map(AsRef::as_ref);
    let Some(deployment) = Deployment::of(doc.tree(), file).filter(|it| it.is_whole) else {
        return Vec::new();
    };
    let offer = at_use(&deployment, at).or_else(|| at_declaration(&deployment, at));
    offer.into_iter().collect()
}

fn at_use(deployment: &Deployment<'_>, at: u32) -> Option<Action> {
    let mut uses = deployment.uses.iter();
    let found = uses.find(|it| it.symbol == Symbol::Variable && it.call.touches(at))?;
    let declaration = found.declaration().filter(|it| may_go(found.scope, it))?;
    let name = shown(&declaration);
    let title = say! { en: "Inline {name} here", pt_br: "Embutir {name} aqui" };
    let edits = vec![edit(deployment, found, declaration.node)?];
    Some(Action::new(title, Kind::Inline, edits))
}

fn at_declaration(deployment: &Deployment<'_>, at: u32) -> Option<Action> {
    let declared = deployment.scopes.iter().find_map(|scope| {
        let variables = scope.variables();
        let found = variables.into_iter().find(|it| it.written.touches(at))?;
        Some((*scope, found))
    });
    let (scope, declaration) = declared.filter(|it| may_go(it.0, &it.1))?;
    if deployment.computes_names(scope, Symbol::Variable) {
        return None;
    }
    let uses: Vec<&Use<'_>> = deployment
        .uses
        .iter()
        .filter(|it| it.means(scope, &declaration))
        .collect();
    let edits = uses.iter().map(|it| edit(deployment, it, declaration.node));
    let mut edits: Vec<Edit> = edits.collect::<Option<_>>()?;
    let (name, count) = (shown(&declaration), edits.len());
    edits.extend(declarations::remove(scope, &declaration));
    edits.sort_by_key(|it| it.span);
    let title = match count {
        // It is unused, which a finding reports.
        0 => return None,
        1 => say! { en: "Inline {name} and remove it", pt_br: "Embutir {name} e removê-la" },
        _ => say! {
            en: "Inline {name} in {count} places and remove it",
            pt_br: "Embutir {name} em {count} lugares e removê-la",
        },
    };
    Some(Action::new(title, Kind::Inline, edits))
}

fn shown(declaration: &Declaration<'_>) -> String {
    const MAX_SHOWN: usize = 40;
    code(&shortened(&declaration.name, MAX_SHOWN))
}

/// Whether a variable may be replaced by its value: it is not a loop, it is declared once, and everything in it is as it must be.
fn may_go(scope: Scope<'_>, declaration: &Declaration<'_>) -> bool {
    let node = declaration.node;
    let same = scope.variables();
    let is_one = same
        .iter()
        .filter(|it| it.name.eq_ignore_ascii_case(&declaration.name))
        .count()
        == 1;
    let tree = node.tree();
    let has_comment = tree.comments_in(node.span()).iter().any(|it| node.span().contains(*it));
    let is_odd = tree.errors().iter().any(|it| it.span.overlaps(node.span()));
    let mut waiting: Vec<Node<'_>> = node.children().collect();
    while let Some(inner) = waiting.pop() {
        if inner.has_key("copy") {
            return false;
        }
        waiting.extend(inner.children());
    }
    let mut expressions = Vec::new();
    expression::within(node, &mut expressions);
    let is_fine = |it: &Expression<'_>| {
        let leads_back = names::uses(it).iter().any(|it| it.means(scope, declaration));
        it.mistakes.is_empty() && movable::fits_variable(&it.root, scope) && !leads_back
    };
    is_one && !declaration.is_copied && !has_comment && !is_odd && expressions.iter().all(is_fine)
}

/// The change that replaces a name, and what is taken from it, with the value; `None` if it cannot be.
fn edit(deployment: &Deployment<'_>, name: &Use<'_>, value: Node<'_>) -> Option<Edit> {
    let mut placed = deployment.expressions.iter().map(|it| &it.expression);
    let expression = placed.find(|it| it.node == name.node && it.string.contains(name.call))?;
    if !expression.mistakes.is_empty() || value.span().contains(name.call) {
        return None;
    }
    let mut enclosing = expression.root.walk();
    enclosing.retain(|it| expression.written(it.span).contains(name.call));
    let mut part = enclosing.pop()?;
    let mut value = value;
    while let Some(inner) = enclosing.last().and_then(|it| member(it, part, value)) {
        value = inner;
        part = enclosing.pop()?;
    }
    let holder = enclosing.pop();
    if holder.is_none() && !expression.is_key {
        return in_value(expression.node, value);
    }
    let is_asked = holder.is_some_and(|it| is_of(it, part));
    let written = written(value, is_asked).filter(|_| holder.is_some() || Expression::of(value).is_some())?;
    let (before, after) = expression.text.split_at_checked(part.span.start as usize)?;
    let after = after.get(part.span.len() as usize..)?;
    let is_read = parser::parse(&format!("{before}{written}{after}")).mistakes.is_empty();
    is_read.then(|| expression.edit(part.span, &written))
}

/// What a part takes from the value of another one, where that is written out.
fn member<'d>(holder: &Expr, part: &Expr, value: Node<'d>) -> Option<Node<'d>> {
    if !is_of(holder, part) || value.children().any(|it| Expression::of_key(it).is_some()) {
        return None;
    }
    let (is_object, is_array) = (value.kind() == Json::Object, value.kind() == Json::Array);
    match &holder.kind {
        Part::Member { name, .. } if is_object => scope::member(value, &name.text),
        Part::Index { index, .. } => match &index.kind {
            Part::Text(name) if is_object => scope::member(value, name),
            Part::Integer(place) if is_array => value.child(usize::try_from(*place).ok()?),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a part takes something from another one.
fn is_of(holder: &Expr, part: &Expr) -> bool {
    match &holder.kind {
        Part::Member { of, .. } | Part::Index { of, .. } => **of == *part && of.span == part.span,
        _ => false,
    }
}

/// A value instead of a whole string.
fn in_value(string: Node<'_>, value: Node<'_>) -> Option<Edit> {
    match value.kind() {
        Json::Broken => None,
        Json::Object | Json::Array => Some(patch::replace_block(string, &patch::dedent(value)?)),
        _ => Some(patch::replace_value(string, value.source())),
    }
}

/// A value as a part of an expression; where something is taken from it, it must be computed.
fn written(value: Node<'_>, is_asked: bool) -> Option<String> {
    if let Some(expression) = Expression::of(value) {
        let root = &expression.root;
        let may_be_asked = matches!(root.kind, Part::Call(_) | Part::Member { .. } | Part::Index { .. });
        return (!is_asked || may_be_asked).then(|| root.span.of(&expression.text).to_owned());
    }
    let literal = match value.kind() {
        Json::String => quoted(unescaped(&value.as_str()?)),
        Json::Number => value.as_i64()?.to_string(),
        Json::Bool if value.as_bool() == Some(true) => "true()".to_owned(),
        Json::Bool => "false()".to_owned(),
        Json::Null => "null()".to_owned(),
        Json::Object | Json::Array | Json::Broken => return None,
    };
    (!is_asked).then_some(literal)
}
