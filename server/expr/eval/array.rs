//! Functions on lists, many of which take texts and objects too.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::expr::eval::named::Named;
use crate::expr::failure::Failure;
use crate::expr::value::{Member, Value};

type Worked = Option<Result<Value, Failure>>;

/// Items that `range` makes at most. Source: "Array functions for ARM templates".
const MAX_RANGE_LEN: i64 = 10_000;

pub(super) fn array(arguments: &[Value]) -> Worked {
    let [value] = arguments else { return None };
    Some(Ok(match value {
        Value::Array(_) => value.clone(),
        Value::Unknown(_) => Value::unknown(),
        _ => Value::Array(vec![value.clone()].into()),
    }))
}

pub(super) fn create(arguments: &[Value]) -> Worked {
    Some(Ok(Value::Array(arguments.to_vec().into())))
}

pub(super) fn contains(arguments: &[Value]) -> Worked {
    let [container, item] = arguments else { return None };
    let found = match container {
        Value::Array(items) => items.contains(item),
        Value::Object(_) => container.member(&item.inside_text()?).is_some(),
        Value::Text(text) => text.contains(&*item.inside_text()?),
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
        Value::Text(text) => Value::Text(letter(text).map(String::from).unwrap_or_default().into()),
        _ => return None,
    }))
}

pub(super) fn flatten(arguments: &[Value]) -> Worked {
    let [Value::Array(items)] = arguments else { return None };
    let mut flat = Vec::new();
    for item in items.iter() {
        let Value::Array(inner) = item else { return None };
        flat.extend(inner.iter().cloned());
    }
    Some(Ok(Value::Array(flat.into())))
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
                let other: HashSet<Same<'_>> = other.iter().map(Same).collect();
                let common = distinct(items.iter()).filter(|it| other.contains(&Same(it)));
                Value::Array(common.cloned().collect())
            }
            (Value::Object(members), Value::Object(other)) => {
                let other = by_name(other);
                let is_common = |(key, value): &&Member| other.get(&key.to_ascii_lowercase()) == Some(&value);
                Value::Object(members.iter().filter(is_common).cloned().collect())
            }
            _ => return None,
        };
    }
    matches!(common, Value::Array(_) | Value::Object(_)).then_some(Ok(common))
}

/// The members of an object by their names in lower case; of several with one name the first.
fn by_name(members: &[Member]) -> HashMap<String, &Value> {
    let mut found = HashMap::new();
    for (key, value) in members {
        found.entry(key.to_ascii_lowercase()).or_insert(value);
    }
    found
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
            Value::Array(items.get(from..to).unwrap_or_default().to_vec().into())
        }
        Value::Text(text) => {
            let units: Vec<u16> = text.encode_utf16().collect();
            let (from, to) = bounds(units.len(), count);
            Value::Text(String::from_utf16_lossy(units.get(from..to).unwrap_or_default()).into())
        }
        _ => return None,
    }))
}

pub(super) fn union(arguments: &[Value]) -> Worked {
    if arguments.iter().all(|it| matches!(it, Value::Array(_))) {
        let items = arguments.iter().flat_map(Value::items);
        return (!arguments.is_empty()).then(|| Ok(Value::Array(distinct(items).cloned().collect())));
    }
    merged(arguments).map(Ok)
}

/// Items that are not equal to one before them.
fn distinct<'v>(items: impl IntoIterator<Item = &'v Value>) -> impl Iterator<Item = &'v Value> {
    let mut known = HashSet::new();
    items.into_iter().filter(move |it| known.insert(Same(it)))
}

/// A value by what it says.
#[derive(PartialEq, Hash)]
struct Same<'v>(&'v Value);

impl Eq for Same<'_> {}

/// Objects inside objects are merged too; of everything else the later counts.
fn merged(objects: &[Value]) -> Option<Value> {
    let mut all: Named<Vec<Value>> = Named::default();
    for object in objects {
        let Value::Object(members) = object else { return None };
        for (key, value) in members.iter() {
            match all.get_mut(key) {
                Some(known) if !matches!(value, Value::Object(_)) => *known = vec![value.clone()],
                Some(known) if !matches!(known.last(), Some(Value::Object(_))) => *known = vec![value.clone()],
                Some(known) => known.push(value.clone()),
                None => all.append(Arc::clone(key), vec![value.clone()]),
            }
        }
    }
    let members = all.into_members().map(|(key, values)| match values.as_slice() {
        [only] => Some((key, only.clone())),
        several => Some((key, merged(several)?)),
    });
    Some(Value::Object(members.collect::<Option<_>>()?))
}
