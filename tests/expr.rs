//! Expressions, from the text to what they name and come to.

mod eval;
mod examples;
mod functions;
mod names;
mod parser;
