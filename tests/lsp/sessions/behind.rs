//! A change right behind a request: the answer is about the text before it, whatever is asked.

use serde_json::json;

use super::client::Client;
use super::compare::{comparable, compare, content, fresh, workspace_folder};
use super::material::{self, RELATED, Role, Source};
use super::model::{Edit, Model};
use super::requests::{REQUESTS, Request};
use super::{PATIENCE, generator};
use crate::cli::Folder;
use crate::support::watched::Watched;

/// Where in a text a request of a kind has an answer that says something.
fn request(kind: usize, role: Role, text: &str) -> Request {
    let find = |it: &str| text.find(it).unwrap() + it.len();
    let at = match (role, REQUESTS[kind]) {
        (Role::Deployment, "textDocument/hover") => find("\"buildTimeout"),
        (Role::Deployment, "textDocument/completion") => find("\"properties\": {\n        \""),
        (Role::Deployment, "textDocument/signatureHelp") => find("concat("),
        (Role::Deployment, "textDocument/rangeFormatting") => 0,
        (Role::Deployment, _) => find("[parameters('si"),
        (Role::ParameterFile, "textDocument/completion") => find("\"parameters\": {\n    \""),
        (Role::ParameterFile, _) => find("\"si"),
        (_, "textDocument/definition" | "textDocument/references") => find("Starting prov"),
        _ => find("Could not get"),
    };
    // All kinds of actions, and the declaration too.
    let length = 2;
    Request { kind, at, length }
}

#[test]
fn a_change_right_behind_a_question_leaves_its_answer_as_it_was() {
    let (mut counted, mut wrong) = (0, Vec::new());
    for profile in [generator::profile(0), generator::profile(1)] {
        let folder = Folder::with(&[]);
        let sources = RELATED
            .iter()
            .filter(|it| ["web.json", "web.parameters.json", "customization.log"].contains(&it.1));
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
        // It is changed along, and says when the other one knows of the change before.
        let mut other = fresh(&profile, &model);
        for file in 0..model.files.len() {
            let role = model.files[file].role;
            let text = material::texts(role)[0];
            for (kind, method) in REQUESTS.iter().enumerate() {
                let request = request(kind, role, text);
                let all = [(file, request.clone())];
                compare(&mut client, &mut other, &model, &all, PATIENCE).unwrap();
                let (_, params) = request.message(&model, &model.files[file]);
                let id = client.request(method, params.clone());
                let before = content(client.answer(id).unwrap());
                let inserted = "\n\n".to_owned() + &text[..text.len() / 2];
                let change = model.change(file, &[Edit::Full(inserted)]);
                let id = client.request_and_change(method, params.clone(), &change);
                other.notify("textDocument/didChange", change);
                let answer = content(client.answer(id).unwrap());
                let is_refused = answer["error"]["code"] == json!(-32801);
                let name = &model.files[file].uri;
                if !is_refused && comparable(&answer) != comparable(&before) {
                    wrong.push(format!("{} in {name}\nbefore: {before}\nanswer: {answer}", name));
                }
                let id = client.request(method, params);
                let after = content(client.answer(id).unwrap());
                counted += usize::from(comparable(&before) != comparable(&after));
                let change = model.change(file, &[Edit::Full(text.to_owned())]);
                client.notify("textDocument/didChange", change.clone());
                other.notify("textDocument/didChange", change);
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    // Most answers are others after the change, so that it can be seen which text one is about.
    assert!(counted > 50, "{counted}");
}
