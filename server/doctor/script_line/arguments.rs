//! Messages of tools that name an argument of the command that failed: a package, an address, a path, a service.

use std::sync::LazyLock;

use crate::doctor::pattern::{self, Bound, Pattern};

/// The messages; every placeholder is an argument, but `_`.
const MESSAGES: [&str; 66] = [
    // Packages.
    "E: Unable to locate package {p}",
    "E: Package '{p}' has no installation candidate",
    "E: Version '{v}' for '{p}' was not found",
    "E: Couldn't find any package by glob '{p}'",
    "E: Couldn't find any package by regex '{p}'",
    "E: Couldn't find task '{p}'",
    "E: Unsupported file {p} given on commandline",
    "Unable to find a match: {p}",
    "No match for argument: {p}",
    "No package {p} available",
    "No provider of '{p}' found",
    "Package '{p}' not found",
    "No matching distribution found for {p}",
    "satisfies the requirement {p} (from versions",
    "Could not open requirements file: {_} '{p}'",
    "404 '{p}' is not in this registry",
    "404  The requested resource '{p}' could not be found",
    "{p} not installed. The package was not found with the source",
    "specified search criteria and module name '{p}'",
    "specified search criteria and package name '{p}'",
    "No package found matching input criteria: {p}",
    "error: snap \"{p}\" not found",
    // Addresses.
    "repository '{u}/' not found",
    "repository '{u}' not found",
    "unable to access '{u}/': {_}",
    "unable to access '{u}': {_}",
    "Authentication failed for '{u}/'",
    "Authentication failed for '{u}'",
    "could not read Username for '{u}'",
    "Remote branch {b} not found",
    "destination path '{p}' already exists",
    "pathspec '{p}' did not match",
    "Could not resolve host: {h}",
    "Failed to connect to {h} port {_} ",
    "unable to resolve host address '{h}'",
    "connect to host {h} port {_}: ",
    "Could not resolve hostname {h}:",
    "The remote name could not be resolved: '{h}'",
    "No such host is known. ({h}:{_})",
    "pull access denied for {p}, ",
    "manifest for {p} not found",
    // Services and users.
    "Unit {s} not found",
    "Unit {s} could not be found",
    "Unit file {s} does not exist",
    "Job for {s} failed because",
    "{s}: unrecognized service",
    "invalid user: '{n}'",
    "invalid group: '{n}'",
    "user '{n}' does not exist",
    "user '{n}' already exists",
    "group '{n}' does not exist",
    "group '{n}' already exists",
    "any service with service name '{s}'",
    "any process with the name \"{s}\"",
    "Feature name {f} is unknown",
    // Files and programs.
    "cannot stat '{f}': ",
    "cannot access '{f}': ",
    "cannot create directory '{f}': ",
    "cannot remove '{f}': ",
    "cannot find or open {f}, ",
    "{_}: cannot open `{f}' ",
    "because it does not exist: '{f}'",
    "Cannot find path '{f}' because",
    "sudo: {c}: command not found",
    "env: '{c}': No such file or directory",
    "'{c}' is not recognized as an internal or external command",
];

/// Messages that are read only in output of PowerShell, where the command is quoted in the message of its record.
const TERM: &str = "The term '{c}' is not recognized";

static PATTERNS: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    let messages = MESSAGES.iter().chain([&TERM]);
    messages
        .filter_map(|it| pattern::compile(it, Bound::Anywhere))
        .collect()
});

/// The arguments that a line names, those after each other in the message; `None` for a line that is no such message.
pub(super) fn read(line: &str) -> Option<Vec<String>> {
    let line = line.replace(['\u{2018}', '\u{2019}'], "'");
    let matching = PATTERNS
        .iter()
        .filter(|it| it.anchors.iter().any(|anchor| line.contains(anchor.as_str())));
    let mut found = matching.filter_map(|it| it.find(&line)).peekable();
    found.peek()?;
    let values = found.flatten().filter(|(name, it)| *name != "_" && it.len() > 1);
    let mut arguments: Vec<String> = values.map(|it| it.1.to_owned()).collect();
    // A longer argument identifies more.
    arguments.sort_by_key(|it| std::cmp::Reverse(it.len()));
    arguments.dedup();
    Some(arguments)
}
