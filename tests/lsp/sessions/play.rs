//! Playing a session: each step is sent without waiting for the one before, and everything that comes is held against the model.

mod disk;
mod mending;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::client::{Client, Profile};
use super::compare::{self, PAUSE, check_positions, comparable, content, fresh, workspace_folder};
use super::generator::{self, GARBAGE, Session, Step, settings};
use super::model::{Edit, Model};
use super::requests::{REQUESTS, Request};
use super::tally;
use crate::cli::Folder;

/// The codes of the protocol for answers that were given up.
const REQUEST_CANCELLED: i64 = -32800;
const CONTENT_MODIFIED: i64 = -32801;

/// A session that is being played.
struct Play<'p> {
    client: &'p mut Client,
    profile: &'p Profile,
    session: &'p Session,
    patience: Duration,
    model: Model,
    /// Requests without an answer.
    pending: Vec<Pending>,
    /// Answers that are to be compared with those of a fresh server.
    bound: Vec<(Pending, Value)>,
    /// For each document, which of its versions diagnostics were published for last.
    published: BTreeMap<String, usize>,
    garbage: usize,
    /// Counts changes of what a fresh server would be given, and of the disk.
    state: usize,
    disk: usize,
    /// Whether the server surely has the settings: one that has to ask for them may not have them yet.
    has_settings: bool,
}

/// A request without an answer, and the state at which it was sent.
struct Pending {
    id: i64,
    method: &'static str,
    params: Value,
    uri: String,
    text: String,
    /// Everything that was there, where a fresh server can be given the same.
    model: Option<Model>,
    state: usize,
    disk: usize,
    is_cancelled: bool,
    is_outdated: bool,
}

/// Plays a session with a server that may have held others before.
pub fn play(client: &mut Client, profile: &Profile, session: &Session, patience: Duration) -> Result<(), String> {
    let folder = Folder::with(&[]);
    let root = folder.path("");
    let model = Model::new(&root, profile.encoding, &session.files, settings(session.settings));
    let mut play = Play {
        garbage: client.refusals(),
        client,
        profile,
        session,
        patience,
        model,
        pending: Vec::new(),
        bound: Vec::new(),
        published: BTreeMap::new(),
        state: 0,
        disk: 0,
        has_settings: false,
    };
    let result = play.through();
    let _ = fs::remove_dir_all(&root);
    result
}

impl Play<'_> {
    fn through(&mut self) -> Result<(), String> {
        self.move_folders(&self.model.roots.clone(), &[]);
        self.send_settings();
        for step in &self.session.steps {
            tally::count(&tally::STEPS);
            self.step(step)?;
            self.client.hear();
            self.take_publications()?;
            self.take_answers(false)?;
        }
        self.compare(&self.last_requests())?;
        self.close_all()?;
        self.move_folders(&[], &self.model.roots.clone());
        self.client.release();
        Ok(())
    }

    fn move_folders(&mut self, added: &[PathBuf], removed: &[PathBuf]) {
        self.state += 1;
        let folders = |all: &[PathBuf]| -> Vec<Value> { all.iter().map(|it| workspace_folder(it)).collect() };
        let event = json!({ "event": { "added": folders(added), "removed": folders(removed) } });
        self.client.notify("workspace/didChangeWorkspaceFolders", event);
    }

    fn step(&mut self, step: &Step) -> Result<(), String> {
        match step {
            Step::Open { file, restarts } if !self.is_open(*file) => {
                self.state += 1;
                let opening = self.model.open(*file, *restarts);
                self.client.notify("textDocument/didOpen", opening);
            }
            Step::Change { file, edits } if self.is_open(*file) => self.change(*file, edits),
            Step::Close { file } if self.is_open(*file) => self.close(*file),
            Step::Save { file } if self.is_open(*file) => {
                let text = self.model.files[*file].text().map(str::to_owned);
                self.store(*file, text);
                let document = json!({ "uri": self.model.files[*file].uri });
                self.client
                    .notify("textDocument/didSave", json!({ "textDocument": document }));
            }
            Step::Write { file, text } => self.store(*file, Some(text.clone())),
            Step::Grow { file, text } => {
                let before = self.model.files[*file].on_disk.clone().unwrap_or_default();
                self.store(*file, Some(before + text));
            }
            Step::Delete { file } => self.store(*file, None),
            Step::Rename { file, to } if file != to => self.rename(*file, *to),
            Step::DeleteFolder => self.delete_folder(),
            Step::Folders(number) => self.set_folders(generator::folders(*number)),
            Step::Optional(number) => {
                let (method, params) = generator::optional(*number);
                self.client.notify(method, params);
            }
            Step::Together => self.client.keep_back(),
            Step::Split => self.client.split_next(),
            Step::CancelNothing(id) => self.client.notify("$/cancelRequest", json!({ "id": id })),
            Step::Settings(number) => {
                self.model.settings = settings(*number);
                self.send_settings();
            }
            Step::Request { file, request } if self.is_open(*file) => self.request(*file, request),
            Step::Cancel => {
                if let Some(last) = self.pending.last_mut() {
                    last.is_cancelled = true;
                    self.client.notify("$/cancelRequest", json!({ "id": last.id }));
                }
            }
            Step::Garbage(kind) => {
                let (bytes, is_framed) = GARBAGE[*kind];
                self.garbage += self.client.garbage(bytes, is_framed);
            }
            Step::Compare(requests) => self.compare(requests)?,
            _ => {}
        }
        Ok(())
    }

    fn send_settings(&mut self) {
        self.state += 1;
        self.client.settings = self.model.settings.clone();
        self.client.send_settings();
        self.has_settings = !self.profile.configuration;
    }

    fn is_open(&self, file: usize) -> bool {
        self.model.files[file].open.is_some()
    }

    fn change(&mut self, file: usize, edits: &[Edit]) {
        self.state += 1;
        let changes = self.model.change(file, edits);
        self.client.notify("textDocument/didChange", changes);
        let uri = &self.model.files[file].uri;
        let pending = self.pending.iter_mut().filter(|it| it.uri == *uri);
        pending.for_each(|it| it.is_outdated = true);
    }

    fn close(&mut self, file: usize) {
        self.state += 1;
        let file = &mut self.model.files[file];
        file.open = None;
        let pending = self.pending.iter_mut().filter(|it| it.uri == file.uri);
        pending.for_each(|it| it.is_outdated = true);
        let document = json!({ "uri": file.uri });
        self.client
            .notify("textDocument/didClose", json!({ "textDocument": document }));
    }

    fn request(&mut self, file: usize, request: &Request) {
        let is_bound = self.has_settings && (0..self.model.files.len()).all(|it| self.unsound(it).is_none());
        let model = is_bound.then(|| self.model.clone());
        let file = &self.model.files[file];
        let (method, params) = request.message(&self.model, file);
        let id = self.client.request(method, params.clone());
        self.pending.push(Pending {
            id,
            method,
            params,
            uri: file.uri.clone(),
            text: file.text().unwrap_or_default().to_owned(),
            model,
            state: self.state,
            disk: self.disk,
            is_cancelled: false,
            is_outdated: false,
        });
    }

    /// Looks at the answers that have come; where pending to, waits for all of them.
    fn take_answers(&mut self, waits: bool) -> Result<(), String> {
        for pending in std::mem::take(&mut self.pending) {
            let answer = match waits {
                true => self.client.answer(pending.id),
                false => self.client.answered(pending.id),
            };
            match answer {
                Some(answer) => self.check(pending, content(answer))?,
                None if waits => return Err(format!("{} is not answered", pending.method)),
                None => self.pending.push(pending),
            }
        }
        Ok(())
    }

    fn check(&mut self, pending: Pending, answer: Value) -> Result<(), String> {
        match answer["error"]["code"].as_i64() {
            Some(REQUEST_CANCELLED) if pending.is_cancelled => return Ok(()),
            Some(CONTENT_MODIFIED) if pending.is_outdated => return Ok(()),
            _ => {}
        }
        check_positions(&self.model, &pending.uri, &pending.text, pending.method, &answer)?;
        if pending.model.is_some() {
            self.bound.push((pending, answer));
        }
        Ok(())
    }

    /// Diagnostics are published for one version after the other, and their positions lie inside its text.
    fn take_publications(&mut self) -> Result<(), String> {
        for news in self.client.take_publications() {
            let uri = news["uri"].as_str().unwrap_or_default();
            let Some(file) = self.model.files.iter().find(|it| it.uri == uri) else {
                // Of an earlier session: that it is taken back is seen when everything is compared.
                continue;
            };
            let check =
                |text: &str| check_positions(&self.model, uri, text, "publishDiagnostics", &news["diagnostics"]);
            let Some(version) = news["version"].as_i64() else {
                let fits = news["diagnostics"] == json!([]) || file.texts().any(|it| check(it).is_ok());
                fits.then_some(())
                    .ok_or_else(|| format!("positions of no text: {news}"))?;
                continue;
            };
            let last = self.published.get(uri).copied().unwrap_or_default();
            let later = file.versions.iter().enumerate().skip(last);
            let mut named = later.filter(|it| it.1.number == version).peekable();
            if named.peek().is_none() {
                return Err(format!("published for a version before the last: {news}"));
            }
            let Some((index, _)) = named.find(|it| check(&it.1.text).is_ok()) else {
                return Err(format!("positions outside the text of that version: {news}"));
            };
            self.published.insert(uri.to_owned(), index);
        }
        Ok(())
    }

    /// Waits for a quiet moment and compares everything with fresh servers.
    fn compare(&mut self, requests: &[(usize, Request)]) -> Result<(), String> {
        self.mend();
        self.take_answers(true)?;
        if !self.client.refused(self.garbage) {
            let refused = self.client.refusals();
            return Err(format!(
                "{refused} messages were refused, and {} were none",
                self.garbage
            ));
        }
        self.compare_bound()?;
        if !self.client.gave_settings() {
            return Err("the server did not ask for the settings".to_owned());
        }
        let mut fresh = fresh(self.profile, &self.model);
        for _ in requests {
            tally::count(&tally::ANSWERS);
        }
        compare::compare(self.client, &mut fresh, &self.model, requests, self.patience)?;
        self.has_settings = true;
        self.take_publications()
    }

    /// Compares answers with those of a server that knows everything as it was at the time of the request, and nothing else. The files on
    /// disk must not have changed since.
    fn compare_bound(&mut self) -> Result<(), String> {
        let mut last: Option<(usize, Client)> = None;
        for (pending, answer) in std::mem::take(&mut self.bound) {
            let Some(model) = pending.model.as_ref().filter(|_| pending.disk == self.disk) else {
                continue;
            };
            let mut server = match last.take() {
                Some((state, server)) if state == pending.state => server,
                _ => fresh(self.profile, model),
            };
            tally::count(&tally::ANSWERS);
            self.compare_with(&mut server, &pending, &answer)?;
            last = Some((pending.state, server));
        }
        Ok(())
    }

    fn compare_with(&self, fresh: &mut Client, pending: &Pending, answer: &Value) -> Result<(), String> {
        let end = Instant::now() + self.patience;
        loop {
            let id = fresh.request(pending.method, pending.params.clone());
            let expected = fresh.answer(id).map(content).unwrap_or_default();
            if comparable(answer) == comparable(&expected) {
                return Ok(());
            }
            // The fresh server may have to ask for the settings first.
            if Instant::now() > end {
                let (method, params, text) = (pending.method, &pending.params, &pending.text);
                return Err(format!(
                    "about another moment: {method} {params}\nanswer: {answer}\nfresh:  {expected}\ntext: {text:?}"
                ));
            }
            fresh.hear_until(PAUSE, |_| false);
        }
    }

    /// What together shows whether both have the same text.
    fn last_requests(&self) -> Vec<(usize, Request)> {
        self.everywhere(&[
            "textDocument/semanticTokens/full",
            "textDocument/foldingRange",
            "textDocument/documentSymbol",
            "textDocument/formatting",
            "textDocument/inlayHint",
            "aib-ls/report doctor",
        ])
    }

    /// Questions of these kinds about the whole of every file.
    fn everywhere(&self, kinds: &[&str]) -> Vec<(usize, Request)> {
        let files = 0..self.model.files.len();
        let about = |file| {
            let kinds = kinds.iter();
            let kinds = kinds.filter_map(|kind| REQUESTS.iter().position(|it| it == kind));
            let requests = kinds.map(|kind| Request {
                kind,
                at: 0,
                length: usize::MAX / 2,
                is_outside: false,
            });
            requests.map(move |it| (file, it)).collect::<Vec<_>>()
        };
        files.flat_map(about).collect()
    }

    /// Closes all documents: no diagnostics are left then.
    fn close_all(&mut self) -> Result<(), String> {
        for file in 0..self.model.files.len() {
            if self.is_open(file) {
                self.close(file);
            }
        }
        let is_empty = self.client.hear_until(self.patience, |it| it.published.is_empty());
        self.take_publications()?;
        match is_empty {
            true => Ok(()),
            false => Err(format!("left after close: {}", json!(self.client.published))),
        }
    }
}
