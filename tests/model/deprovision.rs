//! The script of the last step: its places, and steps that write it anew.

use aib_ls::model::deprovision::{self, Override};
use aib_ls::model::os::Os;
use expect_test::{Expect, expect};

#[test]
fn paths_of_the_deprovisioning_scripts() {
    for (path, expected) in [
        ("c:\\DeprovisioningScript.ps1", Some(Os::Windows)),
        ("C:/deprovisioningscript.PS1", Some(Os::Windows)),
        ("/tmp/DeprovisioningScript.sh", Some(Os::Linux)),
        ("/tmp/deprovisioningscript.sh", None),
        ("c:\\Temp\\DeprovisioningScript.ps1", None),
        ("", None),
    ] {
        assert_eq!(deprovision::script_at(path), expected, "{path}");
    }
}

fn check(way: Override, expected: Expect) {
    let step: serde_json::Value = serde_json::from_str(&way.step()).unwrap();
    assert_eq!(step["type"], way.step_type());
    let commands: Vec<_> = step["inline"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it.as_str().unwrap())
        .collect();
    assert_eq!(commands, way.commands());
    expected.assert_eq(&commands.join("\n"));
}

#[test]
fn steps_that_write_the_whole_script() {
    check(
        Override::Windows,
        expect![[r#"
        @'
        foreach ($agent in 'RdAgent', 'WindowsAzureGuestAgent') {
          while ((Get-Service $agent -ErrorAction SilentlyContinue).Status -ne 'Running') { Start-Sleep -Seconds 5 }
        }
        Remove-Item $Env:SystemRoot\System32\Sysprep\unattend.xml, $Env:SystemRoot\Panther\unattend.xml -Force -ErrorAction SilentlyContinue
        & $Env:SystemRoot\System32\Sysprep\Sysprep.exe /oobe /generalize /quiet /quit
        do {
          Start-Sleep -Seconds 5
          $state = (Get-ItemProperty HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Setup\State).ImageState
          Write-Output $state
        } until ($state -eq 'IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE')
        '@ | Set-Content -Path c:\DeprovisioningScript.ps1"#]],
    );
    check(
        Override::WindowsVm,
        expect![[r#"
        @'
        foreach ($agent in 'RdAgent', 'WindowsAzureGuestAgent') {
          while ((Get-Service $agent -ErrorAction SilentlyContinue).Status -ne 'Running') { Start-Sleep -Seconds 5 }
        }
        Remove-Item $Env:SystemRoot\System32\Sysprep\unattend.xml, $Env:SystemRoot\Panther\unattend.xml -Force -ErrorAction SilentlyContinue
        & $Env:SystemRoot\System32\Sysprep\Sysprep.exe /oobe /generalize /quiet /quit /mode:vm
        do {
          Start-Sleep -Seconds 5
          $state = (Get-ItemProperty HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Setup\State).ImageState
          Write-Output $state
        } until ($state -eq 'IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE')
        '@ | Set-Content -Path c:\DeprovisioningScript.ps1"#]],
    );
    check(
        Override::Linux,
        expect![[r#"
        cat > /tmp/DeprovisioningScript.sh << 'SCRIPT'
        #!/bin/sh
        PATH=$PATH:/usr/sbin
        waagent -force -deprovision+user && export HISTSIZE=0 && sync
        SCRIPT
        chmod +x /tmp/DeprovisioningScript.sh"#]],
    );
}
