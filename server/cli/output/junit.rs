//! Findings as a JUnit report: a suite for each file, a test case for each finding. Those that determine the exit code have failed.
//! What XML 1.0 cannot hold is an escape; the library would drop it without a trace.

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use crate::cli::output::{Subject, inert, line_and_column, message_with_lines};
use crate::locale::Lang;
use crate::rules::Level;
use crate::rules::engine::finding::Finding;
use crate::rules::engine::labels;
use crate::text::lines::Lines;

/// The suite of one file. Without findings it has one test case, which has passed.
pub fn file(subject: &Subject<'_>, fail_on: Option<Level>, lang: Lang) -> TestSuite {
    let lines = Lines::new(subject.text);
    let name = inert(&subject.name);
    let mut suite = TestSuite::new(name.as_str());
    if subject.findings.is_empty() {
        let mut passed = TestCase::new("check", TestCaseStatus::success());
        passed.set_classname(name.as_str());
        suite.add_test_case(passed);
    }
    for finding in &*subject.findings {
        let mut case = case(&subject.name, finding, &lines, fail_on, lang);
        case.set_classname(name.as_str());
        suite.add_test_case(case);
    }
    if let Some(remark) = subject.remark(lang) {
        let mut case = TestCase::new("check", TestCaseStatus::skipped());
        case.set_classname(name.as_str());
        case.set_system_out(inert(&format!("{name}: {remark}")));
        suite.add_test_case(case);
    }
    suite
}

fn case(name: &str, finding: &Finding, lines: &Lines<'_>, fail_on: Option<Level>, lang: Lang) -> TestCase {
    let (line, column) = line_and_column(finding.span.start, lines);
    let severity = labels::severity(finding.level);
    let message = inert(&message_with_lines(finding, lines, lang));
    let body = inert(&format!("{name}:{line}:{column}: {message}"));
    let is_failure = fail_on.is_some_and(|level| finding.level <= level);
    let mut status = TestCaseStatus::success();
    if is_failure {
        status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        status
            .set_message(message)
            .set_type(severity)
            .set_description(body.as_str());
    }
    let mut case = TestCase::new(format!("{} {line}:{column}", finding.rule.id), status);
    if !is_failure {
        case.set_system_out(format!("{severity}: {body}"));
    }
    case
}

/// The whole report. Files that could not be read are test cases with errors, in a suite of their own.
pub fn report(suites: Vec<TestSuite>, unread: &[String]) -> String {
    let mut report = Report::new("aib-ls");
    report.add_test_suites(suites);
    if !unread.is_empty() {
        let mut suite = TestSuite::new("aib-ls");
        for error in unread {
            let message = inert(error);
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
            status.set_message(message.as_str());
            let mut case = TestCase::new(message, status);
            case.set_classname("aib-ls");
            suite.add_test_case(case);
        }
        report.add_test_suite(suite);
    }
    let text = report.to_string();
    debug_assert!(text.is_ok(), "writing to memory does not fail");
    text.unwrap_or_default()
}
