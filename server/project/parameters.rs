//! Parameter files: which of them counts for a template, and what it says.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::locale::Say;
use crate::model::parameters::{self, ParameterFile, Unfit};
use crate::project::bounds::Bounds;
use crate::project::files::Files;
use crate::project::read::{FileKind, ReadError};
use crate::say;
use crate::settings::Settings;

/// The files that may hold the values for a template; the first that can be used counts.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Candidates {
    pub paths: Vec<PathBuf>,
    /// Who names them.
    pub origin: Origin,
}

/// Who says which parameter file counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Origin {
    /// The name of the template: `x.json` and `x.parameters.json` are a pair.
    #[default]
    Name,
    /// The settings file of the workspace, which may name files of the workspace alone.
    Workspace,
    /// A person: an argument, or the settings of the editor.
    Person,
}

/// The parameter file of a template.
#[derive(Debug, Default)]
pub struct Chosen {
    /// The file that counts; `None` where there is none.
    pub path: Option<PathBuf>,
    /// What it says, or said last.
    pub file: Option<Arc<ParameterFile>>,
    /// Why a file that somebody named cannot be used.
    pub error: Option<ParametersError>,
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
    pub fn clause(&self) -> Say {
        match self {
            Self::Unreadable(error) => error.clause(),
            Self::Unfit(unfit) => unfit.words(),
        }
    }

    /// What is said of the file, as a predicate: "does not exist".
    pub fn predicate(&self) -> Say {
        match self {
            Self::Unreadable(error) => error.predicate(),
            Self::Unfit(unfit) => {
                let Say { en, pt_br } = unfit.words();
                say! { en: "is not a parameter file: {en}", pt_br: "não é um arquivo de parâmetros: {pt_br}" }
            }
        }
    }
}

/// What parameter files said when they could be read: that counts on while one is being typed.
pub type LastGood = HashMap<PathBuf, Arc<ParameterFile>>;

/// The files that may be for a document. `from_workspace` says whether its settings file names one.
pub fn candidates(document: Option<&Path>, settings: &Settings, from_workspace: bool) -> Candidates {
    if let Some(path) = &settings.parameters {
        let origin = match from_workspace {
            true => Origin::Workspace,
            false => Origin::Person,
        };
        // A text without a folder may have no place to start from.
        let paths = Some(path).filter(|it| it.is_absolute()).cloned();
        return Candidates {
            paths: paths.into_iter().collect(),
            origin,
        };
    }
    let paths = document.map(beside).unwrap_or_default();
    let origin = Origin::Name;
    Candidates { paths, origin }
}

/// The files that are paired with a template by its name.
fn beside(template: &Path) -> Vec<PathBuf> {
    let name = template.file_name().unwrap_or_default().to_string_lossy();
    let names = parameters::paired(&name).into_iter();
    names.map(|it| template.with_file_name(it)).collect()
}

/// The templates that a file is paired with by its name, on the disk or not.
pub fn templates_of(file: &Path) -> Vec<PathBuf> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let names = parameters::templates(&name).into_iter();
    names.map(|it| file.with_file_name(it)).collect()
}

/// Which of the candidates counts, and what it says.
pub fn choose(files: &Files, candidates: &Candidates, bounds: &Bounds, last: &LastGood) -> Chosen {
    for path in &candidates.paths {
        let known = || last.get(path).cloned();
        let (file, error) = match read(files, path, candidates.origin, bounds) {
            Ok(file) => (Some(file), None),
            Err(error @ ParametersError::Unreadable(ReadError::NotFound)) => (None, Some(error)),
            Err(error) => {
                let is_typed = files.is_open(path) && known().is_some();
                (known(), Some(error).filter(|_| !is_typed))
            }
        };
        if candidates.origin != Origin::Name || file.is_some() {
            let error = error.filter(|_| candidates.origin != Origin::Name);
            let path = Some(path.clone());
            return Chosen { path, file, error };
        }
    }
    Chosen::default()
}

/// Reads one file as it is now.
///
/// # Errors
/// Why it cannot be used.
pub fn read(
    files: &Files,
    path: &Path,
    origin: Origin,
    bounds: &Bounds,
) -> Result<Arc<ParameterFile>, ParametersError> {
    let loaded = match origin {
        Origin::Person => files.load(path, FileKind::Parameters),
        Origin::Name | Origin::Workspace => files
            .load_within(path, FileKind::Parameters, bounds)
            .map_err(ParametersError::Unreadable)?,
    };
    loaded.parameters(path)
}
