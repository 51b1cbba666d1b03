//! Settings as they are written, before they mean anything: texts, lists and tables, each with its
//! place. The same for both ways of writing them.

use serde_json::Value as Json;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::settings::problem::Type;
use crate::text::span::Span;

/// A value and its place. The place of a table under a header is that header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Data {
    pub span: Span,
    pub value: Value,
}

/// The kinds of values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Text(String),
    List(Vec<Data>),
    Table(Vec<Member>),
    Flag(bool),
    /// A number or a date.
    Other,
    /// Nothing, as editors send it for what is not set.
    Nothing,
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub key: String,
    /// The span of the key.
    pub at: Span,
    pub data: Data,
}

/// The first thing that keeps a text from being TOML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    pub span: Span,
    pub why: String,
}

impl Data {
    /// Reads TOML, also where it is broken: then as far as it can be understood.
    pub fn from_toml(text: &str) -> (Self, Option<Broken>) {
        let (table, errors) = DeTable::parse_recoverable(text);
        let first = errors.into_iter().min_by_key(|it| it.span().map_or(0, |it| it.start));
        let broken = first.map(|it| Broken {
            span: visible(text, it.span().unwrap_or_default()),
            why: it.message().to_owned(),
        });
        let data = Self {
            span: Span::default(),
            value: of_table(table.get_ref()),
        };
        (data, broken)
    }

    /// Takes JSON, which has no places.
    pub fn from_json(value: &Json) -> Self {
        let value = match value {
            Json::Null => Value::Nothing,
            Json::Bool(flag) => Value::Flag(*flag),
            Json::Number(_) => Value::Other,
            Json::String(text) => Value::Text(text.clone()),
            Json::Array(items) => Value::List(items.iter().map(Self::from_json).collect()),
            Json::Object(members) => Value::Table(members.iter().map(|(key, it)| member(key, it)).collect()),
        };
        Self {
            span: Span::default(),
            value,
        }
    }

    /// Members of a table; none of anything else.
    pub fn members(&self) -> &[Member] {
        match &self.value {
            Value::Table(members) => members,
            _ => &[],
        }
    }

    /// The type as messages name it.
    pub fn kind(&self) -> Type {
        match self.value {
            Value::Text(_) => Type::Text,
            Value::List(_) => Type::List,
            Value::Table(_) => Type::Table,
            Value::Flag(_) => Type::Flag,
            Value::Other | Value::Nothing => Type::Other,
        }
    }

    /// The JSON Pointer of the innermost value whose text or key holds a span.
    pub fn pointer(&self, span: Span) -> String {
        self.path(span).unwrap_or_default()
    }

    fn path(&self, span: Span) -> Option<String> {
        let inner = match &self.value {
            Value::Table(members) => members.iter().find_map(|it| {
                let below = it.data.path(span).or_else(|| it.at.contains(span).then(String::new));
                Some(format!("/{}{}", it.key.replace('~', "~0").replace('/', "~1"), below?))
            }),
            Value::List(items) => items
                .iter()
                .enumerate()
                .find_map(|(at, it)| Some(format!("/{at}{}", it.path(span)?))),
            _ => None,
        };
        inner.or_else(|| self.span.contains(span).then(String::new))
    }
}

fn member(key: &str, value: &Json) -> Member {
    Member {
        key: key.to_owned(),
        at: Span::default(),
        data: Data::from_json(value),
    }
}

fn of_table(table: &DeTable<'_>) -> Value {
    let members = table.iter().map(|(key, value)| Member {
        key: key.get_ref().to_string(),
        at: span(key.span()),
        data: of_value(value),
    });
    Value::Table(members.collect())
}

fn of_value(value: &Spanned<DeValue<'_>>) -> Data {
    Data {
        span: span(value.span()),
        value: match value.get_ref() {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Boolean(flag) => Value::Flag(*flag),
            DeValue::Array(items) => Value::List(items.iter().map(of_value).collect()),
            DeValue::Table(table) => of_table(table),
            _ => Value::Other,
        },
    }
}

fn span(range: std::ops::Range<usize>) -> Span {
    Span::new(narrow(range.start), narrow(range.end))
}

/// A span that can be underlined: where the parser points between two characters, the one before.
fn visible(text: &str, range: std::ops::Range<usize>) -> Span {
    if !range.is_empty() {
        return span(range);
    }
    let before = text.get(..range.start).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let width = line.chars().next_back().map_or(0, char::len_utf8);
    Span::new(narrow(range.start - width), narrow(range.start))
}

/// Settings are far below 4 GiB.
fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
