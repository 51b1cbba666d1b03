//! What a pop-up says of sizes, images and regions that the catalogue lists.

use aib_ls::ide::hover;
use expect_test::{Expect, expect};

use crate::ide::Scene;

/// The facts: everything below what the schema says of the member.
fn check(frame: &str, fragment: &str, expected: &Expect) {
    let scene = Scene::new(frame, fragment);
    let hover = hover::hover(&scene.doc, scene.cursors.0).unwrap();
    let own: Vec<&str> = hover.words.en.split("\n\n").skip(2).collect();
    if own.is_empty() {
        return expected.assert_eq("nothing");
    }
    expected.assert_eq(&format!("{}\n", own.join("\n")));
}

#[test]
fn an_image_shows_its_facts_on_each_of_its_names() {
    let facts = expect![[r#"
        **Ubuntu 18.04 LTS** · Gen1 · x64 · no `planInfo`
        Security updates ended on 2023-05-31. A current image is `ubuntu-24_04-lts:server`. The same image as generation 2 is `18_04-lts-gen2`.
    "#]];
    for key in ["publisher", "offer", "sku", "version"] {
        let source = r#""source": { "type": "PlatformImage", "publisher": "Canonical", "offer": "UbuntuServer", "sku": "18.04-LTS", "version": "latest" }"#;
        let marked = source.replace(&format!("\"{key}\": \""), &format!("\"{key}\": \"$0"));
        check("in=source", &marked, &facts);
    }
}

#[test]
fn a_source_shows_the_facts_of_its_image() {
    check(
        "in=source",
        r#""so$0urce": { "type": "PlatformImage", "publisher": "RedHat", "offer": "RHEL", "sku": "7.4" }"#,
        &expect![[r#"
            **Red Hat Enterprise Linux 7.4** · Gen1 · x64 · no `planInfo`
            Security updates ended on 2024-06-30. A current image is `RHEL:9-lvm-gen2`. The same image as generation 2 is `74-gen2`.
        "#]],
    );
}

#[test]
fn an_unlisted_image_of_an_old_release_shows_when_its_support_ended() {
    check(
        "in=source",
        r#""source": { "type": "PlatformImage", "publisher": "Canonical", "offer": "0001-com-ubuntu-server-focal", "sku": "20_04-lts-of$0-ours" }"#,
        &expect![[r#"
            Security updates ended on 2025-05-31. A current image is `ubuntu-24_04-lts:server`.
            Linux, because `publisher` is `Canonical`.
            x64, because `sku` is `20_04-lts-of-ours`.
        "#]],
    );
}

#[test]
fn an_unlisted_image_shows_what_is_deduced() {
    check(
        "in=source",
        r#""source": { "type": "PlatformImage", "publisher": "MicrosoftWindowsServer", "offer": "WindowsServer", "sku": "20$099-datacenter-g2" }"#,
        &expect![[r#"
            Windows, because `publisher` is `MicrosoftWindowsServer`.
            Generation 2, because `sku` is `2099-datacenter-g2`.
            x64, because `sku` is `2099-datacenter-g2`.
        "#]],
    );
}

#[test]
fn sizes_show_their_facts() {
    check(
        "in=properties",
        r#""vmProfile": { "vmSize": "standard_d2$0s_v3" }"#,
        &expect![[r#"
            **`Standard_D2s_v3`** · 2 vCPUs · 8 GiB memory · 16 GiB temporary disk · Gen1/Gen2 · x64 · premium storage
            Azure retires series Dsv3 on 2029-11-15 (as of November 2026). Microsoft recommends Dv5, Dsv5, Ddv5, Ddsv5, Dasv5, Dadsv5; a comparable size is `Standard_D2s_v5`.
            Linux, because `publisher` is `Canonical`.
            Generation 2, because `sku` is `server`.
            x64, because `sku` is `server`.
        "#]],
    );
    check(
        "in=properties version=2024-02-01",
        r#""vmProfile": { "vnetConfig": { "proxyVmSize": "Standard_A1$0_v2" } }"#,
        &expect![[r#"
            **`Standard_A1_v2`** · 1 vCPU · 2 GiB memory · 10 GiB temporary disk · Gen1 · x64 · no premium storage
            Azure retires series Av2 on 2028-11-15 (as of November 2026). Microsoft recommends Bsv2, Basv2, Dsv5, Ddv5, Dasv5; a comparable size is `Standard_B2ls_v2`.
        "#]],
    );
}

#[test]
fn regions_show_their_facts() {
    let west_europe = expect![[r#"
        **West Europe** (`westeurope`) · availability zones · paired with `northeurope`
        Image Builder lists this region (as of November 2026).
    "#]];
    check(
        "in=distribute version=2022-07-01",
        r#"{ "type": "SharedImage", "targetRegions": [{ "name": "West $0Europe" }] }"#,
        &west_europe,
    );
    check(
        "in=distribute version=2022-07-01",
        r#"{ "type": "SharedImage", "replicationRegions": ["north", "west$0europe"] }"#,
        &west_europe,
    );
    check(
        "in=distribute version=2022-07-01",
        r#"{ "type": "ManagedImage", "loc$0ation": "westeurope" }"#,
        &west_europe,
    );
    check("in=root", r#""location": "west$0europe""#, &west_europe);
    check("in=root", r#""location": "atlan$0tis""#, &expect!["nothing"]);
    check(
        "in=distribute version=2022-07-01",
        r#"{ "type": "SharedImage", "replication$0Regions": ["westeurope"] }"#,
        &expect!["nothing"],
    );
}

#[test]
fn evaluated_values_show_their_facts_and_where_they_come_from() {
    let text = |size: &str| {
        format!(
            r#"{{ "parameters": {{ "size": {{ "type": "string", "defaultValue": "Standard_D2s_v5" }} }},
                "resources": [{{ "type": "Microsoft.VirtualMachineImages/imageTemplates",
                    "properties": {{ "vmProfile": {size} }} }}] }}"#
        )
    };
    check(
        "",
        &text(r#"{ "vm$0Size": "[parameters('size')]" }"#),
        &expect![[r#"
        Evaluates to `Standard_D2s_v5`, from the default of `size`.
        **`Standard_D2s_v5`** · 2 vCPUs · 8 GiB memory · no temporary disk · Gen1/Gen2 · x64 · premium storage
        Series Dsv5.
    "#]],
    );
    check(
        "",
        &text(r#"{ "vmSize": "[par$0ameters('size')]" }"#),
        &expect![[r#"
        ---
        **`vmSize`** · string · default `""`
        Size of the build VM. Empty or omitted means `Standard_D1_v2` for generation 1 images and `Standard_D2ds_v4` for generation 2. Azure retires `Standard_D1_v2` on 2028-05-01. One core is too little for Windows: updates crash and Sysprep may start too early. The size must be able to start the image's generation and fit its processor architecture.
        **`Standard_D2s_v5`** · 2 vCPUs · 8 GiB memory · no temporary disk · Gen1/Gen2 · x64 · premium storage
        Series Dsv5.
    "#]],
    );
}
