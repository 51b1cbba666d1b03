//! What one run reads files with: the settings file of each text, its values and its scripts, and where all of them may lie.

use std::collections::{BTreeSet, HashMap};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::{env, fs};

use crate::cli::input::{self, Input, Unreadable, Why};
use crate::cli::note;
use crate::document::{Document, Kind};
use crate::locale::Lang;
use crate::project::bounds::{Bounds, MAX_PATH, resolved};
use crate::project::config::{self, ConfigFile};
use crate::project::files::Files;
use crate::project::parameters::{self, Chosen, LastGood, Origin};
use crate::project::read::{self, FileKind};
use crate::project::scripts;
use crate::settings::Settings;
use crate::settings::file::{self, File};
use crate::text::rope::Text;

/// One run.
pub(super) struct Session {
    pub files: Files,
    /// What the arguments say; it comes before the settings files.
    arguments: Settings,
    /// The folder this runs in, with links resolved.
    here: PathBuf,
    bounds: Bounds,
    /// The number of the settings file of a folder.
    folders: HashMap<PathBuf, Option<usize>>,
    /// The settings files, in the order in which they were found.
    pub configs: Vec<Config>,
    pub errors: Vec<Unreadable>,
    /// The files beside texts that cannot be read.
    unread: Mutex<BTreeSet<Unreadable>>,
}

/// A settings file that counts for a text of this run.
pub(super) struct Config {
    folder: PathBuf,
    /// Its path as it is shown.
    pub path: PathBuf,
    pub file: File,
    /// The ignore entries that suppressed something.
    pub used: BTreeSet<usize>,
    /// Whether the parameter file that it names can be used.
    has_parameters_error: bool,
}

/// A text to check, with its settings.
pub(super) struct Task {
    pub input: Input,
    pub settings: Settings,
    /// The number of its settings file.
    pub config: Option<usize>,
    /// The folder, beside its own, below which its scripts are looked for.
    root: Option<PathBuf>,
    /// Where what its folder and its addresses name may lie.
    pub bounds: Bounds,
    /// Where what its settings file names may lie.
    settings_bounds: Bounds,
    parameters_origin: Origin,
}

/// The image template that an argument names, with the parameter file that another names. What is wrong with the files around it is
/// printed on standard error.
pub(super) fn load_template(
    path: &Path,
    parameters: Option<&Path>,
    lang: Lang,
) -> Result<(Task, Document), Unreadable> {
    let arguments = Settings {
        parameters: parameters.map(Path::to_owned),
        ..Settings::default()
    };
    let mut session = Session::new([path], arguments);
    let task = session.task(input::one(path, Path::new("<stdin>")));
    session.check_arguments(parameters)?;
    let doc = session.load(&task)?;
    let doc = doc.ok_or_else(|| Unreadable::new(&task.input.path, Why::Foreign))?;
    session.take_errors().iter().for_each(|it| note(it.words().get(lang)));
    let Chosen { path, error, .. } = session.parameters(&task);
    if let (Some(path), Some(error)) = (path, error)
        && task.parameters_origin != Origin::Name
    {
        let error = Unreadable::new(&session.shown(&path), Why::Parameters(error));
        note(error.words().get(lang));
    }
    Ok((task, doc))
}

impl Session {
    /// A run over paths as arguments name them; `arguments` comes before all settings files.
    pub(super) fn new<'p>(paths: impl IntoIterator<Item = &'p Path>, arguments: Settings) -> Self {
        let here = env::current_dir().unwrap_or_default();
        let mut bounds = Bounds::below([&here]);
        for path in paths {
            let folder = if path.is_dir() { Some(path) } else { path.parent() };
            if let Some(folder) = folder {
                bounds.add(folder);
            }
        }
        let parameters = arguments.parameters.as_ref().map(|it| here.join(it));
        Self {
            files: Files::default(),
            arguments: Settings {
                parameters,
                ..arguments
            },
            here: resolved(&here),
            bounds,
            folders: HashMap::new(),
            configs: Vec::new(),
            errors: Vec::new(),
            unread: Mutex::default(),
        }
    }

    /// Checks that the parameter file of an argument can be used as one.
    pub(super) fn check_arguments(&mut self, shown: Option<&Path>) -> Result<(), Unreadable> {
        let (Some(path), Some(shown)) = (&self.arguments.parameters, shown) else {
            return Ok(());
        };
        // The output of another program can be read once only.
        if fs::metadata(path).is_ok_and(|it| !it.is_file() && !it.is_dir()) {
            let unreadable = |error| Unreadable::new(shown, Why::Read(error));
            let read = read::named(path, FileKind::Parameters).map_err(unreadable)?;
            let text = read::decode(read).map_err(|it| unreadable(it.0))?;
            self.files.set(path, Text::from(text.as_str()));
        }
        let read = parameters::read(&self.files, path, Origin::Argument, &self.bounds);
        read.map(drop).map_err(|it| Unreadable::new(shown, Why::Parameters(it)))
    }

    /// Where files may be written.
    pub(super) fn bounds(&self) -> &Bounds {
        &self.bounds
    }

    /// A text with its settings.
    pub(super) fn task(&mut self, input: Input) -> Task {
        let folder = resolved(input.path.parent().unwrap_or(Path::new("")));
        let (config, settings) = self.settings_for(&input.path);
        let config_folder = config.and_then(|it| Some(self.configs.get(it)?.folder.clone()));
        let settings_bounds = match &config_folder {
            Some(folder) => self.bounds.and(folder),
            None => self.bounds.clone(),
        };
        let (root, bounds) = match folder.starts_with(&self.here) {
            // Paths of scripts are shown from here.
            true => (Some(PathBuf::new()), self.bounds.clone()),
            false => (config_folder, settings_bounds.clone()),
        };
        Task {
            parameters_origin: self.origin(&settings),
            input,
            settings,
            config,
            root,
            bounds,
            settings_bounds,
        }
    }

    /// The number of the settings file for a path, and the settings with what the arguments say before all.
    pub(super) fn settings_for(&mut self, path: &Path) -> (Option<usize>, Settings) {
        let folder = resolved(path.parent().unwrap_or(Path::new("")));
        let number = self.nearest(&folder);
        let Some(config) = number.and_then(|it| self.configs.get(it)) else {
            return (None, self.arguments.clone());
        };
        let path = folder.join(path.file_name().unwrap_or_default());
        let settings = config::settings_for(&config.folder, &config.file.settings, Some(&path));
        (number, self.arguments.clone().over(settings))
    }

    /// Reads a text with its values and its scripts. `None` for a file of a folder that does not contain an image template.
    pub(super) fn load(&self, task: &Task) -> Result<Option<Document>, Unreadable> {
        let Some(doc) = input::read(&task.input, task.settings.api_version.as_deref())? else {
            return Ok(None);
        };
        let parameters = (doc.kind() == Kind::Arm).then(|| self.parameters(task));
        let parameters = parameters.and_then(|it| {
            self.report_unread(task, &it);
            it.file
        });
        let addresses = doc.addresses();
        let doc = doc.with_parameters(parameters);
        if addresses.is_empty() {
            return Ok(Some(doc));
        }
        let (folder, root) = (task.input.path.parent(), task.root.as_deref());
        let found = scripts::find(&self.files, addresses, folder, root, &task.bounds);
        Ok(Some(doc.with_files(Some(Arc::new(found.files)))))
    }

    /// Takes note of a file that is paired with a text by its name and cannot be read. What settings name is reported in them.
    fn report_unread(&self, task: &Task, chosen: &Chosen) {
        let (Origin::Name, Some(path), Some(error)) = (task.parameters_origin, &chosen.path, &chosen.error) else {
            return;
        };
        let mut unread = self.unread.lock().unwrap_or_else(PoisonError::into_inner);
        unread.insert(Unreadable::new(path, Why::Parameters(error.clone())));
    }

    /// What could not be read of settings files and of the files beside texts, each once.
    pub(super) fn take_errors(&mut self) -> Vec<Unreadable> {
        let unread = self.unread.get_mut().unwrap_or_else(PoisonError::into_inner);
        let mut errors = std::mem::take(&mut self.errors);
        errors.extend(std::mem::take(unread));
        errors
    }

    fn origin(&self, settings: &Settings) -> Origin {
        match (&self.arguments.parameters, &settings.parameters) {
            (Some(_), _) => Origin::Argument,
            (None, Some(_)) => Origin::Settings,
            (None, None) => Origin::Name,
        }
    }

    fn parameters(&self, task: &Task) -> Chosen {
        let document = Some(task.input.path.as_path());
        let is_argument = task.parameters_origin == Origin::Argument;
        let candidates = parameters::candidates(document, &task.settings, is_argument);
        let bounds = match task.parameters_origin {
            Origin::Settings => &task.settings_bounds,
            Origin::Name | Origin::Argument => &task.bounds,
        };
        parameters::choose(&self.files, &candidates, bounds, &LastGood::new())
    }

    /// Reads a settings file that an argument names; `None` if it does not exist.
    pub(super) fn named_config(&mut self, path: &Path) -> Option<usize> {
        let folder = resolved(path.parent().unwrap_or(Path::new("")));
        let number = self.nearest(&folder)?;
        let config = self.configs.get_mut(number).filter(|it| it.folder == folder)?;
        config.path = path.to_owned();
        Some(number)
    }

    /// The language that the first settings file with one asks for.
    pub(super) fn lang(&self) -> Option<Lang> {
        self.configs.iter().find_map(|it| it.file.settings.lang)
    }

    /// Reports ignore entries that suppressed nothing, in files that count for nothing outside of these folders. Without its
    /// parameter file, templates may have had other findings.
    pub(super) fn report_unused_entries(&mut self, walked: &[PathBuf]) {
        let walked: Vec<PathBuf> = walked.iter().map(|it| resolved(it)).collect();
        for config in &mut self.configs {
            if !config.has_parameters_error && walked.iter().any(|it| config.folder.starts_with(it)) {
                let used = &config.used;
                config.file.find_unused(|it| used.contains(&it));
            }
        }
    }

    fn nearest(&mut self, folder: &Path) -> Option<usize> {
        let mut passed = Vec::new();
        let mut number = None;
        // Nothing lies in a folder whose path is too long to be opened.
        for folder in folder.ancestors().skip_while(|it| it.as_os_str().len() > MAX_PATH) {
            if let Some(known) = self.folders.get(folder) {
                number = *known;
                break;
            }
            passed.push(folder.to_owned());
            number = match ConfigFile::load(&self.files, folder, || self.bounds.and(folder)) {
                Ok(config) => config.map(|it| self.meet(&it)),
                Err(error) => {
                    let path = self.shown(&folder.join(file::NAME));
                    self.errors.push(Unreadable::new(&path, Why::Read(error)));
                    None
                }
            };
            if number.is_some() {
                break;
            }
        }
        self.folders.extend(passed.into_iter().map(|it| (it, number)));
        number
    }

    fn meet(&mut self, config: &ConfigFile) -> usize {
        let (folder, mut file) = (config.folder.clone(), File::clone(&config.file));
        let settings = config::settings_for(&folder, &file.settings, None);
        let candidates = parameters::candidates(None, &settings, false);
        let bounds = self.bounds.and(&folder);
        let error = parameters::choose(&self.files, &candidates, &bounds, &LastGood::new()).error;
        if let Some(error) = &error {
            file.report_parameters(error.clause());
        }
        self.configs.push(Config {
            path: self.shown(&config.path()),
            folder,
            file,
            used: BTreeSet::new(),
            has_parameters_error: error.is_some(),
        });
        self.configs.len() - 1
    }

    /// A path from where this runs, if that is near.
    fn shown(&self, path: &Path) -> PathBuf {
        if let Ok(below) = path.strip_prefix(&self.here) {
            return below.to_owned();
        }
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
            return path.to_owned();
        };
        match self.here.strip_prefix(folder) {
            Ok(above) => above
                .components()
                .map(|_| Component::ParentDir)
                .collect::<PathBuf>()
                .join(name),
            Err(_) => path.to_owned(),
        }
    }
}
