//! Functions on points in time, in UTC.

use crate::expr::failure::Failure;
use crate::expr::value::{Type, Value};
use crate::text::date::Date;

type Worked = Option<Result<Value, Failure>>;

const DAY: i64 = 86_400;

/// The first and the last second that .NET knows, since 1970.
const FIRST: i64 = -62_135_596_800;
const LAST: i64 = 253_402_300_799;

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

/// A duration of ISO 8601 in seconds. A year has 365 days and a month 30. Source: Azure's documentation of `dateTimeAdd`.
fn duration(text: &str) -> Option<i64> {
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let mut seconds = 0i64;
    let (date, time) = text.strip_prefix('P')?.split_once('T').unwrap_or((text.get(1..)?, ""));
    for (part, is_time) in [(date, false), (time, true)] {
        let mut rest = part;
        while !rest.is_empty() {
            let end = rest.find(|it: char| !it.is_ascii_digit())?;
            let count: i64 = rest.get(..end)?.parse().ok()?;
            let unit = rest.get(end..)?.chars().next()?;
            let of_unit = match (unit, is_time) {
                ('Y', false) => 365 * DAY,
                ('M', false) => 30 * DAY,
                ('W', false) => 7 * DAY,
                ('D', false) => DAY,
                ('H', true) => 3_600,
                ('M', true) => 60,
                ('S', true) => 1,
                _ => return None,
            };
            seconds = seconds.checked_add(count.checked_mul(of_unit)?)?;
            rest = rest.get(end + 1..)?;
        }
    }
    Some(sign * seconds)
}

fn parts(seconds: i64) -> (Date, i64, i64, i64) {
    let time = seconds.rem_euclid(DAY);
    let date = Date::from_days(seconds.div_euclid(DAY));
    (date, time / 3_600, time / 60 % 60, time % 60)
}

/// A point in time as a format of .NET writes it; `None` for formats beyond plain numbers.
fn formatted(seconds: i64, format: &str) -> Option<String> {
    let format = match format {
        "u" => "yyyy-MM-dd HH:mm:ssZ",
        "s" => "yyyy-MM-ddTHH:mm:ss",
        _ if format.len() < 2 => return None,
        _ => format,
    };
    let (Date { year, month, day }, hour, minute, second) = parts(seconds);
    let mut out = String::new();
    let mut rest = format;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|it| it != first).unwrap_or(rest.len());
        let (run, behind) = rest.split_at(end);
        let number = match run {
            "yyyy" => format!("{year:04}"),
            "yy" => format!("{:02}", year % 100),
            "MM" => format!("{month:02}"),
            "M" => month.to_string(),
            "dd" => format!("{day:02}"),
            "d" => day.to_string(),
            "HH" => format!("{hour:02}"),
            "H" => hour.to_string(),
            "mm" => format!("{minute:02}"),
            "ss" => format!("{second:02}"),
            _ if matches!(first, 'T' | 'Z' | '-' | ':' | '.' | '_' | ' ' | ',') => run.to_owned(),
            _ => return None,
        };
        out.push_str(&number);
        rest = behind;
    }
    Some(out)
}

/// It as .NET writes it where nothing says otherwise, `4/7/2023 2:53:14 PM`.
fn usual(seconds: i64) -> String {
    let (Date { year, month, day }, hour, minute, second) = parts(seconds);
    let half = if hour < 12 { "AM" } else { "PM" };
    let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
    format!("{month}/{day}/{year} {hour}:{minute:02}:{second:02} {half}")
}

/// `dateTimeAdd(base, duration, format)`
pub(super) fn add(arguments: &[Value]) -> Worked {
    let [Value::Text(base), Value::Text(by), format @ ..] = arguments else {
        return None;
    };
    let by = duration(by)?;
    let Some(base) = seconds(base) else {
        return unread(base, Type::Text);
    };
    let Some(moved) = base.checked_add(by).filter(|it| (FIRST..=LAST).contains(it)) else {
        return Some(Err(Failure::Number));
    };
    let written = match format {
        [] => Some(usual(moved)),
        [Value::Text(format)] => formatted(moved, format),
        _ => return None,
    };
    Some(Ok(written.map_or(Value::of_type(Type::Text), Value::Text)))
}

/// What comes of a time that is written in another way: no time is without a digit.
fn unread(text: &str, kind: Type) -> Worked {
    text.bytes()
        .any(|it| it.is_ascii_digit())
        .then_some(Ok(Value::of_type(kind)))
}

/// `dateTimeFromEpoch(seconds)`
pub(super) fn from_epoch(arguments: &[Value]) -> Worked {
    let [Value::Integer(seconds)] = arguments else {
        return None;
    };
    if !(FIRST..=LAST).contains(seconds) {
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
    match seconds(text) {
        Some(it) => Some(Ok(Value::Integer(it))),
        None => unread(text, Type::Integer),
    }
}
