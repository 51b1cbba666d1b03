//! What one looks for across files.

use aib_ls::document::{Document, Language};
use aib_ls::ide::workspace_symbols::{Fit, entries, fit};
use expect_test::{Expect, expect};

/// A line an entry: name, kind and container.
fn check(text: &str, expected: Expect) {
    let doc = Document::new(text.to_owned(), Language::Json, None);
    let lines = entries(&doc, "web.json").into_iter().map(|it| {
        let container = it.container.map_or(String::new(), |it| format!(" in {it}"));
        format!("{} | {:?}{container}\n", it.name, it.kind)
    });
    expected.assert_eq(&lines.collect::<String>());
}

#[test]
fn a_template_with_its_named_steps_and_targets() {
    check(
        r#"{ "resources": [{
            "type": "Microsoft.VirtualMachineImages/imageTemplates", "name": "ubuntu",
            "resources": [{ "type": "triggers", "name": "weekly" }],
            "properties": {
                "customize": [{ "type": "Shell", "name": "packages" }, { "type": "WindowsRestart" }, { "name": " " }],
                "validate": { "inVMValidations": [{ "type": "Shell", "name": "look" }] },
                "distribute": [{ "type": "VHD", "runOutputName": "disk" }]
            }
        }] }"#,
        expect![[r#"
            ubuntu | Template in web.json
            packages | Step in ubuntu
            look | Step in ubuntu
            disk | Step in ubuntu
        "#]],
    );
}

#[test]
fn a_template_without_a_name_is_called_as_its_file_is() {
    check(
        r#"{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "properties": { "customize": [{ "name": "a" }] } }"#,
        expect![[r#"
            web.json | Template
            a | Step in web.json
        "#]],
    );
    check(r#"{ "name": "package" }"#, expect![[""]]);
}

#[test]
fn names_fit_by_their_letters_in_order() {
    assert_eq!(fit("", "packages"), Some(Fit::Start));
    assert_eq!(fit("PACK", "packages"), Some(Fit::Start));
    assert_eq!(fit("age", "Packages"), Some(Fit::Inside));
    assert_eq!(fit("pgs", "packages"), Some(Fit::Scattered));
    assert_eq!(fit("çã", "InstalaÇÃO"), Some(Fit::Inside));
    assert_eq!(fit("sp", "packages"), None);
    assert!(Fit::Start < Fit::Inside && Fit::Inside < Fit::Scattered);
}
