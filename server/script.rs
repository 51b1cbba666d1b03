//! The `inline` commands of a step read as one script, in the language of the step: which commands
//! it runs, how, and where they stand in the template.

mod bash;
pub mod command;
pub mod deletes;
pub mod highlight;
pub mod login;
mod map;
pub mod mistake;
pub mod packages;
pub mod overrides;
mod parser;
mod powershell;
mod quoting;
pub mod reading;
pub mod root;
pub mod removal;
pub mod scripts;
pub mod shape;
pub mod source;
pub mod wait;
mod wrapper;
pub mod writes;

/// The language of a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// `Shell` steps: sh, in practice often written for Bash.
    Shell,
    PowerShell,
}
