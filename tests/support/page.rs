//! Reads the page of a rule: its examples with the findings that they announce.

use aib_ls::text::span::Span;

use crate::support::skeleton::Frame;

/// An example of a page.
#[derive(Debug)]
pub struct Example {
    pub kind: Kind,
    /// Line of the page, from 1.
    pub line: usize,
    /// Whether it is a settings file rather than a template.
    pub toml: bool,
    pub frame: Frame,
    /// The fragment without its caret lines.
    pub text: String,
    /// What is announced: places in the fragment, and ids.
    pub expected: Vec<(Span, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Reports what it announces.
    Bad,
    /// The bad example before it after its first fix.
    Fixed,
    /// The nearest innocent neighbour.
    Good,
}

/// Every example of a page, in order.
pub fn examples(page: &str) -> Vec<Example> {
    let mut found = Vec::new();
    let mut lines = page.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let (info, toml) = match (line.strip_prefix("```jsonc "), line.strip_prefix("```toml ")) {
            (Some(info), _) => (info, false),
            (None, Some(info)) => (info, true),
            (None, None) => continue,
        };
        let (kind, words) = info.split_once(' ').unwrap_or((info, ""));
        let kind = match kind {
            "bad" => Kind::Bad,
            "fixed" => Kind::Fixed,
            "good" => Kind::Good,
            _ => panic!("unknown example on line {}: {info}", number + 1),
        };
        let body: Vec<&str> = lines.by_ref().map(|(_, it)| it).take_while(|it| *it != "```").collect();
        let (text, expected) = carets(&body);
        found.push(Example {
            kind,
            line: number + 1,
            toml,
            frame: Frame::read(words),
            text,
            expected,
        });
    }
    found
}

/// Takes out the caret lines. One begins in the first column with `//`, or with `#` in settings, has its carets under the
/// characters of the line above, and the id behind them.
pub fn carets(lines: &[&str]) -> (String, Vec<(Span, String)>) {
    let mut text = String::new();
    let mut above = 0;
    let mut expected = Vec::new();
    for line in lines {
        let rest = line.strip_prefix("//").or_else(|| line.strip_prefix('#'));
        let rest = rest.map(str::trim_start).unwrap_or_default();
        if !rest.starts_with('^') {
            above = text.len();
            text.push_str(line);
            text.push('\n');
            continue;
        }
        let carets = rest.chars().take_while(|it| *it == '^').count();
        // Under the first columns stand the slashes: an angle moves the place there.
        let column = line.len() - rest.len();
        let (first, id) = match rest.trim_start_matches('^').trim() {
            id if id.starts_with("< ") => (0, id.trim_start_matches("< ")),
            id => (column, id),
        };
        let source = &text[above..];
        let offset = |column: usize| {
            source
                .char_indices()
                .nth(column)
                .map_or(source.trim_end().len(), |(at, _)| at)
        };
        let span = Span::new((above + offset(first)) as u32, (above + offset(column + carets)) as u32);
        expected.push((span, id.to_owned()));
    }
    let trimmed = text.trim_end_matches('\n').len();
    text.truncate(trimmed);
    (text, expected)
}
