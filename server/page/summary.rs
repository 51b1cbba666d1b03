//! What a template builds, at a glance: from which image, on which VM, in which steps, for whom, in what time, and what is wrong with it.

use crate::document::Document;
use crate::ide::code_lens;
use crate::ide::hover::{deduced, timeout};
use crate::locale::{Lang, Say};
use crate::model::step::{self, Step, StepKind};
use crate::model::template::{Role, Template};
use crate::model::{generation, vm_size};
use crate::page::{self, Links, Page, Target, escaped, inline, linked};
use crate::rules::engine::finding::Finding;
use crate::rules::engine::labels;
use crate::say;
use crate::syntax::tree::{Kind, Node};
use crate::text::lines::Lines;
use crate::text::plain::{plain, shortened};
use crate::text::rope::Encoding;

/// Letters of a value that are shown.
const LONGEST: usize = 160;

/// The page about the image templates of a document called `name`; `None` where it has none.
pub fn page(doc: &Document, name: &str, findings: &[Finding], links: &Links<'_>, lang: Lang) -> Option<Page> {
    let templates: Vec<Template<'_>> = doc.templates().filter(|it| it.role == Role::Template).collect();
    if templates.is_empty() {
        return None;
    }
    let summary = Summary { links, lang };
    let mut body: String = templates.iter().map(|it| summary.template(*it)).collect();
    body += &summary.findings(doc, findings);
    let kind = say! { en: "Build summary", pt_br: "Resumo do build" };
    Some(page::page(&kind, plain(name), &body, lang))
}

struct Summary<'a> {
    links: &'a Links<'a>,
    lang: Lang,
}

impl Summary<'_> {
    fn say(&self, say: &Say) -> String {
        escaped(&plain(say.get(self.lang)))
    }

    /// A sentence with its code set as such.
    fn sentence(&self, say: &Say) -> String {
        inline(&plain(say.get(self.lang)))
    }

    /// Words that lead to a value of the template.
    fn at(&self, html: &str, value: Option<Node<'_>>) -> String {
        match value {
            Some(value) => linked(html, Target::Value(value), self.links),
            None => html.to_owned(),
        }
    }

    fn template(&self, template: Template<'_>) -> String {
        let name = template.name().filter(|it| !it.trim().is_empty());
        let unnamed = say! { en: "Image template", pt_br: "Template de imagem" };
        let label = name.map_or_else(|| self.say(&unnamed), |it| escaped(&plain(&it)));
        let rows = [
            self.version(template),
            self.source(template),
            self.machine(template),
            self.time(template),
            self.needs(template),
        ];
        let rows: String = rows.into_iter().flatten().collect();
        let mut out = format!("<section>\n<h2>{label}</h2>\n<table>\n{rows}</table>\n</section>\n");
        let steps = step::customizers(template).map(|it| self.step(it)).collect();
        out += &self.list(&say! { en: "Steps", pt_br: "Etapas" }, steps);
        let checks = step::validators(template).map(|it| self.step(it)).collect();
        out += &self.list(&say! { en: "Validation", pt_br: "Validação" }, checks);
        let targets = template.distributors().map(|it| self.target(it)).collect();
        out + &self.list(&say! { en: "Distribution", pt_br: "Distribuição" }, targets)
    }

    fn row(&self, name: &Say, html: &str) -> String {
        format!("<tr><th>{}</th><td>{html}</td></tr>\n", self.say(name))
    }

    fn version(&self, template: Template<'_>) -> Option<String> {
        let version = template.api_version()?;
        let text = self.at(&format!("<code>{}</code>", escaped(&version.text)), version.at);
        Some(self.row(&say! { en: "API version", pt_br: "Versão da API" }, &text))
    }

    /// The image that the build starts from, and what is known of it.
    fn source(&self, template: Template<'_>) -> Option<String> {
        let source = template.property("source")?;
        let keys = ["publisher", "offer", "sku", "version", "imageId", "imageVersionId"];
        let parts = keys.iter().filter_map(|key| source.get(key));
        let parts: Vec<String> = parts
            .map(|it| format!("<code>{}</code>", value(template, it)))
            .collect();
        let mut lines = vec![self.at(&parts.join(" "), Some(source))];
        lines.extend(deduced::about_image(template).iter().map(|it| self.sentence(it)));
        lines.retain(|it| !it.is_empty());
        Some(self.row(&say! { en: "Source", pt_br: "Origem" }, &lines.join("<br>")))
    }

    /// The VM that builds.
    fn machine(&self, template: Template<'_>) -> Option<String> {
        let size = vm_size::node(template).filter(|it| it.as_str().is_none_or(|it| !it.trim().is_empty()));
        let mut lines = Vec::new();
        if let Some(size) = size {
            lines.push(self.at(&format!("<code>{}</code>", value(template, size)), Some(size)));
        } else if let Some(generation) = generation::generation(template) {
            let size = vm_size::default_for(generation.generation);
            lines.push(self.sentence(&say! { en: "`{size}`, the default", pt_br: "`{size}`, o padrão" }));
        }
        let profile = template.property("vmProfile");
        for (key, unit) in [("osDiskSizeGB", " GB"), ("vnetConfig", "")] {
            let Some(node) = profile.and_then(|it| it.get(key)) else {
                continue;
            };
            let shown = node.get("subnetId").unwrap_or(node);
            let words = format!("{key}: <code>{}</code>{unit}", value(template, shown));
            lines.push(self.at(&words, Some(node)));
        }
        let name = say! { en: "Build VM", pt_br: "VM de build" };
        (!lines.is_empty()).then(|| self.row(&name, &lines.join("<br>")))
    }

    /// The limit, and what of it the template uses by itself.
    fn time(&self, template: Template<'_>) -> Option<String> {
        let written = template.property("buildTimeoutInMinutes");
        let limit = written.map(|it| {
            let words = format!("buildTimeoutInMinutes: <code>{}</code>", value(template, it));
            format!("<p>{}</p>\n", self.at(&words, written))
        });
        let told = timeout::about(template);
        let told: String = told.iter().map(|it| self.paragraph(it)).collect();
        let name = say! { en: "Time", pt_br: "Tempo" };
        Some(self.row(&name, &(limit.unwrap_or_default() + &told)))
    }

    /// A paragraph of a pop-up, or its list.
    fn paragraph(&self, say: &Say) -> String {
        let words = say.get(self.lang);
        match words.strip_prefix("- ") {
            None => format!("<p>{}</p>\n", inline(&plain(words))),
            Some(items) => {
                let items = items
                    .split("\n- ")
                    .map(|it| format!("<li>{}</li>\n", inline(&plain(it))));
                format!("<ul class=\"plain\">\n{}</ul>\n", items.collect::<String>())
            }
        }
    }

    fn needs(&self, template: Template<'_>) -> Option<String> {
        let grants = code_lens::grants(template)?;
        Some(self.row(&say! { en: "Permissions", pt_br: "Permissões" }, &self.say(&grants)))
    }

    fn list(&self, title: &Say, rows: Vec<(String, String)>) -> String {
        if rows.is_empty() {
            return String::new();
        }
        let row = |(at, (name, what)): (usize, (String, String))| {
            format!(
                "<tr><td class=\"number\">{}</td><th>{name}</th><td>{what}</td></tr>\n",
                at + 1
            )
        };
        let rows: String = rows.into_iter().enumerate().map(row).collect();
        format!(
            "<section>\n<h2>{}</h2>\n<table>\n{rows}</table>\n</section>\n",
            self.say(title)
        )
    }

    /// A step by its name, and what it does.
    fn step(&self, step: Step<'_>) -> (String, String) {
        let (kind, name) = (
            text(step.template, step.get("type")),
            text(step.template, step.get("name")),
        );
        let title = name.clone().or(kind.clone()).unwrap_or_else(|| "?".to_owned());
        let mut what: Vec<String> = name.and(kind).into_iter().collect();
        if let Some(address) = step.address() {
            what.push(format!("<code>{}</code>", value(step.template, address)));
        } else if let Some(inline) = step.given("inline") {
            what.extend(self.commands(step.template, inline));
        }
        let more: &[&str] = match step.kind {
            Some(StepKind::File) => &["destination"],
            Some(StepKind::WindowsRestart) => &["restartCommand", "restartTimeout"],
            Some(StepKind::WindowsUpdate) => &["searchCriteria", "filters", "updateLimit"],
            _ => &[],
        };
        for key in more {
            let told = step
                .get(key)
                .map(|it| format!("{key}: <code>{}</code>", value(step.template, it)));
            what.extend(told);
        }
        (self.at(&title, Some(step.node)), what.join("<br>"))
    }

    /// How many commands, and the first of them.
    fn commands(&self, template: Template<'_>, inline: Node<'_>) -> Option<String> {
        let first = value(template, inline.children().next()?);
        let more = inline.children().count() - 1;
        let more = match more {
            0 => Say::default(),
            1 => say! { en: " and 1 more", pt_br: " e mais 1" },
            _ => say! { en: " and {more} more", pt_br: " e mais {more}" },
        };
        Some(format!("<code>{first}</code>{}", self.say(&more)))
    }

    /// A target by the name of its output, and where it puts the image.
    fn target(&self, target: Node<'_>) -> (String, String) {
        let name = target.get("runOutputName").and_then(Node::as_str);
        let name = escaped(&plain(
            &name.or_else(|| target.get("type")?.as_str()).unwrap_or_default(),
        ));
        let what = code_lens::target(target).map(|it| self.say(&it)).unwrap_or_default();
        let regions = ["targetRegions", "replicationRegions"].iter();
        let regions = regions.filter_map(|it| target.get(it)).flat_map(Node::children);
        let name_of = |it: Node<'_>| it.get("name").unwrap_or(it).as_str().map(|it| escaped(&plain(&it)));
        let regions: Vec<String> = regions.filter_map(name_of).collect();
        let lines = [what, regions.join(", ")].into_iter().filter(|it| !it.is_empty());
        (
            self.at(&name, Some(target)),
            lines.collect::<Vec<String>>().join("<br>"),
        )
    }

    /// What the rules say, worst first.
    fn findings(&self, doc: &Document, findings: &[Finding]) -> String {
        let title = self.say(&say! { en: "Findings", pt_br: "Diagnósticos" });
        if findings.is_empty() {
            let none = self.say(&say! { en: "None.", pt_br: "Nenhum." });
            return format!("<section>\n<h2>{title}</h2>\n<p>{none}</p>\n</section>\n");
        }
        let lines = Lines::new(doc.text());
        let mut sorted: Vec<&Finding> = findings.iter().collect();
        sorted.sort_by_key(|it| (it.level, it.span));
        let row = |it: &&Finding| {
            let (class, level) = (labels::severity(it.level), self.say(&labels::level(it.level)));
            let number = lines.position(it.span.start, Encoding::Utf8).0 + 1;
            let line = self.say(&say! { en: "line {number}", pt_br: "linha {number}" });
            let line = self.at(&line, doc.node(it.span));
            let (message, id) = (self.sentence(&it.message), page::id(it.rule.id, self.links));
            format!(
                "<tr><td class=\"number\"><span class=\"{class}\">{level}</span><br>{line}</td><td>{message}<br>{id}</td></tr>\n"
            )
        };
        let rows: String = sorted.iter().map(row).collect();
        format!("<section>\n<h2>{title}</h2>\n<table>\n{rows}</table>\n</section>\n")
    }
}

/// A value as it is written or comes to, for a page.
fn value(template: Template<'_>, node: Node<'_>) -> String {
    let resolved = template.resolved_text(Some(node));
    let text = match node.kind() {
        Kind::String => resolved.or_else(|| node.as_str()).unwrap_or_default().into_owned(),
        _ => node.source().split_whitespace().collect::<Vec<_>>().join(" "),
    };
    escaped(&shortened(&plain(&text), LONGEST))
}

/// A text that says something, for a page.
fn text(template: Template<'_>, node: Option<Node<'_>>) -> Option<String> {
    let node = node?;
    let is_blank = node.as_str().is_some_and(|it| it.trim().is_empty());
    (!is_blank).then(|| value(template, node))
}
