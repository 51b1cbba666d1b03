//! The day on which templates are checked.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::text::day::Day;

/// Today in UTC, by the clock of this machine; `None` if that is set to a time before 1970.
pub fn today() -> Option<Day> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    Day::of_seconds(since.as_secs())
}
