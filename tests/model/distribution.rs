//! The system that a Marketplace image contains.

use aib_ls::model::distribution::distribution;
use expect_test::{Expect, expect};

use crate::model::document;

fn check(images: &[(&str, &str, &str)], expected: Expect) {
    let mut out = String::new();
    for (publisher, offer, sku) in images {
        let doc = document(&format!(
            r#"{{ "parameters": {{ "sku": {{ "defaultValue": "2016-datacenter" }} }},
                 "resources": [{{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "properties": {{ "source":
                    {{ "type": "PlatformImage", "publisher": "{publisher}", "offer": "{offer}", "sku": "{sku}" }} }} }}] }}"#
        ));
        let template = doc.templates().next().unwrap();
        let found = distribution(template).map_or("unknown".to_owned(), |it| {
            let how = if it.is_written { "written" } else { "deduced" };
            format!("{:?}, {how}", it.distribution)
        });
        out += &format!("{offer} {sku}: {found}\n");
    }
    expected.assert_eq(&out);
}

#[test]
fn distributions_of_linux() {
    check(
        &[
            ("Canonical", "UbuntuServer", "18.04-LTS"),
            ("Canonical", "UbuntuServer", "16_04-lts-gen2"),
            ("Canonical", "0001-com-ubuntu-server-jammy", "22_04-lts-gen2"),
            ("Canonical", "ubuntu-24_04-lts", "server"),
            ("Canonical", "ubuntu-25_10", "server"),
            ("Canonical", "something-new", "server"),
            ("Debian", "debian-12", "12-gen2"),
            ("Debian", "debian-sid-daily", "sid"),
            ("credativ", "Debian", "9"),
            ("RedHat", "RHEL", "8-lvm"),
            ("RedHat", "RHEL", "7_9"),
            ("RedHat", "rhel-byos", "rhel-lvm94"),
            ("OpenLogic", "CentOS", "7.6"),
            ("almalinux", "almalinux-x86_64", "9-gen2"),
            ("Oracle", "Oracle-Linux", "ol79"),
            ("Oracle", "oracle-database", "oracle_db_21"),
            ("SUSE", "sles-15-sp5", "gen2"),
            ("MicrosoftCBLMariner", "cbl-mariner", "cbl-mariner-2-gen2"),
            ("contoso", "linux", "1"),
        ],
        expect![[r#""#]],
    );
}

#[test]
fn editions_of_windows() {
    check(
        &[
            ("MicrosoftWindowsServer", "WindowsServer", "2012-R2-Datacenter"),
            ("MicrosoftWindowsServer", "WindowsServer", "2022-datacenter-g2"),
            ("MicrosoftWindowsServer", "WindowsServer", "[parameters('sku')]"),
            ("MicrosoftWindowsServer", "WindowsServer", "[parameters('other')]"),
            (
                "MicrosoftWindowsServer",
                "microsoftserveroperatingsystems-previews",
                "23h2",
            ),
            ("MicrosoftWindowsDesktop", "windows-11", "win11-24h2-avd"),
        ],
        expect![[r#""#]],
    );
}
