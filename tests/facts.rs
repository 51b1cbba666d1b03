//! Completion and hover against the published facts about every API version: in an empty object
//! exactly the writable members are offered, each has words, and every value is offered.

use std::collections::BTreeSet;

use aib_ls::document::{Document, Language};
use aib_ls::ide::{completion, hover};
use serde_json::Value;

use crate::support::outside::outside;

/// What the facts say of one object of one version, and the text that leads to it.
struct Place<'f> {
    version: &'f str,
    /// The text before the object's members, the opening brace included.
    before: String,
    /// What closes everything again.
    after: String,
    properties: &'f serde_json::Map<String, Value>,
    /// The member that is there already: the discriminator with its value.
    chosen: Option<(&'f str, &'f str)>,
    /// Whether the object stands in something that the service writes.
    read_only: bool,
}

fn read(place: &Place<'_>, members: &str) -> (Document, u32) {
    let chosen = place
        .chosen
        .map(|(key, value)| format!("\"{key}\": \"{value}\", "))
        .unwrap_or_default();
    let before = format!("{}{chosen}", place.before);
    let (head, tail) = members.split_once("$0").unwrap();
    let text = format!("{before}{head}{tail}{}", place.after);
    let at = (before.len() + head.len()) as u32;
    (Document::new(text, Language::Json, Some(place.version)), at)
}

fn labels(place: &Place<'_>, members: &str) -> BTreeSet<String> {
    let (doc, at) = read(place, members);
    completion::completion(&doc, at, &Vec::new)
        .into_iter()
        .map(|it| it.label)
        .collect()
}

fn check(place: &Place<'_>, counts: &mut Counts) {
    counts.objects += 1;
    let is = |fact: &Value, key: &str| fact[key].as_bool().unwrap_or_default();
    let writable = place
        .properties
        .iter()
        .filter(|(_, it)| !is(it, "read_only") && !place.read_only);
    let expected: BTreeSet<String> = writable
        .map(|(name, _)| name.clone())
        .filter(|it| place.chosen.is_none_or(|(key, _)| key != it))
        .collect();
    let (version, before) = (place.version, &place.before);
    assert_eq!(labels(place, "$0"), expected, "keys in {version} after {before}");
    for (name, fact) in place.properties {
        let other = Place {
            before: place.before.clone(),
            after: place.after.clone(),
            chosen: None,
            ..*place
        };
        let here = if place.chosen.is_some_and(|(key, _)| key == name) {
            &other
        } else {
            place
        };
        let (doc, at) = match before.find("\"type\": \"Microsoft") {
            // A second type would make the document somebody else's.
            Some(at) if name == "type" && before.len() < 90 => (read(place, "$0").0, at as u32 + 1),
            _ => read(here, &format!("\"{name}$0\": null")),
        };
        let hover = hover::hover(&doc, at).unwrap_or_else(|| panic!("no hover on {name} in {version} after {before}"));
        for words in [hover.words.en, hover.words.pt_br] {
            let told = words.lines().skip(1).any(|line| line.len() > 10);
            assert!(
                words.contains(&format!("`{name}`")) && told,
                "words of {name} in {version}: {words}"
            );
        }
        counts.members += 1;
        if place.read_only || is(fact, "read_only") {
            continue;
        }
        let offered = labels(here, &format!("\"{name}\": \"$0\""));
        for value in fact["enum"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            // The service refuses a template without an identity, whatever its schema says.
            let hidden = before.contains("\"identity\"") && value == "None";
            assert!(
                offered.contains(value) != hidden,
                "{value} of {name} in {version}: {offered:?}"
            );
            counts.values += 1;
        }
    }
}

#[derive(Default)]
struct Counts {
    objects: usize,
    members: usize,
    values: usize,
}

struct Walk<'f> {
    version: &'f str,
    types: &'f Value,
    counts: Counts,
}

impl<'f> Walk<'f> {
    /// Checks a type and everything below it. `before` ends where the value begins.
    fn go(&mut self, name: &str, before: &str, after: &str, read_only: bool) {
        let fact = &self.types[name];
        if fact["kind"] == "union" {
            let discriminator = fact["discriminator"].as_str().unwrap();
            for (value, of) in fact["variants"].as_object().unwrap() {
                self.object(
                    of.as_str().unwrap(),
                    Some((discriminator, value)),
                    before,
                    after,
                    read_only,
                );
                let (doc, at) = (
                    format!("{before}{{\"{discriminator}\": \"\"}}{after}"),
                    before.len() + discriminator.len() + 6,
                );
                let doc = Document::new(doc, Language::Json, Some(self.version));
                let offered = completion::completion(&doc, at as u32, &Vec::new);
                assert!(
                    offered.iter().any(|it| it.label == *value),
                    "{value} of {name} in {}",
                    self.version
                );
                self.counts.values += 1;
            }
        } else {
            self.object(name, None, before, after, read_only);
        }
    }

    fn object(&mut self, name: &str, chosen: Option<(&'f str, &'f str)>, before: &str, after: &str, read_only: bool) {
        let properties = self.types[name]["properties"].as_object().unwrap();
        let (before, after) = (format!("{before}{{"), format!("}}{after}"));
        let place = Place {
            version: self.version,
            before: before.clone(),
            after: after.clone(),
            properties,
            chosen,
            read_only,
        };
        check(&place, &mut self.counts);
        let chosen = chosen
            .map(|(key, value)| format!("\"{key}\": \"{value}\", "))
            .unwrap_or_default();
        for (member, fact) in properties {
            let read_only = read_only || fact["read_only"].as_bool().unwrap_or_default();
            let before = format!("{before}{chosen}\"{member}\": ");
            let inner = |fact: &'f Value| fact["ref"].as_str();
            if let Some(of) = inner(fact) {
                self.go(of, &before, &after, read_only);
            } else if let Some(of) = inner(&fact["items"]) {
                self.go(of, &format!("{before}["), &format!("]{after}"), read_only);
            } else if let Some(of) = inner(&fact["values"]) {
                self.go(of, &format!("{before}{{\"x\": "), &format!("}}{after}"), read_only);
            }
        }
    }
}

#[test]
fn completion_and_hover_follow_the_facts_of_every_version() {
    let Some(path) = outside("AIB_LS_API_FACTS") else {
        return;
    };
    let facts: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    for (version, fact) in facts["versions"].as_object().unwrap() {
        let mut walk = Walk {
            version,
            types: &fact["types"],
            counts: Counts::default(),
        };
        for (resource, root) in fact["roots"].as_object().unwrap() {
            // The type stands first, as in most bodies; what follows is the object itself.
            let kind = format!("\"type\": \"Microsoft.VirtualMachineImages/{resource}\"");
            let properties = fact["types"][root.as_str().unwrap()]["properties"].as_object().unwrap();
            let place = Place {
                version,
                before: format!("{{{kind}, "),
                after: "}".to_owned(),
                properties,
                chosen: None,
                read_only: false,
            };
            check(&place, &mut walk.counts);
            for (member, fact) in properties {
                let read_only = fact["read_only"].as_bool().unwrap_or_default();
                if let Some(of) = fact["ref"].as_str() {
                    walk.go(of, &format!("{{{kind}, \"{member}\": "), "}", read_only);
                }
            }
        }
        let Counts {
            objects,
            members,
            values,
        } = walk.counts;
        println!("{version}: {objects} objects, {members} members, {values} values agree");
    }
}
