//! What rules share: findings, what becomes of them, and what rules need to word them.

pub mod check_result;
pub mod directives;
pub(in crate::rules) mod empty_names;
pub mod finding;
pub(super) mod findings;
mod grafts;
pub mod groups;
pub mod in_files;
pub mod in_parameter_file;
pub(super) mod in_place;
pub mod labels;
pub mod memo;
pub mod names;
pub(in crate::rules) mod repairs;
pub mod shown;
pub(in crate::rules) mod spelling;
pub mod suppressions;
pub(in crate::rules) mod texts;
pub(in crate::rules) mod unknown_member;
pub(in crate::rules) mod versions;
