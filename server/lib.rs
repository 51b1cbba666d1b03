//! The engine of `aib-ls`, floor by floor.
//!
//! The modules are listed from the ground up: a module uses only modules listed before it, and
//! `tests/house.rs` holds that rule. This list is the reading order.

pub mod locale;
pub mod cancel;
pub mod text;
pub mod settings;
pub mod syntax;
pub mod expr;
pub mod catalogue;
pub mod model;
pub mod script;
pub mod document;
pub mod schema;
pub mod rules;
pub mod insight;
pub mod doctor;
pub mod report;
pub mod ide;
pub mod project;
pub mod cli;
pub mod lsp;
