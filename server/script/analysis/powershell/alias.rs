//! Other names of commands.

use crate::script::command::base_name;

/// Names that Windows PowerShell has for its commands from the start, as far as rules ask for them.
const ALIASES: [(&str, &str); 45] = [
    ("%", "foreach-object"),
    ("?", "where-object"),
    ("ac", "add-content"),
    ("cat", "get-content"),
    ("cd", "set-location"),
    ("copy", "copy-item"),
    ("cp", "copy-item"),
    ("cpi", "copy-item"),
    ("curl", "invoke-webrequest"),
    ("del", "remove-item"),
    ("echo", "write-output"),
    ("erase", "remove-item"),
    ("foreach", "foreach-object"),
    ("gc", "get-content"),
    ("gci", "get-childitem"),
    ("gsv", "get-service"),
    ("icm", "invoke-command"),
    ("iex", "invoke-expression"),
    ("irm", "invoke-restmethod"),
    ("iwr", "invoke-webrequest"),
    ("kill", "stop-process"),
    ("ls", "get-childitem"),
    ("dir", "get-childitem"),
    ("md", "mkdir"),
    ("mi", "move-item"),
    ("move", "move-item"),
    ("mv", "move-item"),
    ("ni", "new-item"),
    ("rd", "remove-item"),
    ("ri", "remove-item"),
    ("rm", "remove-item"),
    ("rmdir", "remove-item"),
    ("rni", "rename-item"),
    ("ren", "rename-item"),
    ("sajb", "start-job"),
    ("saps", "start-process"),
    ("sasv", "start-service"),
    ("sc", "set-content"),
    ("select", "select-object"),
    ("sleep", "start-sleep"),
    ("sp", "set-itemproperty"),
    ("spps", "stop-process"),
    ("spsv", "stop-service"),
    ("start", "start-process"),
    ("type", "get-content"),
];

/// What is run by a name.
pub(super) fn resolved(written: &str) -> String {
    let lower = written.to_ascii_lowercase();
    let known = ALIASES.iter().find(|it| it.0 == lower).map(|it| it.1.to_owned());
    let wget = (lower == "wget").then(|| "invoke-webrequest".to_owned());
    known.or(wget).unwrap_or_else(|| base_name(written))
}
