//! Findings as workflow commands, which GitHub shows on the lines of a pull request.

use crate::cli::output::{Subject, place};
use crate::locale::Lang;
use crate::rules::Level;
use crate::rules::engine::finding::Finding;
use crate::text::lines::Lines;

/// The findings of one file, a line each.
pub fn file(subject: &Subject<'_>, lang: Lang) -> String {
    let lines = Lines::new(subject.text);
    let one = |it: &Finding| finding(subject.name, &lines, it, lang);
    subject.findings.iter().map(one).collect()
}

fn finding(name: &str, lines: &Lines<'_>, it: &Finding, lang: Lang) -> String {
    let kind = match it.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Information | Level::Hint => "notice",
    };
    let (start, end) = (place(it.span.start, lines), place(it.span.end, lines));
    let mut properties = vec![
        format!("file={}", property(name)),
        format!("line={}", start.0),
        format!("endLine={}", end.0),
    ];
    // GitHub takes columns on one line alone.
    if start.0 == end.0 {
        properties.extend([format!("col={}", start.1), format!("endColumn={}", end.1)]);
    }
    properties.push(format!("title={}", property(it.rule.id)));
    format!("::{kind} {}::{}\n", properties.join(","), data(it.message.get(lang)))
}

/// A message. Source of the escapes: the toolkit that GitHub gives to actions, `command.ts`.
pub fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property, in which two more letters have a meaning.
pub fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
