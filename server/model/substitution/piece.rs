//! The value that an expression names, as pieces of the text.

use std::collections::{HashMap, HashSet};

use crate::cancel;
use crate::expr::eval::{self, Origin};
use crate::expr::expression::Expression;
use crate::expr::scope::{self, Symbol};
use crate::expr::tree::{Call, Expr, Kind as ExprKind};
use crate::expr::value::Value;
use crate::model::declarations;
use crate::model::parameters::{self, ParameterFile, Start};
use crate::model::substitution::{Assume, is_computed, looped};
use crate::model::value;
use crate::syntax::graft::Piece;
use crate::syntax::tree::{Kind, Node};
use crate::text::span::Span;

/// Finds what expressions name.
pub(super) struct Finder<'d> {
    file: Option<&'d ParameterFile>,
    assume: Assume,
    /// Whether a default of a parameter decided anything.
    pub assumed: bool,
    /// Parts of expressions that were read, items that were put into lists, and text that was looked at.
    steps: usize,
    /// The branches of conditions, by expression and position in it.
    choices: HashMap<(u32, Span), Option<Choice>>,
    /// Whether values have no expression in them.
    plain: HashMap<u32, bool>,
}

/// The branch of a condition.
#[derive(Clone, Copy)]
struct Choice {
    is_first: bool,
    /// Whether every deployment takes it.
    is_certain: bool,
}

/// Where an expression is.
#[derive(Clone, Copy)]
struct At<'e, 'd> {
    expression: &'e Expression<'d>,
    /// Expressions that led here.
    depth: usize,
}

/// Expressions that lead to each other. The bound stops circles.
const MAX_DEPTH: usize = 16;

/// Steps for all expressions of a document. A chain of variables that each name the one before ten times has more than any machine
/// can take.
const MAX_STEPS: usize = 100_000;

/// Bytes of text that are looked at in one step.
const STEP_LEN: usize = 64;

impl<'d> Finder<'d> {
    pub fn new(file: Option<&'d ParameterFile>, assume: Assume) -> Self {
        Self {
            file,
            assume,
            assumed: false,
            steps: 0,
            choices: HashMap::new(),
            plain: HashMap::new(),
        }
    }

    /// Whether there are no steps left. What is found then is incomplete.
    pub fn is_exhausted(&self) -> bool {
        self.steps > MAX_STEPS
    }

    fn spend(&mut self, steps: usize) -> Option<()> {
        cancel::checkpoint();
        self.steps += steps;
        (!self.is_exhausted()).then_some(())
    }

    /// Counts the text of a string.
    fn spend_text(&mut self, node: Node<'d>) -> Option<()> {
        match node.kind() {
            Kind::String => self.spend(node.source().len() / STEP_LEN),
            _ => Some(()),
        }
    }

    /// The value that stands for an expression; `None` if the value of the node is no expression, or one whose value is not written
    /// in the text.
    pub fn named(&mut self, node: Node<'d>) -> Option<Piece<'d>> {
        if !is_computed(node) {
            return None;
        }
        self.expression(node, 0)
    }

    fn expression(&mut self, node: Node<'d>, depth: usize) -> Option<Piece<'d>> {
        self.spend_text(node)?;
        let expression = Expression::of(node).filter(|it| it.mistakes.is_empty() && depth < MAX_DEPTH)?;
        let at = At {
            expression: &expression,
            depth,
        };
        self.value(&expression.root, at)
    }

    /// A value of the text, or what it names itself.
    fn written(&mut self, node: Node<'d>, depth: usize) -> Option<Piece<'d>> {
        self.spend_text(node)?;
        match node.kind() {
            Kind::Broken => None,
            _ if value::is_expression(node) => self.expression(node, depth + 1),
            _ => Some(Piece::Value(node)),
        }
    }

    fn value(&mut self, expr: &Expr, at: At<'_, 'd>) -> Option<Piece<'d>> {
        self.spend(1)?;
        match &expr.kind {
            ExprKind::Call(call) if call.namespace.is_none() => self.call(call, expr, at),
            ExprKind::Member { of, name, .. } => {
                let of = self.value(of, at)?;
                self.member(of, &name.text, at.depth)
            }
            ExprKind::Index { of, index, .. } => {
                let of = self.value(of, at)?;
                match &index.kind {
                    ExprKind::Text(name) => self.member(of, name, at.depth),
                    ExprKind::Integer(index) => {
                        self.items(of, at.depth)?.into_iter().nth(usize::try_from(*index).ok()?)
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn call(&mut self, call: &Call, expr: &Expr, at: At<'_, 'd>) -> Option<Piece<'d>> {
        let made = at.expression.written(expr.span);
        match call.name.text.to_ascii_lowercase().as_str() {
            "variables" => self.variable(name_in(call)?, at),
            "parameters" => self.parameter(name_in(call)?, at),
            "if" => self.choice(call, at),
            "createarray" => {
                let items = call.arguments.iter().map(|it| self.value(it, at));
                Some(Piece::List(made, items.collect::<Option<_>>()?))
            }
            "concat" => Some(Piece::List(made, self.joined(&call.arguments, at)?)),
            "flatten" => {
                let lists = self.only(call, at)?;
                let lists = self.items(lists, at.depth)?;
                let mut items = Vec::new();
                for list in lists {
                    items.extend(self.items(list, at.depth)?);
                }
                Some(Piece::List(made, items))
            }
            "union" => self.union(call, made, at),
            "shallowmerge" => {
                let objects = self.only(call, at)?;
                let objects = self.items(objects, at.depth)?;
                Some(Piece::Object(made, self.merged(objects, false)?))
            }
            "first" => {
                let list = self.only(call, at)?;
                self.items(list, at.depth)?.into_iter().next()
            }
            "last" => {
                let list = self.only(call, at)?;
                self.items(list, at.depth)?.pop()
            }
            _ => None,
        }
    }

    fn only(&mut self, call: &Call, at: At<'_, 'd>) -> Option<Piece<'d>> {
        match call.arguments.as_slice() {
            [only] => self.value(only, at),
            _ => None,
        }
    }

    fn variable(&mut self, name: &str, at: At<'_, 'd>) -> Option<Piece<'d>> {
        let declared = scope::of(at.expression.node)?.find(Symbol::Variable, name)?;
        if declared.is_copied {
            return looped(declared.node).map(|it| it.1);
        }
        self.written(declared.node, at.depth)
    }

    fn parameter(&mut self, name: &str, at: At<'_, 'd>) -> Option<Piece<'d>> {
        match parameters::start_value(at.expression.node, name, self.file) {
            // What is in it would be read with the names of another deployment.
            Start::Passed(entry) => {
                let value = entry.get("value")?;
                let is_plain = self.plain.entry(value.id()).or_insert_with(|| is_plain(value));
                is_plain.then_some(Piece::Value(value))
            }
            Start::Default(default) => {
                self.spend_text(default)?;
                let is_secret = default.parent()?.get("type").is_some_and(declarations::is_secret);
                if self.assume != Assume::Defaults || is_secret || says_nothing(default) {
                    return None;
                }
                self.assumed = true;
                self.written(default, at.depth)
            }
            Start::Given(..) | Start::Hidden => None,
        }
    }

    /// The branch that is taken, if the condition is known.
    fn choice(&mut self, call: &Call, at: At<'_, 'd>) -> Option<Piece<'d>> {
        let [condition, yes, no] = call.arguments.as_slice() else {
            return None;
        };
        let key = (at.expression.node.id(), condition.span);
        let file = self.file;
        let choice = *self.choices.entry(key).or_insert_with(|| {
            let outcome = eval::part(at.expression, condition, file.and_then(ParameterFile::values));
            let is_certain = outcome.from.iter().all(|it| matches!(it, Origin::Passed(_)));
            match outcome.value {
                Ok(Value::Bool(is_first)) => Some(Choice { is_first, is_certain }),
                _ => None,
            }
        });
        let choice = choice.filter(|it| it.is_certain || self.assume == Assume::Defaults)?;
        self.assumed |= !choice.is_certain;
        self.value(if choice.is_first { yes } else { no }, at)
    }

    /// The items of several lists, one after the other.
    fn joined(&mut self, lists: &[Expr], at: At<'_, 'd>) -> Option<Vec<Piece<'d>>> {
        let mut items = Vec::new();
        for list in lists {
            let list = self.value(list, at)?;
            items.extend(self.items(list, at.depth)?);
        }
        Some(items)
    }

    fn union(&mut self, call: &Call, made: Span, at: At<'_, 'd>) -> Option<Piece<'d>> {
        let parts = call.arguments.iter().map(|it| self.value(it, at));
        let parts: Vec<Piece<'d>> = parts.collect::<Option<_>>()?;
        if parts.iter().all(is_object) {
            return Some(Piece::Object(made, self.merged(parts, true)?));
        }
        let mut items: Vec<Piece<'d>> = Vec::new();
        let mut texts = HashSet::new();
        for list in parts {
            for item in self.items(list, at.depth)? {
                self.spend(source(&item).map_or(0, str::len) / STEP_LEN)?;
                // An item that is in several lists is in the result once.
                if source(&item).is_none_or(|it| texts.insert(it)) {
                    items.push(item);
                }
            }
        }
        Some(Piece::List(made, items))
    }

    /// The items of a list, as they are written.
    fn items(&mut self, list: Piece<'d>, depth: usize) -> Option<Vec<Piece<'d>>> {
        match list {
            Piece::Value(node) if node.kind() == Kind::Array => {
                let mut items = Vec::new();
                for item in node.children() {
                    self.spend(1)?;
                    self.spend_text(item)?;
                    let named = value::is_expression(item).then(|| self.expression(item, depth + 1));
                    items.push(named.flatten().unwrap_or(Piece::Value(item)));
                }
                Some(items)
            }
            Piece::List(_, items) => {
                self.spend(items.len())?;
                Some(items)
            }
            _ => None,
        }
    }

    fn member(&mut self, object: Piece<'d>, name: &str, depth: usize) -> Option<Piece<'d>> {
        match object {
            Piece::Value(node) if node.kind() == Kind::Object => {
                if let Some(member) = scope::member(node, name) {
                    return self.written(member, depth);
                }
                self.spend(node.children().count() / STEP_LEN)?;
                let loops = node.get("copy")?;
                self.spend(loops.children().count())?;
                let is_it = |it: &Node<'d>| {
                    it.get("name")
                        .and_then(Node::as_str)
                        .is_some_and(|it| it.eq_ignore_ascii_case(name))
                };
                looped(loops.children().find(is_it)?).map(|it| it.1)
            }
            Piece::Object(_, members) => {
                self.spend(members.len() / STEP_LEN)?;
                let is_it = |it: &Named<'d>| it.0.has_key(name);
                members.into_iter().rev().find(is_it).map(|it| it.1)
            }
            _ => None,
        }
    }

    /// The members of several objects; of two with one name the later one counts, or both are merged where they are objects.
    fn merged(&mut self, objects: Vec<Piece<'d>>, is_deep: bool) -> Option<Vec<Named<'d>>> {
        let mut all: Vec<(Node<'d>, Vec<Piece<'d>>)> = Vec::new();
        let mut by_key: HashMap<String, usize> = HashMap::new();
        for object in objects {
            let members: Vec<Named<'d>> = match object {
                Piece::Value(node) if node.kind() == Kind::Object && !node.children().any(|it| it.has_key("copy")) => {
                    node.children().map(|it| (it, Piece::Value(it))).collect()
                }
                Piece::Object(_, members) => members,
                _ => return None,
            };
            self.spend(members.len())?;
            for (name, piece) in members {
                let key = name.key()?.to_ascii_lowercase();
                self.spend(key.len() / STEP_LEN)?;
                let at = *by_key.entry(key).or_insert(all.len());
                match all.get_mut(at) {
                    Some(known) if is_deep && is_object(&piece) && known.1.iter().all(is_object) => known.1.push(piece),
                    Some(known) => *known = (name, vec![piece]),
                    None => all.push((name, vec![piece])),
                }
            }
        }
        let mut members = Vec::new();
        for (name, mut pieces) in all {
            let last = pieces.pop()?;
            if pieces.is_empty() {
                members.push((name, last));
                continue;
            }
            let span = last.span();
            pieces.push(last);
            members.push((name, Piece::Object(span, self.merged(pieces, true)?)));
        }
        Some(members)
    }
}

/// A member, with a node that has its key.
type Named<'d> = (Node<'d>, Piece<'d>);

fn is_object(piece: &Piece<'_>) -> bool {
    match piece {
        Piece::Value(node) => node.kind() == Kind::Object,
        Piece::List(..) => false,
        Piece::Object(..) => true,
    }
}

fn source<'d>(piece: &Piece<'d>) -> Option<&'d str> {
    match piece {
        Piece::Value(node) => Some(node.source()),
        Piece::List(..) | Piece::Object(..) => None,
    }
}

/// The name that `variables` or `parameters` is called with.
fn name_in(call: &Call) -> Option<&str> {
    match call.arguments.as_slice() {
        [only] => only.text(),
        _ => None,
    }
}

/// Whether a value has no expression in it.
fn is_plain(node: Node<'_>) -> bool {
    node.kind() != Kind::Broken && !node.source().contains("\"[")
}

/// Whether a default only reserves the place: an empty text, list or object, null, or a text to fill in.
fn says_nothing(node: Node<'_>) -> bool {
    match node.kind() {
        Kind::Null | Kind::Broken => true,
        Kind::String => node
            .as_str()
            .is_some_and(|it| it.trim().is_empty() || value::has_placeholder(&it)),
        Kind::Array | Kind::Object => node.children().next().is_none(),
        Kind::Number | Kind::Bool => false,
    }
}
