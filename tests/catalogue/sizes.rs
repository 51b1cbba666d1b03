//! The sizes of the catalogue and their series.

use aib_ls::catalogue::sizes::{self, Status};

fn replacement(name: &str) -> Option<&'static str> {
    sizes::find(name).unwrap().replacement().map(|it| it.name)
}

#[test]
fn a_size_is_found_in_any_case() {
    let size = sizes::find("STANDARD_d2S_V3").unwrap();
    assert_eq!(size.name, "Standard_D2s_v3");
    assert_eq!(
        (size.cores, size.memory, size.local_disk, size.gpus),
        (Some(2), Some(8.0), Some(16), Some(0))
    );
    assert_eq!(size.generations, Some(&[1, 2][..]));
    assert_eq!((size.is_arm64, size.has_premium_storage), (Some(false), Some(true)));
    let series = size.series.unwrap();
    assert_eq!(
        (series.name, series.status, series.date),
        ("Dsv3", Status::Announced, Some("2029-11-15"))
    );
    assert!(series.is_complete);
    assert_eq!(sizes::find("Standard_D1_v3"), None);
    assert_eq!(sizes::find(""), None);
}

#[test]
fn a_size_of_which_only_the_name_is_known_has_no_facts() {
    let size = sizes::find("Standard_NV20ads_A10_v5").unwrap();
    assert_eq!(
        (size.series, size.cores, size.memory, size.generations),
        (None, None, None, None)
    );
    assert_eq!(size.replacement(), None);
}

#[test]
fn a_replacement_is_not_smaller_and_starts_the_same_images() {
    assert_eq!(replacement("Standard_D1_v2"), Some("Standard_D2s_v5"));
    assert_eq!(replacement("Standard_DS3_v2"), Some("Standard_D4s_v5"));
    assert_eq!(replacement("Standard_D2_v3"), Some("Standard_D2_v5"));
    // Dv5 has no premium storage.
    assert_eq!(replacement("Standard_D2s_v3"), Some("Standard_D2s_v5"));
    // The first recommended series starts generation 2 alone.
    assert_eq!(replacement("Standard_F4"), Some("Standard_D4ls_v5"));
    assert_eq!(replacement("Standard_NC6s_v3"), None);
    assert_eq!(replacement("Standard_D2s_v5"), None);
    for size in sizes::all() {
        let Some(other) = size.replacement() else { continue };
        let fits = other.cores >= size.cores && other.memory >= size.memory && other.is_arm64 == size.is_arm64;
        assert!(fits, "{} and {}", size.name, other.name);
    }
}

#[test]
fn series_agree_with_the_day_of_the_table() {
    for series in sizes::all_series() {
        let is_over = series.date.map(|it| it <= sizes::table_date());
        let expected = match series.status {
            Status::Retired => Some(true),
            Status::Announced => Some(false),
            Status::Current | Status::Previous => None,
        };
        assert_eq!(is_over, expected, "{}", series.name);
        assert!(series.sizes().next().is_some(), "{} has no sizes", series.name);
        for other in series.replacements() {
            let lasts = matches!(other.status, Status::Current | Status::Previous);
            assert!(lasts, "{} is replaced by {}", series.name, other.name);
        }
    }
}

#[test]
fn every_name_of_a_series_is_one() {
    let mut wrong = Vec::new();
    for line in super::lines("series.tsv") {
        let names = line[4].split(',').filter(|it| *it != "-");
        wrong.extend(names.filter(|it| sizes::series(it).is_none()).map(str::to_owned));
    }
    for line in super::lines("sizes.tsv").into_iter().filter(|it| it[1] != "-") {
        wrong.extend(sizes::series(&line[1]).is_none().then_some(line[1].clone()));
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}
