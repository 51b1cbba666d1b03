//! A log reads the same however it is cut, encoded, coloured or quoted, and nothing that it holds stops the reader.

use aib_ls::doctor::diagnosis::{self, Diagnosis};
use aib_ls::doctor::reader::Reader;
use expect_test::expect;
use proptest::prelude::*;

use crate::doctor::{log, render, shown};
use crate::support::samples;

const FAILED: &str = "\
[5f0c] PACKER ERR 2024/03/04 10:00:00 packer: 2024/03/04 10:00:00 Waiting for SSH, up to timeout: 20m0s
[5f0c] PACKER OUT ==> azure-arm: Connected to SSH!
[5f0c] PACKER ERR 2024/03/04 10:01:00 [INFO] (telemetry) Starting provisioner shell
[5f0c] PACKER OUT ==> azure-arm: E: Could not get lock /var/lib/dpkg/lock-frontend
[5f0c] PACKER ERR 2024/03/04 10:01:30 [INFO] (telemetry) ending shell
[5f0c] PACKER ERR 2024/03/04 10:01:30 [INFO] (telemetry) Starting provisioner shell
[5f0c] PACKER OUT ==> azure-arm: bash: /opt/x: Permission denied
[5f0c] PACKER OUT ==> azure-arm: Provisioning step had errors: Running the cleanup provisioner, if present...
[5f0c] PACKER OUT ==> azure-arm: The resource group was not created by Packer, deleting individual resources ...
[5f0c] PACKER ERR 2024/03/04 10:03:00 ui error: Build 'azure-arm' errored after 3 minutes: Script exited with non-zero exit status: 126. Allowed exit codes are: [0]
";

fn read_in(text: &[u8], piece: usize) -> Diagnosis {
    let mut reader = Reader::default();
    text.chunks(piece.max(1)).for_each(|it| reader.push(it));
    reader.into_diagnosis()
}

#[test]
fn the_nearest_specific_line_of_the_failed_step_is_the_root() {
    expect![[r#"
        build failed
          connect SSH 0-1 60 s
          customize shell 2-4 30 s
          customize shell 5-7 0 s
          clean-up 8-10 90 s
        root log/permission-denied 6-6
        with it log/script-nonzero-exit 9-9
    "#]]
    .assert_eq(&shown(FAILED));
}

#[test]
fn an_error_that_a_retry_overcame_is_not_the_root() {
    let log = |end: &str| {
        format!(
            "PACKER 2024/03/04 10:01:00 [INFO] (telemetry) Starting provisioner windows-update\n\
             PACKER 2024/03/04 10:02:00 ui:     azure-arm: Search for Windows updates failed with 'Exception from HRESULT: 0x8024402C'. Retrying...\n\
             {end}\
             PACKER 2024/03/04 10:09:00 ui: ==> azure-arm: Provisioning step had errors: Running the cleanup provisioner, if present...\n"
        )
    };
    let root = |text: &str| diagnosis::of(text).root().map(|it| it.case.id);
    assert_eq!(root(&log("")), Some("log/wu-service-unreachable"));
    let found = "PACKER 2024/03/04 10:03:00 ui:     azure-arm: No Windows updates found\n";
    assert_eq!(root(&log(found)), None);
}

#[test]
fn reading_in_pieces_gives_the_same_diagnosis() {
    let whole = shown(FAILED);
    for piece in [1, 2, 3, 7, 64, 4_096] {
        assert_eq!(
            render(&read_in(FAILED.as_bytes(), piece)),
            whole,
            "in pieces of {piece}"
        );
    }
    let long: String =
        log::noise(60_000).collect::<Vec<_>>().join("\n") + "\n" + &FAILED.replace("5f0c", log::OPERATION);
    assert_eq!(render(&read_in(long.as_bytes(), 100_003)), shown(&long));
}

#[test]
fn every_sample_reads_the_same_in_pieces_and_with_other_line_endings() {
    for (name, text) in samples::logs() {
        let whole = shown(&text);
        for piece in [1, 7, 500] {
            assert_eq!(
                render(&read_in(text.as_bytes(), piece)),
                whole,
                "{name} in pieces of {piece}"
            );
        }
        let plain = text.replace("\r\n", "\n");
        let ends_of_windows = plain.replace('\n', "\r\n");
        assert_eq!(shown(&ends_of_windows), shown(&plain), "{name}");
    }
}

#[test]
fn encoding_colours_and_quoting_do_not_change_the_diagnosis() {
    let whole = shown(FAILED);
    assert_eq!(shown(&format!("\u{feff}{FAILED}")), whole, "with a mark");
    assert_eq!(shown(&FAILED.replace('\n', "\r\n")), whole, "with line ends of Windows");
    assert_eq!(shown(&FAILED.replace('\n', "\r")), whole, "with returns alone");
    let coloured = FAILED.replace("==> ", "\u{1b}[1;32m==> ").replace('\n', "\u{1b}[0m\n");
    assert_eq!(shown(&coloured), whole, "coloured");
    let quoted: String = FAILED.lines().map(|it| format!("> **{it}**\n")).collect();
    assert_eq!(shown(&quoted), whole, "quoted");
    let numbered: String = FAILED
        .lines()
        .enumerate()
        .map(|(at, it)| format!("{}: {it}\n", at + 1))
        .collect();
    assert_eq!(shown(&numbered), whole, "numbered");
    for is_big in [false, true] {
        let mut bytes = if is_big { vec![0xFE, 0xFF] } else { vec![0xFF, 0xFE] };
        for unit in FAILED.encode_utf16() {
            bytes.extend(if is_big { unit.to_be_bytes() } else { unit.to_le_bytes() });
        }
        assert_eq!(render(&read_in(&bytes, 5)), whole, "in UTF-16");
    }
}

#[test]
fn a_line_without_end_is_read_in_pieces() {
    let mut text = "[5f0c] PACKER OUT     azure-arm: ".to_owned();
    for at in 0..400_000 {
        text += &format!("x{at} ");
    }
    text += " was installed for a user, but not provisioned for all users. This package will not function properly in the sysprep image. ";
    text += &"y".repeat(3_000_000);
    let diagnosis = read_in(text.as_bytes(), 1 << 20);
    let ids: Vec<_> = diagnosis.findings.iter().map(|it| it.case.id).collect();
    assert_eq!(ids, ["log/sysprep-appx"]);
}

#[test]
fn several_runs_in_one_log_are_separated() {
    let well = log::successful().remove(0).1;
    expect![[r#"
        build succeeded
          deploy 0-1 0 s
          connect SSH 2-4 180 s
          customize file 5-9 5 s
          customize shell 10-15 361 s
          deprovision shell 16-37 24 s
        build failed
          connect SSH 27-28 60 s
          customize shell 29-31 30 s
          customize shell 32-34 0 s
          clean-up 35-37 90 s
        benign log/image-creation-skipped 19-19
        benign log/resource-delete-retry 20-21
        benign log/no-artifacts-benign 22-22
        root log/permission-denied 33-33
        with it log/script-nonzero-exit 36-36
    "#]]
    .assert_eq(&shown(&format!("{well}\r\n{FAILED}")));
    expect![[r#"
        build failed
          connect SSH 0-1 60 s
          customize shell 2-4 30 s
          customize shell 5-7 0 s
          clean-up 8-36 90 s
        build succeeded
          deploy 10-11 0 s
          connect SSH 12-14 180 s
          customize file 15-19 5 s
          customize shell 20-25 361 s
          deprovision shell 26-36 24 s
        root log/permission-denied 6-6
        with it log/script-nonzero-exit 9-9
        benign log/image-creation-skipped 29-29
        benign log/resource-delete-retry 30-31
        benign log/no-artifacts-benign 32-32
    "#]]
    .assert_eq(&shown(&format!("{FAILED}{well}")));
}

#[test]
fn text_that_is_not_about_a_build_is_foreign() {
    for text in [
        "",
        "hello\nworld\n",
        "127.0.0.1 - - [04/Mar/2024] \"GET / HTTP/1.1\" 403 Permission denied\n",
        "{ \"a\": 1 }",
        "{ \"provisioningState\": \"Succeeded\" }",
        "rpc error: context deadline exceeded\n",
        "Bad substitution\nE: Could not get lock /var/lib/dpkg/lock\n",
    ] {
        let diagnosis = diagnosis::of(text);
        assert!(diagnosis.is_foreign(), "{text}: {}", render(&diagnosis));
        assert!(!diagnosis.shows_failure());
    }
}

#[test]
fn messages_that_are_wrapped_or_escaped_are_read() {
    let wrapped = "Timeout waiting for\n    microservice to complete: 'context\n    deadline exceeded'\n";
    assert_eq!(shown(wrapped), "root build/timeout 1-1\n");
    let escaped = r#"{"statusMessage":"{\"error\":{\"code\":\"ValidationFailed\",\"message\":\"Validation failed: 'ImageTemplate.properties.source': Field 'imageId' has a bad value: '\\\"x\\\"'\"}}"}"#;
    assert_eq!(shown(escaped), "root submit/validation-bad-value 0-0\n");
}

#[test]
fn a_message_whose_lines_repeat_their_level_is_read() {
    let leveled = "\
[ERROR] Failed while waiting for packerizer: Timeout waiting for microservice to
[ERROR] complete: 'context deadline exceeded'
";
    assert_eq!(shown(leveled), "root build/timeout 0-0\n");
}

#[test]
fn a_line_that_is_no_part_of_a_match_is_not_shown_for_it() {
    let response = r#"{
  "statusCode": "BadRequest",
  "statusMessage": "{\"error\":{\"code\":\"RequestDisallowedByPolicy\",\"message\":\"Resource 'kv1' was disallowed by policy.\"}}",
  "entity": "/subscriptions/1/resourceGroups/web/providers/Microsoft.Resources/deployments/d1",
  "hierarchy": "1/web/vault-policy/corp/deployment"
}
"#;
    assert_eq!(shown(response), "root submit/policy-violation 2-2\n");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    #[test]
    fn random_bytes_do_not_panic(bytes in prop::collection::vec(any::<u8>(), 0..4_000), piece in 1_usize..600) {
        let _ = read_in(&bytes, piece);
    }

    #[test]
    fn cut_and_merged_logs_do_not_panic(
        cuts in prop::collection::vec((0_usize..4_000, 0_usize..4_000), 1..12),
        piece in 1_usize..600,
    ) {
        let samples: Vec<&str> = aib_ls::doctor::cases::all().iter().flat_map(|it| it.samples()).collect();
        let all = samples.join("\n").into_bytes();
        let mut text = Vec::new();
        for (from, len) in cuts {
            let from = from * 37 % all.len();
            text.extend_from_slice(&all[from..(from + len).min(all.len())]);
        }
        let cut = read_in(&text, piece);
        // However it is cut, it is one text.
        prop_assert_eq!(render(&cut), render(&read_in(&text, usize::MAX)));
    }
}

#[test]
fn lines_that_are_pasted_without_prefixes_are_output() {
    let read = |text: &str| {
        let mut reader = Reader::default();
        reader.push(text.as_bytes());
        reader.into_diagnosis_of_excerpt()
    };
    let root = |text: &str| read(text).root().map(|it| it.case.id);
    assert_eq!(
        root("E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 1842 (apt)"),
        Some("log/apt-lock")
    );
    let several = "Reading package lists...\nBuilding dependency tree...\nE: Unable to locate package ngnix\n";
    assert_eq!(root(several), Some("log/apt-package-unknown"));
    assert_eq!(read(several).root().map(|it| it.lines.first.line), Some(2));
    // A long text is not pasted.
    let long = "one line\n".repeat(60) + several;
    assert!(read(&long).is_foreign());
    assert!(read("hello\nworld\n").is_foreign());
}
