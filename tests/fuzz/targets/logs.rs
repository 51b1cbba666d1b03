//! Build logs and answers of the service: the same diagnosis however the bytes are cut, and reports whose positions lie in the log.

use aib_ls::doctor::attribution::Attribution;
use aib_ls::doctor::diagnosis::{Diagnosis, Finding};
use aib_ls::doctor::reader::Reader;
use aib_ls::document::Document;
use aib_ls::ide::log::{self, Log};
use aib_ls::locale::Lang;
use aib_ls::report::build::{self, BuiltTemplate};
use aib_ls::report::text::Terminal;
use aib_ls::report::{html, identifiers, markdown, no_links, text};
use aib_ls::text::rope::Text;
use aib_ls::text::span::Span;

use crate::hold;
use crate::input::{Choices, Input, Random};

/// A template that logs may be about.
const TEMPLATE: &str = include_str!("../../samples/templates/linux-standalone.json");

pub fn run(data: &[u8]) {
    let mut input = Input::new(data);
    let bytes = input.bytes;
    let choices = &mut input.choices;
    let whole = read(bytes, usize::MAX, 0);
    let most = [1, 7, 64, 500, 4_096][choices.below(5)];
    assert_eq!(
        shown(&read(bytes, most, choices.below(1 << 16) as u64)),
        shown(&whole),
        "in pieces of up to {most}"
    );
    hold_continued(bytes, choices);
    let mut excerpt = Reader::default();
    excerpt.push(bytes);
    hold_lines(&excerpt.into_diagnosis_of_excerpt());
    hold_lines(&whole);

    let doc = hold::document(TEMPLATE);
    hold_reports(&whole, &doc, choices);
    // Editors hand over text.
    let text = String::from_utf8_lossy(bytes);
    hold_features(&text, &doc, choices);
}

fn read(bytes: &[u8], most: usize, seed: u64) -> Diagnosis {
    let mut random = Random::new(seed);
    let mut reader = Reader::default();
    let mut rest = bytes;
    while !rest.is_empty() {
        let piece = if most == usize::MAX {
            most
        } else {
            1 + random.below(most)
        };
        let (now, later) = rest.split_at(piece.min(rest.len()));
        reader.push(now);
        rest = later;
    }
    reader.into_diagnosis()
}

/// Asking in between changes nothing.
fn hold_continued(bytes: &[u8], choices: &mut Choices<'_>) {
    let (first, second) = bytes.split_at(choices.below(bytes.len() + 1));
    let mut reader = Reader::default();
    reader.push(first);
    assert_eq!(
        shown(&reader.diagnosis()),
        shown(&read(first, usize::MAX, 0)),
        "after a part"
    );
    reader.push(second);
    assert_eq!(
        shown(&reader.into_diagnosis()),
        shown(&read(bytes, usize::MAX, 0)),
        "after a question"
    );
}

/// Everything that a diagnosis says.
fn shown(it: &Diagnosis) -> String {
    let finding = |it: &Finding| {
        let (id, role, place, lines) = (it.case.id, it.role, (it.build, it.stage), it.lines);
        format!(
            "{id} {role:?} {place:?} {lines:?} {} {:?} {}",
            it.text, it.values, it.count
        )
    };
    let findings: Vec<String> = it.findings.iter().map(finding).collect();
    format!(
        "{:#?} {:#?} {:#?} {:#?} {findings:#?} {:?} {:?} {}",
        it.builds, it.evidence, it.errors, it.status, it.root, it.inputs, it.lines
    )
}

fn hold_lines(it: &Diagnosis) {
    for finding in &it.findings {
        let (first, last) = (finding.lines.first, finding.lines.last);
        assert!(
            first.line <= last.line && last.line <= it.lines,
            "{} at {first:?} to {last:?} of {}",
            finding.case.id,
            it.lines
        );
        assert!(finding.count > 0);
        assert!(finding.build.is_none_or(|at| at < it.builds.len()));
        for lang in Lang::ALL {
            assert!(!finding.explanation(lang).summary().trim().is_empty());
        }
    }
    for stage in it.builds.iter().flat_map(|it| &it.stages) {
        assert!(stage.lines.first.line <= stage.lines.last.line, "{stage:?}");
    }
    assert!(it.root.is_none_or(|at| at < it.findings.len()));
}

fn hold_reports(diagnosis: &Diagnosis, doc: &Document, choices: &mut Choices<'_>) {
    let findings = aib_ls::rules::check(doc, &aib_ls::settings::Settings::default());
    let template = choices.flag().then_some(doc);
    let attribution = Attribution::new(diagnosis.clone(), template);
    let built = template.map(|doc| BuiltTemplate {
        name: "web.json",
        doc,
        findings: &findings,
    });
    let lang = Lang::ALL[choices.below(2)];
    let mut report = build::report(&attribution, "customization.log", built, lang);
    let terminal = Terminal {
        width: 20 + choices.below(100),
        is_colored: choices.flag(),
    };
    text::render(&report, terminal);
    html::render(&report, &no_links);
    identifiers::replace(&mut report);
    markdown::render(&report, &no_links);
}

fn hold_features(text: &str, doc: &Document, choices: &mut Choices<'_>) {
    let mut reader = Reader::default();
    reader.push(text.as_bytes());
    let rope = Text::from(text);
    let attribution = Attribution::new(reader.into_diagnosis(), choices.flag().then_some(doc));
    let log = Log {
        text: &rope,
        attribution,
    };
    let at = choices.offset(text);
    let inside = |it: Span, what: &str| hold::inside(text, it, &what);
    for it in log::diagnostics::diagnostics(&log) {
        hold::said(&it.message);
        inside(it.span, it.case.id);
    }
    for it in log::folding::folding(&log) {
        inside(it.span, "a fold");
    }
    if let Some(it) = log::hover::hover(&log, at) {
        hold::said(&it.words);
        inside(it.span, "a hover");
    }
    for it in log::inlay_hints::inlay_hints(&log, choices.span(text)) {
        inside(Span::at(it.at), "a hint");
    }
    for it in log::code_lens::code_lens(&log) {
        inside(it.span, "a lens");
    }
    for it in log::links::links(&log)
        .into_iter()
        .chain(log::definition::definition(&log, at))
    {
        inside(it.from, "a link");
        hold::inside(doc.text(), it.node.span(), &"what a link leads to");
    }
    let mut entries = log::symbols::symbols(&log);
    while let Some(it) = entries.pop() {
        inside(it.span, "an entry");
        assert!(
            it.span.contains(it.selection),
            "{:?} outside {:?}: {:?}",
            it.selection,
            it.span,
            it.name
        );
        entries.extend(it.children);
    }
    log::is_log(text);
}
