//! Whole answers as data: titles, sections, lists, tables and links. `text`, `html` and `markdown` render them.

pub mod build;
mod cause;
pub mod comparison;
pub mod explain;
pub mod html;
pub mod identifiers;
pub mod logs;
pub mod markdown;
pub mod permissions;
mod service_error;
pub mod summary;
pub mod text;
mod texts;
pub mod timeline;

use crate::locale::{Lang, Message};
use crate::report::timeline::Timeline;
use crate::rules::Level;
use crate::say;
use crate::syntax::tree::Node;
use crate::text::page;
use crate::text::page::sources::Citation;
use crate::text::plain::plain;

/// A whole answer about a log, a template, a rule or a known failure, in one language.
#[derive(Debug, Clone)]
pub struct ReportData<'d> {
    pub lang: Lang,
    /// The sort of answer: "Build report".
    pub kind: String,
    /// The file or the id that the answer is about, on one line.
    pub title: String,
    /// The answer in one sentence.
    pub status: Option<Status<'d>>,
    pub sections: Vec<Section<'d>>,
}

/// The answer in one sentence, and whether it is good news.
#[derive(Debug, Clone)]
pub struct Status<'d> {
    pub tone: Tone,
    pub text: RichText<'d>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Neutral,
    Good,
    Bad,
}

#[derive(Debug, Clone, Default)]
pub struct Section<'d> {
    /// Empty for text that needs no heading.
    pub title: RichText<'d>,
    /// Whether it explains why a build failed.
    pub is_root_cause: bool,
    pub blocks: Vec<Block<'d>>,
}

#[derive(Debug, Clone)]
pub enum Block<'d> {
    Heading(RichText<'d>),
    Paragraph(RichText<'d>),
    /// A remark in a quieter voice.
    Note(RichText<'d>),
    List(Vec<RichText<'d>>),
    NumberedList(Vec<RichText<'d>>),
    Code(Code),
    Evidence(Evidence),
    Table(Vec<Row<'d>>),
    Grid(Grid<'d>),
    Timeline(Timeline<'d>),
    /// Text that a page can fold away; a terminal shows the command that prints it instead.
    Details {
        title: String,
        command: String,
        blocks: Vec<Block<'d>>,
    },
}

/// Lines that are shown as they are, and can be copied.
#[derive(Debug, Clone)]
pub struct Code {
    pub text: String,
    /// The label of what copies them.
    pub copy: String,
}

/// Lines of a log, in order.
#[derive(Debug, Clone)]
pub struct Evidence {
    pub file: String,
    pub lines: Vec<EvidenceLine>,
}

/// A line of a log.
#[derive(Debug, Clone)]
pub struct EvidenceLine {
    /// From 0.
    pub line: u64,
    /// "line 4"
    pub label: String,
    /// "3 times"; empty for a line that occurs once.
    pub times: String,
    pub text: String,
    /// Whether it shows the cause; the others show what happened around it.
    pub is_decisive: bool,
}

/// A row of a table.
#[derive(Debug, Clone, Default)]
pub struct Row<'d> {
    /// A number or a severity; empty in tables without such a column.
    pub marker: RichText<'d>,
    /// What the row is about; empty in tables without such a column.
    pub name: RichText<'d>,
    pub text: RichText<'d>,
}

/// A table whose columns have titles.
#[derive(Debug, Clone, Default)]
pub struct Grid<'d> {
    pub columns: Vec<Column>,
    /// A cell for each column. Cells have no line breaks.
    pub rows: Vec<Vec<RichText<'d>>>,
}

/// A column of a table.
#[derive(Debug, Clone)]
pub struct Column {
    pub title: String,
    /// Whether its cells are numbers or durations, which are aligned to the right.
    pub is_numeric: bool,
}

/// Text with code, links and line breaks. No run holds a control character.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RichText<'d> {
    pub runs: Vec<Run<'d>>,
}

/// A run of text in one style.
#[derive(Debug, Clone, PartialEq)]
pub struct Run<'d> {
    pub style: Style,
    pub text: String,
    pub target: Option<Target<'d>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    Plain,
    Strong,
    Code,
    /// An id, a path or an address: code, but without backticks where a terminal shows it.
    Name,
    Severity(Level),
    LineBreak,
}

/// What a link leads to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Target<'d> {
    /// A line of the log, from 0.
    Line(u64),
    /// A value of the template.
    Value(Node<'d>),
    /// The page of a rule or of a known failure.
    Explanation(&'static str),
    /// A document that a page cites.
    Source(Citation),
    /// The clipboard, for this text.
    Clipboard(&'d str),
}

/// Gives the address of a target; `None` where no link can be opened.
pub type Links<'l> = dyn Fn(Target<'_>) -> Option<String> + 'l;

/// A file that stands alone cannot open anything.
pub fn no_links(_: Target<'_>) -> Option<String> {
    None
}

impl<'d> Block<'d> {
    /// The blocks of a page of a rule or of a known failure.
    fn of_page(markdown: &str) -> Vec<Self> {
        let blocks = page::blocks(markdown).into_iter().map(|block| match block {
            page::Block::Heading(text) => Self::Heading(RichText::sentence(text)),
            page::Block::Paragraph(text) => Self::Paragraph(RichText::sentence(&text.replace('\n', " "))),
            page::Block::List(items) => Self::List(items.into_iter().map(RichText::item).collect()),
        });
        blocks.collect()
    }
}

impl Code {
    pub fn new(text: String, lang: Lang) -> Self {
        let copy = say! { en: "Copy", pt_br: "Copiar" };
        Self {
            text,
            copy: copy.get(lang).to_owned(),
        }
    }
}

impl Column {
    fn text(title: &Message, lang: Lang) -> Self {
        Self {
            title: title.get(lang).to_owned(),
            is_numeric: false,
        }
    }

    fn number(title: &Message, lang: Lang) -> Self {
        Self {
            is_numeric: true,
            ..Self::text(title, lang)
        }
    }
}

impl<'d> Section<'d> {
    pub fn new(title: RichText<'d>, blocks: Vec<Block<'d>>) -> Self {
        Self {
            title,
            is_root_cause: false,
            blocks,
        }
    }
}

impl<'d> RichText<'d> {
    fn run(style: Style, text: &str) -> Self {
        Self {
            runs: vec![Run {
                style,
                text: plain(text),
                target: None,
            }],
        }
    }

    pub fn plain(text: &str) -> Self {
        Self::run(Style::Plain, text)
    }

    pub fn code(text: &str) -> Self {
        Self::run(Style::Code, text)
    }

    pub fn name(text: &str) -> Self {
        Self::run(Style::Name, text)
    }

    /// The id of a rule or of a known failure, with a link to its page.
    pub fn id(id: &'static str) -> Self {
        Self::name(id).linked(Target::Explanation(id))
    }

    /// A sentence in which backticks enclose code.
    pub fn sentence(words: &str) -> Self {
        let pieces = words.split('`').enumerate().filter(|(_, piece)| !piece.is_empty());
        let styled = pieces.map(|(index, piece)| match index % 2 {
            0 => Self::plain(piece),
            _ => Self::code(piece),
        });
        Self::joined(styled, &Self::default())
    }

    /// The item of a list; a line of its own, such as a command, stays one.
    fn item(words: &str) -> Self {
        Self::lines(words.lines().map(|line| Self::sentence(line.trim())))
    }

    /// Several texts with another between each two of them.
    pub fn joined(texts: impl IntoIterator<Item = Self>, between: &Self) -> Self {
        let mut joined = Self::default();
        for text in texts.into_iter().filter(|text| !text.is_empty()) {
            if !joined.is_empty() {
                joined.runs.extend(between.runs.iter().cloned());
            }
            joined.runs.extend(text.runs);
        }
        joined
    }

    /// Several texts, each on a line of its own.
    pub fn lines(texts: impl IntoIterator<Item = Self>) -> Self {
        Self::joined(texts, &Self::run(Style::LineBreak, ""))
    }

    /// This text, followed by another.
    #[must_use]
    pub fn then(mut self, other: Self) -> Self {
        self.runs.extend(other.runs);
        self
    }

    /// This text as a link.
    #[must_use]
    pub fn linked(mut self, target: Target<'d>) -> Self {
        for run in &mut self.runs {
            run.target = Some(target);
        }
        self
    }

    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }
}
