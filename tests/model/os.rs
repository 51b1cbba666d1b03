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
fn the_publisher_tells() {
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
fn or_it_does_not() {
    publisher(r#""[parameters('q')]""#, expect!["unknown"]);
    publisher(r#""<publisher>""#, expect!["unknown"]);
    publisher(r#""contoso""#, expect!["unknown"]);
    publisher("1", expect!["unknown"]);
    check("", expect!["unknown"]);
}

#[test]
fn sql_server_by_its_offer() {
    let offer = |offer: &str, expected| {
        check(
            &format!(r#""source": {{ "publisher": "MicrosoftSQLServer", "offer": "{offer}" }}"#),
            expected,
        );
    };
    offer(
        "sql2019-ws2022",
        expect![[r#"Windows because of "MicrosoftSQLServer""#]],
    );
    offer(
        "sql2019-ubuntu2004",
        expect![[r#"Linux because of "MicrosoftSQLServer""#]],
    );
    offer("something", expect!["unknown"]);
}

#[test]
fn then_the_steps_if_they_agree() {
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
    // The publisher counts for more than the steps.
    check(
        r#""source": { "publisher": "Canonical" }, "customize": [{ "type": "PowerShell" }]"#,
        expect![[r#"Linux because of "Canonical""#]],
    );
}
