//! What `check` reads: the files that the arguments name, and the configuration of each.

use std::path::{Path, PathBuf};

use crate::cli::Failure;
use crate::cli::args;
use crate::cli::input::{self, Unreadable};
use crate::cli::session::{Session, Task};
use crate::settings::file;

/// The work of one run.
pub(super) struct Plan {
    pub tasks: Vec<Task>,
    /// The settings files that were named, by their numbers.
    pub named_configs: Vec<usize>,
    /// The folders that were searched.
    pub folders: Vec<PathBuf>,
    /// The Bicep files in these folders.
    pub bicep: Vec<PathBuf>,
    pub errors: Vec<Unreadable>,
    /// The lists of what Git ignores that do not count.
    pub unread_lists: Vec<Unreadable>,
}

impl Plan {
    /// Finds the files that the arguments name, and the configuration of each. Settings files that were named are not templates.
    pub(super) fn new(arguments: &args::Check, session: &mut Session) -> Result<Self, Failure> {
        let here = [PathBuf::from(".")];
        let paths = match arguments.paths.as_slice() {
            [] => here.as_slice(),
            paths => paths,
        };
        let has_stdin = paths.iter().any(|it| it.as_os_str() == "-");
        if arguments.stdin_filename.is_some() && !has_stdin {
            return Err(Failure::NoStandardInput);
        }
        if arguments.fix && has_stdin {
            return Err(Failure::FixedInput);
        }
        let stdin_name = arguments.stdin_filename.as_deref().unwrap_or(Path::new("<stdin>"));
        let found = input::find(paths, stdin_name);
        let mut plan = Self {
            tasks: Vec::new(),
            named_configs: Vec::new(),
            folders: paths.iter().filter(|it| it.is_dir()).cloned().collect(),
            bicep: found.bicep,
            errors: found.errors,
            unread_lists: found.unread_lists,
        };
        for mut input in found.texts {
            if arguments.skip_others {
                input.as_if_walked();
            }
            let is_settings = input.is_file() && input.path.file_name().is_some_and(|it| it == file::NAME);
            match is_settings.then(|| session.named_config(&input.path)).flatten() {
                Some(number) => plan.named_configs.push(number),
                None => plan.tasks.push(session.task(input)),
            }
        }
        Ok(plan)
    }
}
