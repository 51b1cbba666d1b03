//! Conversations with the server. The folder holds one file for each thing that can go wrong in
//! them.

mod capabilities;
mod clients;
mod closing;
mod commands;
mod conversation;
mod deferred_edits;
mod diagnostics;
mod expressions;
mod features;
mod formatting;
mod hidden;
mod frame;
mod halves;
mod logs;
mod messages;
mod meta_model;
mod names;
mod parameter_files;
mod parameters;
mod plain;
mod refactorings;
mod reports;
mod scripts;
mod script_files;
mod script_findings;
mod sessions;
mod settings;
#[cfg(unix)]
mod shellcheck;
mod slow;
mod transport;
mod unreadable;
mod workspace;
