//! The words above a template.

use aib_ls::ide::code_lens;
use aib_ls::locale::Lang;
use expect_test::{Expect, expect};

use crate::ide::Scene;

/// Each lens: the line it stands above, from 1, and its words in these languages.
fn check_in(languages: &[Lang], frame: &str, fragment: &str, expected: Expect) {
    let scene = Scene::new(frame, &format!("{fragment}$0"));
    let text = scene.doc.text();
    let mut shown = String::new();
    for lens in code_lens::code_lens(&scene.doc) {
        let line = text[..lens.span.start as usize].matches('\n').count() + 1;
        let words: Vec<&str> = languages.iter().map(|it| lens.words.get(*it)).collect();
        shown += &format!("{line}: {}\n", words.join(" | "));
    }
    expected.assert_eq(if shown.is_empty() { "nothing" } else { &shown });
}

fn check(frame: &str, fragment: &str, expected: Expect) {
    check_in(&[Lang::En], frame, fragment, expected);
}

#[test]
fn steps_time_targets_and_permissions_in_this_order() {
    check_in(
        &Lang::ALL,
        "in=properties version=2024-02-01",
        r#""buildTimeoutInMinutes": 90,
        "customize": [{ "type": "Shell", "inline": ["true"] }, { "type": "Shell", "scriptUri": "https://a12.blob.core.windows.net/sh/a.sh" }],
        "distribute": [{
            "type": "SharedImage",
            "galleryImageId": "/subscriptions/s/resourceGroups/images/providers/Microsoft.Compute/galleries/main/images/web",
            "targetRegions": [{ "name": "westeurope" }, { "name": "northeurope" }]
        }]"#,
        expect![[r#"
            4: 2 steps | 2 etapas
            4: at most 90 min | no máximo 90 min
            4: to gallery image web (2 regions) | para imagem de galeria web (2 regiões)
            4: permissions: 7 actions, 1 role | permissões: 7 ações, 1 função
        "#]],
    );
    check_in(
        &Lang::ALL,
        "in=customize",
        r#"{ "type": "Shell", "inline": ["true"] }"#,
        expect![[r#"
            1: 1 step | 1 etapa
            1: at most 240 min | no máximo 240 min
            1: to VHD | para VHD
        "#]],
    );
}

#[test]
fn targets_by_name_and_no_more_than_two() {
    check(
        "in=distribute",
        r#"{ "type": "SharedImage", "galleryImageId": "[parameters('image')]", "targetRegions": [{ "name": "a" }] },
        { "type": "ManagedImage", "imageId": "/subscriptions/s/resourceGroups/images/providers/Microsoft.Compute/images/web" },
        { "type": "VHD", "runOutputName": "disk" },
        { "type": "SharedImage", "galleryImageId": "/subscriptions/s/resourceGroups/images/providers/Microsoft.Compute/galleries/main/images/web/versions/1.0.0" }"#,
        expect![[r#"
            1: 0 steps
            1: at most 240 min
            1: to gallery image (1 region), managed image web, +2
            1: permissions: 7 actions
        "#]],
    );
}

#[test]
fn what_is_computed_is_not_counted() {
    check(
        "in=properties version=2024-02-01",
        r#""buildTimeoutInMinutes": "[parameters('time')]", "customize": "[parameters('steps')]", "distribute": "[parameters('targets')]""#,
        expect!["nothing"],
    );
    check(
        "in=customize version=2024-02-01",
        r#"{ "type": "Shell", "inline": ["true"] }, "[parameters('more')]""#,
        expect![[r#"
            5: 1+ steps
            5: at most 240 min
            5: to VHD
            5: permissions: 1 role
        "#]],
    );
}

#[test]
fn a_variable_is_counted_and_a_loop_is_open() {
    check(
        "",
        r#"{ "variables": { "steps": [{ "type": "Shell", "inline": ["true"] }] }, "resources": [
    { "type": "Microsoft.VirtualMachineImages/imageTemplates", "properties": { "customize": "[variables('steps')]" } },
    { "type": "Microsoft.VirtualMachineImages/imageTemplates", "properties": { "copy": [{ "name": "customize", "count": 3, "input": { "type": "Shell" } }] } }
]}"#,
        expect![[r#"
            2: 1 step
            2: at most 240 min
            3: 1+ steps
            3: at most 240 min
        "#]],
    );
}

#[test]
fn every_template_has_its_own_and_triggers_have_none() {
    check(
        "",
        r#"{ "resources": [
    { "type": "Microsoft.VirtualMachineImages/imageTemplates", "properties": { "distribute": [{ "type": "VHD" }] } },
    { "type": "Microsoft.VirtualMachineImages/imageTemplates/triggers" },
    { "type": "Microsoft.VirtualMachineImages/imageTemplates", "properties": {} }
]}"#,
        expect![[r#"
            2: 0 steps
            2: at most 240 min
            2: to VHD
            4: 0 steps
            4: at most 240 min
        "#]],
    );
    check("", r#"{ "name": "package" }"#, expect!["nothing"]);
}

#[test]
fn a_text_that_is_only_half_there() {
    check(
        "",
        "{ \"type\": \"Microsoft.VirtualMachineImages\", \"properties\": { \"customize\": [{ \"type\": \"She",
        expect![[r#"
            1: 1 step
            1: at most 240 min
        "#]],
    );
    check(
        "",
        "{ \"type\": \"Microsoft.VirtualMachineImages\", \"properties\": { \"customize\": , \"distribute\": [{",
        expect![[r#"
            1: at most 240 min
        "#]],
    );
}
