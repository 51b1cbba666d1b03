//! Text and positions in it: bytes inside, the editor's lines and characters at the edge.

pub mod day;
pub mod edit;
pub mod identifiers;
pub mod line_ends;
pub mod lines;
pub mod page;
pub mod plain;
pub mod markdown;
pub mod redact;
pub mod rope;
pub mod secret;
pub mod span;
pub mod variable;
