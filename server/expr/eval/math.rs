//! Numbers, comparisons and truth.

use std::cmp::Ordering;

use crate::expr::failure::Failure;
use crate::expr::value::{Type, Value};

type Worked = Option<Result<Value, Failure>>;

fn integers(arguments: &[Value], work: fn(i64, i64) -> Option<i64>) -> Worked {
    let [Value::Integer(a), Value::Integer(b)] = arguments else {
        return None;
    };
    Some(work(*a, *b).map(Value::Integer).ok_or(Failure::Number))
}

pub(super) fn add(arguments: &[Value]) -> Worked {
    integers(arguments, i64::checked_add)
}

pub(super) fn sub(arguments: &[Value]) -> Worked {
    integers(arguments, i64::checked_sub)
}

pub(super) fn mul(arguments: &[Value]) -> Worked {
    integers(arguments, i64::checked_mul)
}

pub(super) fn div(arguments: &[Value]) -> Worked {
    integers(arguments, i64::checked_div)
}

pub(super) fn modulo(arguments: &[Value]) -> Worked {
    integers(arguments, i64::checked_rem)
}

pub(super) fn int(arguments: &[Value]) -> Worked {
    let [value] = arguments else { return None };
    let number = match value {
        Value::Integer(number) => *number,
        Value::Float(number) => *number as i64,
        Value::Text(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    Some(Ok(Value::Integer(number)))
}

pub(super) fn float(arguments: &[Value]) -> Worked {
    let [value] = arguments else { return None };
    let number = match value {
        Value::Integer(number) => *number as f64,
        Value::Float(number) => *number,
        Value::Text(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    Some(Ok(Value::Float(number)))
}

pub(super) fn max(arguments: &[Value]) -> Worked {
    furthest(arguments, i64::max)
}

pub(super) fn min(arguments: &[Value]) -> Worked {
    furthest(arguments, i64::min)
}

fn furthest(arguments: &[Value], of: fn(i64, i64) -> i64) -> Worked {
    let numbers = match arguments {
        [Value::Array(items)] => items,
        _ => arguments,
    };
    let numbers: Option<Vec<i64>> = numbers.iter().map(Value::integer).collect();
    Some(Ok(Value::Integer(numbers?.into_iter().reduce(of)?)))
}

pub(super) fn equals(arguments: &[Value]) -> Worked {
    let [a, b] = arguments else { return None };
    let is_same = match (a, b) {
        (Value::Integer(a), Value::Float(b)) | (Value::Float(b), Value::Integer(a)) => *a as f64 == *b,
        _ => a == b,
    };
    Some(Ok(Value::Bool(is_same)))
}

/// Numbers by size, texts letter by letter.
fn compare(arguments: &[Value], wanted: fn(Ordering) -> bool) -> Worked {
    let [a, b] = arguments else { return None };
    let ordering = match (a, b) {
        (Value::Text(a), Value::Text(b)) => match by_letters(a, b) {
            Some(ordering) => ordering,
            None => {
                return Some(Ok(Value::of_type(Type::Bool)));
            }
        },
        _ => decimal(a)?.partial_cmp(&decimal(b)?)?,
    };
    Some(Ok(Value::Bool(wanted(ordering))))
}

/// The order of .NET's invariant culture: `a` before `A` before `b`. `None` if a character is outside ASCII's letters
/// and digits.
fn by_letters(a: &str, b: &str) -> Option<Ordering> {
    if a == b {
        return Some(Ordering::Equal);
    }
    if !a.bytes().chain(b.bytes()).all(|it| it.is_ascii_alphanumeric()) {
        return None;
    }
    let folded = a.to_ascii_lowercase().cmp(&b.to_ascii_lowercase());
    // What is small has the greater byte.
    Some(folded.then_with(|| b.cmp(a)))
}

fn decimal(value: &Value) -> Option<f64> {
    match value {
        Value::Integer(number) => Some(*number as f64),
        Value::Float(number) => Some(*number),
        _ => None,
    }
}

pub(super) fn less(arguments: &[Value]) -> Worked {
    compare(arguments, Ordering::is_lt)
}

pub(super) fn less_or_equals(arguments: &[Value]) -> Worked {
    compare(arguments, Ordering::is_le)
}

pub(super) fn greater(arguments: &[Value]) -> Worked {
    compare(arguments, Ordering::is_gt)
}

pub(super) fn greater_or_equals(arguments: &[Value]) -> Worked {
    compare(arguments, Ordering::is_ge)
}

pub(super) fn not(arguments: &[Value]) -> Worked {
    let [Value::Bool(it)] = arguments else { return None };
    Some(Ok(Value::Bool(!it)))
}

pub(super) fn bool(arguments: &[Value]) -> Worked {
    let [value] = arguments else { return None };
    let it = match value {
        Value::Bool(it) => *it,
        Value::Integer(number) => *number != 0,
        Value::Text(text) if text.eq_ignore_ascii_case("true") || **text == *"1" => true,
        Value::Text(text) if text.eq_ignore_ascii_case("false") || **text == *"0" => false,
        _ => return None,
    };
    Some(Ok(Value::Bool(it)))
}

pub(super) fn yes(arguments: &[Value]) -> Worked {
    arguments.is_empty().then_some(Ok(Value::Bool(true)))
}

pub(super) fn no(arguments: &[Value]) -> Worked {
    arguments.is_empty().then_some(Ok(Value::Bool(false)))
}
