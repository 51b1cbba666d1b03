//! Parameter files: which of them may be for a document, reading them, and what counts while one is broken.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::lsp_types::Url;

use crate::locale::Say;
use crate::lsp::project::{self, Read};
use crate::model::parameters::{self, ParameterFile};
use crate::say;
use crate::settings::Settings;
use crate::text::rope::Text;

/// Azure Resource Manager takes 4 MB.
pub const MOST: u64 = 4 << 20;

/// What is known about the files that the open documents want, present or not; at first, nothing.
#[derive(Default)]
pub struct Parameters(HashMap<PathBuf, Known>);

/// What is known about one.
#[derive(Default)]
struct Known {
    /// What it says now or, while it is broken, what it said last.
    file: Option<Arc<ParameterFile>>,
    /// Why what is there now is of no use, as a clause.
    trouble: Option<Say>,
}

/// A file to be read.
#[derive(Default)]
pub struct Wanted {
    /// Whether settings name it; otherwise its own name makes it a candidate.
    pub named: bool,
    /// Its text, where it is open: that counts as it is typed.
    pub open: Option<Text>,
}

/// What reading one came to.
pub struct Found {
    path: PathBuf,
    wanted: Wanted,
    /// Nothing where there is no such file, a reason as a clause where it is of no use.
    result: Result<Option<ParameterFile>, Say>,
}

/// The files that may be for a document, the first that is there counting, and whether settings name it.
pub fn candidates(uri: &Url, settings: &Settings) -> (Vec<PathBuf>, bool) {
    if let Some(path) = &settings.parameters {
        // A document without a folder may have no place to look from.
        let path = Some(path).filter(|it| it.is_absolute());
        return (path.cloned().into_iter().collect(), true);
    }
    let Some(path) = project::path_of(uri) else {
        return (Vec::new(), false);
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let names = parameters::paired(&name).into_iter();
    (names.map(|it| path.with_file_name(it)).collect(), false)
}

/// Reads files. This may take as long as a disk or a network takes.
pub fn read(wanted: HashMap<PathBuf, Wanted>) -> Vec<Found> {
    let read = |(path, wanted): (PathBuf, Wanted)| {
        let result = read_one(&path, wanted.open.as_ref());
        Found { path, wanted, result }
    };
    wanted.into_iter().map(read).collect()
}

/// Reads one file, with its text where it is open: nothing where there is none, a reason as a clause where it is of no use.
pub fn read_one(path: &Path, open: Option<&Text>) -> Result<Option<ParameterFile>, Say> {
    let text = match open {
        Some(text) => Read::Text(String::from(text)),
        None => project::read_file(path, MOST),
    };
    match text {
        Read::Missing => Ok(None),
        Read::Unreadable(why) => Err(why),
        Read::Text(text) => parse(path, text).map(Some),
    }
}

fn parse(path: &Path, text: String) -> Result<ParameterFile, Say> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    ParameterFile::parse(&name, text).map_err(|it| it.words())
}

impl Parameters {
    /// What counts for a document, and why the file that its settings name is of no use.
    pub fn of(&self, uri: &Url, settings: &Settings) -> (Option<Arc<ParameterFile>>, Option<Say>) {
        let (paths, named) = candidates(uri, settings);
        let mut known = paths.iter().filter_map(|it| self.0.get(it));
        if named {
            return known
                .next()
                .map(|it| (it.file.clone(), it.trouble.clone()))
                .unwrap_or_default();
        }
        (known.find_map(|it| it.file.clone()), None)
    }

    /// The file whose values count for a document, though what is there now may be of no use.
    pub fn path_for(&self, uri: &Url, settings: &Settings) -> Option<PathBuf> {
        let (paths, named) = candidates(uri, settings);
        let counts = |it: &PathBuf| self.0.get(it).is_some_and(|it| it.file.is_some());
        paths.into_iter().find(|it| named || counts(it))
    }

    /// Whether a document is a file that others want, or would be if it were there.
    pub fn knows(&self, uri: &Url) -> bool {
        project::path_of(uri).is_some_and(|it| self.0.contains_key(&it))
    }

    /// Takes note of what was read; what nobody wants any more is forgotten. Says what is to be told about files that
    /// settings name and that have become of no use.
    pub fn adopt(&mut self, found: Vec<Found>) -> Vec<(PathBuf, Say)> {
        let mut before = std::mem::take(&mut self.0);
        let mut troubles = Vec::new();
        for Found { path, wanted, result } in found {
            let last = before.remove(&path).unwrap_or_default();
            let known = next(&last, &wanted, result);
            // What is being typed is broken most of the time.
            let is_news = known.trouble != last.trouble && wanted.named && wanted.open.is_none();
            if let Some(why) = known.trouble.as_ref().filter(|_| is_news) {
                let (en, pt_br) = (&why.en, &why.pt_br);
                let words = say! {
                    en: "it cannot be used as parameter file: {en}",
                    pt_br: "não pode ser usado como arquivo de parâmetros: {pt_br}",
                };
                troubles.push((path.clone(), words));
            }
            self.0.insert(path, known);
        }
        troubles.sort_by(|a, b| a.0.cmp(&b.0));
        troubles
    }
}

fn next(last: &Known, wanted: &Wanted, result: Result<Option<ParameterFile>, Say>) -> Known {
    match result {
        Ok(Some(file)) => {
            // The same one is told apart from another more quickly.
            let same = last.file.clone().filter(|it| **it == file);
            Known {
                file: Some(same.unwrap_or_else(|| Arc::new(file))),
                trouble: None,
            }
        }
        Ok(None) => Known {
            file: None,
            trouble: wanted
                .named
                .then(|| say! { en: "it does not exist", pt_br: "não existe" }),
        },
        // Half a file is worse than the whole one of a moment ago.
        Err(why) => {
            let is_typed = wanted.open.is_some() && last.file.is_some();
            Known {
                file: last.file.clone(),
                trouble: (!is_typed).then_some(why),
            }
        }
    }
}
