//! Who may name a program that is run.

use aib_ls::rules;
use aib_ls::settings::Settings;
use aib_ls::settings::file::File;
use aib_ls::settings::problem::Trouble;
use serde_json::json;

#[test]
fn a_project_cannot_set_a_program() {
    let file = File::parse("shellcheck = \"tool\"\n".to_owned(), &rules::known());
    assert_eq!(file.settings, Settings::default());
    let [problem] = file.problems.as_slice() else {
        panic!("{:?}", file.problems)
    };
    let Trouble::UnknownKey { key, known, .. } = &problem.trouble else {
        panic!("{problem:?}")
    };
    assert_eq!(key, "shellcheck");
    assert!(!known.contains(key));
}

#[test]
fn an_editor_sets_a_program() {
    let value = json!({ "aib": { "shellcheck": "tool" } });
    let (settings, problems) = Settings::from_json(&value, &rules::known());
    assert_eq!((settings.shellcheck.as_deref(), problems), (Some("tool"), Vec::new()));
    let (settings, _) = Settings::from_json(&json!({ "shellcheck": "" }), &rules::known());
    assert_eq!(settings.shellcheck, None);
}
