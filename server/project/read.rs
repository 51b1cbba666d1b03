//! Reading one file: only a regular one, never more than its kind may hold, and in words why not.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::locale::Message;
use crate::project::open::{self, Access, OpenError, Stream};
use crate::say;

/// What a file is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// `aib-ls.toml`.
    Settings,
    /// The values that a deployment is started with.
    Parameters,
    /// A script that a step downloads.
    Script,
    /// An image template, or any JSON file that may be one.
    Template,
    /// A build log that is read whole. `aib-ls doctor` reads a log that is named in pieces and has no limit.
    Log,
    /// A file below a folder that may be a build log. It is read in pieces, too.
    LogInFolder,
    /// A list of what Git ignores.
    GitIgnore,
}

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReadError {
    NotFound,
    Folder,
    /// A pipe, a device: reading it may never end.
    NotRegular,
    /// Its path or a name in it is longer than the system allows, so there is no such file.
    NameTooLong,
    /// A pipe that no program writes to.
    NoWriter,
    /// A file of a drive that does not answer.
    NoAnswer,
    /// It holds more than so many MiB.
    TooLarge(u64),
    /// It lies outside of the folders that a workspace may name files in.
    Outside,
    Utf16,
    /// Not UTF-8, from this byte offset on.
    NotUtf8(usize),
    /// What the operating system says.
    System(String),
}

impl FileKind {
    /// The largest size that is read, in MiB.
    pub const fn max_mib(self) -> u64 {
        match self {
            // Far longer than anybody writes one, and compiled in a moment.
            Self::Settings | Self::GitIgnore => 1,
            // Azure Resource Manager accepts 4 MB.
            Self::Parameters => 4,
            Self::Script => 16,
            // Larger than any template that can be deployed; offsets are counted in `u32`.
            Self::Template => 64,
            // Larger than any message of an editor.
            Self::Log => 64,
            // Larger than the log of any build.
            Self::LogInFolder => 1024,
        }
    }
}

/// All bytes of a regular file of limited size.
pub fn bytes(path: &Path, kind: FileKind, access: Access<'_>) -> Result<Vec<u8>, ReadError> {
    limited(open(path, kind, access)?, kind)
}

/// Reads a regular file of limited size piece by piece.
pub fn in_pieces(
    path: &Path,
    kind: FileKind,
    access: Access<'_>,
    mut take: impl FnMut(&[u8]),
) -> Result<(), ReadError> {
    const PIECE: usize = 1 << 20;
    let mut file = open(path, kind, access)?.take(kind.max_mib() << 20);
    let mut piece = vec![0; PIECE];
    loop {
        match file.read(&mut piece) {
            Ok(0) => return Ok(()),
            Ok(count) => take(piece.get(..count).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(ReadError::from_io(&error)),
        }
    }
}

/// Opens a regular file that is not too large.
fn open(path: &Path, kind: FileKind, access: Access<'_>) -> Result<File, ReadError> {
    let file = open::regular(path, access)?;
    let size = file.metadata().map_err(|it| ReadError::from_io(&it))?.len();
    match size > kind.max_mib() << 20 {
        true => Err(ReadError::TooLarge(kind.max_mib())),
        false => Ok(file),
    }
}

/// All bytes of what an argument names, which may be the output of another program: a pipe, read to its end.
pub fn named(path: &Path, kind: FileKind) -> Result<Vec<u8>, ReadError> {
    let Stream { from, size, .. } = open::named(path)?;
    match size {
        Some(size) if size > kind.max_mib() << 20 => Err(ReadError::TooLarge(kind.max_mib())),
        _ => limited(from, kind),
    }
}

/// All bytes of a stream, refused where they are more than the kind may hold.
pub fn limited(from: impl Read, kind: FileKind) -> Result<Vec<u8>, ReadError> {
    let limit = kind.max_mib() << 20;
    let mut bytes = Vec::new();
    let mut from = from.take(limit + 1);
    from.read_to_end(&mut bytes).map_err(|it| ReadError::from_io(&it))?;
    if bytes.len() as u64 > limit {
        return Err(ReadError::TooLarge(kind.max_mib()));
    }
    Ok(bytes)
}

/// The byte order mark that some Windows editors write at the start of a text.
pub const BOM: &[u8] = "\u{feff}".as_bytes();

/// The text of a file without its byte order mark; the bytes come back with the error.
pub fn decode(bytes: Vec<u8>) -> Result<String, (ReadError, Vec<u8>)> {
    if is_utf16(&bytes) {
        return Err((ReadError::Utf16, bytes));
    }
    let mut text = String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        (ReadError::NotUtf8(offset), error.into_bytes())
    })?;
    if text.starts_with('\u{feff}') {
        text.remove(0);
    }
    Ok(text)
}

/// What a text in another encoding most likely says: enough to see whether it is an image template.
pub fn decode_lossy(bytes: &[u8]) -> String {
    if !is_utf16(bytes) {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    let is_little_endian = bytes.starts_with(&[0xff, 0xfe]);
    let (pairs, _) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| match is_little_endian {
        true => u16::from_le_bytes(*pair),
        false => u16::from_be_bytes(*pair),
    });
    let chars = char::decode_utf16(units.skip(1));
    chars.map(|it| it.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff])
}

impl From<OpenError> for ReadError {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Folder => Self::Folder,
            OpenError::NotRegular => Self::NotRegular,
            OpenError::Outside => Self::Outside,
            OpenError::NoWriter => Self::NoWriter,
            OpenError::System(error) => Self::from_io(&error),
        }
    }
}

impl ReadError {
    /// From an error of the operating system.
    pub fn from_io(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::NotFound,
            // No file has a name that contains a NUL.
            io::ErrorKind::InvalidInput => Self::NotFound,
            io::ErrorKind::InvalidFilename => Self::NameTooLong,
            // Only the output of a program can block.
            io::ErrorKind::WouldBlock => Self::NotRegular,
            _ => Self::System(reason(error)),
        }
    }

    /// Whether there can be no such file.
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::NotFound | Self::NameTooLong)
    }

    /// What is said of the file, as a predicate: "does not exist".
    pub fn predicate(&self) -> Message {
        match self {
            Self::NotFound => say! { en: "does not exist", pt_br: "não existe" },
            Self::NotRegular | Self::Folder => say! { en: "is not a regular file", pt_br: "não é um arquivo comum" },
            Self::NameTooLong => say! {
                en: "cannot be read: file name too long",
                pt_br: "não pode ser lido: nome de arquivo longo demais",
            },
            Self::NoWriter => say! {
                en: "is a pipe that no program writes to",
                pt_br: "é um pipe em que nenhum programa grava",
            },
            Self::NoAnswer => say! { en: "does not respond", pt_br: "não responde" },
            Self::TooLarge(mib) => say! { en: "is larger than {mib} MiB", pt_br: "é maior que {mib} MiB" },
            Self::Outside => say! {
                en: "is outside the workspace, so it is not read",
                pt_br: "está fora do workspace e por isso não é lido",
            },
            Self::Utf16 => say! {
                en: "is UTF-16; save it as UTF-8",
                pt_br: "está em UTF-16; salve como UTF-8",
            },
            Self::NotUtf8(offset) => say! {
                en: "is not UTF-8 at byte offset {offset}; save it as UTF-8",
                pt_br: "não está em UTF-8 no byte {offset}; salve como UTF-8",
            },
            Self::System(why) => say! { en: "cannot be read: {why}", pt_br: "não pode ser lido: {why}" },
        }
    }

    /// The same as a clause: "it does not exist".
    pub fn clause(&self) -> Message {
        let Message { en, pt_br } = self.predicate();
        say! { en: "it {en}", pt_br: "{pt_br}" }
    }
}

/// What the operating system says about an error, for the middle of a sentence: `permission denied`.
pub fn reason(error: &(dyn std::error::Error + 'static)) -> String {
    // Walking a folder wraps the system's words in a sentence that names the file again.
    let mut deepest = error;
    while let Some(deeper) = deepest.source() {
        deepest = deeper;
    }
    let text = deepest.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    first.chain(letters).collect()
}
