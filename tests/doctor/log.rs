//! Logs of our own: builds that went well, and the ordinary lines that a log is full of.

/// The operation id of the lines made here.
pub const OPERATION: &str = "3b1f6c52-97a0-4d6e-8f21-c0d94e7a5b18";

/// Ordinary lines, so many, as scripts and Packer write them; the seed is fixed.
pub fn noise(count: usize) -> impl Iterator<Item = String> {
    let mut state = 0x9E37_79B9_u32;
    (0..count).map(move |at| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        let (minute, second) = (at / 60 % 60, at % 60);
        let number = state % 10_000;
        let said = match state % 12 {
            0 => format!("    azure-arm: Get:{number} http://azure.archive.ubuntu.com/ubuntu jammy/main amd64 lib{number} 1.{number} [56 kB]"),
            1 => format!("    azure-arm: Unpacking lib{number} (1.{number}-1ubuntu1) ..."),
            2 => format!("    azure-arm: Setting up lib{number} (1.{number}-1ubuntu1) ..."),
            3 => format!("==> azure-arm: + echo step {number} of the setup"),
            4 => format!("2024/03/04 10:{minute:02}:{second:02} packer-provisioner-shell plugin: {number} bytes written for 'stdout'"),
            5 => format!("2024/03/04 10:{minute:02}:{second:02} [INFO] {number} bytes written for 'stderr'"),
            6 => format!("2024/03/04 10:{minute:02}:{second:02} ui:     azure-arm: Progress: {} %", number % 100),
            7 => "    azure-arm: WARNING: apt does not have a stable CLI interface. Use with caution in scripts.".to_owned(),
            8 => format!("    azure-arm: 0 errors, 0 warnings, {number} files checked"),
            9 => format!("2024/03/04 10:{minute:02}:{second:02} packer-plugin-azure plugin: Azure response status=\"200 OK\" method=\"GET\" body=\"\""),
            10 => format!("    azure-arm: Invoke-WebRequest: {number} of 10000 bytes received, error count 0"),
            _ => String::new(),
        };
        format!("[{OPERATION}] PACKER {said}")
    })
}

/// Logs of builds that came to their end, with what scares people in them.
pub fn successful() -> Vec<(&'static str, String)> {
    vec![("linux", linux()), ("windows", windows())]
}

fn linux() -> String {
    let mut lines = vec![
        "2024/03/04 10:00:00 packer-plugin-azure plugin: Azure request method=\"POST\" request=\"https://management.azure.com/subscriptions/s/resourceGroups/IT_rg_web_1f0c/providers/Microsoft.Storage/storageAccounts\" body=\"\"",
        "==> azure-arm: Deploying deployment template ...",
        "==> azure-arm: Waiting for SSH to become available...",
        "2024/03/04 10:02:00 [INFO] Waiting for SSH, up to timeout: 20m0s",
        "==> azure-arm: Connected to SSH!",
        "2024/03/04 10:03:00 [INFO] (telemetry) Starting provisioner file",
        "==> azure-arm: Uploading /tmp/a.zip => /tmp/b.zip",
        "a.zip 826 B / 82600 B  1.00%",
        "a.zip 82600 B / 82600 B  100.00%",
        "2024/03/04 10:03:05 [INFO] (telemetry) ending file",
        "2024/03/04 10:03:05 [INFO] (telemetry) Starting provisioner shell",
        "==> azure-arm: E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 99 (apt)",
        "    azure-arm: cat: /root/x: Permission denied",
        "    azure-arm: context deadline exceeded, trying again",
        "2024/03/04 10:09:05 packer-provisioner-shell plugin: [INFO] command 'chmod +x /tmp/script_1.sh' exited with code: 0",
        "2024/03/04 10:09:05 [INFO] (telemetry) ending shell",
        "2024/03/04 10:09:06 [INFO] (telemetry) Starting provisioner shell",
        "    azure-arm: WARNING! The waagent service will be stopped. waagent -force -deprovision",
        "2024/03/04 10:09:30 [INFO] (telemetry) ending shell",
        "==> azure-arm: Skipping image creation...",
        "==> azure-arm: Error deleting resource. Will retry.",
        "==> azure-arm: Resource: pkrip1, Code=\"PublicIPAddressCannotBeDeleted\"",
    ];
    lines.extend(END);
    with_prefix(&lines)
}

fn windows() -> String {
    let mut lines = vec![
        "2024/03/04 10:00:00 packer-plugin-azure plugin: Waiting for WinRM, up to timeout: 10m0s",
        "    azure-arm: WinRM connected.",
        "2024/03/04 10:03:00 [INFO] (telemetry) Starting provisioner windows-update",
        "    azure-arm: Waiting for operation to complete (system performance: 98% cpu; 90% memory)...",
        "2024/03/04 10:20:00 packer-plugin-azure plugin: [INFO] command 'PowerShell -File C:/Windows/Temp/packer-windows-update-elevated.ps1' exited with code: 101",
        "==> azure-arm: A system shutdown is in progress.(1115)",
        "2024/03/04 10:21:00 packer-provisioner-windows-update: Retryable error: Machine not yet available (exit status 1115)",
        "2024/03/04 10:22:00 [INFO] (telemetry) ending windows-update",
        "2024/03/04 10:22:00 [INFO] (telemetry) Starting provisioner powershell",
        "    azure-arm: if ($imageState -eq 'IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE') { break }",
        "    azure-arm: >>> Sysprepping VM ...",
        "==> azure-arm: Get-Service : Cannot find any service with service name 'WindowsAzureTelemetryService'.",
        "    azure-arm: IMAGE_STATE_COMPLETE",
        "    azure-arm: IMAGE_STATE_UNDEPLOYABLE",
        "    azure-arm: IMAGE_STATE_UNDEPLOYABLE",
        "    azure-arm: IMAGE_STATE_UNDEPLOYABLE",
        "    azure-arm: IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE",
        "    azure-arm: >>> Sysprep complete ...",
        "2024/03/04 10:30:00 [INFO] (telemetry) ending powershell",
    ];
    lines.extend(END);
    with_prefix(&lines)
}

const END: [&str; 5] = [
    "2024/03/04 10:31:00 ui: Build 'azure-arm' finished after 31 minutes.",
    "==> Wait completed after 31 minutes",
    "==> Builds finished but no artifacts were created.",
    "2024/03/04 10:31:00 [INFO] (telemetry) Finalizing.",
    "Done exporting Packer logs to Azure Storage.",
];

fn with_prefix(lines: &[&str]) -> String {
    let one = |it: &&str| match it.starts_with("a.zip") {
        true => (*it).to_owned(),
        false => format!("[{OPERATION}] PACKER {it}"),
    };
    lines.iter().map(one).collect::<Vec<_>>().join("\r\n")
}
