//! Functions on lists, many of which take texts and objects too.

use crate::expr::failure::Failure;
use crate::expr::value::Value;

type Worked = Option<Result<Value, Failure>>;

/// Items that `range` makes at most. Source: "Array functions for ARM templates".
const MAX_RANGE_LEN: i64 = 10_000;

pub(super) fn array(arguments: &[Value]) -> Worked {
    let [value] = arguments else { return None };
    Some(Ok(match value {
        Value::Array(_) => value.clone(),
        Value::Unknown(_) => Value::unknown(),
        _ => Value::Array(vec![value.clone()]),
    }))
}

pub(super) fn create(arguments: &[Value]) -> Worked {
    Some(Ok(Value::Array(arguments.to_vec())))
}

pub(super) fn contains(arguments: &[Value]) -> Worked {
    let [container, item] = arguments else { return None };
    let found = match container {
        Value::Array(items) => items.contains(item),
        Value::Object(_) => container.member(&item.inside_text()?).is_some(),
        Value::Text(text) => text.contains(&item.inside_text()?),
        _ => return None,
    };
    Some(Ok(Value::Bool(found)))
}

pub(super) fn empty(arguments: &[Value]) -> Worked {
    let [value] = arguments else { return None };
    let is_empty = match value {
        Value::Null => true,
        Value::Text(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => return None,
    };
    Some(Ok(Value::Bool(is_empty)))
}

pub(super) fn first(arguments: &[Value]) -> Worked {
    let [value] = arguments else { return None };
    end(value, |items| items.first(), |text| text.chars().next())
}

pub(super) fn last(arguments: &[Value]) -> Worked {
    let [value] = arguments else { return None };
    end(value, |items| items.last(), |text| text.chars().next_back())
}

fn end(value: &Value, item: fn(&[Value]) -> Option<&Value>, letter: fn(&str) -> Option<char>) -> Worked {
    Some(Ok(match value {
        Value::Array(items) => item(items).cloned().unwrap_or(Value::Null),
        Value::Text(text) => Value::Text(letter(text).map(String::from).unwrap_or_default()),
        _ => return None,
    }))
}

pub(super) fn flatten(arguments: &[Value]) -> Worked {
    let [Value::Array(items)] = arguments else { return None };
    let mut flat = Vec::new();
    for item in items {
        let Value::Array(inner) = item else { return None };
        flat.extend(inner.iter().cloned());
    }
    Some(Ok(Value::Array(flat)))
}

pub(super) fn index_from_end(arguments: &[Value]) -> Worked {
    let [Value::Array(items), Value::Integer(position)] = arguments else {
        return None;
    };
    Some(from_end(items, *position).ok_or(Failure::OutOfRange(*position)))
}

pub(super) fn try_index_from_end(arguments: &[Value]) -> Worked {
    let [Value::Array(items), Value::Integer(position)] = arguments else {
        return None;
    };
    Some(Ok(from_end(items, *position).unwrap_or(Value::Null)))
}

/// The last item has position 1.
fn from_end(items: &[Value], position: i64) -> Option<Value> {
    let position = usize::try_from(position).ok().filter(|it| *it > 0)?;
    items.get(items.len().checked_sub(position)?).cloned()
}

pub(super) fn index_of(arguments: &[Value]) -> Worked {
    let [within, searched] = arguments else { return None };
    position(
        within,
        searched,
        |items| items.iter().position(|it| it == searched),
        |text, searched| text.find(searched),
    )
}

pub(super) fn last_index_of(arguments: &[Value]) -> Worked {
    let [within, searched] = arguments else { return None };
    position(
        within,
        searched,
        |items| items.iter().rposition(|it| it == searched),
        |text, searched| text.rfind(searched),
    )
}

/// A position counted from 0, -1 for nowhere; in a text ignoring case and in UTF-16 units.
fn position(
    within: &Value,
    searched: &Value,
    item: impl Fn(&[Value]) -> Option<usize>,
    letters: fn(&str, &str) -> Option<usize>,
) -> Worked {
    let found = match within {
        Value::Array(items) => item(items),
        Value::Text(text) => {
            let text = text.to_lowercase();
            let found = letters(&text, &searched.text()?.to_lowercase());
            found.map(|it| text.get(..it).unwrap_or_default().encode_utf16().count())
        }
        _ => return None,
    };
    Some(Ok(Value::Integer(found.map_or(-1, |it| it as i64))))
}

pub(super) fn intersection(arguments: &[Value]) -> Worked {
    let (first, others) = arguments.split_first()?;
    let mut common = first.clone();
    for other in others {
        common = match (common, other) {
            (Value::Array(items), Value::Array(other)) => {
                let mut kept: Vec<Value> = Vec::new();
                for item in items {
                    if other.contains(&item) && !kept.contains(&item) {
                        kept.push(item);
                    }
                }
                Value::Array(kept)
            }
            (Value::Object(members), other @ Value::Object(_)) => {
                let is_common = |(key, value): &(String, Value)| other.member(key) == Some(value);
                Value::Object(members.into_iter().filter(is_common).collect())
            }
            _ => return None,
        };
    }
    matches!(common, Value::Array(_) | Value::Object(_)).then_some(Ok(common))
}

pub(super) fn length(arguments: &[Value]) -> Worked {
    let [value] = arguments else { return None };
    let length = match value {
        Value::Text(text) => text.encode_utf16().count(),
        Value::Array(items) => items.len(),
        Value::Object(members) => members.len(),
        _ => return None,
    };
    Some(Ok(Value::Integer(length as i64)))
}

pub(super) fn range(arguments: &[Value]) -> Worked {
    let [Value::Integer(start), Value::Integer(count)] = arguments else {
        return None;
    };
    if !(0..=MAX_RANGE_LEN).contains(count) {
        return None;
    }
    let Some(end) = start.checked_add(*count) else {
        return Some(Err(Failure::Number));
    };
    Some(Ok(Value::Array((*start..end).map(Value::Integer).collect())))
}

pub(super) fn skip(arguments: &[Value]) -> Worked {
    part(arguments, |len, count| (count.min(len), len))
}

pub(super) fn take(arguments: &[Value]) -> Worked {
    part(arguments, |len, count| (0, count.min(len)))
}

/// A span of a list, or of a text in UTF-16 units.
fn part(arguments: &[Value], bounds: fn(usize, usize) -> (usize, usize)) -> Worked {
    let [value, Value::Integer(count)] = arguments else {
        return None;
    };
    let count = usize::try_from(*count).unwrap_or_default();
    Some(Ok(match value {
        Value::Array(items) => {
            let (from, to) = bounds(items.len(), count);
            Value::Array(items.get(from..to).unwrap_or_default().to_vec())
        }
        Value::Text(text) => {
            let units: Vec<u16> = text.encode_utf16().collect();
            let (from, to) = bounds(units.len(), count);
            Value::Text(String::from_utf16_lossy(units.get(from..to).unwrap_or_default()))
        }
        _ => return None,
    }))
}

pub(super) fn union(arguments: &[Value]) -> Worked {
    let (first, others) = arguments.split_first()?;
    let mut all = match first {
        Value::Array(items) => Value::Array(distinct(items)),
        Value::Object(_) => first.clone(),
        _ => return None,
    };
    for other in others {
        all = match (all, other) {
            (Value::Array(mut items), Value::Array(other)) => {
                items.extend(other.iter().cloned());
                Value::Array(distinct(&items))
            }
            (all @ Value::Object(_), Value::Object(_)) => merge(all, other),
            _ => return None,
        };
    }
    Some(Ok(all))
}

fn distinct(items: &[Value]) -> Vec<Value> {
    let mut kept: Vec<Value> = Vec::new();
    for item in items {
        if !kept.contains(item) {
            kept.push(item.clone());
        }
    }
    kept
}

/// Objects inside objects are merged too; of everything else the later counts.
fn merge(all: Value, other: &Value) -> Value {
    let (Value::Object(mut members), Value::Object(others)) = (all, other) else {
        return other.clone();
    };
    for (key, value) in others {
        match members.iter_mut().find(|(it, _)| it.eq_ignore_ascii_case(key)) {
            Some((_, known)) => *known = merge(std::mem::replace(known, Value::Null), value),
            None => members.push((key.clone(), value.clone())),
        }
    }
    Value::Object(members)
}
