//! How long a build may take, and what takes the time.

use aib_ls::insight::timeout;
use expect_test::{Expect, expect};

use crate::insight::document;

/// The limit, the waits and the slow parts, a line each.
fn check(frame: &str, fragment: &str, expected: Expect) {
    let doc = document(frame, fragment);
    let template = doc.templates().next().unwrap();
    let waits = timeout::waits(template);
    let mut shown = format!(
        "{:?}\nscripts {} s, {} restarts up to {} s\n",
        timeout::limit(template),
        waits.scripts,
        waits.restarts,
        waits.restart_limit
    );
    for part in timeout::slow_parts(template) {
        shown += &format!("{part:?}\n");
    }
    expected.assert_eq(&shown);
}

/// The limit alone.
fn limit(value: &str, expected: Expect) {
    let doc = document(
        "",
        &format!(
            r#"{{ "parameters": {{ "short": {{ "defaultValue": 45 }}, "none": {{ "type": "int" }}, "zero": {{ "defaultValue": 0 }} }},
                "resources": [{{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "properties": {{ {value} }} }}] }}"#
        ),
    );
    let limit = timeout::limit(doc.templates().next().unwrap());
    expected.assert_eq(&format!("{limit:?} {:?} {}", limit.minutes(), limit.is_accepted()));
}

#[test]
fn the_limit_is_written_deduced_or_the_default() {
    limit("", expect!["Default Some(240) true"]);
    limit(r#""buildTimeoutInMinutes": 0"#, expect!["Default Some(240) true"]);
    limit(r#""buildTimeoutInMinutes": 90"#, expect!["Written(90) Some(90) true"]);
    limit(
        r#""buildTimeoutInMinutes": 960"#,
        expect!["Written(960) Some(960) true"],
    );
    limit(
        r#""buildTimeoutInMinutes": 961"#,
        expect!["Written(961) Some(961) false"],
    );
    limit(r#""buildTimeoutInMinutes": 5"#, expect!["Written(5) Some(5) false"]);
    limit(
        r#""buildTimeoutInMinutes": "[parameters('short')]""#,
        expect!["Deduced(45) Some(45) true"],
    );
    limit(
        r#""buildTimeoutInMinutes": "[parameters('zero')]""#,
        expect!["Default Some(240) true"],
    );
    limit(
        r#""buildTimeoutInMinutes": "[parameters('none')]""#,
        expect!["Unknown None false"],
    );
    limit(
        r#""buildTimeoutInMinutes": "[add(1, 2)]""#,
        expect!["Deduced(3) Some(3) false"],
    );
    limit(
        r#""buildTimeoutInMinutes": "[length(deployment().name)]""#,
        expect!["Unknown None false"],
    );
    limit(r#""buildTimeoutInMinutes": "60""#, expect!["Unknown None false"]);
}

#[test]
fn waits_are_those_that_are_written() {
    check(
        "in=customize",
        r#"{ "type": "Shell", "inline": ["sleep 90", "for i in 1 2; do sleep 600; done"] }, { "type": "Shell", "inline": ["sleep 2m"] }"#,
        expect![[r#"
            Default
            scripts 210 s, 0 restarts up to 0 s
        "#]],
    );
    check(
        "in=customize os=windows",
        r#"{ "type": "WindowsRestart" },
        { "type": "WindowsRestart", "restartTimeout": "1h30m" },
        { "type": "WindowsRestart", "restartTimeout": "45s500ms" },
        { "type": "WindowsRestart", "restartTimeout": "5" },
        { "type": "WindowsRestart", "restartTimeout": "[parameters('time')]" }"#,
        expect![[r#"
            Default
            scripts 0 s, 5 restarts up to 5745 s
        "#]],
    );
    check(
        "in=properties",
        r#""validate": { "inVMValidations": [{ "type": "Shell", "inline": ["sleep 30"] }] }"#,
        expect![[r#"
            Default
            scripts 30 s, 0 restarts up to 0 s
        "#]],
    );
}

#[test]
fn slow_steps_are_listed_in_build_order() {
    check(
        "in=properties os=windows",
        r#""vmProfile": { "vmSize": "Standard_D1_v2" },
        "optimize": { "vmBoot": { "state": "Enabled" } },
        "customize": [
            { "type": "File", "name": "installer", "sourceUri": "https://example.com/a", "destination": "C:\\a" },
            { "type": "WindowsUpdate" },
            { "type": "WindowsUpdate", "name": "again" }
        ],
        "distribute": [
            { "type": "SharedImage", "targetRegions": [{ "name": "a" }, { "name": "b" }, { "name": "c" }] },
            { "type": "SharedImage", "replicationRegions": ["a", "b", "c", "d"] }
        ]"#,
        expect![[r#"
            Default
            scripts 0 s, 0 restarts up to 0 s
            OneCore("Standard_D1_v2")
            Updates(2, Some("again"))
            Files(1, Some("installer"))
            BootOptimization(Some(35))
            Replication(4)
        "#]],
    );
    check(
        "in=properties",
        r#""vmProfile": { "vmSize": "Standard_D1_v2" },
        "optimize": { "vmBoot": { "state": "Disabled" } },
        "distribute": [{ "type": "SharedImage", "targetRegions": [{ "name": "a" }, { "name": "b" }] }]"#,
        expect![[r#"
            Default
            scripts 0 s, 0 restarts up to 0 s
        "#]],
    );
}

#[test]
fn the_size_that_the_service_takes_counts_too() {
    let first = |profile: &str| {
        format!(
            r#""source": {{ "type": "PlatformImage", "publisher": "MicrosoftWindowsServer", "offer": "WindowsServer", "sku": "2019-Datacenter" }}{profile}"#
        )
    };
    check(
        "in=properties",
        &first(""),
        expect![[r#"
            Default
            scripts 0 s, 0 restarts up to 0 s
            OneCore("Standard_D1_v2")
        "#]],
    );
    check(
        "in=properties",
        &first(r#", "vmProfile": "[parameters('profile')]""#),
        expect![[r#"
            Default
            scripts 0 s, 0 restarts up to 0 s
        "#]],
    );
}
