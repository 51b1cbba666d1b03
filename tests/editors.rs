//! What an editor's own files repeat from the program is what the program says. `UPDATE_EXPECT=1`
//! writes it anew.

use std::fs;
use std::path::Path;

use aib_ls::locale::Lang;
use aib_ls::settings::entries::{self, Choice, Entry, Scope};
use aib_ls::{rules, syntax};
use serde_json::{Map, Value, json};

/// Rewrites a JSON file of the VS Code extension in memory, and holds that nothing changed.
fn check(name: &str, write: impl FnOnce(&mut Value)) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("editors/vscode").join(name);
    let text = fs::read_to_string(&path).unwrap();
    let mut value = serde_json::from_str(&text).unwrap();
    write(&mut value);
    let fresh = serde_json::to_string_pretty(&value).unwrap() + "\n";
    if fresh == text {
        return;
    }
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(path, fresh).unwrap();
        return;
    }
    panic!("editors/vscode/{name} is stale: UPDATE_EXPECT=1 cargo test editors");
}

#[test]
fn the_manifest_has_every_setting() {
    check("package.json", |manifest| {
        manifest["version"] = env!("CARGO_PKG_VERSION").into();
        let configuration = &mut manifest["contributes"]["configuration"];
        configuration[0]["properties"] = entries::all().iter().map(property).collect::<Map<_, _>>().into();
        let sections = configuration.as_array().unwrap().iter();
        let keys = sections.flat_map(|it| it["properties"].as_object().unwrap().keys());
        // Of a folder that nobody trusts yet, no setting counts.
        manifest["capabilities"]["untrustedWorkspaces"]["restrictedConfigurations"] = keys.cloned().collect();
    });
}

/// Every value that a setting may have.
fn choices(entry: &Entry) -> Vec<Choice> {
    let more = match entry.key {
        "apiVersion" => entries::api_versions(&rules::known()),
        _ => Vec::new(),
    };
    entry.values.iter().cloned().chain(more).collect()
}

/// The key of the description of a value.
fn value_key(setting: &str, choice: &Choice) -> String {
    let value = if choice.value.is_empty() {
        "default"
    } else {
        choice.value
    };
    format!("{setting}.{value}")
}

/// What the editor shows in the list in place of the value; nothing for the value itself.
fn label(setting: &str, choice: &Choice) -> String {
    match choice.label {
        Some(_) => format!("%{}.label%", value_key(setting, choice)),
        None => String::new(),
    }
}

fn property(entry: &Entry) -> (String, Value) {
    let key = format!("aib.{}", entry.key);
    let mut property = json!({
        "type": entry.kind,
        "default": serde_json::from_str::<Value>(entry.default).unwrap(),
        "scope": match entry.scope {
            Scope::Anybody | Scope::Editor => "window",
            // A workspace names no program.
            Scope::Person => "machine",
        },
        "markdownDescription": format!("%{key}%"),
    });
    if !choices(entry).is_empty() {
        let values = choices(entry);
        property["enum"] = values.iter().map(|it| it.value).collect();
        if values.iter().any(|it| it.label.is_some()) {
            property["enumItemLabels"] = values.iter().map(|it| label(&key, it)).collect();
        }
        property["markdownEnumDescriptions"] = values.iter().map(|it| format!("%{}%", value_key(&key, it))).collect();
    }
    // What the editor can complete by itself in its settings.
    let severities = json!({ "enum": ["error", "warning", "information", "hint", "off"] });
    match entry.key {
        "rules" => {
            property["propertyNames"] = json!({ "enum": rule_names() });
            property["additionalProperties"] = severities;
        }
        "ignore" => {
            let text = json!({ "type": "string" });
            let rule = json!({ "type": "string", "enum": rule_names() });
            property["items"] = json!({
                "type": "object",
                "properties": { "rule": rule, "file": text, "pointer": text, "reason": text },
                "required": ["rule"],
                "additionalProperties": false,
            });
        }
        _ => {}
    }
    (key, property)
}

/// The families, then every rule.
fn rule_names() -> Vec<&'static str> {
    let mut names: Vec<&str> = rules::all()
        .iter()
        .filter_map(|it| it.id.split_once('/'))
        .map(|it| it.0)
        .collect();
    names.dedup();
    names.extend(rules::all().iter().map(|it| it.id));
    names
}

#[test]
fn every_setting_is_described_in_every_language() {
    for (name, lang) in [("package.nls.json", Lang::En), ("package.nls.pt-br.json", Lang::PtBr)] {
        check(name, |words| {
            for entry in entries::all() {
                let key = format!("aib.{}", entry.key);
                words[&key] = entry.words.get(lang).into();
                for it in &choices(&entry) {
                    words[value_key(&key, it)] = it.words.get(lang).into();
                    if let Some(label) = &it.label {
                        words[format!("{}.label", value_key(&key, it))] = label.get(lang).into();
                    }
                }
            }
        });
    }
}

#[test]
fn the_lock_file_has_the_version_of_the_server() {
    check("package-lock.json", |lock| {
        lock["version"] = env!("CARGO_PKG_VERSION").into();
        lock["packages"][""]["version"] = env!("CARGO_PKG_VERSION").into();
    });
}

#[test]
fn the_files_for_other_editors_can_be_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("editors");
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    for name in ["sublime/LSP.sublime-settings", "zed/settings.json"] {
        assert!(syntax::parse(read(name)).errors().is_empty(), "{name}");
    }
    serde_json::from_str::<Value>(&read("kate/settings.json")).unwrap();
    toml::de::DeTable::parse(&read("helix/languages.toml")).unwrap();
}

#[test]
fn every_editor_has_a_row_and_every_row_a_file() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("editors");
    let table = fs::read_to_string(folder.join("README.md")).unwrap();
    let linked: Vec<&str> = table
        .lines()
        .filter(|it| it.starts_with("| "))
        .flat_map(|it| it.split("](").skip(1))
        .filter_map(|it| it.split_once(')'))
        .map(|it| it.0)
        .collect();
    for link in linked.iter().filter(|it| !it.starts_with("..")) {
        assert!(
            folder.join(link).exists(),
            "editors/README.md names {link}, which is not there"
        );
    }
    for entry in fs::read_dir(&folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{}/", entry.file_name().to_string_lossy());
        let has_row = linked.iter().any(|it| it.starts_with(&name));
        assert!(
            !entry.path().is_dir() || has_row,
            "editors/README.md has no row for {name}"
        );
    }
}
