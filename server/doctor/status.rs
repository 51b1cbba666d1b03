//! What the service says of a template's last run: the answer of `az image builder show`, of PowerShell, or a part of one.

use std::sync::LazyLock;

use crate::doctor::build::Outcome;
use crate::doctor::fragment::{self, Bound, Pattern};

/// The state of the last run, as far as the text tells it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Status {
    /// `runState`
    pub state: Option<String>,
    /// `runSubState`: where the run was.
    pub sub_state: Option<String>,
    /// `provisioningState` of the template.
    pub provisioning: Option<String>,
    pub operation: Option<String>,
    /// Where `customization.log` lies.
    pub log: Option<String>,
}

/// Stretches that every line with a part of it holds.
pub const ANCHORS: [&str; 7] = [
    "runState",
    "RunState",
    "RunSubState",
    "runSubState",
    "rovisioningState",
    "OperationId: ",
    "/customization.log",
];

/// A member that is told, and the way to tell it.
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
        .filter_map(|(member, it)| Some((member, fragment::compile(it, Bound::Anywhere)?)));
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
    /// Takes what a line tells; what was told first stays.
    pub fn read(&mut self, line: &str) {
        for (member, pattern) in MEMBERS.iter() {
            let found = pattern.find(line).and_then(|it| it.first().map(|it| it.1));
            // Where a text is empty, the next one in quotes is another's.
            let Some(value) = found.filter(|it| !it.contains(['"', ','])) else {
                continue;
            };
            let place = match member {
                Member::State => &mut self.state,
                Member::SubState => &mut self.sub_state,
                Member::Provisioning => &mut self.provisioning,
                Member::Operation => &mut self.operation,
            };
            place.get_or_insert_with(|| value.to_owned());
        }
        self.log = self.log.take().or_else(|| log_address(line).map(str::to_owned));
    }

    /// Whether nothing of a run was told: any resource of Azure has a `provisioningState`.
    pub fn is_empty(&self) -> bool {
        self.state.is_none() && self.sub_state.is_none() && self.log.is_none()
    }

    /// How the run ended.
    pub fn outcome(&self) -> Outcome {
        match self.state.as_deref() {
            Some("Succeeded") => Outcome::Succeeded,
            Some("Failed" | "PartiallySucceeded") => Outcome::Failed,
            Some("Canceled") => Outcome::Cancelled,
            _ => Outcome::Unknown,
        }
    }
}

/// The address of a log, or its path in a storage account, as a sentence of the service tells it.
fn log_address(line: &str) -> Option<&str> {
    const NAME: &str = "/customization.log";
    let end = line.find(NAME)? + NAME.len();
    let before = line.get(..end)?;
    let start = before.rfind([' ', '"', '\'', '\n']).map_or(0, |it| it + 1);
    before.get(start..).filter(|it| it.len() > NAME.len())
}
