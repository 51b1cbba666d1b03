//! Points in time as logs write them, in UTC.

use crate::text::date::Date;

const DAY: i64 = 86_400;

/// A point in time, in whole seconds from the beginning of 1970 in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Time(pub i64);

impl Time {
    /// Reads the time that a text begins with, and gives what stands behind it and its blank: `2024/03/04 10:11:12`, or
    /// `2024-03-04T10:11:12` with any fraction and `Z`, as pipelines and the service write it.
    pub fn read(text: &str) -> Option<(Self, &str)> {
        let digits = text.as_bytes();
        let separator = *digits.get(4)?;
        let middle = *digits.get(10)?;
        if !matches!((separator, middle), (b'/', b' ') | (b'-', b'T')) {
            return None;
        }
        let signs = [(7, separator), (13, b':'), (16, b':')];
        if signs.into_iter().any(|(at, sign)| digits.get(at) != Some(&sign)) {
            return None;
        }
        let is_number = |it: &&str| it.bytes().all(|byte| byte.is_ascii_digit());
        let number = |from: usize, to: usize| text.get(from..to).filter(is_number)?.parse::<i64>().ok();
        let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
        let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
        let day = Date { year, month, day };
        if !(1..=12).contains(&month) || !(1..=day.last_day()).contains(&day.day) {
            return None;
        }
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let seconds = day.days() * DAY + hour * 3_600 + minute * 60 + second;
        let rest = text.get(19..).unwrap_or_default();
        let rest = rest.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
        let rest = rest.strip_prefix('Z').unwrap_or(rest);
        Some((Self(seconds), rest.strip_prefix(' ').unwrap_or(rest)))
    }

    /// Seconds from an earlier point to this one; 0 where the clock went back.
    pub fn since(self, earlier: Self) -> u64 {
        u64::try_from(self.0 - earlier.0).unwrap_or_default()
    }

    /// As RFC 3339 writes it, `2024-03-04T10:11:12Z`.
    pub fn text(self) -> String {
        let Date { year, month, day } = Date::from_days(self.0.div_euclid(DAY));
        let second = self.0.rem_euclid(DAY);
        let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }
}
