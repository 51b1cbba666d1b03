//! Expressions of deployment templates.

mod examples;
mod functions;
