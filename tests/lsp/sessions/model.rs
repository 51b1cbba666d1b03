//! What a client and a disk hold in a session: every file of the folder, its text on the disk and in the editor, and every text
//! that a version stood for.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tower_lsp::lsp_types::Url;

use super::material::{Role, Source};
use super::ruler::{Encoding, Ruler};

/// Everything that a fresh server has to be given to be in the same position.
#[derive(Clone)]
pub struct Model {
    pub folder: PathBuf,
    pub encoding: Encoding,
    pub files: Vec<File>,
    /// The editor's settings.
    pub settings: Value,
    /// The folders of the workspace.
    pub roots: Vec<PathBuf>,
}

/// One file of the folder.
#[derive(Clone)]
pub struct File {
    pub role: Role,
    pub uri: String,
    pub path: PathBuf,
    pub language: &'static str,
    pub on_disk: Option<String>,
    pub open: Option<Open>,
    /// Every version since the first time it was opened, oldest first.
    pub versions: Vec<Version>,
    /// Every text that was on the disk before.
    stored: Vec<String>,
}

/// A document as the editor holds it.
#[derive(Clone, PartialEq)]
pub struct Open {
    pub version: i64,
    pub text: String,
}

/// A text that had a version. Reopened documents may count from one again, so the number alone does not name it.
#[derive(Clone)]
pub struct Version {
    pub number: i64,
    pub text: String,
}

/// A change of a document, made for whatever text is there: numbers beyond its end are taken modulo its length.
#[derive(Debug, Clone)]
pub enum Edit {
    /// The whole text is replaced without a range.
    Full(String),
    /// The whole text is replaced by a range that ends on the line behind the last.
    Everything(String),
    /// Bytes are replaced.
    Ranged { at: usize, length: usize, text: String },
    /// Text is added at the end.
    Append(String),
}

impl Model {
    pub fn new(folder: &Path, encoding: Encoding, sources: &[Source], settings: Value) -> Self {
        let files = sources.iter().map(|it| {
            let path = folder.join(it.name);
            let file = File {
                role: it.role,
                uri: Url::from_file_path(&path).unwrap().to_string(),
                path,
                language: it.language,
                on_disk: it.on_disk.clone(),
                open: None,
                versions: Vec::new(),
                stored: Vec::new(),
            };
            file.put_on_disk();
            file
        });
        Self {
            folder: folder.to_owned(),
            encoding,
            files: files.collect(),
            settings,
            roots: vec![folder.to_owned()],
        }
    }

    pub fn ruler<'t>(&self, text: &'t str) -> Ruler<'t> {
        Ruler::new(text, self.encoding)
    }

    /// Opens a document with what is on the disk, or empty where nothing is.
    pub fn open(&mut self, file: usize, restarts: bool) -> Value {
        let file = &mut self.files[file];
        let last = file.versions.last().map_or(0, |it| it.number);
        let open = Open {
            version: if restarts { 1 } else { last + 1 },
            text: file.on_disk.clone().unwrap_or_default(),
        };
        file.versions.push(Version {
            number: open.version,
            text: open.text.clone(),
        });
        file.open = Some(open);
        file.opening()
    }

    /// Makes changes and returns the parameters of the notification.
    pub fn change(&mut self, file: usize, edits: &[Edit]) -> Value {
        let encoding = self.encoding;
        let file = &mut self.files[file];
        let mut open = file.open.take().unwrap();
        let changes: Vec<Value> = edits.iter().map(|it| it.make(&mut open.text, encoding)).collect();
        open.version += 1;
        file.versions.push(Version {
            number: open.version,
            text: open.text.clone(),
        });
        let document = json!({ "uri": file.uri, "version": open.version });
        file.open = Some(open);
        json!({ "textDocument": document, "contentChanges": changes })
    }
}

impl File {
    /// The parameters of `didOpen`.
    pub fn opening(&self) -> Value {
        let open = self.open.as_ref().unwrap();
        json!({ "textDocument": {
            "uri": self.uri, "languageId": self.language, "version": open.version, "text": open.text,
        } })
    }

    /// Puts another text on the disk, or takes the file away.
    pub fn store(&mut self, text: Option<String>) {
        self.stored.extend(std::mem::replace(&mut self.on_disk, text));
        self.put_on_disk();
    }

    fn put_on_disk(&self) {
        match &self.on_disk {
            Some(text) => {
                fs::create_dir_all(self.path.parent().unwrap()).unwrap();
                fs::write(&self.path, text).unwrap();
            }
            None => drop(fs::remove_file(&self.path)),
        }
    }

    /// Everything that it ever said.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let versions = self.versions.iter().map(|it| it.text.as_str());
        let stored = self.stored.iter().chain(&self.on_disk);
        versions.chain(stored.map(String::as_str))
    }

    /// What it says: in the editor, else on the disk.
    pub fn text(&self) -> Option<&str> {
        let open = self.open.as_ref().map(|it| it.text.as_str());
        open.or(self.on_disk.as_deref())
    }
}

impl Edit {
    /// Makes the change, and returns it as the protocol has it.
    fn make(&self, whole: &mut String, encoding: Encoding) -> Value {
        let ruler = Ruler::new(whole, encoding);
        let (from, to, text, range) = match self {
            Self::Full(text) => {
                whole.clone_from(text);
                return json!({ "text": text });
            }
            Self::Everything(text) => (0, whole.len(), text, ruler.beyond(0)),
            Self::Ranged { at, length, text } => {
                let from = ruler.floor(at % (whole.len() + 1));
                let to = ruler.floor(from + length).max(from);
                (from, to, text, ruler.range(from, to))
            }
            Self::Append(text) => (whole.len(), whole.len(), text, ruler.range(whole.len(), whole.len())),
        };
        whole.replace_range(from..to, text);
        json!({ "range": range, "text": text })
    }
}
