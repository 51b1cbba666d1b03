//! The log doctor: what the log of a build, or what the service says about it, shows, and which line of the template it points at.
//!
//! A text is read in pieces and in constant memory (`reader`). It stops at the lines that hold a stretch of a known failure
//! (`cases`, a page each) or tell how the build goes on (`event`); what is known at the end decides what counts (`judge`) and which of
//! it explains the rest (`root`).

pub mod align;
pub mod build;
pub mod case;
pub mod cases;
mod decoder;
pub mod diagnosis;
mod event;
pub mod fragment;
mod hits;
mod judge;
pub mod line;
pub mod patterns;
pub mod reader;
mod record;
pub mod place;
mod root;
mod seen;
pub mod status;
pub mod time;
pub mod verdict;
pub mod words;
