//! Edits of code actions that are sent once the action is chosen.

use serde_json::{Value, json};

use crate::support::editor::Editor;

const URI: &str = "file:///ws/old.json";

/// An old version on line 0, a timeout that is too short on line 1.
const TEXT: &str = r#"{ "apiVersion": "2020-02-14", "location": "westeurope", "properties": { "source": {},
  "buildTimeoutInMinutes": 3, "distribute": [{ "type": "VHD", "runOutputName": "disk" }] } }"#;

fn editor(resolve: Value) -> Editor {
    let mut editor = Editor::memory_with(json!({ "textDocument": { "codeAction": {
        "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix", "refactor"] } },
        "dataSupport": true, "resolveSupport": resolve,
    } } }));
    editor.open(URI, TEXT);
    editor
}

fn actions(editor: &mut Editor, line: u32, character: u32) -> Vec<Value> {
    let place = json!({ "line": line, "character": character });
    let context = json!({ "diagnostics": [] });
    let params =
        json!({ "textDocument": { "uri": URI }, "range": { "start": place, "end": place }, "context": context });
    editor
        .result("textDocument/codeAction", params)
        .as_array()
        .unwrap()
        .clone()
}

fn of_kind(actions: Vec<Value>, kind: &str) -> Vec<Value> {
    actions.into_iter().filter(|it| it["kind"] == kind).collect()
}

#[test]
fn the_edit_of_a_migration_comes_when_it_is_chosen() {
    let eager = of_kind(actions(&mut editor(Value::Null), 0, 20), "refactor.rewrite");
    let mut editor = editor(json!({ "properties": ["edit"] }));
    let deferred = of_kind(actions(&mut editor, 0, 20), "refactor.rewrite");
    assert!(!eager.is_empty() && eager.len() == deferred.len());
    for (whole, action) in eager.iter().zip(&deferred) {
        assert!(action.get("edit").is_none() && action["data"].is_object(), "{action}");
        let resolved = editor.result("codeAction/resolve", action.clone());
        assert_eq!(
            (&resolved["title"], &resolved["edit"]),
            (&whole["title"], &whole["edit"])
        );
    }
}

#[test]
fn a_fix_comes_with_its_edit_and_all_fixes_together_do_not() {
    let mut editor = editor(json!({ "properties": ["edit"] }));
    // A trailing comma can be removed without asking.
    editor.replace(URI, 2, &TEXT.replace("}] } }", "}], } }"));
    let found = actions(&mut editor, 1, 28);
    let fix = &of_kind(found.clone(), "quickfix")[0];
    assert!(fix["edit"].is_object() && fix.get("data").is_none(), "{fix}");
    assert_eq!(&editor.result("codeAction/resolve", fix.clone())["edit"], &fix["edit"]);
    let all = &of_kind(found, "source.fixAll.aib-ls")[0];
    assert!(all.get("edit").is_none(), "{all}");
    assert!(editor.result("codeAction/resolve", all.clone())["edit"]["changes"][URI].is_array());
}

#[test]
fn an_action_of_an_older_text_is_refused() {
    let mut editor = editor(json!({ "properties": ["edit"] }));
    let action = of_kind(actions(&mut editor, 0, 20), "refactor.rewrite").remove(0);
    editor.replace(URI, 2, &TEXT.replace("westeurope", "eastus"));
    let answer = editor.request("codeAction/resolve", action);
    assert_eq!(answer["error"]["code"], -32801, "{answer}");
}

#[test]
fn edits_are_deferred_only_for_clients_that_ask_for_them() {
    for resolve in [Value::Null, json!({ "properties": ["command"] })] {
        let found = actions(&mut editor(resolve), 0, 20);
        assert!(
            found
                .iter()
                .all(|it| it["edit"].is_object() && it.get("data").is_none()),
            "{found:?}"
        );
    }
}
