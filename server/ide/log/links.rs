//! From the first line of each step of a log to the step in the template.

use crate::doctor::timeline::Stage;
use crate::ide::log::definition::Definition;
use crate::ide::log::{Log, Part};

/// Every link, in the order of the text.
pub fn links<'r>(log: &Log<'r>) -> Vec<Definition<'r>> {
    let link = |(part, stage): (Part, &Stage)| {
        Some(Definition {
            node: log.step(part)?,
            from: log.said(stage.lines.first.line),
        })
    };
    let mut links: Vec<Definition<'r>> = log.parts().filter_map(link).collect();
    links.sort_by_key(|it| it.from);
    links
}
