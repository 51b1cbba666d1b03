//! Whole templates for an empty document.

use crate::document::Document;
use crate::ide::completion::insert::{Insertion, Narrow};
use crate::ide::completion::skeleton::Skeleton;
use crate::ide::completion::snippet::{Stops, expanded};
use crate::ide::completion::whole::{self, Goal};
use crate::ide::completion::{Item, ItemKind};
use crate::locale::Message;
use crate::model::os::Os;
use crate::say;
use crate::text::{edit::Edit, span::Span};

/// The templates, for a document that contains nothing, or an object with nothing in it: those that stand alone first.
pub(super) fn items(doc: &Document, at: u32) -> Vec<Item> {
    let Some(hole) = hole(doc.text(), at) else {
        return Vec::new();
    };
    let mut items = Vec::new();
    for is_deployment in [false, true] {
        for system in [Os::Windows, Os::Linux] {
            for goal in [Goal::Gallery, Goal::ManagedImage, Goal::Vhd] {
                let pattern = match is_deployment {
                    true => whole::deployment(system, goal),
                    false => whole::standalone(system, goal),
                };
                let (label, detail) = describe(system, goal, is_deployment);
                let rank = items.len() as u32;
                let item = item(&label, &Stops::default().snippet(&pattern), &hole);
                let detail = Some(detail);
                items.push(Item { rank, detail, ..item });
            }
        }
    }
    items
}

/// The label, and what it is in words.
pub(super) fn describe(system: Os, goal: Goal, is_deployment: bool) -> (String, Message) {
    let (name, system) = match system {
        Os::Windows => ("Windows", "Windows Server 2022"),
        Os::Linux => ("Linux", "Ubuntu 24.04"),
    };
    let (short, target) = match goal {
        Goal::Gallery => ("gallery", say! { en: "to a gallery", pt_br: "para uma galeria" }),
        Goal::ManagedImage => (
            "managed image",
            say! { en: "to a managed image", pt_br: "para uma imagem gerenciada" },
        ),
        Goal::Vhd => ("VHD", say! { en: "to a VHD", pt_br: "para um VHD" }),
    };
    let Message { en, pt_br } = target;
    let (form, detail) = match is_deployment {
        true => (
            ", deployment",
            say! { en: "ARM deployment template: {system} {en}", pt_br: "Template de implantação ARM: {system} {pt_br}" },
        ),
        false => ("", say! { en: "{system} {en}", pt_br: "{system} {pt_br}" }),
    };
    (format!("image template: {name}, {short}{form}"), detail)
}

/// The position that a template fills.
struct Hole<'t> {
    span: Span,
    /// What it replaces: existing braces, or the beginning of a word.
    written: &'t str,
    /// The cursor.
    at: u32,
    /// Whether it is between braces that stay: an edit of a completion is one of a single line.
    inside: bool,
}

fn hole(text: &str, at: u32) -> Option<Hole<'_>> {
    let written = text.trim_start_matches('\u{feff}').trim();
    let span = match written {
        "" => Span::at(at),
        _ => {
            let start = text.find(written)? as u32;
            Span::new(start, start + written.len() as u32)
        }
    };
    if !written.contains(['\n', '\r']) {
        return span.touches(at).then_some(Hole {
            span,
            written,
            at,
            inside: false,
        });
    }
    // A key that was begun is replaced, quotes included.
    let key = written.find('"').map(|it| span.start + it as u32);
    let replaced = match key {
        Some(start) => {
            let rest = text.get(start as usize + 1..)?;
            let word = rest.find(|it: char| !it.is_ascii_alphabetic()).unwrap_or(rest.len());
            let closed = u32::from(rest.get(word..)?.starts_with('"'));
            Some(Span::new(start, start + 1 + word as u32 + closed)).filter(|it| it.start < at && at <= it.end)?
        }
        None => Span::at(at),
    };
    (span.start < at && at < span.end).then_some(Hole {
        span: replaced,
        written: replaced.of(text),
        at,
        inside: true,
    })
}

fn item(label: &str, snippet: &str, hole: &Hole<'_>) -> Item {
    let words = Skeleton::of_snippet(snippet.to_owned()).preview(None);
    let inner = members(snippet);
    let snippet = if hole.inside { &inner } else { snippet };
    // A word that was begun is part of the label.
    let filter = match hole.written.chars().next() {
        Some('{') => format!("{}{label}", hole.written),
        Some('"') => format!("\"{label}\""),
        _ => label.to_owned(),
    };
    let is_between = hole.written.starts_with('{') && hole.span.start < hole.at && hole.at < hole.span.end;
    let narrow = (is_between && !hole.written.contains('"')).then(|| Narrow {
        edit: Edit::replace(Span::at(hole.at), expanded(&inner)),
        snippet: Some(inner.clone()),
        filter: label.to_owned(),
    });
    let insertion = Insertion {
        edit: Edit::replace(hole.span, expanded(snippet)),
        snippet: Some(snippet.to_owned()),
        filter,
        narrow,
        comma_before: None,
        comma_after: None,
    };
    Item {
        words: Some(words),
        ..Item::new(label, ItemKind::Skeleton, insertion)
    }
}

/// The text between the braces of a snippet, one level further out.
fn members(snippet: &str) -> String {
    let inner = snippet.strip_prefix("{\n").and_then(|it| it.strip_suffix("\n\\}"));
    let lines = inner.unwrap_or(snippet).lines();
    let out: Vec<_> = lines.map(|it| it.strip_prefix('\t').unwrap_or(it)).collect();
    out.join("\n")
}
