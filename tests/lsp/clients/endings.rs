//! Clients that end the server hard, as some editors do when they are closed: the server ends too, says nothing of it, and what it
//! had sent by then is whole.

use std::io::{Read, Write};
use std::process::Child;
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::connection::server;

/// Far beyond what a healthy server needs on the busiest machine.
const LIMIT: Duration = Duration::from_secs(60);

/// So many questions are on their way when the end comes.
const QUESTIONS: u64 = 200;

const TEMPLATE: &str = r#"{
  "type": "Microsoft.VirtualMachineImages/imageTemplates",
  "properties": { "buildTimeoutInMinutes": 3, "tags": "😀", }
}"#;

fn frame(message: Value) -> Vec<u8> {
    let body = message.to_string();
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

fn question(id: u64, method: &str, params: Value) -> Vec<u8> {
    frame(json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }))
}

fn news(method: &str, params: Value) -> Vec<u8> {
    frame(json!({ "jsonrpc": "2.0", "method": method, "params": params }))
}

/// A client has opened a document and asked a lot about it.
fn busy() -> Vec<u8> {
    let uri = "file:///ws/image.json";
    let document = json!({ "uri": uri, "languageId": "json", "version": 1, "text": TEMPLATE });
    let place = json!({ "textDocument": { "uri": uri }, "position": { "line": 2, "character": 24 } });
    let mut out = question(0, "initialize", json!({ "capabilities": {} }));
    out.extend(news("initialized", json!({})));
    out.extend(news("textDocument/didOpen", json!({ "textDocument": document })));
    out.extend((1..=QUESTIONS).flat_map(|id| question(id, "textDocument/hover", place.clone())));
    out
}

/// Waits for the end; gives the exit code and what was written to standard error.
fn ended(mut child: Child) -> (Option<i32>, String) {
    let mut stderr = child.stderr.take().unwrap();
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut text = String::new();
        let _ = stderr.read_to_string(&mut text);
        let _ = sender.send(text);
    });
    let Ok(text) = receiver.recv_timeout(LIMIT) else {
        let _ = child.kill();
        panic!("the server does not end");
    };
    (child.wait().unwrap().code(), text)
}

/// Everything that was sent, which has to end with a whole message.
fn messages(mut bytes: &[u8]) -> Vec<Value> {
    let mut out = Vec::new();
    while !bytes.is_empty() {
        let end = bytes
            .windows(4)
            .position(|it| it == b"\r\n\r\n")
            .expect("half a header");
        let header = std::str::from_utf8(&bytes[..end]).unwrap();
        let length: usize = header.strip_prefix("Content-Length: ").unwrap().parse().unwrap();
        let body = bytes.get(end + 4..end + 4 + length).expect("half a message");
        out.push(serde_json::from_slice(body).unwrap());
        bytes = &bytes[end + 4 + length..];
    }
    out
}

/// The exit code for a client that reads to the end and says this before it closes its side. How many of its questions are answered
/// by then is a matter of time, but none is answered twice.
fn said_last(last: &[u8]) -> Option<i32> {
    let mut child = server();
    let (mut stdin, mut stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let all = [&busy()[..], last].concat();
    let writer = thread::spawn(move || stdin.write_all(&all));
    let mut bytes = Vec::new();
    stdout.read_to_end(&mut bytes).unwrap();
    // Behind `exit` nobody reads any more.
    let _ = writer.join().unwrap();
    let mut answered: Vec<u64> = messages(&bytes).iter().filter_map(|it| it["id"].as_u64()).collect();
    let count = answered.len();
    answered.sort_unstable();
    answered.dedup();
    assert_eq!(answered.len(), count, "something was answered twice");
    let (code, words) = ended(child);
    assert_eq!(words, "");
    code
}

#[test]
fn an_end_amid_everything_is_clean() {
    let shutdown = question(QUESTIONS + 1, "shutdown", Value::Null);
    let exit = news("exit", Value::Null);
    assert_eq!(said_last(&exit), Some(1));
    assert_eq!(said_last(b""), Some(1));
    // The beginning of a message that never ends.
    assert_eq!(said_last(b"Content-Length: 500\r\n\r\n{"), Some(1));
    assert_eq!(said_last(&shutdown), Some(0));
    assert_eq!(said_last(&[shutdown, exit].concat()), Some(0));
}

#[test]
fn a_client_that_is_gone_at_once_leaves_no_server_behind() {
    let mut child = server();
    let (mut stdin, stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    stdin.write_all(&busy()).unwrap();
    drop((stdin, stdout));
    assert_eq!(ended(child), (Some(1), String::new()));
}

#[test]
fn a_client_that_never_reads_leaves_no_server_behind() {
    let mut child = server();
    let (mut stdin, stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    drop(stdout);
    // It talks until nobody reads any more.
    while stdin.write_all(&busy()).is_ok() {}
    assert_eq!(ended(child), (Some(1), String::new()));
}
