//! The operating system of an image, and what says so.

use aib_ls::model::os;
use expect_test::{Expect, expect};

use crate::model::document;

fn check(properties: &str, expected: Expect) {
    let doc = document(&format!(
        r#"{{ "parameters": {{ "p": {{ "defaultValue": "Canonical" }}, "q": {{}} }},
             "resources": [{{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "properties": {{ {properties} }} }}] }}"#
    ));
    let deduction = os::operating_system(doc.templates().next().unwrap());
    let shown = deduction.map(|it| format!("{:?} because of {}", it.os, it.because.source()));
    expected.assert_eq(shown.as_deref().unwrap_or("unknown"));
}

fn publisher(publisher: &str, expected: Expect) {
    check(&format!(r#""source": {{ "publisher": {publisher} }}"#), expected);
}

#[test]
fn the_publisher_decides_the_system() {
    publisher(
        r#""MicrosoftWindowsServer""#,
        expect![[r#"Windows because of "MicrosoftWindowsServer""#]],
    );
    publisher(
        r#""microsoftwindowsdesktop""#,
        expect![[r#"Windows because of "microsoftwindowsdesktop""#]],
    );
    publisher(r#""RedHat""#, expect![[r#"Linux because of "RedHat""#]]);
    publisher(
        r#""[parameters('p')]""#,
        expect![[r#"Linux because of "[parameters('p')]""#]],
    );
}

#[test]
fn an_unknown_publisher_does_not_decide_the_system() {
    publisher(r#""[parameters('q')]""#, expect!["unknown"]);
    publisher(r#""<publisher>""#, expect!["unknown"]);
    publisher(r#""contoso""#, expect!["unknown"]);
    publisher("1", expect!["unknown"]);
    check("", expect!["unknown"]);
}

#[test]
fn publishers_with_both_by_the_offer() {
    let by = |publisher: &str, offer: &str, expected| {
        check(
            &format!(r#""source": {{ "publisher": "{publisher}", "offer": "{offer}" }}"#),
            expected,
        );
    };
    let offer = |offer: &str, expected| by("MicrosoftSQLServer", offer, expected);
    offer("sql2019-ws2022", expect![[r#"Windows because of "sql2019-ws2022""#]]);
    offer(
        "sql2019-ubuntu2004",
        expect![[r#"Linux because of "sql2019-ubuntu2004""#]],
    );
    offer("something", expect!["unknown"]);
    by(
        "MicrosoftVisualStudio",
        "visualstudio2022",
        expect![[r#"Windows because of "visualstudio2022""#]],
    );
    by(
        "microsoft-dsvm",
        "ubuntu-2004",
        expect![[r#"Linux because of "ubuntu-2004""#]],
    );
    by(
        "microsoft-dsvm",
        "dsvm-win-2022",
        expect![[r#"Windows because of "dsvm-win-2022""#]],
    );
    by("nvidia", "ngc_azure", expect!["unknown"]);
    // Windows with a Linux inside says both.
    by("MicrosoftVisualStudio", "windows-with-linux", expect!["unknown"]);
    by("contoso", "ubuntu", expect!["unknown"]);
}

#[test]
fn a_source_that_is_no_marketplace_image_has_no_publisher() {
    check(
        r#""source": { "type": "ManagedImage", "publisher": "Canonical" }"#,
        expect!["unknown"],
    );
}

#[test]
fn what_is_written_and_what_is_a_default() {
    let written = |publisher: &str| {
        let doc = document(&format!(
            r#"{{ "parameters": {{ "p": {{ "defaultValue": "Canonical" }} }},
                 "resources": [{{ "type": "Microsoft.VirtualMachineImages/imageTemplates",
                                  "properties": {{ "source": {{ "publisher": "{publisher}" }} }} }}] }}"#
        ));
        os::operating_system(doc.templates().next().unwrap())
            .unwrap()
            .is_written
    };
    assert!(written("Canonical"));
    assert!(!written("[parameters('p')]"));
}

#[test]
fn the_steps_decide_the_system_if_they_agree() {
    let gallery = r#""source": { "type": "SharedImageVersion" }, "#;
    let steps = |steps: &str, expected| check(&format!("{gallery} {steps}"), expected);
    steps(
        r#""customize": [{ "type": "File" }, { "type": "WindowsRestart" }, { "type": "PowerShell" }]"#,
        expect![[r#"Windows because of "WindowsRestart""#]],
    );
    steps(
        r#""customize": [{ "type": "Shell" }, { "type": "PowerShell" }]"#,
        expect!["unknown"],
    );
    steps(r#""customize": [{ "type": "File" }]"#, expect!["unknown"]);
    steps(r#""customize": "[variables('steps')]""#, expect!["unknown"]);
    steps(
        r#""validate": { "inVMValidations": [{ "type": "Shell" }] }"#,
        expect![[r#"Linux because of "Shell""#]],
    );
    steps(
        r#""customize": [{ "type": "Shell" }], "validate": { "inVMValidations": [{ "type": "PowerShell" }] }"#,
        expect!["unknown"],
    );
    // The publisher counts for more than the steps.
    check(
        r#""source": { "publisher": "Canonical" }, "customize": [{ "type": "PowerShell" }]"#,
        expect![[r#"Linux because of "Canonical""#]],
    );
}
