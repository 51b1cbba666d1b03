//! What a log shows: how the build ended, where the time went, the root cause and what to do about it.

use crate::doctor::attribution::Attribution;
use crate::doctor::diagnosis::{Finding, Role};
use crate::doctor::envelope::ServiceError;
use crate::doctor::messages;
use crate::doctor::script_line::Certainty;
use crate::doctor::timeline::{Build, BuildResult};
use crate::document::Document;
use crate::locale::{Lang, Message};
use crate::model::file_id::FileId;
use crate::report::service_error;
use crate::report::timeline::timeline;
use crate::report::{
    Block, Code, Evidence, EvidenceLine, ReportData, RichText, Run, Section, Status, Style, Target, Tone, texts,
};
use crate::rules::engine::finding;
use crate::say;
use crate::syntax::tree::Node;
use crate::text::lines::Lines;
use crate::text::page;
use crate::text::plain::{plain, shortened, visible};
use crate::text::rope::Encoding;
use crate::text::span::Span;

/// Characters of a line of the log that are shown around the decisive ones.
const MAX_CONTEXT: usize = 160;
/// Characters of a decisive line. The message that names a cause is shown to its end; longer lines are dumps.
const MAX_DECISIVE: usize = 2_000;

/// The template that was built, under the name that the reader knows, and its findings.
#[derive(Clone, Copy)]
pub struct BuiltTemplate<'d> {
    pub name: &'d str,
    pub doc: &'d Document,
    pub findings: &'d [finding::Finding],
}

/// The report about a log.
pub fn report<'d>(
    attribution: &Attribution<'d>,
    log: &str,
    template: Option<BuiltTemplate<'d>>,
    lang: Lang,
) -> ReportData<'d> {
    let log = plain(log);
    let builder = Builder {
        attribution,
        log: &log,
        template: template.map(|it| (it, Lines::new(it.doc.text()))),
        lang,
    };
    let kind = say! { en: "Build report", pt_br: "Relatório do build" };
    let report = ReportData {
        lang,
        kind: kind.get(lang).to_owned(),
        title: log.clone(),
        status: Some(builder.status()),
        sections: builder.sections(),
    };
    texts::redacted(report, &attribution.redactor)
}

struct Builder<'r, 'd> {
    attribution: &'r Attribution<'d>,
    log: &'r str,
    template: Option<(BuiltTemplate<'d>, Lines<'d>)>,
    lang: Lang,
}

impl<'d> Builder<'_, 'd> {
    fn sentence(&self, message: &Message) -> RichText<'d> {
        RichText::sentence(message.get(self.lang))
    }

    fn status(&self) -> Status<'d> {
        let diagnosis = &self.attribution.diagnosis;
        let build = diagnosis.build();
        let outcome = build.map_or(diagnosis.status.result(), |build| build.result);
        let tone = match outcome {
            _ if diagnosis.shows_failure() => Tone::Bad,
            BuildResult::Succeeded => Tone::Good,
            _ => Tone::Neutral,
        };
        let step = self.attribution.failed_step_name();
        let message = build.map_or_else(
            || messages::response(diagnosis),
            |it| messages::result(it, step.as_deref()),
        );
        Status {
            tone,
            text: self.sentence(&message),
        }
    }

    fn sections(&self) -> Vec<Section<'d>> {
        let diagnosis = &self.attribution.diagnosis;
        let mut sections: Vec<Section<'d>> = self.log_address().into_iter().collect();
        let root_cause = diagnosis
            .root
            .and_then(|index| Some((index, diagnosis.findings.get(index)?)));
        match root_cause {
            Some((index, finding)) => sections.push(self.root_cause(index, finding)),
            None if diagnosis.shows_failure() => sections.push(self.unknown_cause(diagnosis.build())),
            None => {}
        }
        let builds = diagnosis.builds.iter().enumerate();
        sections.extend(
            builds
                .filter(|(_, build)| !build.stages.is_empty())
                .map(|(index, build)| self.timeline(index, build)),
        );
        sections.extend([Role::Warning, Role::Consequence, Role::Benign].map(|role| self.others(role)));
        sections.retain(|section| !section.blocks.is_empty());
        sections
    }

    /// The address of the log, where the text itself has none in it.
    fn log_address(&self) -> Option<Section<'d>> {
        let diagnosis = &self.attribution.diagnosis;
        let address = diagnosis.status.log.as_ref().filter(|_| diagnosis.builds.is_empty())?;
        let before = self.sentence(&say! { en: "The build log is at ", pt_br: "O log do build está em " });
        let after = self.sentence(&say! {
            en: "; download it and run `aib-ls doctor` on it.",
            pt_br: "; baixe-o e execute `aib-ls doctor` nele.",
        });
        let text = before.then(RichText::name(address)).then(after);
        Some(Section::new(RichText::default(), vec![Block::Paragraph(text)]))
    }

    fn timeline(&self, index: usize, build: &Build) -> Section<'d> {
        let title = match (&build.operation, self.attribution.diagnosis.builds.len()) {
            (Some(operation), 2..) => RichText::name(operation)
                .then(RichText::plain(": "))
                .then(self.sentence(&messages::result(build, None))),
            _ => self.sentence(&say! { en: "Timeline", pt_br: "Linha do tempo" }),
        };
        let step = |stage: usize| {
            let step = self.attribution.step(index, stage);
            step.and_then(|node| self.position_of(node)).unwrap_or_default()
        };
        let mut blocks = vec![Block::Timeline(timeline(build, step, self.lang))];
        let alignment = self.attribution.alignment.as_ref();
        if alignment.is_some_and(|alignment| alignment.build == index && !alignment.is_certain) {
            blocks.push(Block::Note(self.sentence(&messages::heuristic_match())));
        }
        Section::new(title, blocks)
    }

    /// `web.json:14:30`, the start of a value of the template.
    fn position_of(&self, node: Node<'d>) -> Option<RichText<'d>> {
        Some(self.position(node.span())?.linked(Target::Value(node)))
    }

    fn position(&self, span: Span) -> Option<RichText<'d>> {
        let (template, lines) = self.template.as_ref()?;
        let (line, column) = lines.position(span.start, Encoding::Utf16);
        let name = template.name;
        Some(RichText::name(&format!("{name}:{}:{}", line + 1, column + 1)))
    }

    fn root_cause(&self, index: usize, finding: &Finding) -> Section<'d> {
        let (case, explanation) = (finding.case, finding.explanation(self.lang));
        let (summary, cause) = (explanation.summary(), explanation.cause());
        let to_do = say! { en: "What to do", pt_br: "O que fazer" };
        let mut blocks = vec![Block::Paragraph(RichText::sentence(summary))];
        let exit = self.attribution.diagnosis.exit_meaning(finding);
        blocks.extend(exit.map(|meaning| Block::Paragraph(self.sentence(&meaning))));
        blocks.extend([Block::Evidence(self.evidence_of(finding))]);
        blocks.extend(self.service_errors(Some(finding)));
        blocks.extend([
            Block::Heading(self.sentence(&to_do)),
            Block::NumberedList(actions(explanation.solution())),
        ]);
        blocks.extend(self.in_template(index, finding));
        let rest = cause.strip_prefix(summary);
        let details = rest.into_iter().chain(explanation.remarks()).flat_map(Block::of_page);
        let title = say! { en: "Details", pt_br: "Detalhes" };
        blocks.push(Block::Details {
            title: title.get(self.lang).to_owned(),
            command: format!("aib-ls explain {}", case.id),
            blocks: details.collect(),
        });
        let title = self.sentence(&say! { en: "Root cause: ", pt_br: "Causa raiz: " });
        Section {
            title: title.then(RichText::id(case.id)),
            is_root_cause: true,
            blocks,
        }
    }

    /// The line that identifies a known failure, among the output of the failed step where the log has it.
    fn evidence_of(&self, finding: &Finding) -> Evidence {
        let own = finding.lines.last.line;
        let mut lines = vec![self.evidence_line(own, &finding.text, finding.count, true)];
        let is_in_step = finding.build.is_some();
        for line in self.output().filter(|_| is_in_step) {
            if line.line != own && !lines.iter().any(|it| it.text == line.text) {
                lines.push(line);
            }
        }
        lines.sort_by_key(|it| it.line);
        self.evidence(lines)
    }

    fn evidence(&self, lines: Vec<EvidenceLine>) -> Evidence {
        Evidence {
            file: self.log.to_owned(),
            lines,
        }
    }

    /// The last output of the failed step.
    fn output(&self) -> impl Iterator<Item = EvidenceLine> {
        let lines = self
            .attribution
            .diagnosis
            .evidence()
            .into_iter()
            .flat_map(|it| &it.lines);
        lines.map(|it| self.evidence_line(it.at.line, &it.text, it.count, it.is_decisive))
    }

    fn evidence_line(&self, line: u64, text: &str, count: u64, is_decisive: bool) -> EvidenceLine {
        let number = line + 1;
        let label = say! { en: "line {number}", pt_br: "linha {number}" };
        let times = match count {
            0 | 1 => Message::default(),
            _ => say! { en: "{count} times", pt_br: "{count} vezes" },
        };
        let limit = if is_decisive { MAX_DECISIVE } else { MAX_CONTEXT };
        EvidenceLine {
            line,
            label: label.get(self.lang).to_owned(),
            times: times.get(self.lang).to_owned(),
            text: shortened(&visible(text.trim()), limit),
            is_decisive,
        }
    }

    /// The cause in the template, what the rules report there, and which rules detect such a cause.
    fn in_template(&self, index: usize, finding: &Finding) -> Vec<Block<'d>> {
        let rules = &finding.case.rules;
        let cause = self.attribution.target(index).and_then(|node| {
            let pointer = RichText::name(&node.pointer());
            Some(self.position_of(node)?.then(RichText::plain(" ")).then(pointer))
        });
        let findings = self.template.iter().flat_map(|(template, _)| template.findings);
        let reported = findings
            .filter(|finding| rules.contains(&finding.rule.id))
            .map(|finding| {
                let position = self.position(finding.span).unwrap_or_default();
                let message = RichText::plain(": ").then(self.sentence(&finding.message));
                position
                    .then(RichText::plain(" "))
                    .then(RichText::id(finding.rule.id))
                    .then(message)
            });
        let reported: Vec<RichText<'d>> = reported.collect();
        let ids = rules.iter().map(|id| RichText::id(id));
        let ids = RichText::joined(ids, &RichText::plain(", "));
        let detected = say! { en: "Rules that detect this cause: ", pt_br: "Regras que detectam esta causa: " };
        let is_silent = reported.is_empty() && !rules.is_empty();
        let note = is_silent.then(|| Block::Note(self.sentence(&detected).then(ids)));
        let items: Vec<RichText<'d>> = cause.into_iter().chain(self.script_line()).chain(reported).collect();
        let title = say! { en: "In the template", pt_br: "No template" };
        let list = [Block::Heading(self.sentence(&title)), Block::List(items.clone())];
        let list = list.into_iter().filter(|_| !items.is_empty());
        list.chain(note).collect()
    }

    /// What a text with an unknown failure shows: the error of Azure, or the reason of the build, and its last output.
    fn unknown_cause(&self, build: Option<&Build>) -> Section<'d> {
        let title = self.sentence(&say! {
            en: "No known failure matches. What the log shows:",
            pt_br: "Nenhuma falha conhecida corresponde. O que o log mostra:",
        });
        let mut blocks = self.service_errors(None);
        if blocks.is_empty() {
            let lines = |reason: &String| reason.lines().map(visible).collect::<Vec<_>>().join("\n");
            blocks.extend(
                build
                    .and_then(|it| it.reason.as_ref())
                    .map(|it| Block::Code(Code::new(lines(it), self.lang))),
            );
        }
        let lines: Vec<EvidenceLine> = self.output().collect();
        if !lines.is_empty() {
            blocks.push(Block::Evidence(self.evidence(lines)));
        }
        blocks.extend(self.script_line().map(|it| Block::List(vec![it])));
        Section {
            title,
            is_root_cause: true,
            blocks,
        }
    }

    /// The errors of Azure, except one whose message a finding shows already, and those without a reason where another gives one.
    fn service_errors(&self, shown: Option<&Finding>) -> Vec<Block<'d>> {
        let is_shown = |message: &str| shown.is_some_and(|it| it.text.contains(message));
        let errors: Vec<&ServiceError> = self.attribution.diagnosis.errors().map(|it| &it.error).collect();
        let has_reason = errors.iter().any(|it| !it.is_generic());
        let errors = errors.into_iter().filter(|it| !has_reason || !it.is_generic());
        let errors = errors.filter(|it| !is_shown(&it.innermost().message));
        errors.flat_map(|it| service_error::blocks(it, self.lang)).collect()
    }

    /// The line of the script that the output of the failed step points to.
    fn script_line(&self) -> Option<RichText<'d>> {
        let line = self.attribution.script_line()?;
        let position = match line.file {
            FileId::Document => self.position(line.span)?.linked(Target::Value(line.node)),
            _ => RichText::name(&line.node.pointer()).linked(Target::Value(line.node)),
        };
        let (node, number) = (line.node.pointer(), line.line + 1);
        let place = match line.item {
            Some(_) => say! { en: "{node}", pt_br: "{node}" },
            None => say! { en: "line {number} of the script of {node}", pt_br: "linha {number} do script de {node}" },
        };
        let certainty = match line.certainty {
            Certainty::Certain => Message::default(),
            Certainty::Probable => say! { en: " (probable)", pt_br: " (provável)" },
        };
        let place = RichText::name(place.get(self.lang)).then(self.sentence(&certainty));
        Some(position.then(RichText::plain(" ")).then(place))
    }

    fn others(&self, role: Role) -> Section<'d> {
        let title = match role {
            Role::Root | Role::Consequence => say! { en: "Consequences", pt_br: "Consequências" },
            Role::Warning => say! { en: "Warnings", pt_br: "Avisos" },
            Role::Benign => say! { en: "Not failures", pt_br: "Não são falhas" },
        };
        let findings = self.attribution.diagnosis.findings.iter();
        let item = |finding: &Finding| {
            let line = finding.lines.first.line;
            let position = RichText::name(&format!("{}:{}", self.log, line + 1)).linked(Target::Line(line));
            let explanation = finding.explanation(self.lang);
            let summary = RichText::plain(": ").then(RichText::sentence(explanation.summary()));
            position
                .then(RichText::plain(" "))
                .then(RichText::id(finding.case.id))
                .then(summary)
        };
        let items: Vec<RichText<'d>> = findings.filter(|it| it.role == role).map(item).collect();
        let list = (!items.is_empty()).then_some(Block::List(items));
        Section::new(self.sentence(&title), list.into_iter().collect())
    }
}

/// An action as plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionText {
    /// Without the command that it ends with.
    pub text: String,
    pub command: Option<String>,
}

/// The actions of a solution as plain text.
pub fn action_texts(solution: &str) -> Vec<ActionText> {
    actions(solution).into_iter().map(action_text).collect()
}

fn action_text(mut action: RichText<'_>) -> ActionText {
    let text = |runs: &[Run<'_>]| -> String { runs.iter().map(|it| it.text.as_str()).collect() };
    let introduces = |it: &Run<'_>| it.style == Style::LineBreak || it.text.trim_end().ends_with(':');
    let is_json = |it: &Run<'_>| it.text.starts_with(['"', '{', '[']);
    let command = match action.runs.as_slice() {
        [.., before, last] if last.style == Style::Code && introduces(before) && !is_json(last) => {
            Some(last.text.clone())
        }
        _ => None,
    };
    if command.is_some() {
        action.runs.pop();
    }
    ActionText {
        text: text(&action.runs).trim_end().to_owned(),
        command,
    }
}

/// The actions of a solution: the items of its list, or its sentences.
fn actions<'d>(solution: &str) -> Vec<RichText<'d>> {
    let lists = Block::of_page(solution).into_iter().find_map(|block| match block {
        Block::List(items) | Block::NumberedList(items) => Some(items),
        _ => None,
    });
    let sentences = || page::sentences(solution).into_iter().map(RichText::sentence).collect();
    lists.unwrap_or_else(sentences)
}
