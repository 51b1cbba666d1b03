//! Rules about `buildTimeoutInMinutes`.

mod below_minimum;
mod out_of_range;
mod short_for_windows;
mod shorter_than_waits;
mod tight_for_distribution;

use crate::model::template::Template;
use crate::model::value::{self, Value};
use crate::rules::Rule;
use crate::syntax::tree::Node;

/// The rules of the family.
pub(super) static RULES: [&Rule; 5] = [
    &below_minimum::RULE,
    &out_of_range::RULE,
    &short_for_windows::RULE,
    &shorter_than_waits::RULE,
    &tight_for_distribution::RULE,
];

/// The timeout in minutes and the span of its value, if it is a literal number.
fn written_minutes(template: Template<'_>) -> Option<(i64, Node<'_>)> {
    match value::integer(template.property("buildTimeoutInMinutes")) {
        Value::Known(minutes, node) => Some((minutes, node)),
        _ => None,
    }
}
