//! An editor: starts the real server, talks to it over pipes and answers what it asks. Every wait
//! has a limit, so that a server that hangs fails its test and no other.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use serde_json::{Value, json};

/// Far beyond what a healthy server needs on the busiest machine.
const LIMIT: Duration = Duration::from_secs(60);

pub struct Editor {
    child: Child,
    stdin: Option<ChildStdin>,
    messages: Receiver<Value>,
    reader: Option<JoinHandle<()>>,
    stderr: Receiver<String>,
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

/// The real server, with a pipe at each end.
pub fn server() -> Child {
    Command::new(env!("CARGO_BIN_EXE_aib-ls"))
        .arg("--stdio")
        .env_remove("AIB_LS_LOG")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

impl Editor {
    /// Starts a server and says nothing yet.
    pub fn start() -> Self {
        let mut child = server();
        let (sender, messages) = channel();
        let stdout = child.stdout.take().unwrap();
        let reader = thread::spawn(move || read_messages(BufReader::new(stdout), &sender));
        let (sender, stderr) = channel();
        let mut pipe = child.stderr.take().unwrap();
        thread::spawn(move || {
            let mut text = String::new();
            let _ = pipe.read_to_string(&mut text);
            let _ = sender.send(text);
        });
        let stdin = child.stdin.take();
        Self {
            child,
            stdin,
            messages,
            reader: Some(reader),
            stderr,
            early: VecDeque::new(),
            last_id: 0,
            settings: Value::Null,
            asked: Vec::new(),
            heard: Vec::new(),
        }
    }

    /// A server that has been through `initialize` with these capabilities.
    pub fn with(capabilities: Value) -> Self {
        Self::with_params(json!({ "capabilities": capabilities }))
    }

    /// A server that has been through `initialize` with these parameters.
    pub fn with_params(params: Value) -> Self {
        let mut editor = Self::start();
        editor.initialize(params);
        editor
    }

    /// Introduces itself and returns the answer.
    pub fn initialize(&mut self, params: Value) -> Value {
        let answer = self.request("initialize", params);
        self.notify("initialized", json!({}));
        answer["result"].clone()
    }

    /// Sends bytes as they are.
    pub fn raw(&mut self, bytes: &[u8]) {
        let stdin = self.stdin.as_mut().unwrap();
        stdin.write_all(bytes).unwrap();
        stdin.flush().unwrap();
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
            let message = match self.messages.recv_timeout(LIMIT) {
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
            match self.messages.recv_timeout(LIMIT) {
                Ok(message) => self.heard.push(message),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("the server does not close its output"),
            }
        }
        let reader = self.reader.take().unwrap();
        assert!(reader.join().is_ok(), "the last thing that came is no whole message");
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
        self.stdin = None;
    }

    /// Waits for the end of the process, and returns its exit code and what it wrote to standard
    /// error.
    pub fn ended(&mut self) -> (i32, String) {
        let stderr = self.stderr.recv_timeout(LIMIT).expect("the server does not end");
        (self.child.wait().unwrap().code().unwrap(), stderr)
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads messages strictly: anything else on standard output fails the test.
fn read_messages(mut stdout: impl BufRead, out: &Sender<Value>) {
    loop {
        let mut header = String::new();
        if stdout.read_line(&mut header).unwrap_or(0) == 0 {
            return;
        }
        let length = header
            .strip_prefix("Content-Length: ")
            .and_then(|it| it.strip_suffix("\r\n"));
        let length = length
            .unwrap_or_else(|| panic!("not a header: {header:?}"))
            .parse()
            .unwrap();
        let mut empty = [0; 2];
        stdout.read_exact(&mut empty).unwrap();
        assert_eq!(&empty, b"\r\n");
        let mut body = vec![0; length];
        stdout.read_exact(&mut body).unwrap();
        if out.send(serde_json::from_slice(&body).unwrap()).is_err() {
            return;
        }
    }
}
