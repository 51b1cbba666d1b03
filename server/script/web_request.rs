//! How `Invoke-WebRequest` of Windows PowerShell reads its arguments.

use crate::script::Dialect;
use crate::script::command::{Command, Word};
use crate::script::scripts::StepScript;

/// Its parameters, those that every command has among them, in lower case.
const PARAMETERS: [&str; 35] = [
    "body",
    "certificate",
    "certificatethumbprint",
    "contenttype",
    "credential",
    "debug",
    "disablekeepalive",
    "erroraction",
    "errorvariable",
    "headers",
    "infile",
    "informationaction",
    "informationvariable",
    "maximumredirection",
    "method",
    "outbuffer",
    "outfile",
    "outvariable",
    "passthru",
    "pipelinevariable",
    "proxy",
    "proxycredential",
    "proxyusedefaultcredentials",
    "sessionvariable",
    "timeoutsec",
    "transferencoding",
    "uri",
    "usebasicparsing",
    "usedefaultcredentials",
    "useragent",
    "verbose",
    "warningaction",
    "warningvariable",
    "websession",
    "?",
];

/// Short names of parameters that every command has.
const SHORT: [&str; 11] = ["vb", "db", "ea", "wa", "infa", "ev", "wv", "iv", "ov", "ob", "pv"];

/// Whether a command is one of Windows PowerShell; PowerShell 7 neither has these aliases nor parses pages.
pub fn is_one(command: &Command) -> bool {
    command.name == "invoke-webrequest" && command.dialect == Dialect::PowerShell && !command.is_through(&["pwsh"])
}

/// The first option that it does not know or that may be several of its parameters: `-fsSL`, `--output`.
pub fn unknown_option(command: &Command) -> Option<&Word> {
    command.words.iter().find(|it| !it.is_computed && is_unknown(&it.text))
}

fn is_unknown(word: &str) -> bool {
    if word.starts_with("--") && word.len() > 2 {
        return true;
    }
    let Some(name) = word.strip_prefix('-') else {
        return false;
    };
    let name = name.split(':').next().unwrap_or_default().to_ascii_lowercase();
    let is_name =
        name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(|c| c.is_ascii_alphanumeric());
    if !is_name || SHORT.contains(&name.as_str()) || PARAMETERS.contains(&name.as_str()) {
        return false;
    }
    PARAMETERS.iter().filter(|it| it.starts_with(&name)).count() != 1
}

/// The word that is written in its place, without quotes and in lower case.
pub fn written(command: &Command, script: &StepScript<'_>) -> String {
    let name = command.name_span.of(&script.source.text);
    name.trim_matches(['"', '\'']).to_ascii_lowercase()
}
