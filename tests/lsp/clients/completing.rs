//! Items of a completion as each client inserts them: nothing is doubled, the text still parses, the cursor is where it belongs.

use aib_ls::syntax;
use expect_test::{Expect, expect};
use serde_json::{Value, json};

use super::session::Session;
use super::table::{self, Client};
use crate::ide::completion::expand;
use crate::support::samples;

/// One of each kind: it replaces what is right of the cursor and takes snippets; it keeps that and takes snippets; it takes plain text.
fn kinds() -> [Client; 3] {
    [table::vscode(), table::neovim(), table::eglot()]
}

/// Opens a text in which `$0` is the cursor and asks for items there.
fn ask(session: &mut Session, number: usize, marked: &str) -> (usize, Vec<Value>) {
    let at = marked.find("$0").unwrap();
    session.open(
        "jsonc",
        &format!("file:///ws/{number}.jsonc"),
        &marked.replacen("$0", "", 1),
    );
    let items = session.result("textDocument/completion", session.at(at));
    session.notify("textDocument/didClose", json!({ "textDocument": session.document() }));
    (at, items.as_array().cloned().unwrap_or_default())
}

/// The text after an item is accepted; `‸` is the cursor where the item leaves it.
fn accepted(session: &Session, at: usize, item: &Value) -> String {
    const CURSOR: char = '‸';
    let mut edit = item["textEdit"].clone();
    if session.client.name.contains("Neovim") {
        // It keeps what is right of the cursor, whatever the range says.
        edit["range"]["end"] = session.place(at);
    }
    let text = edit["newText"].as_str().unwrap();
    let is_snippet = item["insertTextFormat"] == 2;
    let mut is_first = true;
    let stop = |suggested: &str| {
        let cursor = if std::mem::take(&mut is_first) {
            CURSOR.to_string()
        } else {
            String::new()
        };
        format!("{cursor}{suggested}")
    };
    let new_text = if is_snippet {
        expand_once(text, stop)
    } else {
        format!("{text}{CURSOR}")
    };
    // Lines of a snippet are indented as the line on which they begin.
    let line = session.text()[..at].rsplit('\n').next().unwrap_or_default();
    let indent: String = line.chars().take_while(|it| matches!(it, ' ' | '\t')).collect();
    let new_text = match is_snippet {
        true => new_text.replace('\t', "  ").replace('\n', &format!("\n{indent}")),
        false => new_text,
    };
    let new_text = if new_text.contains(CURSOR) {
        new_text
    } else {
        format!("{new_text}{CURSOR}")
    };
    edit["newText"] = new_text.into();
    let also = item["additionalTextEdits"].as_array().cloned().unwrap_or_default();
    session.changed(&[&[edit][..], &also].concat())
}

fn expand_once(snippet: &str, stop: impl FnMut(&str) -> String) -> String {
    let stop = std::cell::RefCell::new(stop);
    expand(snippet, |it| (stop.borrow_mut())(it))
}

fn check(marked: &str, label: &str, expected: Expect) {
    let mut shown = String::new();
    for client in kinds() {
        let mut session = Session::begin(client);
        let (at, items) = ask(&mut session, 0, marked);
        let item = items.iter().find(|it| it["label"] == label);
        let text = item.map_or("is not offered".to_owned(), |it| accepted(&session, at, it));
        shown += &format!("{}: {}\n", session.client.name, fragment(&text));
        session.end();
    }
    expected.assert_eq(&shown);
}

const HEAD: &str =
    "{\"type\": \"Microsoft.VirtualMachineImages/imageTemplates\", \"tags\": { \"mood\": \"😀\" }, \"properties\": {";

fn fragment(text: &str) -> String {
    let text = text.strip_prefix(HEAD).unwrap_or(text);
    text.replace('\r', "␍")
}

fn inside(fragment: &str) -> String {
    format!("{HEAD}{fragment}}}}}")
}

#[test]
fn a_value_between_quotes_leaves_the_quotes_alone() {
    let text = inside(r#""source": { "type": "Plat$0" }"#);
    check(
        &text,
        "PlatformImage",
        expect![[r#"
        Visual Studio Code: "source": { "type": "PlatformImage‸" }}}
        Neovim: "source": { "type": "PlatformImage‸" }}}
        eglot: "source": { "type": "PlatformImage‸" }}}
    "#]],
    );
    let text = inside(r#""source": { "type": "Pl$0at" }"#);
    check(
        &text,
        "PlatformImage",
        expect![[r#"
        Visual Studio Code: "source": { "type": "PlatformImage‸" }}}
        Neovim: "source": { "type": "PlatformImage‸at" }}}
        eglot: "source": { "type": "PlatformImage‸at" }}}
    "#]],
    );
    let text = inside("\"source\": { \"type\": \"Pl$0\r\n }");
    check(
        &text,
        "PlatformImage",
        expect![[r#"
        Visual Studio Code: "source": { "type": "PlatformImage"‸␍
         }}}
        Neovim: "source": { "type": "PlatformImage"‸␍
         }}}
        eglot: "source": { "type": "PlatformImage"‸␍
         }}}
    "#]],
    );
    let text = inside("\"source\": { \"type\": \"$0\"\r\n \"offer\": \"x\" }");
    check(
        &text,
        "PlatformImage",
        expect![[r#"
        Visual Studio Code: "source": { "type": "PlatformImage‸",␍
         "offer": "x" }}}
        Neovim: "source": { "type": "PlatformImage‸",␍
         "offer": "x" }}}
        eglot: "source": { "type": "PlatformImage‸",␍
         "offer": "x" }}}
    "#]],
    );
}

#[test]
fn a_key_in_quotes_gets_its_value_where_the_client_can_take_it() {
    check(
        &inside(r#""vmPro$0""#),
        "vmProfile",
        expect![[r#"
        Visual Studio Code: "vmProfile": {
          "vmSize": "‸Standard_D2s_v5"
        }}}
        Neovim: "vmProfile‸"}}
        eglot: "vmProfile‸"}}
    "#]],
    );
    check(
        &inside(r#""vmPro$0": {}"#),
        "vmProfile",
        expect![[r#"
        Visual Studio Code: "vmProfile‸": {}}}
        Neovim: "vmProfile‸": {}}}
        eglot: "vmProfile‸": {}}}
    "#]],
    );
    check(
        &inside(r#""vm$0Pro": {}"#),
        "vmProfile",
        expect![[r#"
        Visual Studio Code: "vmProfile‸": {}}}
        Neovim: "vmProfile‸Pro": {}}}
        eglot: "vmProfile‸Pro": {}}}
    "#]],
    );
    check(
        &inside(r#""stag$0""#),
        "stagingResourceGroup",
        expect![[r#"
        Visual Studio Code: "stagingResourceGroup": "/subscriptions/‸<subscriptionId>/resourceGroups/<resourceGroup>"}}
        Neovim: "stagingResourceGroup‸"}}
        eglot: "stagingResourceGroup‸"}}
    "#]],
    );
    check(
        &inside(r#""source": { "type": "PlatformImage", "of$0" }"#),
        "offer",
        expect![[r#"
        Visual Studio Code: "source": { "type": "PlatformImage", "offer": "‸" }}}
        Neovim: "source": { "type": "PlatformImage", "offer": "‸" }}}
        eglot: "source": { "type": "PlatformImage", "offer": "‸" }}}
    "#]],
    );
    check(
        &inside(r#""source": { "type": "PlatformImage", of$0 }"#),
        "offer",
        expect![[r#"
        Visual Studio Code: "source": { "type": "PlatformImage", "offer": "‸" }}}
        Neovim: "source": { "type": "PlatformImage", "offer": "‸" }}}
        eglot: "source": { "type": "PlatformImage", "offer": ""‸ }}}
    "#]],
    );
    check(
        &inside("\"source\": { \"type\": \"PlatformImage\"\r\n \"of$0\r\n }"),
        "offer",
        expect![[r#"
        Visual Studio Code: "source": { "type": "PlatformImage",␍
         "offer": "‸"␍
         }}}
        Neovim: "source": { "type": "PlatformImage",␍
         "offer": "‸"␍
         }}}
        eglot: "source": { "type": "PlatformImage",␍
         "offer": ""‸␍
         }}}
    "#]],
    );
}

#[test]
fn a_name_between_parentheses_is_not_wrapped_again() {
    let deployment = |value: &str| {
        format!(
            r#"{{ "parameters": {{ "loc": {{ "type": "string" }} }}, "resources": [{{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "location": "{value}" }}] }}"#
        )
    };
    check(
        &deployment("[parameters($0"),
        "loc",
        expect![[r#"
        Visual Studio Code: { "parameters": { "loc": { "type": "string" } }, "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "location": "[parameters('loc')]‸" }] }
        Neovim: { "parameters": { "loc": { "type": "string" } }, "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "location": "[parameters('loc')]‸" }] }
        eglot: { "parameters": { "loc": { "type": "string" } }, "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "location": "[parameters('loc')]‸" }] }
    "#]],
    );
    check(
        &deployment("[parameters($0)]"),
        "loc",
        expect![[r#"
        Visual Studio Code: { "parameters": { "loc": { "type": "string" } }, "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "location": "[parameters('loc'‸)]" }] }
        Neovim: { "parameters": { "loc": { "type": "string" } }, "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "location": "[parameters('loc'‸)]" }] }
        eglot: { "parameters": { "loc": { "type": "string" } }, "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "location": "[parameters('loc'‸)]" }] }
    "#]],
    );
    check(
        &deployment("[parameters('$0"),
        "loc",
        expect![[r#"
        Visual Studio Code: { "parameters": { "loc": { "type": "string" } }, "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "location": "[parameters('loc')]‸" }] }
        Neovim: { "parameters": { "loc": { "type": "string" } }, "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "location": "[parameters('loc')]‸" }] }
        eglot: { "parameters": { "loc": { "type": "string" } }, "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "location": "[parameters('loc')]‸" }] }
    "#]],
    );
    check(
        &deployment("[parameters('$0')]"),
        "loc",
        expect![[r#"
        Visual Studio Code: { "parameters": { "loc": { "type": "string" } }, "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "location": "[parameters('loc‸')]" }] }
        Neovim: { "parameters": { "loc": { "type": "string" } }, "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "location": "[parameters('loc‸')]" }] }
        eglot: { "parameters": { "loc": { "type": "string" } }, "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "location": "[parameters('loc‸')]" }] }
    "#]],
    );
    check(
        &deployment("[param$0]"),
        "parameters('loc')",
        expect![[r#"
        Visual Studio Code: { "parameters": { "loc": { "type": "string" } }, "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "location": "[parameters('loc')‸]" }] }
        Neovim: { "parameters": { "loc": { "type": "string" } }, "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "location": "[parameters('loc')‸]" }] }
        eglot: { "parameters": { "loc": { "type": "string" } }, "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "location": "[parameters('loc')‸]" }] }
    "#]],
    );
    check(
        &deployment("lo$0"),
        "[parameters('loc')]",
        expect![[r#"
        Visual Studio Code: { "parameters": { "loc": { "type": "string" } }, "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "location": "[parameters('loc')]‸" }] }
        Neovim: { "parameters": { "loc": { "type": "string" } }, "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "location": "[parameters('loc')]‸" }] }
        eglot: { "parameters": { "loc": { "type": "string" } }, "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "location": "[parameters('loc')]‸" }] }
    "#]],
    );
}

/// Numbers that look random and are the same in each run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }
}

/// A text with a cursor in a word, where what follows is cut, the rest of the word is deleted, or the word is half typed.
fn typed(random: &mut Random, text: &str) -> String {
    let at = text.floor_char_boundary(random.below(text.len()));
    let word = text[at..]
        .find(|it: char| !it.is_alphanumeric())
        .map_or(text.len(), |it| at + it);
    let line = text[at..].find('\n').map_or(text.len(), |it| at + it);
    let (before, after) = match random.below(4) {
        0 => (&text[..at], &text[at..]),
        1 => (&text[..at], &text[word..]),
        2 => (&text[..at], &text[line..]),
        _ => (&text[..at], ""),
    };
    format!("{before}$0{after}")
}

/// So many items of each position are accepted.
const MAX_ITEMS: usize = 40;

#[test]
fn no_item_makes_the_syntax_worse_wherever_it_is_accepted() {
    let texts = samples::templates();
    let texts: Vec<_> = texts
        .iter()
        .map(|it| &it.1)
        .filter(|it| it.len() < 6_000 && !it.contains("$0"))
        .collect();
    let count = std::env::var("AIB_LS_POSITIONS")
        .ok()
        .and_then(|it| it.parse().ok())
        .unwrap_or(500);
    let (mut accepted_items, mut positions, mut worse) = (0, 0, Vec::new());
    for client in kinds() {
        let mut random = Random(0x9e37_79b9_7f4a_7c15);
        let mut session = Session::begin(client);
        for number in 0..count {
            let text = texts[random.below(texts.len())];
            let marked = typed(&mut random, text);
            let (at, items) = ask(&mut session, number, &marked);
            let faults = syntax::parse(session.text().to_owned()).errors().len();
            positions += usize::from(!items.is_empty());
            let step = items.len().div_ceil(MAX_ITEMS).max(1);
            for item in items.iter().step_by(step) {
                let text = accepted(&session, at, item).replace('‸', "");
                let after = syntax::parse(text.clone()).errors().len();
                if after > faults {
                    let (name, label) = (session.client.name, &item["label"]);
                    worse.push(format!("{name}: {label} in {marked} makes {text}"));
                }
                accepted_items += 1;
            }
        }
        session.end();
    }
    eprintln!(
        "{accepted_items} items accepted at {positions} positions, {} make the syntax worse",
        worse.len()
    );
    assert!(worse.is_empty(), "{}", worse.join("\n\n"));
    assert!(accepted_items > count);
}

#[test]
fn a_size_is_described_when_it_is_looked_at() {
    let mut session = Session::begin(table::vscode());
    let (_, items) = ask(&mut session, 0, &inside(r#""vmProfile": { "vmSize": "$0" }"#));
    let item = items[0].clone();
    assert_eq!(item["documentation"], Value::Null, "{item}");
    let looked_at = session.result("completionItem/resolve", item);
    let words = looked_at["documentation"]["value"].as_str().unwrap_or_default();
    assert!(words.contains("8 GiB"), "{looked_at}");
    assert_eq!(looked_at["textEdit"], items[0]["textEdit"]);
    session.end();
}
