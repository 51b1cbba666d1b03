//! The regions of the catalogue.

use std::collections::BTreeSet;

use aib_ls::catalogue::regions::{self, Availability};

#[test]
fn a_region_is_found_by_either_of_its_names() {
    for name in ["southeastasia", "South East Asia", "SoutheastAsia", "Southeast Asia"] {
        assert_eq!(regions::find(name).map(|it| it.name), Some("southeastasia"), "{name}");
    }
    let region = regions::find("westeurope").unwrap();
    assert_eq!(
        (region.display_name, region.cloud, region.pair),
        ("West Europe", Some("public"), Some("northeurope"))
    );
    assert_eq!((region.has_zones, region.is_restricted), (Some(true), Some(false)));
    assert_eq!(region.image_builder, Availability::Listed);
    assert_eq!(
        regions::find("usgovvirginia").unwrap().image_builder,
        Availability::Preview
    );
    assert_eq!(
        regions::find("francesouth").unwrap().image_builder,
        Availability::Unlisted
    );
    assert_eq!(regions::find("atlantis"), None);
    assert_eq!(regions::find(""), None);
}

#[test]
fn the_place_of_a_region_has_no_direction() {
    for (name, place) in [
        ("westus2", "us"),
        ("northcentralus", "us"),
        ("austriaeast", "austria"),
        ("uksouth", "uk"),
    ] {
        assert_eq!(regions::place(name), place);
    }
}

#[test]
fn pairs_exist_and_names_are_written_as_the_api_does() {
    for region in regions::all() {
        let is_name = region
            .name
            .chars()
            .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit());
        assert!(is_name, "{}", region.name);
        if let Some(pair) = region.pair {
            let pair = regions::find(pair).unwrap_or_else(|| panic!("{}", region.name));
            assert_eq!(pair.cloud, region.cloud, "{}", region.name);
        }
    }
}

/// `x-regions` is what completion and the published schemas suggest.
#[test]
fn regions_of_the_service_are_those_of_the_schema() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/image-template.json");
    let schema: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let suggested: BTreeSet<&str> = schema["x-regions"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|it| it.as_str())
        .collect();
    let is_listed = |it: &&regions::Region| it.cloud == Some("public") && it.image_builder == Availability::Listed;
    let listed: BTreeSet<&str> = regions::all().iter().filter(is_listed).map(|it| it.name).collect();
    assert_eq!(suggested, listed);
}
