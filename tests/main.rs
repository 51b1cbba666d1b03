//! All tests, in one program.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod lsp;
mod support;
mod text;
