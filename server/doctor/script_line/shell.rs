//! What dash and Bash write about a line of a script.

use crate::doctor::script_line::search::Subject;

/// A line of output that points into a script, or into another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ShellMessage<'t> {
    /// An error in the script of the step.
    Own(ShellError<'t>),
    /// An error in a script that the step starts, or one whose position says nothing about its cause.
    Elsewhere,
    /// A command, traced by `set -x`.
    Trace(&'t str),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ShellError<'t> {
    /// Counted from 1.
    pub line: usize,
    /// What the line contains if nothing in it is expanded.
    pub subjects: Vec<Subject<'t>>,
    /// The text of the line, which Bash quotes after a syntax error.
    pub quoted: Option<&'t str>,
    /// Whether it has the form of dash.
    pub is_dash: bool,
    /// Whether the shell reports where it stopped reading, not where the fault is.
    pub is_syntax: bool,
}

/// Reads a line of output.
pub(super) fn read(line: &str) -> Option<ShellMessage<'_>> {
    let line = line.trim();
    if let Some(command) = line.strip_prefix('+') {
        let command = command.trim_start_matches('+').strip_prefix(' ')?;
        return Some(ShellMessage::Trace(command.trim()));
    }
    match own(line) {
        Some((script, rest)) => error(script, rest),
        None => is_elsewhere(line).then_some(ShellMessage::Elsewhere),
    }
}

/// The path of the file that Packer uploads for a step, and the message after it: `/tmp/script_1234.sh: `.
fn own(line: &str) -> Option<(&str, &str)> {
    let behind = line.strip_prefix("/tmp/script_")?;
    let end = behind.find(|c: char| !c.is_ascii_digit()).filter(|it| *it > 0)?;
    let rest = behind.get(end..)?.strip_prefix(".sh: ")?;
    Some((line.get(..line.len() - rest.len())?, rest))
}

fn error<'t>(script: &str, rest: &'t str) -> Option<ShellMessage<'t>> {
    let numbered = rest.strip_prefix("line ").unwrap_or(rest).split_once(": ");
    let Some((line, message)) = numbered.and_then(|(number, it)| Some((number.parse().ok()?, it))) else {
        // The shell could not start.
        return Some(ShellMessage::Elsewhere);
    };
    // Older versions of dash write the path twice.
    let message = message.strip_prefix(script).unwrap_or(message).trim();
    if message.starts_with("warning: ") {
        return None;
    }
    const ENDS: [&str; 5] = [
        "nterminated quoted string",
        "end of file unexpected",
        "unexpected EOF",
        "unexpected end of file",
        "nterminated here-document",
    ];
    if ENDS.iter().any(|it| message.contains(it)) {
        return Some(ShellMessage::Elsewhere);
    }
    let quoted = message.strip_prefix('`').and_then(|it| it.strip_suffix('\''));
    let token = token(message);
    let subjects = match (quoted, token) {
        (Some(_), _) => Vec::new(),
        (None, Some(token)) => Some(token)
            .filter(|it| *it != "newline")
            .map(Subject::Piece)
            .into_iter()
            .collect(),
        (None, None) => subjects(message),
    };
    Some(ShellMessage::Own(ShellError {
        line,
        subjects,
        quoted,
        is_dash: !rest.starts_with("line "),
        is_syntax: quoted.is_some() || token.is_some() || message.to_ascii_lowercase().starts_with("syntax error"),
    }))
}

/// The token that a syntax error names.
fn token(message: &str) -> Option<&str> {
    if let Some((_, behind)) = message.split_once("syntax error near unexpected token `") {
        return behind.strip_suffix('\'');
    }
    let behind = message.strip_prefix("Syntax error: ")?;
    let (token, rest) = behind.strip_prefix('"')?.split_once("\" ")?;
    rest.starts_with("unexpected").then_some(token)
}

/// The words of a message that come from the script.
fn subjects(message: &str) -> Vec<Subject<'_>> {
    let lower = message.to_ascii_lowercase();
    if lower == "bad substitution" {
        return vec![Subject::Piece("${")];
    }
    if let Some((_, command)) = message.split_once(" Killed ") {
        return vec![Subject::Piece(command.trim())];
    }
    let Some((before, reason)) = message.rsplit_once(": ") else {
        let target = message.strip_prefix("can't cd to ");
        return target.map(Subject::Word).into_iter().collect();
    };
    match reason {
        "parameter not set" | "unbound variable" | "parameter not set or null" => {
            return vec![Subject::Variable(before)];
        }
        "bad substitution" => return vec![Subject::Piece(before)],
        _ => {}
    }
    let before = ["cannot create ", "cannot open "]
        .iter()
        .find_map(|it| before.strip_prefix(it))
        .unwrap_or(before);
    let mut subjects: Vec<Subject<'_>> = before.split(": ").map(Subject::Word).collect();
    subjects.extend(reason.strip_prefix("can't cd to ").map(Subject::Word));
    subjects
}

/// Whether a line has the form of an error in another script: `sh: 7: `, `bash: line 7: `, `/opt/setup.sh: line 4: `, `bash: x: `.
fn is_elsewhere(line: &str) -> bool {
    let Some((name, rest)) = line.split_once(": ") else {
        return false;
    };
    let number = rest.strip_prefix("line ").unwrap_or(rest).split_once(": ");
    let has_number = number.is_some_and(|(it, _)| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit()));
    let program = name.rsplit('/').next().unwrap_or(name);
    let is_shell = matches!(program, "sh" | "bash" | "-bash" | "-sh" | "dash" | "zsh");
    !name.contains(' ') && (is_shell || has_number) && !name.is_empty()
}
