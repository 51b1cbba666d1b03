//! Findings as workflow commands, which GitHub shows as annotations in a pull request.

use crate::cli::output::{Subject, inert, line_and_column, message_with_lines};
use crate::locale::Lang;
use crate::rules::Level;
use crate::rules::engine::finding::Finding;
use crate::text::lines::Lines;

/// The findings of one file, one per line, and how many are not shown.
pub fn file(subject: &Subject<'_>, lang: Lang) -> String {
    let lines = Lines::new(subject.text);
    let one = |it: &Finding| finding(&subject.name, &lines, it, lang);
    let remark = subject.remark(lang);
    let remark = remark.map(|it| format!("::notice file={}::{}\n", property(&subject.name), data(&it)));
    subject.findings.iter().map(one).chain(remark).collect()
}

fn finding(name: &str, lines: &Lines<'_>, it: &Finding, lang: Lang) -> String {
    let kind = match it.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Information | Level::Hint => "notice",
    };
    let (start, end) = (
        line_and_column(it.span.start, lines),
        line_and_column(it.span.end, lines),
    );
    let mut properties = vec![
        format!("file={}", property(&inert(name))),
        format!("line={}", start.0),
        format!("endLine={}", end.0),
    ];
    // GitHub accepts columns only within one line.
    if start.0 == end.0 {
        properties.extend([format!("col={}", start.1), format!("endColumn={}", end.1)]);
    }
    properties.push(format!("title={}", property(it.rule.id)));
    format!(
        "::{kind} {}::{}\n",
        properties.join(","),
        data(&inert(&message_with_lines(it, lines, lang)))
    )
}

/// An escaped message. Source: `command.ts` of the GitHub Actions toolkit.
pub fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// An escaped property value, in which two more characters are special.
pub fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
