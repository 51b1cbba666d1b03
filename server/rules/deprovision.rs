//! The hidden last step of every build, which generalises the VM.

mod wrong_path;

use crate::rules::Rule;

/// The rules of the family.
pub(super) static RULES: [&Rule; 1] = [&wrong_path::RULE];
