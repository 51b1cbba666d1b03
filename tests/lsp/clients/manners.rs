//! Everything that a server has sent, held against what the client said it can take.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::table::Client;

/// What happened in a conversation.
pub struct Talk<'t> {
    pub client: &'t Client,
    /// The documents that were open.
    pub opened: &'t BTreeSet<String>,
    /// The methods of the client's questions by their ids.
    pub questions: &'t BTreeMap<i64, String>,
    /// Everything that came.
    pub heard: &'t [Value],
}

/// Messages of the server, and the ability that each needs.
const MESSAGES: [(&str, &str); 17] = [
    ("textDocument/publishDiagnostics", ""),
    ("window/logMessage", ""),
    ("window/showMessage", ""),
    // What is registered is looked at one by one.
    ("client/registerCapability", ""),
    ("client/unregisterCapability", ""),
    ("window/showMessageRequest", "window/showMessage/messageActionItem"),
    ("window/showDocument", "window/showDocument/support"),
    ("window/workDoneProgress/create", "window/workDoneProgress"),
    ("workspace/applyEdit", "workspace/applyEdit"),
    ("workspace/configuration", "workspace/configuration"),
    ("workspace/workspaceFolders", "workspace/workspaceFolders"),
    ("workspace/codeLens/refresh", "workspace/codeLens/refreshSupport"),
    ("workspace/diagnostic/refresh", "workspace/diagnostics/refreshSupport"),
    (
        "workspace/foldingRange/refresh",
        "workspace/foldingRange/refreshSupport",
    ),
    ("workspace/inlayHint/refresh", "workspace/inlayHint/refreshSupport"),
    ("workspace/inlineValue/refresh", "workspace/inlineValue/refreshSupport"),
    (
        "workspace/semanticTokens/refresh",
        "workspace/semanticTokens/refreshSupport",
    ),
];

/// Everything that carries diagnostics, and what carries nothing else.
const DIAGNOSTICS: &[&str] = &[
    "textDocument/publishDiagnostics",
    "textDocument/diagnostic",
    "textDocument/codeAction",
];
const FINDINGS: &[&str] = &["textDocument/publishDiagnostics", "textDocument/diagnostic"];

/// Messages and answers, a field that may be in them, and the ability that it needs.
const FIELDS: [(&[&str], &str, &str); 24] = [
    (
        DIAGNOSTICS,
        "relatedInformation",
        "textDocument/publishDiagnostics/relatedInformation",
    ),
    (
        DIAGNOSTICS,
        "codeDescription",
        "textDocument/publishDiagnostics/codeDescriptionSupport",
    ),
    (DIAGNOSTICS, "tags", "textDocument/publishDiagnostics/tagSupport"),
    (FINDINGS, "data", "textDocument/publishDiagnostics/dataSupport"),
    (
        &["textDocument/publishDiagnostics"],
        "version",
        "textDocument/publishDiagnostics/versionSupport",
    ),
    (
        &["textDocument/codeAction"],
        "data",
        "textDocument/codeAction/dataSupport",
    ),
    (
        &["textDocument/codeAction"],
        "isPreferred",
        "textDocument/codeAction/isPreferredSupport",
    ),
    (
        &["textDocument/codeAction"],
        "disabled",
        "textDocument/codeAction/disabledSupport",
    ),
    (
        &["textDocument/codeAction"],
        "edit",
        "textDocument/codeAction/codeActionLiteralSupport",
    ),
    (
        &["textDocument/codeAction", "textDocument/rename"],
        "documentChanges",
        "workspace/workspaceEdit/documentChanges",
    ),
    (
        &["textDocument/completion"],
        "replace",
        "textDocument/completion/completionItem/insertReplaceSupport",
    ),
    (
        &["textDocument/completion"],
        "labelDetails",
        "textDocument/completion/completionItem/labelDetailsSupport",
    ),
    (
        &["textDocument/completion"],
        "tags",
        "textDocument/completion/completionItem/tagSupport",
    ),
    (
        &["textDocument/completion"],
        "deprecated",
        "textDocument/completion/completionItem/deprecatedSupport",
    ),
    (
        &["textDocument/completion"],
        "preselect",
        "textDocument/completion/completionItem/preselectSupport",
    ),
    (
        &["textDocument/completion"],
        "commitCharacters",
        "textDocument/completion/completionItem/commitCharactersSupport",
    ),
    (
        &["textDocument/completion"],
        "itemDefaults",
        "textDocument/completion/completionList/itemDefaults",
    ),
    (
        &["textDocument/documentSymbol"],
        "selectionRange",
        "textDocument/documentSymbol/hierarchicalDocumentSymbolSupport",
    ),
    (
        &["textDocument/documentSymbol"],
        "tags",
        "textDocument/documentSymbol/tagSupport",
    ),
    (
        &["textDocument/definition"],
        "targetUri",
        "textDocument/definition/linkSupport",
    ),
    (
        &["textDocument/documentLink"],
        "tooltip",
        "textDocument/documentLink/tooltipSupport",
    ),
    (&["initialize"], "diagnosticProvider", "textDocument/diagnostic"),
    (
        &["initialize"],
        "codeActionProvider",
        "textDocument/codeAction/codeActionLiteralSupport",
    ),
    (&["initialize"], "workspaceFolders", "workspace/workspaceFolders"),
];

/// What stands in a place where nothing is said about it.
#[derive(Clone, Copy)]
enum Usual {
    /// Words without marks.
    Plain,
    /// The kinds of the first protocol; who names kinds copes with any.
    Oldest,
    /// Nothing at all.
    Nothing,
}

/// Answers, a field in them, and the list of what may stand there.
const VALUES: [(&str, &str, &str, Usual); 6] = [
    (
        "textDocument/hover",
        "kind",
        "textDocument/hover/contentFormat",
        Usual::Plain,
    ),
    (
        "textDocument/signatureHelp",
        "kind",
        "textDocument/signatureHelp/signatureInformation/documentationFormat",
        Usual::Plain,
    ),
    (
        "textDocument/completion",
        "kind",
        "textDocument/completion/completionItem/documentationFormat",
        Usual::Plain,
    ),
    (
        "textDocument/completion",
        "kind",
        "textDocument/completion/completionItemKind/valueSet",
        Usual::Oldest,
    ),
    (
        "textDocument/completion",
        "insertTextMode",
        "textDocument/completion/completionItem/insertTextModeSupport/valueSet",
        Usual::Nothing,
    ),
    (
        "textDocument/documentSymbol",
        "kind",
        "textDocument/documentSymbol/symbolKind/valueSet",
        Usual::Oldest,
    ),
];

/// What does not fit, a line each.
pub fn breaches(talk: &Talk<'_>) -> Vec<String> {
    let mut out = Vec::new();
    let mut open: BTreeSet<i64> = talk.questions.keys().copied().collect();
    for message in talk.heard {
        match message["method"].as_str() {
            Some(method) => said_unasked(talk, method, message, &mut out),
            None => answered(talk, message, &mut open, &mut out),
        }
    }
    let unanswered = open
        .iter()
        .map(|id| format!("{} {id} has no answer", talk.questions[id]));
    out.extend(unanswered);
    out
}

fn said_unasked(talk: &Talk<'_>, method: &str, message: &Value, out: &mut Vec<String>) {
    let (client, params) = (talk.client, &message["params"]);
    match MESSAGES.iter().find(|it| it.0 == method) {
        None => out.push(format!("{method} is unheard of")),
        Some((_, need)) if !need.is_empty() && !client.can(need) => out.push(format!("{method} without {need}")),
        Some(_) => {}
    }
    if method == "client/registerCapability" {
        for it in params["registrations"].as_array().into_iter().flatten() {
            let wanted = it["method"].as_str().unwrap_or_default();
            if !client.can(&format!("{wanted}/dynamicRegistration")) {
                out.push(format!("{wanted} is registered"));
            }
        }
    }
    let uri = params["uri"].as_str().unwrap_or_default();
    let asks = client.can("textDocument/diagnostic");
    // What is not open cannot be asked about, and what was told before it was opened is taken back.
    let is_told = params["diagnostics"].as_array().is_some_and(|it| !it.is_empty());
    if method == "textDocument/publishDiagnostics" && asks && is_told && talk.opened.contains(uri) {
        out.push(format!("{uri} is told about to who asks"));
    }
    fields(client, method, params, out);
}

fn answered(talk: &Talk<'_>, message: &Value, open: &mut BTreeSet<i64>, out: &mut Vec<String>) {
    let id = message["id"].as_i64().unwrap_or_default();
    let Some(method) = talk.questions.get(&id) else {
        return out.push(format!("nobody asked {}", message["id"]));
    };
    if !open.remove(&id) {
        out.push(format!("{method} {id} is answered twice"));
    }
    if message.get("result").is_some() == message.get("error").is_some() {
        out.push(format!("{method} {id} has not one of result and error"));
    }
    let encoding = &message["result"]["capabilities"]["positionEncoding"];
    let offered = talk.client.says("general/positionEncodings").as_array();
    let fits = encoding == "utf-16" || offered.is_some_and(|it| it.contains(encoding));
    if method == "initialize" && !encoding.is_null() && !fits {
        out.push(format!("{encoding} was not offered"));
    }
    fields(talk.client, method, &message["result"], out);
}

/// Looks at every field of a value.
fn fields(client: &Client, method: &str, value: &Value, out: &mut Vec<String>) {
    if let Value::Object(all) = value {
        for (name, it) in all {
            field(client, method, name, it, out);
        }
    }
    match value {
        Value::Object(all) => all.values().for_each(|it| fields(client, method, it, out)),
        Value::Array(all) => all.iter().for_each(|it| fields(client, method, it, out)),
        _ => {}
    }
}

fn field(client: &Client, method: &str, name: &str, it: &Value, out: &mut Vec<String>) {
    let mut wrong = |why: &str| out.push(format!("{method}: {name} {it} without {why}"));
    for (methods, field, need) in FIELDS {
        if methods.contains(&method) && field == name && !client.can(need) {
            wrong(need);
        }
    }
    for (asked, field, list, usual) in VALUES {
        let listed = client.says(list).as_array();
        let fits = match usual {
            _ if asked != method || field != name => true,
            Usual::Plain => !it.is_string() || it == "plaintext" || listed.is_some_and(|all| all.contains(it)),
            Usual::Oldest => listed.is_some() || it.as_u64().is_none_or(|it| it <= 18),
            Usual::Nothing => listed.is_some_and(|all| all.contains(it)),
        };
        if !fits {
            wrong(list);
        }
    }
    let snippets = "textDocument/completion/completionItem/snippetSupport";
    if name == "insertTextFormat" && it == 2 && !client.can(snippets) {
        wrong(snippets);
    }
    let offsets = "textDocument/signatureHelp/signatureInformation/parameterInformation/labelOffsetSupport";
    if method == "textDocument/signatureHelp" && name == "label" && it.is_array() && !client.can(offsets) {
        wrong(offsets);
    }
    let active = "textDocument/signatureHelp/signatureInformation/activeParameterSupport";
    if name == "signatures" && it[0].get("activeParameter").is_some() && !client.can(active) {
        wrong(active);
    }
    // Files are made, renamed and deleted by changes that name what they do.
    let operations = "workspace/workspaceEdit/resourceOperations";
    let does = ["create", "rename", "delete"].iter().any(|word| it == word);
    let can = client.says(operations).as_array().is_some_and(|all| all.contains(it));
    if name == "kind" && does && !can {
        wrong(operations);
    }
    let is_vscode = client.params["clientInfo"]["name"] == "code-server";
    if method == "textDocument/completion" && name == "command" && !is_vscode {
        wrong("knowing the command");
    }
}
