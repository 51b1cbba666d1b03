//! The stages of a run as a picture: a bar each, as long as it took, at the place in time where it was.

use crate::doctor::messages;
use crate::doctor::time::Time;
use crate::doctor::timeline::{Build, Stage, StageKind};
use crate::locale::Lang;
use crate::page::{Links, Target, anchored, escaped};
use crate::say;

/// Width of the picture, of the column of names, and height of a row, in its own units.
const WIDTH: u64 = 960;
const NAMES: u64 = 200;
const ROW: u64 = 26;
/// Room for the words behind a bar.
const BEHIND: u64 = 270;
/// A bar that took no time can be seen all the same.
const LEAST: u64 = 3;

/// The picture; `place` tells where in the template a stage is.
pub(super) fn picture(build: &Build, place: &dyn Fn(usize) -> Option<String>, links: &Links<'_>, lang: Lang) -> String {
    let start = build.stages.iter().filter_map(|it| it.start).min();
    let end = build.stages.iter().filter_map(end_of).max();
    let whole = start.zip(end).map_or(0, |(start, end)| end.since(start));
    let slowest = build
        .stages
        .iter()
        .filter(|it| it.is_step())
        .filter_map(|it| it.seconds)
        .max();
    let height = ROW * build.stages.len() as u64 + 8;
    let numbers = messages::numbers(build);
    let title = say! { en: "Timeline of the build", pt_br: "Linha do tempo do build" };
    let title = escaped(title.get(lang));
    let mut out = format!("<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{title}\">\n");
    for (at, stage) in build.stages.iter().enumerate() {
        let is_failing = build.failing == Some(at);
        let is_slowest = stage.is_step() && slowest.is_some_and(|it| it > 0 && Some(it) == stage.seconds);
        let row = Row {
            at: at as u64,
            name: messages::stage(stage, numbers.get(at).copied().flatten())
                .get(lang)
                .to_owned(),
            class: if is_failing { "failing" } else { class(stage.kind) },
            bar: bar(stage, start, whole),
            behind: behind(stage, is_failing, is_slowest, lang),
            place: place(at),
            line: stage.lines.first.line + 1,
        };
        let drawn = row.draw(lang);
        // What is told about the failure is one step away.
        let address = match is_failing {
            true => Some("#root".to_owned()),
            false => links(Target::Line(stage.lines.first.line)),
        };
        out += &(anchored(&drawn, address, "") + "\n");
    }
    out + "</svg>\n"
}

struct Row {
    at: u64,
    name: String,
    class: &'static str,
    /// Where it begins and how long it is.
    bar: (u64, u64),
    behind: String,
    place: Option<String>,
    /// The first line in the log, from 1.
    line: u64,
}

impl Row {
    fn draw(&self, lang: Lang) -> String {
        let (top, text) = (self.at * ROW + 6, self.at * ROW + 21);
        let (x, width) = self.bar;
        let (name, behind, class) = (escaped(&self.name), escaped(&self.behind), self.class);
        let line = self.line;
        let line = say! { en: "line {line} of the log", pt_br: "linha {line} do log" };
        let place = self.place.as_deref().map(|it| format!(", {it}")).unwrap_or_default();
        let hint = escaped(&format!("{}{place}", line.get(lang)));
        let (label, after) = (NAMES - 12, x + width + 8);
        format!(
            "<g class=\"{class}\"><title>{name}: {behind} ({hint})</title>\
            <text class=\"name\" x=\"{label}\" y=\"{text}\">{name}</text>\
            <rect x=\"{x}\" y=\"{top}\" width=\"{width}\" height=\"18\" rx=\"3\"/>\
            <text x=\"{after}\" y=\"{text}\">{behind}</text></g>"
        )
    }
}

fn end_of(stage: &Stage) -> Option<Time> {
    let taken = i64::try_from(stage.seconds?).ok()?;
    Some(Time(stage.start?.0.saturating_add(taken)))
}

/// Where the bar of a stage begins, and how long it is.
fn bar(stage: &Stage, start: Option<Time>, whole: u64) -> (u64, u64) {
    let room = WIDTH - NAMES - BEHIND;
    let scaled = |seconds: u64| {
        let share = u128::from(seconds) * u128::from(room);
        let scaled = share.checked_div(u128::from(whole)).unwrap_or(0);
        u64::try_from(scaled).unwrap_or(room).min(room)
    };
    let offset = stage
        .start
        .zip(start)
        .map_or(0, |(own, first)| scaled(own.since(first)));
    let length = stage.seconds.map_or(0, scaled).max(LEAST);
    (NAMES + offset, length)
}

fn behind(stage: &Stage, is_failing: bool, is_slowest: bool, lang: Lang) -> String {
    let time = stage.seconds.map(messages::duration);
    let failed = say! { en: "failed here", pt_br: "falhou aqui" };
    let slowest = say! { en: "slowest step", pt_br: "etapa mais lenta" };
    let failed = is_failing.then(|| failed.get(lang).to_owned());
    let slowest = is_slowest.then(|| slowest.get(lang).to_owned());
    let said: Vec<String> = [time, failed, slowest].into_iter().flatten().collect();
    said.join(", ")
}

/// The class that gives a bar its colour.
fn class(kind: StageKind) -> &'static str {
    match kind {
        StageKind::Deploy => "deploy",
        StageKind::Connect => "connect",
        StageKind::Customize => "customize",
        StageKind::Deprovision => "deprovision",
        StageKind::CleanUp => "clean-up",
    }
}
