//! Image templates in documents: where they are, their versions and systems, and what a field is.

mod deprovision;
mod duration;
mod locate;
mod os;
mod step;
mod uri;
mod value;
mod version;

use aib_ls::document::{Document, Language};

fn document(text: &str) -> Document {
    Document::new(text.to_owned(), Language::Json, None)
}
