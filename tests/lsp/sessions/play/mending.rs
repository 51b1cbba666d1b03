//! Files that are broken. While one is, what it said before counts, and no fresh server knows that.

use aib_ls::model::parameters::ParameterFile;

use super::Play;
use crate::lsp::sessions::material::{self, Role};
use crate::lsp::sessions::model::Edit;

impl Play<'_> {
    /// Another text for a file that is broken, so that what it said before counts, which a fresh server cannot know: that of a parameter
    /// file, or of a settings file on the disk.
    pub(super) fn unsound(&self, file: usize) -> Option<&'static str> {
        let file = &self.model.files[file];
        let (name, sound) = (file.path.file_name().unwrap_or_default(), material::texts(file.role));
        let is_sound = match file.role {
            Role::ParameterFile => {
                let is_sound = |it: &str| ParameterFile::parse(&name.to_string_lossy(), it.to_owned()).is_ok();
                file.text().is_none_or(is_sound)
            }
            Role::Settings => {
                let written = file.on_disk.as_ref().map(|it| it.replace('\r', ""));
                written.is_none_or(|written| sound.iter().any(|it| it.replace('\r', "") == written))
            }
            _ => true,
        };
        (!is_sound).then_some(sound[0])
    }

    /// Mends the files that are broken.
    pub(super) fn mend(&mut self) {
        for index in 0..self.model.files.len() {
            let Some(sound) = self.unsound(index) else { continue };
            if self.model.files[index].role == Role::ParameterFile && self.is_open(index) {
                self.change(index, &[Edit::Full(sound.to_owned())]);
            } else {
                self.store(index, Some(sound.to_owned()));
            }
        }
    }
}
