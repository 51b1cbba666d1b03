//! Documents that are closed while they, or others that use them, are being checked: no diagnostics are left.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tower_lsp::lsp_types::Url;

use crate::cli::Folder;
use crate::support::connection::{Connection, LIMIT};

/// How often everything is opened and closed, each time at another point of the work of the server.
const TRIES: u64 = 60;

const TEMPLATE: &str = r#"{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0", "parameters": { "minutes": { "type": "int" } },
  "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": "2024-02-01", "name": "web",
    "properties": { "buildTimeoutInMinutes": "[parameters('minutes')]",
      "customize": [{ "type": "Shell", "scriptUri": "https://example.com/main/scripts/setup.sh" }] } }]
}"#;

const PARAMETERS: &str = r#"{ "contentVersion": "1.0.0.0", "parameters": { "minutes": { "value": 3 } } }"#;

const FILES: [(&str, &str, &str); 4] = [
    ("web.json", "json", TEMPLATE),
    ("web.parameters.json", "json", PARAMETERS),
    (
        "scripts/setup.sh",
        "shellscript",
        "apt-get update\napt-get install nginx\n",
    ),
    (
        "customization.log",
        "aib-log",
        "[8d3b] PACKER ERR 2024/03/04 10:02:00 [INFO] (telemetry) Starting provisioner shell\n\
         [8d3b] PACKER OUT ==> azure-arm: E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 1842\n\
         [8d3b] PACKER OUT --> azure-arm: Script exited with non-zero exit status: 100. Allowed exit codes are: [0]\n",
    ),
];

struct Scene {
    folder: Folder,
    connection: Connection,
    /// What was published last for each document; none where it is empty.
    published: BTreeMap<String, Value>,
    /// The versions that were published last.
    versions: BTreeMap<String, i64>,
    answered: i64,
}

impl Scene {
    fn new(text_document: &Value) -> Self {
        let files: Vec<(String, &str)> = FILES.iter().map(|it| (format!("ws/{}", it.0), it.2)).collect();
        let files: Vec<(&str, &str)> = files.iter().map(|it| (it.0.as_str(), it.1)).collect();
        let folder = Folder::with(&files);
        let root = Url::from_file_path(folder.path("ws")).unwrap();
        let mut scene = Self {
            folder,
            connection: Connection::process(),
            published: BTreeMap::new(),
            versions: BTreeMap::new(),
            answered: 0,
        };
        let params = json!({
            "processId": null, "rootUri": null,
            "capabilities": { "textDocument": text_document, "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } },
            "workspaceFolders": [{ "uri": root.as_str(), "name": "ws" }],
        });
        scene.send(&[json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params })]);
        scene.hear_until(|it| it.answered == 1);
        scene.send(&[json!({ "jsonrpc": "2.0", "method": "initialized", "params": {} })]);
        scene
    }

    fn uri(&self, name: &str) -> String {
        Url::from_file_path(self.folder.path("ws").join(name))
            .unwrap()
            .to_string()
    }

    fn send(&mut self, messages: &[Value]) {
        let frame = |it: &Value| {
            let body = it.to_string();
            format!("Content-Length: {}\r\n\r\n{body}", body.len())
        };
        let frames: String = messages.iter().map(frame).collect();
        self.connection.send(frames.as_bytes());
    }

    fn open(&self, (name, language, text): (&str, &str, &str), version: i64) -> Value {
        let document = json!({ "uri": self.uri(name), "languageId": language, "version": version, "text": text });
        json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": { "textDocument": document } })
    }

    fn change(&self, (name, _, text): (&str, &str, &str), version: i64) -> Value {
        let document = json!({ "uri": self.uri(name), "version": version });
        let params = json!({ "textDocument": document, "contentChanges": [{ "text": format!("\n{text}") }] });
        json!({ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": params })
    }

    fn close(&self, name: &str) -> Value {
        let params = json!({ "textDocument": { "uri": self.uri(name) } });
        json!({ "jsonrpc": "2.0", "method": "textDocument/didClose", "params": params })
    }

    fn hear(&mut self, limit: Duration) -> bool {
        let Ok(message) = self.connection.next(limit) else {
            return false;
        };
        if message["method"] == "textDocument/publishDiagnostics" {
            let params = &message["params"];
            let uri = params["uri"].as_str().unwrap().to_owned();
            if let Some(version) = params["version"].as_i64() {
                let last = self.versions.insert(uri.clone(), version).unwrap_or_default();
                assert!(last <= version, "{last} was published before {params}");
            }
            match params["diagnostics"] == json!([]) {
                true => self.published.remove(&uri),
                false => self.published.insert(uri, params["diagnostics"].clone()),
            };
        } else if message.get("method").is_some() && message.get("id").is_some() {
            self.send(&[json!({ "jsonrpc": "2.0", "id": message["id"], "result": null })]);
        } else if let Some(id) = message["id"].as_i64() {
            self.answered = id;
        }
        true
    }

    fn hear_until(&mut self, is_so: impl Fn(&Self) -> bool) -> bool {
        let end = Instant::now() + LIMIT;
        while !is_so(self) {
            if !self.hear(end.saturating_duration_since(Instant::now())) {
                return false;
            }
        }
        true
    }
}

/// Opens, changes and closes everything, in every order of closing, while the server is at work.
fn check(text_document: &Value) {
    let mut scene = Scene::new(text_document);
    let (mut version, mut id) = (0, 1);
    for turn in 0..TRIES {
        let mut messages = Vec::new();
        for file in FILES {
            version += 1;
            messages.push(scene.open(file, version));
        }
        scene.send(&messages);
        // What has come by then is another part of the work each time.
        for _ in 0..turn % 7 {
            scene.hear(Duration::from_millis(turn % 5));
        }
        version += 1;
        let changed = FILES[usize::try_from(turn).unwrap() % FILES.len()];
        let mut messages = vec![scene.change(changed, version)];
        for offset in 0..FILES.len() {
            messages.push(scene.close(FILES[(usize::try_from(turn / 4).unwrap() + offset) % FILES.len()].0));
        }
        scene.send(&messages);
        // The next answer says that all of it was read; what is published may come later.
        id += 1;
        scene.send(&[json!({ "jsonrpc": "2.0", "id": id, "method": "textDocument/hover",
            "params": { "textDocument": { "uri": scene.uri("web.json") }, "position": { "line": 0, "character": 0 } } })]);
        assert!(scene.hear_until(|it| it.answered == id), "the server hangs");
    }
    let is_empty = scene.hear_until(|it| it.published.is_empty());
    assert!(is_empty, "left after close: {}", json!(scene.published));
    // Nothing comes back once the server is at rest.
    for _ in 0..20 {
        scene.hear(Duration::from_millis(20));
    }
    assert!(scene.published.is_empty(), "came back: {}", json!(scene.published));
}

#[test]
fn nothing_is_left_of_closed_documents_that_were_published() {
    check(&json!({ "publishDiagnostics": { "versionSupport": true } }));
}

#[test]
fn nothing_is_left_of_closed_documents_that_are_asked_about() {
    check(&json!({ "publishDiagnostics": { "versionSupport": true }, "diagnostic": {} }));
}
