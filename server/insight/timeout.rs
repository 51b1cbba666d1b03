//! How long a build may take, how long its scripts and restarts wait, and which of its parts are
//! known to use the time up.

use crate::model::generation;
use crate::model::os::{self, Os};
use crate::model::regions;
use crate::model::step;
use crate::model::template::Template;
use crate::model::value::{self, Value};
use crate::model::vm_size;
use crate::script::source::Script;
use crate::script::{analysis, wait};
use crate::syntax::tree::{Kind, Node};

/// The timeout that the service takes where the template sets none, in minutes.
pub const DEFAULT: i64 = 240;

/// The limit in minutes of a job on a Microsoft-hosted agent, in a private project.
pub const HOSTED_AGENT: i64 = 60;

/// Where the timeout comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Omitted, or 0, which means the same.
    Default,
    Written(i64),
    /// It is the value or the default of a parameter, or the value of a variable.
    Deduced(i64),
    /// Computed by an expression, or not an integer.
    Unknown,
}

impl Limit {
    /// The effective minutes, if known.
    pub fn minutes(self) -> Option<i64> {
        match self {
            Self::Default => Some(DEFAULT),
            Self::Written(minutes) | Self::Deduced(minutes) => Some(minutes),
            Self::Unknown => None,
        }
    }

    /// Whether the service takes it.
    pub fn is_accepted(self) -> bool {
        self.minutes().is_some_and(|it| (6..=960).contains(&it))
    }
}

/// The timeout of a template.
pub fn limit(template: Template<'_>) -> Limit {
    match value::integer(template.property("buildTimeoutInMinutes")) {
        Value::Known(0, _) | Value::Missing => Limit::Default,
        Value::Known(minutes, _) => Limit::Written(minutes),
        Value::Computed(node) => match template.resolve(node).and_then(|it| it.as_i64()) {
            Some(0) => Limit::Default,
            Some(minutes) => Limit::Deduced(minutes),
            None => Limit::Unknown,
        },
        Value::Wrong(_) => Limit::Unknown,
    }
}

/// The waits of a template's scripts and restarts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Waits {
    /// The literal waits of all scripts together, in seconds: they surely pass.
    pub scripts: u64,
    /// How many steps restart the machine.
    pub restarts: u64,
    /// The most that those may wait together, in seconds, as far as it is written.
    pub restart_limit: u64,
    /// Whether there are restarts of which it is not.
    pub is_open: bool,
}

/// The waits of all steps and validators.
pub fn waits(template: Template<'_>) -> Waits {
    let mut waits = Waits::default();
    for step in step::customizers(template).chain(step::validators(template)) {
        // A cheap check is enough for nearly all scripts.
        let script = Script::of_step(step).filter(|it| it.text.to_ascii_lowercase().contains("sleep"));
        let parsed = script.map(|it| analysis::analyze(&it.text, it.dialect));
        waits.scripts = waits.scripts.saturating_add(parsed.as_ref().map_or(0, wait::seconds));
    }
    let restarts = template.customizers().filter(|it| is_of(*it, "WindowsRestart"));
    for step in restarts {
        waits.restarts += 1;
        let seconds = match value::text(step.get("restartTimeout")) {
            Value::Missing => Some(RESTART_DEFAULT),
            Value::Known(text, _) => duration(&text),
            Value::Computed(_) | Value::Wrong(_) => None,
        };
        waits.restart_limit = waits.restart_limit.saturating_add(seconds.unwrap_or_default());
        waits.is_open |= seconds.is_none();
    }
    waits
}

/// How long a restart may take where the step does not say, in seconds. Source: template reference,
/// `restartTimeout`.
const RESTART_DEFAULT: u64 = 5 * 60;

/// A time as the service writes it, numbers with units such as `1h30m`, in whole seconds.
fn duration(text: &str) -> Option<u64> {
    let mut rest = text.trim();
    let mut milliseconds: u64 = 0;
    while !rest.is_empty() {
        let (number, behind) = rest.split_at_checked(rest.find(|c: char| !c.is_ascii_digit())?)?;
        let (factor, behind) = [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000)]
            .iter()
            .find_map(|(unit, factor)| Some((*factor, behind.strip_prefix(unit)?)))?;
        milliseconds = milliseconds.saturating_add(number.parse::<u64>().ok()?.saturating_mul(factor));
        rest = behind;
    }
    Some(milliseconds / 1000)
}

/// A part of a template that is known to use much time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slow {
    /// Steps that install Windows updates: how many, and the name of the first that has one.
    Updates(usize, Option<String>),
    /// Steps that copy a file, which takes hours for a large one.
    Files(usize, Option<String>),
    /// One core for a Windows build.
    OneCore(String),
    /// Boot optimization, and the minutes within which nineteen of twenty are done.
    BootOptimization(Option<i64>),
    /// Replication to this many regions.
    Replication(usize),
}

/// The parts of a template that are known to use much time, in the order in which they run.
pub fn slow_parts(template: Template<'_>) -> Vec<Slow> {
    let system = os::operating_system(template).map(|it| it.os);
    let steps = |kind: &str| {
        let named: Vec<Node<'_>> = template.customizers().filter(|it| is_of(*it, kind)).collect();
        let name = named.iter().find_map(|it| value::text(it.get("name")).known());
        (
            named.len(),
            name.map(|it| it.into_owned()).filter(|it| !it.trim().is_empty()),
        )
    };
    let mut parts = Vec::new();
    if let Some(size) = size_of(template).filter(|it| system == Some(Os::Windows) && has_one_core(it)) {
        parts.push(Slow::OneCore(size));
    }
    if let (count @ 1.., name) = steps("WindowsUpdate") {
        parts.push(Slow::Updates(count, name));
    }
    if let (count @ 1.., name) = steps("File") {
        parts.push(Slow::Files(count, name));
    }
    if optimizes_boot(template) {
        // The published 95th percentiles of the optimization alone. Source: vm-boot-optimization.
        let most = system.map(|it| match it {
            Os::Linux => 21,
            Os::Windows => 35,
        });
        parts.push(Slow::BootOptimization(most));
    }
    let regions = template.distributors().map(regions::count).max().unwrap_or_default();
    if regions >= regions::MANY {
        parts.push(Slow::Replication(regions));
    }
    parts
}

/// Whether the finished image is to be optimized for a fast start.
pub fn optimizes_boot(template: Template<'_>) -> bool {
    let state = template.property("optimize").and_then(|it| it.at(&["vmBoot", "state"]));
    state.and_then(Node::as_str).is_some_and(|it| it == "Enabled")
}

fn size_of(template: Template<'_>) -> Option<String> {
    match vm_size::node(template) {
        Some(node) => {
            let text = template.resolved_text(Some(node))?.into_owned();
            if text.is_empty() {
                default_size(template)
            } else {
                Some(text)
            }
        }
        None if template
            .property("vmProfile")
            .is_none_or(|it| it.kind() == Kind::Object) =>
        {
            default_size(template)
        }
        None => None,
    }
}

fn default_size(template: Template<'_>) -> Option<String> {
    let generation = generation::generation(template)?.generation;
    Some(vm_size::default_for(generation).to_owned())
}

fn has_one_core(size: &str) -> bool {
    vm_size::parse(size).and_then(|it| it.cores()) == Some(1)
}

fn is_of(step: Node<'_>, kind: &str) -> bool {
    value::text(step.get("type")).known().is_some_and(|it| it == kind)
}
