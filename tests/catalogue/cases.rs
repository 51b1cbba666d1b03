//! Templates with old images and unsuitable sizes: what is said of each.

use std::fs;

use aib_ls::document::{Document, Language};
use aib_ls::rules;
use aib_ls::settings::Settings;
use expect_test::{Expect, expect};

use crate::support::outside::outside;

fn check(name: &str, expected: Expect) {
    let Some(cases) = outside("AIB_LS_CASES") else { return };
    let text = fs::read_to_string(cases.join(format!("templates/{name}.json"))).unwrap();
    let doc = Document::new(text, Language::Json, None);
    let findings = rules::check(&doc, &Settings::default());
    let about = ["source/", "vm-size/", "location/", "distribute/"];
    let ours = findings
        .iter()
        .filter(|it| about.iter().any(|family| it.rule.id.starts_with(family)));
    let lines = ours.map(|it| format!("{} {}: {}\n", it.level.name(), it.rule.id, it.message.en));
    expected.assert_eq(&lines.collect::<String>());
}

#[test]
fn linux_out_of_support() {
    check(
        "retired-linux",
        expect![[r#"
        information source/retired-offer: Support of this image ended on 2024-06-30; use a current one such as `RHEL:9-lvm`
    "#]],
    );
}

#[test]
fn windows_11_out_of_support() {
    check(
        "retired-windows-11",
        expect![[r#"
        information source/retired-offer: Support of this image ended on 2024-10-08; use a current one such as `windows-11:win11-25h2-avd`
    "#]],
    );
}

#[test]
fn size_that_does_not_exist() {
    check(
        "size-that-does-not-exist",
        expect![[r#"
        warning vm-size/unknown: The series Dv3 has no size `Standard_D1_v3`; did you mean `Standard_D2_v3`?
    "#]],
    );
}

#[test]
fn generation_1_on_a_size_of_version_6() {
    check(
        "gen1-image-on-v6-size",
        expect![[r#"
        error vm-size/generation-mismatch: `Standard_D2s_v6` supports generation 2 only, the source is generation 1; use a size for both
    "#]],
    );
}
