//! Rules about pipelines that start a build and wait for it.

mod hosted_agent_limit;

use crate::rules::Rule;

/// The rules of the family.
pub(super) static RULES: [&Rule; 1] = [&hosted_agent_limit::RULE];
