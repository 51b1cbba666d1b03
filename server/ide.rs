//! What an editor asks about a document, in editor words and byte spans, without any protocol.

pub mod code_actions;
pub mod code_lens;
pub mod completion;
pub mod definition;
mod expression;
pub mod extract;
pub mod folding;
pub mod formatting;
pub mod give_value;
pub mod hover;
pub mod inline;
pub mod inlay_hints;
pub mod links;
pub mod log;
pub mod migration;
pub mod name;
pub mod offer;
pub mod override_step;
mod place;
pub mod references;
pub mod rename;
pub mod rewrite;
mod scripts;
pub mod semantic_tokens;
pub mod signature_help;
pub mod suppress;
pub mod symbols;
