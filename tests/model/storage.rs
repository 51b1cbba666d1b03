//! Which addresses stand for blobs that only an identity opens.

use aib_ls::model::storage;
use expect_test::{Expect, expect};
use serde_json::json;

use crate::model::document;

/// A line for each address: its container, `?` for a hidden one, `-` for no such blob.
fn check(addresses: &[&str], expected: Expect) {
    let steps: Vec<_> = addresses
        .iter()
        .map(|it| json!({ "type": "Shell", "scriptUri": it }))
        .collect();
    let text =
        json!({ "type": "Microsoft.VirtualMachineImages", "properties": { "customize": steps, "distribute": [] } })
            .to_string();
    let doc = document(&text);
    let template = doc.templates().next().unwrap();
    let line = |node| match storage::unsigned_blob(node) {
        None => "-\n".to_owned(),
        Some(blob) => match blob.container {
            None => "?\n".to_owned(),
            Some(it) => format!("{} in {}\n", it.name, it.account),
        },
    };
    let shown: String = storage::addresses(template).map(line).collect();
    expected.assert_eq(&shown);
}

#[test]
fn a_written_address_names_its_container() {
    check(
        &[
            "https://account1.blob.core.windows.net/scripts/linux/a.sh",
            "HTTPS://Account1.Blob.Core.Windows.Net/scripts/a.sh?versionid=1",
            "http://account1.blob.core.chinacloudapi.cn/scripts/a.sh",
            "https://account1-secondary.blob.core.windows.net/scripts/a.sh",
            "https://account1.blob.core.windows.net/a.sh",
            "https://account1.blob.core.windows.net/$web/a.sh",
            "https://not_an_account.blob.core.windows.net/scripts/a.sh",
            "https://account1.blob.core.windows.net/Not%20One/a.sh",
        ],
        expect![[r#"
            scripts in account1
            scripts in account1
            scripts in account1
            scripts in account1
            $root in account1
            $web in account1
            ?
            ?
        "#]],
    );
}

#[test]
fn other_and_signed_addresses_name_no_container() {
    check(
        &[
            "https://account1.blob.core.windows.net/scripts/a.sh?sv=2024-01-01&sig=abc%3D",
            "https://account1.blob.core.windows.net/scripts/a.sh?SIG=abc",
            "https://account1.file.core.windows.net/share/a.sh",
            "https://raw.githubusercontent.com/contoso/images/main/account1.blob.core.windows.net/a.sh",
            "https://blob.core.windows.net/scripts/a.sh",
            "account1.blob.core.windows.net/scripts/a.sh",
            "",
        ],
        expect![[r#"
            -
            -
            -
            -
            -
            -
            -
        "#]],
    );
}

#[test]
fn a_computed_address_counts_where_it_is_surely_a_blob_without_a_signature() {
    check(
        &[
            "[concat('https://', parameters('account'), '.blob.core.windows.net/scripts/a.sh')]",
            "[concat('https://', parameters('account'), '.blob.', environment().suffixes.storage, '/scripts/a.sh')]",
            "[concat(reference('x').primaryEndpoints.blob, 'scripts/a.sh')]",
            "https://<account>.blob.core.windows.net/scripts/a.sh",
            "[parameters('scriptUri')]",
            "[concat('https://a.blob.core.windows.net/a.sh', parameters('sasToken'))]",
            "[concat('https://a.blob.core.windows.net/a.sh?', parameters('query'))]",
            "https://account1.blob.core.windows.net/scripts/a.sh${sas}",
        ],
        expect![[r#"
            ?
            ?
            ?
            ?
            -
            -
            -
            -
        "#]],
    );
}
