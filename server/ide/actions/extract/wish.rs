//! The preferred name of an extracted value: the name of the property that contains it.

use crate::expr;
use crate::syntax::tree::Node;

/// Longer names are not clearer.
const MAX_NAME_LEN: usize = 64;

/// The name of the nearest member that has one; what hands a value to something is called like that.
pub(super) fn name(node: Node<'_>) -> String {
    let named = node.ancestors().find_map(|it| {
        let key = it.key().filter(|_| !it.has_key("value"))?;
        Some(if expr::is_expression(&key) {
            String::new()
        } else {
            word(&key)
        })
    });
    named.filter(|it| !it.is_empty()).unwrap_or_else(|| "value".to_owned())
}

/// A key as one word: `cost center` as `costCenter`.
fn word(key: &str) -> String {
    let mut word = String::new();
    for (n, part) in key
        .split(|it: char| !it.is_ascii_alphanumeric() && it != '_')
        .filter(|it| !it.is_empty())
        .enumerate()
    {
        let mut letters = part.chars();
        let first = letters.next().into_iter();
        match n {
            0 => word.extend(first),
            _ => word.extend(first.map(|it| it.to_ascii_uppercase())),
        }
        word.extend(letters);
    }
    word.chars().take(MAX_NAME_LEN).collect()
}
