//! Comparing a server with a fresh one that is given the same files, and the positions in an answer with the texts that they are in.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tower_lsp::lsp_types::Url;

use super::client::{Client, Profile};
use super::model::Model;
use super::requests::Request;
use super::ruler::Ruler;
use crate::support::watched::Watched;

/// A pause before something is asked once more that a server may not have read yet.
pub const PAUSE: Duration = Duration::from_millis(5);

/// The folder of a session as a workspace folder.
pub fn workspace_folder(folder: &Path) -> Value {
    json!({ "uri": Url::from_file_path(folder).unwrap().as_str(), "name": "session" })
}

/// A server that is given the files of a model and has never seen others. It is asked for diagnostics, also where the client has
/// them published: an answer is there when it is waited for.
pub fn fresh(profile: &Profile, model: &Model) -> Client {
    let folders: Vec<Value> = model.roots.iter().map(|it| workspace_folder(it)).collect();
    let folders = json!(folders);
    let profile = Profile {
        pull: true,
        ..profile.clone()
    };
    let mut client = Client::begin(Watched::memory(), &profile, model.settings.clone(), &folders);
    for file in model.files.iter().filter(|it| it.open.is_some()) {
        client.notify("textDocument/didOpen", file.opening());
    }
    client
}

/// Asks both servers the same and waits until they agree, which the one may need a moment for that has just been told about a file.
pub fn compare(
    client: &mut Client,
    fresh: &mut Client,
    model: &Model,
    requests: &[(usize, Request)],
    patience: Duration,
) -> Result<(), String> {
    let end = Instant::now() + patience;
    let mut open: Vec<&(usize, Request)> = requests.iter().collect();
    open.retain(|it| model.files.get(it.0).is_some_and(|it| it.open.is_some()));
    loop {
        let mut differences = Vec::new();
        let ours = request_all(client, model, &open)?;
        let theirs = request_all(fresh, model, &open)?;
        for ((entry, ours), theirs) in open.iter().zip(ours).zip(theirs) {
            let file = &model.files[entry.0];
            let (method, params) = entry.1.message(model, file);
            check_positions(model, &file.uri, file.text().unwrap_or_default(), method, &ours)?;
            if comparable(&ours) != comparable(&theirs) {
                differences.push((*entry, format!("{method} {params}\nanswer: {ours}\nfresh:  {theirs}")));
            }
        }
        let (ours, theirs) = (findings(client, model)?, findings(fresh, model)?);
        if differences.is_empty() && ours == theirs {
            return Ok(());
        }
        if Instant::now() > end {
            let first = differences.into_iter().next().map(|it| it.1);
            return Err(first.unwrap_or_else(|| format!("findings: {}\nfresh:    {}", json!(ours), json!(theirs))));
        }
        open = differences.into_iter().map(|it| it.0).collect();
        client.hear_until(PAUSE, |_| false);
    }
}

/// The diagnostics of all files that have some: asked for by who can, and as they were published.
fn findings(client: &mut Client, model: &Model) -> Result<BTreeMap<String, Vec<Value>>, String> {
    let mut pending = Vec::new();
    for file in model.files.iter().filter(|it| it.open.is_some()) {
        let params = json!({ "textDocument": { "uri": file.uri } });
        if client.pulls() {
            pending.push((file, client.request("textDocument/diagnostic", params)));
        }
    }
    let mut found: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for (file, id) in pending {
        let answer = client.answer(id).ok_or("`textDocument/diagnostic` is not answered")?;
        let items = answer["result"]["items"].as_array().cloned().unwrap_or_default();
        check_positions(
            model,
            &file.uri,
            file.text().unwrap_or_default(),
            "diagnostic",
            &json!(items),
        )?;
        found.insert(file.uri.clone(), items);
    }
    client.hear();
    for (uri, items) in &client.published {
        // What is asked for and published as well stands there twice.
        found.entry(uri.clone()).or_default().extend(items.iter().cloned());
    }
    found.retain(|_, it| !it.is_empty());
    found.values_mut().for_each(|it| it.sort_by_key(Value::to_string));
    Ok(found)
}

/// The answers to requests, in their order.
pub fn request_all(client: &mut Client, model: &Model, requests: &[&(usize, Request)]) -> Result<Vec<Value>, String> {
    let sent = requests.iter().map(|(file, request)| {
        let (method, params) = request.message(model, &model.files[*file]);
        (method, client.request(method, params))
    });
    let sent: Vec<_> = sent.collect();
    let answers = sent.into_iter().map(|(method, id)| {
        let answer = client.answer(id);
        answer.map(content).ok_or_else(|| format!("{method} is not answered"))
    });
    answers.collect()
}

/// What an answer says, without its number.
pub fn content(mut answer: Value) -> Value {
    match answer.get_mut("error") {
        Some(error) => json!({ "error": error.take() }),
        None => answer["result"].take(),
    }
}

/// An answer without the order of its diagnostics, which means nothing.
pub fn comparable(answer: &Value) -> Value {
    let mut answer = answer.clone();
    if let Some(items) = answer.get_mut("items").and_then(Value::as_array_mut)
        && answer_is_report(items)
    {
        items.sort_by_key(Value::to_string);
    }
    answer
}

/// An answer without the versions of the documents that it edits.
pub fn without_versions(answer: &Value) -> Value {
    let mut answer = answer.clone();
    strip_versions(&mut answer);
    answer
}

fn strip_versions(value: &mut Value) {
    match value {
        Value::Array(all) => all.iter_mut().for_each(strip_versions),
        Value::Object(all) => {
            if all.contains_key("uri") {
                all.remove("version");
            }
            all.values_mut().for_each(strip_versions);
        }
        _ => {}
    }
}

fn answer_is_report(items: &[Value]) -> bool {
    items.iter().all(|it| it.get("severity").is_some())
}

/// Every position in an answer about a document has to lie inside the text of its own document.
pub fn check_positions(model: &Model, uri: &str, text: &str, method: &str, answer: &Value) -> Result<(), String> {
    let walk = Walk {
        model,
        document: uri,
        ruler: model.ruler(text),
    };
    walk.value(uri, answer)
        .and_then(|()| match method {
            "textDocument/semanticTokens/full" | "textDocument/semanticTokens/range" => walk.tokens(answer),
            "textDocument/foldingRange" => walk.folds(answer),
            _ => Ok(()),
        })
        .map_err(|it| format!("{method}: {it}\nanswer: {answer}\ntext: {text:?}"))
}

struct Walk<'w> {
    model: &'w Model,
    /// The document that was asked about, and its text at that time.
    document: &'w str,
    ruler: Ruler<'w>,
}

impl Walk<'_> {
    fn value(&self, uri: &str, value: &Value) -> Result<(), String> {
        match value {
            Value::Array(all) => {
                // The arguments of a command: an address, and a range there.
                let first = all.first().and_then(Value::as_str).filter(|it| it.starts_with("file:"));
                all.iter().try_for_each(|it| self.value(first.unwrap_or(uri), it))
            }
            Value::Object(all) if all.contains_key("character") => self.position(uri, value),
            Value::Object(all) => {
                let named = [&value["uri"], &value["textDocument"]["uri"]];
                let here = named.iter().find_map(|it| it.as_str()).unwrap_or(uri);
                all.iter().try_for_each(|(name, it)| {
                    let target = value["targetUri"].as_str().filter(|_| name.starts_with("target"));
                    let changed = Some(name.as_str()).filter(|it| it.starts_with("file:"));
                    self.value(target.or(changed).unwrap_or(here), it)
                })
            }
            _ => Ok(()),
        }
    }

    fn position(&self, uri: &str, position: &Value) -> Result<(), String> {
        let is_inside = |text: &str| self.model.ruler(text).byte(position).is_some();
        let is_start = position == &json!({ "line": 0, "character": 0 });
        let fits = match self.model.files.iter().find(|it| it.uri == uri) {
            _ if uri == self.document => self.ruler.byte(position).is_some(),
            // What the other document said when the answer was made cannot be known here.
            // A file that is nowhere can be created, and filled from its start.
            Some(file) => file.texts().any(is_inside) || (is_start && file.texts().next().is_none()),
            None => is_start,
        };
        fits.then_some(())
            .ok_or_else(|| format!("{position} is no position of {uri}"))
    }

    fn tokens(&self, answer: &Value) -> Result<(), String> {
        let numbers = answer["data"].as_array().map_or(&[][..], Vec::as_slice);
        let (mut line, mut character) = (0, 0);
        for token in numbers.chunks(5) {
            let number = |index: usize| token[index].as_u64().unwrap();
            character = if number(0) == 0 { character } else { 0 } + number(1);
            line += number(0);
            for end in [character, character + number(2)] {
                self.position(self.document, &json!({ "line": line, "character": end }))?;
            }
        }
        Ok(())
    }

    fn folds(&self, answer: &Value) -> Result<(), String> {
        for fold in answer.as_array().map_or(&[][..], Vec::as_slice) {
            for (line, character) in [("startLine", "startCharacter"), ("endLine", "endCharacter")] {
                let character = fold.get(character).cloned().unwrap_or(json!(0));
                self.position(self.document, &json!({ "line": fold[line], "character": character }))?;
            }
        }
        Ok(())
    }
}
