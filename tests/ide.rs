//! What an editor asks, below the protocol: texts with a cursor in, texts for people out.

mod actions;
mod code_lens;
pub mod completion;
mod definition;
mod folding;
mod formatting;
mod hostile;
mod hover;
mod inlay_hints;
mod name;
mod ranges;
mod references;
mod rename;
mod run_output;
mod selection_range;
mod semantic_tokens;
mod signature_help;
mod links;
mod log;
mod symbols;
mod typing;
mod workspace_symbols;

use aib_ls::document::{Document, Language};

use crate::support::skeleton::Frame;

/// A fragment in its frame, and the cursors that `$0` marks in it.
struct Scene {
    doc: Document,
    /// The places of the cursors; the last one repeats where there is only one.
    cursors: (u32, u32),
    /// The text around the fragment.
    before: usize,
    after: usize,
}

impl Scene {
    /// `frame` is written as on a rule's page: `in=customize version=2024-02-01`; empty for a whole document.
    fn new(frame: &str, fragment: &str) -> Self {
        let (marked, before) = Frame::read(frame).wrap(fragment);
        let first = marked.find("$0").expect("the fragment has a cursor");
        let text = marked.replacen("$0", "", 1);
        let second = text.find("$0").unwrap_or(first);
        let text = text.replacen("$0", "", 1);
        let after = marked.len() - before - fragment.len();
        Self {
            doc: Document::new(text, Language::Jsonc, None),
            cursors: (first as u32, second as u32),
            before,
            after,
        }
    }

    /// What has become of the fragment.
    fn fragment<'t>(&self, text: &'t str) -> &'t str {
        &text[self.before..text.len() - self.after]
    }
}
