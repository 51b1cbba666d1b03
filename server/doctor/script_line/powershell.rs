//! What PowerShell writes about a line of a script: error records, stack traces, and the blocks of newer versions.

use std::sync::LazyLock;

use regex::Regex;

/// A reference to a line of a script in some lines of output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reference {
    /// The first and the last line of output that belong to it.
    pub first: usize,
    pub last: usize,
    /// The line in the script of the step, from 1; `None` if it is in another script.
    pub line: Option<usize>,
    /// The source line next to it.
    pub text: Option<SourceText>,
    /// Whether the parser reports where it stopped reading.
    pub is_syntax: bool,
}

/// A source line as an error quotes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SourceText {
    pub text: String,
    /// Whether dots replace its start or its end.
    pub is_cut: bool,
}

/// The lines after the position that belong to an error record.
const MAX_RECORD_LINES: usize = 12;

/// All references, in the order of the output.
pub(super) fn read(output: &[&str]) -> Vec<Reference> {
    let mut references: Vec<Reference> = Vec::new();
    for first in 0..output.len() {
        if references.last().is_some_and(|it| first <= it.last) {
            continue;
        }
        let reference = record(output, first)
            .or_else(|| stack(output, first))
            .or_else(|| block(output, first));
        references.extend(reference);
    }
    references
}

fn at<'t>(output: &[&'t str], index: usize) -> &'t str {
    output.get(index).map_or("", |it| it.trim())
}

/// Whether a path is that of the file which Packer uploads for a step: `C:\Windows\Temp\script-….ps1`.
fn is_own(path: &str) -> bool {
    let path = path.to_ascii_lowercase().replace('\\', "/");
    let Some((folder, name)) = path.rsplit_once('/') else {
        return false;
    };
    let id = name.strip_prefix("script-").and_then(|it| it.strip_suffix(".ps1"));
    let is_id = |it: &str| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    folder.ends_with("windows/temp") && id.is_some_and(is_id)
}

/// `At C:\Windows\Temp\script-….ps1:12 char:5`, followed by `+ source line`.
fn record(output: &[&str], first: usize) -> Option<Reference> {
    let start = at(output, first).strip_prefix("At ")?;
    // The position may be wrapped.
    let (position, mut next) = match start.contains(" char:") {
        true => (start.to_owned(), first + 1),
        false => (format!("{start} {}", at(output, first + 1)), first + 2),
    };
    let (place, _) = position.rsplit_once(" char:")?;
    let (path, number) = place.trim_end().rsplit_once(':')?;
    let number = number.trim().parse().ok()?;
    let mut text = None;
    if let Some(source) = at(output, next).strip_prefix('+') {
        let mut source = source.trim().to_owned();
        next += 1;
        let is_echo = |it: &str| output.iter().take(first + 1).any(|line| line.trim() == it);
        while !matches!(at(output, next).chars().next(), None | Some('+'))
            && !is_echo(at(output, next))
            && next < first + MAX_RECORD_LINES
        {
            source.push_str(at(output, next));
            next += 1;
        }
        // Only a part of the record follows where two copies of it are interleaved.
        if source.trim_matches('~').is_empty() {
            return None;
        }
        text = Some(source_text(&source));
    }
    let mut last = next.saturating_sub(1);
    let mut is_syntax = false;
    while at(output, next).starts_with('+') || at(output, next).starts_with('~') {
        is_syntax |= at(output, next).contains("ParserError");
        last = next;
        next += 1;
    }
    // The message of the parser is between the position and its category.
    let rest = (next..next + MAX_RECORD_LINES).take_while(|it| !at(output, *it).is_empty() && !starts(at(output, *it)));
    for index in rest {
        if at(output, index).contains("CategoryInfo") || at(output, index).contains("FullyQualifiedErrorId") {
            is_syntax |= at(output, index).contains("ParserError");
            last = index;
        }
    }
    Some(Reference {
        first,
        last,
        line: is_own(path).then_some(number),
        text,
        is_syntax,
    })
}

/// Whether a line starts another record.
fn starts(line: &str) -> bool {
    line.starts_with("At ") && line.contains(" char:")
}

fn source_text(text: &str) -> SourceText {
    let mut bare = text.trim();
    for dots in ["...", "\u{2026}"] {
        bare = bare.strip_prefix(dots).unwrap_or(bare).trim_start();
        bare = bare.strip_suffix(dots).unwrap_or(bare).trim_end();
    }
    SourceText {
        text: bare.to_owned(),
        is_cut: bare.len() < text.trim().len(),
    }
}

/// `at <ScriptBlock>, C:\Windows\Temp\script-….ps1: line 12`: of consecutive ones, the first in the script of the step.
fn stack(output: &[&str], first: usize) -> Option<Reference> {
    let frames: Vec<(usize, Option<usize>)> = (first..output.len())
        .map_while(|it| Some((it, frame(at(output, it))?)))
        .collect();
    let (last, _) = *frames.last()?;
    Some(Reference {
        first,
        last,
        line: frames.iter().find_map(|it| it.1),
        text: None,
        is_syntax: false,
    })
}

/// A line of a stack trace: its line if it is in the script of the step.
fn frame(line: &str) -> Option<Option<usize>> {
    let line = line.strip_prefix("ERROR: ").unwrap_or(line).strip_prefix("at ")?;
    let (place, number) = line.rsplit_once(": line ")?;
    let (_, path) = place.split_once(", ")?;
    let number = number.parse().ok()?;
    Some(is_own(path).then_some(number))
}

static SOURCE_LINE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^\s*(\d+) \|\s?(.*)$").ok());

/// `Line |`, followed by `  12 | source line`; the path is in the line before.
fn block(output: &[&str], first: usize) -> Option<Reference> {
    if at(output, first) != "Line |" {
        return None;
    }
    let source = output.get(first + 1)?;
    let found = SOURCE_LINE.as_ref()?.captures(source)?;
    let number: usize = found.get(1)?.as_str().parse().ok()?;
    let mut last = first + 1;
    while at(output, last + 1).starts_with('|') {
        last += 1;
    }
    let before = first.checked_sub(1).map_or("", |it| at(output, it));
    let is_own_line = before.rsplit_once(':').is_some_and(|(place, line)| {
        let path = place.rsplit_once(": ").map_or(place, |it| it.1);
        line.parse() == Ok(number) && is_own(path)
    });
    Some(Reference {
        first,
        last,
        line: is_own_line.then_some(number),
        text: Some(source_text(found.get(2)?.as_str())),
        is_syntax: (first..=last).any(|it| at(output, it).contains("ParserError")) || before.starts_with("ParserError"),
    })
}
