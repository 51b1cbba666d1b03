//! An editor: starts a server, talks to it and answers what it asks. Every wait has a limit, so that a server that hangs fails
//! its test and no other.

use std::collections::VecDeque;
use std::sync::mpsc::RecvTimeoutError;

use serde_json::{Value, json};

use crate::support::connection::LIMIT;
use crate::support::watched::Watched;

pub struct Editor {
    connection: Watched,
    /// Messages that came before the one that was waited for.
    early: VecDeque<Value>,
    last_id: i64,
    /// What is answered when the server asks for settings.
    pub settings: Value,
    /// What the server asked so far.
    pub asked: Vec<Value>,
    /// Everything that came so far, in order.
    pub heard: Vec<Value>,
}

impl Editor {
    /// Starts the real program and says nothing yet.
    pub fn start() -> Self {
        Self::over(Watched::process())
    }

    /// Starts the real program with a level for its log, and says nothing yet.
    pub fn logging(level: &str) -> Self {
        Self::over(Watched::logging(level))
    }

    /// The real program, which has been through `initialize` with these capabilities.
    pub fn with(capabilities: Value) -> Self {
        let mut editor = Self::start();
        editor.initialize(json!({ "capabilities": capabilities }));
        editor
    }

    /// Starts the service inside this process and says nothing yet.
    pub fn memory() -> Self {
        Self::over(Watched::memory())
    }

    /// The service inside this process, which has been through `initialize` with these capabilities.
    pub fn memory_with(capabilities: Value) -> Self {
        Self::memory_with_params(json!({ "capabilities": capabilities }))
    }

    /// The service inside this process, which has been through `initialize` with these parameters.
    pub fn memory_with_params(params: Value) -> Self {
        let mut editor = Self::memory();
        editor.initialize(params);
        editor
    }

    fn over(connection: Watched) -> Self {
        Self {
            connection,
            early: VecDeque::new(),
            last_id: 0,
            settings: Value::Null,
            asked: Vec::new(),
            heard: Vec::new(),
        }
    }

    /// Introduces itself and returns the answer.
    pub fn initialize(&mut self, params: Value) -> Value {
        let answer = self.request("initialize", params);
        self.notify("initialized", json!({}));
        answer["result"].clone()
    }

    /// Sends bytes as they are.
    pub fn raw(&mut self, bytes: &[u8]) {
        self.connection.send(bytes);
    }

    pub fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request and returns its id.
    pub fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.last_id += 1;
        let id = self.last_id;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        id
    }

    /// Sends a request and waits for the whole answer.
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        self.answer(id)
    }

    /// Sends a request and waits for its result.
    pub fn result(&mut self, method: &str, params: Value) -> Value {
        let answer = self.request(method, params);
        assert!(answer.get("error").is_none(), "{method} answers {answer}");
        answer["result"].clone()
    }

    /// Waits for the answer to a request.
    pub fn answer(&mut self, id: i64) -> Value {
        self.wait(|it| it.get("method").is_none() && it["id"] == id)
    }

    /// Waits for an answer without id, and returns its code.
    pub fn refusal(&mut self) -> i64 {
        let answer = self.wait(|it| it.get("error").is_some() && it["id"].is_null());
        answer["error"]["code"].as_i64().unwrap()
    }

    /// Opens a document as version 1.
    pub fn open(&mut self, uri: &str, text: &str) {
        self.open_as("json", uri, text);
    }

    /// Opens a document in a language.
    pub fn open_as(&mut self, language: &str, uri: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Replaces the whole text.
    pub fn replace(&mut self, uri: &str, version: i32, text: &str) {
        let params = json!({
            "textDocument": { "uri": uri, "version": version },
            "contentChanges": [{ "text": text }],
        });
        self.notify("textDocument/didChange", params);
    }

    pub fn close(&mut self, uri: &str) {
        self.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    }

    /// Waits for the next diagnostics of a document that are published.
    pub fn published(&mut self, uri: &str) -> Value {
        let method = "textDocument/publishDiagnostics";
        self.wait(|it| it["method"] == method && it["params"]["uri"] == uri)["params"].clone()
    }

    /// Everything that has come and that nobody waited for.
    pub fn unclaimed(&self) -> Vec<Value> {
        self.early.iter().cloned().collect()
    }

    /// Waits for a message; answers the server's own questions meanwhile.
    pub fn wait(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(index) = self.early.iter().position(&wanted) {
            return self.early.remove(index).unwrap();
        }
        loop {
            let message = match self.connection.next(LIMIT) {
                Ok(message) => message,
                Err(error) => panic!("no such message came: {error}; others: {:?}", self.early),
            };
            self.heard.push(message.clone());
            if message.get("method").is_some() && message.get("id").is_some() {
                self.reply(&message);
                self.asked.push(message.clone());
            }
            if wanted(&message) {
                return message;
            }
            self.early.push_back(message);
        }
    }

    /// Hears everything that comes until the server has closed its output, which it may not do within a message.
    pub fn rest(&mut self) {
        loop {
            match self.connection.next(LIMIT) {
                Ok(message) => self.heard.push(message),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("the server does not close its output"),
            }
        }
        let is_whole = self.connection.ends_with_a_whole_message();
        assert!(is_whole, "the last thing that came is no whole message");
    }

    fn reply(&mut self, question: &Value) {
        let result = match question["method"].as_str() {
            Some("workspace/configuration") => json!([self.settings]),
            _ => Value::Null,
        };
        self.send(&json!({ "jsonrpc": "2.0", "id": question["id"], "result": result }));
    }

    /// Ends standard input.
    pub fn hang_up(&mut self) {
        self.connection.hang_up();
    }

    /// Waits for the end of the process, and returns its exit code and what it wrote to standard
    /// error.
    pub fn ended(&mut self) -> (i32, String) {
        self.connection.ended()
    }
}
