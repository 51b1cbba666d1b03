//! Addresses of documents: which file one names, and what its name says.

use std::path::PathBuf;

use tower_lsp::lsp_types::Url;

use crate::settings::file;

/// The file of a document; `None` for one that is not saved, or lies elsewhere than on a disk.
pub fn to_path(uri: &Url) -> Option<PathBuf> {
    (uri.scheme() == "file").then(|| uri.to_file_path().ok()).flatten()
}

/// Whether a document is a settings file.
pub fn is_settings(uri: &Url) -> bool {
    uri.path().rsplit('/').next() == Some(file::NAME)
}
