//! Small changes of a template, from a seed: what people get wrong, and what they add.

use serde_json::{Map, Value, json};

use super::published::object_types;

/// A generator whose sequence never changes.
pub struct Random(u64);

impl Random {
    /// The generator of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 11) % bound.max(1) as u64) as usize
    }

    fn pick<'t, T>(&mut self, items: &'t [T]) -> Option<&'t T> {
        items.get(self.below(items.len()))
    }
}

/// What the published schemas speak of: object types of every version, words, names.
pub struct Vocabulary<'s> {
    types: Vec<(&'s Value, &'s Map<String, Value>)>,
    words: Vec<&'s str>,
    names: Vec<&'s str>,
}

impl<'s> Vocabulary<'s> {
    /// Reads mended schemas.
    pub fn new(schemas: impl Iterator<Item = &'s Value>) -> Self {
        let mut words = Vec::new();
        let mut types = Vec::new();
        for schema in schemas {
            types.extend(object_types(schema).into_iter().map(|it| (schema, it)));
            collect_words(schema, &mut words);
        }
        let mut names: Vec<&str> = types.iter().flat_map(|it| it.1.keys()).map(String::as_str).collect();
        for list in [&mut words, &mut names] {
            list.sort_unstable();
            list.dedup();
        }
        Self { types, words, names }
    }

    /// A member that an object of this kind has in some version, with a value that fits.
    fn member(&self, object: &Map<String, Value>, random: &mut Random) -> Option<(&'s str, Value)> {
        let is_named = |members: &Map<String, Value>, key: &str| {
            let same = |it: &Value| it.is_null() || *it == object[key];
            members.get(key).is_some_and(|it| same(&it["const"]))
        };
        let fits = |members: &Map<String, Value>| object.keys().all(|key| is_named(members, key));
        let fitting: Vec<_> = self.types.iter().filter(|it| fits(it.1)).collect();
        let (schema, members) = random.pick(&fitting)?;
        let free: Vec<&String> = members.keys().filter(|it| !object.contains_key(*it)).collect();
        let name = random.pick(&free)?.as_str();
        Some((name, sample(&members[name], schema, random)))
    }
}

fn collect_words<'s>(schema: &'s Value, words: &mut Vec<&'s str>) {
    words.extend(schema["const"].as_str());
    words.extend(
        schema["enum"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str),
    );
    match schema {
        Value::Object(map) => map.values().for_each(|it| collect_words(it, words)),
        Value::Array(items) => items.iter().for_each(|it| collect_words(it, words)),
        _ => {}
    }
}

/// A value that a schema accepts.
fn sample(schema: &Value, root: &Value, random: &mut Random) -> Value {
    if let Some(name) = schema["$ref"].as_str() {
        return sample(root.pointer(name.trim_start_matches('#')).unwrap(), root, random);
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        let is_value = |it: &&Value| it["$ref"] != "#/definitions/expression";
        let choices: Vec<&Value> = choices.iter().filter(is_value).collect();
        return random
            .pick(&choices)
            .map_or(json!("[x()]"), |it| sample(it, root, random));
    }
    if let Some(words) = schema["enum"].as_array() {
        return random.pick(words).unwrap().clone();
    }
    if !schema["const"].is_null() {
        return schema["const"].clone();
    }
    match schema["type"].as_str() {
        Some("integer") => json!(schema["minimum"].as_i64().unwrap_or(7).max(1)),
        Some("boolean") => json!(random.below(2) == 0),
        Some("array") if schema["items"].is_null() => json!([]),
        Some("array") => json!([sample(&schema["items"], root, random)]),
        Some("object") if schema["additionalProperties"].is_object() => {
            json!({ "one": sample(&schema["additionalProperties"], root, random) })
        }
        Some("object") => {
            let is_required = |name: &str| {
                schema["required"]
                    .as_array()
                    .is_some_and(|it| it.iter().any(|it| it == name))
            };
            let members = schema["properties"].as_object().into_iter().flatten();
            let chosen: Vec<_> = members
                .filter(|(name, _)| is_required(name) || random.below(3) == 0)
                .collect();
            let sampled = chosen
                .into_iter()
                .map(|(name, it)| (name.clone(), sample(it, root, random)));
            Value::Object(sampled.collect())
        }
        _ => json!("word"),
    }
}

/// Changes a resource once and tells what was done; what names the resource itself stays.
pub fn mutate(resource: &mut Value, vocabulary: &Vocabulary<'_>, random: &mut Random) -> String {
    loop {
        let done = match random.below(10) {
            0 => drop_member(resource, random),
            1 => rename_key(resource, vocabulary, random),
            2 | 3 => change_type(resource, random),
            4 => change_case(resource, vocabulary, random),
            5 => change_word(resource, vocabulary, random),
            6 => change_number(resource, random),
            7 => compute(resource, random),
            8 => add_stranger(resource, vocabulary, random),
            _ => grow(resource, vocabulary, random),
        };
        if let Some(done) = done {
            return done;
        }
    }
}

/// Adds a member that an object of this kind has in some version.
pub fn grow(resource: &mut Value, vocabulary: &Vocabulary<'_>, random: &mut Random) -> Option<String> {
    let at = place(resource, random, Value::is_object)?;
    let object = resource.pointer_mut(&at)?.as_object_mut()?;
    let (name, value) = vocabulary.member(object, random)?;
    if at.is_empty() && is_address(name) {
        return None;
    }
    let done = format!("add {at}/{name}: {value}");
    object.insert(name.to_owned(), value);
    Some(done)
}

fn is_address(key: &str) -> bool {
    matches!(key, "type" | "apiVersion")
}

/// A random place whose value is of a kind.
fn place(resource: &Value, random: &mut Random, is: impl Fn(&Value) -> bool) -> Option<String> {
    let mut places = Vec::new();
    let mut waiting = vec![(String::new(), resource)];
    while let Some((at, value)) = waiting.pop() {
        if is(value) && !matches!(at.as_str(), "/type" | "/apiVersion") {
            places.push(at.clone());
        }
        match value {
            Value::Object(map) => {
                let step = |key: &str| key.replace('~', "~0").replace('/', "~1");
                waiting.extend(map.iter().map(|(key, it)| (format!("{at}/{}", step(key)), it)));
            }
            Value::Array(items) => {
                waiting.extend(items.iter().enumerate().map(|(n, it)| (format!("{at}/{n}"), it)));
            }
            _ => {}
        }
    }
    random.pick(&places).cloned()
}

/// The object around a random member, and the key.
fn member<'v>(resource: &'v mut Value, random: &mut Random) -> Option<(&'v mut Map<String, Value>, String, String)> {
    let at = place(resource, random, |it| it.as_object().is_some_and(|it| !it.is_empty()))?;
    let object = resource.pointer_mut(&at)?.as_object_mut()?;
    let keys: Vec<String> = object.keys().cloned().collect();
    let key = random.pick(&keys)?.clone();
    (!at.is_empty() || !is_address(&key)).then_some((object, key, at))
}

fn drop_member(resource: &mut Value, random: &mut Random) -> Option<String> {
    let (object, key, at) = member(resource, random)?;
    object.remove(&key);
    Some(format!("drop {at}/{key}"))
}

fn rename_key(resource: &mut Value, vocabulary: &Vocabulary<'_>, random: &mut Random) -> Option<String> {
    let (object, key, at) = member(resource, random)?;
    let new = match random.below(3) {
        0 => format!("{key}s"),
        1 => key.get(1..)?.to_owned(),
        _ => (*random.pick(&vocabulary.names)?).to_owned(),
    };
    rename(object, &key, &new, &at)
}

fn rename(object: &mut Map<String, Value>, key: &str, new: &str, at: &str) -> Option<String> {
    if object.contains_key(new) || (at.is_empty() && is_address(new)) {
        return None;
    }
    let value = object.remove(key)?;
    object.insert(new.to_owned(), value);
    Some(format!("rename {at}/{key} to {new}"))
}

fn change_type(resource: &mut Value, random: &mut Random) -> Option<String> {
    let others = [
        json!(null),
        json!(true),
        json!(7),
        json!(1.5),
        json!("7"),
        json!("true"),
        json!("a word"),
        json!(""),
        json!([]),
        json!([7]),
        json!(["a word"]),
        json!([[]]),
        json!({}),
        json!({ "one": "two" }),
        json!({ "one": 2 }),
    ];
    put(resource, random, |it| !it.is_null(), random_of(others))
}

fn change_number(resource: &mut Value, random: &mut Random) -> Option<String> {
    let text =
        "[-2, -1, 0, 1, 5, 6, 959, 960, 961, 0.5, 960.5, 961.0, 7.0, 1e2, 1e3, -1e2, 4294967296, 99999999999999999999]";
    let numbers: Vec<Value> = serde_json::from_str(text).unwrap();
    let at = place(resource, random, Value::is_number);
    if at.is_none() && random.below(2) == 0 {
        let number = random.pick(&numbers)?.clone();
        let done = format!("add /properties/buildTimeoutInMinutes: {number}");
        let properties = resource["properties"].as_object_mut()?;
        properties.insert("buildTimeoutInMinutes".to_owned(), number);
        return Some(done);
    }
    put(resource, random, Value::is_number, random_of(numbers))
}

fn random_of(values: impl IntoIterator<Item = Value>) -> impl FnOnce(&mut Random) -> Option<Value> {
    let values: Vec<Value> = values.into_iter().collect();
    move |random| random.pick(&values).cloned()
}

fn put(
    resource: &mut Value,
    random: &mut Random,
    is: impl Fn(&Value) -> bool,
    new: impl FnOnce(&mut Random) -> Option<Value>,
) -> Option<String> {
    let at = place(resource, random, is).filter(|it| !it.is_empty())?;
    let new = new(random)?;
    let value = resource.pointer_mut(&at)?;
    let done = format!("change {at} from {value} to {new}");
    *value = new;
    Some(done)
}

fn change_case(resource: &mut Value, vocabulary: &Vocabulary<'_>, random: &mut Random) -> Option<String> {
    let how = random.below(3);
    if random.below(2) == 0 {
        let (object, key, at) = member(resource, random)?;
        let new = in_other_case(&key, how);
        return rename(object, &key, &new, &at);
    }
    let is_word = |it: &Value| it.as_str().is_some_and(|it| vocabulary.words.contains(&it));
    let at = place(resource, random, is_word)?;
    let value = resource.pointer_mut(&at)?;
    let new = json!(in_other_case(value.as_str()?, how));
    let done = format!("change {at} from {value} to {new}");
    (*value != new).then(|| {
        *value = new;
        done
    })
}

fn in_other_case(word: &str, how: usize) -> String {
    let (first, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
    match how {
        0 => word.to_lowercase(),
        1 => word.to_uppercase(),
        _ if first.chars().all(char::is_lowercase) => first.to_uppercase() + rest,
        _ => first.to_lowercase() + rest,
    }
}

fn change_word(resource: &mut Value, vocabulary: &Vocabulary<'_>, random: &mut Random) -> Option<String> {
    let is_word = |it: &Value| it.as_str().is_some_and(|it| vocabulary.words.contains(&it));
    put(resource, random, is_word, |random| {
        let word = random.pick(&vocabulary.words)?;
        Some(json!(if random.below(4) == 0 { "Nothing" } else { *word }))
    })
}

/// What a deployment or a pipeline fills in later, and what only looks like it.
fn compute(resource: &mut Value, random: &mut Random) -> Option<String> {
    let texts = ["[parameters('it')]", "<it>", "[[it]", "[it", "$(it)", "a b", "a.b"].map(Value::from);
    put(resource, random, |_| true, random_of(texts))
}

fn add_stranger(resource: &mut Value, vocabulary: &Vocabulary<'_>, random: &mut Random) -> Option<String> {
    let at = place(resource, random, Value::is_object)?;
    let names = [
        "stranger",
        "copy",
        "[concat('a')]",
        "comments",
        "apiVersion",
        "provisioningState",
        "id",
    ];
    let name = match random.below(2) {
        0 => *random.pick(&names)?,
        _ => *random.pick(&vocabulary.names)?,
    };
    let value = random_of([json!("word"), json!(1), json!({}), json!(null)])(random)?;
    let object = resource.pointer_mut(&at)?.as_object_mut()?;
    if object.contains_key(name) || (at.is_empty() && is_address(name)) {
        return None;
    }
    let done = format!("add {at}/{name}: {value}");
    object.insert(name.to_owned(), value);
    Some(done)
}
