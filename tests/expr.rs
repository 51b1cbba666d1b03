//! Expressions, from the text to what they name and come to.

mod budget;
mod eval;
mod examples;
mod functions;
mod names;
mod parser;
