//! Image templates in a document: where they are, typed views of their parts, and what can be
//! deduced from them.

pub mod architecture;
pub mod bicep;
pub mod declarations;
pub mod definition;
pub mod deployed;
pub mod deployment;
pub mod deprovision;
pub mod distribution;
pub mod distributor;
pub mod duration;
pub mod evaluated;
pub mod file_id;
pub mod generation;
pub mod literal;
pub mod locate;
pub mod neighbours;
pub mod os;
pub mod parameters;
pub mod reason;
pub mod regions;
pub mod resource;
pub mod resource_id;
pub mod role_assignment;
pub mod root;
pub mod script_file;
pub mod signature;
pub mod source;
pub mod step;
pub mod storage;
pub mod substitution;
pub mod template;
pub mod uri;
pub mod value;
pub mod vm_size;
pub mod web_page;
