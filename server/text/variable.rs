//! Messages without what differs from run to run, so that two runs with the same failure have the same message.

use std::sync::LazyLock;

use regex::Regex;

/// What a variable part is replaced with.
const MARK: &str = "#";

/// The variable parts. Numbers of up to three digits stay: they are exit codes, HTTP statuses and the like.
static VARIABLE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let parts = [
        // GUIDs, hashes and hexadecimal numbers.
        "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
        r"\b0x[0-9a-f]+\b",
        r"\b(?:[0-9]+[a-f]|[a-f]+[0-9])[0-9a-f]{5,}\b",
        // Dates, times and durations.
        r"\b[0-9]{4}[-/][0-9]{2}[-/][0-9]{2}(?:[t ][0-9:.]+z?)?",
        r"\b[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:[.,][0-9]+)?\b",
        r"\b[0-9]+(?:\.[0-9]+)? ?(?:ms|s|m|h|secs?|seconds?|mins?|minutes?|hours?)\b",
        // Addresses, and numbers in names of temporary files and processes.
        r"\b[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?::[0-9]+)?\b",
        "[0-9]{4,}",
    ];
    let expression = Regex::new(&format!("(?i){}", parts.join("|")));
    debug_assert!(expression.is_ok(), "the expression is well-formed");
    expression.ok()
});

/// A message in which each variable part is the same mark, in lower case and with single blanks.
pub fn without_variables(message: &str) -> String {
    let words: Vec<&str> = message.split_whitespace().collect();
    let message = words.join(" ").to_lowercase();
    match VARIABLE.as_ref() {
        Some(expression) => expression.replace_all(&message, MARK).into_owned(),
        None => message,
    }
}
