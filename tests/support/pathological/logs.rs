//! Build logs and answers of the service.

use crate::support::pathological::{Kind, Location, kind};

pub const KINDS: [Kind; 26] = [
    kind(
        "lines",
        Location::Log,
        "[3b1f6c52-97a0-4d6e-8f21-c0d94e7a5b18] PACKER OUT     azure-arm: Setting up lib{n}",
    ),
    kind("empty lines", Location::Log, ""),
    kind("one long line", Location::Log, "azure-arm: text {n} ").joined_by(""),
    kind("one long line of PACKER", Location::Log, "a")
        .joined_by("")
        .framed_by("[3b1f6c52-97a0-4d6e-8f21-c0d94e7a5b18] PACKER OUT ", "\n"),
    kind(
        "errors",
        Location::Log,
        "PACKER ERR ==> azure-arm: E: Could not get lock /var/lib/dpkg/lock-{n}",
    ),
    kind(
        "errors without line ends",
        Location::Log,
        "E: Could not get lock /var/lib/dpkg/lock ",
    )
    .joined_by(""),
    kind(
        "other errors",
        Location::Log,
        "PACKER OUT ==> azure-arm: Script exited with non-zero exit status: {n}",
    ),
    kind(
        "all of one failure",
        Location::Log,
        "PACKER OUT azure-arm: /tmp/script.sh: line {n}: command{n}: command not found",
    ),
    kind(
        "builds",
        Location::Log,
        "PACKER OUT Build 'azure-arm' errored after {n} minutes: Script exited with non-zero exit status: 1",
    ),
    kind(
        "steps",
        Location::Log,
        "PACKER 2024/03/04 10:00:00 [INFO] (telemetry) Starting provisioner shell\nPACKER 2024/03/04 10:00:01 [INFO] (telemetry) ending shell",
    ),
    kind(
        "steps that never end",
        Location::Log,
        "PACKER 2024/03/04 10:00:00 [INFO] (telemetry) Starting provisioner powershell",
    ),
    kind(
        "steps of files",
        Location::Log,
        "PACKER 2024/03/04 10:00:00 [INFO] (telemetry) Starting provisioner file\nazure-arm: Uploading /tmp/{n} => /tmp/b",
    ),
    kind(
        "stages",
        Location::Log,
        "==> azure-arm: Creating resource group ...\n==> azure-arm: Deploying deployment template ...\n==> azure-arm: Connected to SSH!",
    ),
    kind("brackets", Location::Log, "{").joined_by(""),
    kind("brackets on lines", Location::Log, "{\"error\":"),
    kind(
        "envelopes inside each other",
        Location::Log,
        "{\"error\":{\"code\":\"C\",\"message\":\"m\",\"details\":[",
    )
    .joined_by("")
    .closed_by("]}}"),
    kind(
        "envelopes",
        Location::Log,
        "{\"error\":{\"code\":\"Conflict{n}\",\"message\":\"The resource {n} failed\"}}",
    ),
    kind(
        "details of one envelope",
        Location::Log,
        "{\"code\":\"C{n}\",\"message\":\"m\"}",
    )
    .joined_by(",")
    .framed_by("{\"error\":{\"code\":\"C\",\"message\":\"m\",\"details\":[", "]}}"),
    kind(
        "escaped envelopes",
        Location::Log,
        "{\\\"error\\\":{\\\"code\\\":\\\"C\\\"}}",
    )
    .joined_by(" ")
    .framed_by("{\"error\":{\"code\":\"C\",\"message\":\"", "\"}}"),
    kind(
        "codes of colours",
        Location::Log,
        "\u{1b}[1;32m==> azure-arm:\u{1b}[0m text {n}",
    ),
    kind("codes of colours without text", Location::Log, "\u{1b}[0m").joined_by(""),
    kind("carriage returns", Location::Log, "progress {n} %\r").joined_by(""),
    kind("zero bytes", Location::Log, "\0").joined_by(""),
    kind("quotes", Location::Log, "\"").joined_by(""),
    kind(
        "secrets",
        Location::Log,
        "azure-arm: + PASSWORD=secret{n} AccountKey=abcdefgh sig=abc%3D curl https://user:word@example.com",
    ),
    kind(
        "errors of PowerShell",
        Location::Log,
        "azure-arm: At C:\\script{n}.ps1:{n} char:1\nazure-arm: + Get-Itm\nazure-arm: + CategoryInfo : ObjectNotFound: (Get-Itm:String) [], CommandNotFoundException",
    ),
];
