//! A value of a deployment template gets a name: as a parameter, whose default it becomes, or as a variable.
//!
//! Nothing is offered for members whose names say that they are secret: as a default or a variable the secret would stay where
//! everybody can read it.

mod wish;

use crate::document::{Document, Kind as DocumentKind};
use crate::expr::eval;
use crate::expr::expression::{self, Expression};
use crate::expr::movable;
use crate::expr::names;
use crate::expr::scope::{self, Scope, Symbol};
use crate::expr::tree::{Expr, Kind as Part};
use crate::expr::value::Type;
use crate::expr::{escaped, quoted};
use crate::ide::actions::{Action, Kind};
use crate::ide::cursor::selection;
use crate::locale::Message;
use crate::model::parameters::ParameterFile;
use crate::model::value::has_placeholder;
use crate::model::{declarations, evaluated};
use crate::say;
use crate::syntax::tree::{Kind as Json, Node};
use crate::syntax::{patch, string};
use crate::text::edit::Edit;
use crate::text::plain;
use crate::text::span::Span;

/// The maximum number of parameters and of variables of a template. Source: "Template limits".
const MAX_DECLARATIONS: usize = 256;

/// What may get a name at a cursor or a selection.
pub fn extractions(doc: &Document, at: Span) -> Vec<Action> {
    offers(doc, at).unwrap_or_default()
}

fn offers(doc: &Document, at: Span) -> Option<Vec<Action>> {
    let is_broken = doc.tree().errors().iter().any(|it| it.kind.breaks_shape());
    if doc.kind() != DocumentKind::Arm || is_broken {
        return None;
    }
    let (node, at) = selection::value(doc, at)?;
    let scope = scope::of(node).filter(|it| matches!(it, Scope::Deployment(_)))?;
    let wish = wish::name(node);
    if !evaluated::takes_expression(node) || declarations::sounds_secret(&wish) {
        return None;
    }
    let extraction = Extraction { doc, node, scope, wish };
    let Some(expression) = Expression::of(node) else {
        return Some(extraction.of_value());
    };
    if !expression.mistakes.is_empty() {
        return None;
    }
    let parts = selection::parts(&expression, at);
    let mut offers: Vec<Action> = parts
        .iter()
        .flat_map(|it| extraction.of_part(&expression, it))
        .collect();
    if selection::is_whole(&expression, at) {
        offers.extend(extraction.of_expression(&expression));
    }
    Some(offers)
}

/// A value, and the name that it would get where that is free.
struct Extraction<'d> {
    doc: &'d Document,
    node: Node<'d>,
    scope: Scope<'d>,
    wish: String,
}

/// How a value is declared.
struct Declared {
    /// Its name in titles.
    shown: String,
    /// As [`patch::add_member`] takes it.
    json: String,
    /// The type of a parameter that has it by default; `None` if it is computed.
    kind: Option<Type>,
}

impl<'d> Extraction<'d> {
    /// A value that is written out, or a list or an object with expressions in it.
    fn of_value(&self) -> Vec<Action> {
        let (node, tree) = (self.node, self.doc.tree());
        let has_comment = tree.comments_in(node.span()).iter().any(|it| node.span().contains(*it));
        let is_odd = tree.errors().iter().any(|it| it.span.overlaps(node.span()));
        let is_empty = matches!(node.kind(), Json::Object | Json::Array) && node.children().next().is_none();
        // The value that a pipeline inserts may be of another type.
        let is_open = node.as_str().is_some_and(|it| has_placeholder(&it));
        if has_comment || is_odd || is_empty || is_open || !self.is_movable() {
            return Vec::new();
        }
        let Some(json) = patch::dedent(node) else {
            return Vec::new();
        };
        let declared = Declared {
            shown: node.source().to_owned(),
            json,
            kind: declarations::literal_type(node),
        };
        let replaced = |call: &str| patch::replace_value(node, string::quote(&format!("[{call}]")));
        self.both(&declared, replaced)
    }

    /// Whether the value can be evaluated and evaluates to the same elsewhere.
    fn is_movable(&self) -> bool {
        let mut expressions = Vec::new();
        expression::within(self.node, &mut expressions);
        let is_fine = |it: &Expression<'_>| it.mistakes.is_empty() && movable::fits_variable(&it.root, self.scope);
        let is_loop = |it: Node<'_>| it.has_key("copy");
        let mut waiting: Vec<Node<'_>> = self.node.children().collect();
        while let Some(node) = waiting.pop() {
            if is_loop(node) || node.kind() == Json::Broken {
                return false;
            }
            waiting.extend(node.children());
        }
        expressions.iter().all(is_fine) && eval::value_of(self.node, self.given()).value.is_ok()
    }

    /// A part of an expression.
    fn of_part(&self, expression: &Expression<'d>, part: &Expr) -> Vec<Action> {
        let Some(declared) = self.part(expression, part) else {
            return Vec::new();
        };
        self.both(&declared, |call| expression.edit(part.span, call))
    }

    /// An expression as a whole.
    fn of_expression(&self, expression: &Expression<'d>) -> Option<Action> {
        let mut declared = self.part(expression, &expression.root)?;
        declared.shown = expression.text.clone().into_owned();
        self.offer(Symbol::Variable, &declared, &|call| {
            expression.edit(expression.root.span, call)
        })
    }

    fn part(&self, expression: &Expression<'d>, part: &Expr) -> Option<Declared> {
        let written = part.span.of(&expression.text);
        let (json, kind) = match &part.kind {
            Part::Text(text) => (string::quote(&escaped(text)), Some(Type::Text)),
            Part::Integer(number) => (number.to_string(), Some(Type::Integer)),
            Part::Word(word) if word.eq_ignore_ascii_case("null") => ("null".to_owned(), None),
            Part::Word(word) => (word.to_ascii_lowercase(), Some(Type::Bool)),
            Part::Call(_) | Part::Member { .. } | Part::Index { .. } => (string::quote(&format!("[{written}]")), None),
            Part::Float(_) | Part::Missing => return None,
        };
        let is_name = part.call().is_some_and(|it| names::named(it).is_some());
        let fits = !is_name && movable::fits_variable(part, self.scope);
        let comes_to = || eval::part(expression, part, self.given()).value;
        (fits && comes_to().is_ok()).then(|| Declared {
            shown: written.to_owned(),
            json,
            kind,
        })
    }

    fn both(&self, declared: &Declared, replaced: impl Fn(&str) -> Edit) -> Vec<Action> {
        let offer = |symbol| self.offer(symbol, declared, &replaced);
        [Symbol::Parameter, Symbol::Variable]
            .into_iter()
            .filter_map(offer)
            .collect()
    }

    /// The declaration, and what names it instead of the value.
    fn offer(&self, symbol: Symbol, declared: &Declared, replaced: &dyn Fn(&str) -> Edit) -> Option<Action> {
        let json = match (symbol, declared.kind) {
            (Symbol::Parameter, kind) => declarations::parameter(kind?.word(), Some(&declared.json)),
            (Symbol::Variable, _) => declared.json.clone(),
        };
        let file = self.doc.parameters().map(AsRef::as_ref);
        let name = declarations::free_name(self.scope, symbol, &self.wish, file)?;
        let edit = replaced(&format!("{}({})", declarations::section(symbol), quoted(&name)));
        let is_variable = symbol == Symbol::Variable && self.is_declared();
        // Another name for a whole variable has no use.
        if is_variable && edit.span.contains(self.inner()) || self.scope.declared(symbol).len() >= MAX_DECLARATIONS {
            return None;
        }
        let mut edits = vec![
            declarations::declare(self.scope.deployment(), symbol, &name, &json)?,
            edit,
        ];
        edits.sort_by_key(|it| it.span);
        let title = title(symbol, &declared.shown, &name);
        Some(Action::new(title, Kind::Extract, edits))
    }

    /// Whether it is all of a variable.
    fn is_declared(&self) -> bool {
        let variables = self.scope.deployment().get(declarations::section(Symbol::Variable));
        variables.is_some() && self.node.parent() == variables
    }

    /// What the value says, without quotes and the brackets of an expression.
    fn inner(&self) -> Span {
        match Expression::of(self.node) {
            Some(it) => it.written(it.root.span),
            None => self.node.span(),
        }
    }

    fn given(&self) -> Option<Node<'d>> {
        self.doc.parameters().and_then(|it| ParameterFile::values(it))
    }
}

fn title(symbol: Symbol, shown: &str, name: &str) -> Message {
    /// The most characters of a value shown in a title.
    const MAX_SHOWN: usize = 40;
    let words: Vec<&str> = shown.split_whitespace().collect();
    let shown = plain::code(&plain::shortened(&words.join(" "), MAX_SHOWN));
    match symbol {
        Symbol::Parameter => say! {
            en: "Extract {shown} to the parameter `{name}`",
            pt_br: "Extrair {shown} para o parâmetro `{name}`",
        },
        Symbol::Variable => say! {
            en: "Extract {shown} to the variable `{name}`",
            pt_br: "Extrair {shown} para a variável `{name}`",
        },
    }
}
