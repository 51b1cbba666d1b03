//! Where the claims of the pages come from, and the links that lead there.

use std::collections::BTreeSet;

use aib_ls::doctor::cases::{self, PAGES};
use aib_ls::locale::Lang;
use aib_ls::rules::{self, Level};
use aib_ls::text::page::sources::{self, Citation, Grade};
use expect_test::{Expect, expect};

/// Every page of a rule and of a known failure.
fn pages() -> impl Iterator<Item = &'static str> {
    rules::all().into_iter().map(|rule| rule.page).chain(PAGES)
}

/// The id in the heading of a page.
fn id(page: &str) -> &str {
    page.lines().next().unwrap_or_default().trim_start_matches("# ")
}

#[track_caller]
fn none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} pages:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_page_names_its_sources() {
    let pages = pages().filter(|page| sources::lines(page).next().is_none());
    none(&pages.map(|page| id(page).to_owned()).collect::<Vec<_>>());
}

#[test]
fn every_line_has_a_grade_and_a_declared_document() {
    let invalid = pages().flat_map(|page| {
        let lines = sources::lines(page).filter(|line| Citation::parse(line).is_none());
        lines.map(|line| format!("{}: {line}", id(page)))
    });
    none(&invalid.collect::<Vec<_>>());
}

#[test]
fn the_section_is_the_last_of_its_page() {
    let wrong = pages().filter(|page| {
        let after = page.split_once("\n## Sources\n").map_or("", |(_, after)| after);
        after.contains("\n## ") || after.contains("```")
    });
    none(&wrong.map(|page| id(page).to_owned()).collect::<Vec<_>>());
}

#[test]
fn every_declared_document_is_cited_and_leads_somewhere() {
    let cited: BTreeSet<&str> = pages()
        .flat_map(sources::citations)
        .map(|citation| citation.source.title.as_str())
        .collect();
    for (key, source) in sources::all() {
        assert!(cited.contains(source.title.as_str()), "no page cites {key}");
        let is_link = |url: &String| url.starts_with("https://") && !url.contains(['#', ' ']);
        assert!(source.url.iter().all(is_link), "address of {key}");
        assert_eq!(
            source.url.is_some(),
            source.read.is_some(),
            "{key}: address and date belong together"
        );
        let is_date = |date: &String| date.parse::<jiff::civil::Date>().is_ok();
        assert!(source.read.iter().all(is_date), "date of {key}");
    }
}

#[test]
fn documents_are_declared_in_order_and_once() {
    let text = include_str!("../../../schemas/sources.json");
    let keys = text
        .lines()
        .filter_map(|line| line.strip_prefix("  \"")?.split_once('"'));
    let keys: Vec<&str> = keys.map(|(key, _)| key).collect();
    assert!(keys.is_sorted_by(|a, b| a < b), "{keys:#?}");
    assert_eq!(keys.len(), sources::all().len());
    let titles: BTreeSet<&str> = sources::all().values().map(|it| it.title.as_str()).collect();
    assert_eq!(titles.len(), keys.len(), "two documents have the same title");
}

#[test]
fn a_rule_that_reports_errors_rests_on_more_than_inference() {
    let errors = rules::all().into_iter().filter(|rule| rule.level == Level::Error);
    let inferred = errors.filter(|rule| rule.citations().iter().all(|it| it.grade == Grade::Inferred));
    none(&inferred.map(|rule| rule.id.to_owned()).collect::<Vec<_>>());
}

#[test]
fn a_page_says_that_its_claim_is_inferred() {
    let is_inferred = |citations: Vec<Citation>| citations.first().is_some_and(|it| it.grade == Grade::Inferred);
    let mut silent = Vec::new();
    for (lang, word) in [(Lang::En, "inferred"), (Lang::PtBr, "deduzid")] {
        let rules = rules::all().into_iter().filter(|it| is_inferred(it.citations()));
        let rules = rules.map(|it| (it.id, it.words(lang)));
        let cases = cases::all().iter().filter(|it| is_inferred(it.citations()));
        let cases = cases.map(|it| (it.id, it.source(lang)));
        let pages = rules.chain(cases).filter(|(_, words)| !words.contains(word));
        silent.extend(pages.map(|(id, _)| format!("{id} in {}", lang.tag())));
    }
    none(&silent);
}

fn check(line: &'static str, expected: Expect) {
    let shown = match Citation::parse(line) {
        Some(it) => format!("{:?}\n{}\n{}\n", it.grade, it.title(), it.url().unwrap_or_default()),
        None => "invalid".to_owned(),
    };
    expected.assert_eq(&shown);
}

#[test]
fn a_heading_of_an_article_has_an_address() {
    check(
        "- documented: aib-json § vnetConfig (optional)",
        expect![[r#"
            Documented
            Create an Azure Image Builder Bicep or ARM template JSON template § vnetConfig (optional)
            https://learn.microsoft.com/en-us/azure/virtual-machines/linux/image-builder-json#vnetconfig-optional
        "#]],
    );
    check(
        "- inferred: aib-troubleshoot § There's a Sysprep timing problem",
        expect![[r#"
            Inferred
            Troubleshoot Azure VM Image Builder § There's a Sysprep timing problem
            https://learn.microsoft.com/en-us/azure/virtual-machines/linux/image-builder-troubleshoot#theres-a-sysprep-timing-problem
        "#]],
    );
}

#[test]
fn a_section_of_a_standard_is_addressed_by_its_number() {
    check(
        "- documented: rfc8259 § 7. Strings",
        expect![[r#"
            Documented
            RFC 8259: The JavaScript Object Notation (JSON) Data Interchange Format § 7. Strings
            https://www.rfc-editor.org/rfc/rfc8259#section-7
        "#]],
    );
}

#[test]
fn a_part_of_source_code_has_the_address_of_its_file() {
    check(
        "- observed: packer-shell-source § Provision",
        expect![[r#"
            Observed
            Packer: source of the shell provisioner § Provision
            https://github.com/hashicorp/packer/blob/main/provisioner/shell/provisioner.go
        "#]],
    );
}

#[test]
fn what_comes_with_the_program_has_no_address() {
    check(
        "- documented: aib-ls",
        expect![[r#"
            Documented
            README of aib-ls

        "#]],
    );
}

#[test]
fn other_lines_are_invalid() {
    for line in [
        "documented: aib-json",
        "- certain: aib-json",
        "- documented: aib-unheard-of",
        "- documented",
        "",
    ] {
        assert_eq!(Citation::parse(line), None, "{line}");
    }
}

#[test]
fn a_page_without_the_section_has_no_sources() {
    assert_eq!(sources::citations("# a/b\n## English\nWords.\n"), []);
}
