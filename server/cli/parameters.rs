//! The parameter file for a template: the one that an argument or the settings name, else the one beside it.

use std::path::Path;
use std::sync::Arc;

use crate::cli::input::{self, Unreadable};
use crate::document::{Document, Kind};
use crate::locale::Say;
use crate::model::parameters::{self, ParameterFile};

/// Where the values for templates come from.
#[derive(Clone)]
pub(super) enum Parameters {
    /// From a file that somebody named.
    Named(Arc<ParameterFile>),
    /// From nowhere: the file that the settings name is of no use, for this reason.
    Useless(Say),
    /// From the file beside the template, where its name makes them a pair.
    Beside,
}

impl Parameters {
    /// Those of a file that was named and has to be one.
    pub(super) fn named(path: &Path) -> Result<Self, Unreadable> {
        read(path).map(Self::Named)
    }

    /// A template that was read from `path` with its values.
    pub(super) fn give(&self, doc: Document, path: &Path) -> Document {
        let found = match self {
            // Nothing else has parameters.
            _ if doc.kind() != Kind::Arm => None,
            Self::Named(file) => Some(Arc::clone(file)),
            Self::Useless(_) => None,
            Self::Beside => beside(path),
        };
        doc.with_parameters(found)
    }
}

fn beside(template: &Path) -> Option<Arc<ParameterFile>> {
    let name = template.file_name()?.to_str()?;
    let mut paths = parameters::paired(name)
        .into_iter()
        .map(|it| template.with_file_name(it));
    paths.find_map(|it| read(&it).ok())
}

fn read(path: &Path) -> Result<Arc<ParameterFile>, Unreadable> {
    let text = input::read_other(path)?.ok_or_else(|| Unreadable::missing(path))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let file = ParameterFile::parse(&name, text).map_err(|it| Unreadable::no_parameters(path, it))?;
    Ok(Arc::new(file))
}
