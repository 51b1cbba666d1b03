//! Requests with something right before or behind them, in the same bytes: the answer is about the moment at which the request came,
//! whatever is asked, about whichever kind of document.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::client::{Client, notification};
use super::compare::{comparable, compare, content, fresh, request_all, without_versions, workspace_folder};
use super::material::{self, RELATED, Role, Source};
use super::model::{Edit, Model};
use super::requests::{REQUESTS, Request};
use super::{PATIENCE, generator};
use crate::cli::Folder;
use crate::support::watched::Watched;

const REQUEST_CANCELLED: i64 = -32800;
const CONTENT_MODIFIED: i64 = -32801;

/// Each kind of document, and one that has to do with it.
const PAIRS: [(&str, &str); 7] = [
    ("web.json", "web.parameters.json"),
    ("web.parameters.json", "web.json"),
    ("images/windows.jsonc", "scripts/setup.ps1"),
    ("scripts/setup.sh", "web.json"),
    ("scripts/setup.ps1", "images/windows.jsonc"),
    ("aib-ls.toml", "web.parameters.json"),
    ("customization.log", "web.json"),
];

/// What is sent in the same bytes as a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Neighbour {
    ChangeBehind,
    ChangeBefore,
    CloseBehind,
    OpenBefore,
    CancelBehind,
    OtherChangedBehind,
    OtherChangedBefore,
    OtherClosedBehind,
}

const NEIGHBOURS: [Neighbour; 8] = [
    Neighbour::ChangeBehind,
    Neighbour::ChangeBefore,
    Neighbour::CloseBehind,
    Neighbour::OpenBefore,
    Neighbour::CancelBehind,
    Neighbour::OtherChangedBehind,
    Neighbour::OtherChangedBefore,
    Neighbour::OtherClosedBehind,
];

/// What was open when a request came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    Usual,
    Changed,
    OtherChanged,
}

/// Where in a text a request of a kind has an answer that says something.
fn request(kind: usize, role: Role, text: &str) -> Request {
    let find = |it: &str| text.find(it).unwrap() + it.len();
    let at = match (role, REQUESTS[kind]) {
        (Role::Deployment, "textDocument/hover") => find("\"buildTimeout"),
        (Role::Deployment, "textDocument/completion") => find("\"properties\": {\n        \""),
        (Role::Deployment, "textDocument/signatureHelp") => find("concat("),
        (Role::Deployment, "textDocument/rangeFormatting" | "textDocument/inlayHint") => 0,
        (Role::Deployment, _) => find("[parameters('si"),
        (Role::ParameterFile, "textDocument/completion") => find("\"parameters\": {\n    \""),
        (Role::ParameterFile, _) => find("\"si"),
        (Role::Standalone, _) => find("\"buildTimeout"),
        (Role::Shell, _) => find("apt-get"),
        (Role::PowerShell, _) => find("Restart"),
        (Role::Settings, _) => find("parameters"),
        (_, "textDocument/definition" | "textDocument/references") => find("Starting prov"),
        _ => find("Could not get"),
    };
    // All kinds of actions, and the declaration too.
    let length = if REQUESTS[kind] == "textDocument/inlayHint" {
        usize::MAX / 2 - 1
    } else {
        2
    };
    Request {
        kind,
        at,
        length,
        is_outside: false,
    }
}

/// What a document of a role says after a change.
fn other_text(role: Role) -> String {
    let text = material::texts(role)[0];
    match role {
        Role::Deployment => text
            .replace("Standard_D4s_v5", "Standard_B2s")
            .replace("  \"resources\"", "\n  \"resources\""),
        Role::ParameterFile => text.replace("Standard_A1", "Standard_A2").replacen('{', "{\n", 1),
        _ => "\n\n".to_owned() + &text[..text.len() / 2],
    }
}

/// A session with all documents open.
struct Scene {
    _folder: Folder,
    model: Model,
    client: Client,
    profile: super::client::Profile,
}

impl Scene {
    fn new(group: u64) -> Self {
        let (folder, profile) = (Folder::with(&[]), generator::profile(group));
        let sources = RELATED.iter().filter(|it| PAIRS.iter().any(|pair| pair.0 == it.1));
        let sources = sources.map(|&(role, name, language)| Source {
            role,
            name,
            language,
            on_disk: Some(material::texts(role)[0].to_owned()),
        });
        let sources: Vec<Source> = sources.collect();
        let mut model = Model::new(&folder.path("ws"), profile.encoding, &sources, generator::settings(0));
        let folders = json!([workspace_folder(&model.folder)]);
        let mut client = Client::begin(Watched::process(), &profile, model.settings.clone(), &folders);
        for file in 0..model.files.len() {
            let opening = model.open(file, true);
            client.notify("textDocument/didOpen", opening);
        }
        Self {
            _folder: folder,
            model,
            client,
            profile,
        }
    }

    fn file(&self, name: &str) -> usize {
        let is_it = |it: &super::model::File| it.path.ends_with(name);
        self.model.files.iter().position(is_it).unwrap()
    }

    fn change(&mut self, file: usize, text: &str) -> Value {
        let edits = [Edit::Full(text.to_owned())];
        notification("textDocument/didChange", self.model.change(file, &edits))
    }

    fn close(&mut self, file: usize) -> Value {
        let file = &mut self.model.files[file];
        file.open = None;
        notification("textDocument/didClose", json!({ "textDocument": { "uri": file.uri } }))
    }

    fn open(&mut self, file: usize) -> Value {
        notification("textDocument/didOpen", self.model.open(file, false))
    }

    /// What is answered to some requests once everything is quiet.
    fn quiet(&mut self, requests: &[(usize, Request)]) -> Vec<Value> {
        let mut other = fresh(&self.profile, &self.model);
        compare(&mut self.client, &mut other, &self.model, requests, PATIENCE).unwrap();
        let answers = request_all(&mut other, &self.model, &requests.iter().collect::<Vec<_>>()).unwrap();
        answers.iter().map(|it| comparable(&without_versions(it))).collect()
    }

    /// What is answered in each state.
    fn expected(&mut self, file: usize, other: usize, requests: &[(usize, Request)]) -> BTreeMap<State, Vec<Value>> {
        let usual = self.quiet(requests);
        let mut expected = BTreeMap::from([(State::Usual, usual)]);
        for (state, changed) in [(State::Changed, file), (State::OtherChanged, other)] {
            let role = self.model.files[changed].role;
            let change = self.change(changed, &other_text(role));
            self.client.send_together(&[change]);
            // The parameters are those that are sent in the usual state.
            let answers = self.quiet_as_sent(requests);
            expected.insert(state, answers);
            let change = self.change(changed, material::texts(role)[0]);
            self.client.send_together(&[change]);
        }
        expected
    }

    /// The same, with the positions that requests have in the usual text.
    fn quiet_as_sent(&mut self, requests: &[(usize, Request)]) -> Vec<Value> {
        self.quiet(&[]);
        let mut other = fresh(&self.profile, &self.model);
        let mut answers = Vec::new();
        for (file, request) in requests {
            let (method, params) = self.message(*file, request);
            let ask = |client: &mut Client| {
                let id = client.request(method, params.clone());
                comparable(&without_versions(&content(client.answer(id).unwrap())))
            };
            let expected = ask(&mut other);
            let end = std::time::Instant::now() + PATIENCE;
            while ask(&mut self.client) != expected {
                assert!(std::time::Instant::now() < end, "{method} does not become {expected}");
            }
            answers.push(expected);
        }
        answers
    }

    /// A request as it is made for the usual text.
    fn message(&self, file: usize, request: &Request) -> (&'static str, Value) {
        let mut file = self.model.files[file].clone();
        if let Some(open) = &mut file.open {
            open.text = material::texts(file.role)[0].to_owned();
        }
        request.message(&self.model, &file)
    }

    /// Sends a request together with its neighbours, and everything that restores the usual state. Gives the state at which it came.
    fn send(&mut self, neighbour: Neighbour, file: usize, other: usize, request: &Request) -> (i64, State) {
        let usual = |scene: &Self, file: usize| material::texts(scene.model.files[file].role)[0];
        let changed = |scene: &Self, file: usize| other_text(scene.model.files[file].role);
        let (method, params) = self.message(file, request);
        let (id, question) = self.client.numbered(method, params);
        let (mine, theirs) = (changed(self, file), changed(self, other));
        let (mut messages, mut state) = (Vec::new(), State::Usual);
        match neighbour {
            Neighbour::ChangeBehind => {
                messages.extend([question, self.change(file, &mine)]);
                messages.push(self.change(file, usual(self, file)));
            }
            Neighbour::ChangeBefore => {
                messages.extend([self.change(file, &mine), question]);
                messages.push(self.change(file, usual(self, file)));
                state = State::Changed;
            }
            Neighbour::CloseBehind => messages.extend([question, self.close(file), self.open(file)]),
            Neighbour::OpenBefore => messages.extend([self.close(file), self.open(file), question]),
            Neighbour::CancelBehind => {
                messages.extend([question, notification("$/cancelRequest", json!({ "id": id }))])
            }
            Neighbour::OtherChangedBehind => {
                messages.extend([question, self.change(other, &theirs)]);
                messages.push(self.change(other, usual(self, other)));
            }
            Neighbour::OtherChangedBefore => {
                messages.extend([self.change(other, &theirs), question]);
                messages.push(self.change(other, usual(self, other)));
                state = State::OtherChanged;
            }
            Neighbour::OtherClosedBehind => messages.extend([question, self.close(other), self.open(other)]),
        }
        self.client.send_together(&messages);
        (id, state)
    }
}

#[test]
fn an_answer_is_about_the_moment_of_its_request() {
    let (mut count, mut cancelled, mut wrong) = (0, 0, BTreeMap::new());
    let mut differ = [(State::Changed, 0), (State::OtherChanged, 0)];
    for group in [0, 1] {
        let mut scene = Scene::new(group);
        for (name, other) in PAIRS {
            let (file, other) = (scene.file(name), scene.file(other));
            let role = scene.model.files[file].role;
            let text = material::texts(role)[0];
            let requests = (0..REQUESTS.len()).map(|kind| (file, request(kind, role, text)));
            let requests: Vec<(usize, Request)> = requests.collect();
            let expected = scene.expected(file, other, &requests);
            for (state, count) in &mut differ {
                let both = expected[&State::Usual].iter().zip(&expected[state]);
                *count += both.filter(|it| it.0 != it.1).count();
            }
            // Nothing is waited for in between: each request comes while those before it are being answered.
            let mut sent = Vec::new();
            for (index, (_, request)) in requests.iter().enumerate() {
                for neighbour in NEIGHBOURS {
                    let (id, state) = scene.send(neighbour, file, other, request);
                    sent.push((id, neighbour, state, index));
                }
            }
            for (id, neighbour, state, index) in sent {
                let answer = content(scene.client.answer(id).expect("the server hangs"));
                count += 1;
                let code = answer["error"]["code"].as_i64();
                if code == Some(REQUEST_CANCELLED) && neighbour == Neighbour::CancelBehind {
                    cancelled += 1;
                } else if code != Some(CONTENT_MODIFIED)
                    && comparable(&without_versions(&answer)) != expected[&state][index]
                {
                    let expected = &expected[&state][index];
                    let key = format!("{neighbour:?} {} in {name}", REQUESTS[index]);
                    let words = || (0, format!("expected: {expected}\nanswer:   {answer}"));
                    wrong.entry(key).or_insert_with(words).0 += 1;
                }
            }
        }
    }
    let failed: usize = wrong.values().map(|it| it.0).sum();
    println!("{count} requests, {cancelled} cancelled, {failed} answers about another moment");
    let list: Vec<String> = wrong
        .iter()
        .map(|(it, (count, words))| format!("{it}, {count} times\n{words}"))
        .collect();
    assert!(list.is_empty(), "{}", list.join("\n\n"));
    // Most answers are others after the change, so that it can be seen which text one is about.
    assert!(differ[0].1 > 50 && differ[1].1 > 10, "{differ:?}");
}
