//! Which files a check is about, and reading one. What cannot be read is told by name and stops nothing else.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use ignore::{DirEntry, WalkBuilder, WalkState};

use crate::cli::reason;
use crate::document::{Document, Kind, Language};
use crate::locale::Say;
use crate::model::parameters::Unfit;
use crate::say;

/// Azure Resource Manager takes 4 MB; whatever is larger than this is not a template, and places are counted in `u32`.
const LIMIT_MIB: usize = 64;

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

/// Something that was to be read and could not be.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Unreadable {
    path: PathBuf,
    why: Why,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Why {
    Missing,
    System(String),
    Empty,
    TooLarge,
    Utf16,
    /// Not UTF-8, from this byte on.
    Encoding(usize),
    Foreign,
    NoParameters(Unfit),
    /// It was to be written.
    Unwritable(String),
}

/// Everything to check, sorted by path, each file once, and the folders that could not be read.
pub(super) fn find(paths: &[PathBuf], stdin_name: &Path) -> (Vec<Input>, Vec<Unreadable>) {
    let (mut found, mut bad) = (Vec::new(), Vec::new());
    for path in paths {
        if path.as_os_str() == "-" {
            found.push(Input {
                path: stdin_name.to_owned(),
                origin: Origin::StandardInput,
            });
        } else if fs::metadata(path).is_ok_and(|it| it.is_dir()) {
            walk(path, &mut found, &mut bad);
        } else {
            found.push(Input {
                path: tidy(path),
                origin: Origin::Named,
            });
        }
    }
    found.sort();
    // A file that was named stands before the same file met in a folder, and stays.
    found.dedup_by(|later, earlier| {
        later.path == earlier.path && (later.origin == earlier.origin || earlier.origin == Origin::Named)
    });
    (found, bad)
}

/// The one text that a command is about.
pub(super) fn one(path: &Path, stdin_name: &Path) -> Input {
    let (path, origin) = if path.as_os_str() == "-" {
        (stdin_name.to_owned(), Origin::StandardInput)
    } else {
        (tidy(path), Origin::Named)
    };
    Input { path, origin }
}

/// Reads it; it has to be an image template.
pub(super) fn named(input: &Input) -> Result<Document, Unreadable> {
    let foreign = || Unreadable {
        path: input.path.clone(),
        why: Why::Foreign,
    };
    read(input, None)?.ok_or_else(foreign)
}

/// Reads a text. Nothing comes back for a file of a folder that is nothing of ours.
pub(super) fn read(input: &Input, api_version: Option<&str>) -> Result<Option<Document>, Unreadable> {
    let unreadable = |why| Unreadable {
        path: input.path.clone(),
        why,
    };
    let language = match input.path.extension() {
        Some(it) if it.eq_ignore_ascii_case("jsonc") => Language::Jsonc,
        _ => Language::Json,
    };
    let ours = |text| {
        Some(Document::new(text, language, api_version)).filter(|it| !matches!(it.kind(), Kind::Foreign | Kind::Empty))
    };

    let bytes = match input.origin {
        Origin::StandardInput => bytes(io::stdin().lock()),
        _ => File::open(&input.path).and_then(bytes),
    };
    let bytes = bytes.map_err(|error| Unreadable::by_system(&input.path, &error))?;
    match decode(bytes) {
        Ok(text) => {
            let why = if text.trim().is_empty() {
                Why::Empty
            } else {
                Why::Foreign
            };
            match ours(text) {
                None if input.origin != Origin::Walked => Err(unreadable(why)),
                other => Ok(other),
            }
        }
        // A folder may hold texts in any encoding: those that are nothing of ours are passed over like all others.
        Err((_, bytes)) if input.origin == Origin::Walked && ours(guess(&bytes)).is_none() => Ok(None),
        Err((why, _)) => Err(unreadable(why)),
    }
}

/// Reads a file that is no template; nothing comes back where there is none.
pub(super) fn read_other(path: &Path) -> Result<Option<String>, Unreadable> {
    let unreadable = |why| Unreadable {
        path: path.to_owned(),
        why,
    };
    match File::open(path).and_then(bytes) {
        Ok(bytes) => decode(bytes).map(Some).map_err(|(why, _)| unreadable(why)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unreadable(Why::System(reason(&error)))),
    }
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
    /// A file that was to be written and could not be.
    pub(super) fn unwritable(path: &Path, error: &io::Error) -> Self {
        Self {
            path: path.to_owned(),
            why: Why::Unwritable(reason(error)),
        }
    }

    /// A file that the system does not hand out.
    pub(super) fn by_system(path: &Path, error: &io::Error) -> Self {
        let why = match error.kind() {
            io::ErrorKind::NotFound => Why::Missing,
            _ => Why::System(reason(error)),
        };
        Self {
            path: path.to_owned(),
            why,
        }
    }

    /// A file that is not there and has to be.
    pub(super) fn missing(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            why: Why::Missing,
        }
    }

    /// A file that was to hold values of parameters and does not.
    pub(super) fn no_parameters(path: &Path, why: Unfit) -> Self {
        Self {
            path: path.to_owned(),
            why: Why::NoParameters(why),
        }
    }

    /// What is in the way, in one line.
    pub(super) fn words(&self) -> Say {
        let file = self.path.to_string_lossy();
        let Say { en, pt_br } = self.why.words();
        say! { en: "{file} {en}", pt_br: "{file} {pt_br}" }
    }

    /// The same as a clause that does not name the file.
    pub(super) fn clause(&self) -> Say {
        if let Why::NoParameters(why) = self.why {
            return why.words();
        }
        let Say { en, pt_br } = self.why.words();
        say! { en: "it {en}", pt_br: "{pt_br}" }
    }
}

impl Why {
    /// What is said of the file.
    fn words(&self) -> Say {
        match self {
            Self::Missing => say! { en: "does not exist", pt_br: "não existe" },
            Self::System(why) => say! { en: "cannot be read: {why}", pt_br: "não pode ser lido: {why}" },
            Self::Empty => say! {
                en: "is empty, so it is no image template",
                pt_br: "está vazio; não é um template de imagem",
            },
            Self::TooLarge => say! { en: "is larger than {LIMIT_MIB} MiB", pt_br: "é maior que {LIMIT_MIB} MiB" },
            Self::Utf16 => say! {
                en: "is UTF-16; save it as UTF-8",
                pt_br: "está em UTF-16; salve como UTF-8",
            },
            Self::Encoding(at) => say! {
                en: "is not UTF-8 at byte offset {at}; save it as UTF-8",
                pt_br: "não está em UTF-8 no byte {at}; salve como UTF-8",
            },
            Self::Foreign => say! { en: "holds no image template", pt_br: "não contém um template de imagem" },
            Self::NoParameters(why) => {
                let Say { en, pt_br } = why.words();
                say! { en: "is no parameter file: {en}", pt_br: "não é um arquivo de parâmetros: {pt_br}" }
            }
            Self::Unwritable(why) => say! { en: "cannot be written: {why}", pt_br: "não pode ser gravado: {why}" },
        }
    }
}

/// Collects the JSON files of a folder, in no order. Hidden ones count, what Git ignores does not, nor do links, which could
/// lead in circles.
fn walk(folder: &Path, found: &mut Vec<Input>, bad: &mut Vec<Unreadable>) {
    let not_git = |it: &DirEntry| it.file_name() != ".git";
    let walk = WalkBuilder::new(folder)
        .hidden(false)
        .ignore(false)
        .require_git(false)
        .filter_entry(not_git)
        .build_parallel();
    let met = Mutex::new((found, bad));
    walk.run(|| {
        Box::new(|entry| {
            let mut met = met.lock().unwrap_or_else(PoisonError::into_inner);
            match entry {
                Ok(it) if it.file_type().is_some_and(|kind| kind.is_file()) && is_json(it.path()) => {
                    met.0.push(Input {
                        path: tidy(it.path()),
                        origin: Origin::Walked,
                    });
                }
                Ok(_) => {}
                Err(error) => met.1.push(unreadable_folder(folder, error)),
            }
            WalkState::Continue
        })
    });
}

fn is_json(path: &Path) -> bool {
    path.extension()
        .is_some_and(|it| it.eq_ignore_ascii_case("json") || it.eq_ignore_ascii_case("jsonc"))
}

/// The path without the `.` parts that a reader would not write.
fn tidy(path: &Path) -> PathBuf {
    path.components().filter(|it| *it != Component::CurDir).collect()
}

/// Unwraps the name of the folder and the reason from an error of the walk.
fn unreadable_folder(folder: &Path, error: ignore::Error) -> Unreadable {
    let (mut path, mut inner) = (folder, &error);
    loop {
        inner = match inner {
            ignore::Error::WithPath { path: deeper, err } => {
                path = deeper;
                err
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => err,
            _ => break,
        };
    }
    let why = match inner {
        ignore::Error::Io(error) => reason(error),
        other => other.to_string(),
    };
    Unreadable {
        path: tidy(path),
        why: Why::System(why),
    }
}

/// All bytes of a text, or one more than the limit allows.
fn bytes(from: impl Read) -> io::Result<Vec<u8>> {
    let limit = (LIMIT_MIB as u64) << 20;
    let mut bytes = Vec::new();
    from.take(limit + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The text of a file, without the mark that some editors of Windows begin it with.
fn decode(bytes: Vec<u8>) -> Result<String, (Why, Vec<u8>)> {
    if bytes.len() > LIMIT_MIB << 20 {
        return Err((Why::TooLarge, bytes));
    }
    if is_utf16(&bytes) {
        return Err((Why::Utf16, bytes));
    }
    let mut text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        (Why::Encoding(at), error.into_bytes())
    })?;
    if text.starts_with('\u{feff}') {
        text.remove(0);
    }
    Ok(text)
}

fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff])
}

/// What a text in another encoding most likely says; good enough to see whether it is ours.
fn guess(bytes: &[u8]) -> String {
    if !is_utf16(bytes) {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    let little = bytes.starts_with(&[0xff, 0xfe]);
    let (pairs, _) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|it| {
        if little {
            u16::from_le_bytes(*it)
        } else {
            u16::from_be_bytes(*it)
        }
    });
    char::decode_utf16(units.skip(1))
        .map(|it| it.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}
