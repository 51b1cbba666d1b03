//! What an editor asks, on large documents.

use crate::growth::table::Table;

/// Adds a row for each question and document whose names contain a text.
pub fn measure(_filter: &str, _table: &mut Table) {}
