//! Expressions, from the text to what they name.

mod names;
mod parser;
