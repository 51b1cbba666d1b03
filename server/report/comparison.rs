//! Two builds of one template: how each ended and why, where they diverge, and the time that each stage took.

use crate::doctor::attribution::Attribution;
use crate::doctor::comparison::{Comparison, Ending, Row, StageRun};
use crate::doctor::messages;
use crate::doctor::timeline::BuildResult;
use crate::locale::{Lang, Message};
use crate::report::cause::{Cause, CauseName, MAX_LINE};
use crate::report::{Block, Column, Evidence, EvidenceLine, Grid, ReportData, RichText, Section, Status, Tone, texts};
use crate::say;
use crate::text::plain::{plain, shortened, visible};

/// A build with the path of its log as shown.
#[derive(Clone, Copy)]
pub struct ComparedBuild<'r, 'd> {
    pub attribution: &'r Attribution<'d>,
    pub log: &'r str,
}

/// The report about an older and a newer build.
pub fn report(old: ComparedBuild<'_, '_>, new: ComparedBuild<'_, '_>, lang: Lang) -> ReportData<'static> {
    let comparison = Comparison::of(old.attribution, new.attribution);
    let names = Names::of(old, new, &comparison);
    let older = say! { en: "Older build", pt_br: "Build anterior" };
    let newer = say! { en: "Newer build", pt_br: "Build mais recente" };
    let mut sections = vec![old.section(&older, lang), new.section(&newer, lang)];
    if !comparison.rows.is_empty() {
        let title = say! { en: "Stages", pt_br: "Estágios" };
        let is_heuristic =
            |it: ComparedBuild<'_, '_>| it.attribution.alignment.as_ref().is_some_and(|it| !it.is_certain);
        let heuristic = RichText::sentence(messages::heuristic_match().get(lang));
        let note = (is_heuristic(old) || is_heuristic(new)).then_some(Block::Note(heuristic));
        let blocks = [Block::Grid(grid(&comparison, &names, lang))].into_iter().chain(note);
        sections.push(Section::new(RichText::sentence(title.get(lang)), blocks.collect()));
    }
    let kind = say! { en: "Comparison of two builds", pt_br: "Comparação de dois builds" };
    let message = match (comparison.first_divergence(), comparison.divergence) {
        (Some(row), Some(index)) => divergence(row, &names.of_row(index)),
        _ if comparison.rows.is_empty() => say! {
            en: "Neither text shows the stages of a build.",
            pt_br: "Nenhum dos textos mostra os estágios de um build.",
        },
        _ => say! {
            en: "Every stage went the same way in both builds.",
            pt_br: "Todos os estágios ocorreram da mesma forma nos dois builds.",
        },
    };
    let report = ReportData {
        lang,
        kind: kind.get(lang).to_owned(),
        title: format!("{} → {}", plain(old.log), plain(new.log)),
        status: Some(Status {
            tone: new.tone(),
            text: RichText::sentence(message.get(lang)),
        }),
        sections,
    };
    let report = texts::redacted(report, &old.attribution.redactor);
    texts::redacted(report, &new.attribution.redactor)
}

impl ComparedBuild<'_, '_> {
    fn tone(self) -> Tone {
        let diagnosis = &self.attribution.diagnosis;
        let result = diagnosis.build().map_or(diagnosis.status.result(), |it| it.result);
        match result {
            _ if diagnosis.shows_failure() => Tone::Bad,
            BuildResult::Succeeded => Tone::Good,
            _ => Tone::Neutral,
        }
    }

    /// How the build ended, and the cause of its failure.
    fn section(self, title: &Message, lang: Lang) -> Section<'static> {
        let diagnosis = &self.attribution.diagnosis;
        let result = diagnosis
            .build()
            .map_or_else(|| messages::response(diagnosis), |it| messages::result(it, None));
        let log = RichText::name(&plain(self.log)).then(RichText::plain(": "));
        let mut blocks = vec![Block::Paragraph(log.then(RichText::sentence(result.get(lang))))];
        if let Some(cause) = Cause::of(diagnosis, lang) {
            blocks.extend(self.cause(&cause, lang));
        }
        Section::new(RichText::sentence(title.get(lang)), blocks)
    }

    fn cause(self, cause: &Cause, lang: Lang) -> Vec<Block<'static>> {
        let mut blocks = Vec::new();
        if let CauseName::Page(_) = cause.name {
            let title = say! { en: "Root cause: ", pt_br: "Causa raiz: " };
            let summary = RichText::plain(": ").then(RichText::sentence(&cause.summary));
            let text = RichText::sentence(title.get(lang))
                .then(cause.name.text())
                .then(summary);
            blocks.push(Block::Paragraph(text));
        }
        let root = self.attribution.diagnosis.root();
        let exit = root.and_then(|it| self.attribution.diagnosis.exit_meaning(it));
        blocks.extend(exit.map(|it| Block::Paragraph(RichText::sentence(it.get(lang)))));
        blocks.extend(self.evidence(cause, lang).map(Block::Evidence));
        blocks
    }

    /// The line that shows the cause, among the last output of the failed step where the log has it.
    fn evidence(self, cause: &Cause, lang: Lang) -> Option<Evidence> {
        let own = cause.line.filter(|_| !cause.text.is_empty())?;
        let output = self
            .attribution
            .diagnosis
            .evidence()
            .into_iter()
            .flat_map(|it| &it.lines);
        let output = output.map(|it| (it.at.line, shortened(&visible(it.text.trim()), MAX_LINE)));
        let mut lines: Vec<(u64, String)> = output.filter(|it| it.0 != own).collect();
        let index = lines.partition_point(|it| it.0 < own);
        lines.insert(index, (own, cause.text.clone()));
        let line = |(line, text): (u64, String)| {
            let number = line + 1;
            let label = say! { en: "line {number}", pt_br: "linha {number}" };
            EvidenceLine {
                line,
                label: label.get(lang).to_owned(),
                times: String::new(),
                text,
                is_decisive: line == own,
            }
        };
        Some(Evidence {
            file: plain(self.log),
            lines: lines.into_iter().map(line).collect(),
        })
    }
}

/// The names of the stages that are compared.
struct Names {
    rows: Vec<Message>,
}

impl Names {
    fn of(old: ComparedBuild<'_, '_>, new: ComparedBuild<'_, '_>, comparison: &Comparison) -> Self {
        let row = |row: &Row| {
            let (build, run) = match (row.new, row.old) {
                (Some(run), _) => (new, Some(run)),
                (None, run) => (old, run),
            };
            let build = build.attribution.diagnosis.build();
            let named = build.zip(run).and_then(|(build, run)| {
                let number = messages::numbers(build).get(run.index).copied().flatten();
                Some(messages::named_stage(
                    build.stages.get(run.index)?,
                    number,
                    row.step.as_deref(),
                ))
            });
            named.unwrap_or_default()
        };
        Self {
            rows: comparison.rows.iter().map(row).collect(),
        }
    }

    fn of_row(&self, index: usize) -> Message {
        self.rows.get(index).cloned().unwrap_or_default()
    }
}

/// Where two builds diverge, in one sentence.
fn divergence(row: &Row, stage: &Message) -> Message {
    let Message { en, pt_br } = stage;
    match (row.old, row.new) {
        (Some(old), Some(new)) if old.ending != new.ending => {
            let Message {
                en: older,
                pt_br: anterior,
            } = ending(old.ending);
            let Message {
                en: newer,
                pt_br: recente,
            } = ending(new.ending);
            say! {
                en: "The builds diverge at {en}: it {older} in the older build and {newer} in the newer one.",
                pt_br: "Os builds divergem na {pt_br}: {anterior} no anterior e {recente} no mais recente.",
            }
        }
        (Some(old), Some(new)) => {
            let (old, new) = (old.code.unwrap_or_default(), new.code.unwrap_or_default());
            say! {
                en: "The builds diverge at {en}: exit code {old} in the older build, {new} in the newer one.",
                pt_br: "Os builds divergem na {pt_br}: código de saída {old} no anterior, {new} no mais recente.",
            }
        }
        (Some(_), None) => say! {
            en: "The builds diverge at {en}, which only the older build has.",
            pt_br: "Os builds divergem na {pt_br}, que só existe no anterior.",
        },
        _ => say! {
            en: "The builds diverge at {en}, which only the newer build has.",
            pt_br: "Os builds divergem na {pt_br}, que só existe no mais recente.",
        },
    }
}

/// How a stage ended, for the middle of a sentence.
fn ending(ending: Ending) -> Message {
    match ending {
        Ending::Succeeded => say! { en: "completed", pt_br: "foi concluída" },
        Ending::Failed => say! { en: "failed", pt_br: "falhou" },
        Ending::Cancelled => say! { en: "was canceled", pt_br: "foi cancelada" },
        Ending::Unknown => say! { en: "did not end", pt_br: "não terminou" },
    }
}

fn grid(comparison: &Comparison, names: &Names, lang: Lang) -> Grid<'static> {
    let rows = comparison.rows.iter().enumerate().map(|(index, row)| {
        let duration = |run: Option<StageRun>| match run {
            Some(run) => run.seconds.map(messages::duration).unwrap_or_default(),
            None => "–".to_owned(),
        };
        let mut remarks: Vec<String> = remarks(row).iter().map(|it| it.get(lang).to_owned()).collect();
        if comparison.divergence == Some(index) {
            let here = say! { en: "first difference", pt_br: "primeira diferença" };
            remarks.insert(0, here.get(lang).to_owned());
        }
        vec![
            RichText::sentence(names.of_row(index).get(lang)),
            RichText::plain(&duration(row.old)),
            RichText::plain(&duration(row.new)),
            RichText::plain(&row.difference().map(difference).unwrap_or_default()),
            RichText::plain(&remarks.join(", ")),
        ]
    });
    Grid {
        columns: vec![
            Column::text(&say! { en: "Stage", pt_br: "Estágio" }, lang),
            Column::number(&say! { en: "Older", pt_br: "Anterior" }, lang),
            Column::number(&say! { en: "Newer", pt_br: "Mais recente" }, lang),
            Column::number(&say! { en: "Difference", pt_br: "Diferença" }, lang),
            Column::text(&say! { en: "Remarks", pt_br: "Observações" }, lang),
        ],
        rows: rows.collect(),
    }
}

/// A difference of durations, `+2 min 4 s`.
fn difference(seconds: i64) -> String {
    let sign = match seconds {
        0 => "",
        1.. => "+",
        _ => "−",
    };
    format!("{sign}{}", messages::duration(seconds.unsigned_abs()))
}

/// What differs in a stage besides its duration.
fn remarks(row: &Row) -> Vec<Message> {
    let mut remarks = Vec::new();
    match (row.old, row.new) {
        (Some(only), None) => remarks.extend([
            say! { en: "only in the older build", pt_br: "só no build anterior" },
            bad_ending(only),
        ]),
        (None, Some(only)) => remarks.extend([
            say! { en: "only in the newer build", pt_br: "só no build mais recente" },
            bad_ending(only),
        ]),
        (Some(old), Some(new)) => remarks.push(bad_endings(old, new)),
        (None, None) => {}
    }
    remarks.retain(|it| *it != Message::default());
    let code = |run: Option<StageRun>| run.and_then(|it| it.code);
    match (code(row.old), code(row.new)) {
        (Some(old), Some(new)) if old != new => {
            remarks.push(say! { en: "exit code {old}, then {new}", pt_br: "código de saída {old}, depois {new}" });
        }
        (Some(code), _) | (None, Some(code)) if code != 0 => {
            remarks.push(say! { en: "exit code {code}", pt_br: "código de saída {code}" });
        }
        _ => {}
    }
    remarks
}

/// That the only run of a stage failed or was canceled; empty if it did not.
fn bad_ending(only: StageRun) -> Message {
    match only.ending {
        Ending::Failed => say! { en: "failed", pt_br: "falhou" },
        Ending::Cancelled => say! { en: "canceled", pt_br: "cancelada" },
        Ending::Succeeded | Ending::Unknown => Message::default(),
    }
}

/// In which builds a stage failed or was canceled; empty if in none.
fn bad_endings(old: StageRun, new: StageRun) -> Message {
    match (old.ending, new.ending) {
        (Ending::Failed, Ending::Failed) => say! { en: "failed in both builds", pt_br: "falhou nos dois builds" },
        (Ending::Cancelled, Ending::Cancelled) => {
            say! { en: "canceled in both builds", pt_br: "cancelada nos dois builds" }
        }
        (older, newer) => {
            let mut said: Vec<Message> = Vec::new();
            match older {
                Ending::Failed => {
                    said.push(say! { en: "failed in the older build", pt_br: "falhou no build anterior" })
                }
                Ending::Cancelled => {
                    said.push(say! { en: "canceled in the older build", pt_br: "cancelada no build anterior" });
                }
                Ending::Succeeded | Ending::Unknown => {}
            }
            match newer {
                Ending::Failed => {
                    said.push(say! { en: "failed in the newer build", pt_br: "falhou no build mais recente" });
                }
                Ending::Cancelled => {
                    said.push(say! { en: "canceled in the newer build", pt_br: "cancelada no build mais recente" });
                }
                Ending::Succeeded | Ending::Unknown => {}
            }
            let joined = |lang: Lang| said.iter().map(|it| it.get(lang)).collect::<Vec<_>>().join(", ");
            let (en, pt_br) = (joined(Lang::En), joined(Lang::PtBr));
            say! { en: "{en}", pt_br: "{pt_br}" }
        }
    }
}
