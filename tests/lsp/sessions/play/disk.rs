//! What happens on the disk in a session, and which of its folders somebody works in.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use tower_lsp::lsp_types::Url;

use super::Play;

impl Play<'_> {
    /// Changes a file on the disk, and says so.
    pub(super) fn store(&mut self, file: usize, text: Option<String>) {
        let file = &mut self.model.files[file];
        let kind = match (&file.on_disk, &text) {
            (None, None) => return,
            (None, Some(_)) => 1,
            (Some(_), Some(_)) => 2,
            (Some(_), None) => 3,
        };
        file.store(text);
        let change = json!({ "uri": file.uri, "type": kind });
        self.report_files(&[change]);
    }

    /// Says that files on the disk have changed.
    fn report_files(&mut self, changes: &[Value]) {
        self.state += 1;
        self.disk += 1;
        let params = json!({ "changes": changes });
        self.client.notify("workspace/didChangeWatchedFiles", params);
    }

    /// Gives a file on the disk the name of another.
    pub(super) fn rename(&mut self, file: usize, to: usize) {
        let Some(text) = self.model.files[file].on_disk.clone() else {
            return;
        };
        let kind = if self.model.files[to].on_disk.is_some() { 2 } else { 1 };
        self.model.files[file].store(None);
        self.model.files[to].store(Some(text));
        let event = |file: usize, kind: u8| json!({ "uri": self.model.files[file].uri, "type": kind });
        self.report_files(&[event(file, 3), event(to, kind)]);
    }

    pub(super) fn delete_folder(&mut self) {
        let folder = self.model.folder.join("images");
        if !folder.exists() {
            return;
        }
        let files = self.model.files.iter_mut().filter(|it| it.path.starts_with(&folder));
        files.filter(|it| it.on_disk.is_some()).for_each(|it| it.store(None));
        fs::remove_dir_all(&folder).unwrap();
        let uri = Url::from_file_path(&folder).unwrap();
        self.report_files(&[json!({ "uri": uri.as_str(), "type": 3 })]);
    }

    /// Works in other folders below the one of the session.
    pub(super) fn set_folders(&mut self, names: &[&str]) {
        let wanted: Vec<PathBuf> = names.iter().map(|it| self.model.folder.join(it)).collect();
        let (kept, removed): (Vec<_>, Vec<_>) = self.model.roots.drain(..).partition(|it| wanted.contains(it));
        let added: Vec<PathBuf> = wanted.into_iter().filter(|it| !kept.contains(it)).collect();
        self.model.roots = kept.into_iter().chain(added.iter().cloned()).collect();
        self.move_folders(&added, &removed);
    }
}
