//! Expressions, from the text to what they name.

mod eval;
mod names;
mod parser;
