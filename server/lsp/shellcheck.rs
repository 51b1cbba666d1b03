//! ShellCheck, for who has it and asks for it: running the program on one script, and reading its answer. It is never named by a
//! file of a project.

use std::collections::HashMap;
use std::io::{Read, Write};
use std::ops::Range;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use serde::Deserialize;
use tower_lsp::lsp_types::DiagnosticSeverity;

use crate::document::Document;
use crate::locale::Message;
use crate::model::step;
use crate::model::substitution::Assume;
use crate::say;
use crate::script::Dialect;
use crate::script::source::Script;
use crate::text::span::Span;

/// More than any answer about a script.
const MAX_OUTPUT_BYTES: u64 = 8 << 20;

/// What is true of every script here: it has no first line of its own, and no files beside it.
const NEVER: [u32; 3] = [2148, 1090, 1091];

/// The shell of `inline` commands, which Packer runs with `/bin/sh -e`.
const INLINE: &str = "sh";

/// `cd` without a way out: these commands run with `-e` and end there.
const STOPS: u32 = 2164;

/// What a plain sh does not know: `script/bashism` reports it, and knows the systems whose sh is Bash.
const BASHISMS: Range<u32> = 3000..4000;

/// Words that a line which is unknown may be what makes them untrue: a variable is not used, or was never set.
const ELSEWHERE: [u32; 2] = [2034, 2154];

/// What is known about scripts.
pub type Notes = HashMap<Job, Arc<Vec<Note>>>;

/// A script to look at.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Job {
    /// The shell that runs it, as the program calls it.
    pub shell: &'static str,
    pub text: Arc<str>,
}

/// One finding of the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// In the script, in bytes.
    pub span: Span,
    pub level: DiagnosticSeverity,
    /// Its number, without the letters.
    pub code: u32,
    pub message: String,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// It is a path that leads to another file from every folder.
    Relative,
    /// It cannot be started, as the system says it.
    NotStarted(String),
    /// It took longer than this.
    Slow(Duration),
    /// Its output cannot be read.
    Nonsense,
}

#[derive(Deserialize)]
struct Answer {
    comments: Vec<Comment>,
}

/// Lines and columns count from 1, columns in characters.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Comment {
    line: usize,
    end_line: usize,
    column: usize,
    end_column: usize,
    level: String,
    code: u32,
    message: String,
}

/// The shell scripts of a document's steps, in their order.
pub fn jobs(doc: &Document) -> Vec<Job> {
    scripts(doc).map(|it| job(&it)).collect()
}

/// What is known about them by now, each note with its span in the document.
pub fn notes<'n>(doc: &Document, known: &'n Notes) -> Vec<(&'n Note, Span)> {
    let mut found = Vec::new();
    for script in scripts(doc) {
        let notes = known.get(&job(&script)).into_iter().flat_map(|it| it.iter());
        found.extend(notes.filter_map(|it| Some((it, span(it, &script)?))));
    }
    found
}

fn scripts(doc: &Document) -> impl Iterator<Item = Script<'_>> {
    let templates = doc.templates_with(Assume::Defaults);
    let steps = templates.flat_map(|it| step::customizers(it).chain(step::validators(it)));
    let scripts = steps.filter_map(|it| Script::of(it.node));
    scripts.filter(|it| it.dialect == Dialect::Shell && !it.text.trim().is_empty())
}

fn job(script: &Script<'_>) -> Job {
    Job {
        shell: INLINE,
        text: Arc::from(script.text.as_str()),
    }
}

/// Where a note is in the document; `None` for one that is not true of commands that run as these do, depends on items that are
/// unknown, or that a rule reports.
fn span(note: &Note, script: &Script<'_>) -> Option<Span> {
    let is_reported = note.code == STOPS || BASHISMS.contains(&note.code);
    let is_grammar = (1000..2000).contains(&note.code);
    if is_reported || script.has_gaps && (is_grammar || ELSEWHERE.contains(&note.code)) {
        return None;
    }
    // A line that is unknown is blank here, and nothing is true of it.
    script.item(note.span.start)?;
    script.written(note.span)
}

/// Runs a program on a script. It is ended where it takes too long.
pub fn run(program: &str, job: &Job, limit: Duration) -> Result<Vec<Note>, Trouble> {
    // From the folder of a project another program would be found than the one that was meant.
    if !Path::new(program).is_absolute() && program.contains(['/', '\\']) {
        return Err(Trouble::Relative);
    }
    let mut command = Command::new(program);
    command.args(["-f", "json1", "-s", job.shell, "-"]);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    without_window(&mut command);
    let mut child = command.spawn().map_err(|it| Trouble::NotStarted(it.to_string()))?;
    let answer = converse(&mut child, job, limit);
    // One that has answered is done, or has nothing more to say.
    let _ = child.kill();
    let _ = child.wait();
    let answer = answer?;
    let Ok(Answer { comments }) = serde_json::from_slice(&answer) else {
        return Err(Trouble::Nonsense);
    };
    let notes = comments.into_iter().filter(|it| !NEVER.contains(&it.code));
    Ok(notes.map(|it| note(it, &job.text)).collect())
}

/// A server without a terminal would open one for each program.
#[cfg(windows)]
fn without_window(command: &mut Command) {
    use std::os::windows::process::CommandExt;
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    command.creation_flags(CREATE_NO_WINDOW);
}

#[cfg(not(windows))]
fn without_window(_: &mut Command) {}

/// Writes the script and reads the output at the same time: a full pipe blocks its writer.
fn converse(child: &mut Child, job: &Job, limit: Duration) -> Result<Vec<u8>, Trouble> {
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(Trouble::Nonsense);
    };
    let text = Arc::clone(&job.text);
    // It need not read all of it.
    thread::spawn(move || input.write_all(text.as_bytes()));
    let (send, receive) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let read = output.take(MAX_OUTPUT_BYTES).read_to_end(&mut bytes);
        send.send(read.map(|_| bytes))
    });
    match receive.recv_timeout(limit) {
        Ok(answer) => answer.map_err(|_| Trouble::Nonsense),
        Err(RecvTimeoutError::Timeout) => Err(Trouble::Slow(limit)),
        Err(RecvTimeoutError::Disconnected) => Err(Trouble::Nonsense),
    }
}

fn note(it: Comment, text: &str) -> Note {
    let start = offset(text, it.line, it.column);
    Note {
        span: Span::new(start, offset(text, it.end_line, it.end_column)),
        level: match it.level.as_str() {
            "error" => DiagnosticSeverity::ERROR,
            "warning" => DiagnosticSeverity::WARNING,
            "info" => DiagnosticSeverity::INFORMATION,
            _ => DiagnosticSeverity::HINT,
        },
        code: it.code,
        message: it.message,
    }
}

/// A place outside the text is the nearest one inside.
fn offset(text: &str, line: usize, column: usize) -> u32 {
    let mut start = 0;
    for (number, it) in text.split_inclusive('\n').enumerate() {
        if number + 1 == line {
            let inside = it.trim_end_matches('\n');
            let character = inside.char_indices().nth(column.saturating_sub(1));
            return (start + character.map_or(inside.len(), |it| it.0)) as u32;
        }
        start += it.len();
    }
    text.len() as u32
}

impl Trouble {
    /// What is in the way, and what to do.
    pub fn words(&self, program: &str) -> Message {
        let Message { en, pt_br } = self.clause();
        say! {
            en: "ShellCheck: `{program}` {en}. It stays disabled until the setting `aib.shellcheck` changes.",
            pt_br: "ShellCheck: `{program}` {pt_br}. Ele permanece desativado até que a configuração `aib.shellcheck` mude.",
        }
    }

    fn clause(&self) -> Message {
        match self {
            Self::Relative => say! {
                en: "is neither the name of a program nor a path from the root",
                pt_br: "não é nem o nome de um programa nem um caminho a partir da raiz",
            },
            Self::NotStarted(why) => say! { en: "cannot be started: {why}", pt_br: "não pode ser iniciado: {why}" },
            Self::Slow(limit) => {
                let seconds = limit.as_secs();
                say! {
                    en: "did not answer within {seconds} seconds and was stopped",
                    pt_br: "não respondeu em {seconds} segundos e foi encerrado",
                }
            }
            Self::Nonsense => say! {
                en: "does not answer like ShellCheck 0.7 or later",
                pt_br: "não responde como o ShellCheck 0.7 ou posterior",
            },
        }
    }
}
