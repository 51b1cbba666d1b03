//! The outline of a log: its runs, their stages, and in them what went wrong.

use crate::doctor::diagnosis::Finding;
use crate::doctor::messages;
use crate::doctor::timeline::Build;
use crate::ide::log::words::joined;
use crate::ide::log::{Log, Part, line_of};
use crate::locale::{Lang, Message};
use crate::say;
use crate::text::span::Span;

/// The kind of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    Build,
    Stage,
    Finding,
}

/// An entry of the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub name: Message,
    pub detail: Option<Message>,
    pub kind: EntryKind,
    pub span: Span,
    /// The part to select, inside `span`.
    pub selection: Span,
    pub children: Vec<Entry>,
}

/// The outline, in the order of the text.
pub fn symbols(log: &Log<'_>) -> Vec<Entry> {
    let is_alone = log.attribution.diagnosis.builds.len() == 1;
    let mut entries: Vec<Entry> = log
        .builds()
        .map(|(index, it)| build(log, index, it, is_alone))
        .collect();
    let outside = log.troubles().filter(|it| it.1.build.is_none());
    entries.extend(outside.map(|it| finding(log, it.1)));
    entries.sort_by_key(|it| it.span);
    entries
}

fn build(log: &Log<'_>, index: usize, build: &Build, is_alone: bool) -> Entry {
    let number = index + 1;
    let name = match is_alone {
        true => say! { en: "build", pt_br: "build" },
        false => say! { en: "build {number}", pt_br: "build {number}" },
    };
    let numbers = messages::numbers(build);
    let stages = build.stages.iter().zip(numbers).enumerate();
    let own = |it: &Finding, stage: Option<usize>| it.build == Some(index) && it.stage == stage;
    let mut children: Vec<Entry> = stages
        .map(|(at, (stage, number))| {
            let part = Part {
                build: index,
                stage: at,
            };
            let of_stage = log.troubles().filter(|it| own(it.1, Some(at)));
            let children = of_stage.map(|it| finding(log, it.1)).collect();
            let time = stage.seconds.map(|it| Message::same(messages::duration(it)));
            let failed = log
                .failed_in(part)
                .then(|| say! { en: "failed here", pt_br: "falhou aqui" });
            let detail: Vec<Message> = time.into_iter().chain(failed).collect();
            Entry {
                name: messages::stage(stage, number),
                detail: (!detail.is_empty()).then(|| joined(&detail, " · ")),
                kind: EntryKind::Stage,
                span: log.span(stage.lines),
                selection: log.said(stage.lines.first.line),
                children,
            }
        })
        .collect();
    let before = log.troubles().filter(|it| own(it.1, None));
    children.extend(before.map(|it| finding(log, it.1)));
    children.sort_by_key(|it| it.span);
    let first = build.stages.first().map_or(build.lines.first, |it| it.lines.first);
    Entry {
        name,
        detail: Some(messages::result(build, None)),
        kind: EntryKind::Build,
        span: log.span(build.lines),
        selection: log.said(first.line),
        children,
    }
}

fn finding(log: &Log<'_>, finding: &Finding) -> Entry {
    let span = log.said(line_of(finding));
    Entry {
        name: Message::same(finding.case.id),
        detail: Some(Message {
            en: finding.explanation(Lang::En).summary().to_owned().into(),
            pt_br: finding.explanation(Lang::PtBr).summary().to_owned().into(),
        }),
        kind: EntryKind::Finding,
        span,
        selection: span,
        children: Vec::new(),
    }
}
