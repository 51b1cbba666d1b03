//! What can be folded, in lines.

use std::collections::BTreeMap;

use tower_lsp::lsp_types::FoldingRange;

use crate::ide::folding::Fold;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto::Places;

/// All folds; of several that begin in a line the longest, since editors fold lines.
pub fn folds(snapshot: &Snapshot, folds: Vec<Fold>) -> Vec<FoldingRange> {
    let places = Places::new(snapshot, 2 * folds.len());
    let mut lines: BTreeMap<u32, u32> = BTreeMap::new();
    for fold in folds {
        let range = places.range(fold.span);
        let (start, last) = (range.start.line, range.end.line);
        let last = last.saturating_sub(u32::from(fold.keeps_last_line));
        if last > start {
            let known = lines.entry(start).or_default();
            *known = last.max(*known);
        }
    }
    let range = |(start_line, end_line)| FoldingRange {
        start_line,
        start_character: None,
        end_line,
        end_character: None,
        kind: None,
        collapsed_text: None,
    };
    lines.into_iter().map(range).collect()
}
