//! Steps that write the script of the last step, offered on the list of steps.

use aib_ls::document::Document;
use aib_ls::ide::actions::override_step;
use aib_ls::rules;
use aib_ls::settings::Settings;
use aib_ls::text::edit;
use expect_test::{Expect, expect};

use crate::ide::Scene;

/// What is offered at the cursor; nothing that was not found before is found after any of it.
fn titles(frame: &str, fragment: &str, expected: Expect) {
    let scene = Scene::new(frame, fragment);
    let offers = override_step::override_steps(&scene.doc, scene.cursors.0);
    let found = |doc: &Document| rules::check(doc, &Settings::default()).len();
    for offer in &offers {
        let after = scene.doc.with_text(edit::apply(scene.doc.text(), &offer.edits));
        assert!(found(&after) <= found(&scene.doc), "{}", offer.title.en);
        assert_eq!(
            override_step::override_steps(&after, scene.cursors.0),
            [],
            "{}",
            offer.title.en
        );
    }
    let shown: String = offers.iter().map(|it| format!("{}\n", it.title.en)).collect();
    expected.assert_eq(if shown.is_empty() { "nothing" } else { &shown });
}

const WINDOWS: &str = r#"{ "type": "PowerShell", "inline": ["Get-Date"] }"#;
const LINUX: &str = r#"{ "type": "Shell", "inline": ["date"] }"#;

#[test]
fn on_a_step_what_fits_the_system_is_offered() {
    titles(
        "in=customize",
        &LINUX.replace("Shell", "Sh$0ell"),
        expect![[r#"
            Add a custom deprovisioning script (Linux)
        "#]],
    );
    titles(
        "in=customize os=windows",
        &WINDOWS.replace("Power", "Power$0"),
        expect![[r#"
            Add a custom deprovisioning script (Windows)
            Add a custom deprovisioning script (Windows, `/mode:vm`)
        "#]],
    );
}

#[test]
fn offered_on_the_key_and_the_brackets() {
    for fragment in [
        format!("\"custom$0ize\": [{LINUX}]"),
        format!("\"customize\": $0[{LINUX}]"),
        format!("\"customize\": [{LINUX}$0]"),
        "\"customize\": [$0]".to_owned(),
    ] {
        titles(
            "in=properties",
            &fragment,
            expect![[r#"
                Add a custom deprovisioning script (Linux)
            "#]],
        );
    }
}

#[test]
fn not_offered_on_a_step_that_is_not_the_last() {
    titles(
        "in=customize",
        &format!("{}, {LINUX}", LINUX.replace("Shell", "Sh$0ell")),
        expect!["nothing"],
    );
    titles(
        "in=customize",
        &format!("{LINUX}, {}", LINUX.replace("Shell", "Sh$0ell")),
        expect![[r#"
            Add a custom deprovisioning script (Linux)
        "#]],
    );
}

#[test]
fn offers_both_systems_where_the_system_is_unknown() {
    titles(
        "",
        r#"{ "properties": { "source": { "type": "SharedImageVersion", "imageVersionId": "x" }, "distribute": [], "customize": [$0] } }"#,
        expect![[r#"
            Add a custom deprovisioning script (Windows)
            Add a custom deprovisioning script (Windows, `/mode:vm`)
            Add a custom deprovisioning script (Linux)
        "#]],
    );
}

#[test]
fn elsewhere_and_where_it_is_written_already_nothing_is_offered() {
    titles(
        "in=properties",
        "\"build$0TimeoutInMinutes\": 60, \"customize\": []",
        expect!["nothing"],
    );
    titles(
        "in=properties",
        "\"customize\": \"[parameters('a')]\"$0",
        expect!["nothing"],
    );
    titles("in=properties", "\"customize\": [{$0]", expect!["nothing"]);
    titles(
        "in=customize",
        r#"{ "type": "Sh$0ell", "inline": ["echo 'waagent -force -deprovision+user' | sudo tee /tmp/DeprovisioningScript.sh"] }"#,
        expect!["nothing"],
    );
    titles(
        "in=customize os=windows",
        r#"{ "type": "Power$0Shell", "inline": ["((Get-Content -Path C:\\DeprovisioningScript.ps1 -Raw) -replace 'a', 'b') | Set-Content -Path C:\\DeprovisioningScript.ps1"] }"#,
        expect!["nothing"],
    );
    titles(
        "in=customize",
        r#"{ "type": "Fi$0le", "sourceUri": "https://example.com/v1/a.sh", "destination": "/tmp/DeprovisioningScript.sh" }"#,
        expect!["nothing"],
    );
}

#[test]
fn the_step_comes_last() {
    let scene = Scene::new("in=customize", &LINUX.replace("Shell", "Sh$0ell"));
    let offers = override_step::override_steps(&scene.doc, scene.cursors.0);
    let after = edit::apply(scene.doc.text(), &offers[0].edits);
    expect![[r##"
          { "type": "Shell", "inline": ["date"] },
          {
            "type": "Shell",
            "name": "DeprovisioningScript",
            "inline": [
              "cat > /tmp/DeprovisioningScript.sh << 'SCRIPT'",
              "#!/bin/sh",
              "PATH=$PATH:/usr/sbin",
              "waagent -force -deprovision+user && export HISTSIZE=0 && sync",
              "SCRIPT",
              "chmod +x /tmp/DeprovisioningScript.sh"
            ]
          }"##]]
    .assert_eq(scene.fragment(&after));
}
