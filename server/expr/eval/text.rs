//! Functions on texts.

use std::borrow::Cow;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::expr::eval::{number, object, resource};
use crate::expr::failure::Failure;
use crate::expr::value::{Type, Unknown, Value};

type Worked = Option<Result<Value, Failure>>;

fn done(text: impl Into<Arc<str>>) -> Worked {
    Some(Ok(Value::Text(text.into())))
}

fn open_text() -> Worked {
    Some(Ok(Value::of_type(Type::Text)))
}

pub(super) fn concat(arguments: &[Value]) -> Worked {
    if arguments.iter().any(|it| matches!(it, Value::Array(_))) {
        let mut all = Vec::new();
        for argument in arguments {
            match argument {
                Value::Array(items) => all.extend(items.iter().cloned()),
                Value::Unknown(_) => {
                    return Some(Ok(Value::of_type(Type::Array)));
                }
                _ => return None,
            }
        }
        return Some(Ok(Value::Array(all.into())));
    }
    let is_open = |it: &Value| matches!(it, Value::Unknown(it) if !matches!(it.kind, Some(Type::Text | Type::Integer | Type::Bool)));
    if !arguments.is_empty() && arguments.iter().all(is_open) {
        // Lists and texts are concatenated alike.
        return Some(Ok(Value::unknown()));
    }
    resource::concatenated(arguments).map(Ok)
}

/// `{0}` and `{0:N2}` are positions, `{{` and `}}` are braces.
pub(super) fn format(arguments: &[Value]) -> Worked {
    let (pattern, values) = arguments.split_first()?;
    let Value::Text(pattern) = pattern else {
        return matches!(pattern, Value::Unknown(_)).then(open_text)?;
    };
    let mut parts = Vec::new();
    let mut rest = &**pattern;
    while let Some(at) = rest.find(['{', '}']) {
        let (plain, tail) = rest.split_at(at);
        parts.push(Value::Text(plain.into()));
        if let Some(behind) = tail.strip_prefix("{{").or_else(|| tail.strip_prefix("}}")) {
            parts.push(Value::Text(tail.get(..1).unwrap_or_default().into()));
            rest = behind;
            continue;
        }
        let (argument, behind) = tail.strip_prefix('{')?.split_once('}')?;
        rest = behind;
        match number::formatted_argument(argument, values)? {
            Some(value) => parts.push(value),
            None => return open_text(),
        }
    }
    parts.push(Value::Text(rest.into()));
    resource::concatenated(&parts).map(Ok)
}

pub(super) fn join(arguments: &[Value]) -> Worked {
    let [items, Value::Text(between)] = arguments else {
        return arguments
            .iter()
            .any(|it| matches!(it, Value::Unknown(_)))
            .then(open_text)?;
    };
    let Value::Array(items) = items else {
        return matches!(items, Value::Unknown(_)).then(open_text)?;
    };
    let mut parts = Vec::new();
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            parts.push(Value::Text(between.clone()));
        }
        parts.push(item.clone());
    }
    resource::concatenated(&parts).map(Ok)
}

pub(super) fn base64(arguments: &[Value]) -> Worked {
    let [Value::Text(text)] = arguments else { return None };
    done(STANDARD.encode(&**text))
}

fn decoded(text: &str) -> Option<String> {
    String::from_utf8(STANDARD.decode(text).ok()?).ok()
}

pub(super) fn base64_to_string(arguments: &[Value]) -> Worked {
    let [Value::Text(text)] = arguments else { return None };
    done(decoded(text)?)
}

pub(super) fn base64_to_json(arguments: &[Value]) -> Worked {
    let [Value::Text(text)] = arguments else { return None };
    object::parsed(&decoded(text)?)
}

pub(super) fn data_uri(arguments: &[Value]) -> Worked {
    let [Value::Text(text)] = arguments else { return None };
    done(format!(
        "data:text/plain;charset=utf8;base64,{}",
        STANDARD.encode(&**text)
    ))
}

pub(super) fn data_uri_to_string(arguments: &[Value]) -> Worked {
    let [Value::Text(uri)] = arguments else { return None };
    let (head, data) = uri.strip_prefix("data:")?.split_once(',')?;
    if head.to_ascii_lowercase().ends_with(";base64") {
        return done(decoded(data)?);
    }
    done(percent_decode_str(data).decode_utf8().ok()?)
}

pub(super) fn starts_with(arguments: &[Value]) -> Worked {
    let [Value::Text(text), Value::Text(start)] = arguments else {
        return None;
    };
    let it = text.to_lowercase().starts_with(&start.to_lowercase());
    Some(Ok(Value::Bool(it)))
}

pub(super) fn ends_with(arguments: &[Value]) -> Worked {
    let [Value::Text(text), Value::Text(end)] = arguments else {
        return None;
    };
    let it = text.to_lowercase().ends_with(&end.to_lowercase());
    Some(Ok(Value::Bool(it)))
}

/// Letters that a padded text may have. Source: "String functions for ARM templates".
const MAX_PADDED_LEN: usize = 131_072;

pub(super) fn pad_left(arguments: &[Value]) -> Worked {
    let (value, length, with) = match arguments {
        [value, Value::Integer(length)] => (value, *length, ' '),
        [value, Value::Integer(length), Value::Text(with)] => {
            let mut letters = with.chars();
            let with = letters.next()?;
            if letters.next().is_some() {
                return None;
            }
            (value, *length, with)
        }
        _ => return None,
    };
    let text = match value {
        Value::Text(_) | Value::Integer(_) => value.inside_text()?,
        _ => return None,
    };
    let length = usize::try_from(length).ok().filter(|it| *it <= MAX_PADDED_LEN)?;
    let missing = length.saturating_sub(text.encode_utf16().count());
    let padding: String = std::iter::repeat_n(with, missing).collect();
    done(padding + &*text)
}

pub(super) fn replace(arguments: &[Value]) -> Worked {
    let [Value::Text(text), Value::Text(old), Value::Text(new)] = arguments else {
        return None;
    };
    if old.is_empty() {
        return None;
    }
    done(text.replace(&**old, new))
}

pub(super) fn split(arguments: &[Value]) -> Worked {
    let [Value::Text(text), delimiter] = arguments else {
        return None;
    };
    let delimiters: Vec<&str> = match delimiter {
        Value::Text(it) => vec![it],
        Value::Array(items) => items.iter().map(Value::text).collect::<Option<_>>()?,
        _ => return None,
    };
    let delimiters: Vec<&str> = delimiters.into_iter().filter(|it| !it.is_empty()).collect();
    let mut parts = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|it| !it.is_empty()) {
        match delimiters.iter().find(|it| rest.starts_with(**it)) {
            Some(delimiter) => {
                parts.push(text.get(start..at).unwrap_or_default());
                at += delimiter.len();
                start = at;
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    parts.push(text.get(start..).unwrap_or_default());
    let parts = parts.into_iter().map(|it| Value::Text(it.into()));
    Some(Ok(Value::Array(parts.collect())))
}

pub(super) fn string(arguments: &[Value]) -> Worked {
    let [value] = arguments else { return None };
    match value {
        Value::Array(_) | Value::Object(_) => done(value.json()),
        Value::Null => None,
        _ => done(value.inside_text()?),
    }
}

pub(super) fn substring(arguments: &[Value]) -> Worked {
    let (text, start, length) = match arguments {
        [Value::Text(text), Value::Integer(start)] => (text, *start, None),
        [Value::Text(text), Value::Integer(start), Value::Integer(length)] => (text, *start, Some(*length)),
        _ => return None,
    };
    let units: Vec<u16> = text.encode_utf16().collect();
    let end = length.map_or(Some(units.len() as i64), |it| start.checked_add(it));
    let part = end.and_then(|end| units.get(usize::try_from(start).ok()?..usize::try_from(end).ok()?));
    Some(match part {
        Some(part) => Ok(Value::Text(String::from_utf16_lossy(part).into())),
        None => Err(Failure::OutOfRange(end.unwrap_or(start))),
    })
}

/// A text with its case changed; what is known by name alone keeps its name.
fn cased(arguments: &[Value], change: fn(&str) -> String) -> Worked {
    let [value] = arguments else { return None };
    match value {
        Value::Text(text) => done(change(text)),
        Value::Unknown(Unknown { sketch: Some(it), .. }) => {
            let mut out = String::new();
            for (at, part) in it.split('{').enumerate() {
                match part.split_once('}').filter(|_| at > 0) {
                    Some((name, rest)) => out.push_str(&format!("{{{name}}}{}", change(rest))),
                    None => out.push_str(&change(part)),
                }
            }
            let sketch = Some(out);
            let kind = Some(Type::Text);
            let unknown = Unknown {
                kind,
                sketch,
                subject: None,
            };
            Some(Ok(Value::Unknown(unknown)))
        }
        Value::Unknown(_) => open_text(),
        _ => None,
    }
}

pub(super) fn to_lower(arguments: &[Value]) -> Worked {
    cased(arguments, str::to_lowercase)
}

pub(super) fn to_upper(arguments: &[Value]) -> Worked {
    cased(arguments, str::to_uppercase)
}

pub(super) fn trim(arguments: &[Value]) -> Worked {
    let [Value::Text(text)] = arguments else { return None };
    done(text.trim())
}

/// A relative address resolved against another one, as .NET does.
pub(super) fn uri(arguments: &[Value]) -> Worked {
    let [Value::Text(base), Value::Text(relative)] = arguments else {
        return None;
    };
    if relative.contains("://") {
        return done(&**relative);
    }
    let host = base.find("://")? + 3;
    let path = base.get(host..)?.find('/').map_or(base.len(), |it| host + it);
    let root: Cow<'_, str> = base.get(..path)?.into();
    if relative.starts_with('/') {
        return done(format!("{root}{relative}"));
    }
    let folder = base
        .get(path..)?
        .rfind('/')
        .and_then(|it| base.get(path..=path + it))
        .unwrap_or("/");
    let mut steps: Vec<&str> = folder.trim_end_matches('/').split('/').skip(1).collect();
    let mut last = "";
    for step in relative.split('/') {
        last = step;
        match step {
            "." => {}
            ".." => {
                steps.pop();
            }
            _ => steps.push(step),
        }
    }
    let end = if matches!(last, "." | "..") { "/" } else { "" };
    done(format!("{root}/{}{end}", steps.join("/")))
}

/// What `uriComponent` leaves as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

pub(super) fn uri_component(arguments: &[Value]) -> Worked {
    let [Value::Text(text)] = arguments else { return None };
    done(utf8_percent_encode(text, PLAIN).to_string())
}

pub(super) fn uri_component_to_string(arguments: &[Value]) -> Worked {
    let [Value::Text(text)] = arguments else { return None };
    done(percent_decode_str(text).decode_utf8().ok()?)
}

pub(super) fn fail(arguments: &[Value]) -> Worked {
    let [value] = arguments else { return None };
    Some(Err(Failure::Told(value.inside_text()?)))
}
