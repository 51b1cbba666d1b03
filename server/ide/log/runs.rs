//! Code lenses on a template that show what the last log says about its steps.

use crate::doctor::attribution::Attribution;
use crate::doctor::diagnosis::Finding;
use crate::doctor::messages;
use crate::doctor::timeline::{Build, Stage};
use crate::ide::code_lens::{Lens, Opens};
use crate::ide::log::words::joined;
use crate::say;
use crate::syntax::tree::Node;
use crate::text::span::Span;

/// The lines of the log on which the step at a position of the template begins.
pub fn lines(attribution: &Attribution<'_>, at: u32) -> Vec<u64> {
    let ran = steps(attribution).filter(|(_, step)| step.span().touches(at));
    let stage = |(index, _): (usize, Node<'_>)| Some(of_stage(attribution, index)?.1.lines.first.line);
    ran.filter_map(stage).collect()
}

/// Above each step of the template: how long it took, and whether the build failed in it.
pub fn code_lens(attribution: &Attribution<'_>) -> Vec<Lens> {
    let lens = |(index, step): (usize, Node<'_>)| {
        let (build, stage) = of_stage(attribution, index)?;
        let time = stage.seconds.map(|it| {
            let time = messages::duration(it);
            say! { en: "{time} in the last log", pt_br: "{time} no último log" }
        });
        let failed = (build.failing == Some(index)).then(|| match trouble(attribution, index) {
            Some(it) => {
                let id = it.case.id;
                say! { en: "failed: {id}", pt_br: "falhou: {id}" }
            }
            None => say! { en: "failed", pt_br: "falhou" },
        });
        let parts: Vec<_> = time.into_iter().chain(failed).collect();
        let start = step.span().start;
        (!parts.is_empty()).then(|| Lens {
            span: Span::new(start, start + 1),
            words: joined(&parts, " · "),
            opens: Opens::Report,
        })
    };
    steps(attribution).filter_map(lens).collect()
}

/// Stages of the run that was aligned, each with the step that it is.
fn steps<'v>(attribution: &'v Attribution<'_>) -> impl Iterator<Item = (usize, Node<'v>)> {
    let aligned = attribution.alignment.iter().flat_map(|it| &it.steps);
    aligned.map(|(stage, step)| (*stage, step.node))
}

fn of_stage<'v>(attribution: &'v Attribution<'_>, stage: usize) -> Option<(&'v Build, &'v Stage)> {
    let build = attribution
        .diagnosis
        .builds
        .get(attribution.alignment.as_ref()?.build)?;
    Some((build, build.stages.get(stage)?))
}

/// What the build failed by, if it failed in a stage.
fn trouble<'v>(attribution: &'v Attribution<'_>, stage: usize) -> Option<&'v Finding> {
    let build = attribution.alignment.as_ref()?.build;
    let root = attribution.diagnosis.root().filter(|it| it.build == Some(build));
    let of_stage = |it: &&Finding| it.build == Some(build) && it.stage == Some(stage);
    root.or_else(|| {
        attribution
            .diagnosis
            .findings
            .iter()
            .filter(of_stage)
            .min_by_key(|it| it.role)
    })
}
