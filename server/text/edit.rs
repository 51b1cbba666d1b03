//! A change of a text: what stands at a span is replaced.

use crate::text::span::Span;

/// Replace what stands at `at` by `put`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    pub at: Span,
    pub put: String,
}

impl Edit {
    /// A replacement.
    pub fn replace(at: Span, put: impl Into<String>) -> Self {
        Self { at, put: put.into() }
    }

    /// An insertion before the byte at `place`.
    pub fn insert(place: u32, put: impl Into<String>) -> Self {
        Self {
            at: Span::at(place),
            put: put.into(),
        }
    }

    /// A deletion.
    pub fn delete(at: Span) -> Self {
        Self { at, put: String::new() }
    }
}

/// The text after edits that were all made against the same text. Edits that lie outside it or
/// overlap an earlier one are left out.
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|it| it.at);
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for edit in sorted {
        let (start, end) = (edit.at.start as usize, edit.at.end as usize);
        let Some(before) = text.get(done..start) else { continue };
        if text.get(start..end).is_none() {
            continue;
        }
        out.push_str(before);
        out.push_str(&edit.put);
        done = end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

/// A run of a text after some edits: taken over from the text before, or put in the place of a span of it.
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
        runs.push(Run::Kept(Span::new(done, edit.at.start)));
        runs.push(Run::New(edit.at, edit.put.clone()));
        done = edit.at.end;
    }
    runs.push(Run::Kept(Span::new(done, text.len() as u32)));
    let mut waiting = runs.into_iter().rev().collect::<Vec<Run>>();
    let mut out = Vec::new();
    // Where the runs of `out` end in the text after `first`.
    let mut at = 0;
    for edit in second {
        take(&mut waiting, edit.at.start.saturating_sub(at), &mut out);
        let mut removed = Vec::new();
        take(&mut waiting, edit.at.len(), &mut removed);
        let here = out.last().map_or(0, |it: &Run| it.replaced().end);
        let end = removed.last().map_or(here, |it| it.replaced().end);
        out.push(Run::New(Span::new(here, end), edit.put.clone()));
        at = edit.at.end;
    }
    out.extend(waiting.into_iter().rev());
    joined(out)
}

/// Moves runs of so many bytes over; the last one of `from` comes first.
fn take(from: &mut Vec<Run>, bytes: u32, to: &mut Vec<Run>) {
    let mut left = bytes;
    while left > 0
        && let Some(run) = from.pop()
    {
        if run.len() <= left {
            left -= run.len();
            to.push(run);
        } else {
            let [before, after] = run.split(left);
            left = 0;
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
            Run::New(span, put) => match edits.last_mut().filter(|_| is_open) {
                Some(last) => {
                    last.at.end = span.end;
                    last.put.push_str(&put);
                }
                None => {
                    edits.push(Edit { at: span, put });
                    is_open = true;
                }
            },
        }
    }
    edits
}
