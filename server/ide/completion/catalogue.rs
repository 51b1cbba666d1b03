//! What the catalogue knows: Marketplace images, VM sizes and regions. What fits the template comes first, what has ended or retired last.

use std::cmp::Reverse;

use crate::catalogue::facts;
use crate::catalogue::images::{self, Image};
use crate::catalogue::regions::{self, Availability, Region};
use crate::catalogue::sizes::{self, Size, Status};
use crate::ide::completion::list::{List, Text};
use crate::locale::Message;
use crate::model::architecture::{self, Architecture};
use crate::model::generation;
use crate::model::os::{self, Os};
use crate::model::regions::plain;
use crate::model::source;
use crate::model::template::Template;
use crate::say;
use crate::schema::lookup::Member;
use crate::syntax::tree::Node;

/// Adds the values of a member that the catalogue has; `node` is the member.
pub(super) fn add(list: &mut List<'_>, template: Template<'_>, member: Member, node: Node<'_>) {
    match (member.owner, member.property.name) {
        ("ImageTemplatePlatformImageSource", "publisher") => publishers(list, template),
        ("ImageTemplatePlatformImageSource", "offer") => offers(list, template),
        ("ImageTemplatePlatformImageSource", "sku") => skus(list, template),
        ("ImageTemplateVmProfile", "vmSize") | ("VirtualNetworkConfig", "proxyVmSize") => vm_sizes(list, template),
        ("ImageTemplate", "location") => locations(list, template, |it| it.image_builder != Availability::Unlisted),
        ("ImageTemplateManagedImageDistributor", "location") => locations(list, template, |_| true),
        ("TargetRegion", "name") => target_regions(list, template, node.parent()),
        _ => {}
    }
}

/// Adds the regions that a list of regions does not have yet.
pub(super) fn add_items(list: &mut List<'_>, template: Template<'_>, member: &str, taken: &[Node<'_>]) {
    if member == "replicationRegions" {
        replication(list, template, &names(taken.iter().copied()));
    }
}

fn publishers(list: &mut List<'_>, template: Template<'_>) {
    let system = os::operating_system(template).map(|it| it.os);
    let mut all: Vec<&[Image]> = images::all()
        .chunk_by(|one, other| one.publisher == other.publisher)
        .collect();
    all.sort_by_key(|its| {
        let fits = system.is_none_or(|os| its.iter().any(|it| it.is_windows == (os == Os::Windows)));
        let current = its.iter().filter(|it| !it.has_ended()).count();
        (!fits, common(its), Reverse(current.min(1)))
    });
    for its in all {
        let Some(first) = its.first() else { continue };
        let mut systems: Vec<&str> = its
            .iter()
            .map(|it| if it.is_windows { "Windows" } else { "Linux" })
            .collect();
        systems.sort_unstable_by_key(|it| Reverse(*it));
        systems.dedup();
        list.text(Text {
            text: first.publisher,
            detail: Some(Message::same(systems.join(", "))),
            ..Text::default()
        });
    }
}

/// The publishers of the systems themselves come first, in this order.
fn common(its: &[Image]) -> usize {
    const FIRST: [&str; 5] = [
        "MicrosoftWindowsServer",
        "MicrosoftWindowsDesktop",
        "Canonical",
        "RedHat",
        "SUSE",
    ];
    let name = its.first().map_or("", |it| it.publisher);
    FIRST
        .iter()
        .position(|it| it.eq_ignore_ascii_case(name))
        .unwrap_or(FIRST.len())
}

fn offers(list: &mut List<'_>, template: Template<'_>) {
    let chosen = source::part(template, "publisher");
    let its = match &chosen {
        Some(publisher) => images::of_publisher(&publisher.text),
        None => images::all(),
    };
    let mut all: Vec<&[Image]> = its.chunk_by(|one, other| one.offer == other.offer).collect();
    all.sort_by_key(|its| {
        let newest = its
            .iter()
            .filter(|it| !it.has_ended())
            .map(|it| it.end.unwrap_or_default())
            .max();
        let is_arm64 = its.iter().all(|it| it.is_arm64);
        let count = its.iter().filter(|it| !it.has_ended()).count();
        let is_early = its
            .first()
            .is_some_and(|it| it.offer.contains("-daily") || it.offer.contains("-preview"));
        (newest.is_none(), is_arm64, is_early, count < MANY, Reverse(newest))
    });
    for its in all {
        let Some(first) = its.first() else { continue };
        let has_ended = its.iter().all(Image::has_ended);
        list.text(Text {
            text: first.offer,
            detail: Some(match its {
                [one] => facts::image_line(one),
                _ => Message::same(format!("{} …", first.system)),
            }),
            deprecated: has_ended,
            ..Text::default()
        });
    }
}

/// An offer with so many SKUs in support is one of the large ones.
const MANY: usize = 10;

fn skus(list: &mut List<'_>, template: Template<'_>) {
    let (publisher, offer) = (source::part(template, "publisher"), source::part(template, "offer"));
    let (Some(publisher), Some(offer)) = (publisher, offer) else {
        return;
    };
    let mut its: Vec<&Image> = images::of_offer(&publisher.text, &offer.text).iter().collect();
    its.sort_by_key(|it| {
        let is_first = it.generation == Some(1);
        (it.has_ended(), is_first, it.is_arm64, Reverse(it.end), it.sku.len())
    });
    for it in its {
        list.text(Text {
            text: it.sku,
            detail: Some(facts::image_line(it)),
            words: Some(facts::of_image(it)),
            deprecated: it.has_ended(),
            ..Text::default()
        });
    }
}

fn vm_sizes(list: &mut List<'_>, template: Template<'_>) {
    let generation = generation::generation(template).map(|it| it.generation.number());
    let arm64 = architecture::architecture(template).map(|it| it.architecture == Architecture::Arm64);
    let fits = |it: &Size| {
        let starts = generation.is_none_or(|number| it.generations.is_none_or(|all| all.contains(&number)));
        // Few images are for Arm64.
        starts && it.is_arm64.is_none_or(|is| is == arm64.unwrap_or(false))
    };
    let offered = |it: &&Size| it.cores.is_some() && status(it) != Status::Retired;
    let mut all: Vec<&'static Size> = sizes::all().iter().filter(offered).collect();
    all.sort_by_cached_key(|it| {
        let cores = it.cores.unwrap_or_default();
        let life = match status(it) {
            Status::Current => 0,
            Status::Previous => 1,
            Status::Announced | Status::Retired => 2,
        };
        (
            !fits(it),
            life,
            purpose(it),
            !(2..=16).contains(&cores),
            series(it),
            cores,
        )
    });
    for it in all {
        list.text(Text {
            text: it.name,
            detail: Some(facts::size_line(it)),
            deprecated: status(it) == Status::Announced,
            size: Some(it.name),
            ..Text::default()
        });
    }
}

fn status(size: &Size) -> Status {
    size.series.map_or(Status::Current, |it| it.status)
}

fn series(size: &Size) -> &'static str {
    size.series.map_or("", |it| it.name)
}

/// What a size is for: general purpose of the fifth version first, which starts images of both generations, then what is near to it.
fn purpose(size: &Size) -> usize {
    const FIRST: [&str; 8] = ["Dsv5", "Ddsv5", "Dasv5", "Dadsv5", "Dpsv5", "Dpdsv5", "Esv5", "Fsv2"];
    let name = series(size);
    let near = match name.chars().next() {
        Some('D') => 0,
        Some('B' | 'E' | 'F') => 1,
        _ => 2,
    };
    FIRST.iter().position(|it| *it == name).unwrap_or(FIRST.len() + near)
}

/// Regions in the cloud of the template.
fn locations(list: &mut List<'_>, template: Template<'_>, is_offered: impl Fn(&Region) -> bool) {
    let home = home(template);
    let cloud = home.and_then(|it| it.cloud);
    let own = regions::all()
        .iter()
        .filter(|it| is_offered(it) && it.cloud != Some("group"));
    let mut all: Vec<&Region> = own.filter(|it| it.cloud.is_some()).collect();
    all.sort_by_key(|it| {
        let is_listed = it.image_builder != Availability::Unlisted;
        (cloud.unwrap_or("public") != it.cloud.unwrap_or_default(), !is_listed)
    });
    all.into_iter().for_each(|it| region(list, it, None));
}

/// Regions to replicate to: that of the template first, if it is missing.
fn replication(list: &mut List<'_>, template: Template<'_>, taken: &[String]) {
    let is_free = |it: &Region| !taken.iter().any(|name| name == it.name);
    if let Some(home) = home(template).filter(|it| is_free(it)) {
        let words = say! { en: "The template's region.", pt_br: "A região do template." };
        region(list, home, Some(words));
    }
    locations(list, template, is_free);
}

fn target_regions(list: &mut List<'_>, template: Template<'_>, target: Option<Node<'_>>) {
    let others = target.and_then(Node::parent).into_iter().flat_map(Node::children);
    let others = others.filter(|it| Some(*it) != target).filter_map(|it| it.get("name"));
    let taken = names(others);
    replication(list, template, &taken);
}

fn home(template: Template<'_>) -> Option<&'static Region> {
    regions::find(&template.resolved_text(template.root.get("location"))?)
}

fn names<'d>(nodes: impl Iterator<Item = Node<'d>>) -> Vec<String> {
    nodes.filter_map(Node::as_str).map(|it| plain(&it)).collect()
}

fn region(list: &mut List<'_>, region: &Region, words: Option<Message>) {
    list.text(Text {
        text: region.name,
        detail: Some(facts::region_line(region)),
        words: words.or_else(|| Some(facts::of_region(region))),
        ..Text::default()
    });
}
