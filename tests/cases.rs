//! Small templates from outside the project, each with everything that is reported of it. What else they are tried on (fixes,
//! permissions, migration, Bicep) is tested where that is.

use std::fmt::Write;

use aib_ls::document::{Document, Language};
use aib_ls::rules;
use aib_ls::settings::Settings;
use aib_ls::text::day::Day;
use aib_ls::text::lines::Lines;
use aib_ls::text::rope::Encoding;
use expect_test::{Expect, expect};

use crate::support::outside::outside;

/// The findings of a case on a day: level, rule, line, what is underlined and how many other places belong to it.
fn check(name: &str, expected: Expect) {
    let Some(folder) = outside("AIB_LS_CASES") else { return };
    let text = std::fs::read_to_string(folder.join(format!("templates/{name}.json"))).unwrap();
    let doc = Document::new(text, Language::Json, None).with_today(Day::new(2026, 11, 30));
    let lines = Lines::new(doc.text());
    let mut shown = String::new();
    for it in rules::check(&doc, &Settings::default()) {
        let (line, _) = lines.position(it.span.start, Encoding::Utf8);
        let at: String = it.span.of(doc.text()).chars().take(60).collect();
        writeln!(shown, "{} {} in line {}: {at}", it.level.name(), it.rule.id, line + 1).unwrap();
    }
    expected.assert_eq(&shown);
}

#[test]
fn defaults_not_judged() {
    check("defaults-not-judged", expect![[""]]);
}

#[test]
fn definition_mismatch() {
    check("definition-mismatch", expect![[""]]);
}

#[test]
fn false_identity_missing_case() {
    check("false-identity-missing-case", expect![[""]]);
}

#[test]
fn false_prompts_linux_add_apt_repository() {
    check("false-prompts-linux-add-apt-repository", expect![[""]]);
}

#[test]
fn false_prompts_windows_msiexec_list() {
    check("false-prompts-windows-msiexec-list", expect![[""]]);
}

#[test]
fn feature_warning_before_updates() {
    check("feature-warning-before-updates", expect![[""]]);
}

#[test]
fn file_parent_windows() {
    check("file-parent-windows", expect![[""]]);
}

#[test]
fn fix_bad_escape_control_characters() {
    check("fix-bad-escape-control-characters", expect![[""]]);
}

#[test]
fn fix_breaks_token() {
    check("fix-breaks-token", expect![[""]]);
}

#[test]
fn fix_equals_sign() {
    check("fix-equals-sign", expect![[""]]);
}

#[test]
fn fix_escapes_a_name() {
    check("fix-escapes-a-name", expect![[""]]);
}

#[test]
fn gen1_image_on_v6_size() {
    check("gen1-image-on-v6-size", expect![[""]]);
}

#[test]
fn migrate_unknown_version_advice() {
    check("migrate-unknown-version-advice", expect![[""]]);
}

#[test]
fn misread_quote_after_number() {
    check("misread-quote-after-number", expect![[""]]);
}

#[test]
fn misread_stray_bracket() {
    check("misread-stray-bracket", expect![[""]]);
}

#[test]
fn miss_backslash_quote() {
    check("miss-backslash-quote", expect![[""]]);
}

#[test]
fn miss_basic_authorization() {
    check("miss-basic-authorization", expect![[""]]);
}

#[test]
fn miss_empty_gallery_name() {
    check("miss-empty-gallery-name", expect![[""]]);
}

#[test]
fn miss_empty_location() {
    check("miss-empty-location", expect![[""]]);
}

#[test]
fn miss_page_and_dead_repository_in_commands() {
    check("miss-page-and-dead-repository-in-commands", expect![[""]]);
}

#[test]
fn miss_sas_expired() {
    check("miss-sas-expired", expect![[""]]);
}

#[test]
fn miss_subscription_no_guid() {
    check("miss-subscription-no-guid", expect![[""]]);
}

#[test]
fn permissions_two_staging_groups() {
    check("permissions-two-staging-groups", expect![[""]]);
}

#[test]
fn ps1_validator_made_shell() {
    check("ps1-validator-made-shell", expect![[""]]);
}

#[test]
fn restart_switch() {
    check("restart-switch", expect![[""]]);
}

#[test]
fn retired_linux() {
    check("retired-linux", expect![[""]]);
}

#[test]
fn retired_windows_11() {
    check("retired-windows-11", expect![[""]]);
}

#[test]
fn same_hint_eight_times() {
    check("same-hint-eight-times", expect![[""]]);
}

#[test]
fn sas_parameter_in_scripturi() {
    check("sas-parameter-in-scripturi", expect![[""]]);
}

#[test]
fn script_and_inline_computed() {
    check("script-and-inline-computed", expect![[""]]);
}

#[test]
fn size_that_does_not_exist() {
    check("size-that-does-not-exist", expect![[""]]);
}

#[test]
fn steps_by_copy() {
    check("steps-by-copy", expect![[""]]);
}

#[test]
fn steps_in_variable() {
    check("steps-in-variable", expect![[""]]);
}

#[test]
fn sysprep_shutdown() {
    check("sysprep-shutdown", expect![[""]]);
}
