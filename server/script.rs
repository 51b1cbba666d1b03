//! The `inline` commands of a step read as one script: which commands it runs, and where they
//! stand in the template.

pub mod command;
pub mod login;
pub mod source;
pub mod wait;
