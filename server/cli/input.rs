//! Which files a check is about, and reading one. What cannot be read is reported by name and stops nothing else.

use std::io;
use std::path::{Path, PathBuf};

use crate::document::{Document, Kind, Language};
use crate::locale::Message;
use crate::model::bicep;
use crate::project::clock;
use crate::project::loaded::ParametersError;
use crate::project::open::Access;
use crate::project::read::{self, FileKind, ReadError};
use crate::project::templates::{self, tidy};
use crate::say;

/// One text to check. The order is the order of the report.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Input {
    pub path: PathBuf,
    origin: Origin,
}

/// How a text came to be checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Origin {
    StandardInput,
    /// Written on the command line: it has to be an image template.
    Named,
    /// Met in a folder: it is passed over where it is nothing of ours.
    Walked,
}

/// Something that was to be read or written and could not be.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Unreadable {
    path: PathBuf,
    why: Why,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Why {
    Read(ReadError),
    Empty,
    Foreign,
    /// It is Bicep.
    Bicep,
    Parameters(ParametersError),
    /// It was to be written.
    Unwritable(Message),
}

/// What paths lead to.
#[derive(Default)]
pub(super) struct Inputs {
    /// Everything to check, sorted by path, each file once.
    pub texts: Vec<Input>,
    /// Bicep files met in folders, sorted by path.
    pub bicep: Vec<PathBuf>,
    /// The folders that could not be read.
    pub errors: Vec<Unreadable>,
    /// The lists of what Git ignores that do not count, as they cannot be read.
    pub unread_lists: Vec<Unreadable>,
}

/// Finds what paths lead to.
pub(super) fn find(paths: &[PathBuf], stdin_name: &Path) -> Inputs {
    let mut found = Inputs::default();
    for path in paths {
        if path.as_os_str() == "-" || !path.is_dir() {
            found.texts.push(one(path, stdin_name));
            continue;
        }
        let walked = templates::walk(path);
        found.texts.extend(walked.files.iter().map(|it| self::walked(it)));
        found.bicep.extend(walked.bicep);
        let unreadable = |(path, error): (PathBuf, ReadError)| Unreadable::new(&tidy(&path), Why::Read(error));
        found.errors.extend(walked.errors.into_iter().map(unreadable));
        let lists = walked.unread_lists.into_iter().map(unreadable);
        found.unread_lists.extend(lists);
    }
    found.texts.sort();
    // A file that was named stands before the same file met in a folder, and stays.
    found.texts.dedup_by(|later, earlier| {
        later.path == earlier.path && (later.origin == earlier.origin || earlier.origin == Origin::Named)
    });
    found.bicep.sort();
    found.bicep.dedup();
    found.unread_lists.sort();
    found.unread_lists.dedup();
    found
}

/// The text that an argument names.
pub(super) fn one(path: &Path, stdin_name: &Path) -> Input {
    let (path, origin) = if path.as_os_str() == "-" {
        (stdin_name.to_owned(), Origin::StandardInput)
    } else {
        (tidy(path), Origin::Named)
    };
    Input { path, origin }
}

/// A file that was met in a folder.
pub(super) fn walked(path: &Path) -> Input {
    Input {
        path: tidy(path),
        origin: Origin::Walked,
    }
}

/// Reads a text. `None` for a file of a folder that does not contain an image template.
pub(super) fn read(input: &Input, api_version: Option<&str>) -> Result<Option<Document>, Unreadable> {
    let unreadable = |why| Unreadable::new(&input.path, why);
    let language = match input.path.extension() {
        Some(it) if it.eq_ignore_ascii_case("jsonc") => Language::Jsonc,
        _ => Language::Json,
    };
    let template = |text| {
        let document = Document::new(text, language, api_version).with_today(clock::today());
        Some(document).filter(|it| !matches!(it.kind(), Kind::Foreign | Kind::Empty))
    };
    let bytes = match input.origin {
        Origin::StandardInput => read::limited(io::stdin().lock(), FileKind::Template),
        // A person may name the output of another program, which is a pipe.
        Origin::Named => read::named(&input.path, FileKind::Template),
        Origin::Walked => read::bytes(&input.path, FileKind::Template, Access::Walk),
    };
    match read::decode(bytes.map_err(|it| unreadable(Why::Read(it)))?) {
        Ok(text) => {
            let why = match text.trim().is_empty() {
                true => Why::Empty,
                false if is_bicep(&input.path, &text) => Why::Bicep,
                false => Why::Foreign,
            };
            match template(text) {
                None if input.origin != Origin::Walked => Err(unreadable(why)),
                other => Ok(other),
            }
        }
        // A folder may hold texts in any encoding: those that are no image templates are ignored like all others.
        Err((_, bytes)) if input.origin == Origin::Walked && template(read::decode_lossy(&bytes)).is_none() => Ok(None),
        Err((why, _)) => Err(unreadable(Why::Read(why))),
    }
}

/// Whether a text is Bicep, by its name or by what it says.
pub(super) fn is_bicep(path: &Path, text: &str) -> bool {
    bicep::is_template_name(path) || bicep::is_parameters_name(path) || bicep::is_bicep(text)
}

impl Input {
    /// Whether it was met in a folder or named, rather than handed over without a file.
    pub(super) fn is_file(&self) -> bool {
        self.origin != Origin::StandardInput
    }

    /// Lets a file that was named be any file, as if it had been met in a folder.
    pub(super) fn as_if_walked(&mut self) {
        if self.origin == Origin::Named {
            self.origin = Origin::Walked;
        }
    }
}

impl Unreadable {
    pub(super) fn new(path: &Path, why: Why) -> Self {
        Self {
            path: path.to_owned(),
            why,
        }
    }

    /// The same of a list of what Git ignores, which a run can do without.
    pub(super) fn words_of_list(&self) -> Message {
        let Message { en, pt_br } = self.words();
        say! { en: "{en}; its patterns do not apply", pt_br: "{pt_br}; os padrões dele não se aplicam" }
    }

    /// What is in the way, in one line.
    pub(super) fn words(&self) -> Message {
        let file = self.path.to_string_lossy();
        if self.why == Why::Bicep {
            let has_file = self.path.extension().is_some();
            let Message { en, pt_br } = bicep::advice(has_file.then_some(&*file));
            return say! { en: "{file}: {en}", pt_br: "{file}: {pt_br}" };
        }
        let Message { en, pt_br } = self.why.predicate();
        say! { en: "{file} {en}", pt_br: "{file} {pt_br}" }
    }
}

impl Why {
    /// What is said of the file.
    fn predicate(&self) -> Message {
        match self {
            Self::Read(error) => error.predicate(),
            Self::Empty => say! {
                en: "is empty and contains no image template",
                pt_br: "está vazio e não contém um template de imagem",
            },
            Self::Foreign | Self::Bicep => {
                say! { en: "contains no image template", pt_br: "não contém um template de imagem" }
            }
            Self::Parameters(error) => error.predicate(),
            Self::Unwritable(Message { en, pt_br }) => {
                say! { en: "cannot be written: {en}", pt_br: "não pode ser gravado: {pt_br}" }
            }
        }
    }
}
