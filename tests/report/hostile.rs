//! Text of other people in a report: it stays text, in a terminal, in HTML and in Markdown.

use aib_ls::doctor::attribution::Attribution;
use aib_ls::doctor::diagnosis;
use aib_ls::locale::Lang;
use aib_ls::report::build::{self, BuiltTemplate};
use aib_ls::report::comparison::{self, ComparedBuild};
use aib_ls::report::logs::{self, LogSummary};
use aib_ls::report::text::Terminal;
use aib_ls::report::{ReportData, html, markdown, no_links, permissions, summary, text};
use aib_ls::rules;
use aib_ls::settings::Settings;
use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::report::document;
use crate::support::html::stands_alone;

/// Text that is markup in a terminal, in HTML, in Markdown or in a table of Markdown.
const HOSTILE: &str = "\u{1b}[31m</pre></title><script>alert(1)</script> ``` `` \\| | <img src=x onerror=alert(1)> ![i](http://a.example/i.png) [l](javascript:alert(1)) **b** ~~~ https://a.example &amp; </details>";

fn log() -> String {
    format!(
        "[{HOSTILE}] PACKER ERR 2024/03/04 10:01:00 [INFO] (telemetry) Starting provisioner {HOSTILE}\n\
        [5f0c] PACKER ERR 2024/03/04 10:01:00 [INFO] (telemetry) Starting provisioner shell\n\
        [5f0c] PACKER ERR 2024/03/04 10:15:20 ui: ==> azure-arm: E: Could not get lock /var/lib/dpkg/lock {HOSTILE}\n\
        [5f0c] PACKER ERR 2024/03/04 10:15:20 ui: ==> azure-arm: Provisioning step had errors: Running the cleanup provisioner, if present...\n\
        [5f0c] PACKER ERR 2024/03/04 10:16:00 ui error: Build 'azure-arm' errored after 16 minutes: {HOSTILE}\n"
    )
}

fn template() -> String {
    let name = serde_json::to_string(HOSTILE).unwrap();
    format!(
        r#"{{
  "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": {name}, "name": {name},
  "identity": {{ "type": "UserAssigned", "userAssignedIdentities": {{ {name}: {{}} }} }},
  "properties": {{
    "buildTimeoutInMinutes": {name},
    "source": {{ "type": "PlatformImage", "publisher": {name}, "offer": {name}, "sku": {name}, "version": "latest" }},
    "vmProfile": {{ "vmSize": {name}, "userAssignedIdentities": [{name}], "vnetConfig": {{ "subnetId": {name} }} }},
    "stagingResourceGroup": {name},
    "customize": [{{ "type": "Shell", "name": {name}, "inline": [{name}, "sudo apt-get update"] }}, {{ "type": {name}, "scriptUri": {name} }}],
    "distribute": [{{ "type": "ManagedImage", "runOutputName": {name}, "imageId": {name}, "targetRegions": [{{ "name": {name} }}] }}]
  }}
}}"#
    )
}

/// Every report that can hold text of other people.
fn each(mut check: impl FnMut(&ReportData<'_>)) {
    let (log, text) = (log(), template());
    let doc = document(&text);
    let findings = rules::check(&doc, &Settings::default());
    for lang in Lang::ALL {
        let name = format!("{HOSTILE}.json");
        for template in [None, Some(&doc)] {
            let attribution = Attribution::new(diagnosis::of(&log), template);
            let template = template.map(|doc| BuiltTemplate {
                name: &name,
                doc,
                findings: &findings,
            });
            check(&build::report(&attribution, HOSTILE, template, lang));
        }
        let unknown = log.replace("Could not get lock", "Something");
        check(&build::report(
            &Attribution::new(diagnosis::of(&unknown), None),
            HOSTILE,
            None,
            lang,
        ));
        let status = serde_json::json!({ "lastRunStatus": { "runState": "Failed", "runSubState": HOSTILE, "message": HOSTILE } });
        let attribution = Attribution::new(diagnosis::of(&status.to_string()), None);
        check(&build::report(&attribution, HOSTILE, None, lang));
        let verdicts = [&log, &unknown].map(|text| Attribution::new(diagnosis::of(text), Some(&doc)));
        let template = Some((name.as_str(), &doc));
        let summaries: Vec<LogSummary> = verdicts
            .iter()
            .map(|it| LogSummary::of(it, HOSTILE, template, lang))
            .collect();
        check(&logs::report(HOSTILE, &summaries, 2, lang));
        let [old, new] = verdicts.each_ref().map(|attribution| ComparedBuild {
            attribution,
            log: HOSTILE,
        });
        check(&comparison::report(old, new, lang));
        check(&permissions::report(&doc, &name, lang).unwrap());
        check(&summary::report(&doc, &name, &findings, lang).unwrap());
    }
}

#[test]
fn hostile_text_stays_text_in_html() {
    each(|report| {
        let page = html::render(report, &no_links);
        stands_alone(&page);
        assert!(!page.contains('\u{1b}'), "{page}");
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{page}");
    });
}

#[test]
fn a_link_cannot_leave_its_attribute() {
    each(|report| stands_alone(&html::render(report, &|_| Some("x\"><script>&'".to_owned()))));
}

#[test]
fn hostile_text_stays_text_in_markdown() {
    each(|report| {
        let page = markdown::render(report, &no_links);
        assert!(!page.contains('\u{1b}'), "{page}");
        let mut open = 0;
        for event in Parser::new_ext(&page, Options::all()) {
            match event {
                Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::Strikethrough) => {
                    panic!("{event:?} in {page}")
                }
                Event::Html(tag) | Event::InlineHtml(tag) => {
                    let tag = tag.trim();
                    let is_ours = tag.starts_with("<summary>")
                        || ["<details>", "</details>", "<br>", "<code>", "</code>"].contains(&tag);
                    assert!(is_ours, "{tag} in {page}");
                    open += i32::from(tag == "<details>") - i32::from(tag == "</details>");
                }
                Event::Start(Tag::Strong) => {}
                _ => {}
            }
        }
        assert_eq!(open, 0, "{page}");
        is_rectangular(&page);
    });
}

/// Every row of a table has as many cells as its head.
fn is_rectangular(page: &str) {
    let (mut columns, mut cells) = (0, 0);
    for event in Parser::new_ext(page, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Table(alignments)) => columns = alignments.len(),
            Event::Start(Tag::TableRow) => cells = 0,
            Event::Start(Tag::TableCell) => cells += 1,
            Event::End(pulldown_cmark::TagEnd::TableRow) => assert_eq!(cells, columns, "{page}"),
            _ => {}
        }
    }
}

#[test]
fn a_link_of_markdown_ends_with_its_address() {
    each(|report| {
        let page = markdown::render(report, &|_| Some("x> [y](z)\\".to_owned()));
        for event in Parser::new_ext(&page, Options::all()) {
            if let Event::Start(Tag::Link { dest_url, .. }) = event {
                assert_eq!(&*dest_url, "x%3E [y](z)%5C", "{page}");
            }
        }
    });
}

#[test]
fn control_characters_are_visible_in_a_terminal() {
    each(|report| {
        for is_colored in [false, true] {
            let shown = text::render(report, Terminal { width: 80, is_colored });
            let allowed = ["\u{1b}[0m", "\u{1b}[1m", "\u{1b}[1;31m"];
            let rest = allowed.iter().fold(shown.clone(), |rest, code| rest.replace(code, ""));
            let is_odd = |character: char| character.is_control() && character != '\n';
            assert!(!rest.contains(is_odd), "{shown:?}");
            assert!(shown.contains("\\u{1b}[31m"), "{shown}");
        }
    });
}
