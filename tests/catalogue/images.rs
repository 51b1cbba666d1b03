//! The images of the catalogue and the end of their support.

use aib_ls::catalogue::images::{self, Image};

/// The day on which support ended, and what to use instead.
fn ended(publisher: &str, offer: &str, sku: &str) -> Option<(&'static str, Option<String>)> {
    let ended = images::ended(publisher, offer, sku)?;
    let names = |it: &Image| format!("{}:{}:{}", it.publisher, it.offer, it.sku);
    Some((ended.date, ended.replacement.map(names)))
}

#[test]
fn an_image_is_found_in_any_case() {
    let image = images::find("CANONICAL", "ubuntuserver", "18.04-lts").unwrap();
    assert_eq!(
        (image.publisher, image.offer, image.sku),
        ("Canonical", "UbuntuServer", "18.04-LTS")
    );
    assert_eq!(
        (image.generation, image.is_windows, image.is_arm64),
        (Some(1), false, false)
    );
    assert_eq!(
        (image.end, image.gen2_twin),
        (Some("2023-05-31"), Some("18_04-lts-gen2"))
    );
    assert_eq!(images::find("Canonical", "UbuntuServer", "22.04-LTS"), None);
    assert_eq!(images::find("contoso", "UbuntuServer", "18.04-LTS"), None);
}

#[test]
fn offers_and_publishers_are_ranges_of_the_table() {
    assert!(
        images::of_publisher("microsoftwindowsdesktop")
            .iter()
            .all(|it| it.is_windows)
    );
    let skus: Vec<_> = images::of_offer("resf", "ROCKYLINUX-x86_64")
        .iter()
        .map(|it| it.sku)
        .collect();
    assert_eq!(skus, ["8-base", "8-lvm", "9-base", "9-lvm"]);
    assert!(images::of_publisher("contoso").is_empty());
    let sum: usize = ["almalinux", "ciq", "resf"]
        .iter()
        .map(|it| images::of_publisher(it).len())
        .sum();
    let by_hand = images::all()
        .iter()
        .filter(|it| ["almalinux", "ciq", "resf"].contains(&it.publisher));
    assert_eq!(sum, by_hand.count());
}

#[test]
fn support_ends_by_image_and_else_by_release() {
    let server = Some("Canonical:ubuntu-24_04-lts:server".to_owned());
    assert_eq!(
        ended("Canonical", "0001-com-ubuntu-server-focal", "20_04-lts"),
        Some(("2025-05-31", server.clone()))
    );
    assert_eq!(
        ended("canonical", "0001-com-ubuntu-server-focal", "20_04-lts-of-ours"),
        Some(("2025-05-31", server))
    );
    let lvm = Some("RedHat:RHEL:9-lvm-gen2".to_owned());
    assert_eq!(ended("RedHat", "RHEL", "7-LVM"), Some(("2024-06-30", lvm)));
    let alma = Some("almalinux:almalinux-x86_64:9-gen2".to_owned());
    assert_eq!(ended("OpenLogic", "CentOS", "7.6"), Some(("2024-06-30", alma)));
    assert_eq!(ended("SUSE", "sles-15-sp3-hpc", "gen2"), Some(("2022-12-31", None)));
    assert_eq!(
        ended("MicrosoftWindowsDesktop", "windows-11", "win11-21h2-avd")
            .unwrap()
            .0,
        "2024-10-08"
    );
}

#[test]
fn support_goes_on_or_is_unknown() {
    for (publisher, offer, sku) in [
        ("Canonical", "ubuntu-24_04-lts", "server"),
        ("Canonical", "0001-com-ubuntu-pro-focal", "pro-20_04-lts"),
        // Extended security updates go on in Azure.
        ("MicrosoftWindowsDesktop", "windows-10", "win10-22h2-ent-g2"),
        // Long-term editions.
        ("MicrosoftWindowsDesktop", "windows-10", "win10-21h2-ent-ltsc-g2"),
        ("MicrosoftWindowsDesktop", "windows-10", "rs5-enterprise-ltsc-2019"),
        // Its support is not that of SLES.
        ("SUSE", "sles-sap-12-sp5", "gen2"),
        ("SUSE", "sles-15-sp3-sapcal", "gen2"),
        ("contoso", "RHEL", "7-LVM"),
        ("RedHat", "RHEL", "8-LVM"),
    ] {
        assert_eq!(ended(publisher, offer, sku), None, "{publisher} {offer} {sku}");
    }
}

#[test]
fn replacements_and_twins_exist_and_are_supported() {
    for image in images::all() {
        let names = [image.publisher, image.offer, image.sku];
        if let Some(ended) = images::ended(image.publisher, image.offer, image.sku) {
            let Some(other) = ended.replacement else { continue };
            assert_eq!(
                images::ended(other.publisher, other.offer, other.sku),
                None,
                "{names:?}"
            );
            assert_eq!(image.is_windows, other.is_windows, "{names:?}");
            assert_eq!(image.is_arm64, other.is_arm64, "{names:?}");
        }
        if let Some(twin) = image.gen2_twin {
            let twin = images::find(image.publisher, image.offer, twin).unwrap_or_else(|| panic!("{names:?}"));
            assert_ne!(image.generation, Some(2), "{names:?}");
            assert_ne!(twin.generation, Some(1), "{names:?}");
            assert_eq!(image.end, twin.end, "{names:?}");
        }
    }
    let named = |line: &Vec<String>, at: usize| line[at] != "-";
    for line in super::lines("images.tsv").iter().filter(|it| named(it, 10)) {
        let ended = images::ended(&line[0], &line[1], &line[2]);
        assert!(ended.is_none_or(|it| it.replacement.is_some()), "{line:?}");
    }
    for line in super::lines("releases.tsv").iter().filter(|it| named(it, 4)) {
        let names: Vec<&str> = line[4].split(':').collect();
        let found = match names.as_slice() {
            [offer, sku] => images::find(&line[0], offer, sku),
            [publisher, offer, sku] => images::find(publisher, offer, sku),
            _ => None,
        };
        assert!(
            found.is_some_and(|it| it.end.is_none_or(|it| it > images::table_date())),
            "{line:?}"
        );
    }
}

#[test]
fn releases_agree_with_the_images_of_their_names() {
    let releases = super::lines("releases.tsv");
    let matches = |pattern: &str, text: &str| {
        let (pattern, text) = (pattern.to_lowercase(), text.to_lowercase());
        let inner = pattern.trim_matches('*');
        match (pattern.starts_with('*'), pattern.ends_with('*')) {
            (true, true) => text.contains(inner),
            (true, false) => text.ends_with(inner),
            (false, true) => text.starts_with(inner),
            (false, false) => text == inner,
        }
    };
    let mut compared = 0;
    for image in images::all() {
        let is_of = |it: &&Vec<String>| {
            it[0].eq_ignore_ascii_case(image.publisher) && matches(&it[1], image.offer) && matches(&it[2], image.sku)
        };
        let Some(release) = releases.iter().find(is_of).filter(|it| it[3] != "-") else {
            continue;
        };
        compared += 1;
        assert_eq!(
            image.end,
            Some(release[3].as_str()),
            "{} {} {}",
            image.publisher,
            image.offer,
            image.sku
        );
    }
    assert!(compared > 100, "{compared}");
}

#[test]
fn usual_mistakes_mean_images_that_exist() {
    assert_eq!(
        images::mistaken("MicrosoftWindowsDesktop", "Windows-11", "win11-25h2-avd-m365"),
        Some(("office-365", "win11-25h2-avd-m365".to_owned()))
    );
    assert_eq!(
        images::mistaken("Canonical", "0001-com-ubuntu-server-noble", "24_04-lts"),
        Some(("ubuntu-24_04-lts", "server".to_owned()))
    );
    assert_eq!(
        images::mistaken("MicrosoftWindowsDesktop", "windows-11", "win11-25h2-avd"),
        None
    );
    for line in super::lines("mistakes.tsv") {
        assert!(!images::of_offer(&line[0], &line[3]).is_empty(), "{line:?}");
        assert!(
            line[4] == "=" || images::find(&line[0], &line[3], &line[4]).is_some(),
            "{line:?}"
        );
    }
}

#[test]
fn an_image_knows_its_twin_of_generation_1() {
    let server = images::find("Canonical", "ubuntu-24_04-lts", "server").unwrap();
    assert_eq!(server.gen1_twin().map(|it| it.sku), Some("server-gen1"));
    let arm = images::find("Canonical", "ubuntu-24_04-lts", "server-arm64").unwrap();
    assert_eq!(arm.gen1_twin(), None);
}
