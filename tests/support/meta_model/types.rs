//! The meta model as it is written: requests, notifications, and the types that they are made of.

use serde::Deserialize;
use serde_json::Value;

/// The whole file.
#[derive(Deserialize)]
pub struct File {
    pub requests: Vec<Request>,
    pub notifications: Vec<Notification>,
    pub structures: Vec<Structure>,
    pub enumerations: Vec<Enumeration>,
    #[serde(rename = "typeAliases")]
    pub aliases: Vec<Alias>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Direction {
    ClientToServer,
    ServerToClient,
    Both,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    pub method: String,
    pub message_direction: Direction,
    pub params: Option<Type>,
    pub result: Type,
    pub partial_result: Option<Type>,
    pub error_data: Option<Type>,
    /// The method under which it is registered, if that is another one.
    pub registration_method: Option<String>,
    pub registration_options: Option<Type>,
    #[serde(flatten)]
    pub age: Age,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Notification {
    pub method: String,
    pub message_direction: Direction,
    pub params: Option<Type>,
    pub registration_method: Option<String>,
    pub registration_options: Option<Type>,
    #[serde(flatten)]
    pub age: Age,
}

#[derive(Deserialize)]
pub struct Structure {
    pub name: String,
    pub properties: Vec<Property>,
    #[serde(default)]
    pub extends: Vec<Type>,
    #[serde(default)]
    pub mixins: Vec<Type>,
    #[serde(flatten)]
    pub age: Age,
}

#[derive(Clone, Deserialize)]
pub struct Property {
    pub name: String,
    #[serde(rename = "type")]
    pub kind: Type,
    #[serde(default)]
    pub optional: bool,
    #[serde(flatten)]
    pub age: Age,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Enumeration {
    pub name: String,
    #[serde(rename = "type")]
    pub kind: Type,
    pub values: Vec<Entry>,
    /// Whether values of one's own are allowed.
    #[serde(default)]
    pub supports_custom_values: bool,
}

#[derive(Deserialize)]
pub struct Entry {
    pub value: Value,
    #[serde(flatten)]
    pub age: Age,
}

#[derive(Deserialize)]
pub struct Alias {
    pub name: String,
    #[serde(rename = "type")]
    pub kind: Type,
}

/// A type. A kind that is not listed here is refused when the file is read.
#[derive(Clone, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Type {
    Base { name: String },
    Reference { name: String },
    Array { element: Box<Type> },
    Map { key: Box<Type>, value: Box<Type> },
    Or { items: Vec<Type> },
    And { items: Vec<Type> },
    Tuple { items: Vec<Type> },
    Literal { value: Literal },
    StringLiteral { value: String },
}

/// A structure without a name.
#[derive(Clone, Deserialize)]
pub struct Literal {
    pub properties: Vec<Property>,
}

/// Since when something is part of the protocol.
#[derive(Clone, Deserialize)]
pub struct Age {
    #[serde(default)]
    since: String,
    #[serde(default)]
    proposed: bool,
}

impl Age {
    /// Whether version 3.17 has it. "3.18.0 - support for …" is said of what got another type then, and of structures that only
    /// got a name.
    pub fn is_in_3_17(&self) -> bool {
        !self.proposed && self.since != "3.18.0" && self.since != "3.18.0 - proposed"
    }

    pub fn is_proposed(&self) -> bool {
        self.proposed
    }
}
