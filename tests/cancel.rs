//! Work that nobody waits for any more ends at its next checkpoint, and what it was making can be made by another.

use std::sync::OnceLock;

use aib_ls::cancel::{Cancel, checkpoint};
use aib_ls::document::{Document, Language};
use aib_ls::lsp::build_log::BuildLog;
use aib_ls::project::templates;
use aib_ls::script::{Dialect, analysis};
use aib_ls::settings::Settings;
use aib_ls::text::rope::Text;
use aib_ls::{rules, syntax};

use crate::cli::Folder;

#[test]
fn cancelled_work_ends_at_its_next_checkpoint() {
    let cancel = Cancel::default();
    let mut steps = 0;
    let result = cancel.run(|| {
        loop {
            steps += 1;
            if steps == 3 {
                cancel.cancel();
            }
            checkpoint();
        }
    });
    assert_eq!((result, steps), (None::<()>, 3));
    // Nothing of it begins once it is cancelled.
    assert_eq!(cancel.run(|| 7), None);
}

#[test]
fn work_of_others_goes_on() {
    let (outer, inner) = (Cancel::default(), Cancel::default());
    let result = outer.run(|| {
        inner.cancel();
        let nothing = inner.run(checkpoint);
        checkpoint();
        nothing.is_none()
    });
    assert_eq!(result, Some(true));
    checkpoint();
}

#[test]
fn a_dropped_guard_cancels() {
    let cancel = Cancel::default();
    drop(cancel.on_drop());
    assert!(cancel.is_cancelled());
}

#[test]
fn a_check_stops_and_is_made_anew_by_the_next_who_asks() {
    let text = include_str!("samples/templates/windows-2019.json");
    let document = Document::new(text.to_owned(), Language::Json, None);
    let findings = OnceLock::new();
    let check = || *findings.get_or_init(|| rules::check(&document, &Settings::default()).len());
    let gone = Cancel::default();
    let stopped = gone.run(|| {
        gone.cancel();
        check()
    });
    assert_eq!(stopped, None);
    assert_eq!(findings.get(), None);
    let expected = rules::check(&document, &Settings::default()).len();
    assert_eq!(Cancel::default().run(check), Some(expected));
}

#[test]
fn reading_templates_scripts_logs_and_folders_stops() {
    let folder = Folder::with(&[("ws/a.json", "{}"), ("ws/b/c.json", "{}")]);
    let log = "[8d3b] PACKER OUT     azure-arm: Reading package lists...\n".repeat(40_000);
    let works: [(&str, &dyn Fn()); 4] = [
        ("a template", &|| drop(syntax::parse("{ \"a\": [1, 2] }".to_owned()))),
        ("a script", &|| {
            drop(analysis::analyze("apt-get update", Dialect::Shell))
        }),
        ("a log", &|| {
            drop(
                BuildLog::new(Some(true))
                    .diagnosis(&Text::from(log.as_str()), "x.log")
                    .clone(),
            )
        }),
        ("a folder", &|| drop(templates::walk(&folder.path("ws")))),
    ];
    for (name, work) in works {
        let gone = Cancel::default();
        let stopped = gone.run(|| {
            gone.cancel();
            work();
        });
        assert_eq!(stopped, None, "{name} is read to its end");
        assert_eq!(Cancel::default().run(work), Some(()), "{name}");
    }
}
