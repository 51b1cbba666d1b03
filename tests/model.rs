//! Image templates in documents: where they are, their versions, systems and sizes, and what a field is.

mod bicep;
mod deprovision;
mod distribution;
mod duration;
mod generation;
mod locate;
mod os;
mod parameters;
mod resource_id;
mod script_file;
mod signature;
mod step;
mod uri;
mod storage;
mod value;
mod version;
mod vm_size;
mod web_page;

use aib_ls::document::{Document, Language};

fn document(text: &str) -> Document {
    Document::new(text.to_owned(), Language::Json, None)
}
