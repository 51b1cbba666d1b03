//! Timestamps as logs write them, in UTC.

use jiff::SignedDuration;
use jiff::civil::DateTime;

const EPOCH: DateTime = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);

/// A point in time, in whole seconds since 1970-01-01 in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Time(pub i64);

impl Time {
    /// Reads the timestamp at the beginning of a text and returns it with the text after it and its blank: `2024/03/04 10:11:12`,
    /// or `2024-03-04T10:11:12` with any fraction and `Z`, as pipelines and the service write it.
    pub fn read(text: &str) -> Option<(Self, &str)> {
        let bytes = text.as_bytes();
        let separator = *bytes.get(4)?;
        let middle = *bytes.get(10)?;
        if !matches!((separator, middle), (b'/', b' ') | (b'-', b'T')) {
            return None;
        }
        let signs = [(7, separator), (13, b':'), (16, b':')];
        if signs.into_iter().any(|(at, sign)| bytes.get(at) != Some(&sign)) {
            return None;
        }
        let date_time = DateTime::new(
            number(text, 0, 4)?,
            number(text, 5, 7)?.try_into().ok()?,
            number(text, 8, 10)?.try_into().ok()?,
            number(text, 11, 13)?.try_into().ok()?,
            number(text, 14, 16)?.try_into().ok()?,
            number(text, 17, 19)?.try_into().ok()?,
            0,
        );
        let seconds = date_time.ok()?.duration_since(EPOCH).as_secs();
        let rest = text.get(19..).unwrap_or_default();
        let rest = rest.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
        let rest = rest.strip_prefix('Z').unwrap_or(rest);
        Some((Self(seconds), rest.strip_prefix(' ').unwrap_or(rest)))
    }

    /// Seconds since an earlier point in time; 0 where the clock was set back.
    pub fn since(self, earlier: Self) -> u64 {
        u64::try_from(self.0 - earlier.0).unwrap_or_default()
    }

    /// In RFC 3339, `2024-03-04T10:11:12Z`.
    pub fn text(self) -> String {
        let date_time = EPOCH.saturating_add(SignedDuration::from_secs(self.0));
        format!("{date_time}Z")
    }
}

/// The number that the digits of a range write.
fn number(text: &str, start: usize, end: usize) -> Option<i16> {
    let digits = text.get(start..end)?;
    let is_number = digits.bytes().all(|it| it.is_ascii_digit());
    is_number.then(|| digits.parse().ok()).flatten()
}
