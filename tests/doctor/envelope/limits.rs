//! Ordinary logs have no errors, no text stops the reader, and time grows with the length of the text.

use std::time::{Duration, Instant};

use aib_ls::doctor::envelope;
use proptest::prelude::*;

use crate::doctor::envelope::shown;
use crate::doctor::log;
use crate::support::samples;

#[test]
fn ordinary_log_lines_have_no_errors() {
    let long: String = log::noise(3_000).collect::<Vec<_>>().join("\n");
    assert_eq!(shown(&long), "");
    for line in [
        "==> azure-arm: --> Processing Dependency: libfoo for package: bar",
        "    azure-arm: --> libfoo: installed",
        "    azure-arm: panic: a script said so",
        "==> azure-arm: Provisioning step had errors: Running the cleanup provisioner, if present...",
        "2024-05-06T07:08:09.1234567Z ##[error]Bash exited with code '1'.",
        "[x] PACKER OUT     azure-arm: echo ${Code} {a} [b] (c) Code: 3",
        "if [ \"$x\" ]; then { echo \"code\": \"message\"; }; fi",
        "Status Message: fine",
        "Install-AzModule done",
        "RESPONSE 200: OK",
        "ERROR: something failed",
    ] {
        assert_eq!(shown(line), "", "{line}");
    }
}

#[test]
fn every_sample_can_be_cut_anywhere() {
    for (name, text) in samples::logs() {
        for at in (0..text.len()).step_by(97).filter(|it| text.is_char_boundary(*it)) {
            for part in [&text[..at], &text[at..text.floor_char_boundary(at + 4_000)]] {
                for it in envelope::read(part) {
                    assert!(part.get(it.range.clone()).is_some(), "{name} at {at}: {:?}", it.range);
                    assert!(!it.value.chain.is_empty());
                }
            }
        }
    }
}

/// Pieces of envelopes, which any text may be made of.
const PIECES: [&str; 48] = [
    "{",
    "}",
    "[",
    "]",
    "\"",
    "\\\"",
    "\\\\\\\"",
    "'",
    "\n",
    "\r\n",
    "\t",
    " ",
    ":",
    ", ",
    "=>",
    "u'",
    "\\u00e9",
    "\\ud800",
    "é",
    "😀",
    "\"error\":{",
    "\"code\":",
    "\"message\":",
    "\"details\":[",
    "\"C\"",
    "Code=\"",
    "Message=\"",
    "Code=\\\"",
    "Details=[",
    "ERROR: ",
    "ERROR: (",
    "-> C : ",
    "(C) m",
    "\nCode: C\nMessage: ",
    "\nException Details:\t(",
    "Status Message: ",
    "(Code:C)",
    "RESPONSE 403: x\nERROR CODE: C\n--------\n",
    "<Code>C</Code>",
    "<Message>",
    "unexpected status 403 with error: ",
    "the Azure API returned the following error:",
    "Status: \"",
    "----[start]----",
    "Deployment failed. Correlation ID: ",
    "Build 'b' errored after 1 s: ",
    "\n2 error(s) occurred:\n\n* ",
    "==> azure-arm: ",
];

proptest! {
    #[test]
    fn no_text_stops_the_reader(text in any::<String>()) {
        envelope::read(&text);
    }

    #[test]
    fn no_mixture_of_envelopes_stops_the_reader(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..60)) {
        let text = pieces.concat();
        let mut last = 0;
        for it in envelope::read(&text) {
            prop_assert!(text.get(it.range.clone()).is_some(), "{:?} in {text:?}", it.range);
            prop_assert!(!it.value.headline().is_empty());
            last = last.max(it.range.end);
        }
        prop_assert!(last <= text.len());
    }
}

#[test]
fn time_grows_with_the_length_of_the_text() {
    let slow: Vec<String> = (PIECES.iter().map(|it| (*it).to_owned()))
        .chain(
            [
                "{\"a\":",
                "{\"a\":\"{",
                "Code=\"a\" Message=\"",
                "Code=\"a\" Message=\"b\" ",
                "[{\"policy",
                "-- Original Error: ",
            ]
            .map(str::to_owned),
        )
        .chain(
            [
                "{\"error\":{\"code\":\"C\",\"message\":\"m\"}}",
                "{\"code\":\"C\",\"message\":\"m\",\"details\":[",
                "ERROR: -> C : m\n",
            ]
            .map(str::to_owned),
        )
        .chain(
            [
                "(Code:C) ",
                "ErrorCode: C ErrorMessage: ",
                "LastRunStatusMessage : x\n",
                "New-AzX : ",
                "{\\\"a",
                "A\\\\",
            ]
            .map(str::to_owned),
        )
        .collect();
    for piece in slow {
        for (before, after) in [
            ("", ""),
            ("{\"error\":{\"code\":\"C\",\"message\":\"", "\"}}"),
            ("Status Message: ", "\n"),
        ] {
            let text = format!("{before}{}{after}", piece.repeat(150_000 / piece.len()));
            let start = Instant::now();
            envelope::read(&text);
            assert!(
                start.elapsed() < Duration::from_secs(10),
                "{piece:?} takes {:?}",
                start.elapsed()
            );
        }
    }
}
