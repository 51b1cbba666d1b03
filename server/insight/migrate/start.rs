//! The API version that a migration starts from: the declared one, the one that an argument names, or else the oldest one that the
//! body fits.

use crate::expr;
use crate::insight::migrate::member::member;
use crate::insight::migrate::refusal::Refusal;
use crate::model::template::{Form, Template};
use crate::model::value;
use crate::schema::lookup;
use crate::schema::slice::{self, Property, Shape, Slice};
use crate::syntax::tree::{Kind, Node};

/// How it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// The document, its parameter file or a setting says so.
    Declared,
    /// An argument says so of templates whose version is unknown.
    Given,
    /// The version is unknown: this is the oldest one that the service accepts and that has every member of the body.
    Assumed,
}

/// The version that a template comes from, and how it is known. `given` counts where the template says none that exists.
pub(super) fn of(template: Template<'_>, given: Option<&'static str>) -> Result<(&'static str, Start), Refusal> {
    let declared = template.api_version().map(|it| it.text.into_owned());
    match (declared, given) {
        (Some(text), given) => match (slice::known(&text), given) {
            (Some(known), _) => Ok((known, Start::Declared)),
            (None, Some(given)) => Ok((given, Start::Given)),
            (None, None) => Err(Refusal::VersionNotKnownHere(text)),
        },
        (None, Some(given)) => Ok((given, Start::Given)),
        (None, None) => Ok((oldest_that_fits(template), Start::Assumed)),
    }
}

/// The oldest version that the service accepts with the fewest members that it does not have: none, for a body without mistakes. A retired
/// version comes into question only where it has more of them.
fn oldest_that_fits(template: Template<'_>) -> &'static str {
    let counted = slice::versions()
        .iter()
        .map(|it| (*it, unknown(template, slice::slice(Some(it)))));
    let best = counted.min_by_key(|(version, count)| (*count, slice::is_refused(version)));
    best.map(|it| it.0).unwrap_or_default()
}

/// How many members and variants of a template a version does not have, each with all that is in it.
fn unknown(template: Template<'_>, slice: &Slice) -> usize {
    let mut count = 0;
    let mut waiting: Vec<(Node<'_>, Shape)> = vec![(template.root, Shape::Named(lookup::root_type(template)))];
    while let Some((node, shape)) = waiting.pop() {
        match shape {
            Shape::Named(name) if node.kind() == Kind::Object => {
                let owner = match slice.union(name) {
                    None => Some(name),
                    Some((discriminator, variants)) => {
                        let Some(word) = value::text(member(node, discriminator)).known() else {
                            continue;
                        };
                        variants
                            .iter()
                            .find(|it| it.name.eq_ignore_ascii_case(&word))
                            .map(|it| it.of)
                    }
                };
                let Some(owner) = owner else {
                    count += 1;
                    continue;
                };
                let is_resource = node == template.root && template.form == Form::Resource;
                let shared = match is_resource {
                    true => slice.properties(slice::ARM_RESOURCE),
                    false => &[],
                };
                let members: Vec<&Property> = slice.properties(owner).iter().chain(shared).collect();
                for inner in node.children() {
                    let Some(key) = inner.key().filter(|it| is_plain(it)) else {
                        continue;
                    };
                    match members.iter().find(|it| it.name.eq_ignore_ascii_case(&key)) {
                        Some(property) => waiting.push((inner, property.shape.clone())),
                        None => count += 1,
                    }
                }
            }
            Shape::Array(inner) if node.kind() == Kind::Array => {
                waiting.extend(node.children().map(|it| (it, (*inner).clone())));
            }
            Shape::Map(inner) if node.kind() == Kind::Object => {
                waiting.extend(node.children().map(|it| (it, (*inner).clone())));
            }
            _ => {}
        }
    }
    count
}

/// Whether a key is a name of its own; a loop adds members under other names.
fn is_plain(key: &str) -> bool {
    !expr::is_expression(key) && !value::has_placeholder(key) && !key.eq_ignore_ascii_case("copy")
}
