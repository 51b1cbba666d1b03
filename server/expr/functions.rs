//! The functions of the template language: `schemas/arm-functions.json`, with signatures, descriptions and where each is allowed.

use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use serde_json::{Map, Value};

use crate::locale::Message;

/// A function that a template may call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    /// Its name as it is usually written; templates may write it in any case. `list*` stands for
    /// every name that begins with `list`.
    pub name: String,
    pub group: Group,
    pub arguments: Vec<Argument>,
    /// The types of its result.
    pub returns: Types,
    /// Whether its result has the type of its first argument.
    pub follows_argument: bool,
    /// Its arguments come two by two.
    pub takes_pairs: bool,
    /// A description of its result, in one sentence.
    pub words: Message,
    /// The only position where it may be; `None` if anywhere.
    pub context: Option<Context>,
    /// Whether its value can be worked out from the file, given its arguments.
    pub is_known: bool,
    usage: Option<String>,
}

/// One argument of a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    pub name: String,
    pub types: Types,
    /// It is optional.
    pub is_optional: bool,
    /// It may come any number of times; at least once, unless it is optional.
    pub is_repeated: bool,
}

/// What a function is about, as the documentation groups them. One that belongs to several groups
/// has the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    Array,
    Cidr,
    Comparison,
    Date,
    Deployment,
    Lambda,
    Logical,
    Numeric,
    Object,
    Resource,
    Scope,
    String,
}

/// The only position where a function may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Context {
    /// In the default value of a parameter.
    ParameterDefault,
    /// In an expression of a parameter file.
    ParameterFile,
    /// Anywhere but in the default value of a parameter, which is worked out first.
    AfterParameters,
    /// In resources and outputs: not in parameters and not in variables, which are worked out
    /// before there are resources.
    ResourcesAndOutputs,
    /// In a copy loop.
    Copy,
    /// In the body of a lambda.
    Lambda,
    /// As an argument of a function that takes a lambda.
    LambdaArgument,
    /// In a deployment to a resource group.
    ResourceGroup,
    /// In a deployment to a resource group or a subscription.
    Subscription,
    /// In a deployment to a management group.
    ManagementGroup,
}

/// A type of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Type {
    String,
    Int,
    Float,
    Bool,
    Array,
    Object,
    Null,
    Lambda,
}

/// A set of types, never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Types(u8);

static FUNCTIONS: LazyLock<Vec<Function>> = LazyLock::new(|| {
    // A test reads the file too: what is compiled in is well formed.
    let source: Value = serde_json::from_str(include_str!("../../schemas/arm-functions.json")).unwrap_or_default();
    let entries = source.get("functions").and_then(Value::as_array);
    let entries = entries.into_iter().flatten().filter_map(Value::as_object);
    entries.filter_map(Function::read).collect()
});

static BY_NAME: LazyLock<HashMap<String, &'static Function>> = LazyLock::new(|| {
    let named = all().iter().map(|it| (it.name.to_ascii_lowercase(), it));
    named.collect()
});

/// Every function, group by group.
pub fn all() -> &'static [Function] {
    &FUNCTIONS
}

/// A function by the name that a template calls, in any case. Every name that begins with `list`
/// gives `list*`, since each resource type has operations of its own.
pub fn find(name: &str) -> Option<&'static Function> {
    let name = name.to_ascii_lowercase();
    let key = if name.starts_with("list") { "list*" } else { &name };
    BY_NAME.get(key).copied()
}

impl Function {
    fn read(entry: &Map<String, Value>) -> Option<Self> {
        let text = |key: &str| entry.get(key).and_then(Value::as_str);
        let is = |key: &str| entry.get(key).and_then(Value::as_bool).unwrap_or(false);
        let arguments = entry.get("arguments")?.as_array()?;
        let words = |lang: &str| Some(entry.get("words")?.get(lang)?.as_str()?.to_owned());
        Some(Self {
            name: text("name")?.to_owned(),
            group: Group::read(text("namespace")?)?,
            arguments: arguments.iter().map(Argument::read).collect::<Option<_>>()?,
            returns: Types::read(text("returns")?)?,
            follows_argument: is("follows"),
            takes_pairs: is("pairs"),
            words: Message {
                en: words("en")?.into(),
                pt_br: words("pt-br")?.into(),
            },
            context: match text("where") {
                Some(word) => Some(Context::read(word)?),
                None => None,
            },
            is_known: text("value")? == "known",
            usage: text("usage").map(str::to_owned),
        })
    }

    /// The fewest arguments that it can be called with.
    pub fn least(&self) -> usize {
        self.arguments.iter().filter(|it| !it.is_optional).count()
    }

    /// The maximum number of arguments that it can be called with; `None` if there is no limit.
    pub fn most(&self) -> Option<usize> {
        let is_open = self.arguments.iter().any(|it| it.is_repeated);
        (!is_open).then_some(self.arguments.len())
    }

    /// Whether it can be called with this number of arguments.
    pub fn accepts(&self, count: usize) -> bool {
        let is_paired = !self.takes_pairs || count.is_multiple_of(2);
        count >= self.least() && self.most().is_none_or(|most| count <= most) && is_paired
    }

    /// What is at a position, from 0, of a call; `None` past the last argument.
    pub fn argument(&self, position: usize) -> Option<&Argument> {
        let repeated = || self.arguments.last().filter(|it| it.is_repeated);
        match position.checked_sub(self.arguments.len()) {
            // The first of the pair and the second take turns.
            Some(_) if self.takes_pairs => self.arguments.get(position % 2),
            Some(_) => repeated(),
            None => self.arguments.get(position),
        }
    }

    /// How it is called, such as `padLeft(valueToPad, totalLength, [paddingCharacter])`. What may be
    /// left out is in brackets.
    pub fn signature(&self) -> String {
        if let Some(usage) = &self.usage {
            return usage.clone();
        }
        let mut arguments = Vec::new();
        for argument in &self.arguments {
            arguments.push(match argument.is_optional {
                true => format!("[{}]", argument.name),
                false => argument.name.clone(),
            });
            if argument.is_repeated {
                arguments.push("…".to_owned());
            }
        }
        format!("{}({})", self.name, arguments.join(", "))
    }
}

impl Argument {
    fn read(entry: &Value) -> Option<Self> {
        let is = |key: &str| entry.get(key).and_then(Value::as_bool).unwrap_or(false);
        Some(Self {
            name: entry.get("name")?.as_str()?.to_owned(),
            types: Types::read(entry.get("types")?.as_str()?)?,
            is_optional: is("optional"),
            is_repeated: is("repeated"),
        })
    }
}

impl Group {
    fn read(word: &str) -> Option<Self> {
        Some(match word {
            "array" => Self::Array,
            "cidr" => Self::Cidr,
            "comparison" => Self::Comparison,
            "date" => Self::Date,
            "deployment" => Self::Deployment,
            "lambda" => Self::Lambda,
            "logical" => Self::Logical,
            "numeric" => Self::Numeric,
            "object" => Self::Object,
            "resource" => Self::Resource,
            "scope" => Self::Scope,
            "string" => Self::String,
            _ => return None,
        })
    }
}

impl Context {
    fn read(word: &str) -> Option<Self> {
        Some(match word {
            "parameter-default" => Self::ParameterDefault,
            "parameter-file" => Self::ParameterFile,
            "after-parameters" => Self::AfterParameters,
            "resources-and-outputs" => Self::ResourcesAndOutputs,
            "copy" => Self::Copy,
            "lambda" => Self::Lambda,
            "lambda-argument" => Self::LambdaArgument,
            "resource-group" => Self::ResourceGroup,
            "subscription" => Self::Subscription,
            "management-group" => Self::ManagementGroup,
            _ => return None,
        })
    }
}

impl Type {
    /// Every type, in the order in which a set of them is listed.
    pub const ALL: [Self; 8] = [
        Self::String,
        Self::Int,
        Self::Float,
        Self::Bool,
        Self::Array,
        Self::Object,
        Self::Null,
        Self::Lambda,
    ];

    /// The word for it, which is not part of any language.
    pub fn word(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Int => "int",
            Self::Float => "float",
            Self::Bool => "bool",
            Self::Array => "array",
            Self::Object => "object",
            Self::Null => "null",
            Self::Lambda => "lambda",
        }
    }
}

impl Types {
    /// Any value; a lambda is not a value.
    pub const ANY: Self = Self(u8::MAX ^ (1 << Type::Lambda as u8));

    /// The set of one type.
    pub const fn only(one: Type) -> Self {
        Self(1 << one as u8)
    }

    /// Whether no type is in both sets.
    pub fn is_disjoint(self, other: Self) -> bool {
        self.0 & other.0 == 0
    }

    fn read(words: &str) -> Option<Self> {
        if words == "any" {
            return Some(Self::ANY);
        }
        let mut types = 0;
        for word in words.split('|') {
            let found = Type::ALL.into_iter().find(|it| it.word() == word)?;
            types |= 1 << found as u8;
        }
        Some(Self(types))
    }

    /// Whether a type is one of them.
    pub fn contains(self, one: Type) -> bool {
        self.0 & (1 << one as u8) != 0
    }

    /// The types one by one.
    pub fn iter(self) -> impl Iterator<Item = Type> {
        Type::ALL.into_iter().filter(move |it| self.contains(*it))
    }
}

/// As a signature shows them: `string | array`, or `any`.
impl fmt::Display for Types {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::ANY {
            return out.write_str("any");
        }
        for (at, one) in self.iter().enumerate() {
            let between = if at == 0 { "" } else { " | " };
            write!(out, "{between}{}", one.word())?;
        }
        Ok(())
    }
}
