//! Image templates in a document: where they are, and typed views of their parts.

pub mod locate;
pub mod os;
pub mod template;
pub mod value;
