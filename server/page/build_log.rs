//! What a log shows: how the build ended, where the time went, the root cause and what to do.

use crate::doctor::attribution::Attribution;
use crate::doctor::diagnosis::{Finding, Role};
use crate::doctor::messages;
use crate::doctor::timeline::{Build, BuildResult};
use crate::document::Document;
use crate::locale::{Lang, Say};
use crate::page::{self, Links, Page, Target, escaped, inline, linked, marked_up, timeline};
use crate::say;
use crate::syntax::tree::Node;
use crate::text::lines::Lines;
use crate::text::plain::{plain, shortened};
use crate::text::rope::Encoding;

/// Letters of a line of the log that are shown.
const LONGEST: usize = 400;

/// The page about a log called `name`, with the template and its name where one is known.
pub fn page(
    verdict: &Attribution<'_>,
    name: &str,
    template: Option<(&str, &Document)>,
    links: &Links<'_>,
    lang: Lang,
) -> Page {
    let report = Report {
        verdict,
        template,
        links,
        lang,
    };
    let kind = say! { en: "Build report", pt_br: "Relatório do build" };
    page::page(&kind, plain(name), &report.body(), lang)
}

struct Report<'r> {
    verdict: &'r Attribution<'r>,
    template: Option<(&'r str, &'r Document)>,
    links: &'r Links<'r>,
    lang: Lang,
}

impl Report<'_> {
    fn say(&self, say: &Say) -> String {
        escaped(say.get(self.lang))
    }

    fn body(&self) -> String {
        let diagnosis = &self.verdict.diagnosis;
        let ended = diagnosis.build().map_or(diagnosis.status.result(), |it| it.result);
        let class = match ended {
            _ if diagnosis.shows_failure() => " bad",
            BuildResult::Succeeded => " well",
            _ => "",
        };
        let said = inline(&plain(self.outcome().get(self.lang)));
        let mut out = format!("<p class=\"outcome{class}\">{said}</p>\n");
        for (index, build) in diagnosis.builds.iter().enumerate() {
            out += &self.build(index, build);
        }
        if let Some((index, root)) = diagnosis.root.and_then(|at| Some((at, diagnosis.findings.get(at)?))) {
            out += &self.root(index, root);
        } else if diagnosis.shows_failure() {
            out += &self.unknown();
        }
        for role in [Role::Warning, Role::Consequence, Role::Benign] {
            out += &self.others(role);
        }
        out
    }

    fn outcome(&self) -> Say {
        let diagnosis = &self.verdict.diagnosis;
        diagnosis
            .build()
            .map_or_else(|| messages::response(diagnosis), messages::result)
    }

    /// The timeline of a run.
    fn build(&self, index: usize, build: &Build) -> String {
        if build.stages.is_empty() {
            return String::new();
        }
        let title = match (&build.operation, self.verdict.diagnosis.builds.len()) {
            (Some(operation), 2..) => {
                let outcome = self.say(&messages::result(build));
                format!("<code>{}</code> {outcome}", escaped(operation))
            }
            _ => self.say(&say! { en: "Where the time went", pt_br: "Para onde foi o tempo" }),
        };
        let place = |stage: usize| self.place(self.verdict.step(index, stage)?);
        let picture = timeline::picture(build, &place, self.links, self.lang);
        let alignment = self.verdict.alignment.as_ref();
        let unsure = alignment
            .is_some_and(|it| it.build == index && !it.is_certain)
            .then(|| self.say(&messages::heuristic_match()));
        let note = unsure
            .map(|it| format!("<p class=\"note\">{it}</p>\n"))
            .unwrap_or_default();
        format!("<section>\n<h2>{title}</h2>\n{picture}{note}</section>\n")
    }

    /// `web.json:14:30`
    fn place(&self, value: Node<'_>) -> Option<String> {
        let (name, doc) = self.template?;
        let (line, column) = Lines::new(doc.text()).position(value.span().start, Encoding::Utf16);
        Some(format!("{}:{}:{}", plain(name), line + 1, column + 1))
    }

    fn root(&self, index: usize, finding: &Finding) -> String {
        let (role, id) = (
            self.say(&messages::role(Role::Root)),
            page::id(finding.case.id, self.links),
        );
        let cause = marked_up(finding.case.cause(self.lang));
        let to_do = self.say(&say! { en: "What to do", pt_br: "O que fazer" });
        let solution = marked_up(finding.case.solution(self.lang));
        let remarks: String = finding.case.remarks(self.lang).map(marked_up).collect();
        let line = self.line(finding);
        let template = self.in_template(index, finding);
        format!(
            "<section class=\"root\" id=\"root\">\n<h2>{role}: {id}</h2>\n{cause}{line}\
            <h3>{to_do}</h3>\n{solution}{remarks}{template}</section>\n"
        )
    }

    /// The line of the log.
    fn line(&self, finding: &Finding) -> String {
        let number = finding.lines.last.line + 1;
        let text = escaped(&shortened(&plain(&finding.text), LONGEST));
        let count = finding.count;
        let word = self.say(&say! { en: "line {number}", pt_br: "linha {number}" });
        let word = linked(&word, Target::Line(finding.lines.last.line), self.links);
        let times = match count {
            0 | 1 => String::new(),
            _ => self.say(&say! { en: ", {count} times", pt_br: ", {count} vezes" }),
        };
        format!(
            "<figure class=\"line\" id=\"L{number}\"><figcaption>{word}{times}</figcaption><pre>{text}</pre></figure>\n"
        )
    }

    fn in_template(&self, index: usize, finding: &Finding) -> String {
        let mut out = String::new();
        if let Some((value, place)) = self.verdict.target(index).and_then(|it| Some((it, self.place(it)?))) {
            let title = self.say(&say! { en: "In the template", pt_br: "No template" });
            let place = linked(
                &format!("<code>{}</code>", escaped(&place)),
                Target::Value(value),
                self.links,
            );
            let pointer = escaped(&value.pointer());
            out += &format!("<h3>{title}</h3>\n<p>{place} <code>{pointer}</code></p>\n");
        }
        if !finding.case.rules.is_empty() {
            let rules = finding.case.rules.iter().map(|it| page::id(it, self.links));
            let rules: Vec<String> = rules.collect();
            let title = self.say(&say! {
                en: "Rules that see causes of it in a template",
                pt_br: "Regras que veem causas disso em um template",
            });
            out += &format!("<p class=\"note\">{title}: {}</p>\n", rules.join(", "));
        }
        out
    }

    /// A failure that no page fits: what Packer says, and the last words before.
    fn unknown(&self) -> String {
        let Some(build) = self.verdict.diagnosis.build() else {
            return String::new();
        };
        let title = self.say(&say! {
            en: "No known failure fits. What the build said last:",
            pt_br: "Nenhuma falha conhecida corresponde. O que o build disse por último:",
        });
        let lines = build.tail.iter().chain(&build.reason);
        let lines: Vec<String> = lines.map(|it| escaped(&shortened(&plain(it), LONGEST))).collect();
        format!(
            "<section class=\"root\" id=\"root\">\n<h2>{title}</h2>\n<pre>{}</pre>\n</section>\n",
            lines.join("\n")
        )
    }

    fn others(&self, role: Role) -> String {
        let findings = &self.verdict.diagnosis.findings;
        let these: Vec<&Finding> = findings.iter().filter(|it| it.role == role).collect();
        if these.is_empty() {
            return String::new();
        }
        let title = self.say(&messages::role(role));
        let one = |it: &&Finding| {
            let (id, summary) = (page::id(it.case.id, self.links), inline(it.case.summary(self.lang)));
            format!("<li>{id}<p>{summary}</p>{}</li>\n", self.line(it))
        };
        let items: String = these.iter().map(one).collect();
        format!("<section>\n<h2>{title}</h2>\n<ul>\n{items}</ul>\n</section>\n")
    }
}
