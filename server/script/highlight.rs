//! What the pieces of a script are to the eye: words that run something, texts, variables.

mod paint;

use crate::script::Dialect;
use crate::script::analysis::{self, MAX_DEPTH, Run};
use crate::script::command::User;
use crate::script::highlight::paint::Paint;
use crate::script::quoting;
use crate::text::span::Span;

/// A piece of a script. Positions are byte offsets in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    pub span: Span,
    pub kind: TokenKind,
}

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A word that names what is run, and the name of a function where it is made.
    Command,
    Keyword,
    /// A text in quotes, a here-document.
    Text,
    Variable,
    Comment,
    Number,
    Operator,
    /// `-y`, `--quiet`, `-Force`.
    Option,
}

/// How deep texts that are run are read for themselves: in `bash -c '…'`, but in no further one in it.
const INNER: u8 = 1;

/// The pieces of a script, in order. They don't overlap, contain no line break, and begin and end with no blank; nothing for a
/// script that is too long to be read.
pub fn highlight(text: &str, dialect: Dialect) -> Vec<Token> {
    tokens(text, dialect, INNER)
}

fn tokens(text: &str, dialect: Dialect, depth: u8) -> Vec<Token> {
    let Some(tree) = super::parser::parse(text, dialect) else {
        return Vec::new();
    };
    let mut paint = Paint::new(text);
    match dialect {
        Dialect::Shell => paint.shell(tree.root_node()),
        Dialect::PowerShell => paint.powershell(tree.root_node()),
    }
    let parsed = analysis::analyze_nested(text, dialect, User::Build, MAX_DEPTH);
    let runs: Vec<&Run> = parsed.runs.iter().filter(|_| depth > 0).collect();
    let name_spans = parsed.commands.iter().map(|it| it.name_span);
    for name_span in name_spans.filter(|it| !parsed.runs.iter().any(|run| run.span.contains(*it))) {
        // What a command runs is a word to the grammar: `apt-get` in `sudo apt-get`.
        paint.word(name_span);
    }
    for run in runs {
        inner(&mut paint, run, dialect, depth - 1);
    }
    paint.tokens()
}

/// The pieces of a text that a command runs.
fn inner(paint: &mut Paint<'_>, run: &Run, outer: Dialect, depth: u8) {
    let written = paint.text(run.span);
    if !run.is_word {
        let found = tokens(written, run.dialect, depth);
        paint.clear(run.span);
        for it in found {
            let span = Span::new(run.span.start + it.span.start, run.span.start + it.span.end);
            paint.fill(span, Some(it.kind));
        }
        return;
    }
    let plain = quoting::plain(written, outer);
    let to_outer = |span: Span| {
        let it = plain.map.written(span).unwrap_or_default();
        Span::new(run.span.start + it.start, run.span.start + it.end)
    };
    let found = tokens(&plain.text, run.dialect, depth);
    paint.clear(to_outer(Span::new(0, plain.text.len() as u32)));
    for it in found {
        paint.fill(to_outer(it.span), Some(it.kind));
    }
}
