//! An error that no page knows is shown whole by the report, whatever wraps it and wherever it is in a log.

use aib_ls::doctor::attribution::Attribution;
use aib_ls::doctor::diagnosis;
use aib_ls::locale::Lang;
use aib_ls::report::build;
use aib_ls::report::text::{self, Terminal};
use proptest::prelude::*;

use super::any::{Error, WRITERS, any_code};

/// What a log has around the error.
const LOGS: [fn(&str) -> String; 3] = [
    // The answer to a command.
    |it| format!("Microsoft.VirtualMachineImages/imageTemplates\n{it}\n"),
    // The reason of the build, on one line.
    |it| {
        let line = it.replace('\n', " ");
        format!(
            "[3b1f6c52] PACKER OUT ==> azure-arm: Creating resource group ...\n\
             [3b1f6c52] PACKER OUT Build 'azure-arm' errored after 5 minutes: {line}\n"
        )
    },
    // What Packer printed before the build ended.
    |it| {
        let printed: String = it
            .lines()
            .map(|it| format!("[3b1f6c52] PACKER OUT ==> azure-arm: {it}\n"))
            .collect();
        format!(
            "[3b1f6c52] PACKER OUT ==> azure-arm: Creating resource group ...\n{printed}\
             [3b1f6c52] PACKER OUT ==> azure-arm: Provisioning step had errors: Running the cleanup provisioner, if present...\n\
             [3b1f6c52] PACKER OUT Build 'azure-arm' errored after 5 minutes: unexpected\n"
        )
    },
];

fn report(log: &str) -> (bool, String) {
    let attribution = Attribution::new(diagnosis::of(log), None);
    let terminal = Terminal {
        width: 100_000,
        is_colored: false,
    };
    let report = build::report(&attribution, "log.txt", None, Lang::En);
    (attribution.diagnosis.shows_failure(), text::render(&report, terminal))
}

fn without_blanks(text: &str) -> String {
    text.chars().filter(|it| !it.is_whitespace()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn an_unknown_error_is_shown_whole(
        code in any_code(),
        message in "M[ !#-&(-Z^-~]{0,60}[\"'\\\\]?[ -&(-Z^-~]{0,60}\\.",
        writer in 0..WRITERS.len(),
        log in 0..LOGS.len(),
    ) {
        let error = Error { code, message };
        let text = (WRITERS[writer].write)(&error);
        let log = LOGS[log](&text);
        let (is_failure, answer) = report(&log);
        let shown = without_blanks(&answer);
        prop_assert!(is_failure, "{}: no failure\nin {log}", WRITERS[writer].name);
        for needle in [&error.code, &error.message] {
            prop_assert!(
                shown.contains(&without_blanks(needle)),
                "{}: {needle:?} is not in\n{answer}\nof {log}", WRITERS[writer].name
            );
        }
    }
}
