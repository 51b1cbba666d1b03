//! Watches a conversation: every message of the server must be part of the protocol, in the right direction and of the declared types,
//! and every response must answer a request.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;

use crate::support::meta_model::MetaModel;
use crate::support::meta_model::types::{Direction, Type};

/// Longer messages are refused by the server, so that nothing in them was asked.
const MAX_BODY_BYTES: usize = 64 * 1024 * 1024;

/// Messages of servers that were checked in this process.
static CHECKED: AtomicUsize = AtomicUsize::new(0);

/// How many messages of servers were checked so far.
pub fn checked() -> usize {
    CHECKED.load(Ordering::Relaxed)
}

/// What was asked and not answered yet.
#[derive(Default)]
pub struct Watch {
    /// Bytes of the client that do not form a whole message yet.
    unread: Vec<u8>,
    /// The methods of requests by their ids, which a rude client may use twice.
    requests: HashMap<String, Vec<String>>,
    /// The types of what may be reported as progress, by token.
    tokens: HashMap<String, Type>,
}

impl Watch {
    /// Takes note of the requests in what a client sends, which may be anything.
    pub fn sent_bytes(&mut self, bytes: &[u8]) {
        self.unread.extend_from_slice(bytes);
        while let Some((start, length)) = frame(&self.unread) {
            let end = start.saturating_add(length);
            if length > MAX_BODY_BYTES {
                self.unread.drain(..start);
                continue;
            }
            let Some(body) = self.unread.get(start..end) else {
                return;
            };
            let message = serde_json::from_slice(body);
            if let Ok(message) = message.or_else(|_| serde_json::from_str(&without_halves(body))) {
                self.sent(&message);
            }
            self.unread.drain(..end);
        }
    }

    /// Takes note of a message of the client.
    pub fn sent(&mut self, message: &Value) {
        let (Some(method), Some(id)) = (message["method"].as_str(), message.get("id")) else {
            return;
        };
        let methods = self.requests.entry(id.to_string()).or_default();
        methods.push(method.to_owned());
        let params = &message["params"];
        let partial = MetaModel::get()
            .requests
            .get(method)
            .and_then(|it| it.partial_result.clone());
        if let (Some(token), Some(kind)) = (params.get("partialResultToken"), partial) {
            self.tokens.insert(token.to_string(), kind);
        }
        if let Some(token) = params.get("workDoneToken") {
            self.tokens.insert(token.to_string(), work_done());
        }
    }

    /// Checks a message of the server.
    ///
    /// # Panics
    /// Where it is not one of the protocol.
    pub fn received(&mut self, message: &Value) {
        CHECKED.fetch_add(1, Ordering::Relaxed);
        let faults = self.faults(message);
        assert!(
            faults.is_empty(),
            "not a message of the protocol:\n{}\n{message}",
            faults.join("\n")
        );
    }

    /// What is wrong with a message of the server.
    pub fn faults(&mut self, message: &Value) -> Vec<String> {
        let Some(fields) = message.as_object() else {
            return vec!["it is not an object".to_owned()];
        };
        let mut faults = Vec::new();
        if message["jsonrpc"] != "2.0" {
            faults.push("its `jsonrpc` is not \"2.0\"".to_owned());
        }
        let is_call = fields.contains_key("method");
        let names: &[&str] = match is_call {
            true => &["jsonrpc", "id", "method", "params"],
            false => &["jsonrpc", "id", "result", "error"],
        };
        let unknown = fields.keys().filter(|it| !names.contains(&it.as_str()));
        faults.extend(unknown.map(|it| format!("{it} is unknown")));
        match is_call {
            true => self.check_call(message, &mut faults),
            false => self.check_response(message, &mut faults),
        }
        faults
    }

    fn check_call(&mut self, message: &Value, faults: &mut Vec<String>) {
        let (model, method) = (MetaModel::get(), message["method"].as_str().unwrap_or_default());
        let known = match message.get("id") {
            Some(id) => {
                if !(id.is_string() || id.as_i64().is_some_and(|it| i32::try_from(it).is_ok())) {
                    faults.push(format!("{id} is no id"));
                }
                let request = model.requests.get(method);
                request.map(|it| (it.message_direction, &it.params))
            }
            None => {
                let notification = model.notifications.get(method);
                notification.map(|it| (it.message_direction, &it.params))
            }
        };
        let Some((direction, kind)) = known else {
            return faults.push(format!("{method} is unknown"));
        };
        if direction == Direction::ClientToServer {
            faults.push(format!("{method} is not for servers to send"));
        }
        match (kind, message.get("params")) {
            (Some(kind), Some(params)) => {
                faults.extend(model.faults(kind, params));
                self.check_contents(method, params, faults);
            }
            (Some(_), None) => faults.push(format!("{method} has no params")),
            (None, Some(_)) => faults.push(format!("{method} takes no params")),
            (None, None) => {}
        }
    }

    /// Checks what the type of the params leaves open.
    fn check_contents(&mut self, method: &str, params: &Value, faults: &mut Vec<String>) {
        let model = MetaModel::get();
        match method {
            "client/registerCapability" => {
                for it in params["registrations"].as_array().into_iter().flatten() {
                    let (method, options) = (it["method"].as_str().unwrap_or_default(), it.get("registerOptions"));
                    match (model.registration_options(method), options) {
                        (Some(kind), Some(options)) => faults.extend(model.faults(kind, options)),
                        (Some(_), None) => {}
                        // It can be registered, but has no options.
                        (None, None) if model.notifications.contains_key(method) => {}
                        (None, _) => faults.push(format!("{method} cannot be registered")),
                    }
                }
            }
            "window/workDoneProgress/create" => {
                self.tokens.insert(params["token"].to_string(), work_done());
            }
            "$/progress" => match self.tokens.get(&params["token"].to_string()) {
                Some(kind) => faults.extend(model.faults(kind, &params["value"])),
                None => faults.push(format!("nobody gave the token {}", params["token"])),
            },
            _ => {}
        }
    }

    fn check_response(&mut self, message: &Value, faults: &mut Vec<String>) {
        let (result, error) = (message.get("result"), message.get("error"));
        if result.is_some() == error.is_some() {
            faults.push("it has not one of result and error".to_owned());
        }
        let Some(id) = message.get("id") else {
            return faults.push("it has no id".to_owned());
        };
        let methods = self.requests.get_mut(&id.to_string()).filter(|it| !it.is_empty());
        let method = methods.map(|it| it.remove(0));
        if let Some(error) = error {
            check_error(method.as_deref(), error, faults);
        }
        match method {
            Some(method) => {
                let request = MetaModel::get().requests.get(&method);
                match (request, result) {
                    (Some(request), Some(result)) => faults.extend(MetaModel::get().faults(&request.result, result)),
                    (None, Some(_)) => faults.push(format!("{method} is unknown and has a result")),
                    _ => {}
                }
            }
            // A message that could not be parsed has no ID.
            None if id.is_null() && error.is_some() => {}
            None => faults.push(format!("{id} was not asked, or is answered already")),
        }
    }
}

fn check_error(method: Option<&str>, error: &Value, faults: &mut Vec<String>) {
    let Some(fields) = error.as_object() else {
        return faults.push(format!("{error} is no error"));
    };
    let is_code = |it: &Value| it.as_i64().is_some_and(|it| i32::try_from(it).is_ok());
    if !fields.get("code").is_some_and(is_code) {
        faults.push("the code of the error is not an integer".to_owned());
    }
    if !fields.get("message").is_some_and(Value::is_string) {
        faults.push("the error has no message".to_owned());
    }
    let unknown = fields
        .keys()
        .filter(|it| !["code", "message", "data"].contains(&it.as_str()));
    faults.extend(unknown.map(|it| format!("{it} of the error is unknown")));
    let request = method.and_then(|it| MetaModel::get().requests.get(it));
    let kind = request.and_then(|it| it.error_data.as_ref());
    if let (Some(kind), Some(data)) = (kind, fields.get("data")) {
        faults.extend(MetaModel::get().faults(kind, data));
    }
}

/// What is reported about work that takes a while.
fn work_done() -> Type {
    let names = ["WorkDoneProgressBegin", "WorkDoneProgressReport", "WorkDoneProgressEnd"];
    let items = names.map(|it| Type::Reference { name: it.to_owned() });
    Type::Or { items: items.to_vec() }
}

/// The body of a message in which halves of surrogate pairs are other characters, as far as only its method and id count.
fn without_halves(body: &[u8]) -> String {
    let half = regex::Regex::new(r"\\u[dD][89a-fA-F]").unwrap();
    half.replace_all(&String::from_utf8_lossy(body), r"\u00").into_owned()
}

/// Where the body behind the first whole header begins, and how long it says that it is.
fn frame(bytes: &[u8]) -> Option<(usize, usize)> {
    const NAME: &[u8] = b"content-length:";
    for at in memchr::memchr2_iter(b'c', b'C', bytes) {
        let rest = &bytes[at..];
        if !rest.get(..NAME.len()).is_some_and(|it| it.eq_ignore_ascii_case(NAME)) {
            continue;
        }
        let value = rest[NAME.len()..].trim_ascii_start();
        let digits = value.iter().take_while(|it| it.is_ascii_digit()).count();
        let Some(length) = std::str::from_utf8(&value[..digits])
            .ok()
            .and_then(|it| it.parse().ok())
        else {
            continue;
        };
        let end = memchr::memmem::find(value, b"\r\n\r\n")? + 4;
        return Some((bytes.len() - value.len() + end, length));
    }
    None
}
