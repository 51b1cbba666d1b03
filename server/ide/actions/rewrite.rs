//! Other ways to write the script of a step: an item a line, one item, a file.

use crate::document::Document;
use crate::ide::actions::{Action, Kind, NewFile};
use crate::ide::scripts;
use crate::model::script_file;
use crate::say;
use crate::script::Dialect;
use crate::script::source::{Item, Script};
use crate::syntax::tree::Node;
use crate::syntax::{patch, string};
use crate::text::span::Span;

/// What is known about the folder of the template.
pub struct Folder<'f> {
    /// Whether a file of this name can be made in it.
    pub is_free: &'f dyn Fn(&str) -> bool,
    /// Whether editors write files there with the line endings of Windows.
    pub is_windows: bool,
}

/// What a script may be rewritten as whose `inline` touches a span of the document; files are made only in a known folder.
pub fn rewrites(doc: &Document, at: Span, folder: Option<&Folder<'_>>) -> Vec<Action> {
    let touched = scripts::steps(doc, at).into_iter().find_map(|step| {
        let list = step.get("inline")?;
        let entry_span = list.entry_span();
        (entry_span.touches(at.start) || entry_span.overlaps(at)).then_some((step.node, list))
    });
    let Some((step, list)) = touched.filter(|(_, list)| is_sound(doc, *list)) else {
        return Vec::new();
    };
    let Some(script) = Script::of(step).filter(|it| !it.has_gaps && !it.items().is_empty()) else {
        return Vec::new();
    };
    let moved = folder.and_then(|it| move_to_file(step, list, &script, it));
    [split(list, &script), join(list, &script), moved]
        .into_iter()
        .flatten()
        .collect()
}

/// Whether the list is what it looks like, and nothing would be lost: a comment has no position in a script's text.
fn is_sound(doc: &Document, list: Node<'_>) -> bool {
    let entry_span = list.entry_span();
    let tree = doc.tree();
    let has_comment = tree.comments_in(entry_span).iter().any(|it| entry_span.contains(*it));
    list.is_closed() && !has_comment && !tree.errors().iter().any(|it| it.span.overlaps(entry_span))
}

fn lines<'s>(item: &Item<'_>, script: &'s Script<'_>) -> impl Iterator<Item = &'s str> {
    item.span.of(&script.text).split('\n')
}

/// Brackets around an item mean something else to a deployment than to a shell.
fn is_bracketed(item: &str) -> bool {
    item.starts_with('[') && item.ends_with(']')
}

fn split(list: Node<'_>, script: &Script<'_>) -> Option<Action> {
    let items: Vec<&str> = script.items().iter().flat_map(|it| lines(it, script)).collect();
    if items.len() == script.items().len() || items.iter().any(|it| is_bracketed(it)) {
        return None;
    }
    let quoted: Vec<String> = items.into_iter().map(string::quote).collect();
    let edits = if patch::is_flat(list) {
        vec![patch::replace_block(list, &format!("[\n  {}\n]", quoted.join(",\n  ")))]
    } else {
        let one = |it: &Item<'_>| {
            let quoted: Vec<String> = lines(it, script).map(string::quote).collect();
            (quoted.len() > 1).then(|| patch::replace_item(it.node, &quoted))
        };
        script.items().iter().filter_map(one).collect()
    };
    let title = say! { en: "Split into one line per item", pt_br: "Dividir em uma linha por item" };
    Some(Action::new(title, Kind::Rewrite, edits))
}

fn join(list: Node<'_>, script: &Script<'_>) -> Option<Action> {
    let items: Vec<&str> = script.items().iter().map(|it| it.span.of(&script.text)).collect();
    let text = items.join("\n");
    if items.len() < 2 || is_bracketed(&text) || items.iter().any(|it| is_bracketed(it)) {
        return None;
    }
    let quoted = string::quote(&text);
    let edit = if patch::is_flat(list) {
        patch::replace_value(list, format!("[{quoted}]"))
    } else {
        patch::replace_block(list, &format!("[\n  {quoted}\n]"))
    };
    let title = say! { en: "Join into one item", pt_br: "Juntar em um só item" };
    Some(Action::new(title, Kind::Rewrite, vec![edit]))
}

/// The file says what runs it, as the service runs `inline`.
const FIRST_LINE: &str = "#!/bin/sh -e\n";

/// How many names are tried for a file.
const NAMES: usize = 20;

fn move_to_file(step: Node<'_>, list: Node<'_>, script: &Script<'_>, folder: &Folder<'_>) -> Option<Action> {
    let items: Vec<&str> = script.items().iter().map(|it| it.span.of(&script.text)).collect();
    if step.get("scriptUri").is_some()
        || step.get("sha256Checksum").is_some()
        || items.iter().any(|it| is_bracketed(it))
    {
        return None;
    }
    let (ending, first) = match script.dialect {
        // With the line endings of Windows no shell could read it.
        Dialect::Shell if folder.is_windows => return None,
        Dialect::Shell => ("sh", FIRST_LINE),
        Dialect::PowerShell => ("ps1", ""),
    };
    // An editor that writes other line endings than it was given would write other bytes than are summed up here.
    if !folder.is_windows && script.text.contains('\r') {
        return None;
    }
    let stem = file_stem(step);
    let numbered = (2..=NAMES).map(|n| format!("{stem}-{n}.{ending}"));
    let mut names = std::iter::once(format!("{stem}.{ending}")).chain(numbered);
    let name = names.find(|it| (folder.is_free)(it))?;
    let text = format!("{first}{}\n", items.join("\n"));
    let text = if folder.is_windows {
        text.replace("\r\n", "\n").replace('\n', "\r\n")
    } else {
        text
    };
    let sum = script_file::sum(text.as_bytes());
    let members = [
        ("scriptUri", string::quote(&format!("<https address of {name}>"))),
        ("sha256Checksum", string::quote(&sum)),
    ];
    let title = say! { en: "Move this inline script to `{name}`", pt_br: "Mover este script inline para `{name}`" };
    let edits = vec![patch::replace_member(list, members)];
    Some(Action {
        creates: Some(NewFile { name, text }),
        ..Action::new(title, Kind::Extract, edits)
    })
}

/// A name for the file: that of the step, in characters that every system accepts; else its type.
fn file_stem(step: Node<'_>) -> String {
    let word = |key: &str| {
        let text = step.get(key).and_then(Node::as_str).filter(|it| !is_bracketed(it))?;
        let lower = text.to_ascii_lowercase();
        let words = lower.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        let stem = words.filter(|it| !it.is_empty()).collect::<Vec<_>>().join("-");
        let short: String = stem.chars().take(48).collect();
        (!short.is_empty()).then_some(short)
    };
    word("name")
        .or_else(|| word("type"))
        .unwrap_or_else(|| "script".to_owned())
}
