//! Our own tree as an instance for the jsonschema crate: no second copy of the text is built.

use std::borrow::Cow;

use jsonschema::JsonType;
use jsonschema::json::{Array, Json, JsonNumber, Node as Instance, NodeIdentity, Object};
use serde_json::{Number, Value};

use crate::schema::slice;
use crate::syntax::tree::{Kind, Node};

/// The representation: trees of [`crate::syntax`].
pub(super) struct TreeJson;

/// A node of the tree, or a member name in the clothes of one.
#[derive(Clone)]
pub(super) enum Handle<'d> {
    Node(Node<'d>),
    Name(&'d str),
}

impl Json for TreeJson {
    type Node<'a> = Handle<'a>;
    type PreparedKey = String;
    type StringBuffer = String;

    fn prepare_key(key: &str) -> String {
        key.to_owned()
    }

    fn with_string_node<T>(buffer: &mut String, string: &str, f: impl FnOnce(Handle<'_>) -> T) -> T {
        string.clone_into(buffer);
        f(Handle::Name(buffer))
    }
}

/// A number as written.
pub(super) struct Written<'d>(&'d str);

impl JsonNumber for Written<'_> {
    fn as_u64(&self) -> Option<u64> {
        self.0.parse().ok()
    }

    fn as_i64(&self) -> Option<i64> {
        self.0.parse().ok()
    }

    fn as_f64(&self) -> Option<f64> {
        self.0.parse().ok()
    }

    fn as_str(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.0)
    }

    fn to_number(&self) -> Cow<'_, Number> {
        Cow::Owned(serde_json::from_str(self.0).unwrap_or_else(|_| Number::from(0)))
    }

    fn is_integer(&self) -> bool {
        self.as_i64().is_some() || self.as_f64().is_some_and(|it| it.fract() == 0.0)
    }
}

impl<'a> Instance<'a, TreeJson> for Handle<'a> {
    type Object = Container<'a>;
    type Array = Container<'a>;
    type Number = Written<'a>;

    fn as_object(&self) -> Option<Container<'a>> {
        self.container(Kind::Object)
    }

    fn as_array(&self) -> Option<Container<'a>> {
        self.container(Kind::Array)
    }

    fn as_string(&self) -> Option<Cow<'a, str>> {
        match self {
            Self::Node(node) => node.as_str(),
            Self::Name(name) => Some(Cow::Borrowed(name)),
        }
    }

    fn as_number(&self) -> Option<Written<'a>> {
        match self {
            Self::Node(node) if node.kind() == Kind::Number => Some(Written(node.source())),
            _ => None,
        }
    }

    fn as_boolean(&self) -> Option<bool> {
        match self {
            Self::Node(node) => node.as_bool(),
            Self::Name(_) => None,
        }
    }

    fn is_null(&self) -> bool {
        self.json_type() == JsonType::Null
    }

    fn json_type(&self) -> JsonType {
        let Self::Node(node) = self else {
            return JsonType::String;
        };
        match node.kind() {
            Kind::Object => JsonType::Object,
            Kind::Array => JsonType::Array,
            Kind::String => JsonType::String,
            Kind::Number => JsonType::Number,
            Kind::Bool => JsonType::Boolean,
            // What is said of a broken value is dropped where the errors are read.
            Kind::Null | Kind::Broken => JsonType::Null,
        }
    }

    fn equals_value(&self, expected: &Value) -> bool {
        match expected {
            Value::String(text) => self.as_string().is_some_and(|it| it == text.as_str()),
            Value::Bool(it) => self.as_boolean() == Some(*it),
            Value::Number(it) => self.as_number().is_some_and(|own| own.as_f64() == it.as_f64()),
            Value::Null => self.is_null(),
            Value::Array(_) | Value::Object(_) => false,
        }
    }

    /// Our messages come from the kind of an error and the tree; the instance in it is never read.
    fn to_value(&self) -> Cow<'a, Value> {
        Cow::Owned(Value::Null)
    }

    fn identity(&self) -> Option<NodeIdentity> {
        match self {
            Self::Node(node) => Some(NodeIdentity::tagged(
                std::ptr::from_ref(node.tree()) as usize,
                node.id(),
            )),
            Self::Name(_) => None,
        }
    }
}

impl<'a> Handle<'a> {
    fn container(&self, kind: Kind) -> Option<Container<'a>> {
        match self {
            Self::Node(node) if node.kind() == kind => Some(Container(*node)),
            _ => None,
        }
    }
}

/// Items of a list that are compared with the schema: far more than any list of a real template has. The library collects the errors
/// of all of them before it gives the first.
const MAX_ITEMS: usize = 10_000;

/// An object or an array.
pub(super) struct Container<'a>(Node<'a>);

impl<'a> Object<'a, TreeJson> for Container<'a> {
    type Node = Handle<'a>;
    type MemberName = Cow<'a, str>;
    type MembersIter = Box<dyn Iterator<Item = (Cow<'a, str>, Handle<'a>)> + 'a>;

    fn len(&self) -> usize {
        self.0.child_count()
    }

    fn get(&self, key: &String) -> Option<Handle<'a>> {
        self.0.get(key).map(Handle::Node)
    }

    fn members(&self) -> Self::MembersIter {
        // The service reads names in any letters; that they are written in others is reported on its own. Of several members of one
        // name it takes the last.
        let object = self.0;
        let named = move |it: Node<'a>| {
            let key = it.key()?;
            if !is_last_of_name(object, it, &key) {
                return None;
            }
            let name = slice::spelling(&key).map_or(key, Cow::Borrowed);
            Some((name, Handle::Node(it)))
        };
        Box::new(self.0.children().filter_map(named))
    }
}

/// Members behind one that are looked at one by one, to see whether its name comes again.
const FEW: usize = 32;

/// Whether no member behind one has its name, in any letters.
fn is_last_of_name<'a>(object: Node<'a>, member: Node<'a>, name: &str) -> bool {
    let mut behind = std::iter::successors(member.next(), |it| it.next());
    let is_repeated = behind.by_ref().take(FEW).any(|it| it.has_key(name));
    !is_repeated && (behind.next().is_none() || object.get(name) == Some(member))
}

impl<'a> Array<'a, TreeJson> for Container<'a> {
    type Node = Handle<'a>;
    type ElementsIter = Box<dyn Iterator<Item = Handle<'a>> + 'a>;

    fn len(&self) -> usize {
        self.0.child_count()
    }

    fn elements(&self) -> Self::ElementsIter {
        Box::new(self.0.children().take(MAX_ITEMS).map(Handle::Node))
    }

    fn is_unique(&self) -> bool {
        true
    }
}
