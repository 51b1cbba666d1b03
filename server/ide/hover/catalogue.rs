//! On a value that the catalogue lists: the facts about the VM size, the image or the region.

use crate::catalogue::images::{self, Image};
use crate::catalogue::{facts, regions, sizes};
use crate::ide::hover::subject::Subject;
use crate::locale::Message;
use crate::model::source;
use crate::model::template::Template;

/// The facts about a subject; none where nothing is known. Values that are evaluated count as much as written ones.
pub(super) fn lines(subject: &Subject<'_>) -> Vec<Message> {
    let template = subject.template;
    let text = || template.resolved_text(Some(subject.part));
    let found = match subject.member.property.name {
        "source" if template.property("source") == Some(subject.node) => about_image(template),
        "type" | "publisher" | "offer" | "sku" | "version" if subject.is_in_source() => about_image(template),
        "vmSize" | "proxyVmSize" => text().and_then(|it| sizes::find(&it)).map(facts::of_size),
        "location" => region(text()),
        "replicationRegions" if subject.part != subject.node => region(text()),
        "name" if subject.member.owner == "TargetRegion" => region(text()),
        _ => None,
    };
    found.into_iter().collect()
}

/// The image that a template starts from, if it is listed.
pub(super) fn image(template: Template<'_>) -> Option<&'static Image> {
    let [publisher, offer, sku] = names(template)?;
    images::find(&publisher, &offer, &sku)
}

/// The facts about the image, or for one that is not listed, when the support of its release ended.
fn about_image(template: Template<'_>) -> Option<Message> {
    if let Some(image) = image(template) {
        return Some(facts::of_image(image));
    }
    let [publisher, offer, sku] = names(template)?;
    images::ended(&publisher, &offer, &sku).map(|it| facts::of_ended(&it, &publisher))
}

fn names(template: Template<'_>) -> Option<[String; 3]> {
    let part = |key| source::part(template, key).map(|it| it.text);
    Some([part("publisher")?, part("offer")?, part("sku")?])
}

fn region(name: Option<impl AsRef<str>>) -> Option<Message> {
    regions::find(name?.as_ref()).map(facts::of_region)
}
