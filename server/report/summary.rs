//! A template at a glance: the image that it starts from, the build VM, the steps, the targets, the time, and the findings.

use crate::document::Document;
use crate::insight::summary as facts;
use crate::locale::{Lang, Message};
use crate::model::step::{self, Step, StepKind};
use crate::model::substitution::Assume;
use crate::model::template::{Role, Template};
use crate::model::{generation, vm_size};
use crate::report::{Block, ReportData, RichText, Row, Run, Section, Style, Target, texts};
use crate::rules::engine::finding::Finding;
use crate::rules::engine::labels;
use crate::rules::engine::shown::Shown;
use crate::say;
use crate::syntax::tree::{Kind, Node};
use crate::text::lines::Lines;
use crate::text::plain::{plain, shortened};
use crate::text::rope::Encoding;

/// Characters of a value that are shown.
const MAX_VALUE: usize = 160;

/// The report about the image templates of a document called `name`; `None` if it has none.
pub fn report<'d>(doc: &'d Document, name: &str, findings: &[Finding], lang: Lang) -> Option<ReportData<'d>> {
    let templates = doc
        .templates_with(Assume::Defaults)
        .filter(|template| template.role == Role::Template);
    let builder = Builder { lang };
    let mut sections: Vec<Section<'d>> = templates.flat_map(|template| builder.template(template)).collect();
    if sections.is_empty() {
        return None;
    }
    sections.push(builder.findings(doc, findings));
    let kind = say! { en: "Build summary", pt_br: "Resumo do build" };
    let report = ReportData {
        lang,
        kind: kind.get(lang).to_owned(),
        title: plain(name),
        status: None,
        sections,
    };
    Some(texts::redacted(report, doc.redactor()))
}

struct Builder {
    lang: Lang,
}

impl Builder {
    fn sentence<'d>(&self, message: &Message) -> RichText<'d> {
        RichText::sentence(message.get(self.lang))
    }

    fn row<'d>(&self, name: &Message, lines: Vec<RichText<'d>>) -> Row<'d> {
        Row {
            marker: RichText::default(),
            name: self.sentence(name),
            text: RichText::lines(lines),
        }
    }

    fn template<'d>(&self, template: Template<'d>) -> Vec<Section<'d>> {
        let unnamed = say! { en: "Image template", pt_br: "Template de imagem" };
        let name = template.name().filter(|name| !name.trim().is_empty());
        let title = name.map_or_else(|| self.sentence(&unnamed), |name| RichText::name(&name));
        let rows = [
            self.api_version(template),
            self.source(template),
            self.build_vm(template),
            Some(self.time(template)),
            self.permissions(template),
        ];
        let table = Block::Table(rows.into_iter().flatten().collect());
        let steps = step::customizers(template).map(|step| self.step(step));
        let validation = step::validators(template).map(|step| self.step(step));
        let targets = template.distributors().map(|target| self.target(target));
        vec![
            Some(Section::new(title, vec![table])),
            self.list(&say! { en: "Steps", pt_br: "Etapas" }, steps.collect()),
            self.list(&say! { en: "Validation", pt_br: "Validação" }, validation.collect()),
            self.list(&say! { en: "Distribution", pt_br: "Distribuição" }, targets.collect()),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn api_version<'d>(&self, template: Template<'d>) -> Option<Row<'d>> {
        let version = template.api_version()?;
        let text = at(RichText::name(&version.text), version.at);
        Some(self.row(&say! { en: "API version", pt_br: "Versão da API" }, vec![text]))
    }

    /// The source image, and what is known about it.
    fn source<'d>(&self, template: Template<'d>) -> Option<Row<'d>> {
        let source = template.property("source")?;
        let keys = ["publisher", "offer", "sku", "version", "imageId", "imageVersionId"];
        let members = keys.iter().filter_map(|key| source.get(key));
        let members = members.map(|member| RichText::name(&value(template, member)));
        let mut lines = vec![at(RichText::joined(members, &RichText::plain(" ")), Some(source))];
        lines.extend(facts::image(template).iter().map(|fact| self.sentence(fact)));
        Some(self.row(&say! { en: "Source", pt_br: "Origem" }, lines))
    }

    fn build_vm<'d>(&self, template: Template<'d>) -> Option<Row<'d>> {
        let size = vm_size::node(template).filter(|node| node.as_str().is_none_or(|size| !size.trim().is_empty()));
        let mut lines = Vec::new();
        if let Some(size) = size {
            lines.push(at(RichText::name(&value(template, size)), Some(size)));
        } else if let Some(generation) = generation::generation(template) {
            let size = vm_size::default_for(generation.generation);
            lines.push(self.sentence(&say! { en: "`{size}`, the default", pt_br: "`{size}`, o padrão" }));
        }
        let profile = template.property("vmProfile");
        for (key, unit) in [("osDiskSizeGB", " GB"), ("vnetConfig", "")] {
            if let Some(node) = profile.and_then(|profile| profile.get(key)) {
                let shown = node.get("subnetId").unwrap_or(node);
                let member = labelled(key, &value(template, shown)).then(RichText::plain(unit));
                lines.push(at(member, Some(node)));
            }
        }
        let name = say! { en: "Build VM", pt_br: "VM de build" };
        (!lines.is_empty()).then(|| self.row(&name, lines))
    }

    /// The timeout, and what it has to cover.
    fn time<'d>(&self, template: Template<'d>) -> Row<'d> {
        let written = template.property("buildTimeoutInMinutes");
        let limit = written.map(|node| at(labelled("buildTimeoutInMinutes", &value(template, node)), written));
        let time = facts::time(template);
        let heading = (!time.slow.is_empty()).then(|| self.sentence(&facts::slow_heading()));
        let slow = time
            .slow
            .iter()
            .map(|part| RichText::plain("• ").then(self.sentence(part)));
        let sentences = time.sentences.iter().map(|sentence| self.sentence(sentence));
        let lines = limit.into_iter().chain(sentences).chain(heading).chain(slow);
        let lines = lines.chain([self.sentence(&time.agent)]);
        self.row(&say! { en: "Time", pt_br: "Tempo" }, lines.collect())
    }

    fn permissions<'d>(&self, template: Template<'d>) -> Option<Row<'d>> {
        let grants = facts::grants(template)?;
        let name = say! { en: "Permissions", pt_br: "Permissões" };
        Some(self.row(&name, vec![self.sentence(&grants)]))
    }

    /// A numbered table; `None` if it has no rows.
    fn list<'d>(&self, title: &Message, mut rows: Vec<Row<'d>>) -> Option<Section<'d>> {
        for (number, row) in (1..).zip(&mut rows) {
            row.marker = RichText::plain(&format!("{number}"));
        }
        let is_empty = rows.is_empty();
        (!is_empty).then(|| Section::new(self.sentence(title), vec![Block::Table(rows)]))
    }

    /// A step by its name, and what it does.
    fn step<'d>(&self, step: Step<'d>) -> Row<'d> {
        let text = |key: &str| text(step.template, step.get(key));
        let (kind, name) = (text("type"), text("name"));
        let title = name.as_ref().or(kind.as_ref()).map_or("?", String::as_str);
        let mut lines: Vec<RichText<'d>> = Vec::new();
        if let (Some(kind), Some(_)) = (&kind, &name) {
            lines.push(RichText::plain(kind));
        }
        if let Some(address) = step.address() {
            lines.push(RichText::name(&value(step.template, address)));
        } else if let Some(inline) = step.given("inline") {
            lines.extend(self.commands(step.template, inline));
        }
        let members: &[&str] = match step.kind {
            Some(StepKind::File) => &["destination"],
            Some(StepKind::WindowsRestart) => &["restartCommand", "restartTimeout"],
            Some(StepKind::WindowsUpdate) => &["searchCriteria", "filters", "updateLimit"],
            _ => &[],
        };
        let members = members.iter().filter_map(|key| Some((key, step.get(key)?)));
        lines.extend(members.map(|(key, node)| labelled(key, &value(step.template, node))));
        Row {
            name: at(RichText::plain(title), Some(step.node)),
            text: RichText::lines(lines),
            ..Row::default()
        }
    }

    /// The first command, and how many follow.
    fn commands<'d>(&self, template: Template<'d>, inline: Node<'d>) -> Option<RichText<'d>> {
        let first = RichText::name(&value(template, inline.children().next()?));
        let more = inline.child_count() - 1;
        let more = match more {
            0 => Message::default(),
            _ => say! { en: " and {more} more", pt_br: " e mais {more}" },
        };
        Some(first.then(self.sentence(&more)))
    }

    /// A target by the name of its output, and where the image goes.
    fn target<'d>(&self, target: Node<'d>) -> Row<'d> {
        let name = target.get("runOutputName").and_then(Node::as_str);
        let name = name.or_else(|| target.get("type")?.as_str()).unwrap_or_default();
        let regions = ["targetRegions", "replicationRegions"].iter();
        let regions = regions.filter_map(|key| target.get(key)).flat_map(Node::children);
        let regions = regions.filter_map(|region| region.get("name").unwrap_or(region).as_str());
        let regions: Vec<String> = regions.map(|region| region.into_owned()).collect();
        let image = facts::target(target).map(|image| self.sentence(&image));
        let regions = (!regions.is_empty()).then(|| RichText::plain(&regions.join(", ")));
        Row {
            name: at(RichText::plain(&name), Some(target)),
            text: RichText::lines(image.into_iter().chain(regions)),
            ..Row::default()
        }
    }

    /// The findings of the rules, the most severe first.
    fn findings<'d>(&self, doc: &'d Document, findings: &[Finding]) -> Section<'d> {
        let title = self.sentence(&say! { en: "Findings", pt_br: "Diagnósticos" });
        if findings.is_empty() {
            let none = self.sentence(&say! { en: "None.", pt_br: "Nenhum." });
            return Section::new(title, vec![Block::Paragraph(none)]);
        }
        let lines = Lines::new(doc.text());
        let shown = Shown::of_document(doc, findings);
        let mut sorted: Vec<&Finding> = shown.findings.iter().collect();
        sorted.sort_by_key(|finding| (finding.level, finding.span));
        let row = |finding: &&Finding| {
            let number = lines.position(finding.span.start, Encoding::Utf8).0 + 1;
            let line = self.sentence(&match finding.repeats.len() {
                0 => say! { en: "line {number}", pt_br: "linha {number}" },
                more => say! { en: "line {number} and {more} more", pt_br: "linha {number} e mais {more}" },
            });
            let severity = RichText {
                runs: vec![Run {
                    style: Style::Severity(finding.level),
                    text: labels::level(finding.level).get(self.lang).to_owned(),
                    target: None,
                }],
            };
            Row {
                marker: RichText::lines([severity, at(line, doc.node(finding.span))]),
                text: RichText::lines([self.sentence(&finding.message), RichText::id(finding.rule.id)]),
                ..Row::default()
            }
        };
        let table = Block::Table(sorted.iter().map(row).collect());
        let remark = shown.remark().map(|it| Block::Paragraph(self.sentence(&it)));
        Section::new(title, std::iter::once(table).chain(remark).collect())
    }
}

/// Text with a link to a value of the template.
fn at<'d>(text: RichText<'d>, node: Option<Node<'d>>) -> RichText<'d> {
    match node {
        Some(node) => text.linked(Target::Value(node)),
        None => text,
    }
}

fn labelled<'d>(key: &str, value: &str) -> RichText<'d> {
    RichText::plain(&format!("{key}: ")).then(RichText::name(value))
}

/// A literal value, or the value that an expression evaluates to.
fn value(template: Template<'_>, node: Node<'_>) -> String {
    let text = match node.kind() {
        Kind::String => template
            .resolved_text(Some(node))
            .or_else(|| node.as_str())
            .unwrap_or_default()
            .into_owned(),
        _ => node.source().split_whitespace().collect::<Vec<_>>().join(" "),
    };
    shortened(&plain(&text), MAX_VALUE)
}

/// A value that is not blank.
fn text(template: Template<'_>, node: Option<Node<'_>>) -> Option<String> {
    let node = node?;
    let is_blank = node.as_str().is_some_and(|text| text.trim().is_empty());
    (!is_blank).then(|| value(template, node))
}
