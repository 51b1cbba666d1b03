//! What the client has been sent: the findings of each document in itself, and those that open templates make of the files around
//! them. Everything that is published goes through here.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;

use tower_lsp::lsp_types::{Diagnostic, Url};

use crate::text::rope::Text;

/// The findings of all documents.
#[derive(Default)]
pub struct Diagnostics {
    /// What is known of each document in itself.
    own: HashMap<Url, Own>,
    /// What others find in a file.
    related: HashMap<PathBuf, Held>,
    changed: BTreeSet<Url>,
}

/// The findings of one document in itself.
struct Own {
    diagnostics: Vec<Diagnostic>,
    version: i32,
}

/// What others find in one file.
pub struct Related {
    /// As the client names the file where it is open.
    pub uri: Url,
    pub diagnostics: Vec<Diagnostic>,
    /// The version of the text, where it is open.
    pub version: Option<i32>,
    pub text: Text,
}

struct Held {
    related: Related,
    /// Whether the client asks for them, so that they are not published.
    is_pulled: bool,
}

/// One `textDocument/publishDiagnostics`.
#[derive(Debug, PartialEq)]
pub struct Publication {
    pub uri: Url,
    pub diagnostics: Vec<Diagnostic>,
    pub version: Option<i32>,
}

impl Diagnostics {
    /// The findings of a document in itself; `None` for one that is not ours. Each version that has some is published, also
    /// where they are the same as before.
    pub fn set(&mut self, uri: &Url, version: i32, diagnostics: Option<Vec<Diagnostic>>) {
        let Some(diagnostics) = diagnostics else {
            return self.remove(uri);
        };
        self.own.insert(uri.clone(), Own { diagnostics, version });
        self.changed.insert(uri.clone());
    }

    /// A document was closed, or is not ours any more: it has no findings in itself.
    pub fn remove(&mut self, uri: &Url) {
        if self.own.remove(uri).is_some() {
            self.changed.insert(uri.clone());
        }
    }

    /// Whether others find something in some file.
    pub fn has_related(&self) -> bool {
        !self.related.is_empty()
    }

    /// What others find in all files; `None` for one about which nothing new can be said yet. Files that the client asks for by
    /// itself are not published: whether it has to ask again comes back.
    pub fn set_related(&mut self, found: BTreeMap<PathBuf, Option<Related>>, is_pulled: impl Fn(&Url) -> bool) -> bool {
        let gone: Vec<PathBuf> = self
            .related
            .keys()
            .filter(|it| !found.contains_key(*it))
            .cloned()
            .collect();
        for path in gone {
            let last = self.related.remove(&path);
            self.changed
                .extend(last.filter(|it| !it.is_pulled).map(|it| it.related.uri));
        }
        let mut asks_again = false;
        for (path, related) in found {
            let Some(related) = related else { continue };
            let is_pulled = is_pulled(&related.uri);
            let last = self.related.remove(&path);
            let is_same = |it: &Held| {
                it.related.uri == related.uri
                    && it.related.diagnostics == related.diagnostics
                    && it.is_pulled == is_pulled
            };
            let is_news = !last.as_ref().map_or(related.diagnostics.is_empty(), is_same);
            asks_again |= is_news && is_pulled;
            // Under another name, or pulled by now, they would be shown twice.
            let moved = last.filter(|it| !it.is_pulled && (is_pulled || it.related.uri != related.uri));
            self.changed.extend(moved.map(|it| it.related.uri));
            if is_news && !is_pulled {
                self.changed.insert(related.uri.clone());
            }
            if !related.diagnostics.is_empty() {
                self.related.insert(path, Held { related, is_pulled });
            }
        }
        asks_again
    }

    /// What has to be published now; nothing is left to publish afterwards.
    pub fn take_changes(&mut self) -> Vec<Publication> {
        let changed = std::mem::take(&mut self.changed);
        changed.into_iter().map(|it| self.publication(it)).collect()
    }

    fn publication(&self, uri: Url) -> Publication {
        let own = self.own.get(&uri);
        let held = self.related.values().find(|it| it.related.uri == uri && !it.is_pulled);
        let related = held.map(|it| &it.related);
        // Both must be about the same text.
        let related = related.filter(|it| own.is_none_or(|own| it.version == Some(own.version)));
        let diagnostics = own.iter().flat_map(|it| &it.diagnostics);
        let diagnostics = diagnostics.chain(related.iter().flat_map(|it| &it.diagnostics));
        Publication {
            diagnostics: diagnostics.cloned().collect(),
            version: own.map(|it| it.version).or_else(|| related?.version),
            uri,
        }
    }
}
