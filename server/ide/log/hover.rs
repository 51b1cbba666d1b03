//! Hover on a line of a log: the failure that it shows, and the stage that starts there.

use crate::doctor::diagnosis::Finding;
use crate::doctor::messages;
use crate::ide::hover::Hover;
use crate::ide::log::words::{in_template, joined};
use crate::ide::log::{Log, line_of};
use crate::locale::{Lang, Message};
use crate::say;
use crate::text::markdown;

/// A message of more lines than these is several: then its first and its last line stand for it.
const MESSAGE: u64 = 12;

/// The hover of the line at a position; `None` if nothing is known.
pub fn hover(log: &Log<'_>, at: u32) -> Option<Hover> {
    let line = log.line_at(at);
    let parts: Vec<Message> = [finding(log, line), stage(log, line)].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| Hover {
        span: log.said(line),
        words: joined(&parts, "\n\n---\n\n"),
    })
}

fn finding(log: &Log<'_>, line: u64) -> Option<Message> {
    let findings = log.attribution.diagnosis.findings.iter().enumerate();
    let of_line = findings.filter(|it| covers(it.1, line));
    let (index, finding) = of_line.min_by_key(|it| (line_of(it.1) != line, it.1.role))?;
    let (case, role) = (finding.case, messages::role(finding.role));
    let each = |words: fn(&Finding, Lang) -> String| Message {
        en: words(finding, Lang::En).into(),
        pt_br: words(finding, Lang::PtBr).into(),
    };
    let (id, Message { en, pt_br }) = (case.id, role);
    let of_script = log.attribution.script_line_at(line).map(|it| it.node);
    let target = of_script.or_else(|| log.attribution.target(index));
    let location = target.map(|it| in_template(&log.attribution, it));
    let parts = [
        say! { en: "**`{id}`** · {en}", pt_br: "**`{id}`** · {pt_br}" },
        each(|it, lang| it.explanation(lang).cause().to_owned()),
        log.attribution.diagnosis.exit_meaning(finding).unwrap_or_default(),
        each(|it, lang| it.explanation(lang).solution().to_owned()),
        each(|it, lang| it.explanation(lang).remarks().collect::<Vec<_>>().join("\n\n")),
        location.unwrap_or_default(),
    ];
    Some(joined(&parts, "\n\n"))
}

/// Whether a line is one of the message of a finding.
fn covers(finding: &Finding, line: u64) -> bool {
    let (first, last) = (finding.lines.first.line, finding.lines.last.line);
    let is_short = last - first <= MESSAGE;
    line == first || line == last || (is_short && first <= line && line <= last)
}

/// On the first line of a stage: what it is, how long it took, and which step of the template.
fn stage(log: &Log<'_>, line: u64) -> Option<Message> {
    let part = log.part_at(line)?;
    let stage = log.stage(part).filter(|it| it.lines.first.line == line)?;
    let build = log.attribution.diagnosis.builds.get(part.build)?;
    let number = messages::numbers(build).get(part.stage).copied().flatten();
    let Message { en, pt_br } = messages::stage(stage, number);
    let (en, pt_br) = (markdown::sentence(&en), markdown::sentence(&pt_br));
    let time = stage.seconds.map(messages::duration);
    let failed = log
        .failed_in(part)
        .then(|| say! { en: "failed here", pt_br: "falhou aqui" });
    let headline = [
        say! { en: "**{en}**", pt_br: "**{pt_br}**" },
        Message::same(time.unwrap_or_default()),
        failed.unwrap_or_default(),
    ];
    let location = log.step(part).map(|it| in_template(&log.attribution, it));
    Some(joined(
        &[joined(&headline, " · "), location.unwrap_or_default()],
        "\n\n",
    ))
}
