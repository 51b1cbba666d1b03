//! What the README repeats from the program is what the program says. `UPDATE_EXPECT=1` writes it
//! anew.

use std::fs;
use std::path::Path;
use std::process::Command;

use aib_ls::locale::Lang;
use aib_ls::settings::file::File;
use aib_ls::{rules, settings};
use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The README with what stands between two markers replaced.
fn with_block(readme: &str, name: &str, block: &str) -> String {
    let (begin, end) = (format!("<!-- begin {name} -->"), format!("<!-- end {name} -->"));
    let (before, rest) = readme.split_once(&begin).unwrap();
    let (_, after) = rest.split_once(&end).unwrap();
    format!("{before}{begin}\n{block}{end}{after}")
}

/// Holds that a block of the README is as it should be.
pub fn check(name: &str, block: &str) {
    check_in("README.md", name, block);
}

fn check_in(file: &str, name: &str, block: &str) {
    let path = root().join(file);
    // One test at a time reads and writes the file.
    static TURN: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let turn = TURN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let readme = fs::read_to_string(&path).unwrap();
    let fresh = with_block(&readme, name, block);
    if fresh == readme {
        return;
    }
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(path, fresh).unwrap();
        return;
    }
    drop(turn);
    panic!("the block `{name}` of {file} is stale: UPDATE_EXPECT=1 cargo test readme");
}

#[test]
fn the_capture_matches_the_output_of_the_program() {
    let output = Command::new(env!("CARGO_BIN_EXE_aib-ls"))
        .args(["check", "editors/sample.json", "--lang", "en"])
        .current_dir(root())
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    check(
        "capture",
        &format!(
            "```console\n$ aib-ls check editors/sample.json\n{}```\n",
            text.trim_end().to_owned() + "\n"
        ),
    );
}

#[test]
fn the_table_lists_every_rule() {
    let mut table = "| rule | level | fix | what it finds |\n|---|---|---|---|\n".to_owned();
    for rule in rules::all() {
        let fix = if rule.fixable { "yes" } else { "" };
        let summary = rule.summary(Lang::En);
        table.push_str(&format!(
            "| `{}` | {} | {fix} | {summary} |\n",
            rule.id,
            if rule.is_off() { "off" } else { rule.level.name() }
        ));
    }
    check("rules", &table);
}

#[test]
fn the_table_lists_every_setting() {
    let mut table = "| key | type | meaning |\n|---|---|---|\n".to_owned();
    for entry in settings::entries() {
        table.push_str(&format!("| `{}` | {} | {} |\n", entry.key, entry.kind, entry.words.en));
    }
    check("settings", &table);
}

#[test]
fn the_settings_that_it_shows_are_understood() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let (_, after) = readme.split_once("```toml\n").unwrap();
    let (toml, _) = after.split_once("```").unwrap();
    let file = File::parse(toml.to_owned(), &rules::known());
    assert_eq!(file.problems, []);
    assert_eq!(file.settings.ignore.len(), 1);
}

#[test]
fn the_table_of_the_vs_code_extension_has_every_setting() {
    let folder = root().join("editors/vscode");
    let read = |name: &str| -> Value { serde_json::from_str(&fs::read_to_string(folder.join(name)).unwrap()).unwrap() };
    let (manifest, words) = (read("package.json"), read("package.nls.json"));
    let mut table = "| setting | meaning |\n|---|---|\n".to_owned();
    for section in manifest["contributes"]["configuration"].as_array().unwrap() {
        for key in section["properties"].as_object().unwrap().keys() {
            table.push_str(&format!("| `{key}` | {} |\n", words[key].as_str().unwrap()));
        }
    }
    check_in("editors/vscode/README.md", "settings", &table);
}
