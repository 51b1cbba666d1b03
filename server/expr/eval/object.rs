//! Functions on objects, and reading a member or an item.

use std::sync::Arc;

use crate::expr::eval::Evaluated;
use crate::expr::eval::named::Named;
use crate::expr::failure::Failure;
use crate::expr::value::{self, Member, Unknown, Value};
use crate::syntax;

type Worked = Option<Result<Value, Failure>>;

/// `of.name`
pub(super) fn member(of: &Value, name: &str, is_safe: bool) -> Evaluated {
    match of {
        Value::Object(_) => match of.member(name) {
            Some(value) => Ok(value.clone()),
            None if is_safe => Ok(Value::Null),
            None => Err(Failure::NoMember(name.to_owned())),
        },
        Value::Unknown(it) => Ok(inside(it, &format!(".{name}"))),
        Value::Null if is_safe => Ok(Value::Null),
        _ => Err(Failure::NoMember(name.to_owned())),
    }
}

/// `of[index]`
pub(super) fn index(of: &Value, index: &Value, is_safe: bool) -> Evaluated {
    match (of, index) {
        (Value::Array(items), Value::Integer(position)) => {
            let item = usize::try_from(*position).ok().and_then(|it| items.get(it));
            match item {
                Some(item) => Ok(item.clone()),
                None if is_safe => Ok(Value::Null),
                None => Err(Failure::OutOfRange(*position)),
            }
        }
        (_, Value::Text(name)) => member(of, name, is_safe),
        (Value::Unknown(it), Value::Integer(position)) => Ok(inside(it, &format!("[{position}]"))),
        (Value::Unknown(_), _) | (_, Value::Unknown(_)) => Ok(Value::unknown()),
        (Value::Null, _) if is_safe => Ok(Value::Null),
        _ => Err(Failure::NoMember(index.json())),
    }
}

/// Something inside of what is not known: `{parameters.size}` for a member of `{parameters}`.
fn inside(of: &Unknown, step: &str) -> Value {
    let name = of
        .sketch
        .as_deref()
        .and_then(|it| it.strip_prefix('{')?.strip_suffix('}'))
        .filter(|it| !it.contains(['{', '}']));
    Value::Unknown(Unknown {
        kind: None,
        sketch: name.map(|it| format!("{{{it}{step}}}")),
        subject: of.subject.clone(),
    })
}

pub(super) fn create(arguments: &[Value]) -> Worked {
    if arguments.len() % 2 == 1 {
        return None;
    }
    let mut members = Named::default();
    for pair in arguments.chunks(2) {
        let [key, value] = pair else { return None };
        let key = match key {
            Value::Text(key) => Arc::clone(key),
            Value::Unknown(_) => key.inside_text().map_or("…".into(), Arc::from),
            _ => return None,
        };
        members.append(key, value.clone());
    }
    Some(Ok(Value::Object(members.into_members().collect())))
}

fn sorted(members: &[Member]) -> Vec<Member> {
    let mut members = members.to_vec();
    members.sort_by_cached_key(|(key, _)| key.to_lowercase());
    members
}

pub(super) fn items(arguments: &[Value]) -> Worked {
    let [Value::Object(members)] = arguments else {
        return None;
    };
    let (key, value) = (Arc::from("key"), Arc::from("value"));
    let pair = |(name, of): Member| {
        let pair = vec![(Arc::clone(&key), Value::Text(name)), (Arc::clone(&value), of)];
        Value::Object(pair.into())
    };
    Some(Ok(Value::Array(sorted(members).into_iter().map(pair).collect())))
}

pub(super) fn keys(arguments: &[Value]) -> Worked {
    let [Value::Object(members)] = arguments else {
        return None;
    };
    let keys = sorted(members).into_iter().map(|(key, _)| Value::Text(key));
    Some(Ok(Value::Array(keys.collect())))
}

pub(super) fn shallow_merge(arguments: &[Value]) -> Worked {
    let [Value::Array(objects)] = arguments else {
        return None;
    };
    let mut all = Named::default();
    for object in objects.iter() {
        let Value::Object(members) = object else {
            return matches!(object, Value::Unknown(_)).then(|| Ok(Value::unknown()));
        };
        for (key, value) in members.iter() {
            match all.get_mut(key) {
                Some(known) => *known = value.clone(),
                None => all.append(Arc::clone(key), value.clone()),
            }
        }
    }
    Some(Ok(Value::Object(all.into_members().collect())))
}

pub(super) fn try_get(arguments: &[Value]) -> Worked {
    let (of, steps) = arguments.split_first()?;
    let mut value = of.clone();
    for step in steps {
        value = match index(&value, step, true) {
            Ok(value) => value,
            Err(_) => Value::Null,
        };
    }
    Some(Ok(value))
}

pub(super) fn null(arguments: &[Value]) -> Worked {
    arguments.is_empty().then_some(Ok(Value::Null))
}

pub(super) fn json(arguments: &[Value]) -> Worked {
    let [Value::Text(text)] = arguments else { return None };
    parsed(text)
}

/// A text as JSON, which may have single quotes; `None` if it is not JSON.
pub(super) fn parsed(text: &str) -> Worked {
    let mut tree = syntax::parse(text.to_owned());
    if !tree.errors().is_empty() && text.contains('\'') {
        tree = syntax::parse(with_double_quotes(text));
    }
    if !tree.errors().is_empty() {
        return None;
    }
    Some(Ok(value::plain(tree.root()?)))
}

/// JSON whose single quotes are double ones.
fn with_double_quotes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open = None;
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match (letter, open) {
            ('\\', Some(_)) => match letters.next() {
                Some('\'') => out.push('\''),
                Some(escaped) => out.extend(['\\', escaped]),
                None => out.push('\\'),
            },
            ('"', Some('\'')) => out.push_str("\\\""),
            ('"' | '\'', None) => {
                open = Some(letter);
                out.push('"');
            }
            (quote, Some(opening)) if quote == opening => {
                open = None;
                out.push('"');
            }
            _ => out.push(letter),
        }
    }
    out
}
