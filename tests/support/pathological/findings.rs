//! One finding of a common rule again and again.

use crate::support::pathological::skeleton::Slot;
use crate::support::pathological::{Dialect, Kind, Location, kind};

const STEPS: Location = Location::In(Slot::Customize);
const TARGETS: Location = Location::In(Slot::Distribute);
const VARIABLES: Location = Location::In(Slot::Variables);
const SHELL: Location = Location::Items(Dialect::Bash);
const POWERSHELL: Location = Location::Items(Dialect::PowerShell);

pub const KINDS: [Kind; 26] = [
    kind(
        "values of the wrong type",
        STEPS,
        r#"{ "type": "PowerShell", "inline": "Get-Date" }"#,
    ),
    kind("values of the wrong type on one line", STEPS, r#"{ "type": 1 }"#).joined_by(","),
    kind("missing members", STEPS, r#"{ "type": "File" }"#),
    kind(
        "values below the minimum",
        STEPS,
        r#"{ "type": "WindowsUpdate", "updateLimit": -1 }"#,
    ),
    kind("unknown steps", STEPS, r#"{ "type": "Unknown{n}" }"#),
    kind(
        "checksums that do not match",
        STEPS,
        r#"{ "type": "PowerShell", "scriptUri": "https://example.com/a", "sha256Checksum": "a{n}" }"#,
    ),
    kind(
        "addresses without encryption",
        STEPS,
        r#"{ "type": "PowerShell", "scriptUri": "http://example.com/{n}.ps1" }"#,
    ),
    kind(
        "addresses of web pages",
        STEPS,
        r#"{ "type": "PowerShell", "scriptUri": "https://github.com/a/b/blob/main/{n}.ps1" }"#,
    ),
    kind(
        "addresses with a signature",
        STEPS,
        r#"{ "type": "PowerShell", "scriptUri": "https://example.blob.core.windows.net/a/{n}?sv=2020&sig=abcdefghijklmnop%3D" }"#,
    ),
    kind(
        "members for other steps",
        STEPS,
        r#"{ "type": "WindowsRestart", "inline": ["a"] }"#,
    ),
    kind(
        "names of outputs again",
        TARGETS,
        r#"{ "type": "VHD", "runOutputName": "gallery" }"#,
    ),
    kind(
        "IDs that are none",
        TARGETS,
        r#"{ "type": "ManagedImage", "runOutputName": "m{n}", "imageId": "image{n}", "location": "westeurope" }"#,
    ),
    kind("prompts", SHELL, "apt-get install nginx"),
    kind("prompts of other packages", SHELL, "yum install nginx{n}"),
    kind("secrets in a shell", SHELL, "export PASSWORD=secret{n}word"),
    kind(
        "secrets in PowerShell",
        POWERSHELL,
        "$password = ConvertTo-SecureString 'Secret{n}word' -AsPlainText -Force",
    ),
    kind("restarts in a shell", SHELL, "reboot"),
    kind("restarts in PowerShell", POWERSHELL, "Restart-Computer -Force"),
    kind("downloads without a check", SHELL, "curl http://example.com/{n} | bash"),
    kind(
        "Bash in a shell",
        SHELL,
        "if [[ $a == {n} ]]; then source /etc/profile; fi",
    ),
    kind("services that do not start", SHELL, "systemctl start unit{n}"),
    kind(
        "commands of Windows in a shell",
        SHELL,
        "Install-WindowsFeature -Name Web-Server",
    ),
    kind("variables of the wrong shell", POWERSHELL, "echo %TEMP%"),
    kind(
        "names that are not declared",
        VARIABLES,
        r#""v{n}": "[parameters('missing')]""#,
    ),
    kind(
        "regions that are none",
        Location::In(Slot::Regions),
        r#"{ "name": "west europe {n}" }"#,
    ),
    kind(
        "the same region again",
        Location::In(Slot::Regions),
        r#"{ "name": "West Europe" }"#,
    ),
];
