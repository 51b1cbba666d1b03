//! What tests share.

pub mod editor;
pub mod wire;
