//! The days on which a shared access signature begins and ends to be valid.

use crate::text::day::Day;

/// What a signature says about its time. Days are in UTC; the hour is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Validity {
    /// The first day; `None` if it is valid from its creation on.
    pub start: Option<Day>,
    /// The last day.
    pub end: Option<Day>,
}

/// When the signature in a URL is valid; `None` for a text without one.
pub fn validity(text: &str) -> Option<Validity> {
    if !text.contains("?sig=") && !text.contains("&sig=") {
        return None;
    }
    Some(Validity {
        start: day(text, "st="),
        end: day(text, "se="),
    })
}

/// The day that a member of the query names: `2026-02-07T08:33:50Z`, `2026-02-07`. `None` for a computed one.
fn day(text: &str, name: &str) -> Option<Day> {
    const LENGTH: usize = "2026-02-07".len();
    let is_member = |at: &usize| text.get(..*at).is_some_and(|it| it.ends_with(['?', '&']));
    let at = text.match_indices(name).map(|it| it.0).find(is_member)?;
    let value = text.get(at + name.len()..)?;
    let is_ended = value.get(LENGTH..)?.starts_with(|c: char| !c.is_ascii_digit()) || value.len() == LENGTH;
    Day::read(value.get(..LENGTH).filter(|_| is_ended)?)
}
