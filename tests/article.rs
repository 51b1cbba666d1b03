//! The service's troubleshooting article, entry by entry: which rules report its causes in a template, and which failures it explains.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use aib_ls::doctor::cases;
use aib_ls::document::{Document, Language};
use aib_ls::rules::engine::finding::Finding;
use aib_ls::rules::{self, Level};
use aib_ls::settings::{Settings, Severity};

use crate::readme;
use crate::support::outside::files_below;

const FOLDER: &str = "tests/samples/article";

/// Where an entry can be seen.
enum Seen {
    /// In the template: a sample, and the rules that speak of it.
    Here(&'static str, &'static [&'static str]),
    /// In the log, and nowhere before.
    Log,
}

use Seen::{Here, Log};

/// The entries, in the order of the article: submission, build, log, pipelines, virtual machines.
const ENTRIES: [(&str, Seen, &[&str]); 29] = [
    (
        "An existing template cannot be updated",
        Here("template-exists", &["arm/fixed-name-redeploy"]),
        &["submit/update-not-supported"],
    ),
    (
        "The submission ends in the state `Failed`",
        Here("terminal-state-failed", &["staging/shared", "staging/reserved-tags"]),
        &[
            "submit/terminal-state-failed",
            "submit/generic-internal",
            "submit/provisioning-error-code",
        ],
    ),
    (
        "The identity cannot be used",
        Here("identity-cannot-be-used", &["identity/bad-resource-id"]),
        &["submit/identity-cannot-be-used"],
    ),
    (
        "The identity is not authorized to read or write a resource",
        Here("not-authorized-resource", &["permissions/build-identity-operator"]),
        &["submit/not-authorized-resource"],
    ),
    (
        "The proxy VM disk cannot be written to the staging resource group",
        Here("disk-write-unauthorized", &["permissions/existing-staging-group"]),
        &["submit/disk-write-unauthorized"],
    ),
    (
        "The source, a managed image, cannot be read",
        Here("managed-image-403", &["source/managed-image-bad-id"]),
        &["submit/managed-image-403"],
    ),
    (
        "The source, an image version, is not found",
        Here("image-version-404", &["source/gallery-version-bad-id"]),
        &["submit/image-version-404"],
    ),
    (
        "A script or file cannot be downloaded",
        Here(
            "external-file-download",
            &[
                "permissions/storage-reader",
                "customize/uri-not-fetchable",
                "customize/checksum-format",
                "secrets/token-in-uri",
            ],
        ),
        &["submit/external-file-download"],
    ),
    (
        "A field has a bad value",
        Here(
            "validation-bad-value",
            &[
                "timeout/out-of-range",
                "schema/discriminator-case",
                "distribute/run-output-name",
            ],
        ),
        &["submit/validation-bad-value"],
    ),
    (
        "A field is missing",
        Here(
            "validation-missing-field",
            &["identity/missing", "schema/missing-required"],
        ),
        &["submit/validation-missing-field"],
    ),
    (
        "An update omits one of the targets",
        Here("distribute-target-removed", &["distribute/run-output-name"]),
        &["submit/distribute-target-removed"],
    ),
    (
        "A policy denies a resource that the service creates",
        Log,
        &["submit/policy-violation"],
    ),
    (
        "The Packer build failed",
        Here(
            "packer-exit",
            &[
                "customize/exit-codes-without-zero",
                "customize/github-page-url",
                "customize/script-extension",
                "script/reboot-windows",
                "script/exit-code",
            ],
        ),
        &["build/packer-exit", "log/script-nonzero-exit"],
    ),
    (
        "The build times out",
        Here(
            "timeout",
            &[
                "timeout/short-for-windows",
                "timeout/shorter-than-waits",
                "script/prompts-windows",
                "script/never-ends",
            ],
        ),
        &["build/timeout"],
    ),
    (
        "The build times out while the image is replicated",
        Here("gallery-wait-timeout", &["timeout/tight-for-distribution"]),
        &["build/gallery-wait-timeout"],
    ),
    (
        "A network resource is not found",
        Here("resource-not-found", &["network/subnet-prerequisites"]),
        &["build/resource-not-found"],
    ),
    (
        "Container instances: provider not registered, quota exceeded, requests throttled, isolated builds",
        Log,
        &[
            "build/aci-not-registered",
            "build/aci-quota",
            "build/aci-throttled",
            "build/isolated-image-builds",
        ],
    ),
    (
        "The access token of the build expires",
        Here("jwt-expiry", &["timeout/below-minimum"]),
        &["build/jwt-expiry"],
    ),
    (
        "A file download is slow",
        Here("slow-file-download", &["customize/large-file"]),
        &["log/slow-file-download"],
    ),
    (
        "A restart takes too long",
        Here("restart-timeout", &["customize/restart-timeout-short"]),
        &["log/restart-timeout"],
    ),
    (
        "Windows runs out of resources during updates",
        Here("update-crash", &["vm-size/windows-too-small"]),
        &["log/update-crash"],
    ),
    (
        "The build finished without artifacts, or skipped the creation of the image",
        Log,
        &[
            "log/no-artifacts-timeout",
            "log/no-artifacts-benign",
            "log/image-creation-skipped",
        ],
    ),
    (
        "A resource cannot be deleted yet, or a network interface is in use",
        Log,
        &["log/resource-delete-retry", "log/nic-in-use"],
    ),
    (
        "Sysprep does not finish",
        Here(
            "sysprep-timing",
            &[
                "deprovision/mode-vm",
                "deprovision/manual-generalize",
                "deprovision/appx-per-user",
                "deprovision/joined-or-encrypted",
            ],
        ),
        &[
            "log/sysprep-undeployable",
            "log/sysprep-stuck-complete",
            "log/deprovision-script-missing",
        ],
    ),
    (
        "The build is canceled: context canceled",
        Here(
            "context-canceled",
            &[
                "script/firewall",
                "script/network-adapter",
                "script/remote-access-off",
                "script/power-off",
            ],
        ),
        &["log/context-canceled", "log/script-disconnected"],
    ),
    (
        "Pipeline: where to find the log of a build",
        Log,
        &["devops/find-the-log"],
    ),
    (
        "Pipeline: the operation was canceled",
        Here("operation-canceled", &["devops/hosted-agent-limit"]),
        &["devops/operation-canceled"],
    ),
    (
        "Virtual machines: the first sign-in is slow",
        Here("slow-first-logon", &["customize/no-final-restart"]),
        &["vm/slow-first-logon"],
    ),
    (
        "Virtual machines: they cannot be created",
        Here(
            "vm-not-created",
            &["deprovision/wrong-path", "deprovision/override-content"],
        ),
        &["vm/not-created"],
    ),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The entries with a sample: its name, and the rules that speak of it.
fn samples() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    ENTRIES.iter().filter_map(|(_, seen, _)| match seen {
        Here(name, rules) => Some((*name, *rules)),
        _ => None,
    })
}

/// What is found in a sample; rules that are off by themselves are turned on.
fn found(name: &str, expected: &[&str]) -> Vec<Finding> {
    let text = fs::read_to_string(root().join(FOLDER).join(format!("{name}.json"))).unwrap();
    let doc = Document::new(text, Language::Json, None);
    let off = expected.iter().filter(|it| rules::find(it).unwrap().is_off());
    let rules = off.map(|it| ((*it).to_owned(), Severity::Information)).collect();
    rules::check(
        &doc,
        &Settings {
            rules,
            ..Settings::default()
        },
    )
}

#[test]
fn every_sample_is_reported_by_its_rules_and_by_no_others() {
    for (name, expected) in samples() {
        let findings = found(name, expected);
        let silent: Vec<_> = expected
            .iter()
            .filter(|id| !findings.iter().any(|it| it.rule.id == **id))
            .collect();
        assert!(silent.is_empty(), "{name}: {silent:?} say nothing");
        let other = |it: &&Finding| it.level <= Level::Warning && !expected.contains(&it.rule.id);
        let others: Vec<_> = findings.iter().filter(other).map(|it| it.rule.id).collect();
        assert!(others.is_empty(), "{name}: {others:?} speak too");
    }
}

#[test]
fn every_sample_belongs_to_an_entry() {
    let files = files_below(&root().join(FOLDER), "json");
    let names: BTreeSet<_> = files
        .iter()
        .map(|it| it.file_stem().unwrap().to_str().unwrap())
        .collect();
    assert_eq!(names, samples().map(|(name, _)| name).collect());
}

#[test]
fn the_page_of_the_doctor_has_the_table_of_entries() {
    let mut table = "| entry | sample | reported as you type | recognized in the log |\n|---|---|---|---|\n".to_owned();
    for (entry, seen, cases) in &ENTRIES {
        let (sample, rules) = match seen {
            Here(name, rules) => (format!("[{name}](../../{FOLDER}/{name}.json)"), linked_rules(rules)),
            Log => (String::new(), "only in the log".to_owned()),
        };
        writeln!(table, "| {entry} | {sample} | {rules} | {} |", linked_cases(cases)).unwrap();
    }
    readme::check("server/doctor/README.md", "article", &table);
}

/// Links to known failures. One without fragments is explained but never recognized.
fn linked_cases(ids: &[&str]) -> String {
    let link = |id: &&str| {
        let case = cases::find(id).unwrap_or_else(|| panic!("there is no page {id}"));
        let note = if case.fragments.is_empty() {
            " (explained only)"
        } else {
            ""
        };
        format!("[`{id}`](cases/{}){note}", readme::page_of(id))
    };
    ids.iter().map(link).collect::<Vec<_>>().join(", ")
}

/// Links to rules.
fn linked_rules(ids: &[&str]) -> String {
    let link = |id: &&str| {
        let off = rules::find(id).unwrap().is_off();
        let note = if off { " (off by default)" } else { "" };
        format!("[`{id}`](../rules/{}){note}", readme::page_of(id))
    };
    ids.iter().map(link).collect::<Vec<_>>().join(", ")
}
