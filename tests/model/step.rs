//! Steps: what they do, what they download, and their neighbours.

use aib_ls::model::step::{self, Step};
use expect_test::{Expect, expect};

use crate::model::document;

fn check(customize: &str, show: impl Fn(Step<'_>) -> String, expected: Expect) {
    let doc = document(&format!(
        r#"{{ "resources": [{{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "properties": {{
             "customize": [{customize}], "validate": {{ "inVMValidations": [{{ "type": "Shell", "scriptUri": "v" }}] }} }} }}] }}"#
    ));
    let template = doc.templates().next().unwrap();
    let steps = step::customizers(template).chain(step::validators(template));
    let shown: Vec<String> = steps.map(show).collect();
    expected.assert_eq(&shown.join(" | "));
}

#[test]
fn scripts_and_downloads_of_a_step() {
    check(
        r#"{ "type": "Shell", "scriptUri": "a" }, { "type": "PowerShell", "scriptUri": " ", "inline": [""] },
           { "type": "File", "sourceUri": "b", "scriptUri": "c" }, { "type": "shell" }, {}, 1, { "type": "WindowsUpdate", "sourceUri": "d" }"#,
        |it| format!("{:?} {:?} {:?}", it.list, it.kind, it.address().map(|it| it.source())),
        expect![[
            r#"Customize Some(Shell) Some("\"a\"") | Customize Some(PowerShell) None | Customize Some(File) Some("\"b\"") | Customize None None | Customize None None | Customize Some(WindowsUpdate) None | Validate Some(Shell) Some("\"v\"")"#
        ]],
    );
}

#[test]
fn steps_before_and_after() {
    let name = |it: Step<'_>| it.get("name").map_or("-", |it| it.source()).to_owned();
    check(
        r#"{ "name": 1 }, { "name": 2 }, 7, { "name": 3 }"#,
        move |it| {
            let after: String = it.after().map(name).collect();
            format!("{}<{after}", name(it))
        },
        expect!["1<23 | 2<3 | 3< | -<"],
    );
}

#[test]
fn a_script_that_cannot_be_read_may_mention_anything() {
    check(
        r#"{ "type": "Shell", "inline": ["mkdir /tmp/App"] }, { "type": "Shell", "inline": ["ls"] },
           { "type": "Shell", "inline": ["[parameters('x')]"] }, { "type": "File" }, { "type": "new" }"#,
        |it| it.may_mention("app").to_string(),
        expect!["true | false | true | false | true | true"],
    );
}
