//! A timeline as a picture: each bar is as long as its stage took, and begins when the stage began.

use maud::{Markup, PreEscaped, html};

use crate::doctor::timeline::StageKind;
use crate::report::html::{ROOT_CAUSE, linked};
use crate::report::timeline::{Bar, Timeline};
use crate::report::{Links, Target};

/// Width of the picture, of the column of names, and of the text behind a bar; height of a row. Its own units.
const WIDTH: u64 = 960;
const NAMES: u64 = 200;
const REMARKS: u64 = 270;
const ROW: u64 = 26;
/// The shortest bar.
const MIN_BAR: u64 = 3;

pub(super) fn picture(timeline: &Timeline<'_>, links: &Links<'_>) -> Markup {
    let height = ROW * timeline.bars.len() as u64 + 8;
    html! {
        svg viewBox={ "0 0 " (WIDTH) " " (height) } role="img" aria-label=(timeline.label) {
            @for (row, bar) in (0..).zip(&timeline.bars) {
                @let address = match bar.is_failing {
                    true => Some(format!("#{ROOT_CAUSE}")),
                    false => links(Target::Line(bar.line)),
                };
                (linked(address, None, &drawn(bar, row, timeline.seconds)))
            }
        }
    }
}

fn drawn(bar: &Bar<'_>, row: u64, seconds: u64) -> Markup {
    let room = WIDTH - NAMES - REMARKS;
    let scaled = |part: u64| {
        let scaled = (u128::from(part) * u128::from(room)).checked_div(u128::from(seconds));
        scaled.and_then(|it| u64::try_from(it).ok()).unwrap_or(0).min(room)
    };
    let (x, width) = (NAMES + scaled(bar.offset), bar.seconds.map_or(0, scaled).max(MIN_BAR));
    let (top, baseline) = (row * ROW + 6, row * ROW + 21);
    let duration = Some(&bar.duration).filter(|duration| !duration.is_empty());
    let behind: Vec<&str> = duration.into_iter().chain(&bar.remarks).map(String::as_str).collect();
    let behind = behind.join(", ");
    let step = bar.step.runs.iter().map(|run| format!(", {}", run.text));
    let tooltip = format!(
        "{}: {behind} ({}{})",
        bar.name,
        bar.line_label,
        step.collect::<String>()
    );
    html! {
        g class=(if bar.is_failing { "failing" } else { class(bar.kind) }) {
            title { (tooltip) }
            text.name x=(NAMES - 12) y=(baseline) { (bar.name) }
            rect x=(x) y=(top) width=(width) height="18" rx="3" {}
            text x=(x + width + 8) y=(baseline) { (behind) }
        }
        (PreEscaped("\n"))
    }
}

/// The class that colours a bar.
fn class(kind: StageKind) -> &'static str {
    match kind {
        StageKind::Deploy => "deploy",
        StageKind::Connect => "connect",
        StageKind::Customize => "customize",
        StageKind::Deprovision => "deprovision",
        StageKind::CleanUp => "clean-up",
    }
}
