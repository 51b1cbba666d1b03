//! What can be folded in a log: each stage below its first line.

use crate::ide::folding::Fold;
use crate::ide::log::Log;

/// Every stage of more than one line, in the order of the text.
pub fn folding(log: &Log<'_>) -> Vec<Fold> {
    let long = log.parts().filter(|it| it.1.lines.first.line < it.1.lines.last.line);
    let fold = |span| Fold {
        span,
        keeps_last_line: false,
    };
    let mut folds: Vec<Fold> = long.map(|it| fold(log.span(it.1.lines))).collect();
    folds.sort_by_key(|it| it.span);
    folds
}
