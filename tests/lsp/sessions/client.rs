//! The client of a session: it sends, answers what the server asks, and keeps what came.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::ruler::Encoding;
use super::tally;
use crate::support::watched::Watched;

/// How long a server may say nothing while an answer is outstanding; far beyond what a healthy one needs on the busiest machine.
const HANG: Duration = Duration::from_secs(60);

/// What a client says of itself.
#[derive(Debug, Clone)]
pub struct Profile {
    pub encoding: Encoding,
    /// It asks for diagnostics; else they are published.
    pub pull: bool,
    /// Published diagnostics carry their version.
    pub versions: bool,
    /// It is asked for settings; else it sends them.
    pub configuration: bool,
    /// It registers watchers, and can be told to ask again.
    pub dynamic: bool,
    /// Code actions are made of `documentChanges`, hovers of Markdown, outlines are trees.
    pub modern: bool,
    /// It takes published diagnostics. One that asks for them need not.
    pub publishes: bool,
    /// The person trusts the workspace, so that its settings files count.
    pub trusted: bool,
}

/// A client and the server that it talks to.
pub struct Client {
    connection: Watched,
    profile: Profile,
    last_id: i64,
    /// Requests without an answer.
    outstanding: BTreeSet<i64>,
    answers: BTreeMap<i64, Value>,
    /// The diagnostics that were published last for each document; none where they are empty.
    pub published: BTreeMap<String, Vec<Value>>,
    /// Publications in the order in which they came, until they are taken.
    publications: Vec<Value>,
    /// Answers without an id: what the server says to a message that is none.
    refusals: usize,
    /// Whether what was sent last has no frame and is no message.
    is_in_garbage: bool,
    /// What is answered when the server asks for settings.
    pub settings: Value,
    /// Requests for the settings that the server has yet to send: one after each change of the settings.
    unasked: usize,
    /// Everything that was sent since it was taken last.
    record: Vec<String>,
    /// Bytes that are kept back, to be sent together with others.
    kept: Option<Vec<u8>>,
    /// Whether the next message goes out in two pieces.
    splits: bool,
}

impl Profile {
    pub fn capabilities(&self) -> Value {
        let dynamic = json!({ "dynamicRegistration": self.dynamic });
        let refresh = json!({ "refreshSupport": self.dynamic });
        let format = if self.modern {
            json!(["markdown"])
        } else {
            json!(["plaintext"])
        };
        let mut text_document = json!({
            "synchronization": { "didSave": true },
            "hover": { "contentFormat": format },
            "completion": { "completionItem": {
                "snippetSupport": self.modern, "documentationFormat": format, "insertReplaceSupport": self.modern,
                "tagSupport": { "valueSet": [1] }, "insertTextModeSupport": { "valueSet": [1, 2] },
            } },
            "signatureHelp": { "signatureInformation": {
                "documentationFormat": format, "parameterInformation": { "labelOffsetSupport": self.modern }, "activeParameterSupport": true,
            } },
            "definition": { "linkSupport": self.modern }, "references": {}, "documentHighlight": {},
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": self.modern, "symbolKind": { "valueSet": (1..=26).collect::<Vec<_>>() } },
            "codeAction": {
                "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix", "refactor", "source"] } },
                "isPreferredSupport": true,
            },
            "codeLens": {}, "documentLink": { "tooltipSupport": true },
            "formatting": dynamic, "rangeFormatting": dynamic,
            "rename": { "prepareSupport": true }, "foldingRange": {}, "inlayHint": {},
            "semanticTokens": { "requests": { "full": true, "range": true }, "tokenTypes": [], "tokenModifiers": [], "formats": ["relative"] },
            "publishDiagnostics": { "versionSupport": self.versions, "relatedInformation": self.modern, "codeDescriptionSupport": true },
        });
        if self.pull {
            text_document["diagnostic"] = json!({});
        }
        if !self.publishes {
            text_document["publishDiagnostics"] = Value::Null;
        }
        json!({
            "general": { "positionEncodings": [self.encoding.name()] },
            "textDocument": text_document,
            "workspace": {
                "workspaceFolders": true, "configuration": self.configuration,
                "didChangeConfiguration": dynamic, "didChangeWatchedFiles": dynamic,
                "workspaceEdit": { "documentChanges": self.modern, "resourceOperations": ["create"] },
                "diagnostics": refresh, "codeLens": refresh, "inlayHint": refresh,
            },
            "experimental": { "commands": { "commands": ["aib.report", "aib.open"] } },
        })
    }
}

impl Client {
    /// Introduces itself to a server.
    pub fn begin(connection: Watched, profile: &Profile, settings: Value, folders: &Value) -> Self {
        let mut client = Self {
            connection,
            profile: profile.clone(),
            last_id: 0,
            outstanding: BTreeSet::new(),
            answers: BTreeMap::new(),
            published: BTreeMap::new(),
            publications: Vec::new(),
            refusals: 0,
            is_in_garbage: false,
            settings,
            unasked: 0,
            record: Vec::new(),
            kept: None,
            splits: false,
        };
        let params = json!({
            "processId": null, "rootUri": null, "clientInfo": { "name": "Neovim" },
            "capabilities": profile.capabilities(), "workspaceFolders": folders,
            "initializationOptions": { "trusted": profile.trusted },
        });
        let id = client.request("initialize", params);
        let answer = client.answer(id).expect("the server does not answer `initialize`");
        let encoding = &answer["result"]["capabilities"]["positionEncoding"];
        assert_eq!(encoding, profile.encoding.name(), "the encoding is agreed on");
        client.notify("initialized", json!({}));
        match profile.configuration {
            true => client.unasked += 1,
            false => client.send_settings(),
        }
        client
    }

    /// Says that the settings are others by now.
    pub fn send_settings(&mut self) {
        let settings = match self.profile.configuration {
            true => Value::Null,
            false => json!({ "aib": self.settings }),
        };
        self.unasked += usize::from(self.profile.configuration);
        self.notify("workspace/didChangeConfiguration", json!({ "settings": settings }));
    }

    fn send(&mut self, message: &Value) {
        let frame = self.frame(message);
        self.write(frame.as_bytes());
    }

    /// Keeps everything back that is sent from now on, until [`Client::release`].
    pub fn keep_back(&mut self) {
        self.kept.get_or_insert_default();
    }

    /// Sends what was kept back, in one piece.
    pub fn release(&mut self) {
        if let Some(bytes) = self.kept.take() {
            self.connection.send(&bytes);
        }
    }

    /// Sends the next message in two pieces, the first of which ends inside it.
    pub fn split_next(&mut self) {
        self.splits = true;
    }

    fn write(&mut self, bytes: &[u8]) {
        if let Some(kept) = &mut self.kept {
            kept.extend_from_slice(bytes);
        } else if std::mem::take(&mut self.splits) {
            let (first, second) = bytes.split_at(bytes.len() * 2 / 3);
            self.connection.send(first);
            self.connection.send(second);
        } else {
            self.connection.send(bytes);
        }
    }

    fn frame(&mut self, message: &Value) -> String {
        self.is_in_garbage = false;
        let body = message.to_string();
        let frame = format!("Content-Length: {}\r\n\r\n{body}", body.len());
        self.record.push(body);
        frame
    }

    /// Sends bytes that are no message; gives how many refusals they add.
    pub fn garbage(&mut self, bytes: &[u8], is_framed: bool) -> usize {
        let goes_on = self.is_in_garbage && !is_framed;
        self.is_in_garbage = !is_framed;
        self.record.push(format!("bytes {:?}", String::from_utf8_lossy(bytes)));
        self.write(bytes);
        usize::from(!goes_on)
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&notification(method, params));
    }

    /// Sends a request and returns its id.
    pub fn request(&mut self, method: &'static str, params: Value) -> i64 {
        let (id, request) = self.numbered(method, params);
        self.send(&request);
        id
    }

    /// Sends messages in the same bytes.
    pub fn send_together(&mut self, messages: &[Value]) {
        let frames: String = messages.iter().map(|it| self.frame(it)).collect();
        self.write(frames.as_bytes());
    }

    /// The next request and its id.
    pub fn numbered(&mut self, method: &'static str, params: Value) -> (i64, Value) {
        self.last_id += 1;
        let id = self.last_id;
        self.outstanding.insert(id);
        (
            id,
            json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }),
        )
    }

    /// Takes everything that has come by now.
    pub fn hear(&mut self) {
        while let Ok(message) = self.connection.next(Duration::ZERO) {
            self.take(message);
        }
    }

    /// Takes messages until something is so. `false` where nothing more comes within the limit.
    pub fn hear_until(&mut self, limit: Duration, is_so: impl Fn(&Self) -> bool) -> bool {
        self.release();
        let end = Instant::now() + limit;
        loop {
            if is_so(self) {
                return true;
            }
            match self.connection.next(end.saturating_duration_since(Instant::now())) {
                Ok(message) => self.take(message),
                Err(_) => return is_so(self),
            }
        }
    }

    /// Waits until the server has requested the settings after their last change. `false` if it does not request them.
    pub fn gave_settings(&mut self) -> bool {
        self.hear_until(HANG, |it| it.unasked == 0)
    }

    /// Waits for the answer to a request; `None` from a server that hangs.
    pub fn answer(&mut self, id: i64) -> Option<Value> {
        self.hear_until(HANG, |it| it.answers.contains_key(&id));
        self.answers.remove(&id)
    }

    /// An answer that has come already.
    pub fn answered(&mut self, id: i64) -> Option<Value> {
        self.answers.remove(&id)
    }

    /// Waits until as many messages were refused.
    pub fn refused(&mut self, count: usize) -> bool {
        self.hear_until(HANG, |it| it.refusals >= count);
        self.refusals == count
    }

    /// Whether it asks for diagnostics.
    pub fn pulls(&self) -> bool {
        self.profile.pull
    }

    pub fn refusals(&self) -> usize {
        self.refusals
    }

    /// What was published since the last time.
    pub fn take_publications(&mut self) -> Vec<Value> {
        std::mem::take(&mut self.publications)
    }

    /// What was sent since the last time.
    pub fn take_record(&mut self) -> Vec<String> {
        std::mem::take(&mut self.record)
    }

    fn take(&mut self, message: Value) {
        tally::count(&tally::MESSAGES);
        match (message["method"].as_str(), message.get("id")) {
            (Some(method), Some(id)) => {
                let result = match method {
                    "workspace/configuration" => {
                        self.unasked = self.unasked.saturating_sub(1);
                        json!([self.settings])
                    }
                    _ => Value::Null,
                };
                let reply = json!({ "jsonrpc": "2.0", "id": id, "result": result });
                self.send(&reply);
            }
            (Some("textDocument/publishDiagnostics"), None) => {
                let params = &message["params"];
                let uri = params["uri"].as_str().unwrap().to_owned();
                let mut found = params["diagnostics"].as_array().unwrap().clone();
                found.sort_by_key(Value::to_string);
                if found.is_empty() {
                    self.published.remove(&uri);
                } else {
                    self.published.insert(uri, found);
                }
                self.publications.push(message["params"].clone());
            }
            (Some(_), None) => {}
            (None, id) => match id.and_then(Value::as_i64) {
                Some(id) => {
                    let was_pending = self.outstanding.remove(&id);
                    assert!(was_pending, "an answer to nothing, or a second one: {message}");
                    self.answers.insert(id, message);
                }
                None => self.refusals += 1,
            },
        }
    }
}

/// A notification, to be sent.
pub fn notification(method: &str, params: Value) -> Value {
    json!({ "jsonrpc": "2.0", "method": method, "params": params })
}
