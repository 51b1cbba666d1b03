//! Syntax errors: what the parser reports, as messages and fixes.

mod bad_escape;
mod bad_value;
mod build_token;
mod comment;
mod control_character;
mod control_escape;
mod expected_colon;
mod expected_comma;
mod expected_key;
mod expected_value;
mod quotes;
mod several_lines;
mod too_deep;
mod trailing_comma;
mod unclosed;
mod unclosed_comment;
mod unclosed_string;
mod unescaped_quote;
mod unexpected_text;

use crate::rules::Rule;

/// The rules of the family.
pub(super) static RULES: [&Rule; 19] = [
    &expected_comma::RULE,
    &expected_colon::RULE,
    &expected_value::RULE,
    &expected_key::RULE,
    &unclosed::RULE,
    &unclosed_string::RULE,
    &several_lines::RULE,
    &unclosed_comment::RULE,
    &trailing_comma::RULE,
    &unexpected_text::RULE,
    &quotes::RULE,
    &unescaped_quote::RULE,
    &bad_escape::RULE,
    &control_character::RULE,
    &control_escape::RULE,
    &bad_value::RULE,
    &build_token::RULE,
    &too_deep::RULE,
    &comment::RULE,
];
