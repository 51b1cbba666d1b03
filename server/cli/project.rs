//! The settings files of a run: for each text the nearest one upwards from where it lies.

use std::collections::{BTreeSet, HashMap};
use std::path::{Component, Path, PathBuf};
use std::{env, fs, io};

use crate::cli::input::{self, Input, Unreadable};
use crate::cli::parameters::Parameters;
use crate::locale::Lang;
use crate::rules;
use crate::settings::file::{self, File};
use crate::settings::{Known, Settings};

/// All settings files that were met.
pub(super) struct Projects {
    known: Known,
    /// The folder this runs in, as other folders are written here.
    here: PathBuf,
    /// What is in force in a folder.
    folders: HashMap<PathBuf, Option<usize>>,
    pub met: Vec<Project>,
    pub bad: Vec<Unreadable>,
}

/// A settings file that was met.
pub(super) struct Project {
    folder: PathBuf,
    /// Its path as it is shown.
    pub path: PathBuf,
    pub file: File,
    /// Where the values for its templates come from.
    pub parameters: Parameters,
    /// The entries to ignore that were of use.
    pub used: BTreeSet<usize>,
}

impl Projects {
    /// None met yet.
    pub(super) fn new() -> Self {
        Self {
            known: rules::known(),
            here: real(&env::current_dir().unwrap_or_default()),
            folders: HashMap::new(),
            met: Vec::new(),
            bad: Vec::new(),
        }
    }

    /// What is in force for a text: the number of its settings file, and the settings with what was asked for before all.
    pub(super) fn settings_of(&mut self, path: &Path, asked: &Settings) -> (Option<usize>, Settings) {
        let folder = real(path.parent().unwrap_or(Path::new("")));
        let number = self.nearest(&folder);
        let Some(project) = number.and_then(|it| self.met.get(it)) else {
            return (None, asked.clone());
        };
        let name = path.file_name().unwrap_or_default();
        let path = file::path_from(&project.folder, &folder.join(name));
        let settings = project.file.settings.for_file(path.as_deref());
        (number, asked.clone().over(settings))
    }

    /// The root of the work around a text: the folder this runs in, else the folder of its settings file.
    pub(super) fn root_of(&self, input: &Input, number: Option<usize>) -> Option<PathBuf> {
        let folder = real(input.path.parent().unwrap_or(Path::new("")));
        if folder.starts_with(&self.here) {
            return Some(PathBuf::new());
        }
        Some(self.met.get(number?)?.folder.clone())
    }

    /// Where the values for a text come from, by the number of its settings file.
    pub(super) fn parameters(&self, number: Option<usize>) -> Parameters {
        let project = number.and_then(|it| self.met.get(it));
        project.map_or(Parameters::Beside, |it| it.parameters.clone())
    }

    /// Reads a settings file that was named; nothing comes back where there is none.
    pub(super) fn named(&mut self, path: &Path) -> Option<usize> {
        let folder = real(path.parent().unwrap_or(Path::new("")));
        let number = self.nearest(&folder)?;
        let project = self.met.get_mut(number).filter(|it| it.folder == folder)?;
        project.path = path.to_owned();
        Some(number)
    }

    /// The language that the first settings file with one asks for.
    pub(super) fn lang(&self) -> Option<Lang> {
        self.met.iter().find_map(|it| it.file.settings.lang)
    }

    /// Tells of entries to ignore that were of no use, in files that were the business of these folders alone. Without its
    /// parameter file, templates may have had other findings.
    pub(super) fn find_unused(&mut self, walked: &[PathBuf]) {
        let walked: Vec<PathBuf> = walked.iter().map(|it| real(it)).collect();
        for project in &mut self.met {
            let is_whole = !matches!(project.parameters, Parameters::Useless(_));
            if is_whole && walked.iter().any(|it| project.folder.starts_with(it)) {
                let used = &project.used;
                project.file.find_unused(|it| used.contains(&it));
            }
        }
    }

    fn nearest(&mut self, folder: &Path) -> Option<usize> {
        if let Some(known) = self.folders.get(folder) {
            return *known;
        }
        let own = self.read(folder);
        let number = own.or_else(|| self.nearest(folder.parent()?));
        self.folders.insert(folder.to_owned(), number);
        number
    }

    fn read(&mut self, folder: &Path) -> Option<usize> {
        let path = folder.join(file::NAME);
        let text = match input::read_other(&path) {
            Ok(text) => text?,
            Err(bad) => {
                self.bad.push(bad);
                return None;
            }
        };
        let mut file = File::parse(text, &self.known);
        let parameters = parameters_of(&mut file, folder);
        self.met.push(Project {
            path: self.shown(folder).join(file::NAME),
            folder: folder.to_owned(),
            file,
            parameters,
            used: BTreeSet::new(),
        });
        Some(self.met.len() - 1)
    }

    /// A folder from where this runs, if that is near.
    fn shown(&self, folder: &Path) -> PathBuf {
        if let Ok(below) = folder.strip_prefix(&self.here) {
            return below.to_owned();
        }
        match self.here.strip_prefix(folder) {
            Ok(above) => above.components().map(|_| Component::ParentDir).collect(),
            Err(_) => folder.to_owned(),
        }
    }
}

/// Reads the parameter file that a settings file names. One that is of no use is told there.
fn parameters_of(file: &mut File, folder: &Path) -> Parameters {
    let Some(path) = &file.settings.parameters else {
        return Parameters::Beside;
    };
    Parameters::named(&file::plain(&folder.join(path))).unwrap_or_else(|bad| {
        file.tell_parameters(bad.clause());
        Parameters::Useless(bad.words())
    })
}

/// The path of a folder from the root, without links where it exists.
fn real(folder: &Path) -> PathBuf {
    let named = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    fs::canonicalize(named)
        .or_else(|_| std::path::absolute(named).map(|it| file::plain(&it)))
        .unwrap_or_else(|_: io::Error| named.to_owned())
}
