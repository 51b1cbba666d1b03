//! Which files a script writes, and their content if the script contains it.

mod powershell;
mod shell;

use crate::script::Dialect;
use crate::script::analysis::ParsedScript;
use crate::script::command::{ExecutionContext, Redirect, Word};
use crate::text::span::Span;

/// A file that is written. Positions are byte offsets in the script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Write {
    /// The path, as far as it is written out.
    pub path: String,
    /// The word that names it.
    pub span: Span,
    /// Whether the shell puts something into the path.
    pub is_computed: bool,
    /// What is written; `None` if it is unknown, as where a file is copied, downloaded or changed in part.
    pub text: Option<Text>,
    /// Whether what was there stays before it.
    pub is_appended: bool,
    /// The context of the command that writes.
    pub context: ExecutionContext,
    /// The command word, or the sign with its file, so that what a group writes is known to go to one file.
    pub by: Span,
}

/// A text of a script that is not a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Without quotes and escapes.
    pub text: String,
    /// From its first word to its last, quotes included.
    pub span: Span,
}

/// The files that a script writes, in order. `text` is the script.
pub fn writes(parsed: &ParsedScript, text: &str) -> Vec<Write> {
    let mut found = Vec::new();
    for command in &parsed.commands {
        match command.dialect {
            Dialect::Shell => shell::written(command, parsed, text, &mut found),
            Dialect::PowerShell => powershell::written(command, parsed, &mut found),
        }
    }
    for it in &parsed.printed {
        let said = it.text.as_ref().and_then(|it| powershell::said(it, parsed));
        found.extend(it.redirects.iter().filter_map(|sign| {
            let text = said.clone();
            redirected(sign, text, ExecutionContext::default())
        }));
    }
    found.sort_by_key(|it| it.span);
    found
}

/// What is written to the file of a redirection; `None` for input, for errors and for other channels.
fn redirected(redirect: &Redirect, text: Option<Text>, context: ExecutionContext) -> Option<Write> {
    let sign = redirect.sign.as_str();
    if !matches!(sign, ">" | ">>" | ">|" | "1>" | "1>>" | "&>" | "&>>" | "*>" | "*>>") {
        return None;
    }
    Some(Write {
        is_appended: sign.ends_with(">>"),
        by: redirect.span,
        ..to(&redirect.target, text, context)
    })
}

/// A file that a word names.
fn to(path: &Word, text: Option<Text>, context: ExecutionContext) -> Write {
    Write {
        path: path.text.clone(),
        span: path.span,
        is_computed: path.is_computed,
        text,
        is_appended: false,
        context,
        by: path.span,
    }
}

/// A file that is copied or moved: into a folder it keeps its name.
fn moved(source: &str, target: &Word, context: ExecutionContext) -> Write {
    let mut write = to(target, None, context);
    let last = target.text.rsplit(['/', '\\']).next().unwrap_or_default();
    if !last.contains('.') {
        let name = source.rsplit(['/', '\\']).next().unwrap_or_default();
        let is_windows = target.text.contains('\\') || target.text.ends_with(':');
        let sign = if is_windows { '\\' } else { '/' };
        write.path = format!("{}{sign}{name}", target.text.trim_end_matches(['/', '\\']));
    }
    write
}
