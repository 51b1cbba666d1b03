//! What the scripts of a template cost: read for the first time, remembered, and such as nobody would write.

use std::time::Duration;

use aib_ls::document::Document;
use aib_ls::rules;
use aib_ls::rules::engine::memo::Memo;
use aib_ls::script::Dialect;
use aib_ls::script::reading;
use aib_ls::settings::Settings;
use serde_json::json;

use crate::{best, read};

/// A script as Linux templates have it.
const SHELL: [&str; 22] = [
    "set -e",
    "export DEBIAN_FRONTEND=noninteractive",
    "cloud-init status --wait || [ $? -eq 2 ]",
    "sudo apt-get update",
    "sudo DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends nginx unzip jq ca-certificates",
    "if [ ! -d /opt/app ]; then",
    "  sudo mkdir -p /opt/app",
    "fi",
    "for name in api web worker; do",
    "  sudo curl -fsSL -o \"/opt/app/$name.zip\" \"https://example.com/releases/$name.zip\"",
    "  sudo unzip -o \"/opt/app/$name.zip\" -d \"/opt/app/$name\"",
    "done",
    "cat << 'END' | sudo tee /etc/systemd/system/app.service > /dev/null",
    "[Unit]",
    "Description=App",
    "[Service]",
    "ExecStart=/opt/app/api/run --port 8080",
    "END",
    "sudo systemctl daemon-reload && sudo systemctl enable app",
    "echo \"version $(cat /opt/app/api/VERSION)\" | sudo tee -a /etc/motd",
    "sudo bash -c 'apt-get clean && rm -rf /var/lib/apt/lists/*'",
    "sudo find /var/log -name '*.gz' -exec rm {} \\;",
];

/// A script as Windows templates have it.
const POWERSHELL: [&str; 14] = [
    "$ErrorActionPreference = 'Stop'",
    "New-Item -Path C:\\Temp -ItemType Directory -Force | Out-Null",
    "Invoke-WebRequest -Uri 'https://example.com/tool.msi' -OutFile C:\\Temp\\tool.msi -UseBasicParsing",
    "$run = Start-Process msiexec.exe -ArgumentList '/i', 'C:\\Temp\\tool.msi', '/qn' -Wait -PassThru",
    "if ($run.ExitCode -notin 0, 3010) { throw \"the installer said $($run.ExitCode)\" }",
    "Install-PackageProvider -Name NuGet -MinimumVersion 2.8.5.201 -Force | Out-Null",
    "foreach ($module in 'Az.Accounts', 'Az.Storage') { Install-Module $module -Force -Scope AllUsers }",
    "Set-ItemProperty -Path HKLM:\\SOFTWARE\\Example -Name Ready -Value 1",
    "@'",
    "{ \"ready\": true }",
    "'@ | Set-Content C:\\Temp\\state.json",
    "Get-Service WinRM | Select-Object Status",
    "Remove-Item C:\\Temp\\tool.msi -Force",
    "Write-Output 'done'",
];

/// A template of about 5 KB, most of it scripts; with another timeout it is the same after a keystroke.
fn template(timeout: u32, with_scripts: bool) -> String {
    let lines = |all: &[&str]| {
        let texts = all.iter().map(|it| {
            if with_scripts {
                (*it).to_owned()
            } else {
                "x".repeat(it.len())
            }
        });
        texts.collect::<Vec<_>>()
    };
    let steps: Vec<_> = (0..2)
        .flat_map(|n| {
            let (mut shell, mut powershell) = (lines(&SHELL), lines(&POWERSHELL));
            shell.push(format!("# {n}"));
            powershell.push(format!("# {n}"));
            // Both kinds in one template do not fit, and that is one finding more.
            [
                json!({ "type": "Shell", "name": format!("Linux {n}"), "inline": shell }),
                json!({ "type": "PowerShell", "name": format!("Windows {n}"), "inline": powershell }),
            ]
        })
        .collect();
    json!({
        "type": "Microsoft.VirtualMachineImages/imageTemplates",
        "location": "westeurope",
        "properties": {
            "buildTimeoutInMinutes": timeout,
            "source": { "type": "PlatformImage", "publisher": "x", "offer": "y", "sku": "z", "version": "latest" },
            "customize": steps,
            "distribute": [{ "type": "VHD", "runOutputName": "disk" }],
        }
    })
    .to_string()
}

/// Prints a table.
pub fn measure() {
    let settings = Settings::default();
    let line = |name: &str, bytes: usize, time: Duration| {
        println!("{name:<60} {bytes:>9} bytes {:>10.1} µs", time.as_secs_f64() * 1e6);
    };
    println!();
    let text = template(60, true);
    let silent = template(60, false);
    let (doc, other, blank) = (read(&text), read(&template(61, true)), read(&silent));
    let parse = best(|| serde_json::from_str::<serde_json::Value>(&text).is_ok());
    line("template with scripts: serde_json parses it", text.len(), parse);
    let whole = best(|| rules::check(&doc, &settings));
    line("  all rules, nothing remembered", text.len(), whole);
    line(
        "  the same with a word in the place of each script line",
        silent.len(),
        best(|| rules::check(&blank, &settings)),
    );
    let remembered = |doc: &Document| rules::check_again(doc, &settings, &Memo::default()).1;
    let memo = remembered(&doc);
    line(
        "  all rules after a keystroke outside the scripts",
        text.len(),
        best(|| rules::check_again(&other, &settings, &memo)),
    );
    for (name, dialect, all) in [
        ("  reading its shell script", Dialect::Shell, SHELL.join("\n")),
        (
            "  reading its PowerShell script",
            Dialect::PowerShell,
            POWERSHELL.join("\n"),
        ),
    ] {
        line(name, all.len(), best(|| reading::read(&all, dialect)));
    }
    println!();
    for (name, script) in hostile() {
        for dialect in [Dialect::Shell, Dialect::PowerShell] {
            let cut = if reading::read(&script, dialect).is_cut {
                ", left alone"
            } else {
                ""
            };
            line(
                &format!("{name}, {dialect:?}{cut}"),
                script.len(),
                best(|| reading::read(&script, dialect)),
            );
        }
    }
}

/// Scripts that nobody would write.
fn hostile() -> Vec<(&'static str, String)> {
    vec![
        ("20,000 open parentheses", "(".repeat(20_000)),
        ("20,001 double quotes", "\"".repeat(20_001)),
        ("20,001 single quotes", "'".repeat(20_001)),
        ("20,001 backticks", "`".repeat(20_001)),
        ("20,000 open expansions", "${a:-".repeat(20_000)),
        ("256 open expansions", "${a:-".repeat(256)),
        ("256 pipes", "a|".repeat(256)),
        ("256 open lists", "a=(".repeat(256)),
        ("5,000 open here-documents", "cat <<A\n".repeat(5_000)),
        ("250 open here-documents", "cat <<A\n".repeat(250)),
        ("20,000 open ifs", "if ".repeat(20_000)),
        ("15,000 redirections", "> a ".repeat(15_000)),
        ("1 MB on one line", format!("echo {}", "x".repeat(1_000_000))),
        ("64 KiB on one line", format!("echo {}", "x".repeat(65_000))),
        ("64 KiB of commands", "apt-get install -y nginx; ".repeat(2_500)),
        (
            "64 KiB of nested text",
            format!("bash -c '{}'", "a \"b\" $c;".repeat(6_000)),
        ),
        ("NUL", "echo a\0b; \0apt-get update\0".repeat(500)),
        ("half a character", "echo \u{fffd}; apt-get update; ".repeat(500)),
    ]
}
