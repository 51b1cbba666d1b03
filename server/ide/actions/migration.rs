//! Code actions that migrate a template to a newer API version, offered at its version and at its first line.

use crate::document::Document;
use crate::ide::actions::{Action, Kind};
use crate::insight::migrate::start::Start;
use crate::insight::migrate::{self, Migration};
use crate::locale::Message;
use crate::model::template::Template;
use crate::say;
use crate::schema::slice;
use crate::syntax::tree::Node;
use crate::text::edit::Edit;

/// The version that rejects unknown properties, offered in addition to the newest one.
const STRICT: &str = "2024-02-01";

/// The migrations that are offered at an offset, to the newest version first.
pub fn migrations(doc: &Document, at: u32) -> Vec<Action> {
    let Some(template) = meant(doc, at) else {
        return Vec::new();
    };
    let newest = slice::newest();
    let strict = Some(STRICT).filter(|it| *it != newest);
    let targets = std::iter::once(newest).chain(strict);
    let migrations = targets.filter_map(|to| migrate::template(doc, template, to).ok());
    migrations.filter(|it| !it.steps.is_empty()).map(action).collect()
}

/// The template at whose brackets, type or version a position is; the declaration of a version belongs to its templates.
fn meant(doc: &Document, at: u32) -> Option<Template<'_>> {
    let is_at = |it: Option<Node<'_>>| it.is_some_and(|it| it.entry_span().touches(at));
    let is_meant = |it: &Template<'_>| {
        let root = it.root.span();
        let is_bracket = at == root.start || at == root.start + 1 || at == root.end;
        is_bracket
            || is_at(it.root.get("type"))
            || is_at(it.root.get("apiVersion"))
            || is_at(it.api_version().and_then(|it| it.node))
    };
    doc.templates().filter(is_meant).last()
}

fn action(migration: Migration) -> Action {
    let title = match migration.start {
        Start::Declared => title(migration.to, migration.remaining.len()),
        Start::Given | Start::Assumed => body_title(migration.to),
    };
    let edits: Vec<Edit> = migration.steps.into_iter().flat_map(|it| it.edits).collect();
    Action::new(title, Kind::Rewrite, edits)
}

fn title(to: &str, remaining: usize) -> Message {
    match remaining {
        0 => say! { en: "Migrate to API version {to}", pt_br: "Migrar para a versão {to} da API" },
        1 => say! {
            en: "Migrate to API version {to} (1 manual step)",
            pt_br: "Migrar para a versão {to} da API (1 etapa manual)",
        },
        _ => say! {
            en: "Migrate to API version {to} ({remaining} manual steps)",
            pt_br: "Migrar para a versão {to} da API ({remaining} etapas manuais)",
        },
    }
}

/// The title where the version is unknown and stays.
fn body_title(to: &str) -> Message {
    say! { en: "Migrate the body to API version {to}", pt_br: "Migrar o corpo para a versão {to} da API" }
}
