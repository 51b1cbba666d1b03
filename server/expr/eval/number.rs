//! The text between the braces of a pattern of `format`: a position, a width, and how numbers are written.

use crate::expr::value::Value;

/// What `place,width:format` puts into the text; `Some(None)` for what only .NET can determine, `None` if there is no such value.
pub(super) fn formatted_argument(inside: &str, values: &[Value]) -> Option<Option<Value>> {
    let (argument, format) = match inside.split_once(':') {
        Some((argument, format)) => (argument, Some(format)),
        None => (inside, None),
    };
    let (argument, width) = match argument.split_once(',') {
        Some((argument, width)) => (argument, Some(width)),
        None => (argument, None),
    };
    let value = values.get(argument.trim().parse::<usize>().ok()?)?;
    let value = match (value, format) {
        (Value::Array(_) | Value::Object(_), _) => Value::Text(value.json().into()),
        (Value::Integer(number), Some(format)) => match formatted(*number, format) {
            Some(text) => Value::Text(text.into()),
            None => return Some(None),
        },
        (Value::Unknown(_) | Value::Float(_), Some(_)) => return Some(None),
        _ => value.clone(),
    };
    let Some(width) = width else {
        return Some(Some(value));
    };
    let width: i64 = width.trim().parse().ok()?;
    let room = usize::try_from(width.unsigned_abs()).ok().filter(|it| *it <= 1_000);
    let (Some(room), true) = (room, value.is_known()) else {
        return Some(None);
    };
    Some(value.inside_text().map(|text| {
        let padded = match width < 0 {
            true => format!("{text:<room$}"),
            false => format!("{text:>room$}"),
        };
        Value::Text(padded.into())
    }))
}

/// A whole number by a format of .NET: `D5`, `N2`, `X4`, `x`, or zeros for the digits. `None` for all others.
fn formatted(number: i64, format: &str) -> Option<String> {
    let sign = if number < 0 { "-" } else { "" };
    let digits = number.unsigned_abs().to_string();
    if !format.is_empty() && format.bytes().all(|it| it == b'0') {
        let room = format.len();
        return Some(format!("{sign}{digits:0>room$}"));
    }
    let kind = format.chars().next()?;
    let rest = format.get(kind.len_utf8()..)?;
    let precision = match rest {
        "" => None,
        _ => Some(rest.parse::<usize>().ok().filter(|it| *it < 100)?),
    };
    let room = precision.unwrap_or(0);
    Some(match kind {
        'D' | 'd' => format!("{sign}{digits:0>room$}"),
        'X' => format!("{number:0room$X}"),
        'x' => format!("{number:0room$x}"),
        'N' | 'n' => {
            let places = precision.unwrap_or(2);
            let point = if places > 0 { "." } else { "" };
            format!("{sign}{}{point}{}", grouped(&digits), "0".repeat(places))
        }
        _ => return None,
    })
}

/// Digits with a comma after each three.
fn grouped(digits: &str) -> String {
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
