//! The value of an expression, as far as the files determine it.

use std::fmt::Write;

use crate::syntax::string;
use crate::syntax::tree::{Kind, Node};

/// A value of the expression language.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Null,
    Bool(bool),
    Integer(i64),
    Float(f64),
    Text(String),
    Array(Vec<Value>),
    /// Members in their order; names are looked up ignoring case.
    Object(Vec<(String, Value)>),
    Unknown(Unknown),
}

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
            Self::Array(items) => items.iter().all(Self::is_known),
            Self::Object(members) => members.iter().all(|(_, it)| it.is_known()),
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

    /// Its approximate size in characters and values.
    pub fn size(&self) -> usize {
        match self {
            Self::Text(text) => 1 + text.len(),
            Self::Array(items) => 1 + items.iter().map(Self::size).sum::<usize>(),
            Self::Object(members) => 1 + members.iter().map(|(key, it)| key.len() + it.size()).sum::<usize>(),
            Self::Unknown(it) => 1 + it.sketch.as_ref().map_or(0, String::len),
            _ => 1,
        }
    }

    /// The value inside a text: what `concat` and `format` make of it. `None` for lists, objects and what has no name.
    pub fn inside_text(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
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
        Kind::String => Value::Text(node.as_str().unwrap_or_default().into_owned()),
        Kind::Array => Value::Array(node.children().map(plain).collect()),
        Kind::Object => {
            let members = node
                .children()
                .map(|it| (it.key().unwrap_or_default().into_owned(), plain(it)));
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
