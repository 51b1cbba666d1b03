//! What tests share.

pub mod outside;
pub mod page;
pub mod skeleton;
