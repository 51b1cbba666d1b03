//! Events in a build log: lines that mark where stages start and end, and how the build ended.

use crate::doctor::lines::{self, Line};

/// An event of a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event<'t> {
    /// Resources are being created.
    Deploying,
    /// The staging resource group in an address: `IT_…`.
    Group(&'t str),
    /// Waiting for the build VM over WinRM or SSH.
    Connecting(&'static str),
    Connected,
    /// A provisioner of Packer starts.
    Started(&'t str),
    Ended(&'t str),
    /// The running step is the one that generalizes the VM.
    Deprovisioning,
    /// A command returned an exit code.
    Exit(i64),
    /// A state reported by Sysprep.
    ImageState(&'t str),
    CleaningUp,
    /// A step failed.
    StepFailed,
    /// Azure refused a request, which ends a build unless it goes on.
    Refused,
    Cancelling,
    Failed,
    Succeeded,
    /// The last lines of a log.
    Finalizing,
}

/// Every line with an event contains one of these substrings.
pub const ANCHORS: [&str; 30] = [
    "(telemetry)",
    "Deploying deployment template",
    "/operationStatuses/",
    "method=\"POST\"",
    "method=\"DELETE\"",
    "/IT_",
    "Waiting for WinRM",
    "WinRM connected",
    "Waiting for SSH",
    "Connected to SSH",
    "DeprovisioningScript",
    "Sysprepping VM",
    "waagent -force -deprovision",
    "eleting individual resources",
    "Provisioning step had errors",
    "Cancelling ",
    "exited with code: ",
    "ended with: ",
    "' errored",
    "' finished after ",
    "--> ",
    "complete successfully and had errors",
    "exporting Packer logs",
    ",error []string{",
    "IMAGE_STATE_",
    "Failed to initialize build",
    "Failed to prepare build",
    "panic: ",
    "PACKER CRASH",
    "ERROR: -> ",
];

/// The events of a line.
pub fn events<'t>(line: &Line<'t>) -> Vec<Event<'t>> {
    let payload = line.payload.trim_start();
    let said = payload.strip_prefix("[INFO] ").unwrap_or(payload);
    let mut events = Vec::new();
    if let Some(telemetry) = said.strip_prefix("(telemetry) ") {
        let (action, kind) = telemetry.rsplit_once(' ').unwrap_or((telemetry, ""));
        events.extend(match action {
            "Starting provisioner" => Some(Event::Started(kind)),
            "ending" => Some(Event::Ended(kind)),
            _ => telemetry.starts_with("Finalizing").then_some(Event::Finalizing),
        });
        return events;
    }
    if let Some((_, rest)) = payload.split_once("/IT_") {
        let end = rest.find(['/', '?', '"', '\\', ' ']).unwrap_or(rest.len());
        events.extend(rest.get(..end).map(Event::Group));
    }
    events.extend(exit_code(said).map(Event::Exit));
    events.extend(announced(line.text.trim()).or_else(|| request(payload)));
    if line.reason().is_some() || lines::is_refusal(payload) || payload.contains("complete successfully and had errors")
    {
        events.push(Event::Failed);
    }
    if payload.starts_with("Build '") && payload.contains("' finished after ") {
        events.push(Event::Succeeded);
    }
    events
}

/// The event of a message by Packer or the final step.
fn announced(text: &str) -> Option<Event<'_>> {
    const STARTS: [(&str, Event<'static>); 14] = [
        ("Deploying deployment template", Event::Deploying),
        ("Waiting for WinRM", Event::Connecting("WinRM")),
        ("[INFO] Waiting for WinRM", Event::Connecting("WinRM")),
        ("Waiting for SSH", Event::Connecting("SSH")),
        ("[INFO] Waiting for SSH", Event::Connecting("SSH")),
        ("WinRM connected", Event::Connected),
        ("Connected to SSH", Event::Connected),
        (">>> Sysprepping VM", Event::Deprovisioning),
        ("Deleting individual resources", Event::CleaningUp),
        (
            "The resource group was not created by Packer, deleting",
            Event::CleaningUp,
        ),
        ("Provisioning step had errors", Event::StepFailed),
        ("ERROR: -> ", Event::Refused),
        ("Cancelling ", Event::Cancelling),
        ("Done exporting Packer logs", Event::Finalizing),
    ];
    let is_word = |it: &str| it.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    if let Some(state) = text.strip_prefix("IMAGE_STATE_").filter(|it| is_word(it)) {
        return Some(Event::ImageState(state));
    }
    let starts = STARTS.iter().find(|(start, _)| text.starts_with(start));
    if let Some((_, event)) = starts {
        return Some(*event);
    }
    let is_last = text.starts_with("Found command: if( TEST-PATH c:\\DeprovisioningScript.ps1")
        || text.contains("waagent -force -deprovision")
        || (text.contains("/tmp/DeprovisioningScript.sh") && text.contains("chmod"));
    is_last.then_some(Event::Deprovisioning)
}

/// The event of a request to Resource Manager.
fn request(payload: &str) -> Option<Event<'_>> {
    let rest = payload.strip_prefix("Azure request method=\"")?;
    // A completed deployment is deleted from the list of deployments.
    let is_deployment = rest.contains("/deployments/");
    match rest.split_once('"')?.0 {
        "POST" => Some(Event::Deploying),
        "GET" if is_deployment => Some(Event::Deploying),
        "DELETE" if !is_deployment => Some(Event::CleaningUp),
        _ => None,
    }
}

/// The exit code of a command.
fn exit_code(said: &str) -> Option<i64> {
    let behind = said
        .split_once("' exited with code: ")
        .or_else(|| said.split_once("Communicator ended with: "))?
        .1;
    let end = behind
        .find(|c: char| !c.is_ascii_digit() && c != '-')
        .unwrap_or(behind.len());
    behind.get(..end)?.parse().ok()
}
