//! What a log shows for a person at a terminal: how it ended, where the time went, the root cause and what to do.

use crate::cli::doctor::Named;
use crate::doctor::attribution::Attribution;
use crate::doctor::diagnosis::{Finding, Role};
use crate::doctor::messages;
use crate::doctor::timeline::{Build, Stage};
use crate::locale::{Lang, Say};
use crate::rules;
use crate::rules::engine::finding::Finding as Shown;
use crate::say;
use crate::text::lines::Lines;
use crate::text::plain::{plain, shortened};
use crate::text::rope::Encoding;

/// Columns of a line of words.
const WIDTH: usize = 100;
/// Columns of the longest bar.
const BAR: u64 = 32;
/// Letters of a line of the log that are shown.
const LONGEST: usize = 240;

/// Everything there is to tell.
pub(super) fn report(
    verdict: &Attribution<'_>,
    name: &str,
    template: Option<&Named<'_>>,
    is_coloured: bool,
    lang: Lang,
) -> String {
    let screen = Screen {
        verdict,
        name,
        template,
        is_coloured,
        lang,
    };
    let mut out = screen.outcome();
    let diagnosis = &verdict.diagnosis;
    for (index, build) in diagnosis.builds.iter().enumerate() {
        out += &screen.timeline(index, build);
    }
    if let Some(root) = diagnosis.root {
        out += &screen.root(root);
    } else if diagnosis.shows_failure() {
        out += &screen.unknown();
    }
    out += &screen.others();
    out
}

struct Screen<'r> {
    verdict: &'r Attribution<'r>,
    name: &'r str,
    template: Option<&'r Named<'r>>,
    is_coloured: bool,
    lang: Lang,
}

impl Screen<'_> {
    fn say(&self, say: &Say) -> String {
        say.get(self.lang).to_owned()
    }

    fn painted(&self, text: &str, code: &str) -> String {
        if self.is_coloured {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }

    fn strong(&self, text: &str) -> String {
        self.painted(text, "1")
    }

    fn bad(&self, text: &str) -> String {
        self.painted(text, "1;31")
    }

    fn outcome(&self) -> String {
        let diagnosis = &self.verdict.diagnosis;
        let said = match diagnosis.build() {
            Some(build) => messages::result(build),
            None => messages::response(diagnosis),
        };
        let said = self.say(&said);
        let name = plain(self.name);
        let said = if diagnosis.shows_failure() {
            self.bad(&said)
        } else {
            self.strong(&said)
        };
        let mut out = format!("{name}: {said}\n");
        if let Some(address) = diagnosis.status.log.as_ref().filter(|_| diagnosis.builds.is_empty()) {
            let address = plain(address);
            let say = say! {
                en: "The log of the build is at {address}; read it with `aib-ls doctor` to learn more.",
                pt_br: "O log do build está em {address}; leia-o com `aib-ls doctor` para saber mais.",
            };
            out += &wrapped(say.get(self.lang), "");
        }
        out
    }

    /// A bar for each stage of a run, as long as it took.
    fn timeline(&self, index: usize, build: &Build) -> String {
        if build.stages.is_empty() {
            return String::new();
        }
        let mut out = String::from("\n");
        if self.verdict.diagnosis.builds.len() > 1 {
            let operation = plain(build.operation.as_deref().unwrap_or("-"));
            let outcome = messages::result(build);
            out += &format!("{operation}: {}\n", outcome.get(self.lang));
        }
        let numbers = messages::numbers(build);
        let name = |(stage, number): (&Stage, &Option<usize>)| self.say(&messages::stage(stage, *number));
        let names: Vec<String> = build.stages.iter().zip(&numbers).map(name).collect();
        let widest = names.iter().map(|it| it.chars().count()).max().unwrap_or(0);
        let longest = build.stages.iter().filter_map(|it| it.seconds).max().unwrap_or(0);
        for (at, (stage, name)) in build.stages.iter().zip(&names).enumerate() {
            let time = stage.seconds.map(messages::duration).unwrap_or_default();
            let length = stage
                .seconds
                .and_then(|it| (it * BAR).checked_div(longest))
                .unwrap_or(0);
            let bar = "█".repeat(usize::try_from(length).unwrap_or_default());
            let failed = say! { en: "✗ failed here", pt_br: "✗ falhou aqui" };
            let (bar, mark) = match build.failing {
                Some(it) if it == at => (self.bad(&bar), self.bad(failed.get(self.lang))),
                _ => (bar, String::new()),
            };
            let place = self.verdict.step(index, at).and_then(|it| self.place(it.span().start));
            let place = place.map(|it| format!("({it})")).unwrap_or_default();
            let parts = [bar, mark, place].into_iter().filter(|it| !it.is_empty());
            let behind = parts.collect::<Vec<_>>().join(" ");
            out += format!("  {name:widest$}  {time:>12}  {behind}").trim_end();
            out.push('\n');
        }
        let alignment = self.verdict.alignment.as_ref();
        if alignment.is_some_and(|it| it.build == index && !it.is_certain) {
            out += &wrapped(messages::heuristic_match().get(self.lang), "  ");
        }
        out
    }

    /// `web.json:14:30`
    fn place(&self, at: u32) -> Option<String> {
        let template = self.template?;
        let (line, column) = Lines::new(template.doc.text()).position(at, Encoding::Utf16);
        Some(format!("{}:{}:{}", plain(&template.name), line + 1, column + 1))
    }

    fn root(&self, index: usize) -> String {
        let Some(finding) = self.verdict.diagnosis.findings.get(index) else {
            return String::new();
        };
        let (id, role) = (finding.case.id, messages::role(Role::Root));
        let head = self.bad(&format!("{}: {id}", role.get(self.lang)));
        let mut out = format!("\n{head}\n");
        out += &wrapped(finding.case.cause(self.lang), "  ");
        out += &self.line(finding);
        let to_do = say! { en: "What to do", pt_br: "O que fazer" };
        out += &format!("\n{}\n", self.strong(to_do.get(self.lang)));
        out += &wrapped(finding.case.solution(self.lang), "  ");
        for remark in finding.case.remarks(self.lang) {
            out.push('\n');
            out += &wrapped(remark, "  ");
        }
        out += &self.in_template(index, finding);
        out
    }

    /// Where it stands in the log.
    fn line(&self, finding: &Finding) -> String {
        let line = finding.lines.last.line + 1;
        let text = shortened(&plain(&finding.text), LONGEST);
        let count = finding.count;
        let times = match count {
            0 | 1 => Say::default(),
            _ => say! { en: " ({count} times)", pt_br: " ({count} vezes)" },
        };
        format!("  {}:{line}: {text}{}\n", plain(self.name), times.get(self.lang))
    }

    /// Where the cause is in the template, and what the rules say of it there.
    fn in_template(&self, index: usize, finding: &Finding) -> String {
        let Some(template) = self.template else {
            return self.prevention(finding);
        };
        let mut out = String::new();
        let title = say! { en: "In the template", pt_br: "No template" };
        let place = self.verdict.target(index);
        if let Some((place, pointer)) = place.and_then(|it| Some((self.place(it.span().start)?, it.pointer()))) {
            out += &format!("  {place} {pointer}\n");
        }
        let said: Vec<Shown> = rules::check(template.doc, template.settings)
            .into_iter()
            .filter(|it| finding.case.rules.contains(&it.rule.id))
            .collect();
        for it in &said {
            let place = self.place(it.span.start).unwrap_or_default();
            out += &wrapped(&format!("{place} {}: {}", it.rule.id, it.message.get(self.lang)), "  ");
        }
        if !out.is_empty() {
            out = format!("\n{}\n{out}", self.strong(title.get(self.lang)));
        }
        if said.is_empty() {
            out += &self.prevention(finding);
        }
        out
    }

    /// The rules that see such a fault in a template.
    fn prevention(&self, finding: &Finding) -> String {
        if finding.case.rules.is_empty() {
            return String::new();
        }
        let rules = finding.case.rules.join(", ");
        let say = say! {
            en: "Rules that see causes of it in a template: {rules}. `aib-ls check` runs them, `aib-ls explain` shows their pages.",
            pt_br: "Regras que veem causas disso em um template: {rules}. `aib-ls check` as executa, `aib-ls explain` mostra as suas páginas.",
        };
        format!("\n{}", wrapped(say.get(self.lang), ""))
    }

    /// A failure that no page fits: what Packer says, and the last words before.
    fn unknown(&self) -> String {
        let none = say! {
            en: "No known failure fits. What the build said last:",
            pt_br: "Nenhuma falha conhecida corresponde. O que o build disse por último:",
        };
        let Some(build) = self.verdict.diagnosis.build() else {
            return String::new();
        };
        let mut out = format!("\n{}\n", self.strong(none.get(self.lang)));
        for line in build.tail.iter().chain(&build.reason) {
            out += &format!("  {}\n", shortened(&plain(line), LONGEST));
        }
        out
    }

    /// What goes with the root, and what looks like a failure and is none.
    fn others(&self) -> String {
        let findings = &self.verdict.diagnosis.findings;
        let mut out = String::new();
        for role in [Role::Warning, Role::Consequence, Role::Benign] {
            let these: Vec<&Finding> = findings.iter().filter(|it| it.role == role).collect();
            if these.is_empty() {
                continue;
            }
            out += &format!("\n{}\n", self.strong(messages::role(role).get(self.lang)));
            for it in these {
                let line = it.lines.first.line + 1;
                let summary = it.case.summary(self.lang);
                out += &wrapped(&format!("{}:{line} {}: {summary}", plain(self.name), it.case.id), "  ");
            }
        }
        out
    }
}

/// Words in lines that a terminal holds, behind a margin.
fn wrapped(words: &str, margin: &str) -> String {
    let mut out = String::new();
    let mut line = String::new();
    for word in words.split_whitespace() {
        let word = plain(word);
        if !line.is_empty() && margin.len() + line.chars().count() + 1 + word.chars().count() > WIDTH {
            out += &format!("{margin}{line}\n");
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line += &word;
    }
    if line.is_empty() {
        out
    } else {
        out + margin + &line + "\n"
    }
}
