//! Findings as a test report: a suite a file, a test a finding. Those that decide the exit code have failed.

use crate::cli::report::{Subject, Summary, place};
use crate::locale::Lang;
use crate::rules::Level;
use crate::rules::engine::finding::Finding;
use crate::rules::engine::labels;
use crate::text::lines::Lines;

/// The suite of one file. Without a finding it is one test that has passed.
pub fn file(subject: &Subject<'_>, fail_on: Option<Level>, lang: Lang) -> String {
    let lines = Lines::new(subject.text);
    let name = attribute(subject.name);
    let fails = |it: &&Finding| fail_on.is_some_and(|level| it.level <= level);
    let failures = subject.findings.iter().filter(fails).count();
    let tests = subject.findings.len().max(1);
    let mut out = format!("  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">\n");
    if subject.findings.is_empty() {
        out.push_str(&format!("    <testcase classname=\"{name}\" name=\"check\"/>\n"));
    }
    for it in subject.findings {
        let (line, column) = place(it.span.start, &lines);
        let (rule, kind) = (it.rule.id, labels::severity(it.level));
        let message = it.message.get(lang);
        let body = text(&format!("{}:{line}:{column}: {message}", subject.name));
        out.push_str(&format!(
            "    <testcase classname=\"{name}\" name=\"{rule} {line}:{column}\">\n"
        ));
        out.push_str(&match fails(&it) {
            true => {
                let message = attribute(message);
                format!("      <failure message=\"{message}\" type=\"{kind}\">{body}</failure>\n")
            }
            false => format!("      <system-out>{kind}: {body}</system-out>\n"),
        });
        out.push_str("    </testcase>\n");
    }
    out + "  </testsuite>\n"
}

/// The whole report. What could not be read is a suite of its own, of errors.
pub fn report(suites: &str, counts: &Summary, fail_on: Option<Level>, unread: &[String]) -> String {
    let found: usize = counts.levels().iter().map(|it| it.1).sum();
    let failures: usize = counts
        .levels()
        .iter()
        .filter(|it| fail_on.is_some_and(|level| it.0 <= level))
        .map(|it| it.1)
        .sum();
    let errors = unread.len();
    let tests = found + counts.clean + errors;
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"aib-ls\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\">\n{suites}"
    );
    if errors > 0 {
        out.push_str(&format!(
            "  <testsuite name=\"aib-ls\" tests=\"{errors}\" failures=\"0\" errors=\"{errors}\">\n"
        ));
        for it in unread {
            let words = attribute(it);
            out.push_str(&format!(
                "    <testcase classname=\"aib-ls\" name=\"{words}\"><error message=\"{words}\"/></testcase>\n"
            ));
        }
        out.push_str("  </testsuite>\n");
    }
    out + "</testsuites>\n"
}

/// What stands between two tags. Letters that XML 1.0 does not have are replaced.
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(letter),
            '\u{fffe}' | '\u{ffff}' => out.push(char::REPLACEMENT_CHARACTER),
            _ if letter.is_ascii_control() && letter != '\u{7f}' => out.push(char::REPLACEMENT_CHARACTER),
            _ => out.push(letter),
        }
    }
    out
}

/// What stands in the quotes of an attribute, where a line end would become a blank.
pub fn attribute(value: &str) -> String {
    text(value)
        .replace('\t', "&#9;")
        .replace('\n', "&#10;")
        .replace('\r', "&#13;")
}
