//! What an editor asks about a document, in editor words and byte spans, without any protocol.

pub mod actions;
pub mod code_lens;
pub mod completion;
mod cursor;
pub mod definition;
mod expression;
pub mod folding;
pub mod formatting;
pub mod hover;
pub mod inlay_hints;
pub mod links;
pub mod log;
pub mod name;
pub mod references;
pub mod rename;
mod scripts;
pub mod selection_range;
pub mod semantic_tokens;
pub mod signature_help;
pub mod symbols;
pub mod workspace_symbols;
