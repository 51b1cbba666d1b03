//! What a log shows as one page for a browser or for paper.

use crate::doctor::verdict::Verdict;
use crate::document::Document;
use crate::locale::Lang;

/// The page.
pub fn page(_verdict: &Verdict<'_>, _name: &str, _template: Option<(&str, &Document)>, _lang: Lang) -> String {
    String::new()
}
