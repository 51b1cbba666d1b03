//! Errors of Azure in any text: the response of the service, the output of a tool, or lines of a log.
//!
//! Every tool wraps the errors of the service in its own way, often several times. A text is read from the outside to the inside:
//! `lines` removes the prefixes of logs, `scan` finds envelopes by their anchors, each parser (one file per tool) gives the errors of
//! its envelope as a tree, and the message of every error is scanned again. `tree` turns the tree into a chain.

mod arm;
mod autorest;
mod azcore;
mod azure_cli;
mod facts;
mod go_sdk;
mod json;
mod lines;
mod packer;
mod powershell;
mod prose;
mod quoted;
mod scan;
mod source;
mod tree;

use std::ops::Range;

pub use crate::doctor::envelope::facts::{Facts, Policy};

/// An error and its position in the text it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located<T> {
    /// In bytes.
    pub range: Range<usize>,
    pub value: T,
}

/// How an error is wrapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Envelope {
    /// JSON of Resource Manager, of the service, or of an activity log.
    Json,
    /// JSON of a response that the Azure plugin of Packer logs; the build goes on after many of them.
    LoggedResponse,
    /// `runState` and `message` of the last run.
    RunStatus,
    /// `Code="…" Message="…"` of go-autorest.
    Autorest,
    /// `ERROR: -> code : message`, which the Azure plugin of Packer prints. It may be about an older, harmless response.
    PackerPrint,
    /// A request or long-running operation of go-azure-sdk.
    GoAzureSdk,
    /// A response as azcore prints it.
    Azcore,
    /// XML of Azure Storage.
    Xml,
    AzureCli,
    PowerShell,
    /// A task of Azure DevOps, or an action of GitHub.
    Pipeline,
    /// The end of a build, or its failure to start, as Packer reports it.
    Packer,
    /// Sentences of the service around an error.
    Prose,
}

/// An error of Azure, or of a tool on its behalf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceError {
    /// The outermost envelope.
    pub envelope: Envelope,
    /// From the outermost error to the innermost; never empty.
    pub chain: Vec<ErrorNode>,
    /// The other innermost errors of the same envelope, without duplicates.
    pub others: Vec<ErrorNode>,
    pub facts: Facts,
}

/// One error of a chain.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ErrorNode {
    pub code: Option<String>,
    /// The complete message, without escapes.
    pub message: String,
    /// What the error says it is about: a parameter or a resource.
    pub target: Option<String>,
}

impl ServiceError {
    /// The error that explains the others.
    pub fn innermost(&self) -> &ErrorNode {
        const NOTHING: &ErrorNode = &ErrorNode {
            code: None,
            message: String::new(),
            target: None,
        };
        self.chain.last().unwrap_or(NOTHING)
    }

    /// Whether it is the service's internal error, which says itself that it gives no reason.
    pub fn is_generic(&self) -> bool {
        self.innermost().message.contains("This is a generic error")
    }

    /// The codes around the innermost error, outermost first, without those that only wrap another error.
    pub fn outer_codes(&self) -> Vec<&str> {
        let inner = self.innermost().code.as_deref();
        let mut codes: Vec<&str> = Vec::new();
        let outer = self.chain.iter().rev().skip(1).rev();
        for code in outer.filter_map(|it| it.code.as_deref()) {
            if !tree::is_wrapper(code) && Some(code) != inner && !codes.contains(&code) {
                codes.push(code);
            }
        }
        codes
    }

    /// The code and the complete message of the innermost error.
    pub fn headline(&self) -> String {
        let inner = self.innermost();
        match &inner.code {
            Some(code) if inner.message.is_empty() => code.clone(),
            Some(code) => format!("{code}: {}", inner.message),
            None => inner.message.clone(),
        }
    }
}

/// How many times the message of an error is scanned for further errors.
const MAX_DEPTH: usize = 6;

/// The errors in a text, in order; empty if it has none.
pub fn read(text: &str) -> Vec<Located<ServiceError>> {
    let lines = lines::without_prefixes(text);
    let source = source::Source::of_lines(&lines);
    let blocks = scan::blocks(&source, MAX_DEPTH);
    let located = blocks.into_iter().filter_map(|block| {
        let value = tree::error(block.envelope, block.nodes)?;
        let range = lines.original(block.range.start)..lines.original_end(block.range.end);
        Some(Located { range, value })
    });
    located.collect()
}
