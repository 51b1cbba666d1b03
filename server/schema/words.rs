//! What types, members and values mean: `schemas/words.json`, every sentence in every language.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde_json::Value;

use crate::locale::Message;

static WORDS: LazyLock<HashMap<String, Message>> = LazyLock::new(|| {
    let all: Value = serde_json::from_str(include_str!("../../schemas/words.json")).unwrap_or_default();
    let entries = all.as_object().into_iter().flatten();
    let say = |it: &Value| {
        let text = |lang: &str| it.get(lang).and_then(Value::as_str).map(str::to_owned);
        Some(Message {
            en: text("en")?.into(),
            pt_br: text("pt-br")?.into(),
        })
    };
    entries.filter_map(|(key, it)| Some((key.clone(), say(it)?))).collect()
});

/// What a type is for.
pub fn of_type(name: &str) -> Option<&'static Message> {
    WORDS.get(name)
}

/// The description of a member: that for this type, else the one that all types share.
pub fn of_property(owner: &str, name: &str) -> Option<&'static Message> {
    WORDS
        .get(&format!("{owner}.{name}"))
        .or_else(|| WORDS.get(&format!("*.{name}")))
}

/// What a value of a member means.
pub fn of_value(owner: &str, name: &str, value: &str) -> Option<&'static Message> {
    WORDS
        .get(&format!("{owner}.{name}={value}"))
        .or_else(|| WORDS.get(&format!("*.{name}={value}")))
}

/// What a choice of a union means.
pub fn of_variant(union: &str, value: &str) -> Option<&'static Message> {
    WORDS.get(&format!("{union}={value}"))
}
