//! Differences from what the API version accepts.

mod discriminator_case;
mod duplicate_key;
mod enum_value;
mod field_case;
mod inline_not_array;
mod missing_required;
mod name_pattern;
mod number_range;
mod placeholder_left;
mod read_only_field;
mod subscription_id;
mod type_incomplete;
mod unknown_field;
mod unknown_type_value;
mod wrong_json_type;

use crate::model::os::{self, Os};
use crate::model::template::Template;
use crate::rules::{Level, Rule};
use crate::schema::lookup;
use crate::schema::slice::{self, Variant};
use crate::syntax::tree::Node;

/// The rules of the family.
pub(super) static RULES: [&Rule; 15] = [
    &unknown_field::RULE,
    &field_case::RULE,
    &discriminator_case::RULE,
    &unknown_type_value::RULE,
    &missing_required::RULE,
    &inline_not_array::RULE,
    &wrong_json_type::RULE,
    &enum_value::RULE,
    &number_range::RULE,
    &read_only_field::RULE,
    &name_pattern::RULE,
    &type_incomplete::RULE,
    &duplicate_key::RULE,
    &placeholder_left::RULE,
    &subscription_id::RULE,
];

/// What an object that does not show its type may be: the variants that have all its properties, except steps
/// that the source's system does not run.
fn fitting_variants(template: Template<'_>, object: Node<'_>) -> Vec<&'static str> {
    let slice = lookup::slice_of(template);
    let Some((discriminator, variants)) = lookup::union_of(template, object).and_then(|it| slice.union(it)) else {
        return Vec::new();
    };
    let has = |it: &Variant, key: &str| key == discriminator || slice.properties(it.of).iter().any(|it| it.name == key);
    let fits = |it: &&Variant| object.children().filter_map(Node::key).all(|key| has(it, &key));
    let image = os::of_source(template).map(|it| it.os);
    let runs = |word: &&str| match *word {
        "Shell" => image != Some(Os::Windows),
        "PowerShell" | "WindowsRestart" | "WindowsUpdate" => image != Some(Os::Linux),
        _ => true,
    };
    variants.iter().filter(fits).map(|it| it.name).filter(runs).collect()
}

/// The level for a value outside a closed set: a version that is not known may have extended it.
pub(super) fn closed_set(template: Template<'_>) -> Level {
    let known = |text: &str| slice::known(text).is_some();
    if template.api_version().is_none_or(|it| known(&it.text)) {
        Level::Error
    } else {
        Level::Warning
    }
}
