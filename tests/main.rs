//! The one test binary: a list of modules.

// A test that panics has failed, which is all that is asked of it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout)]

mod cli;
mod corpus;
mod differential;
mod facts;
mod house;
mod ide;
mod insight;
mod lsp;
mod memo;
mod model;
mod readme;
mod rules;
mod schema;
mod script;
mod support;
mod syntax;
mod text;
