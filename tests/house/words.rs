//! Everything in the schema has words, and all words are for something in it.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;

use serde_json::Value;

use crate::house::{no, root};

/// The keys that the schema asks words for: a list where one of several will do.
fn wanted_words(schema: &Value) -> Vec<Vec<String>> {
    let mut wanted = Vec::new();
    for (name, declared) in schema["$defs"].as_object().unwrap() {
        wanted.push(vec![name.clone()]);
        for (variant, _) in declared["x-variants"].as_object().into_iter().flatten() {
            wanted.push(vec![format!("{name}={variant}")]);
        }
        for (property, member) in declared["properties"].as_object().into_iter().flatten() {
            wanted.push(vec![format!("{name}.{property}"), format!("*.{property}")]);
            for value in member["enum"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
            {
                wanted.push(vec![
                    format!("{name}.{property}={value}"),
                    format!("*.{property}={value}"),
                ]);
            }
        }
    }
    wanted
}

#[test]
fn every_schema_entry_has_a_description_in_every_language() {
    let read = |path: &str| -> Value { serde_json::from_str(&fs::read_to_string(root().join(path)).unwrap()).unwrap() };
    let (schema, words) = (read("schemas/image-template.json"), read("schemas/words.json"));
    let words = words.as_object().unwrap();
    let mut stray: BTreeSet<&str> = words.keys().map(String::as_str).collect();
    let mut wrong = String::new();
    for keys in wanted_words(&schema) {
        if !keys.iter().any(|it| words.contains_key(it)) {
            writeln!(wrong, "no words for {}", keys.join(" or ")).unwrap();
        }
        stray.retain(|word| !keys.iter().any(|it| it == word));
    }
    for key in stray {
        writeln!(wrong, "nothing in the schema is called {key}").unwrap();
    }
    for (key, say) in words {
        for lang in ["en", "pt-br"] {
            let text = say[lang].as_str().unwrap_or_default();
            if text.trim() != text || !text.ends_with(['.', ')']) {
                writeln!(wrong, "{key} in {lang} is no sentence: {text}").unwrap();
            }
        }
        if say.as_object().is_none_or(|it| it.len() != 2) {
            writeln!(wrong, "{key} has other languages").unwrap();
        }
    }
    no(&wrong, "words");
}
