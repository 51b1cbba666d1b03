//! Failures that people reported, where they lie outside of the project: what the answer says about each.

use std::fs;
use std::path::Path;

use aib_ls::doctor::attribution::Attribution;
use aib_ls::doctor::diagnosis;
use aib_ls::document::{Document, Language};
use aib_ls::locale::Lang;
use aib_ls::report::build::{self, BuiltTemplate};
use aib_ls::report::text::{self, Terminal};

use crate::support::outside::outside;

/// Folder, known failure (empty for none), whether it is a failure, and what the answer has to show.
const FAILURES: [(&str, &str, bool, &str); 49] = [
    (
        "01-distribute-managed-image-403",
        "distribute/not-authorized",
        true,
        "Microsoft.Compute/images/delete",
    ),
    (
        "03-create-template-no-role",
        "submit/caller-not-authorized",
        true,
        "imageTemplates/write",
    ),
    (
        "04-managed-identity-required",
        "submit/identity-required",
        true,
        "Managed identity is required",
    ),
    (
        "06-trustedlaunch-source",
        "vm/trusted-launch-source",
        true,
        "TrustedLaunch",
    ),
    (
        "08-windows-update-invalid-state",
        "log/wu-invalid-state",
        true,
        "invalid state",
    ),
    (
        "09-windows-update-plugin",
        "service/plugin-version",
        true,
        "Incompatible API version",
    ),
    (
        "11-windows-update-hresult-but-success",
        "",
        false,
        "The build succeeded",
    ),
    (
        "13-language-restart-endless",
        "",
        false,
        "does not show how the build ended",
    ),
    (
        "14-ipv4-basic-limit",
        "vm/public-ip-limit",
        true,
        "Cannot create more than 0 IPv4 Basic SKU",
    ),
    ("16-capacity-restrictions", "log/allocation", true, "Standard_DS1_v2"),
    ("18-delete-not-allowed", "submit/busy", true, "run state: running"),
    ("18b-delete-creating", "submit/busy", true, "'creating'"),
    (
        "20-log-address-not-public",
        "build/packer-exit",
        true,
        "customization.log",
    ),
    (
        "22-sysprep-bitlocker",
        "log/sysprep-bitlocker",
        true,
        "BitLocker is on for the OS volume",
    ),
    ("24-exit-267014", "log/exit-267014", true, "0x41306"),
    (
        "26-get-wuinstall-access-denied",
        "log/wu-access-denied",
        true,
        "Get-WUInstall : Access is denied.",
    ),
    (
        "29-gallery-snapshot-invalid",
        "gallery/snapshot-invalid",
        true,
        "BeginGetAccess",
    ),
    (
        "31-networking-internal",
        "vm/platform-fault",
        true,
        "NetworkingInternalOperationError",
    ),
    (
        "33-linked-authorization",
        "vm/subnet-not-authorized",
        true,
        "subnets/join/action",
    ),
    ("35-powershell-list", "submit/generic-internal", true, "Failed"),
    ("36-deploymentscript-client-bug", "", true, "Collection was modified"),
    ("40-keybased-auth", "build/shared-keys-off", true, "shared key"),
    ("42-location-required", "submit/location-required", true, "location"),
    ("44-winrm-401", "log/winrm-401", true, "401"),
    ("45-ssh-timeout-cis", "log/ssh-timeout", true, "Timeout waiting for SSH"),
    (
        "46-tls-download",
        "log/tls12",
        true,
        "Could not create SSL/TLS secure channel",
    ),
    (
        "48-lock-overcome-then-missing-package",
        "log/apt-package-unknown",
        true,
        "Unable to locate package ngnix",
    ),
    ("51-yum-no-repo", "log/permission-denied", true, "Curl error (58)"),
    (
        "53-update-then-retry-overcome",
        "log/update-connection-lost",
        true,
        "2300218",
    ),
    ("54-plain-packer-tail", "vm/subnet-full", true, "10.0.0.0/29"),
    (
        "55-vmagentdisabler",
        "log/sysprep-provider-missing",
        true,
        "VMAgentDisabler.dll",
    ),
    ("57-sas-expired", "log/sas-refused", true, "curl: (22)"),
    (
        "59-sas-expired-submission",
        "submit/external-file-download",
        true,
        "setup.sh",
    ),
    (
        "long-windows-failed",
        "log/installer-failed",
        true,
        "msiexec /i agent.msi failed: 1603",
    ),
    ("long-windows-good", "", false, "The build succeeded"),
    (
        "p-01-status",
        "distribute/not-authorized",
        true,
        "Microsoft.Compute/images/delete",
    ),
    ("p-54-a", "log/script-nonzero-exit", true, "exit status: 7"),
    ("p-54-c", "vm/subnet-full", true, "10.0.0.0/29"),
    ("p-az-query", "build/aci-quota", true, "quota exceeded"),
    (
        "p-devops-ts",
        "service/gateway-timeout",
        true,
        "The gateway did not receive a response",
    ),
    (
        "p-identity-generic",
        "submit/caller-not-authorized",
        true,
        "imageTemplates/run/action",
    ),
    (
        "p-known-wrapped",
        "distribute/not-authorized",
        true,
        "galleries/g/images/web",
    ),
    ("p-wu-retry", "log/update-connection-lost", true, "2300218"),
    ("p-dist-conflict", "log/gallery-generation", true, "Distributing"),
    ("p-eof", "", true, "unexpected EOF"),
    ("p-errored-only", "", true, "SomethingNew: A reason nobody has seen."),
    ("p-plain-no-tail", "vm/subnet-full", true, "10.0.0.0/29"),
    (
        "p-prepare-other",
        "service/prepare-failed",
        true,
        "A resource group name must be specified",
    ),
    (
        "p-unknown-provisioning",
        "submit/provisioning-error-code",
        true,
        "the widget 'abc' is not allowed.",
    ),
];

#[test]
fn reported_failures_are_explained_with_their_evidence() {
    let Some(cases) = outside("AIB_LS_CASES") else { return };
    let mut wrong = Vec::new();
    for (name, id, is_failure, needle) in FAILURES {
        let folder = cases.join("failures").join(name);
        let log = fs::read_to_string(folder.join("log.txt")).unwrap();
        let doc = template(&folder);
        let attribution = Attribution::new(diagnosis::of(&log), doc.as_ref());
        let root = attribution.diagnosis.root().map_or("", |it| it.case.id);
        let built = doc.as_ref().map(|doc| BuiltTemplate {
            name: "template.json",
            doc,
            findings: &[],
        });
        let terminal = Terminal {
            width: 10_000,
            is_colored: false,
        };
        let answer = text::render(&build::report(&attribution, "log.txt", built, Lang::En), terminal);
        if root != id || attribution.diagnosis.shows_failure() != is_failure || !answer.contains(needle) {
            wrong.push(format!("{name}: {root}, {needle}\n{answer}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn template(folder: &Path) -> Option<Document> {
    let text = fs::read_to_string(folder.join("template.json")).ok()?;
    Some(Document::new(text, Language::Json, None))
}
