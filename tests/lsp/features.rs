//! Answers in the shape that the client can take: actions, items, pop-ups and outlines.

use aib_ls::locale::Message;
use aib_ls::model::file_id::FileId;
use aib_ls::rules::engine::finding::{Finding, Fix};
use aib_ls::rules::fixes;
use aib_ls::rules::{self, Level};
use aib_ls::text::edit::{self, Edit};
use aib_ls::text::span::Span;
use serde_json::{Value, json};

use crate::support::editor::Editor;

const URI: &str = "file:///ws/image.json";

/// A trailing comma in line 5, a timeout that is too short in line 4.
const TEXT: &str = r#"{
  "type": "Microsoft.VirtualMachineImages/imageTemplates",
  "location": "westeurope",
  "properties": {
    "buildTimeoutInMinutes": 3,
  }
}"#;

/// An editor with one document, and with these abilities below `textDocument` and `workspace`.
fn editor(text_document: Value, workspace: Value) -> Editor {
    let mut capabilities = json!({ "textDocument": text_document, "workspace": workspace });
    capabilities["textDocument"]["diagnostic"] = json!({});
    let mut editor = Editor::memory_with(capabilities);
    editor.open(URI, TEXT);
    editor
}

fn literals() -> Value {
    json!({ "codeAction": {
        "isPreferredSupport": true,
        "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } },
    } })
}

fn actions(editor: &mut Editor, line: u32, context: Value) -> Vec<Value> {
    let place = json!({ "line": line, "character": 30 });
    let params =
        json!({ "textDocument": { "uri": URI }, "range": { "start": place, "end": place }, "context": context });
    let answer = editor.result("textDocument/codeAction", params);
    answer.as_array().cloned().unwrap_or_default()
}

/// The place in the line of the timeout where its value ends.
fn at_value() -> Value {
    json!({ "textDocument": { "uri": URI }, "position": { "line": 4, "character": 10 } })
}

#[test]
fn a_fix_carries_its_finding_and_its_edit() {
    let mut editor = editor(literals(), json!({}));
    let found = actions(&mut editor, 4, json!({ "diagnostics": [] }));
    let fix = found.iter().find(|it| it["kind"] == "quickfix").unwrap();
    assert_eq!(fix["diagnostics"][0]["source"], "aib-ls");
    assert!(fix["edit"]["changes"][URI][0]["newText"].is_string());
    assert!(fix["edit"].get("documentChanges").is_none());
    assert!(fix.get("command").is_none());
}

#[test]
fn an_edit_names_its_version_where_the_client_reads_it() {
    let mut editor = editor(literals(), json!({ "workspaceEdit": { "documentChanges": true } }));
    let found = actions(&mut editor, 4, json!({ "diagnostics": [] }));
    let change = &found[0]["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({ "uri": URI, "version": 1 }));
    assert!(found[0]["edit"].get("changes").is_none());
}

#[test]
fn a_diagnostic_that_comes_back_mutilated_is_recognised() {
    let mut editor = editor(literals(), json!({}));
    let range = json!({ "start": { "line": 4, "character": 29 }, "end": { "line": 4, "character": 30 } });
    let theirs = json!({ "range": range, "code": "timeout/below-minimum", "message": "cut" });
    let found = actions(&mut editor, 4, json!({ "diagnostics": [theirs.clone()] }));
    assert!(found.iter().any(|it| it["diagnostics"] == json!([theirs])), "{found:?}");
}

#[test]
fn a_finding_has_a_tag_where_the_client_shows_it() {
    const OLD: &str = "file:///ws/old.json";
    let old = r#"{ "parameters": { "unused": { "type": "string" } }, "resources": [{
        "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": "2019-05-01-preview", "properties": { "buildTimeoutInMinutes": 3 }
    }] }"#;
    let tags = |support: Value| {
        let mut editor = editor(json!({ "publishDiagnostics": { "tagSupport": support } }), json!({}));
        editor.open(OLD, old);
        let report = editor.result("textDocument/diagnostic", json!({ "textDocument": { "uri": OLD } }));
        let wanted = [
            "arm/unused-parameter",
            "api-version/retired-preview",
            "timeout/below-minimum",
        ];
        let tags = wanted.map(|code| {
            let mut all = report["items"].as_array().unwrap().iter();
            all.find(|it| it["code"] == code)
                .unwrap_or_else(|| panic!("no {code} in {report}"))["tags"]
                .clone()
        });
        json!(tags)
    };
    assert_eq!(tags(json!({ "valueSet": [1, 2] })), json!([[1], [2], null]));
    assert_eq!(tags(json!({ "valueSet": [2] })), json!([null, [2], null]));
    assert_eq!(tags(json!(null)), json!([null, null, null]));
}

#[test]
fn only_the_requested_kinds_of_action_are_offered() {
    let mut editor = editor(literals(), json!({}));
    let mut kinds = |line: u32, only: Value| {
        let found = actions(&mut editor, line, json!({ "diagnostics": [], "only": only }));
        let mut kinds: Vec<String> = found.iter().map(|it| it["kind"].as_str().unwrap().to_owned()).collect();
        kinds.dedup();
        kinds
    };
    let all = "source.fixAll.aib-ls";
    assert_eq!(kinds(4, json!(["quickfix"])), ["quickfix"]);
    assert_eq!(kinds(4, json!([])), ["quickfix", all]);
    assert_eq!(kinds(4, json!([""])), ["quickfix", all]);
    assert_eq!(kinds(0, json!(["source.fixAll"])), [all]);
    assert_eq!(kinds(0, json!(["source"])), [all]);
    assert_eq!(kinds(0, json!([all])), [all]);
    assert_eq!(kinds(4, json!(["source.fixAll.other"])), [""; 0]);
    assert_eq!(kinds(4, json!(["source.organizeImports"])), [""; 0]);
    assert_eq!(kinds(4, json!(["refactor"])), [""; 0]);
    // Away from every finding nothing is offered unasked.
    assert_eq!(kinds(2, json!([])), [""; 0]);
}

#[test]
fn a_step_is_offered_on_the_list_to_who_wants_such_actions() {
    const STEPS: &str = "file:///ws/steps.json";
    let mut editor = editor(literals(), json!({}));
    editor.open(
        STEPS,
        r#"{ "properties": { "source": {}, "distribute": [], "customize": [{ "type": "Shell", "inline": ["date"] }] } }"#,
    );
    let mut titles = |character: u32, only: Value| {
        let place = json!({ "line": 0, "character": character });
        let range = json!({ "start": place, "end": place });
        let context = json!({ "diagnostics": [], "only": only });
        let params = json!({ "textDocument": { "uri": STEPS }, "range": range, "context": context });
        let answer = editor.result("textDocument/codeAction", params);
        let all = answer.as_array().cloned().unwrap_or_default();
        let offered = all.iter().filter(|it| it["kind"] == "refactor");
        offered
            .map(|it| it["title"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let linux = ["Add a custom deprovisioning script (Linux)"];
    assert_eq!(titles(60, json!(["refactor"])), linux);
    assert_eq!(titles(60, json!([])), linux);
    assert_eq!(titles(60, json!(["refactor.extract"])), [""; 0]);
    assert_eq!(titles(60, json!(["quickfix"])), [""; 0]);
    assert_eq!(titles(20, json!(["refactor"])), [""; 0]);
}

#[test]
fn a_move_to_another_version_is_offered_to_who_rewrites() {
    const OLD: &str = "file:///ws/old.json";
    let moves = |kinds: Value| {
        let abilities = json!({ "codeActionLiteralSupport": { "codeActionKind": { "valueSet": kinds } } });
        let mut editor = editor(json!({ "codeAction": abilities }), json!({}));
        editor.open(
            OLD,
            r#"{ "apiVersion": "2020-02-14", "location": "westeurope", "properties": { "source": {}, "distribute": [{ "type": "VHD", "runOutputName": "disk" }] } }"#,
        );
        let place = json!({ "line": 0, "character": 20 });
        let params = json!({
            "textDocument": { "uri": OLD },
            "range": { "start": place, "end": place },
            "context": { "diagnostics": [], "only": ["refactor.rewrite"] },
        });
        let answer = editor.result("textDocument/codeAction", params);
        answer.as_array().cloned().unwrap_or_default()
    };
    let offered = moves(json!(["refactor.rewrite"]));
    let titles: Vec<&str> = offered.iter().map(|it| it["title"].as_str().unwrap()).collect();
    assert_eq!(
        titles,
        [
            "Migrate to API version 2025-10-01 (3 manual steps)",
            "Migrate to API version 2024-02-01 (3 manual steps)",
            "Convert to a deployment template",
        ]
    );
    assert!(offered.iter().all(|it| it["kind"] == "refactor.rewrite"));
    assert_eq!(offered[0]["edit"]["changes"][OLD][0]["newText"], "\"2025-10-01\"");
    assert!(moves(json!(["quickfix"])).is_empty());
}

#[test]
fn a_client_without_code_action_literals_receives_none() {
    let mut editor = editor(json!({ "codeAction": {} }), json!({}));
    assert_eq!(
        actions(&mut editor, 4, json!({ "diagnostics": [] })),
        Vec::<Value>::new()
    );
}

#[test]
fn a_hover_has_the_format_that_the_client_prefers() {
    for (formats, kind) in [(json!(["markdown"]), "markdown"), (json!(["plaintext"]), "plaintext")] {
        let mut editor = editor(json!({ "hover": { "contentFormat": formats } }), json!({}));
        let hover = editor.result("textDocument/hover", at_value());
        assert_eq!(hover["contents"]["kind"], kind);
        assert!(hover["range"].is_object());
        let words = hover["contents"]["value"].as_str().unwrap();
        assert!(kind == "markdown" || !words.contains("**"), "{words}");
    }
}

#[test]
fn completion_items_are_snippets_only_where_supported() {
    for snippets in [true, false] {
        let mut editor = editor(
            json!({ "completion": { "completionItem": { "snippetSupport": snippets } } }),
            json!({}),
        );
        let items = editor.result("textDocument/completion", at_value());
        let items = items.as_array().unwrap();
        assert!(!items.is_empty());
        for item in items {
            assert!(
                item["textEdit"]["range"].is_object() && item["sortText"].is_string(),
                "{item}"
            );
            assert!(snippets || item["insertTextFormat"] == 1, "{item}");
            assert!(
                item.get("command").is_none() && item.get("insertTextMode").is_none(),
                "{item}"
            );
        }
    }
}

#[test]
fn an_outline_is_a_tree_or_a_list() {
    let document = json!({ "textDocument": { "uri": URI } });
    let nested = |yes: bool| json!({ "documentSymbol": { "hierarchicalDocumentSymbolSupport": yes } });
    let tree = editor(nested(true), json!({})).result("textDocument/documentSymbol", document.clone());
    assert!(
        tree[0]["selectionRange"].is_object() && tree[0]["children"].is_array(),
        "{tree}"
    );
    let list = editor(nested(false), json!({})).result("textDocument/documentSymbol", document);
    assert_eq!(list[0]["location"]["uri"], URI);
}

#[test]
fn each_position_has_a_selection_that_grows() {
    let mut editor = editor(json!({ "selectionRange": {} }), json!({}));
    let mut ask = |uri: &str| {
        let positions = json!([{ "line": 4, "character": 30 }, { "line": 9, "character": 0 }]);
        let params = json!({ "textDocument": { "uri": uri }, "positions": positions });
        editor.result("textDocument/selectionRange", params)
    };
    let ranges = ask(URI);
    let value = json!({ "start": { "line": 4, "character": 29 }, "end": { "line": 4, "character": 30 } });
    assert_eq!(ranges[0]["range"], value);
    assert_eq!(ranges[0]["parent"]["range"]["start"]["character"], 4);
    assert_eq!(ranges[1]["range"]["end"], json!({ "line": 6, "character": 1 }));
    assert_eq!(ask("file:///ws/none.json"), Value::Null);
}

#[test]
fn lenses_of_a_template_have_an_empty_command() {
    let params = json!({ "clientInfo": { "name": "Neovim" }, "capabilities": { "textDocument": { "codeLens": {} } } });
    let mut editor = Editor::memory_with_params(params);
    editor.open(URI, TEXT);
    let lenses = editor.result("textDocument/codeLens", json!({ "textDocument": { "uri": URI } }));
    let lens = |title: &str| {
        json!({
            "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 1 } },
            "command": { "title": title, "command": "" },
        })
    };
    assert_eq!(lenses, json!([lens("0 steps"), lens("at most 3 min")]));
    editor.open("file:///ws/package.json", "{ \"name\": \"package\" }");
    let none = editor.result(
        "textDocument/codeLens",
        json!({ "textDocument": { "uri": "file:///ws/package.json" } }),
    );
    assert_eq!(none, json!([]));
}

#[test]
fn safe_fixes_are_applied_together_where_they_do_not_meet() {
    let finding = |fixes: Vec<Fix>| Finding {
        rule: rules::all()[0],
        level: Level::Error,
        file: FileId::Document,
        span: Span::at(0),
        about: Span::at(0),
        message: Message::same("wrong"),
        related: Vec::new(),
        repeats: Vec::new(),
        fixes,
    };
    let fix = |safe: bool, edits: Vec<Edit>| Fix {
        title: Message::same("Fix"),
        edits,
        safe,
    };
    let replace = |start: u32, end: u32, put: &str| Edit::replace(Span::new(start, end), put);
    let findings = [
        finding(vec![fix(true, vec![replace(4, 5, "E"), replace(0, 1, "A")])]),
        // Only a guess.
        finding(vec![fix(false, vec![replace(1, 2, "B")])]),
        // Meets the first one with one of its edits, so none is made.
        finding(vec![fix(true, vec![replace(2, 3, "C"), replace(4, 6, "x")])]),
        finding(vec![
            fix(false, vec![replace(6, 7, "x")]),
            fix(true, vec![replace(6, 7, "G")]),
        ]),
        finding(Vec::new()),
    ];
    assert_eq!(edit::apply("abcdefg", &fixes::Round::of(&findings).edits), "AbcdEfG");
}
