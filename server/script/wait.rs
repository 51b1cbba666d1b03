//! How long a script sleeps.

use crate::script::Dialect;
use crate::script::analysis::ParsedScript;
use crate::script::command::{Command, Word};

/// The sum of the literal waits of a script, in seconds. Waits in loops, functions and branches do not count: nobody
/// knows how often they run.
pub fn seconds(parsed: &ParsedScript) -> u64 {
    let certain = parsed.commands.iter().filter(|it| !it.context.is_uncertain());
    certain.filter_map(wait).fold(0, u64::saturating_add)
}

fn wait(command: &Command) -> Option<u64> {
    match (command.dialect, command.name.as_str()) {
        (Dialect::Shell, "sleep") => command.words.iter().try_fold(0, |sum: u64, it| {
            let time = shell_time(&it.text)?;
            Some(sum.saturating_add(time))
        }),
        (Dialect::PowerShell, "start-sleep") => powershell_time(&command.words),
        _ => None,
    }
}

/// A number with a unit as GNU sleep reads it; fractions are cut.
fn shell_time(word: &str) -> Option<u64> {
    let (number, factor) = match word.chars().next_back()? {
        's' => (word.strip_suffix('s')?, 1),
        'm' => (word.strip_suffix('m')?, 60),
        'h' => (word.strip_suffix('h')?, 3600),
        'd' => (word.strip_suffix('d')?, 86400),
        _ => (word, 1),
    };
    let seconds: u64 = number.split('.').next()?.parse().ok()?;
    Some(seconds.saturating_mul(factor))
}

fn powershell_time(words: &[Word]) -> Option<u64> {
    let mut words = words.iter().map(|it| it.text.trim_matches(['(', ')']));
    while let Some(word) = words.next() {
        let flag = word.to_ascii_lowercase();
        // A parameter may be cut as long as it stays unique.
        if flag.len() > 1 && "-milliseconds".starts_with(&flag) {
            return words.next()?.parse::<u64>().ok().map(|it| it / 1000);
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
