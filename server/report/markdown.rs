//! Reports as Markdown, for a comment on a pull request, a summary of a job, or a pop-up of an editor.

use crate::report::timeline::Timeline;
use crate::report::{Block, Evidence, Grid, Links, ReportData, RichText, Row, Run, Section, Style, Target};
use crate::text::markdown::{at_line_start, escaped};
use crate::text::plain::visible;

/// Renders a report.
pub fn render(report: &ReportData<'_>, links: &Links<'_>) -> String {
    let renderer = Renderer { links };
    let mut parts = vec![format!("# {}", code(&report.title))];
    if let Some(status) = &report.status {
        parts.push(format!("**{}**", renderer.text(&status.text)));
    }
    parts.extend(report.sections.iter().flat_map(|section| renderer.section(section)));
    visible(&parts.join("\n\n")).into_owned() + "\n"
}

/// Renders blocks that stand alone.
pub fn blocks(blocks: &[Block<'_>], links: &Links<'_>) -> String {
    let renderer = Renderer { links };
    let parts: Vec<String> = blocks.iter().map(|block| renderer.block(block)).collect();
    visible(&parts.join("\n\n")).into_owned()
}

struct Renderer<'l> {
    links: &'l Links<'l>,
}

impl Renderer<'_> {
    fn section(&self, section: &Section<'_>) -> Vec<String> {
        let title = (!section.title.is_empty()).then(|| format!("## {}", self.text(&section.title)));
        let blocks = section.blocks.iter().map(|block| self.block(block));
        title
            .into_iter()
            .chain(blocks)
            .filter(|part| !part.is_empty())
            .collect()
    }

    fn block(&self, block: &Block<'_>) -> String {
        match block {
            Block::Heading(title) => format!("### {}", self.text(title)),
            Block::Paragraph(text) | Block::Note(text) => self.text(text),
            Block::List(items) => self.list(items, |_| "- ".to_owned()),
            Block::NumberedList(items) => self.list(items, |index| format!("{}. ", index + 1)),
            Block::Code(code) => fenced(&code.text),
            Block::Evidence(evidence) => self.evidence(evidence),
            Block::Table(rows) => self.table(rows),
            Block::Grid(grid) => self.grid(grid),
            Block::Timeline(timeline) => self.timeline(timeline),
            Block::Details { blocks, .. } if blocks.is_empty() => String::new(),
            Block::Details { title, blocks, .. } => {
                let blocks: Vec<String> = blocks.iter().map(|block| self.block(block)).collect();
                let (title, blocks) = (escaped(title), blocks.join("\n\n"));
                format!("<details>\n<summary>{title}</summary>\n\n{blocks}\n\n</details>")
            }
        }
    }

    fn list(&self, items: &[RichText<'_>], marker: impl Fn(usize) -> String) -> String {
        let item = |(index, item): (usize, &RichText<'_>)| {
            let marker = marker(index);
            let text = self
                .text(item)
                .replace('\n', &format!("\n{}", " ".repeat(marker.len())));
            marker + &text
        };
        let items: Vec<String> = items.iter().enumerate().map(item).collect();
        items.join("\n")
    }

    fn evidence(&self, evidence: &Evidence) -> String {
        let decisive = evidence.lines.iter().find(|it| it.is_decisive);
        let Some(main) = decisive.or(evidence.lines.last()) else {
            return String::new();
        };
        let name = RichText::name(&format!("{}:{}", evidence.file, main.line + 1));
        let position = self.text(&name.linked(Target::Line(main.line)));
        let times = match main.times.as_str() {
            "" => String::new(),
            times => format!(" ({})", escaped(times)),
        };
        let lines: Vec<&str> = evidence.lines.iter().map(|it| it.text.as_str()).collect();
        format!("{position}{times}:\n\n{}", fenced(&lines.join("\n")))
    }

    fn table(&self, rows: &[Row<'_>]) -> String {
        let cells = |row: &Row<'_>| [&row.marker, &row.name, &row.text].map(|text| self.cell(text));
        let rows: Vec<[String; 3]> = rows.iter().map(cells).collect();
        grid(&rows)
    }

    fn grid(&self, grid: &Grid<'_>) -> String {
        let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
        let columns = grid.columns.iter();
        let titles = columns.clone().map(|column| escaped(&column.title)).collect();
        let marks = columns.map(|column| if column.is_numeric { "---:" } else { "---" }.to_owned());
        let rows = grid.rows.iter();
        let rows = rows.map(|row| line(row.iter().map(|text| self.cell(text)).collect()));
        let head = [line(titles), line(marks.collect())];
        head.into_iter().chain(rows).collect::<Vec<String>>().join("\n")
    }

    fn timeline(&self, timeline: &Timeline<'_>) -> String {
        let rows = timeline.bars.iter().map(|bar| {
            let remarks = bar.remarks.iter().map(|remark| RichText::plain(remark));
            let behind = RichText::joined(remarks.chain([bar.step.clone()]), &RichText::plain(", "));
            let name = RichText::plain(&bar.name).linked(Target::Line(bar.line));
            [self.cell(&name), escaped(&bar.duration), self.cell(&behind)]
        });
        grid(&rows.collect::<Vec<_>>())
    }

    /// Text on one line, in which no bar ends the cell.
    fn cell(&self, text: &RichText<'_>) -> String {
        let cell = text.runs.iter().map(|run| match run.style {
            Style::LineBreak => "<br>".to_owned(),
            // A bar ends a cell even inside of backticks.
            Style::Code | Style::Name if run.text.contains(['|', '\\']) => {
                let is_plain = |c: char| c.is_alphanumeric() || c == ' ' || !c.is_ascii();
                let mut code = String::new();
                for character in run.text.chars() {
                    match is_plain(character) {
                        true => code.push(character),
                        false => code += &format!("&#{};", u32::from(character)),
                    }
                }
                self.linked(format!("<code>{code}</code>"), run)
            }
            _ => self.run(run).replace("\\|", "&#124;"),
        });
        cell.collect()
    }

    fn text(&self, text: &RichText<'_>) -> String {
        let mut out = String::new();
        for run in &text.runs {
            let is_start = out.is_empty() || out.ends_with('\n');
            let run = self.run(run);
            out += &if is_start { at_line_start(&run) } else { run };
        }
        out
    }

    fn run(&self, run: &Run<'_>) -> String {
        let label = match run.style {
            Style::Plain => escaped(&run.text),
            Style::Strong | Style::Severity(_) => format!("**{}**", escaped(&run.text)),
            Style::Code | Style::Name => code(&run.text),
            Style::LineBreak => "\\\n".to_owned(),
        };
        self.linked(label, run)
    }

    fn linked(&self, label: String, run: &Run<'_>) -> String {
        match run.target.and_then(self.links) {
            Some(address) => format!("[{label}](<{}>)", encoded(&address)),
            None => label,
        }
    }
}

/// A table without a head row in words, which Markdown requires.
fn grid(rows: &[[String; 3]]) -> String {
    let is_used = |column: usize| {
        rows.iter()
            .any(|row| row.get(column).is_some_and(|cell| !cell.is_empty()))
    };
    let used: Vec<usize> = (0..3).filter(|column| is_used(*column)).collect();
    let line = |cells: Vec<&str>| format!("| {} |", cells.join(" | "));
    let head = [line(vec![" "; used.len()]), line(vec!["---"; used.len()])];
    let rows = rows.iter().map(|row| {
        let cells = used.iter().filter_map(|column| row.get(*column));
        line(cells.map(String::as_str).collect())
    });
    head.into_iter().chain(rows).collect::<Vec<_>>().join("\n")
}

/// Text as code, inside as many backticks as it takes.
fn code(text: &str) -> String {
    if text.trim().is_empty() {
        return escaped(text);
    }
    let fence = "`".repeat(longest_run(text) + 1);
    let is_padded = text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']);
    match is_padded {
        true => format!("{fence} {text} {fence}"),
        false => format!("{fence}{text}{fence}"),
    }
}

/// Lines as a code block, inside a fence that none of them can close.
fn fenced(text: &str) -> String {
    let fence = "`".repeat((longest_run(text) + 1).max(3));
    format!("{fence}text\n{}\n{fence}", text.trim_end_matches('\n'))
}

/// The length of the longest run of backticks.
fn longest_run(text: &str) -> usize {
    let runs = text.split(|character| character != '`');
    runs.map(str::len).max().unwrap_or_default()
}

/// An address between angle brackets.
fn encoded(address: &str) -> String {
    address.replace('<', "%3C").replace('>', "%3E").replace('\\', "%5C")
}
