//! From a line of a log to the template: the line of the script that failed, the value that a failure points at, or the step that
//! wrote it.

use crate::ide::log::{Log, line_of};
use crate::syntax::tree::Node;
use crate::text::span::Span;

/// What a line leads to.
#[derive(Debug, Clone, Copy)]
pub struct Definition<'d> {
    /// The message of the line, without its prefix.
    pub from: Span,
    pub node: Node<'d>,
}

/// Where the line of a position leads; `None` if no template is known, or no step ran then.
pub fn definition<'r>(log: &Log<'r>, at: u32) -> Option<Definition<'r>> {
    let line = log.line_at(at);
    let here = log.troubles().filter(|it| line_of(it.1) == line);
    let of_failure = here.filter_map(|it| Some((it.1.role, log.attribution.target(it.0)?)));
    let of_failure = of_failure.min_by_key(|it| it.0).map(|it| it.1);
    let of_script = log.attribution.script_line_at(line).map(|it| it.node);
    let node = of_script.or(of_failure).or_else(|| log.step(log.part_at(line)?))?;
    Some(Definition {
        from: log.said(line),
        node,
    })
}
