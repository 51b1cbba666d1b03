//! Settings of both kinds, TOML and JSON: problems have a place, what is right beside them counts, fixes leave a file.

use aib_ls::rules;
use aib_ls::settings::Settings;
use aib_ls::settings::file::File;
use aib_ls::settings::problem::Trouble;
use serde_json::Value;

use crate::hold;
use crate::input::Input;

pub fn run(data: &[u8]) {
    let mut input = Input::new(data);
    let text = input.text();
    let known = rules::known();
    if let Ok(value) = serde_json::from_str::<Value>(&text) {
        let (settings, _) = Settings::from_json(&value, &known);
        hold_use(&settings, &mut input);
        let wrapped = serde_json::json!({ "aib": value });
        if value.get("aib").is_none() {
            assert_eq!(Settings::from_json(&wrapped, &known).0, settings, "{text:?}");
        }
        return;
    }
    let mut file = File::parse(text.clone(), &known);
    assert_eq!(file.text(), text);
    let is_toml = toml::from_str::<toml::Table>(&text);
    let broken = file
        .problems
        .iter()
        .find(|it| matches!(it.trouble, Trouble::NotToml { .. }));
    // Two readers in one crate: only what the stricter one accepts is compared.
    if is_toml.is_ok() {
        assert!(broken.is_none(), "{broken:?} in {text:?}");
    }
    hold_problems(&file);
    let nothing_used = |_| false;
    file.find_unused(nothing_used);
    hold_problems(&file);
    hold_use(&file.settings, &mut input);
}

/// Each problem and each fix lies in the text, and a fix leaves TOML.
fn hold_problems(file: &File) {
    let text = file.text();
    for problem in &file.problems {
        hold::inside(text, problem.span, &problem.trouble);
        file.pointer(problem.span);
    }
    let is_toml = toml::from_str::<toml::Table>(text).is_ok();
    for finding in rules::check_settings(&file.problems, &file.settings) {
        hold::finding(text, &finding);
        for fix in &finding.fixes {
            let after = hold::applied(text, &fix.edits, &finding.rule.id);
            let read = toml::from_str::<toml::Table>(&after);
            assert!(
                !is_toml || read.is_ok(),
                "{}: {text:?} becomes {after:?}: {read:?}",
                finding.rule.id
            );
        }
    }
}

fn hold_use(settings: &Settings, input: &mut Input<'_>) {
    let rules = rules::all();
    let rule = rules[input.choices.below(rules.len())];
    settings.severity(rule.id);
    let path = ["a.json", "images/web.json", ""][input.choices.below(3)];
    let own = settings.for_file(Some(path).filter(|it| !it.is_empty()));
    assert!(own.ignore.len() <= settings.ignore.len());
    // What is said goes before what others say, whatever they say.
    assert_eq!(settings.clone().over(Settings::default()), *settings);
    assert_eq!(Settings::default().over(settings.clone()), *settings);
}
