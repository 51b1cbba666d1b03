//! Which expression of a template has a text in its place that is written elsewhere.

use std::collections::{HashMap, HashSet};

use crate::syntax::tree::Graft;
use crate::text::span::Span;

/// The values in the place of expressions, for one template.
pub(super) struct Grafts<'d> {
    all: &'d [Graft],
    /// The template as it is written.
    pub root: Span,
    /// Every value once, the outer before the inner.
    literals: Vec<Literal>,
    /// What was found before, by literal.
    known: HashMap<usize, Option<Span>>,
}

/// A value that is in the place of expressions.
struct Literal {
    span: Span,
    /// The number of the next value around it.
    outer: Option<usize>,
    /// The numbers of its grafts, in order.
    grafts: Vec<usize>,
    /// The first of them whose place is inside the template.
    inside: Option<usize>,
}

/// Places outside of a template that are followed to one inside. Expressions that lead to each other are few.
const MAX_PLACES: usize = 1_000;

impl<'d> Grafts<'d> {
    pub fn new(all: &'d [Graft], root: Span) -> Self {
        let mut order: Vec<usize> = (0..all.len()).collect();
        let span = |at: usize| all.get(at).map(|it| it.literal).unwrap_or_default();
        order.sort_by_key(|at| (span(*at).start, std::cmp::Reverse(span(*at).end), *at));
        let mut literals: Vec<Literal> = Vec::new();
        for at in order {
            let span = span(at);
            if literals.last().is_none_or(|it| it.span != span) {
                let mut outer = literals.len().checked_sub(1);
                while let Some(it) = outer
                    .and_then(|it| literals.get(it))
                    .filter(|it| !it.span.contains(span))
                {
                    outer = it.outer;
                }
                literals.push(Literal {
                    span,
                    outer,
                    grafts: Vec::new(),
                    inside: None,
                });
            }
            if let Some(literal) = literals.last_mut() {
                let is_inside = all.get(at).is_some_and(|it| root.contains(it.place));
                literal.inside = literal.inside.or(is_inside.then_some(at));
                literal.grafts.push(at);
            }
        }
        Self {
            all,
            root,
            literals,
            known: HashMap::new(),
        }
    }

    /// The innermost value that contains a text, of those that the template gets: what others get may be smaller parts of it.
    pub fn literal(&mut self, at: Span) -> Option<Span> {
        let enclosing: Vec<usize> = self.enclosing(at).collect();
        let given = enclosing.into_iter().find(|it| self.is_given(*it))?;
        self.literals.get(given).map(|it| it.span)
    }

    /// The values that contain a text, the innermost first.
    fn enclosing(&self, at: Span) -> impl Iterator<Item = usize> {
        std::iter::successors(self.innermost(at), |it| self.literals.get(*it)?.outer)
    }

    /// Whether a text that no value contains goes through one that the template gets.
    pub fn is_cut_by(&mut self, at: Span) -> bool {
        let behind = self.literals.partition_point(|it| it.span.start <= at.start);
        let inside = behind..self.literals.partition_point(|it| it.span.start < at.end);
        let overlaps = |it: &usize| self.literals.get(*it).is_some_and(|it| it.span.overlaps(at));
        let candidates = self.enclosing(Span::at(at.start)).chain(inside);
        let cut: Vec<usize> = candidates.filter(overlaps).collect();
        cut.into_iter().any(|it| self.is_given(it))
    }

    /// Whether the template gets a value, directly or in another one.
    fn is_given(&mut self, literal: usize) -> bool {
        let Some(it) = self.literals.get(literal) else {
            return false;
        };
        if it.inside.is_some() {
            return true;
        }
        let places = it.grafts.iter().take(MAX_PLACES).filter_map(|it| self.all.get(*it));
        let places: Vec<Span> = places.map(|it| it.place).collect();
        places.into_iter().any(|it| self.place_of(it).is_some())
    }

    fn innermost(&self, at: Span) -> Option<usize> {
        let behind = self.literals.partition_point(|it| it.span.start <= at.start);
        let mut found = behind.checked_sub(1);
        while let Some(it) = found
            .and_then(|it| self.literals.get(it))
            .filter(|it| !it.span.contains(at))
        {
            found = it.outer;
        }
        found
    }

    /// The expression of the template in whose place a text is that is written outside it.
    pub fn place_of(&mut self, at: Span) -> Option<Span> {
        if self.root.contains(at) {
            return None;
        }
        let innermost = self.innermost(at)?;
        if let Some(known) = self.known.get(&innermost) {
            return *known;
        }
        let found = self.search(at);
        self.known.insert(innermost, found);
        found
    }

    /// The nearest place, by the values that lead to it.
    fn search(&self, at: Span) -> Option<Span> {
        let mut waiting = vec![at];
        let mut known = HashSet::new();
        let mut next = 0;
        while let Some(at) = waiting.get(next).copied().filter(|_| next < MAX_PLACES) {
            next += 1;
            if self.root.contains(at) {
                return Some(at);
            }
            let chain: Vec<&Literal> = self.enclosing(at).filter_map(|it| self.literals.get(it)).collect();
            // No place before the first one inside leads to a nearer one.
            let places = match chain.iter().filter_map(|it| it.inside).min() {
                Some(inside) => vec![inside],
                None => {
                    let mut places: Vec<usize> = chain.iter().flat_map(|it| it.grafts.iter().copied()).collect();
                    places.sort_unstable();
                    places.truncate(MAX_PLACES);
                    places
                }
            };
            let places = places.into_iter().filter_map(|it| self.all.get(it)).map(|it| it.place);
            waiting.extend(places.filter(|it| known.insert(*it)));
        }
        None
    }
}
