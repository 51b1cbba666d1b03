//! What is in force for a document that is being edited, and what counted last while something around it is broken.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::locale::Message;
use crate::project::bounds::Bounds;
use crate::project::config::{ConfigFile, EffectiveConfig, Workspace};
use crate::project::files::Files;
use crate::project::parameters::{self, LastGood, Origin};
use crate::project::scripts;
use crate::say;
use crate::settings::Settings;
use crate::settings::file::{self, File};

/// Everything that documents are loaded from.
pub struct Loader<'w> {
    pub files: &'w Files,
    pub workspace: &'w Workspace,
    /// The settings of the editor.
    pub editor: &'w Settings,
    /// What counted before.
    pub history: &'w History,
}

/// What counted when it could be read: that counts on while a file is being typed. Half a file is worse than the whole one of a
/// moment ago.
#[derive(Debug, Clone, Default)]
pub struct History {
    configs: HashMap<PathBuf, Arc<File>>,
    parameters: LastGood,
    /// What the person was warned of, by file.
    warnings: BTreeMap<PathBuf, Message>,
}

/// What is in force for one document, and which files decide that.
#[derive(Debug, Default)]
pub struct Loaded {
    pub config: Arc<EffectiveConfig>,
    /// The folder of its settings file.
    pub config_folder: Option<PathBuf>,
    /// The parameter file that counts, though what is there now may be unusable.
    pub parameter_file: Option<PathBuf>,
    pub parameter_origin: Origin,
    pub bounds: Bounds,
    /// Every file that was looked for, whether there is one or not.
    pub depends_on: BTreeSet<PathBuf>,
}

impl Loader<'_> {
    /// Loads what is in force for a document with these addresses; `next` takes note of what counts from now on.
    pub fn load(&self, document: Option<&Path>, addresses: BTreeSet<String>, next: &mut History) -> Loaded {
        let mut depends_on = BTreeSet::new();
        let config = self.config(document, &mut depends_on, next);
        let own = config.as_ref().map(|it| it.settings_for(document)).unwrap_or_default();
        let settings = own.over(self.workspace.editor_settings(self.editor, document));
        let bounds = self.workspace.bounds(document, config.as_ref());

        let candidates = parameters::candidates(document, &settings, false);
        depends_on.extend(candidates.paths.iter().cloned());
        let chosen = parameters::choose(self.files, &candidates, &bounds, &self.history.parameters);
        let error = chosen.error.map(|it| it.clause());
        // One that does not count now may do so again.
        for path in &candidates.paths {
            if let Some(last) = self.history.parameters.get(path) {
                next.parameters.insert(path.clone(), Arc::clone(last));
            }
        }
        if let Some(path) = &chosen.path {
            if let Some(file) = &chosen.file {
                next.parameters.insert(path.clone(), Arc::clone(file));
            }
            if let Some(Message { en, pt_br }) = error.as_ref().filter(|_| !self.files.is_open(path)) {
                next.warnings.insert(
                    path.clone(),
                    say! {
                        en: "it cannot be used as parameter file: {en}",
                        pt_br: "não pode ser usado como arquivo de parâmetros: {pt_br}",
                    },
                );
            }
        }

        let mut found = Default::default();
        if !addresses.is_empty() {
            let folder = document.and_then(Path::parent);
            let root = self.workspace.root_for(document);
            let scripts = scripts::find(self.files, addresses, folder, root, &bounds);
            depends_on.extend(scripts.tried);
            found = Some(Arc::new(scripts.files)).filter(|it| !it.is_empty());
        }
        Loaded {
            config: Arc::new(EffectiveConfig {
                settings,
                parameters: chosen.file,
                parameters_error: error,
                scripts: found,
            }),
            config_folder: config.map(|it| it.folder),
            parameter_file: chosen.path,
            parameter_origin: candidates.origin,
            bounds,
            depends_on,
        }
    }

    /// The nearest settings file, in the last version of it without a problem.
    fn config(
        &self,
        document: Option<&Path>,
        depends_on: &mut BTreeSet<PathBuf>,
        next: &mut History,
    ) -> Option<ConfigFile> {
        let root = self.workspace.root_for(document);
        for folder in self.workspace.config_folders(document) {
            let path = folder.join(file::NAME);
            depends_on.insert(path.clone());
            let last = self.history.configs.get(folder).map(|it| ConfigFile {
                folder: folder.to_owned(),
                file: Arc::clone(it),
            });
            let bounds = || Bounds::below([root.unwrap_or(folder)]);
            let (config, warning) = match ConfigFile::load(self.files, folder, bounds) {
                Ok(None) => continue,
                Ok(Some(now)) => match now.first_problem() {
                    Some(problem) => (Some(last.unwrap_or(now)), Some(problem)),
                    None => (Some(now), None),
                },
                Err(error) => (last, Some(error.clause())),
            };
            next.warnings.extend(warning.map(|it| (path, it)));
            if let Some(config) = config {
                next.configs.insert(folder.to_owned(), Arc::clone(&config.file));
                return Some(config);
            }
        }
        None
    }
}

impl History {
    /// Takes in what counts from now on.
    pub fn extend(&mut self, newer: &Self) {
        let Self {
            configs,
            parameters,
            warnings,
        } = newer.clone();
        self.configs.extend(configs);
        self.parameters.extend(parameters);
        self.warnings.extend(warnings);
    }

    /// What the person has to be warned of that they were not warned of before, by file.
    pub fn news<'h>(&'h self, before: &'h Self) -> impl Iterator<Item = (&'h PathBuf, &'h Message)> {
        let is_news = |it: &(&PathBuf, &Message)| before.warnings.get(it.0) != Some(it.1);
        self.warnings.iter().filter(is_news)
    }
}
