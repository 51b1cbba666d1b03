//! Words of other people in pop-ups: they stay text or code, for clients that show Markdown and for those that show letters.

use aib_ls::doctor::attribution::Attribution;
use aib_ls::doctor::diagnosis;
use aib_ls::document::{Document, Language};
use aib_ls::ide::inlay_hints::inlay_hints;
use aib_ls::ide::log::{self, Log};
use aib_ls::ide::{completion, hover, signature_help};
use aib_ls::locale::{Lang, Message};
use aib_ls::lsp::to_proto::plain::strip;
use aib_ls::settings::Hints;
use aib_ls::text::markdown;
use aib_ls::text::plain::hidden;
use aib_ls::text::span::Span;
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag};

/// Words that are markup wherever they are: at the start of a line, between others, and around code.
const HOSTILE: &[&str] = &[
    "![i](https://a.example/i.png)",
    "[l](command:evil) [m](https://a.example) <https://a.example> https://a.example www.a.example me@a.example",
    "<img src=x onerror=alert(1)> <!-- </details> &lt;script&gt; &#x3c;b&#x3e;",
    "` `` ``` ```` ``` x",
    "```\ncode\n```",
    "# heading",
    "x\n===\n---\n***",
    "- item",
    "1. item\n2) item",
    "> quote",
    "| a | b |\n| --- | --- |\n| 1 | 2 |",
    "**b** *i* _i_ __b__ ~~s~~ ~s~ $x$ $(sync~spin) :smile: [^1] [x]: https://a.example",
    "\\![i](https://a.example/i.png) \\\\<b> \\",
    "    indented\n\n\tcode",
    "\u{202e}\u{9b}31m\u{1b}]8;;https://a.example\u{7}",
];

/// Every extension that adds structure; typographic quotes do not.
fn options() -> Options {
    Options::all() - Options::ENABLE_SMART_PUNCTUATION
}

/// What a person reads of Markdown, without our own headings, lists and rules; it fails where something leads or loads.
fn read(markdown: &str) -> String {
    let mut text = String::new();
    for (event, range) in Parser::new_ext(markdown, options()).into_offset_iter() {
        match event {
            Event::Text(it) => {
                let written = &markdown[range];
                assert!(!written.contains("a.example") || !has_address(written), "{markdown}");
                text += &it;
            }
            Event::Code(it) => text += &it,
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::Start(Tag::Paragraph | Tag::Strong | Tag::List(None) | Tag::Item | Tag::CodeBlock(_)) => {}
            Event::Start(tag) => panic!("{tag:?} in {markdown}"),
            Event::Html(it) | Event::InlineHtml(it) => panic!("{it} in {markdown}"),
            Event::End(_) | Event::Rule => {}
            other => panic!("{other:?} in {markdown}"),
        }
    }
    assert_eq!(hidden(markdown).find(|it| it.1 != '\n'), None, "{markdown}");
    text
}

/// Whether editors make a link of a text.
fn has_address(written: &str) -> bool {
    written.contains("://") || written.contains("www.") || written.contains("me@")
}

fn template(words: &str) -> String {
    let words = serde_json::to_string(words).unwrap();
    format!(
        r#"{{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
  "functions": [{{ "namespace": "own", "members": {{ "name": {{ "metadata": {{ "description": {words} }},
    "parameters": [{{ "name": "size", "type": {words} }}], "output": {{ "type": "string", "value": "x" }} }} }} }}],
  "parameters": {{
    "size": {{ "type": {words}, "defaultValue": {words}, "metadata": {{ "description": {words} }} }},
    {words}: {{ "type": "string", "defaultValue": {words}, "metadata": {{ "description": {words} }} }}
  }},
  "variables": {{ "one": {words}, "two": "[parameters('size')]", "three": "[fail(parameters('size'))]", "four": "[createObject('a', parameters('size'))]" }},
  "resources": [{{
    "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": "[parameters('size')]", "name": "[own.name(parameters('size'))]",
    "identity": {{ "type": "UserAssigned", "userAssignedIdentities": {{ {words}: {{}} }} }},
    "location": "[variables('one')]", "tags": {{ "a": "[variables('two')]", "b": "[variables('three')]", "c": "[variables('four').a]" }},
    "properties": {{
      "stagingResourceGroup": {words},
      "source": {{ "type": "ManagedImage", "imageId": {words} }},
      "vmProfile": {{ "vmSize": {words}, "vnetConfig": {{ "subnetId": {words} }} }},
      "customize": [{{ "type": "Shell", "name": {words}, "inline": [{words}, "sudo apt-get update"] }}],
      "distribute": [{{ "type": "SharedImage", "runOutputName": {words}, "galleryImageId": {words}, "artifactTags": {{}} }}]
    }}
  }}]
}}"#
    )
}

fn check(words: &Message) {
    for lang in Lang::ALL {
        read(words.get(lang));
        assert!(!strip(words.get(lang)).contains('\u{1b}'));
    }
}

#[test]
fn hostile_words_stay_text_in_pop_ups() {
    for words in HOSTILE {
        let doc = Document::new(template(words), Language::Json, None);
        assert_eq!(doc.tree().errors(), []);
        let mut shown = 0;
        for at in (0..=doc.text().len())
            .step_by(5)
            .filter(|it| doc.text().is_char_boundary(*it))
        {
            let at = at as u32;
            let hover = hover::hover(&doc, at).map(|it| it.words);
            let items = completion::completion(&doc, at, &Vec::new)
                .into_iter()
                .filter_map(|it| it.words);
            let signature = signature_help::signature_help(&doc, at).and_then(|it| it.words);
            let all: Vec<Message> = hover.into_iter().chain(items).chain(signature).collect();
            shown += all.len();
            all.iter().for_each(check);
        }
        assert!(shown > 500, "{shown}");
        let whole = Span::new(0, doc.text().len() as u32);
        let hints = inlay_hints(
            &doc,
            whole,
            Hints {
                values: true,
                defaults: true,
            },
        );
        hints.iter().filter_map(|it| it.words.as_ref()).for_each(check);
    }
}

#[test]
fn hostile_words_stay_text_in_pop_ups_of_logs() {
    for words in HOSTILE {
        let word = words.replace('\n', " ");
        let log = format!(
            "[5f0c] PACKER ERR 2024/03/04 10:01:00 [INFO] (telemetry) Starting provisioner {word}\n\
            [5f0c] PACKER ERR 2024/03/04 10:15:20 ui: ==> azure-arm: E: Could not get lock /var/lib/dpkg/lock {word}\n\
            [5f0c] PACKER ERR 2024/03/04 10:15:20 ui: ==> azure-arm: E: Unable to locate package {word}\n\
            [5f0c] PACKER ERR 2024/03/04 10:15:20 ui: ==> azure-arm: {word}: command not found\n\
            [5f0c] PACKER ERR 2024/03/04 10:16:00 ui error: Build 'azure-arm' errored after 16 minutes: {word}\n"
        );
        let doc = Document::new(template(words), Language::Json, None);
        let text = aib_ls::text::rope::Text::from(&*log);
        let seen = Log {
            text: &text,
            attribution: Attribution::new(diagnosis::of(&log), Some(&doc)),
        };
        let hovers = (0..=log.len()).filter(|it| log.is_char_boundary(*it));
        let hovers: Vec<_> = hovers.filter_map(|at| log::hover::hover(&seen, at as u32)).collect();
        assert!(!hovers.is_empty());
        hovers.iter().for_each(|it| check(&it.words));
    }
}

/// Text as a reader sees it: blanks are one blank, and hidden characters are escapes.
fn seen(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    aib_ls::text::plain::plain(&words.join(" "))
}

proptest! {
    #[test]
    fn any_words_read_the_same_in_markdown_and_without_it(
        pieces in prop::collection::vec(prop_oneof![any::<String>(), proptest::sample::select(HOSTILE).prop_map(str::to_owned), "[`*_<&\\\\| \n#>1.-]{1,6}"], 0..5)
    ) {
        let text = pieces.concat();
        let markdown = markdown::paragraph(&text);
        prop_assert_eq!(read(&markdown), seen(&text));
        prop_assert_eq!(strip(&markdown), seen(&text));
        read(&format!("It says {}.", markdown::sentence(&text)));
    }
}
