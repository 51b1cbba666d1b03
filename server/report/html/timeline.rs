//! A timeline as a picture: each bar is as long as its stage took, and begins when the stage began. Bars are measured in shares of
//! the page, so that the picture fits any width.

use maud::{Markup, PreEscaped, html};

use crate::doctor::timeline::StageKind;
use crate::report::html::{ROOT_CAUSE, linked};
use crate::report::timeline::{Bar, Timeline};
use crate::report::{Links, Target};

/// The shortest bar, in thousandths of the picture.
const MIN_BAR: u64 = 8;
/// Thousandths of the whole picture.
const WHOLE: u64 = 1_000;

pub(super) fn picture(timeline: &Timeline<'_>, links: &Links<'_>) -> Markup {
    html! {
        ol.timeline aria-label=(timeline.label) {
            @for bar in &timeline.bars {
                @let address = match bar.is_failing {
                    true => Some(format!("#{ROOT_CAUSE}")),
                    false => links(Target::Line(bar.line)),
                };
                li class=(if bar.is_failing { "failing" } else { class(bar.kind) }) {
                    (linked(address, None, &drawn(bar, timeline.seconds)))
                }
                (PreEscaped("\n"))
            }
        }
    }
}

fn drawn(bar: &Bar<'_>, seconds: u64) -> Markup {
    let scaled = |part: u64| {
        let scaled = (u128::from(part) * u128::from(WHOLE)).checked_div(u128::from(seconds));
        scaled.and_then(|it| u64::try_from(it).ok()).unwrap_or(0).min(WHOLE)
    };
    let width = bar.seconds.map_or(0, scaled).max(MIN_BAR);
    let x = scaled(bar.offset).min(WHOLE - width);
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
        div.bar {
            span.name { (bar.name) }
            svg role="img" {
                title { (tooltip) }
                rect x=(percent(x)) width=(percent(width)) height="100%" rx="3" {}
            }
            span.behind { (behind) }
        }
    }
}

/// Thousandths as a percentage.
fn percent(thousandths: u64) -> String {
    format!("{}.{}%", thousandths / 10, thousandths % 10)
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
