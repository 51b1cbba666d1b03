//! Several logs at once: how many builds failed, and the failures grouped by cause and place.

use std::collections::BTreeMap;

use crate::doctor::attribution::Attribution;
use crate::doctor::messages;
use crate::doctor::timeline::BuildResult;
use crate::document::Document;
use crate::locale::{Lang, Message};
use crate::report::cause::Cause;
use crate::report::{Block, Column, Grid, ReportData, RichText, Section, Status, Tone, texts};
use crate::say;
use crate::syntax::tree::Node;
use crate::text::lines::Lines;
use crate::text::plain::plain;
use crate::text::redact::Redactor;
use crate::text::rope::Encoding;

/// Characters of a cause in a table.
const MAX_CAUSE: usize = 60;

/// What is kept of a log.
#[derive(Debug, Clone)]
pub struct LogSummary {
    /// The path of the log as shown.
    log: String,
    result: LogResult,
    /// The cause of a failure.
    cause: Option<Cause>,
    /// The stage that failed: "step 1 (shell)".
    stage: String,
    /// The position of the cause in the template: `web.json:14:30`.
    position: String,
    /// Whether the steps of the template are matched heuristically.
    is_heuristic: bool,
    /// The last line of the log, from 0.
    last_line: u64,
    /// Knows the secrets of its template.
    redactor: Redactor,
}

/// What a log shows of its build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LogResult {
    Failed,
    Succeeded,
    Unknown,
}

/// How many logs show what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Counts {
    failed: usize,
    succeeded: usize,
    unknown: usize,
}

/// Logs with the same cause at the same place.
struct Group<'s> {
    logs: Vec<(&'s LogSummary, &'s Cause)>,
}

impl LogSummary {
    /// Summarizes a log. The template is the one that it is attributed to, under the name that the reader knows.
    pub fn of<'d>(
        attribution: &Attribution<'d>,
        log: &str,
        template: Option<(&str, &'d Document)>,
        lang: Lang,
    ) -> Self {
        let diagnosis = &attribution.diagnosis;
        let build = diagnosis.build();
        let result = match build.map_or(diagnosis.status.result(), |it| it.result) {
            _ if diagnosis.shows_failure() => LogResult::Failed,
            BuildResult::Succeeded => LogResult::Succeeded,
            _ => LogResult::Unknown,
        };
        let failing = build.and_then(|it| Some((it, it.failing?)));
        let stage = failing.and_then(|(build, index)| {
            let number = messages::numbers(build).get(index).copied().flatten();
            Some(messages::stage(build.stages.get(index)?, number))
        });
        let step = || {
            let (build, index) = failing?;
            let builds = &diagnosis.builds;
            attribution.step(builds.iter().position(|it| std::ptr::eq(it, build))?, index)
        };
        let cause = diagnosis.root.and_then(|it| attribution.target(it)).or_else(step);
        let position = cause.zip(template).map(|(node, template)| position(node, template));
        Self {
            log: plain(log),
            result,
            cause: Cause::of(diagnosis, lang),
            stage: stage.map(|it| it.get(lang).to_owned()).unwrap_or_default(),
            is_heuristic: position.is_some() && attribution.alignment.as_ref().is_some_and(|it| !it.is_certain),
            position: position.unwrap_or_default(),
            last_line: diagnosis.lines.saturating_sub(1),
            redactor: attribution.redactor.clone(),
        }
    }

    /// Whether the log shows a failure.
    pub fn is_failure(&self) -> bool {
        self.result == LogResult::Failed
    }

    /// The stage and the position in the template; empty for a failure of which neither is known.
    fn place(&self) -> RichText<'static> {
        let parts = [RichText::plain(&self.stage), RichText::name(&self.position)];
        let parts = parts
            .into_iter()
            .filter(|it| it.runs.iter().any(|run| !run.text.is_empty()));
        RichText::joined(parts, &RichText::plain(", "))
    }

    /// `logs/a.log:14: E: Could not get lock`
    fn item(&self, line: Option<u64>, text: &str) -> RichText<'static> {
        let position = match line {
            Some(line) => RichText::name(&format!("{}:{}", self.log, line + 1)),
            None => RichText::name(&self.log),
        };
        match text {
            "" => position,
            text => position.then(RichText::plain(": ")).then(RichText::name(text)),
        }
    }
}

fn position<'d>(node: Node<'d>, (name, doc): (&str, &'d Document)) -> String {
    let (line, column) = Lines::new(doc.text()).position(node.span().start, Encoding::Utf16);
    format!("{}:{}:{}", plain(name), line + 1, column + 1)
}

/// The report about logs, in their order. `title` names them together, and `others` counts files that are not logs.
pub fn report(title: &str, logs: &[LogSummary], others: usize, lang: Lang) -> ReportData<'static> {
    let counts = Counts::of(logs);
    let groups = groups(logs);
    let mut sections = Vec::new();
    if !groups.is_empty() {
        let title = say! { en: "Causes", pt_br: "Causas" };
        let heuristic = RichText::sentence(messages::heuristic_match().get(lang));
        let note = logs.iter().any(|it| it.is_heuristic).then_some(Block::Note(heuristic));
        let blocks = [Block::Grid(grid(&groups, lang))].into_iter().chain(note);
        sections.push(Section::new(RichText::sentence(title.get(lang)), blocks.collect()));
    }
    sections.extend(groups.iter().map(Group::section));
    sections.extend(unknown(logs, lang));
    if others > 0 {
        let note = RichText::sentence(others_without_log(others).get(lang));
        sections.push(Section::new(RichText::default(), vec![Block::Note(note)]));
    }
    let kind = say! { en: "Build logs", pt_br: "Logs de build" };
    let tone = match counts {
        Counts { failed: 1.., .. } => Tone::Bad,
        Counts {
            succeeded: 1..,
            unknown: 0,
            ..
        } => Tone::Good,
        _ => Tone::Neutral,
    };
    let report = ReportData {
        lang,
        kind: kind.get(lang).to_owned(),
        title: plain(title),
        status: Some(Status {
            tone,
            text: RichText::sentence(counts.message().get(lang)),
        }),
        sections,
    };
    logs.iter()
        .fold(report, |report, it| texts::redacted(report, &it.redactor))
}

/// How many files in a folder are not logs, in one line.
pub fn others_without_log(count: usize) -> Message {
    match count {
        1 => say! { en: "1 other file contains no build log.", pt_br: "1 outro arquivo não contém um log de build." },
        _ => say! {
            en: "{count} other files contain no build log.",
            pt_br: "{count} outros arquivos não contêm um log de build.",
        },
    }
}

impl Counts {
    fn of(logs: &[LogSummary]) -> Self {
        let count = |result| logs.iter().filter(|it| it.result == result).count();
        Self {
            failed: count(LogResult::Failed),
            succeeded: count(LogResult::Succeeded),
            unknown: count(LogResult::Unknown),
        }
    }

    fn message(self) -> Message {
        let Self {
            failed,
            succeeded,
            unknown,
        } = self;
        match failed + succeeded + unknown {
            0 => say! {
                en: "No build log found. Files that Git ignores are not read.",
                pt_br: "Nenhum log de build encontrado. Arquivos que o Git ignora não são lidos.",
            },
            1 => say! {
                en: "1 log, {failed} failed, {succeeded} succeeded, {unknown} unknown.",
                pt_br: "1 log, {failed} com falha, {succeeded} com êxito, {unknown} sem resultado.",
            },
            all => say! {
                en: "{all} logs, {failed} failed, {succeeded} succeeded, {unknown} unknown.",
                pt_br: "{all} logs, {failed} com falha, {succeeded} com êxito, {unknown} sem resultado.",
            },
        }
    }
}

/// The failures by cause and place, most frequent first.
fn groups(logs: &[LogSummary]) -> Vec<Group<'_>> {
    let mut by_key: BTreeMap<(String, &str, &str), Group<'_>> = BTreeMap::new();
    for log in logs.iter().filter(|it| it.is_failure()) {
        let Some(cause) = &log.cause else { continue };
        let key = (cause.key(), log.stage.as_str(), log.position.as_str());
        let group = by_key.entry(key).or_insert_with(|| Group { logs: Vec::new() });
        group.logs.push((log, cause));
    }
    let mut groups: Vec<Group<'_>> = by_key.into_values().collect();
    // The sort is stable: groups of the same size stay in the order of their keys.
    groups.sort_by_key(|it| std::cmp::Reverse(it.logs.len()));
    groups
}

fn grid(groups: &[Group<'_>], lang: Lang) -> Grid<'static> {
    let row = |group: &Group<'_>| {
        let (log, cause) = group.logs.first()?;
        let count = RichText::plain(&group.logs.len().to_string());
        Some(vec![count, cause.name.shortened(MAX_CAUSE), log.place()])
    };
    Grid {
        columns: vec![
            Column::number(&say! { en: "Logs", pt_br: "Logs" }, lang),
            Column::text(&say! { en: "Cause", pt_br: "Causa" }, lang),
            Column::text(&say! { en: "Place", pt_br: "Local" }, lang),
        ],
        rows: groups.iter().filter_map(row).collect(),
    }
}

impl Group<'_> {
    /// The logs of a group, a line each.
    fn section(&self) -> Section<'static> {
        let first = self.logs.first();
        let title =
            first.map(|(log, cause)| RichText::joined([cause.name.text(), log.place()], &RichText::plain(", ")));
        let summary = first.map(|it| it.1.summary.as_str()).filter(|it| !it.is_empty());
        let items = self.logs.iter().map(|(log, cause)| log.item(cause.line, &cause.text));
        let summary = summary.map(|it| Block::Paragraph(RichText::sentence(it)));
        let list = Block::List(items.collect());
        Section::new(title.unwrap_or_default(), summary.into_iter().chain([list]).collect())
    }
}

/// The logs that do not show how their build ended, with the line at which each breaks off.
fn unknown(logs: &[LogSummary], lang: Lang) -> Option<Section<'static>> {
    let unknown = logs.iter().filter(|it| it.result == LogResult::Unknown);
    let items: Vec<RichText<'static>> = unknown.map(|it| it.item(Some(it.last_line), "")).collect();
    let title = say! { en: "The end of the build is not in the log", pt_br: "O fim do build não está no log" };
    let title = RichText::sentence(title.get(lang));
    (!items.is_empty()).then(|| Section::new(title, vec![Block::List(items)]))
}
