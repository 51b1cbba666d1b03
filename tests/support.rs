//! What tests share.

pub mod page;
pub mod skeleton;
