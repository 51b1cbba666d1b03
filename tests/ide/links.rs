//! From an address to the file beside the template.

use std::path::Path;
use std::sync::Arc;

use aib_ls::document::{Document, Language};
use aib_ls::ide::links;
use aib_ls::model::script_file::{Base, Candidate, Content, ScriptFile, ScriptFiles};
use expect_test::{Expect, expect};

const STEPS: &str = r#"{ "properties": { "source": {}, "distribute": [], "customize": [
  { "type": "Shell", "scriptUri": "https://example.com/main/scripts/a.sh" },
  { "type": "File", "sourceUri": "https://example.com/b.bin", "destination": "/tmp/b" },
  { "type": "PowerShell", "scriptUri": "https://example.com/c.ps1" },
  { "type": "Shell", "scriptUri": "[concat('https://example.com/', 'scripts/a.sh')]" }
], "validate": { "inVMValidations": [
  { "type": "Shell", "scriptUri": "https://example.com/main/scripts/a.sh" }
] } } }"#;

/// The document, with these files beside it.
fn doc(files: &[&str]) -> Document {
    let doc = Document::new(STEPS.to_owned(), Language::Json, None);
    let look = |it: &Candidate| {
        let is_there = it.from == Base::Template && files.contains(&it.path.as_str());
        is_there.then(|| {
            Arc::new(ScriptFile {
                name: it.path.clone(),
                path: Path::new("/work").join(&it.path),
                content: Some(Arc::new(Content::new(Vec::new()))),
            })
        })
    };
    let found = ScriptFiles::find(doc.addresses(), look);
    doc.with_files(Some(Arc::new(found)))
}

#[test]
fn every_address_with_a_file_is_a_link() {
    let doc = doc(&["scripts/a.sh", "a.sh", "b.bin"]);
    let shown: Vec<_> = links::links(&doc)
        .iter()
        .map(|it| (it.span.of(doc.text()).to_owned(), it.name.clone(), it.path.clone()))
        .collect();
    let link = |address: &str, name: &str| (address.to_owned(), name.to_owned(), Path::new("/work").join(name));
    assert_eq!(
        shown,
        [
            link("https://example.com/main/scripts/a.sh", "scripts/a.sh"),
            link("https://example.com/b.bin", "b.bin"),
            link("https://example.com/main/scripts/a.sh", "scripts/a.sh"),
        ]
    );
}

#[test]
fn the_place_of_an_address_leads_to_its_file() {
    let doc = doc(&["b.bin"]);
    let at = |word: &str| STEPS.find(word).unwrap() as u32;
    let name = |at| links::definition(&doc, at).map(|it| it.name);
    assert_eq!(name(at("/b.bin")).as_deref(), Some("b.bin"));
    assert_eq!(name(at("https://example.com/b.bin")).as_deref(), Some("b.bin"));
    assert_eq!(name(at("sourceUri")), None);
    assert_eq!(name(at("/c.ps1")), None);
}

#[test]
fn without_files_there_are_no_links() {
    assert_eq!(links::links(&doc(&[])), []);
    assert_eq!(links::links(&Document::new(STEPS.to_owned(), Language::Json, None)), []);
}

/// The web links of a text: what is written, and where it leads if that is another text.
fn check_web(text: &str, expected: Expect) {
    let doc = Document::new(text.to_owned(), Language::Json, None);
    let lines = links::web_links(&doc).into_iter().map(|it| {
        let written = it.span.of(doc.text());
        match written == it.address {
            true => format!("{written}\n"),
            false => format!("{written} -> {}\n", it.address),
        }
    });
    expected.assert_eq(&lines.collect::<String>());
}

fn steps(steps: &str) -> String {
    format!(r#"{{ "properties": {{ "source": {{}}, "distribute": [], "customize": [{steps}] }} }}"#)
}

#[test]
fn addresses_of_the_web_are_links() {
    check_web(
        &steps(
            r#"{ "type": "Shell", "scriptUri": "https://example.com/a%20b.sh" },
               { "type": "File", "sourceUri": "HTTP://example.com/c" },
               { "type": "File", "sourceUri": "ftp://example.com/c" },
               { "type": "Shell", "scriptUri": "[variables('uri')]" },
               { "type": "Shell", "inline": ["curl -fsSL \"https://example.com/d.sh?x=1&y=2\" | sh; see (http://example.com).", "http https:// httpx://x"] },
               { "type": "PowerShell", "inline": ["iwr https://example.com/e.exe; exit"] }"#,
        ),
        expect![[r#"
            https://example.com/a%20b.sh
            HTTP://example.com/c
            https://example.com/d.sh?x=1&y=2
            http://example.com
            https://example.com/e.exe
        "#]],
    );
}

#[test]
fn an_address_with_a_variable_or_a_secret_is_no_link() {
    check_web(
        &steps(
            r#"{ "type": "Shell", "inline": ["curl https://example.com/$VERSION/a https://example.com/${X} https://example.com/%APP%/a"] },
               { "type": "Shell", "scriptUri": "https://me:topsecret1@example.com/a.sh" },
               { "type": "Shell", "inline": ["curl https://me:topsecret1@example.com/a.sh"] },
               { "type": "Shell", "scriptUri": "https://acc.blob.core.windows.net/c/a.sh?sv=2022-11-02&sp=r&se=2030-01-01&sr=b&sig=abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG%3D" },
               { "type": "Shell", "inline": ["curl 'https://acc.blob.core.windows.net/c/a.sh?sv=2022-11-02&sp=r&sig=abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG%3D'"] }"#,
        ),
        expect![[""]],
    );
}

#[test]
fn the_type_of_a_template_leads_to_its_reference() {
    check_web(
        r#"{ "resources": [
            { "type": "Microsoft.VirtualMachineImages/imageTemplates", "resources": [{ "type": "triggers" }] },
            { "type": "Microsoft.Compute/galleries" }
        ] }"#,
        expect![[r#"
            Microsoft.VirtualMachineImages/imageTemplates -> https://learn.microsoft.com/azure/templates/microsoft.virtualmachineimages/imagetemplates
        "#]],
    );
    check_web(r#"{ "type": "Microsoft.VirtualMachineImages"#, expect![[""]]);
}
