//! Pages for an editor to show, written only when somebody asks for one: into a folder of their own among the temporary files of
//! the system, which nobody else may open and which goes when the program ends.

use std::env;
use std::fs::{self, DirBuilder};
use std::io;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::{Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

/// So many names are tried for the folder; somebody else may have taken one.
const MAX_TRIES: usize = 4;

/// Where the pages of one program lie.
#[derive(Debug, Default)]
pub struct Pages(Mutex<Option<PathBuf>>);

impl Pages {
    /// Writes a page, in the place of an older one of the same name.
    ///
    /// # Errors
    /// What the system says where it cannot be written.
    pub fn write(&self, name: &str, text: &str) -> io::Result<PathBuf> {
        let mut folder = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = folder.take().filter(|it| it.is_dir());
        let path = folder.insert(known.map_or_else(create, Ok)?).join(plain_name(name));
        fs::write(&path, text)?;
        Ok(path)
    }
}

impl Drop for Pages {
    fn drop(&mut self) {
        let folder = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let Some(folder) = folder.take() {
            let _ = fs::remove_dir_all(folder);
        }
    }
}

/// A new folder that is the person's alone.
fn create() -> io::Result<PathBuf> {
    let mut result = Err(io::ErrorKind::AlreadyExists.into());
    for _ in 0..MAX_TRIES {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let folder = env::temp_dir().join(format!("aib-ls-{}-{:x}", process::id(), now.as_nanos()));
        result = make_private(&folder).map(|()| folder);
        if !matches!(&result, Err(error) if error.kind() == io::ErrorKind::AlreadyExists) {
            break;
        }
    }
    result
}

fn make_private(folder: &Path) -> io::Result<()> {
    #[allow(unused_mut, reason = "only Unix has modes")]
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// A name is cut to so many characters, which every system takes.
const MAX_NAME: usize = 100;

/// A name of letters, digits, dots and hyphens, as every system takes it.
fn plain_name(name: &str) -> String {
    let plain = |it: char| match it {
        '.' | '-' | '_' => it,
        _ if it.is_alphanumeric() => it,
        _ => '-',
    };
    let skipped = name.chars().count().saturating_sub(MAX_NAME);
    // The end says what kind of file it is.
    name.chars().skip(skipped).map(plain).collect()
}
