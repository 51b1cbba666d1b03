//! Everything the service accepts, per API version, and the words that describe it.

mod instance;
pub mod lookup;
pub mod order;
pub mod published;
pub mod slice;
mod source;
pub mod validate;
pub mod words;
