//! A conversation as one of the clients holds it: it takes findings in its own way, makes the changes that it is sent in the units
//! that were agreed on, and keeps everything that came, so that it can be held against what the client said.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::manners::{self, Talk};
use super::ruler::{Units, last_first};
use super::table::Client;
use crate::support::editor::Editor;

pub struct Session {
    pub client: Client,
    /// What the server offered.
    pub offer: Value,
    /// The document that was opened last.
    pub uri: String,
    version: i32,
    /// All that were opened, as they are by now.
    texts: BTreeMap<String, String>,
    units: Units,
    editor: Editor,
    questions: BTreeMap<i64, String>,
}

impl Session {
    /// The client and the server have introduced themselves.
    pub fn begin(client: Client) -> Self {
        let mut session = Self {
            client,
            offer: Value::Null,
            uri: String::new(),
            version: 0,
            texts: BTreeMap::new(),
            units: Units::Halves,
            editor: Editor::memory(),
            questions: BTreeMap::new(),
        };
        let answer = session.result("initialize", session.client.params.clone());
        session.offer = answer["capabilities"].clone();
        session.units = Units::named(&session.offer["positionEncoding"]);
        session.notify("initialized", json!({}));
        if session.client.sends_settings {
            session.notify("workspace/didChangeConfiguration", json!({ "settings": {} }));
        }
        session
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.editor.notify(method, params);
    }

    pub fn open(&mut self, language: &str, uri: &str, text: &str) {
        self.editor.open_as(language, uri, text);
        self.texts.insert(uri.to_owned(), text.to_owned());
        (self.uri, self.version) = (uri.to_owned(), 1);
    }

    /// The text of the document that was opened last.
    pub fn text(&self) -> &str {
        &self.texts[&self.uri]
    }

    /// Sends a question and returns its id.
    pub fn ask(&mut self, method: &str, params: Value) -> i64 {
        let id = self.editor.ask(method, params);
        self.questions.insert(id, method.to_owned());
        id
    }

    /// Takes a question back.
    pub fn cancel(&mut self, id: i64) {
        self.notify("$/cancelRequest", json!({ "id": id }));
    }

    /// Waits for an answer, whose places have to be places of their texts.
    pub fn answer(&mut self, id: i64) -> Value {
        let answer = self.editor.answer(id);
        self.on_the_mark(&self.uri, &answer["result"]);
        answer
    }

    pub fn result(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        let answer = self.answer(id);
        assert!(answer.get("error").is_none(), "{}: {method} {answer}", self.client.name);
        answer["result"].clone()
    }

    /// Looks at every place in a value about a document, which may lead to others.
    fn on_the_mark(&self, uri: &str, value: &Value) {
        match value {
            Value::Array(all) => all.iter().for_each(|it| self.on_the_mark(uri, it)),
            Value::Object(all) if all.contains_key("character") => {
                // Of what is not open nothing is known here.
                let found = self.texts.get(uri).map(|it| self.units.byte(it, value));
                assert_ne!(found, Some(None), "{}: {value} is no place of {uri}", self.client.name);
            }
            Value::Object(all) => {
                let named = [&value["uri"], &value["textDocument"]["uri"]];
                let here = named.iter().find_map(|it| it.as_str()).unwrap_or(uri);
                // Arguments of a command may be about any document.
                for (name, it) in all.iter().filter(|it| it.0 != "arguments") {
                    let is_target = name.starts_with("target");
                    let target = value["targetUri"].as_str().filter(|_| is_target);
                    let changed = Some(name.as_str()).filter(|it| it.contains(':'));
                    self.on_the_mark(target.or(changed).unwrap_or(here), it);
                }
            }
            _ => {}
        }
    }

    /// Where a stretch of the text begins that is there once.
    pub fn find(&self, stretch: &str) -> usize {
        let text = self.text();
        assert_eq!(text.matches(stretch).count(), 1, "{stretch} in {text}");
        text.find(stretch).unwrap()
    }

    pub fn place(&self, at: usize) -> Value {
        self.units.place(self.text(), at)
    }

    pub fn document(&self) -> Value {
        json!({ "uri": self.uri })
    }

    /// The document and a place in it, as most questions name them.
    pub fn at(&self, at: usize) -> Value {
        json!({ "textDocument": self.document(), "position": self.place(at) })
    }

    /// What stands in a range of the text.
    pub fn within(&self, range: &Value) -> &str {
        let byte = |end: &str| self.units.byte(self.text(), &range[end]).unwrap();
        &self.text()[byte("start")..byte("end")]
    }

    /// The text after changes that are not made.
    pub fn changed(&self, edits: &[Value]) -> String {
        self.units.changed(self.text(), edits)
    }

    /// Makes changes, and tells the server.
    pub fn change(&mut self, edits: &[Value]) {
        let told = last_first(edits).into_iter();
        let told = told.map(|it| json!({ "range": it["range"], "text": it["newText"] }));
        let told: Vec<Value> = told.collect();
        let text = self.units.changed(self.text(), edits);
        self.texts.insert(self.uri.clone(), text);
        self.version += 1;
        let document = json!({ "uri": self.uri, "version": self.version });
        self.notify(
            "textDocument/didChange",
            json!({ "textDocument": document, "contentChanges": told }),
        );
    }

    /// The findings once they are as they should be: asked for by who can, else as they are sent.
    pub fn findings(&mut self, wanted: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        if self.client.can("textDocument/diagnostic") {
            let report = self.result("textDocument/diagnostic", json!({ "textDocument": self.document() }));
            let found = report["items"].as_array().unwrap().clone();
            assert!(wanted(&found), "{}: {report}", self.client.name);
            return found;
        }
        loop {
            let news = self.editor.published(&self.uri.clone());
            let found = news["diagnostics"].as_array().unwrap();
            // What is told may be about the text before.
            if wanted(found) {
                self.on_the_mark(&self.uri, &news);
                return found.clone();
            }
        }
    }

    /// A diagnostic as this client sends it back.
    pub fn sent_back(&self, finding: &Value) -> Value {
        if self.client.cuts_diagnostics {
            json!({ "range": finding["range"], "code": finding["code"], "message": finding["message"] })
        } else {
            finding.clone()
        }
    }

    /// The changes of the document in an edit, and nothing else.
    pub fn edits(&self, edit: &Value) -> Vec<Value> {
        let files = &edit["documentChanges"];
        let edits = if self.client.can("workspace/workspaceEdit/documentChanges") {
            let document = json!({ "uri": self.uri, "version": self.version });
            assert_eq!(files.as_array().map(Vec::len), Some(1), "{edit}");
            assert_eq!(files[0]["textDocument"], document, "{edit}");
            &files[0]["edits"]
        } else {
            assert_eq!(edit["changes"].as_object().map(serde_json::Map::len), Some(1), "{edit}");
            &edit["changes"][self.uri.as_str()]
        };
        edits.as_array().unwrap().clone()
    }

    /// Says goodbye as the client does. The server has to end well, to have said nothing on standard error, and to have sent
    /// nothing that the client said it cannot take.
    pub fn end(mut self) {
        assert!(self.result("shutdown", Value::Null).is_null());
        for _ in 1..self.client.shutdowns {
            let id = self.ask("shutdown", Value::Null);
            assert_eq!(self.answer(id)["error"]["code"], -32600);
        }
        self.notify("exit", Value::Null);
        assert_eq!(self.editor.ended(), (0, String::new()), "{}", self.client.name);
        self.editor.rest();
        let talk = Talk {
            client: &self.client,
            opened: &self.texts.keys().cloned().collect(),
            questions: &self.questions,
            heard: &self.editor.heard,
        };
        let breaches = manners::breaches(&talk);
        assert!(breaches.is_empty(), "{}:\n{}", self.client.name, breaches.join("\n"));
    }
}
