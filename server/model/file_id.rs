//! Which text a span belongs to: the document itself, or one of the script files that its addresses name.

use crate::text::edit::Edit;

/// The text that a span counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum FileId {
    /// The document that is checked.
    #[default]
    Document,
    /// A script file, by its number in the document's [`ScriptFiles`](crate::model::script_file::ScriptFiles).
    Script(u32),
}

/// An edit of the document or of one of its script files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileEdit {
    pub file: FileId,
    pub edit: Edit,
}

impl From<Edit> for FileEdit {
    fn from(edit: Edit) -> Self {
        Self {
            file: FileId::Document,
            edit,
        }
    }
}
