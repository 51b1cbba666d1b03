//! How long the scripts of a step wait by themselves.

use crate::script::command::{self, Command};
use crate::script::source::{Dialect, Script};
use crate::syntax::tree::Node;

/// The sum of the literal waits of a step's `inline` commands, in seconds. Waits in loops and
/// functions do not count: nobody knows how often they run.
pub fn seconds(step: Node<'_>) -> i64 {
    let Some(script) = Script::of(step) else { return 0 };
    if !script.text.to_ascii_lowercase().contains("sleep") {
        return 0;
    }
    let commands = command::commands(&script);
    commands
        .iter()
        .filter(|it| !it.repeated)
        .filter_map(|it| wait(it, script.dialect))
        .sum()
}

fn wait(command: &Command, dialect: Dialect) -> Option<i64> {
    match (dialect, command.name.as_str()) {
        (Dialect::Shell, "sleep") => command.words.iter().map(|it| shell_time(it)).sum(),
        (Dialect::PowerShell, "start-sleep" | "sleep") => powershell_time(&command.words),
        _ => None,
    }
}

/// A number with a unit as GNU sleep reads it; fractions are cut.
fn shell_time(word: &str) -> Option<i64> {
    let (number, factor) = match word.chars().next_back()? {
        's' => (word.strip_suffix('s')?, 1),
        'm' => (word.strip_suffix('m')?, 60),
        'h' => (word.strip_suffix('h')?, 3600),
        'd' => (word.strip_suffix('d')?, 86400),
        _ => (word, 1),
    };
    let whole: i64 = number.split('.').next()?.parse().ok()?;
    whole.checked_mul(factor)
}

fn powershell_time(words: &[String]) -> Option<i64> {
    let mut words = words.iter().map(String::as_str);
    while let Some(word) = words.next() {
        let flag = word.trim_end_matches(':').to_ascii_lowercase();
        // A parameter may be cut as long as it stays unique.
        if flag.len() > 1 && "-milliseconds".starts_with(&flag) {
            return words.next()?.parse::<i64>().ok().map(|it| it / 1000);
        }
        if flag.len() > 1 && "-seconds".starts_with(&flag) {
            return words.next()?.parse().ok();
        }
        if let Ok(seconds) = word.parse() {
            return Some(seconds);
        }
    }
    None
}
