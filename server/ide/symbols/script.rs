//! What the outline says of a long script: its functions, and the headings among its comments.

use crate::ide::symbols::{Symbol, SymbolKind};
use crate::script::shape::{self, Part};
use crate::script::source::Script;
use crate::syntax::tree::Node;
use crate::text::span::Span;

/// Scripts with at least this many lines are long.
const LONG: usize = 10;

/// The parts of a step's script; none of a short one.
pub(super) fn parts(step: Node<'_>) -> Vec<Symbol> {
    let Some(script) = Script::of(step).filter(|it| it.text.lines().count() >= LONG) else {
        return Vec::new();
    };
    let shape = shape::shape(&script.text, script.dialect);
    let is_inside = |it: &Part| {
        let mut others = shape.functions.iter().filter(|other| other.span != it.span);
        others.any(|other| other.span.contains(it.span))
    };
    let functions_in = |section: Span| -> Vec<Symbol> {
        let own = shape
            .functions
            .iter()
            .filter(|it| section.contains(it.span) && !is_inside(it));
        own.filter_map(|it| symbol(&script, it, SymbolKind::Function)).collect()
    };
    let mut starts: Vec<u32> = shape.headings.iter().map(|it| it.span.start).collect();
    starts.push(script.text.trim_end().len() as u32);
    let mut parts = functions_in(Span::new(0, starts.first().copied().unwrap_or_default()));
    for (heading, next) in shape.headings.iter().zip(starts.iter().skip(1)) {
        let before = Span::new(0, *next).of(&script.text).trim_end().len() as u32;
        let span = Span::new(heading.span.start, before);
        let section = Part {
            span,
            ..heading.clone()
        };
        let section = symbol(&script, &section, SymbolKind::Heading);
        parts.extend(section.map(|it| Symbol {
            children: functions_in(span),
            ..it
        }));
    }
    parts
}

fn symbol(script: &Script<'_>, part: &Part, kind: SymbolKind) -> Option<Symbol> {
    Some(Symbol {
        name: part.name.clone(),
        detail: None,
        kind,
        span: script.written(part.span)?,
        selection: script.written(part.name_span)?,
        children: Vec::new(),
    })
}
