//! Exit codes: the sentence of a code, and the table that it comes from.

use std::collections::BTreeSet;

use aib_ls::doctor::{diagnosis, exit_codes};
use aib_ls::locale::Lang;

/// The English sentence about a code.
fn meaning(code: u32, provisioner: Option<&str>) -> String {
    exit_codes::meaning(code, provisioner).map_or_else(String::new, |it| it.get(Lang::En).to_owned())
}

#[test]
fn every_row_of_the_table_is_read_once() {
    let table = include_str!("../../server/doctor/exit_codes.md");
    let rows = table.lines().filter(|it| it.starts_with("| ")).count();
    // Without the heading of the table.
    assert_eq!(exit_codes::rows().count(), rows - 1);
    let distinct: BTreeSet<String> = exit_codes::rows().map(|it| format!("{it:?}")).collect();
    assert_eq!(distinct.len(), rows - 1);
    assert!(exit_codes::rows().all(|it| !it.en.is_empty() && !it.pt_br.is_empty()));
}

#[test]
fn a_code_has_the_meaning_of_its_step() {
    assert_eq!(meaning(5, Some("powershell")), "Exit code 5: access was denied.");
    assert!(meaning(5, Some("shell")).contains("systemctl"));
    assert!(meaning(127, None).contains("a command was not found"));
    assert_eq!(meaning(127, Some("powershell")), "");
}

#[test]
fn codes_of_windows_are_written_in_hexadecimal() {
    assert_eq!(
        meaning(0x8007_0005, Some("powershell")),
        "Exit code 2147942405 (`0x80070005`): access was denied."
    );
    assert_eq!(
        meaning(0x8024_9999, Some("powershell")),
        "Exit code 2149882265 (`0x80249999`) is an error code of Windows."
    );
}

#[test]
fn a_report_has_the_sentence_about_the_code_that_occurred() {
    let of = |code: &str| {
        let text = format!(
            "PACKER OUT Build 'azure-arm' errored after 2 minutes: Script exited with non-zero exit status: {code}. Allowed exit codes are: [0]"
        );
        let diagnosis = diagnosis::of(&text);
        let root = diagnosis.root().unwrap();
        let said = diagnosis.exit_meaning(root).map(|it| it.get(Lang::En).to_owned());
        said.unwrap_or_default()
    };
    assert_eq!(of("1618"), "Exit code 1618: another installation was still running.");
    assert_eq!(
        of("-1"),
        "Exit code 4294967295 (`0xFFFFFFFF`): the command returned -1."
    );
    assert_eq!(of("99"), "");
}
