//! Reports as text for a terminal.

use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};

use crate::report::timeline::{Bar, Timeline};
use crate::report::{Block, Evidence, EvidenceLine, Grid, ReportData, RichText, Row, Section, Style, Tone};
use crate::text::plain::visible;

/// Columns of the longest and of the shortest bar of a timeline.
const MAX_BAR: usize = 32;
const MIN_BAR: usize = 8;
/// Columns of a duration.
const DURATION: usize = 12;
const INDENT: &str = "  ";

/// How a terminal shows text.
#[derive(Debug, Clone, Copy)]
pub struct Terminal {
    /// Columns of a line of prose.
    pub width: usize,
    pub is_colored: bool,
}

/// Renders a report.
pub fn render(report: &ReportData<'_>, terminal: Terminal) -> String {
    let mut parts: Vec<String> = Vec::new();
    if let Some(status) = &report.status {
        let text = plain_text(&status.text);
        let text = match status.tone {
            Tone::Bad => terminal.bad(&text),
            Tone::Good | Tone::Neutral => terminal.strong(&text),
        };
        parts.push(format!("{}: {text}\n", report.title));
    }
    parts.extend(report.sections.iter().map(|section| terminal.section(section)));
    parts.join("\n")
}

impl Terminal {
    fn painted(self, text: &str, code: &str) -> String {
        match self.is_colored && !text.is_empty() {
            true => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
            false => text.to_owned(),
        }
    }

    fn strong(self, text: &str) -> String {
        self.painted(text, "1")
    }

    fn bad(self, text: &str) -> String {
        self.painted(text, "1;31")
    }

    fn section(self, section: &Section<'_>) -> String {
        let title = plain_text(&section.title);
        let title = match section.is_root_cause {
            true => self.bad(&title),
            false => self.strong(&title),
        };
        let indent = if section.title.is_empty() { "" } else { INDENT };
        let mut text = if title.is_empty() { title } else { title + "\n" };
        let mut previous: Option<&Block<'_>> = None;
        for block in &section.blocks {
            let is_apart = match block {
                Block::Heading(_) | Block::Details { .. } => !matches!(previous, Some(Block::Details { .. })),
                Block::Note(_) => !matches!(previous, Some(Block::Timeline(_) | Block::Grid(_))),
                Block::Paragraph(_) => matches!(
                    previous,
                    Some(Block::List(_) | Block::NumberedList(_) | Block::Paragraph(_) | Block::Code(_))
                ),
                _ => false,
            };
            if is_apart && previous.is_some() {
                text.push('\n');
            }
            text += &self.block(block, indent);
            previous = Some(block);
        }
        text
    }

    fn block(self, block: &Block<'_>, indent: &str) -> String {
        match block {
            Block::Heading(title) => format!("{}\n", self.strong(&plain_text(title))),
            Block::Paragraph(text) | Block::Note(text) => self.wrapped(&plain_text(text), indent, indent),
            Block::List(items) => items.iter().map(|item| self.item("- ", item, indent)).collect(),
            Block::NumberedList(items) => {
                let items = items.iter().zip(1..);
                items
                    .map(|(item, number)| self.item(&format!("{number}. "), item, indent))
                    .collect()
            }
            Block::Code(code) => visible(&code.text)
                .lines()
                .map(|line| format!("{indent}{line}\n"))
                .collect(),
            Block::Evidence(evidence) => self.evidence(evidence, indent),
            Block::Table(rows) => rows.iter().map(|row| self.row(row, indent)).collect(),
            Block::Grid(grid) => self.grid(grid, indent),
            Block::Timeline(timeline) => self.timeline(timeline, indent),
            Block::Details { title, command, .. } => format!("{title}: `{command}`\n"),
        }
    }

    fn item(self, marker: &str, text: &RichText<'_>, indent: &str) -> String {
        let hanging = format!("{indent}{}", " ".repeat(marker.len()));
        self.wrapped(&plain_text(text), &format!("{indent}{marker}"), &hanging)
    }

    /// Lines that are wrapped between words; a path or an address is never cut.
    fn wrapped(self, text: &str, first: &str, others: &str) -> String {
        let mut lines = String::new();
        for (index, line) in text.lines().enumerate() {
            if let Some(command) = command(line).filter(|_| index > 0) {
                lines += &format!("{others}{command}\n");
                continue;
            }
            let options = Options::new(self.width)
                .initial_indent(if index == 0 { first } else { others })
                .subsequent_indent(others)
                .break_words(false)
                .word_separator(WordSeparator::AsciiSpace)
                .word_splitter(WordSplitter::NoHyphenation)
                .wrap_algorithm(WrapAlgorithm::FirstFit);
            for line in textwrap::wrap(line.trim(), options) {
                lines += &line;
                lines.push('\n');
            }
        }
        lines
    }

    fn evidence(self, evidence: &Evidence, indent: &str) -> String {
        let times = |line: &EvidenceLine| match line.times.as_str() {
            "" => String::new(),
            times => format!(" ({times})"),
        };
        let file = &evidence.file;
        if let [only] = evidence.lines.as_slice() {
            return format!(
                "{indent}{file}:{}: {}{}\n",
                only.line + 1,
                visible(&only.text),
                times(only)
            );
        }
        let decisive = evidence.lines.iter().find(|it| it.is_decisive);
        let Some(main) = decisive.or(evidence.lines.last()) else {
            return String::new();
        };
        let width = evidence.lines.last().map_or(0, |it| (it.line + 1).to_string().len());
        let line = |it: &EvidenceLine| {
            let mark = if it.is_decisive { ">" } else { " " };
            format!(
                "{indent}{mark} {:>width$} | {}{}\n",
                it.line + 1,
                visible(&it.text),
                times(it)
            )
        };
        let lines: String = evidence.lines.iter().map(line).collect();
        format!("{indent}{file}:{}\n{lines}", main.line + 1)
    }

    fn row(self, row: &Row<'_>, indent: &str) -> String {
        let parts = [&row.marker, &row.name].map(|text| plain_text(text).replace('\n', " "));
        let head = parts.iter().filter(|part| !part.is_empty());
        let head: Vec<String> = head.map(|part| self.strong(part)).collect();
        let hanging = format!("{indent}{INDENT}");
        format!("{indent}{}\n", head.join(" ")) + &self.wrapped(&plain_text(&row.text), &hanging, &hanging)
    }

    /// Columns as wide as their widest cell.
    fn grid(self, grid: &Grid<'_>, indent: &str) -> String {
        let titles = grid.columns.iter().map(|column| column.title.clone()).collect();
        let rows = grid.rows.iter().map(|row| row.iter().map(plain_text).collect());
        let lines: Vec<Vec<String>> = [titles].into_iter().chain(rows).collect();
        let width = |column: usize| {
            let cells = lines.iter().filter_map(|line| line.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or_default()
        };
        let widths: Vec<usize> = (0..grid.columns.len()).map(width).collect();
        let mut text = String::new();
        for (index, line) in lines.iter().enumerate() {
            let cells = line.iter().zip(&widths).zip(&grid.columns);
            let cells = cells.map(|((cell, width), column)| match column.is_numeric {
                true => format!("{cell:>width$}"),
                false => format!("{cell:width$}"),
            });
            let line = cells.collect::<Vec<String>>().join("  ");
            let line = line.trim_end();
            let line = if index == 0 { self.strong(line) } else { line.to_owned() };
            text += &format!("{indent}{line}\n");
        }
        text
    }

    /// A bar for each stage. The position of a step follows its bar, or is on the next line of a narrow terminal.
    fn timeline(self, timeline: &Timeline<'_>, indent: &str) -> String {
        let widest = |text: fn(&Bar<'_>) -> String| {
            let widths = timeline.bars.iter().map(|bar| text(bar).chars().count());
            widths.max().unwrap_or_default()
        };
        let names = widest(|bar| bar.name.clone());
        let taken = indent.len() + names + 2 + DURATION + 2 + 1 + widest(remarks);
        let steps = widest(step) + 1;
        let is_wide = taken + steps + MIN_BAR <= self.width;
        let taken = if is_wide { taken + steps } else { taken };
        let room = self.width.saturating_sub(taken).clamp(MIN_BAR, MAX_BAR);
        let longest = timeline
            .bars
            .iter()
            .filter_map(|bar| bar.seconds)
            .max()
            .unwrap_or_default();
        let mut lines = String::new();
        for bar in &timeline.bars {
            let blocks = "█".repeat(length(bar.seconds, longest, room));
            let (blocks, remarks) = match bar.is_failing {
                true => (self.bad(&blocks), self.bad(&remarks(bar))),
                false => (blocks, remarks(bar)),
            };
            let step = step(bar);
            let behind = if is_wide { &step } else { "" };
            let parts = [&blocks, &remarks, behind].into_iter().filter(|part| !part.is_empty());
            let behind = parts.collect::<Vec<_>>().join(" ");
            let (name, duration) = (&bar.name, &bar.duration);
            lines += format!("{indent}{name:names$}  {duration:>DURATION$}  {behind}").trim_end();
            lines.push('\n');
            if !is_wide && !step.is_empty() {
                lines += &format!("{indent}{INDENT}{step}\n");
            }
        }
        lines
    }
}

/// The columns of a bar. A stage that took any time is visible.
fn length(seconds: Option<u64>, longest: u64, room: usize) -> usize {
    let seconds = seconds.unwrap_or_default();
    let scaled = (u128::from(seconds) * room as u128).checked_div(longest.into());
    let columns = scaled
        .and_then(|scaled| usize::try_from(scaled).ok())
        .unwrap_or_default();
    columns.max(usize::from(seconds > 0))
}

fn step(bar: &Bar<'_>) -> String {
    match plain_text(&bar.step) {
        step if step.is_empty() => step,
        step => format!("({step})"),
    }
}

fn remarks(bar: &Bar<'_>) -> String {
    let remarks = bar.remarks.join(", ");
    if bar.is_failing {
        format!("✗ {remarks}")
    } else {
        remarks
    }
}

/// Text without markup; code keeps its backticks.
fn plain_text(text: &RichText<'_>) -> String {
    let shown = |style: Style, text: &str| match style {
        Style::Code => format!("`{text}`"),
        Style::LineBreak => "\n".to_owned(),
        Style::Plain | Style::Strong | Style::Name | Style::Severity(_) => text.to_owned(),
    };
    text.runs.iter().map(|run| shown(run.style, &run.text)).collect()
}

/// The command that is a whole line: it is shown without its backticks and never wrapped, so that it can be copied.
fn command(line: &str) -> Option<&str> {
    let command = line.trim().strip_prefix('`')?.strip_suffix('`')?;
    (!command.contains('`')).then_some(command)
}
