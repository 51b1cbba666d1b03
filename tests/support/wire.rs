//! A client of a server that runs inside the test, for what the real server never does: panic, be
//! slow, wait for the client.

use std::time::Duration;

use aib_ls::lsp::frame::{Frame, FrameReader};
use aib_ls::lsp::transport;
use serde_json::{Value, json};
use tokio::io::{AsyncWriteExt, DuplexStream, ReadHalf, WriteHalf};
use tokio::task::JoinHandle;
use tower_lsp::{Client, LanguageServer, LspService};

use crate::support::watch::Watch;

/// Far beyond what a healthy server needs on the busiest machine.
const LIMIT: Duration = Duration::from_secs(60);

/// Few enough bytes that a client that does not read is felt by the server at once.
const PIPE: usize = 1024;

pub struct Wire {
    to_server: WriteHalf<DuplexStream>,
    from_server: FrameReader<ReadHalf<DuplexStream>>,
    ending: JoinHandle<i32>,
    early: Vec<Value>,
    watch: Watch,
}

impl Wire {
    /// Starts a server; it has been through `initialize`.
    pub async fn start<S: LanguageServer>(server: impl FnOnce(Client) -> S) -> Self {
        let mut wire = Self::fresh(server);
        wire.request(0, "initialize", json!({ "capabilities": {} })).await;
        wire.answer(0).await;
        wire
    }

    /// Starts a server and says nothing.
    pub fn fresh<S: LanguageServer>(server: impl FnOnce(Client) -> S) -> Self {
        let (ours, theirs) = tokio::io::duplex(PIPE);
        let (from_server, to_server) = tokio::io::split(ours);
        let (reader, writer) = tokio::io::split(theirs);
        let (service, socket) = LspService::new(server);
        let ending = tokio::spawn(transport::run(service, socket, reader, writer));
        Self {
            to_server,
            from_server: FrameReader::new(from_server),
            ending,
            early: Vec::new(),
            watch: Watch::default(),
        }
    }

    pub async fn send(&mut self, message: Value) {
        self.watch.sent(&message);
        let body = message.to_string();
        let frame = format!("Content-Length: {}\r\n\r\n{body}", body.len());
        let write = self.to_server.write_all(frame.as_bytes());
        tokio::time::timeout(LIMIT, write)
            .await
            .expect("the server does not read")
            .unwrap();
    }

    pub async fn request(&mut self, id: i64, method: &str, params: Value) {
        self.send(json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }))
            .await;
    }

    pub async fn notify(&mut self, method: &str, params: Value) {
        self.send(json!({ "jsonrpc": "2.0", "method": method, "params": params }))
            .await;
    }

    /// Asks for the hover of a document, whose name says what the server under test shall do.
    pub async fn hover(&mut self, id: i64, uri: &str) {
        let position = json!({ "line": 0, "character": 0 });
        let params = json!({ "textDocument": { "uri": uri }, "position": position });
        self.request(id, "textDocument/hover", params).await;
    }

    /// Waits for the answer to a request.
    pub async fn answer(&mut self, id: i64) -> Value {
        self.wait(|it| it.get("method").is_none() && it["id"] == id).await
    }

    /// Waits for a question of the server and returns its id.
    pub async fn question(&mut self, method: &str) -> Value {
        self.wait(|it| it["method"] == method && it.get("id").is_some()).await["id"].clone()
    }

    async fn wait(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(index) = self.early.iter().position(&wanted) {
            return self.early.remove(index);
        }
        loop {
            let next = tokio::time::timeout(LIMIT, self.from_server.next());
            let Ok(Frame::Body(body)) = next.await else {
                panic!("no such message came: {:?}", self.early)
            };
            let message = serde_json::from_slice(&body).unwrap();
            self.watch.received(&message);
            if wanted(&message) {
                return message;
            }
            self.early.push(message);
        }
    }

    /// Waits for the end of the conversation, which need not have been asked for.
    pub async fn ended(self) -> i32 {
        tokio::time::timeout(LIMIT, self.ending)
            .await
            .expect("the server does not end")
            .unwrap()
    }

    /// Ends our side and waits for the other one.
    pub async fn hang_up(mut self) -> i32 {
        self.to_server.shutdown().await.unwrap();
        self.ended().await
    }
}
