//! The sentences for people: everything in the schema has words, and no sentence uses a phrase that natural English or
//! Brazilian Portuguese would put differently.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;

use regex::Regex;
use serde_json::Value;

use crate::house::{code, files, no, root, sources};

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

/// Phrases that do not occur in English sentences, and what to write instead.
const NOT_IN_ENGLISH: [(&str, &str); 21] = [
    (r"\btold\b", "reported, set, gets"),
    (r"\bof use\b", "useful"),
    (r"\b(comes?|came) to\b", "evaluates to, is"),
    (r"\bby (itself|themselves)\b", "automatically, or nothing"),
    (r"\b(is|are|was|were) none\b", "is not a …"),
    (r"\b(is|are) no\b", "is not a …"),
    (r"\b(stands?|stood)\b", "is, appears"),
    (r"\bbeside\b", "next to, in addition to"),
    (r"\b(has|have) to be\b", "must be"),
    (r"\bwhat there is\b", "name the thing"),
    (r"\band here (is|are)\b", "found"),
    (r"\ban information\b", "an informational finding"),
    (r"\bfor ever\b", "indefinitely"),
    (r"\b(keeps?|kept|keeping) back\b", "suppress"),
    (r"\bleft to you\b", "manual"),
    (r"\b(is|are) silent\b", "not reported"),
    (r"\b(passed over|left alone)\b", "not reported, ignored"),
    (r"\bspeaks? (of|once)\b", "reports"),
    (r"\b(does not tell|nothing tells)\b", "does not show"),
    (r"\bpublic templates\b", "no statistics"),
    (
        r"(?i)\b(general|optim|custom)is(e|ed|es|ing|ation)\b",
        "the spelling of Azure, -ize",
    ),
];

/// Natural phrases that contain one of those above.
const ENGLISH_EXCEPTIONS: &str =
    r"(?i)\b(terms of use|there (is|are) no|(is|are) no longer|stands? for|comes? to an end)\b";

/// The same for Brazilian Portuguese.
const NOT_IN_PORTUGUESE: [(&str, &str); 9] = [
    (r"\bse calam?\b", "não é apontado"),
    (
        r"\bgrupo de (recursos de )?(staging|preparação)\b",
        "grupo de recursos de preparo",
    ),
    (r"\bgrupo de preparo\b", "grupo de recursos de preparo"),
    (r"\bVMs? do build\b", "VM de build"),
    (r"\bem paz\b", "não mexa em, não é apontado"),
    (r"\bsabidamente\b", "que se sabe que"),
    (r"\bfora de vista\b", "não está disponível"),
    (r"\b([ad]|n|um)?a SKU\b", "o SKU"),
    (r"\btemplates públicos\b", "sem estatísticas"),
];

/// The sentences of `say!` in a source file: English, then Portuguese.
fn said(source: &str) -> [String; 2] {
    let texts = |key: &str| {
        let mut out = String::new();
        for piece in source.split(&format!("{key}: \"")).skip(1) {
            let mut escaped = false;
            let ends = |c: char| {
                let is_end = c == '"' && !escaped;
                escaped = c == '\\' && !escaped;
                is_end
            };
            out += piece.split(ends).next().unwrap();
            out.push('\n');
        }
        out
    };
    [texts("en"), texts("pt_br")]
}

/// The prose of a page: English, then Portuguese. The remarks between the examples are English.
fn prose(page: &str) -> [String; 2] {
    let (_, english) = page.split_once("## English\n").unwrap_or_default();
    let (english, portuguese) = english.split_once("## Português\n").unwrap_or((english, ""));
    let mut fences = portuguese.split("\n```");
    let portuguese = fences.next().unwrap_or_default();
    // Between two fences is an example, and behind each second one a remark.
    let remarks: Vec<&str> = fences.skip(1).step_by(2).collect();
    [format!("{english}\n{}", remarks.join("\n")), portuguese.to_owned()]
}

/// The files of data with sentences, and the key under which each holds those of a language.
const DATA: [(&str, [&str; 2]); 5] = [
    ("schemas/words.json", ["en", "pt-br"]),
    ("schemas/arm-functions.json", ["en", "pt-br"]),
    ("editors/vscode/package.nls.json", ["*", ""]),
    ("editors/vscode/package.nls.pt-br.json", ["", "*"]),
    ("editors/vscode/l10n/bundle.l10n.pt-br.json", ["key", "*"]),
];

/// The sentences of a file of data: the texts under a key at any depth, under every key (`*`), or the keys themselves (`key`).
fn texts_under(value: &Value, wanted: &str, texts: &mut String) {
    match value {
        Value::Array(items) => items.iter().for_each(|it| texts_under(it, wanted, texts)),
        Value::Object(entries) => {
            for (key, value) in entries {
                match value {
                    Value::String(_) if wanted == "key" => writeln!(texts, "{key}").unwrap(),
                    Value::String(text) if wanted == "*" || wanted == key => writeln!(texts, "{text}").unwrap(),
                    _ => texts_under(value, wanted, texts),
                }
            }
        }
        _ => {}
    }
}

/// Every text of the project that has sentences for people: English, then Portuguese.
fn all_sentences() -> Vec<(String, [String; 2])> {
    let mut all = Vec::new();
    for file in files("server") {
        let text = fs::read_to_string(root().join(&file)).unwrap();
        match file.rsplit_once('.') {
            Some((_, "rs")) => all.push((file, said(&text))),
            Some((_, "md")) if text.contains("## English\n") => all.push((file, prose(&text))),
            _ => {}
        }
    }
    for (file, keys) in DATA {
        let value: Value = serde_json::from_str(&fs::read_to_string(root().join(file)).unwrap()).unwrap();
        let sentences = keys.map(|key| {
            let mut texts = String::new();
            texts_under(&value, key, &mut texts);
            texts
        });
        assert!(sentences.iter().any(|it| !it.is_empty()), "{file} has no sentences");
        all.push((file.to_owned(), sentences));
    }
    all
}

fn phrases(list: &[(&str, &'static str)]) -> Vec<(Regex, &'static str)> {
    list.iter()
        .map(|(phrase, instead)| (Regex::new(phrase).unwrap(), *instead))
        .collect()
}

#[test]
fn no_sentence_uses_a_banned_phrase() {
    let banned = [phrases(&NOT_IN_ENGLISH), phrases(&NOT_IN_PORTUGUESE)];
    let quoted = Regex::new("`[^`]*`").unwrap();
    let exceptions = Regex::new(ENGLISH_EXCEPTIONS).unwrap();
    let mut wrong = String::new();
    for (file, sentences) in all_sentences() {
        for (text, banned) in sentences.iter().zip(&banned) {
            let text = quoted.replace_all(text, "`…`");
            let text = exceptions.replace_all(&text, "…");
            for line in text.lines() {
                for (phrase, instead) in banned {
                    let Some(found) = phrase.find(line) else { continue };
                    writeln!(wrong, "{file}: \"{}\" in {line:?}: {instead}", found.as_str()).unwrap();
                }
            }
        }
    }
    no(&wrong, "phrases of no native speaker");
}

/// Words that are not used in names of items, and what to write instead.
const NOT_IN_NAMES: [(&str, &str); 11] = [
    ("told", "reported, published"),
    ("tells", "reports, covers"),
    ("stretch", "range, span"),
    ("mend", "fix_span, repair"),
    ("mended", "repaired"),
    ("face", "name_span, command_span, anchor"),
    ("judge", "check, or what is checked"),
    ("strangers", "unknown_members"),
    ("around", "enclosing, context"),
    ("aside", "run_blocking"),
    ("puts", "inserts, replaces"),
];

#[test]
fn no_item_has_a_banned_word_in_its_name() {
    let item = Regex::new(r"\b(?:fn|struct|enum|mod|trait|type|const|static) (\w+)").unwrap();
    let word = Regex::new("[A-Z]?[a-z]+|[A-Z]+").unwrap();
    let mut wrong = String::new();
    for (file, source) in sources("server") {
        for name in item.captures_iter(&code(&source)).map(|it| it[1].to_owned()) {
            for part in word.find_iter(&name).map(|it| it.as_str().to_lowercase()) {
                if let Some((_, instead)) = NOT_IN_NAMES.iter().find(|it| it.0 == part) {
                    writeln!(wrong, "{file}: {name}: {instead}").unwrap();
                }
            }
        }
    }
    no(&wrong, "names with words that this project does not use");
}

#[test]
fn the_check_of_phrases_reads_sentences_and_pages() {
    let source = r#"say! { en: "It is \"told\" twice", pt_br: "A VM do build" }"#;
    assert_eq!(said(source), ["It is \\\"told\\\" twice\n", "A VM do build\n"]);
    let page =
        "# a/b\n## English\nOne.\n\n## Português\nUm.\n\n```json bad\n{}\n```\n\nTwo.\n\n```json good\n[]\n```\n";
    let [english, portuguese] = prose(page);
    assert_eq!(english.split_whitespace().collect::<Vec<_>>(), ["One.", "Two."]);
    assert_eq!(portuguese.trim(), "Um.");
}
