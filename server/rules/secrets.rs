//! Secrets that everyone who can read the template can read.

mod inline_credential;
mod token_expired;
mod token_in_uri;

use crate::rules::Rule;

/// The rules of the family.
pub(super) static RULES: [&Rule; 3] = [&inline_credential::RULE, &token_in_uri::RULE, &token_expired::RULE];
