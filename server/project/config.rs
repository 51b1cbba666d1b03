//! `aib-ls.toml`: which file counts for a document, and what is in force for it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::locale::Message;
use crate::model::parameters::ParameterFile;
use crate::model::script_file::ScriptFiles;
use crate::project::bounds::{Bounds, MAX_PATH};
use crate::project::files::Files;
use crate::project::open::Access;
use crate::project::read::{FileKind, ReadError};
use crate::rules;
use crate::settings::Settings;
use crate::settings::file::{self, File};

/// The folders that somebody works in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Workspace {
    pub roots: Vec<PathBuf>,
    /// Whether the person does not trust them: their settings files then do not count.
    pub is_untrusted: bool,
}

/// The settings file of a folder.
#[derive(Debug, Clone)]
pub struct ConfigFile {
    pub folder: PathBuf,
    pub file: Arc<File>,
}

/// What is in force for one document.
#[derive(Debug, Default, PartialEq)]
pub struct EffectiveConfig {
    /// With paths from the root of the file system.
    pub settings: Settings,
    /// The values that its deployment is started with.
    pub parameters: Option<Arc<ParameterFile>>,
    /// Why the parameter file that the settings name cannot be used, as a clause.
    pub parameters_error: Option<Message>,
    /// The files that its addresses most likely name; `None` where there are none.
    pub scripts: Option<Arc<ScriptFiles>>,
}

impl Workspace {
    /// The innermost root that holds a path.
    pub fn root_of(&self, path: &Path) -> Option<&Path> {
        let holding = self.roots.iter().filter(|it| path.starts_with(it));
        holding.max_by_key(|it| it.components().count()).map(PathBuf::as_path)
    }

    /// The root that a document belongs to: the one that holds it, the first for a text without a file.
    pub fn root_for(&self, document: Option<&Path>) -> Option<&Path> {
        match document {
            Some(path) => self.root_of(path),
            None => self.roots.first().map(PathBuf::as_path),
        }
    }

    /// The folders whose settings file may count for a document, nearest first: up to its root, or to that of the file system
    /// for a document outside of all roots. None in a workspace that is not trusted.
    pub fn config_folders<'p>(&'p self, document: Option<&'p Path>) -> Vec<&'p Path> {
        let root = self.root_for(document);
        let Some(path) = document.filter(|_| !self.is_untrusted) else {
            return root.into_iter().filter(|_| !self.is_untrusted).collect();
        };
        let mut folders = Vec::new();
        // Nothing lies in a folder whose path is too long to be opened.
        let ancestors = path.ancestors().skip(1);
        for folder in ancestors.skip_while(|it| it.as_os_str().len() > MAX_PATH) {
            folders.push(folder);
            if root == Some(folder) {
                break;
            }
        }
        folders
    }

    /// Where what belongs to a document may lie: below the roots, as they are opened together; for a document outside of them, below the
    /// folder of its settings file and its own.
    pub fn bounds(&self, document: Option<&Path>, config: Option<&ConfigFile>) -> Bounds {
        if self.root_for(document).is_some() {
            return Bounds::below(&self.roots);
        }
        let own = document.and_then(Path::parent);
        Bounds::below(config.map(|it| it.folder.as_path()).into_iter().chain(own))
    }

    /// What an editor's own settings say about a document, with paths from its root.
    pub fn editor_settings(&self, editor: &Settings, document: Option<&Path>) -> Settings {
        let root = self.root_for(document).or_else(|| document?.parent());
        let relative = root.and_then(|it| file::path_from(it, document?));
        let editor = editor.for_file(relative.as_deref());
        match root {
            Some(root) => editor.from_folder(root),
            None => editor,
        }
    }
}

impl ConfigFile {
    /// The settings file of a folder. It counts as it was last saved, not as it is typed. `None` if the folder has no such file; only
    /// otherwise is asked where it may lie.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn load(files: &Files, folder: &Path, bounds: impl FnOnce() -> Bounds) -> Result<Option<Self>, ReadError> {
        let path = folder.join(file::NAME);
        if fs::symlink_metadata(&path).is_err_and(|it| ReadError::from_io(&it).is_missing()) {
            return Ok(None);
        }
        let loaded = files
            .disk()
            .load(&path, FileKind::Settings, Access::Workspace(&bounds()));
        let folder = folder.to_owned();
        match loaded.and_then(|it| it.config()) {
            Ok(file) => Ok(Some(Self { folder, file })),
            Err(ReadError::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.join(file::NAME)
    }

    /// What it says about a document, with paths from the root of the file system. A text without a file is meant by entries
    /// without a file pattern.
    pub fn settings_for(&self, document: Option<&Path>) -> Settings {
        settings_for(&self.folder, &self.file.settings, document)
    }

    /// The first thing that is wrong with it.
    pub fn first_problem(&self) -> Option<Message> {
        let findings = rules::check_settings(&self.file.problems, &self.file.settings);
        findings.into_iter().next().map(|it| it.message)
    }
}

/// What the settings of a folder say about a document.
pub fn settings_for(folder: &Path, settings: &Settings, document: Option<&Path>) -> Settings {
    let relative = document.and_then(|it| file::path_from(folder, it));
    settings.for_file(relative.as_deref()).from_folder(folder)
}
