//! What is absent: the outside world below `project`, decisions in conversions, names that say nothing.

use std::fmt::Write;

use super::circles::paths;
use super::{code, floor_of, no, sources};

/// What only the modules that meet the outside world may use.
const OUTSIDE_WORLD: [&str; 10] = [
    "std::fs",
    "std::env",
    "std::process",
    "TcpStream",
    "TcpListener",
    "UdpSocket",
    "std::time::Instant",
    "std::time::SystemTime",
    "Timestamp::now",
    "Zoned::now",
];

#[test]
fn files_clocks_and_processes_belong_to_project_cli_and_lsp() {
    let mut wrong = String::new();
    for (file, source) in sources("server") {
        let code = code(&source).replace("use std::{", "use std::").replace(", ", " std::");
        let may = match floor_of(&file) {
            "project" | "cli" | "main" => true,
            "lsp" => !file.contains("/to_proto"),
            _ => false,
        };
        for used in OUTSIDE_WORLD.into_iter().filter(|it| !may && code.contains(it)) {
            writeln!(wrong, "{file} uses {used}").unwrap();
        }
    }
    no(&wrong, "the outside world where it does not belong");
}

#[test]
fn conversions_to_the_protocol_decide_nothing() {
    let mut wrong = String::new();
    for (file, source) in sources("server/lsp")
        .into_iter()
        .filter(|it| it.0.contains("/to_proto"))
    {
        for used in [
            "lsp::state",
            "lsp::handlers",
            "lsp::world",
            "lsp::main_loop",
            "lsp::snapshot",
            "lsp::context",
            "lsp::from_proto",
            "crate::project",
        ] {
            if code(&source).contains(used) {
                writeln!(wrong, "{file} uses {used}").unwrap();
            }
        }
    }
    no(&wrong, "a conversion that does more than convert");
}

/// A conversion knows the types of the answers that it converts, and may split spans, count lines and pick a language.
#[test]
fn conversions_to_the_protocol_call_no_feature() {
    let mut wrong = String::new();
    let conversions = sources("server/lsp");
    for (file, source) in conversions.into_iter().filter(|it| it.0.contains("/to_proto")) {
        let code = code(&source);
        for path in paths(&code) {
            let steps: Vec<&str> = path.iter().map(String::as_str).collect();
            let (Some(floor), Some(last)) = (steps.first(), steps.last()) else {
                continue;
            };
            let is_type = last.starts_with(char::is_uppercase);
            let is_conversion = steps.starts_with(&["lsp", "to_proto"]) || *floor == "say";
            if !is_type && !is_conversion {
                writeln!(wrong, "{file} names crate::{}, which is no type", steps.join("::")).unwrap();
            }
            let is_feature = is_type && !["locale", "text", "lsp"].contains(floor);
            let prefix = format!("{last}::");
            let calls_it = code.match_indices(&prefix).any(|(at, _)| {
                let is_whole_name = !code[..at].ends_with(char::is_alphanumeric);
                is_whole_name && code[at + prefix.len()..].starts_with(char::is_lowercase)
            });
            if is_feature && calls_it {
                writeln!(wrong, "{file} calls a function of {last}").unwrap();
            }
        }
    }
    no(&wrong, "a conversion that calls a feature");
}

/// Names of types, functions and modules that say nothing, or belong to no one's vocabulary.
const BANNED_NAMES: [&str; 26] = [
    "Told",
    "Known",
    "Seen",
    "Found",
    "What",
    "Beside",
    "Asked",
    "Wanted",
    "Around",
    "Stranger",
    "Outcome",
    "Pair",
    "tell",
    "told",
    "look",
    "look_at",
    "look_for",
    "go_on",
    "aside",
    "adopt",
    "give_way",
    "keep_back",
    "worth_telling",
    "in_force",
    "settle",
    "InForce",
];

#[test]
fn banned_names_do_not_come_back() {
    let mut wrong = String::new();
    for (file, source) in sources("server") {
        let code = code(&source);
        let words: Vec<&str> = code
            .split(|c: char| !(c.is_alphanumeric() || c == '_'))
            .filter(|it| !it.is_empty())
            .collect();
        for pair in words.windows(2) {
            if ["struct", "enum", "fn", "mod", "trait"].contains(&pair[0]) && BANNED_NAMES.contains(&pair[1]) {
                writeln!(wrong, "{file}: {} {}", pair[0], pair[1]).unwrap();
            }
        }
    }
    no(&wrong, "names that say nothing");
}
