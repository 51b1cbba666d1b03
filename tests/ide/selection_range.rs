//! Selections that grow.

use aib_ls::ide::selection_range::selection_range;
use expect_test::{Expect, expect};

use crate::ide::Scene;

/// The selections, the smallest first, a line each.
fn check(frame: &str, fragment: &str, expected: Expect) {
    let scene = Scene::new(frame, fragment);
    let (text, at) = (scene.doc.text(), scene.cursors.0);
    let spans = selection_range(&scene.doc, at);
    assert!(
        spans.windows(2).all(|it| it[1].contains(it[0]) && it[0] != it[1]),
        "{spans:?}"
    );
    let lines = spans.iter().map(|it| {
        let selected = it.of(text).replace('\n', " ");
        match selected.chars().count() {
            0..=76 => selected + "\n",
            _ => format!("{} …\n", selected.chars().take(40).collect::<String>()),
        }
    });
    expected.assert_eq(&lines.collect::<String>());
}

const BODY: &str = r#"{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "properties": "#;

fn body(properties: &str) -> String {
    format!("{BODY}{properties} }}")
}

#[test]
fn a_value_grows_to_its_member_and_what_that_is_in() {
    check(
        "",
        &body(r#"{ "source": { "version": "lat$0est" }, "distribute": [] }"#),
        expect![[r#"
            latest
            "latest"
            "version": "latest"
            { "version": "latest" }
            "source": { "version": "latest" }
            { "source": { "version": "latest" }, "distribute": [] }
            "properties": { "source": { "version": "latest" }, "distribute": [] }
            { "type": "Microsoft.VirtualMachineImage …
        "#]],
    );
    check(
        "",
        &body(r#"{ "source": {}, "buildTimeoutInMinutes": 6$00 }"#),
        expect![[r#"
            60
            "buildTimeoutInMinutes": 60
            { "source": {}, "buildTimeoutInMinutes": 60 }
            "properties": { "source": {}, "buildTimeoutInMinutes": 60 }
            { "type": "Microsoft.VirtualMachineImage …
        "#]],
    );
}

#[test]
fn a_key_grows_to_its_member() {
    check(
        "",
        &body(r#"{ "vm$0Profile": { "osDiskSizeGB": 60 } }"#),
        expect![[r#"
        vmProfile
        "vmProfile"
        "vmProfile": { "osDiskSizeGB": 60 }
        { "vmProfile": { "osDiskSizeGB": 60 } }
        "properties": { "vmProfile": { "osDiskSizeGB": 60 } }
        { "type": "Microsoft.VirtualMachineImage …
    "#]],
    );
}

#[test]
fn a_command_grows_by_words() {
    let script = |command: &str| body(&format!(r#"{{ "customize": [{{ "inline": ["{command}"] }}] }}"#));
    check(
        "",
        &script(r#"apt-get install --yes ngi$0nx-light && \"echo\""#),
        expect![[r#"
            nginx
            nginx-light
            apt-get install --yes nginx-light && \"echo\"
            "apt-get install --yes nginx-light && \"echo\""
            ["apt-get install --yes nginx-light && \"echo\""]
            "inline": ["apt-get install --yes nginx-light && \"echo\""]
            { "inline": ["apt-get install --yes nginx-light && \"echo\""] }
            [{ "inline": ["apt-get install --yes nginx-light && \"echo\""] }]
            "customize": [{ "inline": ["apt-get inst …
            { "customize": [{ "inline": ["apt-get in …
            "properties": { "customize": [{ "inline" …
            { "type": "Microsoft.VirtualMachineImage …
        "#]],
    );
    // An escape is no part of a word.
    check(
        "",
        &script(r"a\$0tb\n"),
        expect![[r#"
        a\tb\n
        "a\tb\n"
        ["a\tb\n"]
        "inline": ["a\tb\n"]
        { "inline": ["a\tb\n"] }
        [{ "inline": ["a\tb\n"] }]
        "customize": [{ "inline": ["a\tb\n"] }]
        { "customize": [{ "inline": ["a\tb\n"] }] }
        "properties": { "customize": [{ "inline": ["a\tb\n"] }] }
        { "type": "Microsoft.VirtualMachineImage …
    "#]],
    );
}

#[test]
fn an_expression_grows_by_its_parts() {
    let group = |expression: &str| {
        let properties = format!(r#"{{ "stagingResourceGroup": "{expression}" }}"#);
        let resource = body(&properties);
        format!(r#"{{ "resources": [{resource}] }}"#)
    };
    check(
        "",
        &group("[concat(subscription().id, '/resource$0Groups/', parameters('staging'))]"),
        expect![[r#"
            resourceGroups
            /resourceGroups/
            '/resourceGroups/'
            subscription().id, '/resourceGroups/', parameters('staging')
            concat(subscription().id, '/resourceGroups/', parameters('staging'))
            [concat(subscription().id, '/resourceGroups/', parameters('staging'))]
            "[concat(subscription().id, '/resourceGroups/', parameters('staging'))]"
            "stagingResourceGroup": "[concat(subscri …
            { "stagingResourceGroup": "[concat(subsc …
            "properties": { "stagingResourceGroup":  …
            { "type": "Microsoft.VirtualMachineImage …
            [{ "type": "Microsoft.VirtualMachineImag …
            "resources": [{ "type": "Microsoft.Virtu …
            { "resources": [{ "type": "Microsoft.Vir …
        "#]],
    );
    check(
        "",
        &group("[resourceGroup().tags.sta$0ging]"),
        expect![[r#"
        staging
        resourceGroup().tags.staging
        [resourceGroup().tags.staging]
        "[resourceGroup().tags.staging]"
        "stagingResourceGroup": "[resourceGroup().tags.staging]"
        { "stagingResourceGroup": "[resourceGroup().tags.staging]" }
        "properties": { "stagingResourceGroup": "[resourceGroup().tags.staging]" }
        { "type": "Microsoft.VirtualMachineImage …
        [{ "type": "Microsoft.VirtualMachineImag …
        "resources": [{ "type": "Microsoft.Virtu …
        { "resources": [{ "type": "Microsoft.Vir …
    "#]],
    );
}

#[test]
fn blanks_and_comments_have_selections_too() {
    check(
        "",
        &body("{ \"buildTimeoutInMinutes\": 60 // the lim$0it\n }"),
        expect![[r#"
            limit
            // the limit
            { "buildTimeoutInMinutes": 60 // the limit  }
            "properties": { "buildTimeoutInMinutes": 60 // the limit  }
            { "type": "Microsoft.VirtualMachineImage …
        "#]],
    );
    check(
        "",
        &body(r#"{ "source": {}, $0 "distribute": [] }"#),
        expect![[r#"
        { "source": {},  "distribute": [] }
        "properties": { "source": {},  "distribute": [] }
        { "type": "Microsoft.VirtualMachineImage …
    "#]],
    );
    check(
        "",
        &body(r#"{ "source": $0 , "distribute": [] }"#),
        expect![[r#"
        { "source":  , "distribute": [] }
        "properties": { "source":  , "distribute": [] }
        { "type": "Microsoft.VirtualMachineImage …
    "#]],
    );
    check("", &(body("{}") + "\n\n$0"), expect![[""]]);
}

#[test]
fn a_text_that_is_only_half_there() {
    check(
        "",
        &format!("{BODY}{{ \"source\": {{ \"type\": \"Plat$0"),
        expect![[r#"
            Plat
            "Plat
            "type": "Plat
            { "type": "Plat
            "source": { "type": "Plat
            { "source": { "type": "Plat
            "properties": { "source": { "type": "Plat
            { "type": "Microsoft.VirtualMachineImage …
        "#]],
    );
}

#[test]
fn a_deep_text_has_as_many_selections_as_anybody_uses() {
    let deep = body(&format!("{}$0{}", "[".repeat(200), "]".repeat(200)));
    let scene = Scene::new("", &deep);
    assert_eq!(selection_range(&scene.doc, scene.cursors.0).len(), 64);
}

#[test]
fn other_json_has_no_selections() {
    check("", r#"{ "name": "pack$0age" }"#, expect![[""]]);
    check("", r#"{ $0 }"#, expect![[""]]);
}
