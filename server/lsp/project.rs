//! The settings files of projects: which of them is for a document, reading them, and what is in force while one is broken.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::lsp_types::Url;

use crate::locale::Say;
use crate::lsp::parameters::Parameters;
use crate::lsp::script_files;
use crate::model::parameters::ParameterFile;
use crate::model::script_file::ScriptFiles;
use crate::rules;
use crate::say;
use crate::settings::Settings;
use crate::settings::file::{self, File};

/// Larger than this is no settings file.
const MOST: u64 = 1 << 20;

/// What is known about settings files; at first, nothing.
#[derive(Default)]
pub struct Projects {
    /// The folders that the client works in.
    pub roots: Vec<PathBuf>,
    /// Whether the person does not trust the folders, whose settings then do not count.
    pub untrusted: bool,
    files: HashMap<PathBuf, Project>,
    /// The values that deployments are to be started with.
    pub parameters: Parameters,
    /// The files that addresses name.
    pub scripts: script_files::Known,
}

/// What is in force for a document.
#[derive(Debug, PartialEq)]
pub struct InForce {
    pub settings: Settings,
    /// The values for its parameters.
    pub parameters: Option<Arc<ParameterFile>>,
    /// Why the parameter file that the settings name is of no use, as a clause.
    pub trouble: Option<Say>,
    /// The files that its addresses most likely name.
    pub files: Option<Arc<ScriptFiles>>,
}

/// The settings file of one folder.
struct Project {
    text: String,
    /// What it says now or, while it has problems, what it said last without.
    settings: Arc<Settings>,
}

/// What reading a file came to.
pub enum Read {
    Missing,
    Text(String),
    /// Why, as a clause.
    Unreadable(Say),
}

/// The settings file for a document, to write in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub uri: Url,
    /// What is in it, and the version where it is open; nothing where it has to be created.
    pub there: Option<(String, Option<i32>)>,
    /// The document as the file patterns of this file see it.
    pub file: Option<String>,
}

impl Projects {
    /// The folders whose settings file may be for a document, nearest first: from its own up to the root of the work, or of
    /// the system where it lies elsewhere. A document without a file belongs to the first root. None where nobody trusts them.
    pub fn folders(&self, uri: &Url) -> Vec<PathBuf> {
        if self.untrusted {
            return Vec::new();
        }
        let Some(path) = path_of(uri) else {
            return self.roots.first().cloned().into_iter().collect();
        };
        let root = self.root_of(&path);
        let mut folders = Vec::new();
        for folder in path.ancestors().skip(1) {
            folders.push(folder.to_owned());
            if root.is_some_and(|it| it == folder) {
                break;
            }
        }
        folders
    }

    /// The innermost root that holds a file.
    pub fn root_of(&self, path: &Path) -> Option<&PathBuf> {
        let holding = self.roots.iter().filter(|it| path.starts_with(it));
        holding.max_by_key(|it| it.components().count())
    }

    /// What is in force for a document.
    pub fn in_force(&self, uri: &Url, editor: &Settings) -> InForce {
        let settings = self.settings(uri, editor);
        let (parameters, trouble) = self.parameters.of(uri, &settings);
        InForce {
            settings,
            parameters,
            trouble,
            files: self.scripts.of(uri),
        }
    }

    /// The settings for a document: its project's, and the editor's for what they do not say. Paths in them lead from the
    /// root of the system.
    pub fn settings(&self, uri: &Url, editor: &Settings) -> Settings {
        let path = path_of(uri);
        let from = |folder: &Path| file::path_from(folder, path.as_deref()?);
        let root = match &path {
            Some(path) => self.root_of(path).map(PathBuf::as_path).or(path.parent()),
            None => self.roots.first().map(PathBuf::as_path),
        };
        let mut editor = editor.for_file(root.and_then(from).as_deref());
        if let Some(root) = root {
            editor = editor.from_folder(root);
        }
        let nearest = self.folders(uri).into_iter().find(|it| self.files.contains_key(it));
        let Some((folder, project)) = nearest.and_then(|it| Some((it.clone(), self.files.get(&it)?))) else {
            return editor;
        };
        let settings = project.settings.for_file(from(&folder).as_deref());
        settings.from_folder(&folder).over(editor)
    }

    /// Takes note of what was read. Says what is to be told about files that have changed and cannot be understood.
    pub fn adopt(&mut self, read: Vec<(PathBuf, Read)>) -> Vec<(PathBuf, Say)> {
        let mut troubles = Vec::new();
        for (folder, read) in read {
            let trouble = match read {
                Read::Missing => {
                    self.files.remove(&folder);
                    None
                }
                Read::Text(text) => self.adopt_text(&folder, text),
                Read::Unreadable(why) => Some(why),
            };
            troubles.extend(trouble.map(|it| (folder.join(file::NAME), it)));
        }
        troubles
    }

    fn adopt_text(&mut self, folder: &Path, text: String) -> Option<Say> {
        let before = self.files.get(folder);
        if before.is_some_and(|it| it.text == text) {
            return None;
        }
        let file = File::parse(text, &rules::known());
        let findings = rules::check_settings(&file.problems, &file.settings);
        let settings = match before {
            // Half a file is worse than the whole one of a moment ago.
            Some(before) if !findings.is_empty() => Arc::clone(&before.settings),
            _ => Arc::new(file.settings.clone()),
        };
        let text = file.text().to_owned();
        self.files.insert(folder.to_owned(), Project { text, settings });
        findings.into_iter().next().map(|it| it.message)
    }

    /// Where settings for a document are written: the nearest file, else one at the root, else one beside the document.
    pub fn place(&self, uri: &Url) -> Option<Place> {
        let path = path_of(uri)?;
        let folders = self.folders(uri);
        let nearest = folders.iter().find_map(|it| Some((it.as_path(), self.files.get(it)?)));
        let folder = match nearest {
            Some((folder, _)) => folder,
            None => self.root_of(&path).map(PathBuf::as_path).or(path.parent())?,
        };
        Some(Place {
            uri: Url::from_file_path(folder.join(file::NAME)).ok()?,
            there: nearest.map(|(_, it)| (it.text.clone(), None)),
            file: file::path_from(folder, &path),
        })
    }
}

/// Reads the settings files of folders. This may take as long as a disk or a network takes.
pub fn read(folders: BTreeSet<PathBuf>) -> Vec<(PathBuf, Read)> {
    let read = |folder: PathBuf| (folder.clone(), read_file(&folder.join(file::NAME), MOST));
    folders.into_iter().map(read).collect()
}

/// Reads a file of at most so many bytes.
pub fn read_file(path: &Path, most: u64) -> Read {
    let unreadable = |error: io::Error| {
        Read::Unreadable(say! { en: "it cannot be read: {error}", pt_br: "não pode ser lido: {error}" })
    };
    match fs::metadata(path) {
        // Reading from something else may never end.
        Ok(it) if !it.is_file() => Read::Unreadable(say! { en: "it is no file", pt_br: "não é um arquivo" }),
        Ok(it) if it.len() > most => Read::Unreadable(say! { en: "it is too large", pt_br: "é grande demais" }),
        Ok(_) => fs::read_to_string(path).map_or_else(unreadable, Read::Text),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Read::Missing,
        Err(error) => unreadable(error),
    }
}

/// Whether a document is a settings file.
pub fn is_settings(uri: &Url) -> bool {
    uri.path().rsplit('/').next() == Some(file::NAME)
}

/// The file of a document, where it has one.
pub fn path_of(uri: &Url) -> Option<PathBuf> {
    (uri.scheme() == "file").then(|| uri.to_file_path().ok()).flatten()
}
