//! Values of parameters and variables, and of whole expressions: each is evaluated once, with its own budget.

use std::mem;
use std::sync::Arc;

use crate::expr::eval::meter::Meter;
use crate::expr::eval::results::{Entry, Key, Of};
use crate::expr::eval::{Evaluated, Frame, Machine, Origin, weight};
use crate::expr::expression::Expression;
use crate::expr::failure::Failure;
use crate::expr::scope::{Declaration, Scope, Symbol};
use crate::expr::value::UNIT;
use crate::syntax::tree::Node;

impl<'d> Machine<'d> {
    /// The value of a parameter or a variable.
    pub(super) fn declared(&mut self, symbol: Symbol, name: &str, frame: &Frame<'d>) -> Evaluated {
        self.meter.spend(name.len())?;
        if let (Symbol::Parameter, Some(arguments)) = (symbol, &frame.arguments) {
            self.meter.spend(arguments.len() * weight::LOOK)?;
            let found = arguments.iter().find(|(it, _)| it.eq_ignore_ascii_case(name));
            let undeclared = || Failure::Undeclared(name.to_owned());
            return found.map(|(_, value)| value.clone()).ok_or_else(undeclared);
        }
        let Some(declaration) = frame.scope.find(symbol, name) else {
            return Err(Failure::Undeclared(name.to_owned()));
        };
        if self.open.contains(&declaration.node) {
            self.is_context_free = false;
            return Err(Failure::Circle(declaration.name.into_owned()));
        }
        let node = declaration.node;
        let key = (node.id(), Of::Declaration, frame.scope.owner().id());
        self.once(key, node.span().len(), |it| {
            it.open.push(node);
            let value = match symbol {
                Symbol::Parameter => it.parameter(&declaration, frame.scope),
                Symbol::Variable => it.variable(&declaration, frame.scope),
            };
            it.open.pop();
            value
        })
    }

    fn variable(&mut self, declaration: &Declaration<'d>, scope: Scope<'d>) -> Evaluated {
        let frame = Frame::of(scope);
        if declaration.is_copied {
            return self.copied(declaration.node, &frame);
        }
        self.json(declaration.node, &frame)
    }

    /// A whole expression without mistakes.
    pub(super) fn whole(&mut self, expression: &Expression<'d>, frame: &Frame<'d>) -> Evaluated {
        if !frame.is_constant() {
            return self.expr(&expression.root, frame);
        }
        let of = if expression.is_key { Of::Key } else { Of::Value };
        let len = expression.string.len();
        let key = (expression.node.id(), of, frame.scope.owner().id());
        self.once(key, len, |it| it.expr(&expression.root, frame))
    }

    /// The expression that a value is, as [`Self::whole`]; `None` for everything else.
    pub(super) fn expression_of(&mut self, node: Node<'d>, frame: &Frame<'d>) -> Option<Evaluated> {
        if frame.is_constant()
            && node.source().starts_with("\"[")
            && let Some(known) = self.recall((node.id(), Of::Value, frame.scope.owner().id()))
        {
            return Some(known);
        }
        if let Err(failure) = self.meter.spend(node.span().len() as usize) {
            return Some(Err(failure));
        }
        let expression = Expression::of(node)?;
        Some(match expression.mistakes.is_empty() {
            true => self.whole(&expression, frame),
            false => Err(Failure::Broken),
        })
    }

    /// Evaluates what evaluates to the same wherever it is named. `len` is the length of its text in bytes.
    fn once(&mut self, key: Key, len: u32, work: impl FnOnce(&mut Self) -> Evaluated) -> Evaluated {
        if let Some(known) = self.recall(key) {
            return known;
        }
        let meter = mem::replace(&mut self.meter, Meter::new(self.share, len));
        let from = mem::take(&mut self.from);
        let deepest = mem::replace(&mut self.deepest, self.depth);
        let is_context_free = mem::replace(&mut self.is_context_free, true);
        let value = work(self);
        let spent = mem::replace(&mut self.meter, meter).spent();
        let from: Arc<[Origin]> = mem::replace(&mut self.from, from).into_list().into();
        let entry = Entry {
            value,
            from,
            height: self.deepest - self.depth,
            is_context_free: self.is_context_free,
        };
        self.deepest = deepest;
        self.is_context_free = is_context_free;
        if !entry.is_context_free {
            self.results.lose(spent)?;
            self.meter.spend(spent)?;
        } else if let Some(mode) = self.mode {
            self.results.keep(mode, key, len, &entry);
        }
        // Within one evaluation one result is enough, also on a circle.
        self.found.insert(key, entry);
        self.recall(key).unwrap_or(Err(Failure::TooMuch))
    }

    /// What was evaluated before, if it may be that deep here.
    fn recall(&mut self, key: Key) -> Option<Evaluated> {
        let known = || self.results.get(self.mode?, key);
        let entry = self.found.get(&key).cloned().or_else(known)?;
        let spent = self.meter.spend(UNIT * (1 + entry.from.len()));
        if let Err(failure) = spent.and_then(|()| self.reach(self.depth + entry.height)) {
            return Some(Err(failure));
        }
        self.is_context_free &= entry.is_context_free;
        entry.from.iter().for_each(|it| self.from.add(it));
        Some(entry.value)
    }
}
