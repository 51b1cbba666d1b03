//! The images of the Marketplace: publisher, offer, SKU, and how long each is supported.

use std::cmp::Ordering;
use std::sync::LazyLock;

use crate::catalogue::table::{compare, date, given, matches, rows};

const IMAGES: &str = include_str!("../../schemas/catalogue/images.tsv");
const RELEASES: &str = include_str!("../../schemas/catalogue/releases.tsv");
const MISTAKES: &str = include_str!("../../schemas/catalogue/mistakes.tsv");

/// A SKU of an offer.
#[derive(Debug, PartialEq, Eq)]
pub struct Image {
    pub publisher: &'static str,
    pub offer: &'static str,
    pub sku: &'static str,
    pub is_windows: bool,
    /// The system in words, such as `Windows 11 24H2 Pro`.
    pub system: &'static str,
    /// 1 or 2; `None` if unknown.
    pub generation: Option<u8>,
    pub is_arm64: bool,
    /// Whether it needs `planInfo`; `None` if unknown.
    pub has_plan: Option<bool>,
    /// The day on which regular support ends, as an ISO date; `None` if unknown.
    pub end: Option<&'static str>,
    /// The day on which security updates end that machines in Azure get after that; `None` if there are none.
    pub extended: Option<&'static str>,
    /// What [`Image::replacement`] finds: offer and SKU, or publisher, offer and SKU.
    replacement: Option<&'static str>,
    /// The SKU of the same offer with the same contents as generation 2.
    pub gen2_twin: Option<&'static str>,
}

/// The end of the support of an image that has ended.
#[derive(Debug, PartialEq, Eq)]
pub struct Ended {
    /// The day, as an ISO date.
    pub date: &'static str,
    /// A current image to use instead; `None` if none is known.
    pub replacement: Option<&'static Image>,
}

static ALL: LazyLock<Vec<Image>> = LazyLock::new(|| rows(IMAGES).map(read).collect());

fn read(cells: [&'static str; 12]) -> Image {
    let [
        publisher,
        offer,
        sku,
        os,
        system,
        generation,
        architecture,
        plan,
        end,
        extended,
        replacement,
        twin,
    ] = cells;
    Image {
        publisher,
        offer,
        sku,
        is_windows: os == "windows",
        system,
        generation: generation.parse().ok(),
        is_arm64: architecture == "arm64",
        has_plan: given(plan).map(|it| it == "yes"),
        end: given(end),
        extended: given(extended),
        replacement: given(replacement),
        gen2_twin: given(twin),
    }
}

/// Every image, sorted by publisher, offer and SKU.
pub fn all() -> &'static [Image] {
    &ALL
}

/// The day that the table describes, as an ISO date.
pub fn table_date() -> &'static str {
    date(IMAGES)
}

/// The images of a publisher, in any case; none if it is unknown.
pub fn of_publisher(publisher: &str) -> &'static [Image] {
    range(|it| compare(it.publisher, publisher))
}

/// The images of an offer, in any case; none if it is unknown.
pub fn of_offer(publisher: &str, offer: &str) -> &'static [Image] {
    range(|it| compare(it.publisher, publisher).then_with(|| compare(it.offer, offer)))
}

/// An image by its names, in any case.
pub fn find(publisher: &str, offer: &str, sku: &str) -> Option<&'static Image> {
    of_offer(publisher, offer)
        .iter()
        .find(|it| it.sku.eq_ignore_ascii_case(sku))
}

/// The images that an order finds equal.
fn range(order: impl Fn(&Image) -> Ordering) -> &'static [Image] {
    let start = ALL.partition_point(|it| order(it) == Ordering::Less);
    let end = ALL.partition_point(|it| order(it) != Ordering::Greater);
    ALL.get(start..end).unwrap_or_default()
}

/// The end of the support of an image, listed or of a known release; `None` while it is supported, or where that is unknown.
pub fn ended(publisher: &str, offer: &str, sku: &str) -> Option<Ended> {
    let (end, extended, replacement) = match find(publisher, offer, sku) {
        Some(it) => (it.end, it.extended, it.replacement),
        None => {
            let is_of = |[by, of, skus, ..]: &[&str; 5]| {
                by.eq_ignore_ascii_case(publisher) && matches(of, offer) && matches(skus, sku)
            };
            let [.., end, replacement] = rows(RELEASES).find(is_of)?;
            (given(end), None, given(replacement))
        }
    };
    let is_over = |day: &&str| *day <= table_date();
    let date = end.filter(is_over)?;
    extended.is_none_or(|it| is_over(&it)).then(|| Ended {
        date,
        replacement: replacement.and_then(|it| named(publisher, it)),
    })
}

/// An image by offer and SKU, or by publisher, offer and SKU, with colons between them.
fn named(publisher: &str, names: &str) -> Option<&'static Image> {
    match names.split(':').collect::<Vec<_>>().as_slice() {
        [offer, sku] => find(publisher, offer, sku),
        [publisher, offer, sku] => find(publisher, offer, sku),
        _ => None,
    }
}

/// The offer and the SKU that are meant by names that are often written together and do not exist; `None` for others.
pub fn mistaken(publisher: &str, offer: &str, sku: &str) -> Option<(&'static str, String)> {
    let is_of = |[by, of, skus, ..]: &[&str; 5]| {
        by.eq_ignore_ascii_case(publisher) && of.eq_ignore_ascii_case(offer) && matches(skus, sku)
    };
    let [.., offer, meant] = rows(MISTAKES).find(is_of)?;
    let same = if meant == "=" { sku } else { meant };
    Some((offer, same.to_owned()))
}

impl Image {
    /// A current image to use instead, where regular support has ended; `None` if none is known.
    pub fn replacement(&self) -> Option<&'static Image> {
        named(self.publisher, self.replacement?)
    }

    /// The image with the same contents and of generation 1; `None` if it has none.
    pub fn gen1_twin(&self) -> Option<&'static Image> {
        let is_twin = |it: &&Image| it.gen2_twin.is_some_and(|twin| twin.eq_ignore_ascii_case(self.sku));
        let mut twins = of_offer(self.publisher, self.offer).iter().filter(is_twin);
        twins.find(|it| it.generation == Some(1))
    }
}
