//! JSON as people type it: a tree and every mistake, for any text at all.

pub mod backslashes;
mod bare;
mod blanks;
mod build_token;
mod derived;
pub mod error;
pub mod format;
pub mod graft;
mod index;
mod lexer;
pub mod map;
mod parser;
pub mod patch;
mod quote;
pub mod string;
pub mod tree;
mod word;

use std::sync::Arc;

use crate::syntax::derived::Derived;
use crate::syntax::index::Index;
use crate::syntax::tree::Tree;

/// Reads a text. It cannot fail: what is wrong with the text is in [`Tree::errors`].
pub fn parse(text: String) -> Tree {
    parser::parse(text)
}

/// A text that is not parsed: no nodes, no mistakes.
pub fn unread(text: String) -> Tree {
    Tree {
        text: Arc::new(text),
        nodes: Vec::new(),
        errors: Arc::default(),
        unlisted: 0,
        comments: Arc::default(),
        places: Vec::new(),
        grafts: Vec::new(),
        derived: Derived::default(),
        index: Index::default(),
    }
}
