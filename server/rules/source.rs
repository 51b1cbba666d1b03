//! The image that a build starts from.

mod cis_hardened;
mod gallery_version_bad_id;
mod managed_image_bad_id;
mod mixed_os_steps;
mod os_mismatch;
mod plan_mismatch;
mod plan_missing;
mod platform_incomplete;
mod retired_offer;
mod unknown_image;
mod version_old;
mod security_type;

use crate::model::resource_id::ResourceId;
use crate::model::template::Template;
use crate::model::value;
use crate::rules::Rule;
use crate::syntax::tree::Node;

/// The rules of the family.
pub(super) static RULES: [&Rule; 12] = [
    &platform_incomplete::RULE,
    &managed_image_bad_id::RULE,
    &gallery_version_bad_id::RULE,
    &plan_missing::RULE,
    &plan_mismatch::RULE,
    &cis_hardened::RULE,
    &os_mismatch::RULE,
    &mixed_os_steps::RULE,
    &retired_offer::RULE,
    &unknown_image::RULE,
    &version_old::RULE,
    &security_type::RULE,
];

/// The source, where it is of this type.
fn source_of<'d>(template: Template<'d>, kind: &str) -> Option<Node<'d>> {
    let source = template.property("source")?;
    let written = value::text(source.get("type")).known()?;
    (written == kind).then_some(source)
}

/// Whether a text is the resource ID of a managed image.
fn is_image_id(text: &str) -> bool {
    is_of(text, &["images"])
}

/// Whether a text is the resource ID of an image in a gallery, without a version.
fn is_definition_id(text: &str) -> bool {
    is_of(text, &["galleries", "images"])
}

/// Whether a text is the ID of a version of an image in a gallery, or of one that is shared.
fn is_version_id(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let is_shared = ["/sharedgalleries/", "/communitygalleries/"]
        .iter()
        .any(|it| lower.contains(it));
    is_shared || is_of(text, &["galleries", "images", "versions"])
}

fn is_of(text: &str, types: &[&str]) -> bool {
    ResourceId::read(text).is_some_and(|it| it.names("Microsoft.Compute", types).is_some())
}
