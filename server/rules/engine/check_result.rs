//! The result of checking a document: its findings, and those in the script files that its steps run.

use std::sync::Arc;

use crate::model::script_file::ScriptFile;
use crate::rules::engine::finding::Finding;

/// The findings of a document after suppressions.
#[derive(Default)]
pub struct CheckResult {
    pub findings: Vec<Finding>,
    /// The `[[ignore]]` entries of the settings that suppressed something, or could have if the text were whole.
    pub used: Vec<usize>,
    /// The findings in script files, to which comments and settings of their own apply.
    pub elsewhere: Vec<InFile>,
}

/// The findings of a script file, before its comments and settings.
#[derive(Clone)]
pub struct InFile {
    pub file: Arc<ScriptFile>,
    pub findings: Vec<Finding>,
}
