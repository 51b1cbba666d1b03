//! Expressions of deployment templates.

mod functions;
