//! Output formats of `check`. This file holds what they share; each format has its own file.

mod excerpt;
mod fingerprint;
pub mod github;
pub mod human;
pub mod json;
pub mod junit;
mod redaction;
pub mod sarif;

use std::borrow::Cow;
use std::io::{self, IsTerminal};
use std::ops::Range;

use anstream::{AutoStream, ColorChoice};
use serde::Serialize;

use crate::document::{Document, Kind};
use crate::locale::Lang;
use crate::report::text::Terminal;
use crate::rules::Level;
use crate::rules::engine::finding::Finding;
use crate::rules::engine::groups;
use crate::rules::engine::shown::{self, Shown};
use crate::say;
use crate::settings::file::File;
use crate::syntax::tree::Node;
use crate::text::lines::Lines;
use crate::text::plain;
use crate::text::redact::Redactor;
use crate::text::rope::Encoding;
use crate::text::span::Span;

/// A file with its findings, as all formats show it. Its name, its pointers and the sentences of its findings have no secrets any
/// more; only its text has.
pub struct Subject<'a> {
    /// Its path as shown.
    pub name: Cow<'a, str>,
    pub text: &'a str,
    pub findings: Cow<'a, [Finding]>,
    /// How many more findings it has that are not shown.
    pub omitted: usize,
    source: Source<'a>,
    redactor: Cow<'a, Redactor>,
}

/// What a file was parsed as.
#[derive(Clone, Copy)]
enum Source<'a> {
    Template(&'a Document),
    Settings(&'a File),
    Script,
}

/// The number of findings of each severity and of files.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Summary {
    pub files: usize,
    pub error: usize,
    pub warning: usize,
    pub information: usize,
    pub hint: usize,
    /// Files without a finding.
    #[serde(skip)]
    pub clean: usize,
}

impl<'a> Subject<'a> {
    /// A file with image templates.
    pub fn template(name: &'a str, doc: &'a Document, findings: &'a [Finding]) -> Self {
        Self::new(
            name,
            doc.text(),
            findings,
            Source::Template(doc),
            Cow::Borrowed(doc.redactor()),
        )
    }

    /// A settings file.
    pub fn settings(name: &'a str, file: &'a File, findings: &'a [Finding]) -> Self {
        let redactor = Cow::Owned(Redactor::of_text(file.text()));
        Self::new(name, file.text(), findings, Source::Settings(file), redactor)
    }

    /// A script that a step runs.
    pub fn script(name: &'a str, text: &'a str, findings: &'a [Finding]) -> Self {
        Self::new(
            name,
            text,
            findings,
            Source::Script,
            Cow::Owned(Redactor::of_text(text)),
        )
    }

    fn new(
        name: &'a str,
        text: &'a str,
        findings: &'a [Finding],
        source: Source<'a>,
        redactor: Cow<'a, Redactor>,
    ) -> Self {
        Self {
            name: redactor.redacted(name),
            text,
            findings: redaction::findings(findings, &redactor),
            source,
            redactor,
            omitted: 0,
        }
    }

    /// The bytes of the secrets in its text, in order.
    fn secrets(&self) -> Vec<Range<usize>> {
        self.redactor.ranges(self.text)
    }

    /// The same, with so many more findings that are not shown.
    pub fn omitting(self, omitted: usize) -> Self {
        Self { omitted, ..self }
    }

    /// Says how many findings are not shown; `None` if all are.
    fn remark(&self, lang: Lang) -> Option<String> {
        Some(shown::remark(self.omitted)?.get(lang).to_owned())
    }

    /// Its kind in JSON.
    fn kind(&self) -> &'static str {
        match self.source {
            Source::Template(doc) => match doc.kind() {
                Kind::Standalone => "standalone",
                Kind::Arm => "arm",
                Kind::Empty | Kind::Foreign => "foreign",
            },
            Source::Settings(_) => "settings",
            Source::Script => "script",
        }
    }

    fn api_version(&self) -> Option<String> {
        match self.source {
            Source::Template(doc) => doc.api_version(),
            Source::Settings(_) | Source::Script => None,
        }
    }

    fn pointer(&self, span: Span) -> String {
        let mut pointer = match self.source {
            Source::Template(doc) => doc.pointer(span),
            Source::Settings(file) => file.pointer(span),
            Source::Script => String::new(),
        };
        self.redactor.redact(&mut pointer);
        pointer
    }

    /// The value of a template at a span.
    fn node(&self, span: Span) -> Option<Node<'a>> {
        match self.source {
            Source::Template(doc) => doc.node(span),
            Source::Settings(_) | Source::Script => None,
        }
    }
}

/// The message of a finding for a format without related places: with the lines that it is repeated on, the nearest ones.
fn message_with_lines(finding: &Finding, lines: &Lines<'_>, lang: Lang) -> String {
    let message = finding.message.get(lang);
    if finding.repeats.is_empty() {
        return message.to_owned();
    }
    let mut numbers: Vec<u32> = finding
        .repeats
        .iter()
        .map(|it| line_and_column(it.start, lines).0)
        .collect();
    numbers.dedup();
    let more = numbers.split_off(numbers.len().min(groups::MAX_PLACES)).len();
    let listed = numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
    let also = match more {
        0 => say! { en: "also on lines {listed}", pt_br: "também nas linhas {listed}" },
        _ => say! { en: "also on lines {listed} and {more} more", pt_br: "também nas linhas {listed} e mais {more}" },
    };
    format!("{message} ({})", also.get(lang))
}

/// Text on one line that means nothing to a terminal or to the system that runs a job.
fn inert(text: &str) -> String {
    plain::without_commands(&plain::plain(text)).into_owned()
}

/// The line and the column of an offset, both from 1, columns in UTF-16 code units.
fn line_and_column(offset: u32, lines: &Lines<'_>) -> (u32, u32) {
    let (line, column) = lines.position(offset, Encoding::Utf16);
    (line + 1, column + 1)
}

impl Summary {
    /// The findings of one file, those that are not shown included.
    pub fn of(shown: &Shown) -> Self {
        let [error, warning, information, hint] = shown.counts;
        Self {
            files: 1,
            error,
            warning,
            information,
            hint,
            clean: usize::from(shown.findings.is_empty()),
        }
    }

    /// Adds the counts of another summary.
    pub fn add(&mut self, other: &Self) {
        self.files += other.files;
        self.error += other.error;
        self.warning += other.warning;
        self.information += other.information;
        self.hint += other.hint;
        self.clean += other.clean;
    }

    /// The number of findings of each severity, most severe first.
    pub fn levels(&self) -> [(Level, usize); 4] {
        [
            (Level::Error, self.error),
            (Level::Warning, self.warning),
            (Level::Information, self.information),
            (Level::Hint, self.hint),
        ]
    }

    /// Whether there is a finding of at least a severity.
    pub fn reaches(&self, level: Level) -> bool {
        self.levels().iter().any(|(it, count)| *it <= level && *count > 0)
    }
}

/// Whether what is written to standard output may contain colours: `--color`, the environment and the terminal decide.
pub fn is_coloured() -> bool {
    AutoStream::choice(&io::stdout()) != ColorChoice::Never
}

/// Columns of a line of prose: more are hard to read, and a file has no width of its own.
const MAX_WIDTH: usize = 100;

/// How a report is shown on standard output.
pub fn terminal() -> Terminal {
    let width = match io::stdout().is_terminal() {
        true => textwrap::termwidth(),
        false => MAX_WIDTH,
    };
    Terminal {
        width: width.min(MAX_WIDTH),
        is_colored: is_coloured(),
    }
}

/// A value as indented JSON with a line end and without hidden characters.
pub(super) fn pretty(value: &impl Serialize) -> String {
    // The values have no map with keys other than text, which is all that can fail here.
    let text = serde_json::to_string_pretty(value);
    debug_assert!(text.is_ok(), "the report is plain data");
    plain::json(&text.unwrap_or_default()).into_owned() + "\n"
}
