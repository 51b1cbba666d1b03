//! The hidden last step of every build, which generalises the VM: the scripts that it runs, what
//! they contain unless a step writes another one instead, and steps that do.
//! Source: "Troubleshoot Azure VM Image Builder", VMs created from images aren't created
//! successfully.

use crate::model::os::Os;
use crate::syntax::string;

/// The script that the last step runs on Windows; case does not count.
pub const WINDOWS_PATH: &str = r"c:\DeprovisioningScript.ps1";

/// The script that the last step runs on Linux, to the letter.
pub const LINUX_PATH: &str = "/tmp/DeprovisioningScript.sh";

/// The path of a system's script.
pub fn path(os: Os) -> &'static str {
    match os {
        Os::Windows => WINDOWS_PATH,
        Os::Linux => LINUX_PATH,
    }
}

/// The system whose script a path is.
pub fn script_at(path: &str) -> Option<Os> {
    if path == LINUX_PATH {
        Some(Os::Linux)
    } else if path.replace('/', "\\").eq_ignore_ascii_case(WINDOWS_PATH) {
        Some(Os::Windows)
    } else {
        None
    }
}

/// The command that generalises, as the service runs it.
pub fn command(os: Os) -> &'static str {
    match os {
        Os::Windows => "Sysprep.exe /oobe /generalize /quiet /quit",
        Os::Linux => "waagent -force -deprovision+user",
    }
}

/// A way to write the script anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Override {
    /// What the service runs on Windows.
    Windows,
    /// The same with `/mode:vm`, for a VM on which Hyper-V was installed.
    WindowsVm,
    /// What the service runs on Linux.
    Linux,
}

impl Override {
    /// Every one, the plainest first.
    pub const ALL: [Self; 3] = [Self::Windows, Self::WindowsVm, Self::Linux];

    /// The system that it is for.
    pub fn os(self) -> Os {
        match self {
            Self::Windows | Self::WindowsVm => Os::Windows,
            Self::Linux => Os::Linux,
        }
    }

    /// The `type` of the step that writes it.
    pub fn step_type(self) -> &'static str {
        match self.os() {
            Os::Windows => "PowerShell",
            Os::Linux => "Shell",
        }
    }

    /// The commands of the step: the whole script, written to the path that the last step uses.
    pub fn commands(self) -> Vec<String> {
        let mut commands = match self.os() {
            Os::Windows => WINDOWS.map(str::to_owned).to_vec(),
            Os::Linux => LINUX.map(str::to_owned).to_vec(),
        };
        if self == Self::WindowsVm {
            let sysprep = commands.iter_mut().filter(|it| it.contains(command(Os::Windows)));
            sysprep.for_each(|it| it.push_str(" /mode:vm"));
        }
        commands
    }

    /// The step in JSON, indented from column 0 by two spaces a level.
    pub fn step(self) -> String {
        let items: Vec<String> = self.commands().iter().map(|it| string::quote(it)).collect();
        format!(
            "{{\n  \"type\": \"{}\",\n  \"name\": \"DeprovisioningScript\",\n  \"inline\": [\n    {}\n  ]\n}}",
            self.step_type(),
            items.join(",\n    ")
        )
    }
}

/// An equivalent of what the service runs on Windows, as a step writes it. The guest agent has
/// to be up before Sysprep begins; an answer file would change what Sysprep does; and the VM may be
/// captured only when Sysprep is done. The mark that ends the text begins its line.
const WINDOWS: [&str; 12] = [
    "@'",
    "foreach ($agent in 'RdAgent', 'WindowsAzureGuestAgent') {",
    "  while ((Get-Service $agent -ErrorAction SilentlyContinue).Status -ne 'Running') { Start-Sleep -Seconds 5 }",
    "}",
    r"Remove-Item $Env:SystemRoot\System32\Sysprep\unattend.xml, $Env:SystemRoot\Panther\unattend.xml -Force -ErrorAction SilentlyContinue",
    r"& $Env:SystemRoot\System32\Sysprep\Sysprep.exe /oobe /generalize /quiet /quit",
    "do {",
    "  Start-Sleep -Seconds 5",
    r"  $state = (Get-ItemProperty HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Setup\State).ImageState",
    "  Write-Output $state",
    "} until ($state -eq 'IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE')",
    r"'@ | Set-Content -Path c:\DeprovisioningScript.ps1",
];

/// What the service runs on Linux, as a step writes it.
const LINUX: [&str; 6] = [
    "cat > /tmp/DeprovisioningScript.sh << 'SCRIPT'",
    "#!/bin/sh",
    "PATH=$PATH:/usr/sbin",
    "waagent -force -deprovision+user && export HISTSIZE=0 && sync",
    "SCRIPT",
    "chmod +x /tmp/DeprovisioningScript.sh",
];
