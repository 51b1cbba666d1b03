//! Clients ask what was never offered. Whatever it is, it has an answer or is refused, and what was offered is answered.

use serde_json::{Value, json};

use super::session::Session;
use super::table;
use crate::support::editor::Editor;

/// Every question that a client may ask, and what of the offer stands for it.
const QUESTIONS: [(&str, &str); 44] = [
    ("textDocument/hover", "hoverProvider"),
    ("textDocument/completion", "completionProvider"),
    ("completionItem/resolve", "completionProvider/resolveProvider"),
    ("textDocument/signatureHelp", "signatureHelpProvider"),
    ("textDocument/declaration", "declarationProvider"),
    ("textDocument/definition", "definitionProvider"),
    ("textDocument/typeDefinition", "typeDefinitionProvider"),
    ("textDocument/implementation", "implementationProvider"),
    ("textDocument/references", "referencesProvider"),
    ("textDocument/documentHighlight", "documentHighlightProvider"),
    ("textDocument/documentSymbol", "documentSymbolProvider"),
    ("textDocument/codeAction", "codeActionProvider"),
    ("codeAction/resolve", "codeActionProvider/resolveProvider"),
    ("textDocument/codeLens", "codeLensProvider"),
    ("codeLens/resolve", "codeLensProvider/resolveProvider"),
    ("textDocument/documentLink", "documentLinkProvider"),
    ("documentLink/resolve", "documentLinkProvider/resolveProvider"),
    ("textDocument/documentColor", "colorProvider"),
    ("textDocument/colorPresentation", "colorProvider"),
    ("textDocument/formatting", "documentFormattingProvider"),
    ("textDocument/rangeFormatting", "documentRangeFormattingProvider"),
    (
        "textDocument/rangesFormatting",
        "documentRangeFormattingProvider/rangesSupport",
    ),
    ("textDocument/onTypeFormatting", "documentOnTypeFormattingProvider"),
    ("textDocument/rename", "renameProvider"),
    ("textDocument/prepareRename", "renameProvider/prepareProvider"),
    ("textDocument/foldingRange", "foldingRangeProvider"),
    ("textDocument/selectionRange", "selectionRangeProvider"),
    ("textDocument/prepareCallHierarchy", "callHierarchyProvider"),
    ("callHierarchy/incomingCalls", "callHierarchyProvider"),
    ("textDocument/prepareTypeHierarchy", "typeHierarchyProvider"),
    ("textDocument/semanticTokens/full", "semanticTokensProvider/full"),
    (
        "textDocument/semanticTokens/full/delta",
        "semanticTokensProvider/full/delta",
    ),
    ("textDocument/semanticTokens/range", "semanticTokensProvider/range"),
    ("textDocument/linkedEditingRange", "linkedEditingRangeProvider"),
    ("textDocument/moniker", "monikerProvider"),
    ("textDocument/inlayHint", "inlayHintProvider"),
    ("inlayHint/resolve", "inlayHintProvider/resolveProvider"),
    ("textDocument/inlineValue", "inlineValueProvider"),
    ("textDocument/diagnostic", "diagnosticProvider"),
    ("workspace/diagnostic", "diagnosticProvider/workspaceDiagnostics"),
    ("workspace/symbol", "workspaceSymbolProvider"),
    ("workspace/executeCommand", "executeCommandProvider"),
    ("textDocument/willSaveWaitUntil", "textDocumentSync/willSaveWaitUntil"),
    ("textDocument/inlineCompletion", "inlineCompletionProvider"),
];

const URI: &str = "file:///ws/deployment.json";

/// A deployment with names, calls and steps, behind letters that are counted in different ways.
const DEPLOYMENT: &str = r#"{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": { "städte😀": { "type": "string", "metadata": { "description": "😀" } } },
  "resources": [{
    "type": "Microsoft.VirtualMachineImages/imageTemplates",
    "apiVersion": "2024-02-01",
    "name": "image",
    "location": "[concat('😀', parameters('städte😀'))]",
    "properties": {
      "buildTimeoutInMinutes": 3,
      "source": { "type": "PlatformImage", "publisher": "Canonical", "offer": "o", "sku": "s", "version": "latest" },
      "customize": [{ "type": "Shell", "name": "é😀", "inline": ["apt-get install nginx"] }],
      "distribute": [{ "type": "VHD", "runOutputName": "disk" }]
    }
  }]
}
"#;

/// The beginning of a build that fails.
const LOG: &str = "\
[8d3b] PACKER ERR 2024/03/04 10:03:00 [INFO] (telemetry) Starting provisioner shell
[8d3b] PACKER OUT     azure-arm: 😀 Reading package lists...
[8d3b] PACKER OUT ==> azure-arm: E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 1842
[8d3b] PACKER OUT ==> azure-arm: Provisioning step had errors: Running the cleanup provisioner, if present...
[8d3b] PACKER ERR 2024/03/04 10:17:20 [INFO] (telemetry) ending shell
[8d3b] PACKER OUT --> azure-arm: Script exited with non-zero exit status: 100. Allowed exit codes are: [0]
";

/// Everything that any of the questions needs, about one place.
fn params(session: &Session, at: usize) -> Value {
    let place = session.place(at);
    let range = json!({ "start": place, "end": place });
    let whole = json!({ "start": session.place(0), "end": session.place(session.text().len()) });
    json!({
        "textDocument": session.document(), "uri": session.uri, "data": null,
        "position": place, "positions": [place], "range": whole, "ranges": [range], "selectionRange": range,
        "context": { "includeDeclaration": true, "diagnostics": [], "triggerKind": 1, "isRetrigger": false, "frameId": 1, "stoppedLocation": range },
        "options": { "tabSize": 2, "insertSpaces": true }, "ch": "}", "newName": "towns",
        "previousResultId": "1", "previousResultIds": [], "reason": 1,
        "color": { "red": 0.5, "green": 0.5, "blue": 0.5, "alpha": 1.0 },
        "item": { "name": "x", "kind": 1, "uri": session.uri, "range": range, "selectionRange": range },
        "label": "x", "title": "x", "query": "", "command": "x", "arguments": [],
    })
}

/// Asks everything about a place. Gives the questions with an answer that says something.
fn ask_everything(session: &mut Session, at: usize) -> Vec<&'static str> {
    let mut said = Vec::new();
    for (method, offer) in QUESTIONS {
        let mut params = params(session, at);
        if method.ends_with("/resolve") {
            // The command of an item is an object.
            params["command"] = Value::Null;
        }
        let id = session.ask(method, params);
        let answer = session.answer(id);
        let offer = session.offer.pointer(&format!("/{offer}")).unwrap_or(&Value::Null);
        let is_offered = !matches!(offer, Value::Null | Value::Bool(false));
        let code = &answer["error"]["code"];
        let is_refused = [-32601, -32602].iter().any(|it| code == it);
        let is_answered = answer.get("error").is_none();
        let name = session.client.name;
        assert!(is_answered || (is_refused && !is_offered), "{name}: {method} {answer}");
        if answer["result"].as_object().is_some_and(|it| !it.is_empty()) || answer["result"][0].is_object() {
            said.push(method);
        }
    }
    said
}

#[test]
fn whatever_is_asked_is_answered_or_refused() {
    for client in table::all() {
        let mut session = Session::begin(client);
        session.open("json", URI, DEPLOYMENT);
        let name = session.find("parameters('") + "parameters('".len();
        let about_name = ask_everything(&mut session, name);
        // What was never offered is answered too where the answer is known.
        for method in ["completion", "signatureHelp", "definition", "references", "rename"] {
            let method = format!("textDocument/{method}");
            assert!(about_name.contains(&method.as_str()), "{method} in {about_name:?}");
        }
        let timeout = session.find("Minutes\": 3") + 1;
        assert!(ask_everything(&mut session, timeout).contains(&"textDocument/hover"));

        session.open("aib-log", "file:///ws/customization.log", LOG);
        let lock = session.find("Could not") + 1;
        let about_failure = ask_everything(&mut session, lock);
        for method in ["textDocument/hover", "textDocument/documentSymbol"] {
            assert!(about_failure.contains(&method), "{method} in {about_failure:?}");
        }
        session.end();
    }
}

#[test]
fn requests_before_initialize_and_after_shutdown_are_refused() {
    let document = json!({ "uri": URI });
    let place = json!({ "line": 0, "character": 0 });
    let params = json!({ "textDocument": document, "position": place, "query": "" });
    let mut editor = Editor::memory();
    let refused = |editor: &mut Editor, code: i64| {
        for (method, _) in QUESTIONS {
            let answer = editor.request(method, params.clone());
            let was = answer["error"]["code"].as_i64();
            // A name that was never heard of is refused as such at any time.
            assert!(was == Some(code) || was == Some(-32601), "{method} {answer}");
        }
        assert_eq!(editor.request("shutdown", Value::Null)["error"]["code"], code);
    };
    refused(&mut editor, -32002);
    editor.initialize(json!({ "capabilities": {} }));
    editor.open(URI, DEPLOYMENT);
    assert!(editor.result("shutdown", Value::Null).is_null());
    refused(&mut editor, -32600);
    editor.notify("exit", Value::Null);
    assert_eq!(editor.ended(), (0, String::new()));
}
