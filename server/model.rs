//! Image templates in a document: where they are, and typed views of their parts.

pub mod deprovision;
pub mod distributor;
pub mod duration;
pub mod locate;
pub mod os;
pub mod step;
pub mod template;
pub mod uri;
pub mod value;
