//! Which files a command deletes.

use crate::script::Dialect;
use crate::script::analysis::ParsedScript;
use crate::script::command::{Command, Word};
use crate::text::span::Span;

/// A path that is deleted, maybe with wildcards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deleted {
    pub path: String,
    /// The word that names it.
    pub span: Span,
    /// Whether it is the only one that the command deletes.
    pub is_alone: bool,
}

/// What a command deletes, as far as the names are written out. Braces are written as one path each.
pub fn deleted(command: &Command, parsed: &ParsedScript) -> Vec<Deleted> {
    let words: Vec<&Word> = match (command.dialect, command.name.as_str()) {
        (Dialect::Shell, "rm" | "unlink" | "shred") => command.operands().collect(),
        (Dialect::PowerShell, "remove-item") if !is_narrowed(command) => {
            let named = ["Path", "LiteralPath"].map(|it| command.parameter(it, 2).and_then(|it| it.1));
            named.into_iter().flatten().chain(command.arguments()).collect()
        }
        (Dialect::PowerShell, "del" | "erase") => {
            let is_switch = |it: &&Word| !it.text.starts_with('/');
            command.words.iter().filter(is_switch).collect()
        }
        _ => return Vec::new(),
    };
    let is_alone = words.len() == 1 && words.iter().all(|it| it.items.is_empty());
    let folder = (command.dialect == Dialect::Shell).then(|| folder(command, parsed));
    let one = |path: String, span| {
        let is_relative = !path.starts_with(['/', '~']);
        let path = match folder.flatten().filter(|_| is_relative) {
            Some(folder) => format!("{}/{path}", folder.trim_end_matches('/')),
            None => path,
        };
        Deleted { path, span, is_alone }
    };
    let known = words.into_iter().filter(|it| !it.is_computed);
    let paths = known.flat_map(|it| {
        let texts = match it.items.as_slice() {
            [] if command.dialect == Dialect::Shell => braces(&it.text),
            [] => vec![it.text.clone()],
            items => items.to_vec(),
        };
        texts.into_iter().map(|path| (path, it.span))
    });
    paths.map(|(path, span)| one(path, span)).collect()
}

/// Whether other words choose among the files, or nothing is deleted.
fn is_narrowed(command: &Command) -> bool {
    let narrowing = [("Include", 3), ("Exclude", 3), ("Filter", 3), ("WhatIf", 1)];
    narrowing
        .iter()
        .any(|(name, shortest)| command.parameter(name, *shortest).is_some())
}

/// The folder that the script is in where a command runs, where it went to a plain one.
fn folder<'r>(command: &Command, parsed: &'r ParsedScript) -> Option<&'r str> {
    let before = parsed.commands.iter().take_while(|it| it.name_span < command.name_span);
    let last = before
        .filter(|it| matches!(it.name.as_str(), "cd" | "pushd" | "popd"))
        .last()?;
    let to = last.operands().next().filter(|it| !it.is_computed)?;
    to.text.starts_with('/').then_some(to.text.as_str())
}

/// `/tmp/{a,b}` as two paths.
fn braces(text: &str) -> Vec<String> {
    let parts = text.split_once('{').and_then(|(before, rest)| {
        let (inner, after) = rest.split_once('}')?;
        Some((before, inner, after))
    });
    match parts {
        Some((before, inner, after)) if inner.contains(',') => {
            inner.split(',').map(|it| format!("{before}{it}{after}")).collect()
        }
        _ => vec![text.to_owned()],
    }
}

/// Whether a path with wildcards means a file, both with slashes; the characters of `[…]` are not checked.
pub fn covers(pattern: &str, path: &str) -> bool {
    let mut wanted = pattern.split('/');
    let mut there = path.split('/');
    loop {
        match (wanted.next(), there.next()) {
            (None, None) => return true,
            (Some(wanted), Some(name)) if matches(wanted.as_bytes(), name.as_bytes()) => {}
            _ => return false,
        }
    }
}

/// Whether a name is what a pattern with `*` and `?` means. A pattern does not mean a hidden file by a star.
fn matches(pattern: &[u8], name: &[u8]) -> bool {
    let (mut at, mut from) = (0, 0);
    // Where to go on after a star has taken one letter more.
    let mut star: Option<(usize, usize)> = None;
    while from < name.len() {
        match pattern.get(at) {
            Some(b'*') => {
                star = Some((at + 1, from));
                at += 1;
            }
            Some(it) if *it == b'?' || name.get(from) == Some(it) => {
                at += 1;
                from += 1;
            }
            _ => {
                let Some((next, taken)) = star else { return false };
                star = Some((next, taken + 1));
                at = next;
                from = taken + 1;
            }
        }
    }
    pattern.iter().skip(at).all(|it| *it == b'*')
}
