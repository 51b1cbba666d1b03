//! Which messages there are and what may be in them, read from the meta model of the protocol, `lsp/meta-model.json`. The file knows
//! what came after version 3.17 too; here that is unknown, as is every key that a type does not name.

pub mod types;

use std::collections::HashMap;
use std::sync::OnceLock;

use serde_json::{Value, json};
use tower_lsp::lsp_types::Url;

use types::{Entry, Enumeration, File, Notification, Property, Request, Type};

/// What a `uinteger` may be at most; an `integer` has the same bounds on both sides of zero.
const MAX_INTEGER: i64 = i32::MAX as i64;

/// Properties that may be `null` since version 3.18 only.
const NEVER_NULL: [(&str, &str); 2] = [
    ("SignatureHelp", "activeParameter"),
    ("SignatureInformation", "activeParameter"),
];

/// The messages of our own, in the form of the meta model.
fn ours() -> Value {
    let string = |name: &str| json!({ "name": name, "type": { "kind": "base", "name": "string" } });
    let page = json!({ "kind": "literal", "value": { "properties": [string("title"), string("html")] } });
    let result = json!({ "kind": "or", "items": [page, { "kind": "base", "name": "null" }] });
    json!({
        "requests": [{ "method": "aib-ls/report", "messageDirection": "clientToServer", "result": result }],
        "notifications": [], "structures": [], "enumerations": [], "typeAliases": [],
    })
}

pub struct MetaModel {
    pub requests: HashMap<String, Request>,
    pub notifications: HashMap<String, Notification>,
    /// The properties of each structure, with those that it inherits.
    structures: HashMap<String, Vec<Property>>,
    enumerations: HashMap<String, Enumeration>,
    aliases: HashMap<String, Type>,
}

impl MetaModel {
    /// The protocol in version 3.17, and our own messages.
    pub fn get() -> &'static Self {
        static MODEL: OnceLock<MetaModel> = OnceLock::new();
        MODEL.get_or_init(|| {
            let mut file: File = serde_json::from_str(include_str!("../lsp/meta-model.json")).unwrap();
            let ours: File = serde_json::from_value(ours()).unwrap();
            file.requests.extend(ours.requests);
            Self::new(file)
        })
    }

    fn new(file: File) -> Self {
        let requests = file.requests.into_iter().filter(|it| it.age.is_in_3_17());
        let notifications = file.notifications.into_iter().filter(|it| it.age.is_in_3_17());
        let structures: HashMap<_, _> = file.structures.iter().map(|it| (it.name.as_str(), it)).collect();
        let mut flat = HashMap::new();
        for (name, structure) in &structures {
            if !structure.age.is_proposed() {
                flat.insert((*name).to_owned(), inherited(&structures, name));
            }
        }
        let mut model = Self {
            requests: requests.map(|it| (it.method.clone(), it)).collect(),
            notifications: notifications.map(|it| (it.method.clone(), it)).collect(),
            structures: flat,
            enumerations: HashMap::new(),
            aliases: file.aliases.into_iter().map(|it| (it.name, it.kind)).collect(),
        };
        for mut it in file.enumerations {
            it.values.retain(|value: &Entry| value.age.is_in_3_17());
            model.enumerations.insert(it.name.clone(), it);
        }
        model
    }

    /// What registering a method takes as options; `None` for a method that cannot be registered.
    pub fn registration_options(&self, method: &str) -> Option<&Type> {
        let requests = self
            .requests
            .values()
            .map(|it| (&it.method, &it.registration_method, &it.registration_options));
        let notifications = self
            .notifications
            .values()
            .map(|it| (&it.method, &it.registration_method, &it.registration_options));
        let mut all = requests.chain(notifications);
        all.find_map(|(own, other, options)| (other.as_ref().unwrap_or(own) == method).then_some(options.as_ref()?))
    }

    /// What is wrong with a value of a type: each line says where and what. Nothing where it fits.
    pub fn faults(&self, kind: &Type, value: &Value) -> Vec<String> {
        let mut faults = Vec::new();
        self.check(kind, value, "", &mut faults);
        faults
    }

    fn check(&self, kind: &Type, value: &Value, at: &str, faults: &mut Vec<String>) {
        match kind {
            Type::Base { name } => faults.extend(not_base(name, value).map(|it| format!("{at}: {it}"))),
            Type::Reference { name } => self.check_named(name, value, at, faults),
            Type::Array { element } => match value.as_array() {
                Some(all) => {
                    for (index, it) in all.iter().enumerate() {
                        self.check(element, it, &format!("{at}/{index}"), faults);
                    }
                }
                None => faults.push(format!("{at}: {value} is not an array")),
            },
            Type::Map { key, value: kind } => match value.as_object() {
                Some(all) => {
                    for (name, it) in all {
                        self.check(key, &json!(name), &format!("{at}/{name} (key)"), faults);
                        self.check(kind, it, &format!("{at}/{name}"), faults);
                    }
                }
                None => faults.push(format!("{at}: {value} is not a map")),
            },
            Type::Or { items } => self.check_any(items, value, at, faults),
            Type::And { items } => {
                let parts = items.iter().flat_map(|it| self.properties(it));
                check_object(self, &parts.collect::<Vec<_>>(), value, at, faults);
            }
            Type::Tuple { items } => match value.as_array().filter(|it| it.len() == items.len()) {
                Some(all) => {
                    for (index, (kind, it)) in items.iter().zip(all).enumerate() {
                        self.check(kind, it, &format!("{at}/{index}"), faults);
                    }
                }
                None => faults.push(format!("{at}: {value} does not have {} elements", items.len())),
            },
            Type::Literal { value: literal } => {
                check_object(self, &literal.properties.iter().collect::<Vec<_>>(), value, at, faults);
            }
            Type::StringLiteral { value: expected } => {
                if value != expected {
                    faults.push(format!("{at}: {value} is not {expected:?}"));
                }
            }
        }
    }

    /// Checks a value that one of several types has to fit; the faults are those of the type that it fits best.
    fn check_any(&self, items: &[Type], value: &Value, at: &str, faults: &mut Vec<String>) {
        let mut best: Option<Vec<String>> = None;
        for it in items {
            let mut found = Vec::new();
            self.check(it, value, at, &mut found);
            if found.is_empty() {
                return;
            }
            // A fault deep inside says that the rest fits.
            let depth = |all: &[String]| all.iter().map(|it| it.matches('/').count()).max();
            if best.as_ref().is_none_or(|best| depth(&found) > depth(best)) {
                best = Some(found);
            }
        }
        faults.extend(best.into_iter().flatten());
    }

    fn check_named(&self, name: &str, value: &Value, at: &str, faults: &mut Vec<String>) {
        if let Some(properties) = self.structures.get(name) {
            check_object(self, &properties.iter().collect::<Vec<_>>(), value, at, faults);
            for (_, property) in NEVER_NULL.iter().filter(|it| it.0 == name) {
                if value.get(property).is_some_and(Value::is_null) {
                    faults.push(format!("{at}/{property}: may not be null"));
                }
            }
        } else if let Some(kind) = self.aliases.get(name) {
            self.check(kind, value, at, faults);
        } else if let Some(it) = self.enumerations.get(name) {
            let before = faults.len();
            self.check(&it.kind, value, at, faults);
            let is_known = it.supports_custom_values || it.values.iter().any(|it| it.value == *value);
            if faults.len() == before && !is_known {
                faults.push(format!("{at}: {value} is no {name}"));
            }
        } else {
            faults.push(format!("{at}: there is no {name} in the protocol"));
        }
    }

    /// The properties that a part of an `and` has.
    fn properties<'m>(&'m self, kind: &'m Type) -> &'m [Property] {
        match kind {
            Type::Reference { name } => self.structures.get(name).map_or(&[], Vec::as_slice),
            Type::Literal { value } => &value.properties,
            _ => panic!("only structures can be put together"),
        }
    }
}

/// The properties of a structure: its own, then those that it inherits under other names.
fn inherited(structures: &HashMap<&str, &types::Structure>, name: &str) -> Vec<Property> {
    let structure = structures[name];
    let is_known = |it: &&Property| it.age.is_in_3_17();
    let mut out: Vec<Property> = structure.properties.iter().filter(is_known).cloned().collect();
    for parent in structure.extends.iter().chain(&structure.mixins) {
        let Type::Reference { name } = parent else {
            panic!("a structure inherits from structures");
        };
        for it in inherited(structures, name) {
            if out.iter().all(|own| own.name != it.name) {
                out.push(it);
            }
        }
    }
    out
}

/// Checks an object: nothing is missing, and nothing is there that has no name.
fn check_object(model: &MetaModel, properties: &[&Property], value: &Value, at: &str, faults: &mut Vec<String>) {
    let Some(object) = value.as_object() else {
        return faults.push(format!("{at}: {value} is not an object"));
    };
    for it in properties {
        match object.get(&it.name) {
            Some(value) => model.check(&it.kind, value, &format!("{at}/{}", it.name), faults),
            None if it.optional => {}
            None => faults.push(format!("{at}: {} is missing", it.name)),
        }
    }
    for name in object.keys() {
        if properties.iter().all(|it| it.name != *name) {
            faults.push(format!("{at}: {name} is unknown"));
        }
    }
}

/// Why a value is not of a base type.
fn not_base(name: &str, value: &Value) -> Option<String> {
    let is_integer = |least: i64| value.as_i64().is_some_and(|it| (least..=MAX_INTEGER).contains(&it));
    let fits = match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "integer" => is_integer(-MAX_INTEGER - 1),
        "uinteger" => is_integer(0),
        "decimal" => value.is_number(),
        "DocumentUri" | "URI" => value.as_str().is_some_and(is_uri),
        _ => panic!("{name} is no base type"),
    };
    (!fits).then(|| format!("{value} is not of type {name}"))
}

/// Whether a text is an absolute URI: a scheme, and only characters that RFC 3986 allows there, each `%` with two digits.
fn is_uri(text: &str) -> bool {
    let is_allowed = |it: u8| it.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&it);
    let mut escapes = text.split('%').skip(1);
    Url::parse(text).is_ok()
        && text.bytes().all(is_allowed)
        && escapes.all(|it| it.len() >= 2 && it.bytes().take(2).all(|it| it.is_ascii_hexdigit()))
}
