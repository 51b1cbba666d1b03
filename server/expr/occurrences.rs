//! Everything that names one parameter, one variable or one function of a template: where it is declared, where it is used, and
//! who hands it a value.

use std::borrow::Cow;

use crate::expr::expression::{self, Expression};
use crate::expr::names::{self, Use};
use crate::expr::scope::{self, Declaration, Scope, Symbol};
use crate::expr::tree::Call;
use crate::syntax::string;
use crate::syntax::tree::Node;
use crate::text::edit::Edit;
use crate::text::span::Span;

/// A parameter, a variable or a function, declared or not.
#[derive(Debug, Clone)]
pub struct Name<'d> {
    pub kind: NameKind<'d>,
    /// What declares it, if anything does; the deployment template for a function.
    pub scope: Scope<'d>,
    /// As it is written where it was met.
    pub text: Cow<'d, str>,
}

/// What a name is a name of.
#[derive(Debug, Clone)]
pub enum NameKind<'d> {
    Symbol(Symbol),
    /// A function of this namespace.
    Function(Cow<'d, str>),
}

/// What a position does with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It declares it.
    Declaration,
    /// The deployment around an inner one hands it a value there.
    Passed,
    /// An expression uses it.
    Use,
}

/// A position that names something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    pub role: Role,
    /// The name without its quotes.
    pub span: Span,
}

impl Occurrence {
    /// The change that writes another name there.
    pub fn edit(self, name: &str) -> Edit {
        let quoted = match self.role {
            Role::Use => string::quote(&name.replace('\'', "''")),
            Role::Declaration | Role::Passed => string::quote(name),
        };
        Edit::replace(self.span, string::inner(&quoted))
    }
}

impl<'d> Name<'d> {
    /// A parameter or a variable.
    pub fn of(symbol: Symbol, scope: Scope<'d>, text: impl Into<Cow<'d, str>>) -> Self {
        let (kind, text) = (NameKind::Symbol(symbol), text.into());
        Self { kind, scope, text }
    }

    /// Which of the two it is, if it is not a function.
    pub fn symbol(&self) -> Option<Symbol> {
        match self.kind {
            NameKind::Symbol(symbol) => Some(symbol),
            NameKind::Function(_) => None,
        }
    }

    /// What declares a parameter or a variable; more than one where a template declares it twice.
    pub fn declarations(&self) -> Vec<Declaration<'d>> {
        let mut declared = match self.symbol() {
            Some(symbol) => self.scope.declared(symbol),
            None => Vec::new(),
        };
        declared.retain(|it| it.name.eq_ignore_ascii_case(&self.text));
        declared
    }

    /// What declares it, the first first, and the name there as it is written.
    pub fn declared(&self) -> Vec<(Node<'d>, Span)> {
        match &self.kind {
            NameKind::Symbol(_) => self.declarations().iter().map(|it| (it.node, it.written)).collect(),
            NameKind::Function(namespace) => {
                let function = self.scope.function(namespace, &self.text);
                function.and_then(|it| Some((it, it.key_span()?))).into_iter().collect()
            }
        }
    }

    /// The members that hand it a value where it is a parameter of an inner deployment.
    pub fn passed(&self) -> Vec<Node<'d>> {
        let passed = self.scope.passed().filter(|_| self.symbol() == Some(Symbol::Parameter));
        let entries = passed.and_then(|it| it.0).into_iter().flat_map(Node::children);
        let is_it = |it: &Node<'d>| it.has_key(&self.text);
        entries.filter(is_it).collect()
    }

    /// Whether a use means it.
    pub fn is_meant(&self, by: &Use<'_>) -> bool {
        self.symbol() == Some(by.symbol) && by.scope == self.scope && by.name.eq_ignore_ascii_case(&self.text)
    }

    /// Every position that names it, in the order of the text.
    pub fn occurrences(&self) -> Vec<Occurrence> {
        let mut found: Vec<Occurrence> = self.declared().iter().map(|it| declaring(it.0, it.1)).collect();
        for copied in self.declarations().iter().filter(|it| it.is_copied) {
            found.extend(counters(copied.node, &self.text));
        }
        for entry in self.passed() {
            found.extend(entry.key_span().map(|it| Occurrence {
                role: Role::Passed,
                ..declaring(entry, it)
            }));
        }
        let mut expressions = Vec::new();
        let within = match self.scope {
            Scope::Deployment(deployment) => deployment,
            Scope::Function { function, .. } => function,
        };
        expression::within(within, &mut expressions);
        let uses = expressions.iter().flat_map(|it| self.used_in(it));
        found.extend(uses.map(|span| Occurrence { role: Role::Use, span }));
        found.sort_by_key(|it| it.span);
        found.dedup();
        found
    }

    /// Where an expression uses it.
    fn used_in(&self, expression: &Expression<'d>) -> Vec<Span> {
        let NameKind::Function(namespace) = &self.kind else {
            let uses = names::uses(expression).into_iter();
            return uses.filter(|it| self.is_meant(it)).map(|it| it.span).collect();
        };
        let is_here = scope::of(expression.node).is_some_and(|it| it.deployment() == self.scope.deployment());
        let calls = expression.root.walk().into_iter().filter_map(|it| it.call());
        let is_it = |call: &&Call| {
            let space = call.namespace.as_ref();
            space.is_some_and(|it| it.text.eq_ignore_ascii_case(namespace))
                && call.name.text.eq_ignore_ascii_case(&self.text)
        };
        let calls = calls.filter(|it| is_here && is_it(it));
        calls.map(|it| expression.written(it.name.span)).collect()
    }
}

/// The calls of `copyIndex('name')` in an item of `copy`.
pub fn counters(item: Node<'_>, name: &str) -> Vec<Occurrence> {
    let mut expressions = Vec::new();
    expression::within(item, &mut expressions);
    let counters = expressions.iter().flat_map(|expression| {
        let calls = expression.root.walk().into_iter().filter_map(|it| it.call());
        let first = calls
            .filter(|it| it.is("copyIndex"))
            .filter_map(|it| it.arguments.first());
        let named = first.filter(|it| it.text().is_some_and(|it| it.eq_ignore_ascii_case(name)));
        let written = |it: Span| expression.written(names::between_quotes(&expression.text, it));
        named.map(|it| written(it.span)).collect::<Vec<_>>()
    });
    let role = Role::Use;
    counters.map(|span| Occurrence { role, span }).collect()
}

/// The occurrence that declares a name.
pub fn declaring(node: Node<'_>, written: Span) -> Occurrence {
    Occurrence {
        role: Role::Declaration,
        span: bare(node.tree().text(), written),
    }
}

/// A string of the document without its quotes.
pub fn bare(text: &str, written: Span) -> Span {
    let inner = string::inner(written.of(text)).len() as u32;
    let start = written.start + u32::from(written.len() > inner);
    Span::new(start, start + inner)
}
