//! Reports for the public: no identifier of a log is left in any format, and everything else is.

use aib_ls::doctor::attribution::Attribution;
use aib_ls::doctor::diagnosis;
use aib_ls::locale::Lang;
use aib_ls::report::build;
use aib_ls::report::text::Terminal;
use aib_ls::report::{html, identifiers, markdown, no_links, text};
use regex::Regex;

use crate::support::samples;

#[test]
fn no_report_about_a_log_has_an_identifier() {
    let private = Regex::new(
        r"(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[a-z0-9._]+@[a-z0-9-]+\.(?:com|net)\b|subscriptions/[0-9]",
    )
    .unwrap();
    let (mut replaced, mut logs) = (0, 0);
    for (name, log) in samples::logs() {
        for lang in Lang::ALL {
            let attribution = Attribution::new(diagnosis::of(&log), None);
            let before = build::report(&attribution, &name, None, lang);
            let mut report = before.clone();
            identifiers::replace(&mut report);
            let terminal = Terminal {
                width: 100,
                is_colored: false,
            };
            let shown = text::render(&report, terminal);
            for page in [
                markdown::render(&report, &no_links),
                html::render(&report, &no_links),
                shown.clone(),
            ] {
                let found = private.find(&page).map(|it| it.as_str());
                assert_eq!(found, None, "{name}: {page}");
            }
            let original = text::render(&before, terminal);
            match private.is_match(&original) {
                true => replaced += 1,
                false => assert_eq!(shown.lines().next(), original.lines().next(), "{name}"),
            }
            logs += 1;
        }
    }
    assert!(replaced >= 2 && replaced < logs, "{replaced} of {logs}");
}
