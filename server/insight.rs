//! Questions about a whole template, one file each. The editor and the command line show the same
//! answers.

pub mod commands;
pub mod effects;
pub mod migrate;
pub mod permissions;
pub mod summary;
pub mod timeout;
