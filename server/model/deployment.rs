//! A deployment template with everything that its expressions say, read once for all who ask.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use crate::expr::expression::{self, Expression};
use crate::expr::names::{self, Use};
use crate::expr::scope::{self, Declaration, Scope, Symbol};
use crate::expr::tree::Call;
use crate::model::declarations;
use crate::model::parameters::ParameterFile;
use crate::model::value::has_placeholder;
use crate::syntax::tree::{Kind, Node, Tree};
use crate::text::span::Span;

/// A deployment template, those inside it included.
pub struct Deployment<'d> {
    /// The outermost object.
    pub root: Node<'d>,
    /// The values that it is to be started with.
    pub file: Option<&'d ParameterFile>,
    /// Whether it is as its author means it: nothing in it is broken so that other things seem to be missing.
    pub is_whole: bool,
    /// Every expression that is evaluated, in the order of the text.
    pub expressions: Vec<Placed<'d>>,
    /// Every name that one of them uses.
    pub uses: Vec<Use<'d>>,
    /// Everything that declares names: the template itself, those inside it that are evaluated on their own, and functions.
    pub scopes: Vec<Scope<'d>>,
    /// Counted when it is first asked.
    variable_uses: OnceLock<Vec<(Span, usize)>>,
}

/// An expression where its names mean something.
pub struct Placed<'d> {
    pub expression: Expression<'d>,
    pub scope: Scope<'d>,
}

impl<'d> Deployment<'d> {
    /// Reads one; `None` for a text without an object.
    pub fn of(tree: &'d Tree, file: Option<&'d ParameterFile>) -> Option<Self> {
        let root = tree.root().filter(|it| it.kind() == Kind::Object)?;
        let placed = |expression: Expression<'d>| {
            let scope = scope::of(expression.node)?;
            Some(Placed { expression, scope })
        };
        let expressions: Vec<_> = expression::all(tree).into_iter().filter_map(placed).collect();
        let uses = expressions.iter().flat_map(|it| names::uses(&it.expression)).collect();
        Some(Self {
            root,
            file,
            is_whole: !tree.errors().iter().any(|it| it.kind.breaks_shape()),
            expressions,
            uses,
            scopes: scope::all(root),
            variable_uses: OnceLock::new(),
        })
    }

    /// Whether a parameter or a variable of a scope is named by an expression that must be evaluated to know the name.
    pub fn computes_names(&self, scope: Scope<'d>, symbol: Symbol) -> bool {
        // The function has the name of the section.
        let computes = |it: &Call| it.is(declarations::section(symbol)) && names::named(it).is_none();
        let here = self.expressions.iter().filter(|it| it.scope == scope);
        here.flat_map(|it| it.expression.root.walk())
            .filter_map(|it| it.call())
            .any(computes)
    }

    /// Whether an expression inside a span of the text names a parameter or a variable.
    pub fn names_something(&self, span: Span) -> bool {
        let next = self.uses.partition_point(|it| it.span.start < span.start);
        self.uses.get(next).is_some_and(|it| it.span.end <= span.end)
    }

    /// How often expressions name the variable whose value contains a span; 0 where that is no variable.
    pub fn uses_of(&self, span: Span) -> usize {
        let variables = self.variable_uses.get_or_init(|| self.count_variable_uses());
        let behind = variables.partition_point(|it| it.0.start <= span.start);
        let holding = behind.checked_sub(1).and_then(|it| variables.get(it));
        holding.filter(|it| it.0.contains(span)).map_or(0, |it| it.1)
    }

    /// The values of all variables, none of which is inside another, and how often each is named.
    fn count_variable_uses(&self) -> Vec<(Span, usize)> {
        let key = |scope: Scope<'_>, name: &str| (scope.deployment().id(), name.to_ascii_lowercase());
        let mut counts: HashMap<(u32, String), usize> = HashMap::new();
        let is_variable = |it: &&Use<'_>| it.symbol == Symbol::Variable && matches!(it.scope, Scope::Deployment(_));
        for it in self.uses.iter().filter(is_variable) {
            *counts.entry(key(it.scope, &it.name)).or_default() += 1;
        }
        let mut variables: Vec<(Span, usize)> = Vec::new();
        for scope in &self.scopes {
            variables.extend(scope.variables().iter().map(|variable| {
                let count = counts.get(&key(*scope, &variable.name));
                (variable.node.span(), count.copied().unwrap_or_default())
            }));
        }
        variables.sort_by_key(|it| it.0);
        variables
    }

    /// Every name of one kind that expressions of a scope use, in lower case.
    fn used(&self, scope: Scope<'d>, symbol: Symbol) -> HashSet<String> {
        let here = self.uses.iter().filter(|it| it.scope == scope && it.symbol == symbol);
        here.map(|it| it.name.to_ascii_lowercase()).collect()
    }

    /// The declarations of a deployment template that no expression names; none if unknown by reading.
    pub fn unused(&self, scope: Scope<'d>, symbol: Symbol) -> Vec<Declaration<'d>> {
        let mut declared = match scope {
            Scope::Deployment(_) if self.is_whole => scope.declared(symbol),
            _ => Vec::new(),
        };
        if declared.is_empty() || self.computes_names(scope, symbol) {
            return Vec::new();
        }
        let used = self.used(scope, symbol);
        declared.retain(|it| !has_placeholder(&it.name) && !used.contains(&it.name.to_ascii_lowercase()));
        declared
    }
}
