//! The files around a template: settings, parameter files, scripts, templates below a folder. Both doors, editor and command
//! line, read files through here and nowhere else; below this floor nothing reads a disk.

pub mod bounds;
pub mod clock;
pub mod config;
pub mod disk;
pub mod files;
pub mod ignored;
pub mod load;
pub mod loaded;
pub mod open;
pub mod pages;
pub mod parameters;
pub mod read;
pub mod scripts;
pub mod templates;
pub mod time_limit;
pub mod write;
