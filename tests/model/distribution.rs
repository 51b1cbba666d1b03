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
        expect![[r#"
            UbuntuServer 18.04-LTS: Ubuntu(Some((18, 4))), written
            UbuntuServer 16_04-lts-gen2: Ubuntu(Some((16, 4))), written
            0001-com-ubuntu-server-jammy 22_04-lts-gen2: Ubuntu(Some((22, 4))), written
            ubuntu-24_04-lts server: Ubuntu(Some((24, 4))), written
            ubuntu-25_10 server: Ubuntu(Some((25, 10))), written
            something-new server: Ubuntu(None), written
            debian-12 12-gen2: Debian(Some(12)), written
            debian-sid-daily sid: Debian(None), written
            Debian 9: Debian(Some(9)), written
            RHEL 8-lvm: RedHat(Some(8)), written
            RHEL 7_9: RedHat(Some(7)), written
            rhel-byos rhel-lvm94: RedHat(Some(9)), written
            CentOS 7.6: RedHat(Some(7)), written
            almalinux-x86_64 9-gen2: RedHat(Some(9)), written
            Oracle-Linux ol79: RedHat(Some(7)), written
            oracle-database oracle_db_21: unknown
            sles-15-sp5 gen2: Suse, written
            cbl-mariner cbl-mariner-2-gen2: AzureLinux, written
            linux 1: unknown
        "#]],
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
        expect![[r#"
            WindowsServer 2012-R2-Datacenter: WindowsServer(Some(2012)), written
            WindowsServer 2022-datacenter-g2: WindowsServer(Some(2022)), written
            WindowsServer [parameters('sku')]: WindowsServer(Some(2016)), deduced
            WindowsServer [parameters('other')]: WindowsServer(None), written
            microsoftserveroperatingsystems-previews 23h2: unknown
            windows-11 win11-24h2-avd: WindowsClient, written
        "#]],
    );
}
