//! Functions on points in time, in UTC.

use jiff::civil::DateTime;
use jiff::{SignedDuration, Span};

use crate::expr::failure::Failure;
use crate::expr::value::{Type, Value};

type Worked = Option<Result<Value, Failure>>;

const EPOCH: DateTime = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);
/// The earliest and the latest second that .NET can represent.
const EARLIEST: DateTime = DateTime::constant(1, 1, 1, 0, 0, 0, 0);
const LATEST: DateTime = DateTime::constant(9999, 12, 31, 23, 59, 59, 0);

/// Reads `2020-04-07 14:53:14Z` or `2020-04-07T14:53:14Z`; `None` for every other notation.
fn date_time(text: &str) -> Option<DateTime> {
    let text = text.trim().trim_end_matches(['Z', 'z']);
    let (date, time) = text.split_once(['T', ' ']).unwrap_or((text, "00:00:00"));
    let (year, month, day) = three_numbers(date, '-')?;
    let (hour, minute, second) = three_numbers(time, ':')?;
    let small = |it: i16| i8::try_from(it).ok();
    let date_time = DateTime::new(
        year,
        small(month)?,
        small(day)?,
        small(hour)?,
        small(minute)?,
        small(second)?,
        0,
    );
    date_time.ok().filter(|it| *it >= EARLIEST)
}

/// Three numbers of digits alone, with a separator between them.
fn three_numbers(text: &str, separator: char) -> Option<(i16, i16, i16)> {
    let number = |it: &str| {
        let is_number = it.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| it.parse::<i16>().ok()).flatten()
    };
    let mut numbers = text.split(separator).map(number);
    let three = (numbers.next()??, numbers.next()??, numbers.next()??);
    numbers.next().is_none().then_some(three)
}

/// An ISO 8601 duration in seconds. A year has 365 days and a month 30. Source: Azure's documentation of `dateTimeAdd`.
fn duration(text: &str) -> Option<i64> {
    // .NET takes capitals only, and no leading plus sign.
    let is_dot_net = text
        .bytes()
        .all(|it| it == b'-' || it.is_ascii_uppercase() || it.is_ascii_digit());
    let span: Span = text.parse().ok().filter(|_| is_dot_net)?;
    let days = i64::from(span.get_years()) * 365
        + i64::from(span.get_months()) * 30
        + i64::from(span.get_weeks()) * 7
        + i64::from(span.get_days());
    let hours = days * 24 + i64::from(span.get_hours());
    Some(hours * 3_600 + span.get_minutes() * 60 + span.get_seconds())
}

/// The point in time some seconds later, if .NET can represent it.
fn moved(base: DateTime, seconds: i64) -> Option<DateTime> {
    let moved = base.checked_add(SignedDuration::from_secs(seconds)).ok()?;
    (EARLIEST..=LATEST).contains(&moved).then_some(moved)
}

/// A point in time in a .NET format; `None` for formats of anything but plain numbers.
fn formatted(date_time: DateTime, format: &str) -> Option<String> {
    let format = match format {
        "u" => "yyyy-MM-dd HH:mm:ssZ",
        "s" => "yyyy-MM-ddTHH:mm:ss",
        _ if format.len() < 2 => return None,
        _ => format,
    };
    let mut directives = String::new();
    let mut rest = format;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|it| it != first).unwrap_or(rest.len());
        let (run, behind) = rest.split_at(end);
        directives.push_str(match run {
            "yyyy" => "%Y",
            "yy" => "%y",
            "MM" => "%m",
            "M" => "%-m",
            "dd" => "%d",
            "d" => "%-d",
            "HH" => "%H",
            "H" => "%-H",
            "mm" => "%M",
            "ss" => "%S",
            _ if matches!(first, 'T' | 'Z' | '-' | ':' | '.' | '_' | ' ' | ',') => run,
            _ => return None,
        });
        rest = behind;
    }
    Some(date_time.strftime(&directives).to_string())
}

/// The format of .NET where none is given, `4/7/2023 2:53:14 PM`.
fn general(date_time: DateTime) -> String {
    date_time.strftime("%-m/%-d/%Y %-I:%M:%S %p").to_string()
}

/// `dateTimeAdd(base, duration, format)`
pub(super) fn add(arguments: &[Value]) -> Worked {
    let [Value::Text(base), Value::Text(by), format @ ..] = arguments else {
        return None;
    };
    let by = duration(by)?;
    let Some(base) = date_time(base) else {
        return unread(base, Type::Text);
    };
    let Some(moved) = moved(base, by) else {
        return Some(Err(Failure::Number));
    };
    let written = match format {
        [] => Some(general(moved)),
        [Value::Text(format)] => formatted(moved, format),
        _ => return None,
    };
    Some(Ok(
        written.map_or(Value::of_type(Type::Text), |it| Value::Text(it.into()))
    ))
}

/// The value of a time in another notation, known by its type only; a text without a digit is never a time.
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
    let Some(date_time) = moved(EPOCH, *seconds) else {
        return Some(Err(Failure::Number));
    };
    Some(Ok(Value::Text(format!("{date_time}Z").into())))
}

/// `dateTimeToEpoch(text)`
pub(super) fn to_epoch(arguments: &[Value]) -> Worked {
    let [Value::Text(text)] = arguments else { return None };
    match date_time(text) {
        Some(it) => Some(Ok(Value::Integer(it.duration_since(EPOCH).as_secs()))),
        None => unread(text, Type::Integer),
    }
}
