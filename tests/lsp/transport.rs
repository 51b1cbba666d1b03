//! What the transport promises about order, panics, slowness and the end, shown with a small server
//! that misbehaves when told to.

use std::sync::{Mutex, PoisonError};

use aib_ls::lsp::event::Message;
use aib_ls::lsp::mailbox::Mailbox;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{
    ConfigurationItem, DidChangeTextDocumentParams, DidOpenTextDocumentParams, Hover, HoverContents, HoverParams,
    InitializeParams, InitializeResult, MarkedString,
};
use tower_lsp::{Client, LanguageServer};

use crate::support::wire::Wire;

const TEXT: &str = "file:///text";
const PANIC: &str = "file:///panic";
const PANIC_LATER: &str = "file:///panic-later";
const PANIC_LOCKED: &str = "file:///panic-locked";
const SLOW: &str = "file:///slow";
const ASK: &str = "file:///ask";

/// A server whose hover does what the name of the document says.
struct Moody {
    client: Client,
    mailbox: Mailbox,
    lock: Mutex<u32>,
}

impl Moody {
    fn new(client: Client) -> Self {
        let mailbox = Mailbox::start(client.clone());
        Self {
            client,
            mailbox,
            lock: Mutex::new(0),
        }
    }

    fn panic_with_lock(&self) -> ! {
        let _guard = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        panic!("asked to");
    }
}

#[tower_lsp::async_trait]
impl LanguageServer for Moody {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        // Long enough to be overtaken, if anything could.
        for _ in 0..50 {
            tokio::task::yield_now().await;
        }
        Ok(self.mailbox.initialize(params).await)
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        self.mailbox.send(Message::Opened(params));
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        self.mailbox.send(Message::Changed(params));
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let uri = params.text_document_position_params.text_document.uri;
        let words = match uri.as_str() {
            PANIC => panic!("asked to"),
            PANIC_LATER => {
                tokio::task::yield_now().await;
                panic!("asked to")
            }
            PANIC_LOCKED => self.panic_with_lock(),
            SLOW => std::future::pending().await,
            ASK => {
                let item = ConfigurationItem {
                    scope_uri: None,
                    section: None,
                };
                Some(json!(self.client.configuration(vec![item]).await?).to_string())
            }
            _ => self.mailbox.ask(&uri, |_, it| Some(String::from(&it.text))).await,
        };
        *self.lock.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        Ok(words.map(|it| Hover {
            contents: HoverContents::Scalar(MarkedString::String(it)),
            range: None,
        }))
    }
}

async fn open(wire: &mut Wire, text: &str) {
    let document = json!({ "uri": TEXT, "languageId": "json", "version": 1, "text": text });
    wire.notify("textDocument/didOpen", json!({ "textDocument": document }))
        .await;
}

/// Types at the very start of the document.
async fn type_first(wire: &mut Wire, version: usize, text: &str) {
    let start = json!({ "line": 0, "character": 0 });
    let params = json!({
        "textDocument": { "uri": TEXT, "version": version },
        "contentChanges": [{ "range": { "start": start, "end": start }, "text": text }],
    });
    wire.notify("textDocument/didChange", params).await;
}

/// The answer of a server in good health.
async fn alive(wire: &mut Wire, id: i64) {
    open(wire, "still here").await;
    wire.hover(id, TEXT).await;
    assert_eq!(wire.answer(id).await["result"]["contents"], "still here");
}

fn code(answer: &Value) -> i64 {
    answer["error"]["code"].as_i64().unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn five_thousand_changes_arrive_in_order() {
    let mut wire = Wire::start(Moody::new).await;
    open(&mut wire, "").await;
    let mut expected = Vec::new();
    for version in 0..5000 {
        let typed = format!("{version} ");
        type_first(&mut wire, version, &typed).await;
        expected.push(typed);
    }
    expected.reverse();
    wire.hover(1, TEXT).await;
    assert_eq!(wire.answer(1).await["result"]["contents"], expected.concat());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn changes_of_one_message_build_on_each_other() {
    let mut wire = Wire::start(Moody::new).await;
    open(&mut wire, "gone").await;
    let at = |line: u32, character: u32| json!({ "line": line, "character": character });
    let range = |from: Value, to: Value| json!({ "start": from, "end": to });
    let changes = json!([
        { "range": range(at(0, 0), at(9, 9)), "text": "also gone" },
        { "text": "a😀b\r\nc" },
        // Counted in UTF-16: behind the `b`, then past the end of the line, then backwards.
        { "range": range(at(0, 4), at(0, 4)), "text": "!" },
        { "range": range(at(0, 99), at(1, 0)), "text": "\n" },
        { "range": range(at(1, 1), at(1, 0)), "text": "C" },
    ]);
    let params = json!({ "textDocument": { "uri": TEXT, "version": 2 }, "contentChanges": changes });
    wire.notify("textDocument/didChange", params).await;
    wire.hover(1, TEXT).await;
    assert_eq!(wire.answer(1).await["result"]["contents"], "a😀b!\nC");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_question_sees_every_change_before_it_and_none_after() {
    let mut wire = Wire::start(Moody::new).await;
    open(&mut wire, "").await;
    for turn in 0..300 {
        type_first(&mut wire, turn, "x").await;
        wire.hover(turn as i64 + 1, TEXT).await;
        type_first(&mut wire, turn, "y").await;
    }
    for turn in 0..300 {
        let answer = wire.answer(turn + 1).await;
        let text = answer["result"]["contents"].as_str().unwrap();
        assert_eq!(text, format!("x{}", "yx".repeat(turn as usize)));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_panic_is_an_error_and_not_the_end() {
    let mut wire = Wire::start(Moody::new).await;
    for (id, uri) in [(1, PANIC), (2, PANIC_LATER), (3, PANIC_LOCKED)] {
        wire.hover(id, uri).await;
        assert_eq!(code(&wire.answer(id).await), -32603, "{uri}");
    }
    alive(&mut wire, 4).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_question_that_panics_has_no_answer() {
    let mut asked = None;
    let mut wire = Wire::start(|client| {
        let moody = Moody::new(client);
        asked = Some(moody.mailbox.clone());
        moody
    })
    .await;
    let mailbox = asked.unwrap();
    alive(&mut wire, 1).await;
    let uri = TEXT.parse().unwrap();
    let answer: Option<()> = mailbox.ask(&uri, |_, _| panic!("asked to")).await;
    assert_eq!(answer, None);
    alive(&mut wire, 2).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_behind_five_slow_ones_can_be_cancelled() {
    let mut wire = Wire::start(Moody::new).await;
    for id in 1..=6 {
        wire.hover(id, SLOW).await;
    }
    for id in [6, 1] {
        wire.notify("$/cancelRequest", json!({ "id": id })).await;
        assert_eq!(code(&wire.answer(id).await), -32800);
    }
    alive(&mut wire, 7).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn replies_are_read_however_many_handlers_wait_for_them() {
    let mut wire = Wire::start(Moody::new).await;
    for id in 1..=10 {
        wire.hover(id, ASK).await;
    }
    for id in 11..=160 {
        wire.hover(id, SLOW).await;
    }
    for _ in 1..=10 {
        let id = wire.question("workspace/configuration").await;
        wire.send(json!({ "jsonrpc": "2.0", "id": id, "result": ["yes"] }))
            .await;
    }
    for id in 1..=10 {
        assert_eq!(wire.answer(id).await["result"]["contents"], r#"["yes"]"#);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_late_reply_hurts_nobody() {
    let mut wire = Wire::start(Moody::new).await;
    wire.hover(1, ASK).await;
    let id = wire.question("workspace/configuration").await;
    wire.notify("$/cancelRequest", json!({ "id": 1 })).await;
    assert_eq!(code(&wire.answer(1).await), -32800);
    for _ in 0..2 {
        wire.send(json!({ "jsonrpc": "2.0", "id": id, "result": ["late"] }))
            .await;
    }
    wire.send(json!({ "jsonrpc": "2.0", "id": "never asked", "result": null }))
        .await;
    wire.send(json!({ "jsonrpc": "2.0", "id": null, "error": { "code": 1, "message": "?" } }))
        .await;
    alive(&mut wire, 2).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_overtakes_initialize() {
    let mut wire = Wire::fresh(Moody::new);
    wire.hover(1, TEXT).await;
    wire.request(2, "initialize", json!({ "capabilities": {} })).await;
    wire.hover(3, TEXT).await;
    assert_eq!(code(&wire.answer(1).await), -32002);
    assert!(wire.answer(2).await["result"].is_object());
    assert!(wire.answer(3).await.get("error").is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_reads_late_still_gets_everything() {
    let mut wire = Wire::start(Moody::new).await;
    open(&mut wire, &"long ".repeat(1000)).await;
    for id in 1..=500 {
        wire.hover(id, TEXT).await;
    }
    for id in 1..=500 {
        assert!(wire.answer(id).await["result"].is_object());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn exit_is_the_end_though_handlers_still_run() {
    let mut wire = Wire::start(Moody::new).await;
    wire.hover(1, SLOW).await;
    wire.request(2, "shutdown", Value::Null).await;
    assert!(wire.answer(2).await["result"].is_null());
    wire.notify("exit", Value::Null).await;
    assert_eq!(wire.ended().await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_end_without_shutdown_is_a_failure() {
    let mut wire = Wire::start(Moody::new).await;
    wire.notify("exit", Value::Null).await;
    assert_eq!(wire.ended().await, 1);
    assert_eq!(Wire::start(Moody::new).await.hang_up().await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_on_their_way_arrive_after_the_end_of_input() {
    let mut wire = Wire::start(Moody::new).await;
    alive(&mut wire, 1).await;
    wire.request(2, "shutdown", Value::Null).await;
    assert_eq!(wire.hang_up().await, 0);
}
