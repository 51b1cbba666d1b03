//! From an address to the file beside the template.

use std::path::Path;
use std::sync::Arc;

use aib_ls::document::{Document, Language};
use aib_ls::ide::links;
use aib_ls::model::script_file::{Base, Candidate, Content, ScriptFile, ScriptFiles};

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
