//! The stages of a build as bars on a common time axis.

use crate::doctor::messages;
use crate::doctor::timeline::{Build, Stage, StageKind};
use crate::locale::Lang;
use crate::report::RichText;
use crate::say;

/// The bars of one build.
#[derive(Debug, Clone)]
pub struct Timeline<'d> {
    /// What the picture shows, for those who cannot see it.
    pub label: String,
    /// From the first to the last moment that the log shows, in seconds.
    pub seconds: u64,
    pub bars: Vec<Bar<'d>>,
}

/// One stage of a build.
#[derive(Debug, Clone)]
pub struct Bar<'d> {
    pub name: String,
    pub kind: StageKind,
    /// Seconds from the start of the first stage.
    pub offset: u64,
    /// `None` where the log has no times.
    pub seconds: Option<u64>,
    /// "14 min 20 s"; empty where the log has no times.
    pub duration: String,
    pub is_failing: bool,
    /// "failed here", "slowest step"
    pub remarks: Vec<String>,
    /// The first line of the stage in the log, from 0, and its label: "line 4 of the log".
    pub line: u64,
    pub line_label: String,
    /// The position of the step in the template, with a link; empty where the step is not known.
    pub step: RichText<'d>,
}

/// The timeline of a build. `step` gives the position of a stage's step in the template.
pub(super) fn timeline<'d>(build: &Build, step: impl Fn(usize) -> RichText<'d>, lang: Lang) -> Timeline<'d> {
    let start = build.stages.iter().filter_map(|stage| stage.start).min();
    let steps = build.stages.iter().filter(|stage| stage.is_step());
    let slowest = steps
        .filter_map(|stage| stage.seconds)
        .max()
        .filter(|seconds| *seconds > 0);
    let numbers = messages::numbers(build);
    let bar = |(index, stage): (usize, &Stage)| {
        let number = numbers.get(index).copied().flatten();
        let line = stage.lines.first.line;
        let shown = line + 1;
        let is_failing = build.failing == Some(index);
        let is_slowest = stage.is_step() && slowest.is_some() && slowest == stage.seconds;
        let remarks = [
            is_failing.then(|| say! { en: "failed here", pt_br: "falhou aqui" }),
            is_slowest.then(|| say! { en: "slowest step", pt_br: "etapa mais lenta" }),
        ];
        let line_label = say! { en: "line {shown} of the log", pt_br: "linha {shown} do log" };
        Bar {
            name: messages::stage(stage, number).get(lang).to_owned(),
            kind: stage.kind,
            offset: stage.start.zip(start).map_or(0, |(own, first)| own.since(first)),
            seconds: stage.seconds,
            duration: stage.seconds.map(messages::duration).unwrap_or_default(),
            is_failing,
            remarks: remarks
                .iter()
                .flatten()
                .map(|remark| remark.get(lang).to_owned())
                .collect(),
            line,
            line_label: line_label.get(lang).to_owned(),
            step: step(index),
        }
    };
    let label = say! { en: "Timeline of the build", pt_br: "Linha do tempo do build" };
    let bars: Vec<Bar<'d>> = build.stages.iter().enumerate().map(bar).collect();
    let ends = bars
        .iter()
        .map(|bar| bar.offset.saturating_add(bar.seconds.unwrap_or_default()));
    Timeline {
        label: label.get(lang).to_owned(),
        seconds: ends.max().unwrap_or_default(),
        bars,
    }
}
