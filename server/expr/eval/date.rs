//! Functions on points in time, in UTC. Formats of .NET are left to .NET.

use crate::expr::failure::Failure;
use crate::expr::value::{Type, Unknown, Value};

type Worked = Option<Result<Value, Failure>>;

const DAY: i64 = 86_400;

/// A day by year, month and day of month.
#[derive(Clone, Copy)]
struct Date {
    year: i64,
    month: i64,
    day: i64,
}

impl Date {
    /// Days since 1970-01-01. Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    fn days(self) -> i64 {
        let year = self.year - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year - era * 400;
        let day_of_year = (153 * ((self.month + 9) % 12) + 2) / 5 + self.day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    fn from_days(days: i64) -> Self {
        let days = days + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days - era * 146_097;
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let month = (shifted + 2) % 12 + 1;
        Self {
            year: year_of_era + era * 400 + i64::from(month <= 2),
            month,
            day: day_of_year - (153 * shifted + 2) / 5 + 1,
        }
    }

    fn last_day(self) -> i64 {
        let is_leap = self.year % 4 == 0 && (self.year % 100 != 0 || self.year % 400 == 0);
        match self.month {
            2 => 28 + i64::from(is_leap),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }

    /// Months later, on the last day where the month is too short.
    fn later(self, months: i64) -> Option<Self> {
        let months = (self.year * 12 + self.month - 1).checked_add(months)?;
        let moved = Self {
            year: months.div_euclid(12),
            month: months.rem_euclid(12) + 1,
            day: self.day,
        };
        let day = self.day.min(moved.last_day());
        (1..=9999).contains(&moved.year).then_some(Self { day, ..moved })
    }
}

/// Seconds since 1970 of `2020-04-07 14:53:14Z` or `2020-04-07T14:53:14Z`; `None` for other ways to write a time.
fn seconds(text: &str) -> Option<i64> {
    let text = text.trim().trim_end_matches(['Z', 'z']);
    let (date, time) = text.split_once(['T', ' ']).unwrap_or((text, "00:00:00"));
    let whole = |it: &str| {
        it.parse::<i64>()
            .ok()
            .filter(|_| it.bytes().all(|b| b.is_ascii_digit()))
    };
    let three = |text: &str, between: char| {
        let mut parts = text.split(between).map(whole);
        let three = (parts.next()??, parts.next()??, parts.next()??);
        parts.next().is_none().then_some(three)
    };
    let (year, month, day) = three(date, '-')?;
    let (hour, minute, second) = three(time, ':')?;
    let date = Date { year, month, day };
    let is_date = (1..=9999).contains(&year) && (1..=12).contains(&month) && (1..=date.last_day()).contains(&day);
    let is_time = hour < 24 && minute < 60 && second < 60;
    (is_date && is_time).then(|| date.days() * DAY + hour * 3_600 + minute * 60 + second)
}

/// A duration of ISO 8601 as months and seconds.
fn duration(text: &str) -> Option<(i64, i64)> {
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let (mut months, mut seconds) = (0i64, 0i64);
    let (date, time) = text.strip_prefix('P')?.split_once('T').unwrap_or((text.get(1..)?, ""));
    for (part, is_time) in [(date, false), (time, true)] {
        let mut rest = part;
        while !rest.is_empty() {
            let end = rest.find(|it: char| !it.is_ascii_digit())?;
            let count: i64 = rest.get(..end)?.parse().ok()?;
            let unit = rest.get(end..)?.chars().next()?;
            let (in_months, in_seconds) = match (unit, is_time) {
                ('Y', false) => (12, 0),
                ('M', false) => (1, 0),
                ('W', false) => (0, 7 * DAY),
                ('D', false) => (0, DAY),
                ('H', true) => (0, 3_600),
                ('M', true) => (0, 60),
                ('S', true) => (0, 1),
                _ => return None,
            };
            months = months.checked_add(count.checked_mul(in_months)?)?;
            seconds = seconds.checked_add(count.checked_mul(in_seconds)?)?;
            rest = rest.get(end + 1..)?;
        }
    }
    Some((sign * months, sign * seconds))
}

fn parts(seconds: i64) -> (Date, i64, i64, i64) {
    let time = seconds.rem_euclid(DAY);
    let date = Date::from_days(seconds.div_euclid(DAY));
    (date, time / 3_600, time / 60 % 60, time % 60)
}

/// `dateTimeAdd(base, duration)`: written as .NET does where nothing says otherwise, `4/7/2023 2:53:14 PM`.
pub(super) fn add(arguments: &[Value]) -> Worked {
    let [Value::Text(base), Value::Text(by), ..] = arguments else {
        return None;
    };
    let unknown = || {
        let kind = Some(Type::Text);
        Some(Ok(Value::Unknown(Unknown { kind, sketch: None })))
    };
    let (months, by) = duration(by)?;
    let Some(base) = seconds(base).filter(|_| arguments.len() == 2) else {
        return unknown();
    };
    let Some(date) = Date::from_days(base.div_euclid(DAY)).later(months) else {
        return Some(Err(Failure::Number));
    };
    let Some(moved) = (date.days() * DAY + base.rem_euclid(DAY)).checked_add(by) else {
        return Some(Err(Failure::Number));
    };
    let (date, hour, minute, second) = parts(moved);
    let half = if hour < 12 { "AM" } else { "PM" };
    let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
    let Date { year, month, day } = date;
    Some(Ok(Value::Text(format!(
        "{month}/{day}/{year} {hour}:{minute:02}:{second:02} {half}"
    ))))
}

/// `dateTimeFromEpoch(seconds)`
pub(super) fn from_epoch(arguments: &[Value]) -> Worked {
    const LAST: i64 = 253_402_300_799;
    let [Value::Integer(seconds)] = arguments else {
        return None;
    };
    if !(-62_135_596_800..=LAST).contains(seconds) {
        return Some(Err(Failure::Number));
    }
    let (Date { year, month, day }, hour, minute, second) = parts(*seconds);
    Some(Ok(Value::Text(format!(
        "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"
    ))))
}

/// `dateTimeToEpoch(text)`
pub(super) fn to_epoch(arguments: &[Value]) -> Worked {
    let [Value::Text(text)] = arguments else { return None };
    Some(Ok(seconds(text).map_or_else(
        || {
            let kind = Some(Type::Integer);
            Value::Unknown(Unknown { kind, sketch: None })
        },
        Value::Integer,
    )))
}
