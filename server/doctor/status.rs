//! The status of the last run in a response of the service: the output of `az image builder show` or PowerShell, or part of it.

use std::sync::LazyLock;

use crate::doctor::pattern::{self, Bound, Pattern};
use crate::doctor::timeline::BuildResult;

/// The status of the last run, as far as the text contains it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Status {
    /// `runState`
    pub state: Option<String>,
    /// `runSubState`: the phase of the run.
    pub sub_state: Option<String>,
    /// `provisioningState` of the template.
    pub provisioning: Option<String>,
    pub operation: Option<String>,
    /// The address of `customization.log`.
    pub log: Option<String>,
}

/// Every line with part of a status contains one of these substrings.
pub const ANCHORS: [&str; 7] = [
    "runState",
    "RunState",
    "RunSubState",
    "runSubState",
    "rovisioningState",
    "OperationId: ",
    "/customization.log",
];

/// The notations of each property.
static MEMBERS: LazyLock<Vec<(Member, Pattern)>> = LazyLock::new(|| {
    let members = [
        (Member::State, "\"runState\": \"{state}\""),
        (Member::State, "LastRunStatusRunState : {state}"),
        (Member::SubState, "\"runSubState\": \"{state}\""),
        (Member::SubState, "LastRunStatusRunSubState : {state}"),
        (Member::Provisioning, "\"provisioningState\": \"{state}\""),
        (Member::Provisioning, "ProvisioningState : {state}"),
        (Member::Operation, "OperationId: {id}"),
    ];
    let compiled = members
        .into_iter()
        .filter_map(|(member, it)| Some((member, pattern::compile(it, Bound::Anywhere)?)));
    compiled.collect()
});

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Member {
    State,
    SubState,
    Provisioning,
    Operation,
}

impl Status {
    /// Reads a line; the first value of each property counts.
    pub fn read(&mut self, line: &str) {
        for (member, pattern) in MEMBERS.iter() {
            let found = pattern.find(line).and_then(|it| it.first().map(|it| it.1));
            // After an empty string the next quoted text belongs to another property.
            let Some(value) = found.filter(|it| !it.contains(['"', ','])) else {
                continue;
            };
            let property = match member {
                Member::State => &mut self.state,
                Member::SubState => &mut self.sub_state,
                Member::Provisioning => &mut self.provisioning,
                Member::Operation => &mut self.operation,
            };
            property.get_or_insert_with(|| value.to_owned());
        }
        self.log = self.log.take().or_else(|| log_address(line).map(str::to_owned));
    }

    /// Whether the text contains no status of a run; every Azure resource has a `provisioningState`.
    pub fn is_empty(&self) -> bool {
        self.state.is_none() && self.sub_state.is_none() && self.log.is_none()
    }

    /// How the run ended.
    pub fn result(&self) -> BuildResult {
        match self.state.as_deref() {
            Some("Succeeded") => BuildResult::Succeeded,
            Some("Failed" | "PartiallySucceeded") => BuildResult::Failed,
            Some("Canceled") => BuildResult::Cancelled,
            _ => BuildResult::Unknown,
        }
    }
}

/// The address of a log, or its path in a storage account, in a message of the service.
fn log_address(line: &str) -> Option<&str> {
    const NAME: &str = "/customization.log";
    let end = line.find(NAME)? + NAME.len();
    let before = line.get(..end)?;
    let start = before.rfind([' ', '"', '\'', '\n']).map_or(0, |it| it + 1);
    before.get(start..).filter(|it| it.len() > NAME.len())
}
