//! One version of one file, from the disk or from the editor, and what is read off it when somebody asks: once.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use crate::locale::Message;
use crate::model::parameters::{ParameterFile, Unfit};
use crate::model::script_file::Content;
use crate::project::read::{self, ReadError};
use crate::rules;
use crate::say;
use crate::settings::file::File;
use crate::text::rope::Text;

/// One version of one file.
#[derive(Debug)]
pub struct LoadedFile {
    source: Source,
    text: OnceLock<Result<Arc<str>, ReadError>>,
    config: OnceLock<Arc<File>>,
    parameters: OnceLock<Result<Arc<ParameterFile>, ParametersError>>,
    script: OnceLock<Option<Arc<Content>>>,
}

#[derive(Debug)]
enum Source {
    /// What the editor has, and the bytes on the disk where there are any.
    Editor {
        text: Text,
        on_disk: Option<Arc<LoadedFile>>,
    },
    Disk(Result<Vec<u8>, ReadError>),
}

impl LoadedFile {
    /// What the disk has.
    pub fn from_disk(bytes: Result<Vec<u8>, ReadError>) -> Self {
        Self::new(Source::Disk(bytes))
    }

    /// What the editor has; `on_disk` is the file as it was saved last.
    pub fn from_editor(text: Text, on_disk: Option<Arc<LoadedFile>>) -> Self {
        Self::new(Source::Editor { text, on_disk })
    }

    fn new(source: Source) -> Self {
        Self {
            source,
            text: OnceLock::new(),
            config: OnceLock::new(),
            parameters: OnceLock::new(),
            script: OnceLock::new(),
        }
    }

    /// Its text, without a byte order mark.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn text(&self) -> Result<Arc<str>, ReadError> {
        let read = || match &self.source {
            Source::Editor { text, .. } => Ok(String::from(text).into()),
            Source::Disk(Err(error)) => Err(error.clone()),
            Source::Disk(Ok(bytes)) => match read::decode(bytes.clone()) {
                Ok(text) => Ok(text.into()),
                Err((error, _)) => Err(error),
            },
        };
        self.text.get_or_init(read).clone()
    }

    /// It as a settings file.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn config(&self) -> Result<Arc<File>, ReadError> {
        let text = self.text()?;
        let parse = || Arc::new(File::parse(text.to_string(), &rules::known()));
        Ok(Arc::clone(self.config.get_or_init(parse)))
    }

    /// It as a parameter file.
    ///
    /// # Errors
    /// Why it cannot be used as one.
    pub fn parameters(&self, path: &Path) -> Result<Arc<ParameterFile>, ParametersError> {
        let text = self.text().map_err(ParametersError::Unreadable)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let parse = || match ParameterFile::parse(&name, text.to_string()) {
            Ok(file) => Ok(Arc::new(file)),
            Err(unfit) => Err(ParametersError::Unfit(unfit)),
        };
        self.parameters.get_or_init(parse).clone()
    }

    /// What it holds as a script, with its sum; `None` where it cannot be read.
    pub fn script(&self) -> Option<Arc<Content>> {
        let read = || Some(Arc::new(Content::new(self.saved_bytes()?)));
        self.script.get_or_init(read).clone()
    }

    /// The bytes that saving would write, as far as they are known: editors know encodings that we do not.
    fn saved_bytes(&self) -> Option<Vec<u8>> {
        let (text, on_disk) = match &self.source {
            Source::Disk(bytes) => return bytes.as_ref().ok().cloned(),
            Source::Editor { text, on_disk } => (text, on_disk.as_deref()),
        };
        let on_disk = match on_disk.map(|it| &it.source) {
            Some(Source::Disk(Ok(bytes))) => bytes.as_slice(),
            Some(Source::Disk(Err(error))) if *error != ReadError::NotFound => return None,
            _ => &[],
        };
        if std::str::from_utf8(on_disk).is_err() {
            return Some(on_disk.to_owned());
        }
        let mark: &[u8] = if on_disk.starts_with(read::BOM) { read::BOM } else { &[] };
        Some([mark, String::from(text).as_bytes()].concat())
    }

    /// Why it could not be read from the disk.
    pub fn error(&self) -> Option<&ReadError> {
        match &self.source {
            Source::Disk(Err(error)) => Some(error),
            Source::Disk(Ok(_)) | Source::Editor { .. } => None,
        }
    }

    /// Whether there is such a file.
    pub fn exists(&self) -> bool {
        match &self.source {
            Source::Editor { .. } => true,
            Source::Disk(Ok(_)) => true,
            Source::Disk(Err(error)) => {
                let is_other = matches!(error, ReadError::Folder | ReadError::NotRegular | ReadError::Outside);
                !is_other && !error.is_missing()
            }
        }
    }
}

/// Why a file cannot be used as a parameter file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ParametersError {
    Unreadable(ReadError),
    Unfit(Unfit),
}

impl ParametersError {
    /// Whether there is no such file.
    pub fn is_missing(&self) -> bool {
        *self == Self::Unreadable(ReadError::NotFound)
    }

    /// It as a clause: "it does not exist".
    pub fn clause(&self) -> Message {
        match self {
            Self::Unreadable(error) => error.clause(),
            Self::Unfit(unfit) => unfit.words(),
        }
    }

    /// What is said of the file, as a predicate: "does not exist".
    pub fn predicate(&self) -> Message {
        match self {
            Self::Unreadable(error) => error.predicate(),
            Self::Unfit(unfit) => {
                let Message { en, pt_br } = unfit.words();
                say! { en: "is not a parameter file: {en}", pt_br: "não é um arquivo de parâmetros: {pt_br}" }
            }
        }
    }
}
