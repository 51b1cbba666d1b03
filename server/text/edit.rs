//! Edits of a text, applied together or one after the other.

use crate::text::span::Span;

/// Replaces a span by a new text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    pub span: Span,
    pub new_text: String,
}

impl Edit {
    pub fn replace(span: Span, new_text: impl Into<String>) -> Self {
        Self {
            span,
            new_text: new_text.into(),
        }
    }

    /// An insertion before the byte at `offset`.
    pub fn insert(offset: u32, new_text: impl Into<String>) -> Self {
        Self::replace(Span::at(offset), new_text)
    }

    pub fn delete(span: Span) -> Self {
        Self::replace(span, "")
    }
}

/// The text after edits that were all made against the same text. Edits that lie outside it or
/// overlap an earlier one are left out.
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|it| it.span);
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for edit in sorted {
        let (start, end) = (edit.span.start as usize, edit.span.end as usize);
        let Some(before) = text.get(done..start) else { continue };
        if text.get(start..end).is_none() {
            continue;
        }
        out.push_str(before);
        out.push_str(&edit.new_text);
        done = end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

/// More edits than these are made one. It is our own limit: each of them costs a client far more than the text between them.
const MAX_APART: usize = 1000;

/// Makes very many edits of a text one that replaces everything from the first to the last of them.
pub fn gather(text: &str, edits: &mut Vec<Edit>) {
    if edits.len() <= MAX_APART {
        return;
    }
    let start = edits.iter().map(|it| it.span.start).min().unwrap_or_default();
    let end = edits.iter().map(|it| it.span.end).max().unwrap_or_default();
    let span = Span::new(start, end);
    let moved = edits.iter().map(|it| Edit {
        span: Span::new(it.span.start - start, it.span.end - start),
        new_text: it.new_text.clone(),
    });
    let new_text = apply(span.of(text), &moved.collect::<Vec<_>>());
    *edits = vec![Edit { span, new_text }];
}

/// A run of a text after some edits: taken over from the text before, or inserted instead of a span of it.
enum Run {
    Kept(Span),
    New(Span, String),
}

impl Run {
    fn len(&self) -> u32 {
        match self {
            Self::Kept(span) => span.len(),
            Self::New(_, text) => text.len() as u32,
        }
    }

    /// The parts before and after a byte; what a new text replaces goes with the first.
    fn split(self, at: u32) -> [Self; 2] {
        match self {
            Self::Kept(span) => {
                let middle = span.start + at;
                [
                    Self::Kept(Span::new(span.start, middle)),
                    Self::Kept(Span::new(middle, span.end)),
                ]
            }
            Self::New(span, text) => {
                let (before, after) = text.split_at_checked(at as usize).unwrap_or((&text, ""));
                [
                    Self::New(span, before.to_owned()),
                    Self::New(Span::at(span.end), after.to_owned()),
                ]
            }
        }
    }

    fn replaced(&self) -> Span {
        match self {
            Self::Kept(span) | Self::New(span, _) => *span,
        }
    }
}

/// The edits of a text that do in one step what `first` does to it and then `second` to the result. Both are sorted and do not
/// overlap.
pub fn compose(text: &str, first: &[Edit], second: &[Edit]) -> Vec<Edit> {
    let mut runs: Vec<Run> = Vec::new();
    let mut done = 0;
    for edit in first {
        runs.push(Run::Kept(Span::new(done, edit.span.start)));
        runs.push(Run::New(edit.span, edit.new_text.clone()));
        done = edit.span.end;
    }
    runs.push(Run::Kept(Span::new(done, text.len() as u32)));
    let mut waiting = runs.into_iter().rev().collect::<Vec<Run>>();
    let mut out = Vec::new();
    // Where the runs of `out` end in the text after `first`.
    let mut at = 0;
    for edit in second {
        take(&mut waiting, edit.span.start.saturating_sub(at), &mut out);
        let mut removed = Vec::new();
        take(&mut waiting, edit.span.len(), &mut removed);
        let here = out.last().map_or(0, |it: &Run| it.replaced().end);
        let end = removed.last().map_or(here, |it| it.replaced().end);
        out.push(Run::New(Span::new(here, end), edit.new_text.clone()));
        at = edit.span.end;
    }
    out.extend(waiting.into_iter().rev());
    joined(out)
}

/// Moves runs of so many bytes over; the last one of `from` comes first.
fn take(from: &mut Vec<Run>, bytes: u32, to: &mut Vec<Run>) {
    let mut bytes_left = bytes;
    while bytes_left > 0
        && let Some(run) = from.pop()
    {
        if run.len() <= bytes_left {
            bytes_left -= run.len();
            to.push(run);
        } else {
            let [before, after] = run.split(bytes_left);
            bytes_left = 0;
            to.push(before);
            from.push(after);
        }
    }
}

/// One edit for each sequence of new runs.
fn joined(runs: Vec<Run>) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    let mut is_open = false;
    for run in runs.into_iter().filter(|it| it.len() > 0 || !it.replaced().is_empty()) {
        match run {
            Run::Kept(_) => is_open = false,
            Run::New(span, new_text) => match edits.last_mut().filter(|_| is_open) {
                Some(last) => {
                    last.span.end = span.end;
                    last.new_text.push_str(&new_text);
                }
                None => {
                    edits.push(Edit::replace(span, new_text));
                    is_open = true;
                }
            },
        }
    }
    edits
}
