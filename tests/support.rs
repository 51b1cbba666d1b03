//! What tests share.

pub mod connection;
pub mod editor;
pub mod fixes;
pub mod html;
pub mod meta_model;
pub mod outside;
pub mod page;
pub mod pathological;
pub mod samples;
pub mod skeleton;
pub mod watch;
pub mod watched;
pub mod wire;
