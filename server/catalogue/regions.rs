//! The regions of Azure.

use std::sync::LazyLock;

use crate::catalogue::table::{date, given, rows};

const REGIONS: &str = include_str!("../../schemas/catalogue/regions.tsv");

/// Whether Image Builder lists a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Availability {
    Listed,
    /// It is listed as a preview, for which a subscription has to be registered.
    Preview,
    Unlisted,
}

/// A name that resources may have as their location.
#[derive(Debug, PartialEq, Eq)]
pub struct Region {
    /// As the API writes it, such as `westeurope`.
    pub name: &'static str,
    /// As people read it, such as `West Europe`.
    pub display_name: &'static str,
    /// `public`, `us-government` or `china`; `group` for a name that stands for several regions, such as `europe`; `None` if
    /// only the name is known.
    pub cloud: Option<&'static str>,
    /// The region that it is paired with; `None` if it has none, or that is unknown.
    pub pair: Option<&'static str>,
    pub has_zones: Option<bool>,
    /// Whether subscriptions get access on request only.
    pub is_restricted: Option<bool>,
    pub image_builder: Availability,
}

static ALL: LazyLock<Vec<Region>> = LazyLock::new(|| {
    let read = |[name, display_name, cloud, pair, zones, access, image_builder]: [&'static str; 7]| Region {
        name,
        display_name,
        cloud: given(cloud),
        pair: given(pair),
        has_zones: given(zones).map(|it| it == "yes"),
        is_restricted: given(access).map(|it| it == "restricted"),
        image_builder: match image_builder {
            "yes" => Availability::Listed,
            "preview" => Availability::Preview,
            _ => Availability::Unlisted,
        },
    };
    rows(REGIONS).map(read).collect()
});

/// Every region, sorted by name.
pub fn all() -> &'static [Region] {
    &ALL
}

/// The day that the table describes, as an ISO date.
pub fn table_date() -> &'static str {
    date(REGIONS)
}

/// A region by its name as the service compares it: `West Europe` is `westeurope`.
pub fn find(name: &str) -> Option<&'static Region> {
    let name: String = name.to_ascii_lowercase().split_whitespace().collect();
    ALL.iter().find(|it| it.name == name)
}

/// What is left of the name of a region, as the API writes it, without direction and number: `us` of `westus2`.
pub fn place(name: &str) -> String {
    const DIRECTIONS: [&str; 5] = ["north", "south", "east", "west", "central"];
    let mut rest = name.replace(|it: char| it.is_ascii_digit(), "");
    for direction in DIRECTIONS {
        rest = rest.replace(direction, "");
    }
    rest
}
