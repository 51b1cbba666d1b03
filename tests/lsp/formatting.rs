//! Formatting: offered and taken back as the person says, in the way that the client can take.

use serde_json::{Value, json};

use crate::support::editor::Editor;

const URI: &str = "file:///ws/image.json";
const TEXT: &str =
    "{\r\n  \"type\": \"Microsoft.VirtualMachineImages/imageTemplates\",\r\n  \"name\":\"é😀\",   \"tags\": {}\r\n}";

/// The changes as `line:character-line:character text`; nothing where there is no answer.
fn ask(editor: &mut Editor, method: &str, range: Value) -> Option<Vec<String>> {
    let params = json!({
        "textDocument": { "uri": URI },
        "options": { "tabSize": 2, "insertSpaces": true, "insertFinalNewline": true },
        "range": range,
    });
    let answer = editor.result(method, params);
    let place = |it: &Value| format!("{}:{}", it["line"], it["character"]);
    let shown = |it: &Value| {
        format!(
            "{}-{} {}",
            place(&it["range"]["start"]),
            place(&it["range"]["end"]),
            it["newText"]
        )
    };
    Some(answer.as_array()?.iter().map(shown).collect())
}

fn settings(formatting: &str) -> Value {
    json!({ "aib": { "formatting": formatting } })
}

#[test]
fn formatting_is_registered_when_the_settings_change() {
    let dynamic = json!({ "dynamicRegistration": true });
    let mut editor = Editor::memory();
    let answer = editor.initialize(json!({
        "capabilities": { "textDocument": { "formatting": dynamic, "rangeFormatting": dynamic } },
        "initializationOptions": settings("on"),
    }));
    assert!(answer["capabilities"].get("documentFormattingProvider").is_none());
    let told = editor.wait(|it| it["method"] == "client/registerCapability");
    let methods = |it: &Value| -> Vec<String> {
        let all = it.as_array().unwrap().iter();
        all.map(|it| it["method"].as_str().unwrap().to_owned()).collect()
    };
    let both = ["textDocument/formatting", "textDocument/rangeFormatting"];
    let registrations = &told["params"]["registrations"];
    assert_eq!(methods(registrations), both);
    let languages = json!([{ "language": "json" }, { "language": "jsonc" }, { "language": "arm-template" }]);
    assert_eq!(registrations[0]["registerOptions"]["documentSelector"], languages);

    editor.open(URI, TEXT);
    let edits = ask(&mut editor, both[0], Value::Null).unwrap();
    assert_eq!(edits, [r#"2:9-2:9 " ""#, r#"2:15-2:16 "\r\n""#, r#"3:1-3:1 "\r\n""#]);
    let line = json!({ "start": { "line": 2, "character": 0 }, "end": { "line": 2, "character": 12 } });
    assert_eq!(ask(&mut editor, both[1], line).unwrap(), [r#"2:9-2:9 " ""#]);
    editor.open("file:///ws/other.json", "{\"a\":1}");

    editor.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": settings("off") }),
    );
    let told = editor.wait(|it| it["method"] == "client/unregisterCapability");
    assert_eq!(methods(&told["params"]["unregisterations"]), both);
    assert_eq!(ask(&mut editor, both[0], Value::Null), None);
    editor.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": settings("on") }),
    );
    editor.wait(|it| it["method"] == "client/registerCapability");
    editor.replace(URI, 2, "{\"a\":1}");
    assert_eq!(ask(&mut editor, both[0], Value::Null), None);
}

#[test]
fn without_dynamic_registration_formatting_is_offered_at_initialize() {
    let offered = |options: Value| {
        let mut editor = Editor::memory();
        let answer = editor.initialize(json!({ "capabilities": {}, "initializationOptions": options }));
        let capabilities = &answer["capabilities"];
        let both = [
            capabilities["documentFormattingProvider"] == true,
            capabilities["documentRangeFormattingProvider"] == true,
        ];
        editor.open(URI, TEXT);
        (
            both,
            ask(&mut editor, "textDocument/formatting", Value::Null).map(|it| it.len()),
        )
    };
    assert_eq!(offered(settings("on")), ([true, true], Some(3)));
    assert_eq!(offered(settings("off")), ([false, false], None));
    assert_eq!(offered(Value::Null), ([false, false], None));
}
