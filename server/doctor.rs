//! The log doctor: diagnoses a build log or a response of the service, and finds the line of the template that caused a failure.
//!
//! `reader` reads a text in pieces and in constant memory. It parses the lines that match a fragment of a known failure (`cases`, a page
//! each) or an event of a build (`timeline::events`). At the end, `diagnosis` decides which matches count and which finding is the root
//! cause, and `attribution` finds its place in a template.
//!
//! What the answer shows comes from `evidence` (the lines of the failed step that decided), `errors` (errors of Azure, which `envelope`
//! unwraps), `script_line` (the line of the script that the output points to), `explanation` (the text of a page with the values of the
//! message) and `exit_codes` (what the code of a command means).

pub mod attribution;
pub mod cases;
pub mod comparison;
pub mod diagnosis;
pub mod envelope;
pub mod errors;
pub mod evidence;
pub mod explanation;
pub mod exit_codes;
pub mod lines;
pub mod matches;
pub mod messages;
pub mod pattern;
pub mod position;
pub mod reader;
pub mod repeats;
pub mod script_line;
mod state;
pub mod status;
pub mod time;
pub mod timeline;
