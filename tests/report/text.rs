//! Reports in a terminal: width, wrapping and colours.

use aib_ls::doctor::attribution::Attribution;
use aib_ls::doctor::diagnosis;
use aib_ls::locale::Lang;
use aib_ls::report::text::{self, Terminal};
use aib_ls::report::{build, explain};

const LOG: &str = "\
[5f0c] PACKER ERR 2024/03/04 10:00:00 packer: 2024/03/04 10:00:00 Waiting for SSH, up to timeout: 20m0s
[5f0c] PACKER ERR 2024/03/04 10:01:00 ui: ==> azure-arm: Connected to SSH!
[5f0c] PACKER ERR 2024/03/04 10:01:00 [INFO] (telemetry) Starting provisioner shell
[5f0c] PACKER ERR 2024/03/04 10:15:20 ui: ==> azure-arm: E: Could not get lock /var/lib/dpkg/lock-frontend
[5f0c] PACKER ERR 2024/03/04 10:15:20 ui: ==> azure-arm: Provisioning step had errors: Running the cleanup provisioner, if present...
[5f0c] PACKER ERR 2024/03/04 10:16:00 ui error: Build 'azure-arm' errored after 16 minutes: Script exited with non-zero exit status: 100. Allowed exit codes are: [0]
";

fn rendered(width: usize, is_colored: bool) -> String {
    let attribution = Attribution::new(diagnosis::of(LOG), None);
    let report = build::report(&attribution, "customization.log", None, Lang::En);
    text::render(&report, Terminal { width, is_colored })
}

#[test]
fn prose_fits_the_width_and_evidence_is_never_cut() {
    for width in [40, 60, 100, 200] {
        let shown = rendered(width, false);
        let mut evidence = 0;
        // The first line is the answer, and a timeline has its own test.
        let prose = shown.split_once("Root cause").unwrap().1;
        let prose = prose.split("\nTimeline\n").next().unwrap().lines();
        for line in prose.filter(|line| line.chars().count() > width) {
            // A word that is longer than a line stays whole, and so does a line of the log.
            let is_evidence = line.starts_with("  customization.log:");
            evidence += usize::from(is_evidence);
            assert!(
                is_evidence || line.trim().split(' ').count() <= 2,
                "{width}: {line}\n{shown}"
            );
        }
        assert!(shown.contains("  customization.log:4: E: Could not get lock /var/lib/dpkg/lock-frontend\n"));
        assert!(evidence <= 1, "{shown}");
    }
}

#[test]
fn bars_of_a_timeline_shrink_with_the_width() {
    let longest = |width| {
        rendered(width, false)
            .lines()
            .map(|line| line.matches('█').count())
            .max()
    };
    assert_eq!((longest(200), longest(100)), (Some(32), Some(32)));
    assert!(longest(60) < longest(100), "{:?}", longest(60));
    assert_eq!(longest(20), Some(8));
}

#[test]
fn colours_change_nothing_else() {
    let coloured = rendered(100, true);
    assert!(coloured.contains("\u{1b}[1;31m"));
    let codes = ["\u{1b}[0m", "\u{1b}[1m", "\u{1b}[1;31m"];
    let plain = codes.iter().fold(coloured, |text, code| text.replace(code, ""));
    assert_eq!(plain, rendered(100, false));
}

#[test]
fn every_page_has_its_words_in_a_terminal() {
    let words = |text: &str| {
        text.replace("```text", "")
            .replace(['*', '#', '`', '<', '>'], " ")
            .split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    for lang in Lang::ALL {
        let report = explain::report("log/apt-lock", lang).unwrap();
        let shown = text::render(
            &report,
            Terminal {
                width: 72,
                is_colored: false,
            },
        );
        let source = explain::source("log/apt-lock", lang).unwrap();
        let source = source.replacen('\n', ": ", 1);
        assert_eq!(words(&shown), words(&source));
    }
}

#[test]
fn a_command_on_a_line_of_its_own_is_never_wrapped() {
    let page = explain::report("vm/subnet-full", Lang::En).unwrap();
    let terminal = Terminal {
        width: 40,
        is_colored: false,
    };
    let shown = text::render(&page, terminal);
    let commands: Vec<&str> = shown
        .lines()
        .map(str::trim)
        .filter(|it| it.starts_with("az "))
        .collect();
    assert_eq!(commands.len(), 1, "{shown}");
    assert!(commands.iter().all(|it| it.ends_with('"')), "{shown}");
}
