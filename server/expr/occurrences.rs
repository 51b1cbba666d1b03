//! Everything that names one parameter or one variable: where it is declared, where it is used, and who hands it a value.

use std::borrow::Cow;

use crate::expr::expression::{self, Expression};
use crate::expr::names;
use crate::expr::scope::{self, Declaration, Scope, Symbol};
use crate::syntax::string;
use crate::syntax::tree::{Node, Tree};
use crate::text::edit::Edit;
use crate::text::span::Span;

/// A parameter or a variable, declared or not.
#[derive(Debug, Clone)]
pub struct Name<'d> {
    pub symbol: Symbol,
    pub scope: Scope<'d>,
    /// As it is written where it was met.
    pub text: Cow<'d, str>,
}

/// What a place does with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It declares it.
    Declaration,
    /// The deployment around an inner one hands it a value there.
    Passed,
    /// An expression uses it.
    Use,
}

/// A place that names something.
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
    /// What declares it; more than one where a template declares it twice.
    pub fn declarations(&self) -> Vec<Declaration<'d>> {
        let mut declared = match self.symbol {
            Symbol::Parameter => self.scope.parameters(),
            Symbol::Variable => self.scope.variables(),
        };
        declared.retain(|it| it.name.eq_ignore_ascii_case(&self.text));
        declared
    }

    /// What declares it first, which is what counts.
    pub fn declaration(&self) -> Option<Declaration<'d>> {
        self.scope.find(self.symbol, &self.text)
    }

    /// The members that hand it a value where it is a parameter of an inner deployment.
    pub fn passed(&self) -> Vec<Node<'d>> {
        let passed = self.scope.passed().filter(|_| self.symbol == Symbol::Parameter);
        let entries = passed.and_then(|it| it.0).into_iter().flat_map(Node::children);
        let is_it = |it: &Node<'d>| it.key().is_some_and(|key| key.eq_ignore_ascii_case(&self.text));
        entries.filter(is_it).collect()
    }

    /// Whether a use means it.
    pub fn is_meant(&self, by: &names::Use<'_>) -> bool {
        by.symbol == self.symbol && by.scope == self.scope && by.name.eq_ignore_ascii_case(&self.text)
    }

    /// Every place that names it, in the order of the text.
    pub fn occurrences(&self) -> Vec<Occurrence> {
        let declared = self.declarations();
        let mut found: Vec<Occurrence> = declared.iter().map(|it| declared_at(it.node, it.written)).collect();
        for copied in declared.iter().filter(|it| it.is_copied) {
            found.extend(counters(copied.node, &self.text));
        }
        for entry in self.passed() {
            found.extend(entry.key_span().map(|it| Occurrence {
                role: Role::Passed,
                ..declared_at(entry, it)
            }));
        }
        let uses = expressions(self.scope).into_iter().flat_map(|it| names::uses(&it));
        found.extend(uses.filter(|it| self.is_meant(it)).map(|it| Occurrence {
            role: Role::Use,
            span: it.span,
        }));
        found.sort_by_key(|it| it.span);
        found.dedup();
        found
    }
}

/// What the place under the cursor names, and where exactly.
pub fn at<'d>(tree: &'d Tree, at: u32) -> Option<(Name<'d>, Occurrence)> {
    let node = tree.innermost(at)?;
    declared(node, at)
        .or_else(|| passed(node, at))
        .or_else(|| used(node, at))
}

fn declared(node: Node<'_>, at: u32) -> Option<(Name<'_>, Occurrence)> {
    let deployment = scope::deployment(node)?;
    let around = Scope::Deployment(deployment);
    let functions = around.functions().into_iter().map(|(_, it)| it);
    let functions = functions.filter(|it| it.span().touches(at));
    let scopes = functions.map(|function| Scope::Function { function, deployment });
    scopes.chain([around]).find_map(|scope| {
        let declared = scope.parameters().into_iter().chain(scope.variables());
        let found = declared.into_iter().find(|it| it.written.touches(at))?;
        let name = Name {
            symbol: found.symbol,
            scope,
            text: found.name,
        };
        Some((name, declared_at(found.node, found.written)))
    })
}

fn passed(node: Node<'_>, at: u32) -> Option<(Name<'_>, Occurrence)> {
    let key = node.key_span().filter(|it| it.touches(at))?;
    let properties = node.parent().filter(|it| it.has_key("parameters"))?.parent()?;
    let inner = properties.get("template").and_then(scope::inner_template)?;
    let name = Name {
        symbol: Symbol::Parameter,
        scope: Scope::Deployment(inner),
        text: node.key()?,
    };
    let role = Role::Passed;
    Some((name, Occurrence { role, ..declared_at(node, key) }))
}

fn used(node: Node<'_>, at: u32) -> Option<(Name<'_>, Occurrence)> {
    let expression = Expression::typed(node, at)?;
    if let Some(found) = names::uses(&expression).into_iter().find(|it| it.span.touches(at)) {
        let name = Name {
            symbol: found.symbol,
            scope: found.scope,
            text: found.name,
        };
        let role = Role::Use;
        return Some((name, Occurrence { role, span: found.span }));
    }
    // The item of a `copy` that makes a variable counts under its name.
    let scope = Scope::Deployment(scope::deployment(node)?);
    let copied = scope.variables().into_iter().find(|it| it.is_copied && it.node.span().touches(at))?;
    let found = counters(copied.node, &copied.name).into_iter().find(|it| it.span.touches(at))?;
    let name = Name {
        symbol: Symbol::Variable,
        scope,
        text: copied.name,
    };
    Some((name, found))
}

/// Every expression that a scope may be the one of.
pub fn expressions(scope: Scope<'_>) -> Vec<Expression<'_>> {
    let mut found = Vec::new();
    let within = match scope {
        Scope::Deployment(deployment) => deployment,
        Scope::Function { function, .. } => function,
    };
    expression::within(within, &mut found);
    found
}

/// Whether an expression of a scope computes which parameter or which variable it names: nobody can tell by reading which
/// ones are used.
pub fn is_computed(scope: Scope<'_>, symbol: Symbol) -> bool {
    let function = match symbol {
        Symbol::Parameter => "parameters",
        Symbol::Variable => "variables",
    };
    expressions(scope).into_iter().any(|it| {
        let calls = it.root.walk().into_iter().filter_map(|it| it.call());
        let mut computed = calls.filter(|it| it.is(function) && names::named(it).is_none());
        computed.next().is_some() && scope::of(it.node) == Some(scope)
    })
}

/// `copyIndex('name')` in an item of `copy`.
fn counters(item: Node<'_>, name: &str) -> Vec<Occurrence> {
    let mut expressions = Vec::new();
    expression::within(item, &mut expressions);
    let counters = expressions.iter().flat_map(|expression| {
        let calls = expression.root.walk().into_iter().filter_map(|it| it.call());
        let first = calls.filter(|it| it.is("copyIndex")).filter_map(|it| it.arguments.first());
        let named = first.filter(|it| it.text().is_some_and(|it| it.eq_ignore_ascii_case(name)));
        let place = |it: Span| expression.written(names::between_quotes(&expression.text, it));
        named.map(|it| place(it.span)).collect::<Vec<_>>()
    });
    let role = Role::Use;
    counters.map(|span| Occurrence { role, span }).collect()
}

fn declared_at(node: Node<'_>, written: Span) -> Occurrence {
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
