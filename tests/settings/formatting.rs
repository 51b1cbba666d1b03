//! Whether to format: for an editor to say.

use aib_ls::rules;
use aib_ls::settings::Settings;
use aib_ls::settings::file::File;
use aib_ls::settings::problem::Trouble;
use serde_json::{Value, json};

fn read(value: Value) -> (Option<bool>, usize) {
    let (settings, problems) = Settings::from_json(&json!({ "aib": { "formatting": value } }), &rules::known());
    assert_eq!(settings.formats(), settings.formatting == Some(true));
    (settings.formatting, problems.len())
}

#[test]
fn an_editor_turns_formatting_on_or_off() {
    assert_eq!(read(json!("on")), (Some(true), 0));
    assert_eq!(read(json!("off")), (Some(false), 0));
    assert_eq!(read(json!("")), (None, 0));
    assert_eq!(read(json!(null)), (None, 0));
    assert_eq!(read(json!("yes")), (None, 1));
    assert_eq!(read(json!(true)), (None, 1));
    assert!(!Settings::default().formats());
}

#[test]
fn a_project_cannot_set_formatting() {
    let file = File::parse("formatting = \"on\"\n".to_owned(), &rules::known());
    assert_eq!(file.settings, Settings::default());
    assert!(
        matches!(file.problems.as_slice(), [it] if matches!(&it.trouble, Trouble::UnknownKey { key, .. } if key == "formatting"))
    );
}
