//! The `inline` commands of a step, or the file next to the template that it runs, read as one script in the language of the
//! step: which commands it runs, how, and their spans.
//!
//! `source` joins the items and knows the way back, `analysis` parses the text into commands; `scripts` has both for every
//! step of a template. The modules below them answer one question each about what was read.

// Analysis.
pub mod analysis;
mod branches;
pub mod command;
pub mod comments;
pub mod file;
pub mod highlight;
pub mod mistake;
mod parser;
mod quoting;
pub mod scripts;
pub mod shape;
pub mod source;
mod wrapper;

// Questions.
pub mod backslash_quote;
pub mod credentials;
pub mod deletes;
pub mod downloads;
pub mod features;
pub mod firewall;
pub mod headers;
pub mod installs;
pub mod login;
pub mod overrides;
pub mod packages;
pub mod ports;
pub mod prompts;
pub mod removal;
pub mod restarts;
pub mod root;
pub mod services;
pub mod shut_down;
pub mod wait;
pub mod web_request;
pub mod writes;

/// The language of a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// `Shell` steps: sh, in practice often written for Bash.
    Shell,
    PowerShell,
}
