//! Times as Go programs read them: the service hands them on to one.

/// The whole seconds of a text such as `1h30m`; `None` for a text of another form. Source: the
/// documentation of `time.ParseDuration`.
pub fn seconds(text: &str) -> Option<u64> {
    let mut rest = text.strip_prefix('+').unwrap_or(text);
    if rest == "0" {
        return Some(0);
    }
    let mut sum = 0.0;
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let len = rest
            .find(|c: char| !(c.is_ascii_digit() || c == '.'))
            .unwrap_or(rest.len());
        let (number, behind) = rest.split_at(len);
        let (unit, factor) = UNITS.iter().find(|(unit, _)| behind.starts_with(unit))?;
        let number: f64 = number.parse().ok()?;
        sum += number * factor;
        rest = behind.get(unit.len()..)?;
    }
    Some(sum as u64)
}

/// Units with their length in seconds; one that begins like another is before it.
const UNITS: [(&str, f64); 8] = [
    ("ns", 1e-9),
    ("us", 1e-6),
    ("\u{b5}s", 1e-6),
    ("\u{3bc}s", 1e-6),
    ("ms", 1e-3),
    ("s", 1.0),
    ("m", 60.0),
    ("h", 3600.0),
];
