//! What it costs: each stage on documents of three sizes, next to serde_json parsing the same
//! document in the same run. `cargo bench` prints the table, `cargo bench -- logs` the part about logs, and
//! `cargo bench -- growth` how cost grows with size, for hundreds of kinds of documents.
//!
//! Times are the best of many turns, so that a busy machine disturbs them least; the ratios are
//! what counts.

#![allow(
    clippy::print_stdout,
    reason = "a table on standard output is what this program is for"
)]

mod growth;
mod logs;
mod scripts;
#[path = "../support"]
#[expect(dead_code, reason = "its other half is for the tests")]
#[allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a measurement that panics has failed, as a test has"
)]
mod support {
    pub mod connection;
    pub mod pathological;
}

use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use aib_ls::document::{Document, Language};
use aib_ls::ide::{completion, formatting, hover, symbols};
use aib_ls::rules;
use aib_ls::rules::engine::memo::Memo;
use aib_ls::settings::Settings;
use aib_ls::syntax::format::Style;

const SAMPLE: &str = include_str!("../../editors/sample.json");

/// A deployment with as many image templates as the size wants.
fn deployment(size: usize) -> String {
    let body = SAMPLE.trim().trim_start_matches('{');
    let resource = |n: usize| {
        format!(
            "{{\n  \"type\": \"Microsoft.VirtualMachineImages/imageTemplates\",\n  \"apiVersion\": \"2024-02-01\",\n  \
             \"name\": \"image-{n}\",{body}"
        )
    };
    let count = (size / resource(0).len()).max(1);
    let resources: Vec<String> = (0..count).map(resource).collect();
    format!(
        "{{\n\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\",\n\
         \"contentVersion\": \"1.0.0.0\",\n\"resources\": [\n{}\n]\n}}\n",
        resources.join(",\n")
    )
}

/// One template with as many steps as the size wants.
fn long_template(size: usize) -> String {
    const STEP: &str =
        "{ \"type\": \"PowerShell\", \"name\": \"Prepare\", \"inline\": [\"Write-Host ready\", \"Get-Service\"] }";
    let steps = vec![STEP; (size / (STEP.len() + 10)).max(1)].join(",\n      ");
    SAMPLE.replacen("\"customize\": [", &format!("\"customize\": [\n      {steps},"), 1)
}

/// One template whose size, source and steps stand behind parameters and variables, as most public ones are written.
fn named() -> String {
    let text = deployment(0).replacen("\"resources\": [", "\"variables\": {},\n\"resources\": [", 1);
    let (before, rest) = text.split_once("\"customize\": ").unwrap_or((&text, ""));
    let (steps, after) = rest.split_once(",\n    \"distribute\"").unwrap_or((rest, ""));
    let parameter = |value: &str| format!("{{ \"type\": \"string\", \"defaultValue\": \"{value}\" }}");
    let names = [
        ("size", "Standard_D4s_v5"),
        ("publisher", "MicrosoftWindowsServer"),
        ("sku", "2022-datacenter-g2"),
    ];
    let mut text = format!("{before}\"customize\": \"[variables('steps')]\",\n    \"distribute\"{after}");
    text = text.replacen(
        "\"variables\": {}",
        &format!("\"variables\": {{ \"steps\": {steps} }}"),
        1,
    );
    for (name, value) in names {
        text = text.replacen(&format!("\"{value}\""), &format!("\"[parameters('{name}')]\""), 1);
    }
    let declared: Vec<String> = names
        .iter()
        .map(|(name, value)| format!("\"{name}\": {}", parameter(value)))
        .collect();
    text.replacen(
        "\"variables\"",
        &format!("\"parameters\": {{ {} }},\n\"variables\"", declared.join(", ")),
        1,
    )
}

/// The best time of a task, in a second at most.
fn best<R>(mut task: impl FnMut() -> R) -> Duration {
    let start = Instant::now();
    let mut best = Duration::MAX;
    for turn in 0..2000 {
        if turn >= 5 && start.elapsed() > Duration::from_secs(1) {
            break;
        }
        let begin = Instant::now();
        black_box(task());
        best = best.min(begin.elapsed());
    }
    best
}

fn read(text: &str) -> Document {
    Document::new(text.to_owned(), Language::Json, None)
}

fn measure(name: &str, text: &str) {
    let settings = Settings::default();
    let floor = best(|| serde_json::from_str::<serde_json::Value>(text).is_ok());
    let line = |stage: &str, time: Duration| {
        let (micros, ratio) = (time.as_secs_f64() * 1e6, time.as_secs_f64() / floor.as_secs_f64());
        println!("{name:<18} {stage:<34} {micros:>10.1} µs {ratio:>8.2} ×");
    };
    line("serde_json parses it", floor);
    line("syntax", best(|| aib_ls::syntax::parse(text.to_owned())));
    line("document", best(|| read(text)));
    let doc = read(text);
    line("all rules, nothing remembered", best(|| rules::check(&doc, &settings)));
    let (_, memo) = rules::check_again(&doc, &settings, &Memo::default());
    // A change in one of the templates.
    let changed = text.replacen("\"updateLimit\": 40", "\"updateLimit\": 41", 1);
    let other = read(&changed);
    line(
        "all rules after a keystroke",
        best(|| rules::check_again(&other, &settings, &memo)),
    );
    line(
        "a keystroke, read and checked",
        best(|| rules::check_again(&read(&changed), &settings, &memo)),
    );
    let at = text.find("buildTimeoutInMinutes").unwrap_or_default() as u32 + 3;
    line("hover", best(|| hover::hover(&doc, at)));
    line("completion", best(|| completion::completion(&doc, at, &Vec::new)));
    line("outline", best(|| symbols::symbols(&doc)));
    let style = Style::default();
    line("formatting", best(|| formatting::formatting(&doc, &style)));
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|it| !it.starts_with("--")).collect();
    match arguments.first().map(String::as_str) {
        Some("growth") => return growth::measure(arguments.get(1).map_or("", String::as_str)),
        Some("logs") => logs::measure(),
        _ => all(),
    }
    ExitCode::SUCCESS
}

fn all() {
    println!("{:<18} {:<34} {:>13} {:>10}", "document", "stage", "best time", "ratio");
    measure("2 KB names", &named());
    for (label, size) in [("5 KB", 2_000), ("100 KB", 100_000), ("1 MB", 1_000_000)] {
        measure(&format!("{label} resources"), &deployment(size));
        measure(&format!("{label} steps"), &long_template(size));
    }
    scripts::measure();
    logs::measure();
}
