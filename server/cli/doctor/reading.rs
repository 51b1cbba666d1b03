//! Reading one log in chunks, whatever its size.

use std::borrow::Cow;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::cli::input::{self, Unreadable, Why};
use crate::cli::progress::{self, Unit};
use crate::doctor::diagnosis::Diagnosis;
use crate::doctor::reader::Reader;
use crate::locale::Lang;
use crate::project::open::{self, Access};
use crate::project::read::{self, FileKind, ReadError};
use crate::project::templates::tidy;

/// Bytes of a chunk.
const CHUNK: usize = 1 << 20;
/// Bytes at the start of a text that are read to recognize something other than a log.
const HEAD: usize = 1 << 16;

/// A text to diagnose. The order is the order of the report.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct LogInput {
    /// As the argument names it; `-` is standard input.
    pub path: PathBuf,
    /// Whether it was met in a folder: it is skipped if it is not a log.
    pub is_walked: bool,
}

impl LogInput {
    /// The text that an argument names.
    pub(super) fn named(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            is_walked: false,
        }
    }

    /// A file that was met in a folder.
    pub(super) fn walked(path: &Path) -> Self {
        Self {
            path: tidy(path),
            is_walked: true,
        }
    }

    /// Whether it is standard input.
    pub(super) fn is_stdin(&self) -> bool {
        self.path.as_os_str() == "-" && !self.is_walked
    }

    /// Its path as shown.
    pub(super) fn name(&self) -> Cow<'_, str> {
        match self.is_stdin() {
            true => "<stdin>".into(),
            false => self.path.to_string_lossy(),
        }
    }

    /// The diagnosis of the whole text that was named, which may be an excerpt of a log, with a progress bar.
    pub(super) fn read(&self, lang: Lang) -> Result<Diagnosis, Unreadable> {
        let count = |size: Option<u64>, from: &mut dyn Read| {
            progress::with_bar(Unit::Bytes, size, false, lang, |progress| {
                read_all(from, |count| progress.add(count))
            })
        };
        self.read_with(count)
    }

    /// The diagnosis of the whole text, for a run that shows its progress through several.
    pub(super) fn read_silently(&self) -> Result<Diagnosis, Unreadable> {
        self.read_with(|_, from| read_all(from, |_| {}))
    }

    fn read_with(
        &self,
        read: impl FnOnce(Option<u64>, &mut dyn Read) -> io::Result<(Reader, Vec<u8>)>,
    ) -> Result<Diagnosis, Unreadable> {
        let failed = |error: io::Error| self.unreadable(ReadError::from_io(&error));
        let reader = if self.is_stdin() {
            read(None, &mut io::stdin().lock())
        } else {
            let mut stream = open::named(&self.path).map_err(|it| self.unreadable(it.into()))?;
            // A log is read to its end, whatever its size.
            if stream.is_device {
                return Err(self.unreadable(ReadError::NotRegular));
            }
            read(stream.size, &mut *stream.from)
        };
        let (reader, head) = reader.map_err(failed)?;
        let diagnosis = reader.into_diagnosis_of_excerpt();
        let says_nothing = diagnosis.builds.is_empty() && !diagnosis.shows_failure();
        if says_nothing && input::is_bicep(&self.path, &String::from_utf8_lossy(&head)) {
            return Err(Unreadable::new(Path::new(&*self.name()), Why::Bicep));
        }
        Ok(self.with_name(diagnosis))
    }

    /// The diagnosis of a file that was met in a folder: a regular one of limited size, which has to be a log.
    pub(super) fn read_limited(&self) -> Result<Diagnosis, Unreadable> {
        let mut reader = Reader::default();
        let read = read::in_pieces(&self.path, FileKind::LogInFolder, Access::Walk, |it| reader.push(it));
        read.map_err(|it| self.unreadable(it))?;
        Ok(self.with_name(reader.into_diagnosis()))
    }

    fn with_name(&self, diagnosis: Diagnosis) -> Diagnosis {
        let name = self.path.file_name().map(|it| it.to_string_lossy());
        diagnosis.with_file_name(&name.unwrap_or_default())
    }

    fn unreadable(&self, error: ReadError) -> Unreadable {
        Unreadable::new(&self.path, Why::Read(error))
    }
}

/// Reads to the end, and keeps the beginning. Each chunk is reported by its size.
fn read_all(from: &mut dyn Read, mut report: impl FnMut(u64)) -> io::Result<(Reader, Vec<u8>)> {
    let (mut reader, mut head) = (Reader::default(), Vec::new());
    let mut chunk = vec![0; CHUNK];
    loop {
        match from.read(&mut chunk) {
            Ok(0) => return Ok((reader, head)),
            Ok(count) => {
                let read = chunk.get(..count).unwrap_or_default();
                reader.push(read);
                let room = HEAD.saturating_sub(head.len()).min(read.len());
                head.extend(read.get(..room).unwrap_or_default());
                report(count as u64);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
