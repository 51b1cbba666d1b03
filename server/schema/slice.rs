//! One API version cut out of the source: its types, members and values.

use std::collections::{BTreeMap, HashMap};
use std::sync::{LazyLock, OnceLock};

use serde_json::{Map, Value};

use crate::schema::source;

/// The types of one API version, or of all that are served where the version is unknown.
#[derive(Debug)]
pub struct Slice {
    /// `None` for all versions together.
    pub version: Option<&'static str>,
    types: BTreeMap<&'static str, Type>,
}

/// A type by name.
#[derive(Debug)]
pub enum Type {
    Object {
        properties: Vec<Property>,
        /// The members that a new object begins with, the required ones among them.
        start: Vec<&'static str>,
    },
    /// An object whose members depend on the value of one of them.
    Union {
        discriminator: &'static str,
        variants: Vec<Variant>,
    },
}

/// One choice of a union.
#[derive(Debug)]
pub struct Variant {
    /// Value of the discriminator.
    pub name: &'static str,
    /// Type of the object then.
    pub of: &'static str,
    /// First version that has it; `None` if all do.
    pub since: Option<&'static str>,
}

/// A member of an object.
#[derive(Debug)]
pub struct Property {
    pub name: &'static str,
    pub shape: Shape,
    pub required: bool,
    /// The service writes it; what a template says there has no effect.
    pub read_only: bool,
    pub deprecated: bool,
    /// Whether its value chooses the variant of a union.
    pub discriminator: bool,
    pub default: Option<&'static Value>,
    pub minimum: Option<i64>,
    pub maximum: Option<i64>,
    pub pattern: Option<&'static str>,
    /// The values it takes; empty if any.
    pub values: Vec<&'static str>,
    /// Values to suggest in addition to any others; for an array, those of its items.
    pub suggested: Vec<&'static str>,
    /// Whether the service may accept values that are not listed.
    pub open: bool,
    /// First version that has it; `None` if all do.
    pub since: Option<&'static str>,
}

/// What kind of value a member takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    String,
    Integer,
    Boolean,
    /// Whatever Resource Manager makes of it.
    Any,
    /// A type of the slice.
    Named(&'static str),
    /// An object whose keys are the author's.
    Map(Box<Shape>),
    Array(Box<Shape>),
}

/// The type that a role begins with.
pub const TEMPLATE: &str = "ImageTemplate";
/// The type of a trigger.
pub const TRIGGER: &str = "Trigger";
/// What Resource Manager adds on a resource.
pub const ARM_RESOURCE: &str = "ArmResource";

const SLOTS: usize = 32;
static SLICES: [OnceLock<Slice>; SLOTS] = [const { OnceLock::new() }; SLOTS];

/// Every API version, oldest first.
pub fn versions() -> &'static [&'static str] {
    source::versions()
}

/// The newest API version.
pub fn newest() -> &'static str {
    source::versions().last().copied().unwrap_or_default()
}

/// The version under its own name where it is known here.
pub fn known(version: &str) -> Option<&'static str> {
    source::index(version)
        .and_then(|it| source::versions().get(it))
        .copied()
}

/// Whether a known version is older than another known one.
pub fn is_before(version: &str, other: &str) -> bool {
    matches!((source::index(version), source::index(other)), (Some(a), Some(b)) if a < b)
}

/// Whether the service refuses every submission with this version.
pub fn is_refused(version: &str) -> bool {
    source::index(version).is_some_and(|it| it < source::OLDEST_SERVED)
}

/// The slice of a version; of all served versions for `None` and for one that is not known here.
pub fn slice(version: Option<&str>) -> &'static Slice {
    let index = version.and_then(source::index);
    let slot = index.map_or(0, |it| it + 1);
    SLICES.get(slot).unwrap_or(&SLICES[0]).get_or_init(|| cut(index))
}

/// Every name of a property, by its lower case and as it is written.
static NAMES: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let properties = source::types().filter_map(|(_, it)| it.get("properties")?.as_object());
    let names = properties.flat_map(Map::keys).map(String::as_str);
    names
        .flat_map(|it| [(it.to_ascii_lowercase(), it), (it.to_owned(), it)])
        .collect()
});

/// How the schema writes the name of a property that is given in any letters; `None` for a name that no property has.
pub fn spelling(name: &str) -> Option<&'static str> {
    let exact = NAMES.get(name).copied().filter(|it| *it == name);
    exact.or_else(|| NAMES.get(&name.to_ascii_lowercase()).copied())
}

impl Slice {
    /// A type by name.
    pub fn of(&self, name: &str) -> Option<&Type> {
        self.types.get(name)
    }

    /// Every type, by name.
    pub fn types(&self) -> impl Iterator<Item = (&'static str, &Type)> {
        self.types.iter().map(|(name, it)| (*name, it))
    }

    /// The members of an object type; none for a union or an unknown name.
    pub fn properties(&self, name: &str) -> &[Property] {
        match self.of(name) {
            Some(Type::Object { properties, .. }) => properties,
            _ => &[],
        }
    }

    /// The members that a new object of a type begins with; none for a union.
    pub fn start(&self, name: &str) -> &[&'static str] {
        match self.of(name) {
            Some(Type::Object { start, .. }) => start,
            _ => &[],
        }
    }

    /// The choices of a union with the name of its discriminator.
    pub fn union(&self, name: &str) -> Option<(&'static str, &[Variant])> {
        match self.of(name)? {
            Type::Union {
                discriminator,
                variants,
            } => Some((discriminator, variants)),
            Type::Object { .. } => None,
        }
    }
}

fn cut(version: Option<usize>) -> Slice {
    let types = source::types().map(|(name, declared)| (name, cut_type(declared, version)));
    let version_name = version.and_then(|it| source::versions().get(it)).copied();
    Slice {
        version: version_name,
        types: types.collect(),
    }
}

fn cut_type(declared: &'static Map<String, Value>, version: Option<usize>) -> Type {
    let members = |key: &str| declared.get(key).and_then(Value::as_object).into_iter().flatten();
    if let Some(discriminator) = declared.get("x-discriminator").and_then(Value::as_str) {
        let variants = members("x-variants").filter_map(|(name, it)| cut_variant(name, it, version));
        return Type::Union {
            discriminator,
            variants: variants.collect(),
        };
    }
    let properties: Vec<Property> = members("properties")
        .filter_map(|(name, it)| cut_property(name, it, version))
        .collect();
    let listed = declared.get("x-start").and_then(Value::as_array).into_iter().flatten();
    let mut start: Vec<&str> = listed.filter_map(Value::as_str).collect();
    for property in properties.iter().filter(|it| it.required) {
        if !start.contains(&property.name) {
            start.push(property.name);
        }
    }
    start.retain(|name| properties.iter().any(|it| it.name == *name));
    Type::Object { properties, start }
}

fn cut_variant(name: &'static str, declared: &'static Value, version: Option<usize>) -> Option<Variant> {
    let declared = declared.as_object()?;
    if !source::exists(declared, version) {
        return None;
    }
    Some(Variant {
        name,
        of: reference(declared)?,
        since: word(declared, "x-since"),
    })
}

fn cut_property(name: &'static str, declared: &'static Value, version: Option<usize>) -> Option<Property> {
    let declared = declared.as_object()?;
    if !source::exists(declared, version) {
        return None;
    }
    let attribute = |key: &str| source::attribute(declared, key, version);
    let flag = |key: &str| attribute(key).and_then(Value::as_bool).unwrap_or_default();
    // Where the version is unknown, required is what every served version requires.
    let required = match version {
        Some(_) => flag("x-required"),
        None => (source::OLDEST_SERVED..source::versions().len())
            .filter(|it| source::exists(declared, Some(*it)))
            .all(|it| source::attribute(declared, "x-required", Some(it)).and_then(Value::as_bool) == Some(true)),
    };
    Some(Property {
        name,
        shape: shape(declared),
        required,
        read_only: flag("readOnly"),
        deprecated: flag("deprecated"),
        discriminator: flag("x-discriminator-value"),
        default: attribute("default"),
        minimum: attribute("minimum").and_then(Value::as_i64),
        maximum: attribute("maximum").and_then(Value::as_i64),
        pattern: attribute("pattern").and_then(Value::as_str),
        values: values(declared, version),
        suggested: word(declared, "x-suggest").map(source::list).unwrap_or_default(),
        open: flag("x-open"),
        since: word(declared, "x-since"),
    })
}

fn values(declared: &'static Map<String, Value>, version: Option<usize>) -> Vec<&'static str> {
    let bounds = declared.get("x-values");
    let listed = declared.get("enum").and_then(Value::as_array).into_iter().flatten();
    let exists = |value: &&str| {
        let bound = bounds.and_then(|it| it.get(*value)).and_then(Value::as_object);
        bound.is_none_or(|it| source::exists(it, version))
    };
    listed.filter_map(Value::as_str).filter(exists).collect()
}

fn shape(declared: &'static Map<String, Value>) -> Shape {
    if let Some(name) = reference(declared) {
        return Shape::Named(name);
    }
    let inner = |key: &str| declared.get(key).and_then(Value::as_object).map(shape).map(Box::new);
    match word(declared, "type") {
        Some("string") => Shape::String,
        Some("integer") => Shape::Integer,
        Some("boolean") => Shape::Boolean,
        Some("array") => inner("items").map_or(Shape::Any, Shape::Array),
        Some("object") => inner("additionalProperties").map_or(Shape::Any, Shape::Map),
        _ => Shape::Any,
    }
}

fn reference(declared: &'static Map<String, Value>) -> Option<&'static str> {
    word(declared, "$ref")?.strip_prefix("#/$defs/")
}

fn word(declared: &'static Map<String, Value>, key: &str) -> Option<&'static str> {
    declared.get(key).and_then(Value::as_str)
}
