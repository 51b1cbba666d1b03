//! The value of an expression, as far as the files determine it.

use std::fmt::Write;
use std::hash::{Hash, Hasher};
use std::mem::discriminant;
use std::ops::Deref;
use std::sync::Arc;

use crate::syntax::string;
use crate::syntax::tree::{Kind, Node};

/// A value of the expression language. A clone shares texts, lists and objects with the original.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Null,
    Bool(bool),
    Integer(i64),
    Float(f64),
    Text(Arc<str>),
    Array(Shared<Value>),
    /// Members in their order; names are looked up ignoring case.
    Object(Shared<Member>),
    Unknown(Unknown),
}

/// A member of an object: its name and its value.
pub type Member = (Arc<str>, Value);

/// The parts of a list or an object, shared by every value that contains them.
#[derive(Debug)]
pub struct Shared<T>(Arc<Parts<T>>);

#[derive(Debug)]
struct Parts<T> {
    parts: Vec<T>,
    weight: usize,
    depth: usize,
    is_known: bool,
}

/// An item of a list, or a member of an object.
pub trait Element {
    fn value(&self) -> &Value;

    /// What it weighs without its value.
    fn weight_of_name(&self) -> usize {
        0
    }
}

impl Element for Value {
    fn value(&self) -> &Value {
        self
    }
}

impl Element for Member {
    fn value(&self) -> &Value {
        &self.1
    }

    fn weight_of_name(&self) -> usize {
        UNIT + self.0.len()
    }
}

impl<T: Element> From<Vec<T>> for Shared<T> {
    fn from(parts: Vec<T>) -> Self {
        let weights = parts.iter().map(|it| it.weight_of_name() + it.value().weight());
        Self(Arc::new(Parts {
            weight: weights.fold(UNIT, usize::saturating_add),
            depth: 1 + parts.iter().map(|it| it.value().depth()).max().unwrap_or_default(),
            is_known: parts.iter().all(|it| it.value().is_known()),
            parts,
        }))
    }
}

impl<T: Element> FromIterator<T> for Shared<T> {
    fn from_iter<I: IntoIterator<Item = T>>(parts: I) -> Self {
        Vec::from_iter(parts).into()
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Deref for Shared<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0.parts
    }
}

impl<T: PartialEq> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0.parts == other.0.parts
    }
}

/// What a step of an evaluation and a value of no length weigh, in bytes of memory or nanoseconds of work. A list that is
/// in another one twice weighs twice.
pub const UNIT: usize = 64;

/// A value that only the deployment knows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Unknown {
    /// What it is at least known to be.
    pub kind: Option<Type>,
    /// How it looks with a name in braces for each part that is not known: `{vmName}-image`; `None` if that says nothing.
    pub sketch: Option<String>,
    /// The ID of the resource whose state it is or is in, as far as it is known; `None` for anything else.
    pub subject: Option<String>,
}

/// The types of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    Bool,
    Integer,
    Text,
    Array,
    Object,
}

impl Type {
    /// It as declarations write it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Integer => "int",
            Self::Bool => "bool",
            Self::Array => "array",
            Self::Object => "object",
        }
    }
}

impl Value {
    /// Something that nothing is known about.
    pub fn unknown() -> Self {
        Self::Unknown(Unknown::default())
    }

    /// Something of which the type alone is known.
    pub fn of_type(kind: Type) -> Self {
        Self::Unknown(Unknown {
            kind: Some(kind),
            ..Unknown::default()
        })
    }

    /// Something of a type that is known by name alone.
    pub fn named(kind: Option<Type>, name: &str) -> Self {
        Self::Unknown(Unknown {
            kind,
            sketch: Some(format!("{{{name}}}")),
            subject: None,
        })
    }

    /// Whether all of it is known.
    pub fn is_known(&self) -> bool {
        match self {
            Self::Unknown(_) => false,
            Self::Array(items) => items.0.is_known,
            Self::Object(members) => members.0.is_known,
            _ => true,
        }
    }

    /// Its type; `None` for null, fractions, and what may be anything.
    pub fn kind(&self) -> Option<Type> {
        match self {
            Self::Bool(_) => Some(Type::Bool),
            Self::Integer(_) => Some(Type::Integer),
            Self::Text(_) => Some(Type::Text),
            Self::Array(_) => Some(Type::Array),
            Self::Object(_) => Some(Type::Object),
            Self::Unknown(it) => it.kind,
            Self::Null | Self::Float(_) => None,
        }
    }

    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn integer(&self) -> Option<i64> {
        match self {
            Self::Integer(number) => Some(*number),
            _ => None,
        }
    }

    /// The items of a list; none of anything else.
    pub fn items(&self) -> &[Self] {
        match self {
            Self::Array(items) => items,
            _ => &[],
        }
    }

    /// A member by name.
    pub fn member(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else { return None };
        let found = members.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value)
    }

    /// What it takes to look at all of it or to copy it, in the unit of [`UNIT`].
    pub fn weight(&self) -> usize {
        match self {
            Self::Text(text) => UNIT + text.len(),
            Self::Array(items) => items.0.weight,
            Self::Object(members) => members.0.weight,
            Self::Unknown(it) => {
                let len = |it: &Option<String>| it.as_ref().map_or(0, String::len);
                UNIT + len(&it.sketch) + len(&it.subject)
            }
            _ => UNIT,
        }
    }

    /// Lists and objects inside one another; 0 for everything else.
    pub fn depth(&self) -> usize {
        match self {
            Self::Array(items) => items.0.depth,
            Self::Object(members) => members.0.depth,
            _ => 0,
        }
    }

    /// The value inside a text: what `concat` and `format` make of it. `None` for lists, objects and what has no name.
    pub fn inside_text(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.to_string()),
            Self::Integer(number) => Some(number.to_string()),
            Self::Float(number) => Some(number.to_string()),
            Self::Bool(it) => Some(if *it { "True" } else { "False" }.to_owned()),
            Self::Unknown(it) => it.sketch.clone(),
            _ => None,
        }
    }

    /// It as JSON on one line; what is not known as its sketch, or `…`.
    pub fn json(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        // Writing to a string cannot fail.
        let _ = match self {
            Self::Null => write!(out, "null"),
            Self::Bool(it) => write!(out, "{it}"),
            Self::Integer(number) => write!(out, "{number}"),
            Self::Float(number) => write!(out, "{number:?}"),
            Self::Text(text) => write!(out, "{}", string::quote(text)),
            Self::Unknown(it) => match &it.sketch {
                Some(sketch) if it.kind == Some(Type::Text) => write!(out, "{}", string::quote(sketch)),
                Some(sketch) => write!(out, "{sketch}"),
                None => write!(out, "…"),
            },
            Self::Array(items) => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    out.push_str(if at == 0 { "" } else { "," });
                    item.write(out);
                }
                write!(out, "]")
            }
            Self::Object(members) => {
                out.push('{');
                for (at, (key, value)) in members.iter().enumerate() {
                    out.push_str(if at == 0 { "" } else { "," });
                    out.push_str(&string::quote(key));
                    out.push(':');
                    value.write(out);
                }
                write!(out, "}}")
            }
        };
    }
}

/// Values that are equal have the same hash.
impl Hash for Value {
    fn hash<H: Hasher>(&self, state: &mut H) {
        discriminant(self).hash(state);
        match self {
            Self::Null => {}
            Self::Bool(it) => it.hash(state),
            Self::Integer(number) => number.hash(state),
            // The two zeros are equal.
            Self::Float(number) => (number + 0.0).to_bits().hash(state),
            Self::Text(text) => text.hash(state),
            Self::Array(items) => items.0.parts.hash(state),
            Self::Object(members) => members.0.parts.hash(state),
            Self::Unknown(it) => it.sketch.hash(state),
        }
    }
}

/// A number as JSON writes it.
pub(super) fn number(source: &str) -> Value {
    let integer = source.parse().map(Value::Integer);
    integer
        .or_else(|_| source.parse().map(Value::Float))
        .unwrap_or_else(|_| Value::unknown())
}

/// A JSON value that contains no expressions.
pub fn plain(node: Node<'_>) -> Value {
    match node.kind() {
        Kind::Null => Value::Null,
        Kind::Bool => Value::Bool(node.as_bool() == Some(true)),
        Kind::Number => number(node.source()),
        Kind::String => Value::Text(node.as_str().unwrap_or_default().into()),
        Kind::Array => Value::Array(node.children().map(plain).collect()),
        Kind::Object => {
            let members = node
                .children()
                .map(|it| (it.key().unwrap_or_default().into(), plain(it)));
            Value::Object(members.collect())
        }
        Kind::Broken => Value::unknown(),
    }
}

/// The type that a declaration names; `None` if it is not a type.
pub fn type_named(name: &str) -> Option<Type> {
    let types = [
        ("bool", Type::Bool),
        ("int", Type::Integer),
        ("string", Type::Text),
        ("securestring", Type::Text),
        ("array", Type::Array),
        ("object", Type::Object),
        ("secureobject", Type::Object),
    ];
    let found = types.iter().find(|(it, _)| it.eq_ignore_ascii_case(name));
    found.map(|(_, it)| *it)
}
