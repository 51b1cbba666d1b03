//! What a function costs with its arguments, before it is called: the time that it takes, and what it returns.

use crate::expr::value::{UNIT, Value};

/// What it costs to look at the name of one member.
pub(super) const LOOK: usize = 8;

/// What a function of the language costs at most; `name` is in lower case. Without an entry here it looks at all that it is
/// given, and returns no more than that.
pub(super) fn before(name: &str, arguments: &[Value]) -> usize {
    let all = || sum(arguments.iter().map(Value::weight));
    match (name, arguments) {
        // They look at the parts of a list, at the names of an object, and at the whole of a text.
        ("length" | "empty" | "first" | "last" | "indexfromend" | "tryindexfromend" | "array", _)
        | ("skip" | "take" | "objectkeys" | "max" | "min", _)
        | ("contains", [Value::Object(_), _]) => sum(arguments.iter().map(surface)),
        ("tryget", [of, steps @ ..]) => sum(steps.iter().map(|it| it.weight() + surface(of))),
        ("equals", [a, b]) => a.weight().min(b.weight()),
        // Each further object is merged into those before it.
        ("union" | "intersection" | "shallowmerge", _) => all().saturating_mul(arguments.len().max(2) / 2),
        ("range", [_, Value::Integer(count)]) => UNIT.saturating_mul(usize::try_from(*count).unwrap_or_default()),
        ("padleft", [text, Value::Integer(len), ..]) => {
            let len = usize::try_from(*len).unwrap_or_default().min(MAX_PADDED);
            text.weight() + 4 * len
        }
        ("replace", [Value::Text(text), Value::Text(old), Value::Text(new)]) if !old.is_empty() => {
            let found = text.matches(&**old).count();
            all().saturating_add(found.saturating_mul(new.len()))
        }
        ("join", [Value::Array(items), Value::Text(between)]) => {
            all().saturating_add(items.len().saturating_mul(UNIT + between.len()))
        }
        ("split", [Value::Text(text), delimiters]) => split(text, delimiters),
        ("format", [Value::Text(pattern), values @ ..]) => format(pattern, values),
        // They look at each character, and more than once.
        ("less" | "lessorequals" | "greater" | "greaterorequals" | "indexof" | "lastindexof", _)
        | ("startswith" | "endswith" | "tolower" | "toupper" | "substring" | "trim", _)
        | ("datetimeadd" | "datetimetoepoch" | "parsecidr" | "cidrsubnet" | "cidrhost" | "uri", _) => {
            all().saturating_mul(4)
        }
        // Each character may be a value.
        ("json" | "base64tojson", _) => all().saturating_mul(16),
        // Each character may be escaped.
        ("string" | "uricomponent", _) => all().saturating_mul(2),
        _ => all(),
    }
}

/// Whether a function returns its argument, or a part of it, which it shares.
pub(super) fn returns_part(name: &str) -> bool {
    matches!(name, "first" | "last" | "indexfromend" | "tryindexfromend" | "tryget")
}

/// More than `padLeft` accepts.
const MAX_PADDED: usize = 1 << 20;

/// What it costs to look at a value without looking into its parts.
fn surface(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.len() * LOOK,
        Value::Object(members) => members.len() * LOOK,
        _ => value.weight(),
    }
}

fn sum(weights: impl Iterator<Item = usize>) -> usize {
    weights.fold(0, usize::saturating_add)
}

/// A text is compared with each delimiter at each position, and each part is a value.
fn split(text: &str, delimiters: &Value) -> usize {
    let one = std::slice::from_ref(delimiters);
    let delimiters = match delimiters {
        Value::Array(items) => items,
        _ => one,
    };
    let compared = text.len().saturating_mul(delimiters.len());
    if compared > MAX_COMPARED {
        return usize::MAX;
    }
    let texts = delimiters.iter().filter_map(Value::text).filter(|it| !it.is_empty());
    let parts: usize = texts.map(|it| text.matches(it).count()).sum();
    text.len() + compared + UNIT * parts
}

/// Comparisons of `split` that no budget has room for.
const MAX_COMPARED: usize = 16 << 20;

/// Each position repeats its value, with blanks around it where it has a width.
fn format(pattern: &str, values: &[Value]) -> usize {
    let pieces = pattern.split('{').skip(1).map(|piece| {
        let end = piece.find(|it: char| !it.is_ascii_digit()).unwrap_or(piece.len());
        let position = piece.get(..end).and_then(|it| it.trim().parse::<usize>().ok());
        let value = position.and_then(|it| values.get(it)).map_or(UNIT, Value::weight);
        let inside = piece.split('}').next().unwrap_or_default();
        let padding = if inside.contains([',', ':']) { MAX_WIDTH } else { 0 };
        UNIT + value + inside.len() + padding
    });
    sum(pieces).saturating_add(pattern.len())
}

/// The blanks that `format` puts around a value at most, and the digits of a number.
const MAX_WIDTH: usize = 1_000;
