//! Parameter files: which of them counts for a template, and what it says.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::model::parameters::{self, ParameterFile};
use crate::project::bounds::Bounds;
use crate::project::files::Files;
use crate::project::loaded::ParametersError;
use crate::project::open::Access;
use crate::project::read::{FileKind, ReadError};
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
    /// Settings: those of the workspace or of the editor, which a workspace can have too. They may name files of the workspace alone.
    Settings,
    /// An argument, which a person wrote.
    Argument,
}

/// The parameter file of a template.
#[derive(Debug, Default)]
pub struct Chosen {
    /// The file that counts; `None` where there is none.
    pub path: Option<PathBuf>,
    /// What it says, or said last.
    pub file: Option<Arc<ParameterFile>>,
    /// Why a file that somebody named cannot be used, or why one that is paired by its name cannot be read.
    pub error: Option<ParametersError>,
}

/// What parameter files said when they could be read: that counts on while one is being typed.
pub type LastGood = HashMap<PathBuf, Arc<ParameterFile>>;

/// The files that may be for a document. `is_argument` says whether an argument named the one in the settings.
pub fn candidates(document: Option<&Path>, settings: &Settings, is_argument: bool) -> Candidates {
    if let Some(path) = &settings.parameters {
        let origin = match is_argument {
            true => Origin::Argument,
            false => Origin::Settings,
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
    let mut unreadable = Chosen::default();
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
        let path = Some(path.clone());
        if candidates.origin != Origin::Name {
            return Chosen { path, file, error };
        }
        let is_reported = |it: &ParametersError| matches!(it, ParametersError::Unreadable(it) if !it.is_missing());
        let error = error.filter(is_reported);
        let is_usable = file.is_some();
        if is_usable || (error.is_some() && unreadable.error.is_none()) {
            let chosen = Chosen { path, file, error };
            if is_usable {
                return chosen;
            }
            unreadable = chosen;
        }
    }
    unreadable
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
    let access = match origin {
        Origin::Argument => Access::Person,
        Origin::Name | Origin::Settings => Access::Workspace(bounds),
    };
    let loaded = files.load(path, FileKind::Parameters, access);
    loaded.map_err(ParametersError::Unreadable)?.parameters(path)
}
