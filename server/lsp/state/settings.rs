//! The editor's settings and folders: where the client works and how it is set up.

use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value;
use tower_lsp::lsp_types::{ConfigurationItem, DidChangeWorkspaceFoldersParams, InitializeParams, WorkspaceFolder};

use crate::locale::Lang;
use crate::lsp::from_proto;
use crate::lsp::state::State;
use crate::lsp::state::requests::registration;
use crate::lsp::tasks::TaskResult;
use crate::lsp::uri;
use crate::rules;
use crate::settings::problem::Problem;
use crate::settings::{Settings, file};

impl State {
    /// Takes note of where the client works and how it is set up.
    pub(super) fn initialize_settings(&mut self, params: &InitializeParams) {
        let workspace = Arc::make_mut(&mut self.workspace);
        workspace.roots = from_proto::roots(params);
        if let Some(options) = &params.initialization_options {
            workspace.is_untrusted = options.get("trusted").and_then(Value::as_bool) == Some(false);
            self.take_settings(options);
        }
        if self.features.watch_files {
            self.files.disk().watch();
        }
    }

    /// The settings came with a `didChangeConfiguration`, or have to be asked for.
    pub(super) fn configuration_changed(&mut self, sent: &Value) {
        if self.features.configuration {
            self.request_settings();
        } else {
            self.take_settings(sent);
        }
    }

    /// Asks the client for our section.
    pub(super) fn request_settings(&mut self) {
        if !self.features.configuration {
            return;
        }
        self.asked_for_settings += 1;
        let request = self.asked_for_settings;
        self.spawn_call(move |client| async move {
            let item = ConfigurationItem {
                scope_uri: None,
                section: Some("aib".to_owned()),
            };
            let answer = client.configuration(vec![item]).await.ok()?;
            let section = answer.into_iter().next().filter(Value::is_object)?;
            Some(TaskResult::Configuration(request, section))
        });
    }

    /// The client's answer; one to an earlier question does not count.
    pub(super) fn take_requested_settings(&mut self, request: u64, section: &Value) {
        if request == self.asked_for_settings {
            let (settings, problems) = Settings::from_json(section, &rules::known());
            self.update_settings(settings, problems);
        }
    }

    fn take_settings(&mut self, value: &Value) {
        if let Some((settings, problems)) = from_proto::settings(value, &rules::known()) {
            self.update_settings(settings, problems);
        }
    }

    /// Puts the editor's settings in force.
    fn update_settings(&mut self, settings: Settings, problems: Vec<Problem>) {
        if self.editor.shellcheck != settings.shellcheck {
            self.forget_notes();
        }
        self.editor = Arc::new(settings);
        if self.editor_problems != problems {
            for finding in rules::check_settings(&problems, &Settings::default()) {
                let message = finding.message.get(self.lang());
                self.log(format!("settings of the editor, section aib: {message}"));
            }
            self.editor_problems = problems;
        }
        self.affect_all();
    }

    /// Folders were opened or closed.
    pub(super) fn folders_changed(&mut self, params: &DidChangeWorkspaceFoldersParams) {
        let paths =
            |it: &[WorkspaceFolder]| -> Vec<PathBuf> { it.iter().filter_map(|it| uri::to_path(&it.uri)).collect() };
        let gone = paths(&params.event.removed);
        let workspace = Arc::make_mut(&mut self.workspace);
        workspace.roots.retain(|it| !gone.contains(it));
        workspace.roots.extend(paths(&params.event.added));
        self.affect_all();
    }

    /// Asks the client to say when settings and files change, where it has to be asked.
    pub(super) fn register_watchers(&self) {
        let mut wanted = Vec::new();
        if self.features.watch_configuration {
            let options = serde_json::json!({ "section": "aib" });
            wanted.push(registration("workspace/didChangeConfiguration", options));
        }
        if self.features.watch_files {
            // Any JSON file may be a parameter file, any script one that an address names; each may be looked for before it exists.
            let patterns = [
                &format!("**/{}", file::NAME),
                "**/*.{json,jsonc}",
                "**/*.{sh,bash,ps1,psm1}",
                "**/{customization,validation}.log",
            ];
            let watchers = patterns.map(|it| serde_json::json!({ "globPattern": it }));
            let options = serde_json::json!({ "watchers": watchers });
            wanted.push(registration("workspace/didChangeWatchedFiles", options));
        }
        if !wanted.is_empty() {
            let client = self.client.clone();
            tokio::spawn(async move { client.register_capability(wanted).await });
        }
    }

    /// The language of sentences that are about no document.
    pub(super) fn lang(&self) -> Lang {
        self.features.with_lang(self.editor.lang).locale
    }
}
