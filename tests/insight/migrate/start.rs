//! Where a migration starts from whose template shows no API version.

use std::sync::Arc;

use aib_ls::document::{Document, Language};
use aib_ls::insight::migrate::refusal::Refusal;
use aib_ls::insight::migrate::remaining::Cause;
use aib_ls::insight::migrate::start::Start;
use aib_ls::insight::migrate::{self, Migration};
use aib_ls::model::parameters::ParameterFile;

use super::{SOURCE, TARGETS, deployment, with_source};

/// A target whose list of regions has another form in a newer version.
const OLD_TARGET: &str = r#"        "distribute": [{ "type": "SharedImage", "galleryImageId": "/subscriptions/1/resourceGroups/2/providers/Microsoft.Compute/galleries/3/images/4", "runOutputName": "x", "replicationRegions": ["westeurope"] }]"#;

/// A deployment with a parameter without default for the version.
fn unknown(properties: &str) -> String {
    let text = deployment("[parameters('api-version')]", properties);
    let parameters = "  \"parameters\": { \"api-version\": { \"type\": \"string\" } },\n  \"resources\"";
    text.replacen("  \"resources\"", parameters, 1)
}

fn migrated(text: &str, from: Option<&'static str>, to: &str) -> Result<(Migration, String), Refusal> {
    let doc = Document::new(text.to_owned(), Language::Jsonc, None);
    let mut moved = migrate::document(&doc, to, from);
    let migration = moved.outcomes.remove(0).result?;
    Ok((migration, moved.after.unwrap().text().to_owned()))
}

/// The version that is assumed for properties.
fn assumed(properties: &str) -> &'static str {
    match migrated(&unknown(properties), None, "2025-10-01") {
        Ok((migration, _)) => {
            assert_eq!(migration.start, Start::Assumed);
            migration.from
        }
        Err(Refusal::BodyFits { from, .. } | Refusal::BodyNewer { from, .. }) => from,
        Err(refusal) => panic!("{refusal:?}"),
    }
}

#[test]
fn the_oldest_served_version_with_every_member_is_assumed() {
    assert_eq!(assumed(&format!("{SOURCE},\n{TARGETS}")), "2019-05-01-preview");
    let system =
        r#"        "customize": [{ "type": "PowerShell", "inline": ["x"], "runElevated": true, "runAsSystem": true }]"#;
    assert_eq!(assumed(&with_source(system)), "2020-02-14");
    let staging = r#"        "stagingResourceGroup": "/subscriptions/1/resourceGroups/2""#;
    assert_eq!(assumed(&with_source(staging)), "2022-02-14");
    let optimize = r#"        "optimize": { "vmBoot": { "state": "Enabled" } }"#;
    assert_eq!(assumed(&with_source(optimize)), "2022-07-01");
    // Names in other letters are those names; what no version has decides nothing.
    let odd = r#"        "StagingResourceGroup": "x", "nonsense": 1"#;
    assert_eq!(assumed(&with_source(odd)), "2022-02-14");
    // Retired versions have members that no other one has.
    let retired = r#"        "source": { "type": "PlatformImage", "publisher": "a", "offer": "b", "sku": "c", "version": "d" },
        "customize": [{ "type": "shell", "name": "a", "script": "https://example.com/a.sh" }, { "type": "shell", "name": "b", "script": "https://example.com/b.sh" }],
        "distribute": [{ "type": "managedImage", "imageId": "x", "location": "y", "runOutputName": "z", "tags": {} }]"#;
    assert_eq!(assumed(retired), "2018-02-01-preview");
}

#[test]
fn the_body_is_migrated_and_the_parameter_stays() {
    let text = unknown(&format!("{SOURCE},\n{OLD_TARGET}"));
    let (migration, after) = migrated(&text, None, "2024-02-01").unwrap();
    assert_eq!(
        after,
        text.replace(
            "\"replicationRegions\": [\"westeurope\"]",
            "\"targetRegions\": [{ \"name\": \"westeurope\" }]"
        )
    );
    let left: Vec<_> = migration
        .remaining
        .iter()
        .map(|it| (it.cause, it.why.en.as_ref()))
        .collect();
    assert_eq!(
        left,
        [(
            Cause::Submitted,
            "The API version comes from `[parameters('api-version')]`: set it to 2024-02-01 there"
        )]
    );
    // What was migrated is not migrated again.
    let refusal = migrated(&after, None, "2024-02-01").unwrap_err();
    assert!(refusal.is_done(), "{refusal:?}");
}

#[test]
fn every_other_way_to_hide_a_version_is_the_same() {
    let text = unknown(&format!("{SOURCE},\n{OLD_TARGET}"));
    for version in [
        "[variables('v')]",
        "[concat(parameters('api-version'))]",
        "#{version}#",
        "<version>",
    ] {
        let (migration, after) = migrated(
            &text.replace("[parameters('api-version')]", version),
            None,
            "2024-02-01",
        )
        .unwrap();
        assert_eq!(migration.start, Start::Assumed, "{version}");
        assert!(after.contains(&format!("\"apiVersion\": \"{version}\"")), "{}", after);
        assert!(after.contains("targetRegions"), "{version}");
    }
}

#[test]
fn an_argument_comes_before_what_would_be_assumed() {
    let text = unknown(&format!("{SOURCE},\n{OLD_TARGET}"));
    let (migration, _) = migrated(&text, Some("2022-02-14"), "2024-02-01").unwrap();
    assert_eq!((migration.from, migration.start), ("2022-02-14", Start::Given));
    // A version that is declared counts more, one that does not exist counts less.
    let known = text.replace("[parameters('api-version')]", "2020-02-14");
    let (migration, _) = migrated(&known, Some("2022-02-14"), "2024-02-01").unwrap();
    assert_eq!((migration.from, migration.start), ("2020-02-14", Start::Declared));
    let odd = text.replace("[parameters('api-version')]", "2020-02-31");
    let refusal = migrated(&odd, None, "2024-02-01").unwrap_err();
    assert_eq!(refusal, Refusal::VersionNotKnownHere("2020-02-31".to_owned()));
    let (_, after) = migrated(&odd, Some("2020-02-14"), "2024-02-01").unwrap();
    assert!(after.contains("\"apiVersion\": \"2024-02-01\""), "{}", after);
}

#[test]
fn a_body_that_fits_already_or_needs_more_is_left_alone() {
    let (from, to) = ("2019-05-01-preview", "2024-02-01");
    let fits = unknown(&format!("{SOURCE},\n{TARGETS}"));
    assert_eq!(migrated(&fits, None, to).unwrap_err(), Refusal::BodyFits { from, to });
    let optimize = unknown(&with_source(
        r#"        "optimize": { "vmBoot": { "state": "Enabled" } }"#,
    ));
    let (from, to) = ("2022-07-01", "2022-02-14");
    let refusal = migrated(&optimize, None, to).unwrap_err();
    assert_eq!(refusal, Refusal::BodyNewer { from, to });
    assert!(refusal.is_done());
}

#[test]
fn a_body_of_its_own_needs_no_version() {
    let whole = deployment("x", &format!("{SOURCE},\n{OLD_TARGET}"));
    let (_, rest) = whole.split_once("\"name\": \"web\",\n").unwrap();
    let body = format!("{{\n{}\n}}\n", rest.rsplit_once("\n    }\n  ]").unwrap().0);
    let (migration, after) = migrated(&body, None, "2024-02-01").unwrap();
    assert_eq!(migration.start, Start::Assumed);
    assert!(after.contains("targetRegions"), "{}", after);
}

#[test]
fn a_version_of_the_parameter_file_stays_there() {
    let text = unknown(&format!("{SOURCE},\n{OLD_TARGET}"));
    let given = r#"{ "parameters": { "api-version": { "value": "2020-02-14" } } }"#;
    let file = ParameterFile::parse("web.parameters.json", given.to_owned())
        .ok()
        .map(Arc::new);
    let doc = Document::new(text, Language::Jsonc, None).with_parameters(file);
    let moved = migrate::document(&doc, "2024-02-01", None);
    let migration = moved.outcomes[0].result.as_ref().unwrap();
    assert_eq!((migration.from, migration.start), ("2020-02-14", Start::Declared));
    let left: Vec<_> = migration.remaining.iter().map(|it| it.why.en.as_ref()).collect();
    assert_eq!(
        left,
        ["The API version is set in `web.parameters.json`: change it to 2024-02-01 there"]
    );
    let after = moved.after.unwrap();
    assert!(after.text().contains("targetRegions"), "{}", after.text());
    assert_eq!(after.api_version().as_deref(), Some("2024-02-01"));
}
