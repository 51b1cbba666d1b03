//! Documents that are opened, typed in and closed, and files that change on the disk.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use tower_lsp::lsp_types::{DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidOpenTextDocumentParams, Url};

use crate::lsp::from_proto;
use crate::lsp::halves::Halves;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::state::{State, Status};
use crate::lsp::tasks::Refresh;
use crate::lsp::uri;
use crate::project::config::EffectiveConfig;

impl State {
    /// Takes a document in; one that was open already is replaced.
    pub(super) fn open(&mut self, mut params: DidOpenTextDocumentParams) {
        let uri = params.text_document.uri.clone();
        self.unreadable.remove(&uri);
        let (text, halves) = Halves::read(&params.text_document.text);
        if let Cow::Owned(text) = text {
            params.text_document.text = text;
        }
        self.set_halves(&uri, halves);
        // Until its settings file is read, the editor's settings are all that is known.
        let path = uri::to_path(&uri);
        let config = EffectiveConfig {
            settings: self.workspace.editor_settings(&self.editor, path.as_deref()),
            ..EffectiveConfig::default()
        };
        let snapshot = Snapshot::new(params.text_document, Arc::new(config));
        if !self.features.watch_files {
            self.files.disk().doubt();
        }
        if let Some(path) = &path {
            self.files.set(path, snapshot.text.clone());
        }
        let is_log = snapshot.is_log();
        self.put(&uri, snapshot);
        self.logs_changed(is_log, Some(&uri));
        match &path {
            Some(path) => self.affect_dependents(path),
            None => self.moment += 1,
        }
        self.affect(&uri);
    }

    /// Makes the changes of a `didChange`, in order. Changes of a document that is not open mean nothing.
    pub(super) fn change(&mut self, params: DidChangeTextDocumentParams) {
        let (uri, version) = (params.text_document.uri, params.text_document.version);
        let changes = self.reopen(&uri, &params.content_changes);
        let Some(newest) = self.documents.get(&uri).cloned() else {
            return;
        };
        let mut halves = self.halves.remove(&uri).unwrap_or_default();
        let text = halves.change(&newest.text, changes, self.features.encoding);
        self.set_halves(&uri, halves);
        let snapshot = newest.with_text(version, text.clone());
        let (is_script, is_log) = (snapshot.is_script, snapshot.is_log());
        let path = uri::to_path(&uri);
        if let Some(path) = &path {
            self.files.set(path, text);
        }
        self.put(&uri, snapshot);
        if let Some(path) = &path {
            self.affect_dependents(path);
        }
        if self.may_be_parameter_file(&uri) {
            self.request_related();
        }
        // What a log says of a template follows the text of that; who pulls asks by itself.
        if !is_log && !is_script && !self.features.pull {
            self.open_logs(Some(&uri)).iter().for_each(|it| self.check_again(it));
        }
    }

    /// Lets a document go; its findings are taken back.
    pub(super) fn close(&mut self, uri: &Url) {
        self.unreadable.remove(uri);
        self.halves.remove(uri);
        let Some(document) = Arc::make_mut(&mut self.documents).remove(uri) else {
            return;
        };
        if let Some(Status { running, loading, .. }) = self.status.remove(uri) {
            loading.cancel();
            if let Some((_, running)) = running {
                running.cancel();
            }
        }
        self.diagnostics.remove(uri);
        self.forget_scripts(uri);
        let path = uri::to_path(uri);
        if let Some(path) = &path {
            self.files.unset(path);
            self.files.disk().forget(path);
        }
        self.logs_changed(document.is_log(), Some(uri));
        self.unload(uri);
        if let Some(path) = &path {
            self.affect_dependents(path);
        }
        // What it made of the files around it goes too.
        self.request_related();
    }

    fn set_halves(&mut self, uri: &Url, halves: Halves) {
        if !halves.is_empty() {
            self.halves.insert(uri.clone(), halves);
        } else {
            self.halves.remove(uri);
        }
    }

    /// A document was saved. Clients that watch no files say so of the open ones at least.
    pub(super) fn saved(&mut self, uri: &Url) {
        if !self.features.watch_files {
            self.files.disk().doubt();
        }
        let path = uri::to_path(uri);
        if let Some(path) = &path {
            self.files.disk().forget(path);
        }
        self.file_changed(uri, path.as_deref());
        self.logs_changed(from_proto::is_log("", uri) == Some(true), Some(uri));
    }

    /// Files were changed, created or deleted by somebody else.
    pub(super) fn files_changed(&mut self, params: &DidChangeWatchedFilesParams) {
        let mut logs = BTreeSet::new();
        for it in &params.changes {
            let path = uri::to_path(&it.uri);
            if let Some(path) = &path {
                self.files.disk().forget(path);
            }
            self.file_changed(&it.uri, path.as_deref());
            logs.insert(from_proto::is_log("", &it.uri) == Some(true));
        }
        for is_log in logs {
            self.logs_changed(is_log, None);
        }
    }

    fn file_changed(&mut self, uri: &Url, path: Option<&Path>) {
        if uri::is_settings(uri) {
            self.affect_all();
        }
        if let Some(path) = path {
            self.affect_dependents(path);
        }
        // A template that is not open may have a parameter file that is.
        self.request_related();
    }

    /// Puts a version in the place of the one before and sees to it that it is checked.
    pub(super) fn put(&mut self, uri: &Url, snapshot: Snapshot) {
        Arc::make_mut(&mut self.documents).insert(uri.clone(), Arc::new(snapshot));
        self.check_again(uri);
    }

    /// Sees to it that a document is checked, though its text is the same.
    pub(super) fn check_again(&mut self, uri: &Url) {
        self.revision += 1;
        self.status.entry(uri.clone()).or_default().revision = self.revision;
    }

    /// A document was opened or closed, or a file changed: a log belongs to a template, anything else may be the template of an open
    /// log.
    fn logs_changed(&mut self, is_log: bool, changed: Option<&Url>) {
        if is_log {
            return self.refresh(Refresh::Lenses);
        }
        let logs = self.open_logs(changed);
        for uri in &logs {
            self.check_again(uri);
        }
        if !logs.is_empty() {
            self.refresh(Refresh::Diagnostics);
        }
    }

    /// The open logs, but for one document.
    fn open_logs(&self, except: Option<&Url>) -> Vec<Url> {
        let logs = self.documents.iter().filter(|it| it.1.is_log() && Some(it.0) != except);
        logs.map(|it| it.0.clone()).collect()
    }
}
