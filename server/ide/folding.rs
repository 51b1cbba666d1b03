//! What can be folded: the objects and lists of image templates and of the deployment around them, and in scripts what goes over
//! several items.

use crate::document::{self, Document};
use crate::ide::scripts;
use crate::script::shape;
use crate::script::source::Script;
use crate::syntax::patch;
use crate::syntax::tree::{Kind, Node};
use crate::text::span::Span;

/// Something that can be folded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fold {
    /// From its first character to the word or bracket that ends it.
    pub span: Span,
    /// Whether the line of that word or bracket remains visible.
    pub keeps_last_line: bool,
}

/// Everything that can be folded, in the order of the text.
pub fn folding(doc: &Document) -> Vec<Fold> {
    let is_ours = matches!(doc.kind(), document::Kind::Standalone | document::Kind::Arm);
    let root = doc.tree().root().filter(|_| is_ours);
    let mut folds: Vec<Fold> = root.map(containers).unwrap_or_default();
    let whole = Span::new(0, doc.text().len() as u32);
    folds.extend(
        scripts::steps(doc, whole)
            .into_iter()
            .flat_map(|it| constructs(it.node)),
    );
    folds.sort_by_key(|it| it.span);
    folds.dedup();
    folds
}

/// The objects and lists of a document that go over several lines.
fn containers(root: Node<'_>) -> Vec<Fold> {
    let mut waiting = vec![root];
    let mut folds = Vec::new();
    while let Some(node) = waiting.pop() {
        if !matches!(node.kind(), Kind::Object | Kind::Array) {
            continue;
        }
        if node.is_closed() && !patch::is_flat(node) {
            let end = node.span().end - 1;
            folds.push(Fold {
                span: Span::new(node.entry_span().start, end),
                keeps_last_line: ends_apart(node.tree().text(), end),
            });
        }
        waiting.extend(node.children());
    }
    folds
}

/// Whether nothing but brackets that end something is before a position on its line.
fn ends_apart(text: &str, at: u32) -> bool {
    let before = text.get(..at as usize).unwrap_or_default();
    let rest = before.trim_end_matches([' ', '\t', ']', '}']);
    rest.is_empty() || rest.ends_with(['\n', '\r'])
}

/// What goes over several items in the script of a step.
fn constructs(step: Node<'_>) -> Vec<Fold> {
    let Some(script) = Script::of(step).filter(|it| it.items().len() > 1) else {
        return Vec::new();
    };
    let folds = shape::shape(&script.text, script.dialect).folds.into_iter();
    let written = |at: u32| script.written(Span::new(at, at + 1)).map(|it| it.start);
    folds
        .filter_map(|it| {
            Some(Fold {
                span: Span::new(written(it.span.start)?, written(it.span.end)?),
                keeps_last_line: it.ends_apart,
            })
        })
        .filter(|it| it.span.of(step.tree().text()).contains('\n'))
        .collect()
}
