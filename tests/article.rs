//! The service's troubleshooting article, entry by entry: what a template shows of an entry is said while it is typed.

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
        "A template that exists cannot be changed",
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
        "The identity may not read or write a resource",
        Here("not-authorized-resource", &["permissions/build-identity-operator"]),
        &["submit/not-authorized-resource"],
    ),
    (
        "The staging group takes no disk of the proxy VM",
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
        "An update lacks one of the targets",
        Here("distribute-target-removed", &["distribute/run-output-name"]),
        &["submit/distribute-target-removed"],
    ),
    (
        "A policy forbids what the service creates",
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
        "Time runs out",
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
        "Time runs out while a gallery replicates",
        Here("gallery-wait-timeout", &["timeout/tight-for-distribution"]),
        &["build/gallery-wait-timeout"],
    ),
    (
        "A network resource is not found",
        Here("resource-not-found", &["network/subnet-prerequisites"]),
        &["build/resource-not-found"],
    ),
    (
        "Container instances: not registered, over quota, too many at once, isolated builds",
        Log,
        &[
            "build/aci-not-registered",
            "build/aci-quota",
            "build/aci-throttled",
            "build/isolated-image-builds",
        ],
    ),
    (
        "The token of the build expires",
        Here("jwt-expiry", &["timeout/below-minimum"]),
        &["build/jwt-expiry"],
    ),
    (
        "A file takes long to arrive",
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
        "Sysprep does not come to its end",
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
        "The build is cancelled from outside",
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
    ("Pipeline: where the log of a build is", Log, &["devops/find-the-log"]),
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
fn the_readme_has_the_table_of_entries() {
    let mut table = "| entry | sample | said while you type | told from the log |\n|---|---|---|---|\n".to_owned();
    for (entry, seen, cases) in &ENTRIES {
        let (sample, said) = match seen {
            Here(name, rules) => (format!("[{name}]({FOLDER}/{name}.json)"), listed(rules)),
            Log => (String::new(), "in the log only".to_owned()),
        };
        writeln!(table, "| {entry} | {sample} | {said} | {} |", told(cases)).unwrap();
    }
    readme::check("article", &table);
}

/// Known failures; those without a text of their own are explained and not recognised.
fn told(ids: &[&str]) -> String {
    let one = |id: &&str| {
        let case = cases::find(id).unwrap_or_else(|| panic!("there is no page {id}"));
        let silent = if case.fragments.is_empty() {
            " (explained only)"
        } else {
            ""
        };
        format!("`{id}`{silent}")
    };
    ids.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn listed(ids: &[&str]) -> String {
    let one = |id: &&str| {
        let off = if rules::find(id).unwrap().is_off() {
            " (off by default)"
        } else {
            ""
        };
        format!("`{id}`{off}")
    };
    ids.iter().map(one).collect::<Vec<_>>().join(", ")
}
