//! Questions about a whole template.

mod commands;
mod effects;
mod migrate;
pub mod permissions;
mod timeout;

use aib_ls::document::{Document, Language};

use crate::support::skeleton::Frame;

/// A document with a fragment in its frame; the frame is written as on a rule's page.
pub fn document(frame: &str, fragment: &str) -> Document {
    let (text, _) = Frame::read(frame).wrap(fragment);
    Document::new(text, Language::Jsonc, None)
}
