//! Messages of PowerShell and tools on Windows.

use super::{MERGING, NEW, OLD, located, of_powershell, template, template_with_file};

const SCRIPT: &str = "C:\\Windows\\Temp\\script-5f0c2b1a-0000-4000-8000-00000000000a.ps1";

const ITEMS: [&str; 5] = [
    "$ErrorActionPreference = 'Stop'",
    "choco install git",
    "Get-Item C:\\app | Remove-Item -Recurse -Force -Confirm:$false -ErrorAction Stop",
    "choco install git",
    "& {\n  Start-Service web\n}",
];

/// An error record at a line.
fn record(number: usize, source: &str) -> Vec<String> {
    vec![
        "choco : The command failed.".to_owned(),
        format!("At {SCRIPT}:{number} char:1"),
        format!("+ {source}"),
        "+ ~~~~~".to_owned(),
        "    + CategoryInfo          : ObjectNotFound: (choco:String) [], Exception".to_owned(),
        "    + FullyQualifiedErrorId : CommandNotFoundException".to_owned(),
        " ".to_owned(),
    ]
}

fn check(lines: &[String], packer: Option<super::PackerVersion>, expected: &str) {
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    assert_eq!(of_powershell(&ITEMS, &lines, packer), expected, "{lines:?}");
}

#[test]
fn a_record_quotes_its_line() {
    for version in [OLD, MERGING, NEW, None] {
        check(
            &record(77, "$ErrorActionPreference = 'Stop'"),
            version,
            "0.0: $ErrorActionPreference = 'Stop' (certain, Text)",
        );
        check(
            &record(77, "... p | Remove-Item -Recurse -Force -Confirm:$fal ..."),
            version,
            "2.0: Get-Item C:\\\\app | Remove-Item -Recurse -Force -Confirm:$false -ErrorAction Stop (certain, Text)",
        );
        check(&record(6, "Start-Service webs"), version, "-");
    }
    check(
        &record(6, "  Start-Service web"),
        OLD,
        "4.1: Start-Service web (certain, TextAndNumber)",
    );
}

#[test]
fn equal_lines_are_distinguished_by_the_version() {
    let git = "choco install git";
    check(&record(4, git), OLD, "3.0: choco install git (certain, TextAndNumber)");
    check(&record(2, git), OLD, "1.0: choco install git (certain, TextAndNumber)");
    check(&record(12, git), NEW, "3.0: choco install git (certain, TextAndNumber)");
    check(&record(10, git), NEW, "1.0: choco install git (certain, TextAndNumber)");
    check(&record(4, git), NEW, "-");
    check(&record(12, git), OLD, "-");
    check(&record(9, git), MERGING, "-");
    check(&record(4, git), None, "3.0: choco install git (certain, TextAndNumber)");
    check(
        &record(12, git),
        None,
        "3.0: choco install git (certain, TextAndNumber)",
    );
    check(&record(3, git), None, "-");
}

#[test]
fn the_command_is_a_sign_of_the_version() {
    let stack = format!("at <ScriptBlock>, {SCRIPT}: line 12");
    let long = "[INFO] command 'powershell -executionpolicy bypass \"& { if (Test-Path variable:global:ProgressPreference){set-variable -name variable:global:ProgressPreference -value 'SilentlyContinue'};. c:/Windows/Temp/packer-ps-env-vars-1.ps1; &'c:/Windows/Temp/script-1.ps1'; exit $LastExitCode }\"' exited with code: 1";
    let short =
        "[INFO] command 'powershell -executionpolicy bypass -file c:/Windows/Temp/script-1.ps1' exited with code: 1";
    assert_eq!(of_powershell(&ITEMS, &[&stack, long], None), "-");
    assert_eq!(
        of_powershell(&ITEMS, &[&stack, short], None),
        "3.0: choco install git (probable, Number)"
    );
    let early = stack.replace("line 12", "line 2");
    assert_eq!(
        of_powershell(&ITEMS, &[&early, long], None),
        "1.0: choco install git (probable, Number)"
    );
    assert_eq!(of_powershell(&ITEMS, &[&early, short], None), "-");
}

#[test]
fn stack_traces_lead_to_the_script_of_the_step() {
    let own = format!("at <ScriptBlock>, {SCRIPT}: line 3");
    let module = "at Install-Thing, C:\\Program Files\\WindowsPowerShell\\Modules\\Thing\\Thing.psm1: line 2";
    let expected =
        "2.0: Get-Item C:\\\\app | Remove-Item -Recurse -Force -Confirm:$false -ErrorAction Stop (probable, Number)";
    assert_eq!(of_powershell(&ITEMS, &[&own], OLD), expected);
    assert_eq!(
        of_powershell(&ITEMS, &[module, &own, "at <ScriptBlock>, <No file>: line 1"], OLD),
        expected
    );
    assert_eq!(of_powershell(&ITEMS, &[&format!("ERROR: {own}")], OLD), expected);
    assert_eq!(of_powershell(&ITEMS, &[module], OLD), "-");
    let outside = own.replace("line 3", "line 30");
    assert_eq!(of_powershell(&ITEMS, &[&outside], OLD), "-");
}

#[test]
fn newer_powershell_shows_a_block() {
    let output = [
        &format!("Remove-Item: {SCRIPT}:3"),
        "Line |",
        "   3 |  Get-Item C:\\app | Remove-Item -Recurse -Force -Confirm:$false \u{2026}",
        "     |                    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~",
        "     | Cannot find path 'C:\\app' because it does not exist.",
    ];
    assert_eq!(
        of_powershell(&ITEMS, &output, OLD),
        "2.0: Get-Item C:\\\\app | Remove-Item -Recurse -Force -Confirm:$false -ErrorAction Stop (certain, TextAndNumber)"
    );
    let nested = ["Get-Item:", "Line |", "   2 |  choco install git", "     |  ~~~~~"];
    assert_eq!(of_powershell(&ITEMS, &nested, OLD), "-");
}

#[test]
fn records_of_other_scripts_are_no_items() {
    for place in [
        "line:2",
        "C:\\app\\setup.ps1:2",
        "C:\\Windows\\Temp\\packer-elevated-shell-5f0c.ps1:2",
        "C:\\Windows\\Temp\\packer-windows-update-5f0c.ps1:2",
        "C:\\app\\script-5f0c.ps1:2",
        "C:\\Program Files\\WindowsPowerShell\\Modules\\A\\A.psm1:2",
    ] {
        let lines = [&format!("At {place} char:1"), "+ choco install git", "+ ~~~~~"];
        assert_eq!(of_powershell(&ITEMS, &lines, OLD), "-", "{place}");
    }
    let items = ["Install-Module PSWindowsUpdate", "choco install git"];
    let output = [
        "PackageManagement\\Install-Package : No match was found for the specified search criteria and module name 'PSWindowsUpdate'.",
        "At C:\\Program Files\\WindowsPowerShell\\Modules\\PowerShellGet\\1.0.0.1\\PSModule.psm1:1772 char:21",
        "+ ...          $null = PackageManagement\\Install-Package @PSBoundParameters",
    ];
    assert_eq!(
        of_powershell(&items, &output, None),
        "0.0: Install-Module PSWindowsUpdate (probable, Argument)"
    );
}

#[test]
fn errors_of_the_parser_are_probable() {
    let mut lines = record(2, "choco install git");
    lines[4] = "    + CategoryInfo          : ParserError: (:) [], ParseException".to_owned();
    check(&lines, OLD, "1.0: choco install git (probable, TextAndNumber)");
}

#[test]
fn wrapped_records_are_joined() {
    let lines = [
        format!("At {SCRIPT}:3"),
        "char:12".to_owned(),
        "+ Get-Item C:\\app | Remove-Item -Recurse -Force -Confirm:$false -ErrorAct".to_owned(),
        "ion Stop".to_owned(),
        "+ ~~~~~".to_owned(),
    ];
    check(
        &lines,
        OLD,
        "2.0: Get-Item C:\\\\app | Remove-Item -Recurse -Force -Confirm:$false -ErrorAction Stop (certain, TextAndNumber)",
    );
}

#[test]
fn an_argument_that_one_item_contains_is_probable() {
    let items = [
        "Write-Host 'Starting Web'",
        "Start-Service -Name Web",
        "& 'C:\\tools\\Setup.exe' /s",
        "Set-Location D:\\data",
    ];
    let check = |line: &str, expected: &str| assert_eq!(of_powershell(&items, &[line], None), expected, "{line}");
    check(
        "Start-Service : Cannot find any service with service name 'web'.",
        "1.0: Start-Service -Name Web (probable, Argument)",
    );
    check(
        "& : The term 'C:\\tools\\setup.exe' is not recognized as the name of a cmdlet, function, script file, or operable program.",
        "2.0: & 'C:\\\\tools\\\\Setup.exe' /s (probable, Argument)",
    );
    check(
        "Set-Location : Cannot find path 'D:\\data' because it does not exist.",
        "3.0: Set-Location D:\\\\data (probable, Argument)",
    );
    check("Cannot find path 'D:\\' because it does not exist.", "-");
}

#[test]
fn listed_commands_stand_for_computed_items() {
    let items = [
        "[concat('a', variables('b'))]",
        "choco install git",
        "choco install git",
    ];
    let output = [
        "Found command: Install-Thing",
        "Found command: choco install git",
        "Found command: choco install git",
        "Provisioning with Powershell...",
        &format!("At {SCRIPT}:2 char:1"),
        "+ choco install git",
    ];
    let doc = template("PowerShell", &items);
    assert_eq!(
        located(&doc, &output, OLD),
        "1.0: choco install git (certain, TextAndNumber)"
    );
    assert_eq!(located(&doc, &output[4..], OLD), "-");
}

#[test]
fn lines_of_a_script_file_have_their_own_numbers() {
    let script =
        "# Setup\r\nchoco install git\r\n@'\r\nchoco install git\r\n'@ | Set-Content a.txt\r\nchoco install git\r\n";
    let doc = template_with_file("PowerShell", "a.ps1", script);
    for version in [OLD, MERGING, NEW, None] {
        let lines = record(6, "choco install git");
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        assert_eq!(
            located(&doc, &lines, version),
            "5: choco install git (certain, TextAndNumber)"
        );
    }
}

#[test]
fn lines_that_packer_writes_twice_count_once() {
    let lines = record(4, "choco install git");
    let each: Vec<String> = lines.iter().flat_map(|it| [it.clone(), it.clone()]).collect();
    let all = [lines.clone(), lines.clone()].concat();
    let (mut late, first) = (lines.clone(), &lines[..2]);
    late.splice(3..3, first.iter().cloned());
    for lines in [each, all, late] {
        check(&lines, OLD, "3.0: choco install git (certain, TextAndNumber)");
    }
}
