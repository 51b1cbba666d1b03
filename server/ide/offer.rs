//! A change that somebody may want, which no finding asks for.

use crate::locale::Say;
use crate::text::edit::Edit;

/// Such a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    pub title: Say,
    pub kind: Kind,
    pub edits: Vec<Edit>,
}

/// What an editor files it under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Something gets a name.
    Extract,
    /// Something takes the place of its name.
    Inline,
    Other,
}
