//! A day in UTC.

use std::fmt;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

/// A day of the calendar, without an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(Date);

impl Day {
    /// A day by its numbers; `None` if the calendar has none such.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok().map(Self)
    }

    /// Reads `2026-02-07`; `None` for any other text.
    pub fn read(text: &str) -> Option<Self> {
        const LENGTH: usize = "2026-02-07".len();
        text.parse().ok().filter(|_| text.len() == LENGTH).map(Self)
    }

    /// The day of a moment, in seconds since 1970.
    pub fn of_seconds(seconds: u64) -> Option<Self> {
        let moment = Timestamp::from_second(i64::try_from(seconds).ok()?).ok()?;
        Some(Self(jiff::tz::TimeZone::UTC.to_datetime(moment).date()))
    }

    /// The same day a year before; in a leap year, the last of February stands for itself.
    pub fn year_before(self) -> Self {
        Self(self.0.saturating_sub(1.year()))
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.0.year()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
