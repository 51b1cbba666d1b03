//! The one test binary: a list of modules.

// A test that panics has failed, which is all that is asked of it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout)]

mod article;
mod cancel;
mod cases;
mod catalogue;
mod cli;
mod corpus;
mod deployments;
mod differential;
mod doctor;
mod editors;
mod expr;
mod facts;
mod groups;
mod growth;
mod house;
mod ide;
mod in_files;
mod in_place;
mod known_good;
mod insight;
mod literals;
mod lsp;
mod memo;
mod model;
mod neighbours;
mod readme;
mod report;
mod rules;
mod safe_fixes;
mod schema;
mod secrets;
mod script;
mod settings;
mod support;
mod syntax;
mod text;
mod unknown_values;
