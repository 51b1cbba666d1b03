//! What the pages of the project repeat from the program is what the program prints, and their links lead somewhere.
//! `UPDATE_EXPECT=1` rewrites the blocks.

mod links;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use aib_ls::doctor::cases;
use aib_ls::locale::Lang;
use aib_ls::settings::file::File;
use aib_ls::{rules, settings};
use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap()
}

/// A page with the text between two markers replaced.
fn with_block(page: &str, name: &str, block: &str) -> String {
    let (begin, end) = (format!("<!-- begin {name} -->"), format!("<!-- end {name} -->"));
    let (before, rest) = page.split_once(&begin).unwrap();
    let (_, after) = rest.split_once(&end).unwrap();
    format!("{before}{begin}\n{block}{end}{after}")
}

/// Checks that a block of a page is up to date.
pub fn check(file: &str, name: &str, block: &str) {
    // One test at a time reads and writes the file.
    static TURN: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let turn = TURN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let page = read(file);
    let fresh = with_block(&page, name, block);
    if fresh == page {
        return;
    }
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(root().join(file), fresh).unwrap();
        return;
    }
    drop(turn);
    panic!("the block `{name}` of {file} is stale: UPDATE_EXPECT=1 cargo test readme article");
}

/// The path of the page of a rule or known failure below its folder.
pub fn page_of(id: &str) -> String {
    let path = id.replace('-', "_");
    // `type` is a keyword and cannot name a module.
    let path = path
        .strip_suffix("/type")
        .map_or(path.clone(), |it| format!("{it}/kind"));
    format!("{path}.md")
}

/// What the program prints to standard output, run in the folder of the project.
fn output_of(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_aib-ls"));
    let output = command
        .args(arguments)
        .args(["--lang", "en"])
        .current_dir(root())
        .output();
    String::from_utf8(output.unwrap().stdout).unwrap()
}

/// A run of the program, as a block of a page shows it.
fn capture(arguments: &[&str]) -> String {
    let text = output_of(arguments);
    format!(
        "```console\n$ aib-ls {}\n{}\n```\n",
        arguments.join(" "),
        text.trim_end()
    )
}

#[test]
fn the_capture_matches_the_output_of_the_program() {
    check("README.md", "capture", &capture(&["check", "editors/sample.json"]));
    let sample = capture(&["check", "editors/vscode/walkthrough/sample.json"]);
    check(
        "editors/vscode/README.md",
        "capture",
        &sample.replace("editors/vscode/walkthrough/", ""),
    );
}

#[test]
fn the_report_matches_the_output_of_the_program() {
    let (log, template) = (
        "tests/samples/logs/linux-apt-lock.log",
        "tests/samples/templates/linux-standalone.json",
    );
    let report = capture(&["doctor", log, "--template", template]);
    check("server/doctor/README.md", "report", &report);
}

#[test]
fn the_summary_of_logs_matches_the_output_of_the_program() {
    let logs = [
        "tests/samples/logs/linux-apt-lock-again.log",
        "tests/samples/logs/linux-apt-lock.log",
        "tests/samples/logs/linux-success.log",
    ];
    let template = "tests/samples/templates/linux-standalone.json";
    let arguments = [&["doctor"], &logs[..], &["--template", template]].concat();
    check("server/doctor/README.md", "several", &capture(&arguments));
}

#[test]
fn the_comparison_matches_the_output_of_the_program() {
    let (old, new, template) = (
        "tests/samples/logs/linux-site-failed.log",
        "tests/samples/logs/linux-success.log",
        "tests/samples/templates/linux-standalone.json",
    );
    let comparison = capture(&["doctor", "--compare", old, new, "--template", template]);
    check("server/doctor/README.md", "comparison", &comparison);
}

#[test]
fn the_table_lists_every_command() {
    let help = output_of(&["help"]);
    let (_, commands) = help.split_once("Commands:\n").unwrap();
    let mut table = "| command | what it does |\n|---|---|\n".to_owned();
    for line in commands.lines().take_while(|it| !it.is_empty()) {
        let (name, purpose) = line.trim().split_once(' ').unwrap();
        writeln!(table, "| `{name}` | {} |", purpose.trim()).unwrap();
    }
    check("server/cli/README.md", "commands", &table);
}

/// The rules of each family, in the order of the families.
fn families() -> Vec<(&'static str, Vec<&'static rules::Rule>)> {
    let mut families: Vec<(&str, Vec<_>)> = Vec::new();
    for rule in rules::all() {
        let (family, _) = rule.id.split_once('/').unwrap();
        match families.last_mut().filter(|it| it.0 == family) {
            Some((_, rules)) => rules.push(rule),
            None => families.push((family, vec![rule])),
        }
    }
    families
}

#[test]
fn the_tables_list_every_rule() {
    let mut text = String::new();
    for (family, rules) in families() {
        write!(
            text,
            "\n### {family}\n\n| rule | severity | fix | finds |\n|---|---|---|---|\n"
        )
        .unwrap();
        for rule in rules {
            let severity = if rule.is_off() { "off" } else { rule.level.name() };
            let fix = if rule.fixable { "yes" } else { "" };
            let (id, page, summary) = (rule.id, page_of(rule.id), rule.summary(Lang::En));
            writeln!(text, "| [`{id}`]({page}) | {severity} | {fix} | {summary} |").unwrap();
        }
    }
    check("server/rules/README.md", "rules", &format!("{}\n", text.trim_start()));
}

#[test]
fn the_readme_links_every_family_once() {
    let readme = read("README.md");
    let mut links: BTreeMap<&str, usize> = BTreeMap::new();
    for link in readme.split("](server/rules/README.md#").skip(1) {
        *links.entry(link.split_once(')').unwrap().0).or_default() += 1;
    }
    links.remove("suppress-a-finding");
    let expected = families().into_iter().map(|(family, _)| (family, 1)).collect();
    assert_eq!(links, expected);
}

#[test]
fn the_table_lists_every_known_failure() {
    let mut table = "| failure | cause | rules that detect it before the build |\n|---|---|---|\n".to_owned();
    for case in cases::all() {
        let rules: Vec<_> = case
            .rules
            .iter()
            .map(|it| format!("[`{it}`](../rules/{})", page_of(it)))
            .collect();
        let (id, page, cause) = (case.id, page_of(case.id), case.text(Lang::En));
        let cause = cause.summary();
        writeln!(table, "| [`{id}`](cases/{page}) | {cause} | {} |", rules.join(", ")).unwrap();
    }
    check("server/doctor/README.md", "failures", &table);
}

#[test]
fn the_table_lists_every_setting() {
    let mut table = "| key | type | meaning |\n|---|---|---|\n".to_owned();
    for entry in settings::entries::all() {
        writeln!(table, "| `{}` | {} | {} |", entry.key, entry.kind, entry.words.en).unwrap();
    }
    check("server/settings/README.md", "settings", &table);
}

#[test]
fn the_settings_that_are_shown_are_understood() {
    let page = read("server/settings/README.md");
    let (_, after) = page.split_once("```toml\n").unwrap();
    let (toml, _) = after.split_once("```").unwrap();
    let file = File::parse(toml.to_owned(), &rules::known());
    assert_eq!(file.problems, []);
    assert_eq!(file.settings.ignore.len(), 1);
}

#[test]
fn the_table_of_the_vs_code_extension_has_every_setting() {
    let parsed = |name: &str| -> Value { serde_json::from_str(&read(&format!("editors/vscode/{name}"))).unwrap() };
    let (manifest, words) = (parsed("package.json"), parsed("package.nls.json"));
    let mut table = "| setting | meaning |\n|---|---|\n".to_owned();
    for section in manifest["contributes"]["configuration"].as_array().unwrap() {
        for key in section["properties"].as_object().unwrap().keys() {
            writeln!(table, "| `{key}` | {} |", words[key].as_str().unwrap()).unwrap();
        }
    }
    check("editors/vscode/README.md", "settings", &table);
}
