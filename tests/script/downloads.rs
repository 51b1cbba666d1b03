//! Addresses that scripts download.

use aib_ls::document::{Document, Language};
use aib_ls::script::downloads::downloads;
use aib_ls::script::scripts::Scripts;
use expect_test::{Expect, expect};
use serde_json::json;

/// What a script downloads, one address a line.
fn check(kind: &str, lines: &[&str], expected: Expect) {
    let step = json!({ "type": kind, "inline": lines });
    let text = json!({ "properties": { "source": {}, "distribute": [], "customize": [step] } });
    let doc = Document::new(text.to_string(), Language::Json, None);
    let scripts = Scripts::read(doc.templates().next().unwrap());
    let script = scripts.all.first().unwrap();
    let web = downloads(script)
        .into_iter()
        .filter(|it| it.address.text.contains("://"));
    let shown = web.map(|it| {
        let written = it.address.span.of(&script.source.text);
        format!("{} {:?} {written}\n", it.by, it.origin)
    });
    expected.assert_eq(&shown.collect::<String>());
}

#[test]
fn finds_addresses_of_a_shell() {
    check(
        "Shell",
        &[
            "URL=https://example.com/a",
            "curl -fsSL \"$URL\" -o a; wget ${URL}",
            "sudo sh -c 'curl https://example.com/b'",
            "echo https://example.com/c",
            "TWICE=https://example.com/d",
            "TWICE=https://example.com/e",
            "curl $TWICE",
            "curl https://$HOST/f",
        ],
        expect![[r#"
            curl Variable https://example.com/a
            wget Variable https://example.com/a
            curl Nested https://example.com/b
        "#]],
    );
}

#[test]
fn finds_addresses_of_powershell() {
    check(
        "PowerShell",
        &[
            "$Uri = 'https://example.com/a'",
            "Invoke-WebRequest -Uri $uri -OutFile a",
            "(New-Object Net.WebClient).DownloadFile(\"https://example.com/b\", 'b')",
            "$client.downloadstring( $script:Uri )",
            "# $client.DownloadFile('https://example.com/c', 'c')",
            "Set-Content d.ps1 '$client.DownloadFile(\"https://example.com/d\", 1)'",
            "$client.DownloadFile(\"https://example.com/$e\", 'e')",
        ],
        expect![[r#"
            Invoke-WebRequest Variable 'https://example.com/a'
            DownloadFile Argument "https://example.com/b"
            downloadstring Variable 'https://example.com/a'
        "#]],
    );
}
