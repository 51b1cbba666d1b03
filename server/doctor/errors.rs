//! The errors of Azure that explain a failed build or a response, out of all envelopes around them.

use crate::doctor::envelope::{self, Envelope, ErrorNode, Located, ServiceError};
use crate::doctor::evidence::output_of_failed_step;
use crate::doctor::state::State;
use crate::doctor::timeline::{Build, BuildResult};
use crate::text::redact::redacted;

/// An error of Azure, or of a tool on its behalf. Its texts hold no secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportedError {
    /// The build that it ended; `None` for a response.
    pub build: Option<usize>,
    /// The line where it starts, from 0.
    pub line: u64,
    pub error: ServiceError,
}

/// How many errors of a response are reported.
const MAX_ERRORS: usize = 8;

/// The errors of a text: of each failed build one, and those of a response.
pub(super) fn of(state: &State) -> Vec<ReportedError> {
    let builds = state.builds.iter().enumerate();
    let of_builds = builds.filter_map(|(index, build)| of_build(index, build));
    let mut errors: Vec<ReportedError> = of_builds.collect();
    if state.builds.is_empty() {
        errors.extend(of_response(&state.response));
    }
    errors
}

/// Whether a text names Image Builder.
pub(super) fn names_service(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let names = [
        "imagetemplate",
        "virtualmachineimages",
        "image builder",
        "imagebuilder",
        "azure-arm",
    ];
    names.iter().any(|it| text.contains(it))
}

/// The error that ended a build: in its reason, else in what Packer printed last.
fn of_build(index: usize, build: &Build) -> Option<ReportedError> {
    if matches!(build.result, BuildResult::Succeeded | BuildResult::Unknown) {
        return None;
    }
    let at = |line: u64, error: ServiceError| ReportedError {
        build: Some(index),
        line,
        error: without_secrets(error),
    };
    let end = build.end_start.unwrap_or(build.lines.last).line;
    let mut of_reason = build.reason.iter().flat_map(|it| envelope::read(it)).map(|it| it.value);
    // Packer gives no codes for what it refuses itself, and one error on each line.
    let is_refusal = build.reason.as_ref().is_some_and(|it| it.contains('\n'));
    let reason = of_reason.find(|it| is_refusal || has_code(it));
    let output = output_of_failed_step(build);
    let printed = || {
        let text: Vec<&str> = output.iter().map(|it| it.text.as_str()).collect();
        let text = text.join("\n");
        let errors = envelope::read(&text);
        let of_packer = errors.iter().rfind(|it| it.value.envelope == Envelope::PackerPrint);
        let last = of_packer.or_else(|| errors.iter().rfind(|it| has_code(&it.value)))?;
        let line = output.get(line_of(&text, last) as usize)?.at.line;
        Some(at(line, last.value.clone()))
    };
    match reason {
        Some(error) if !is_vague(&error) => Some(at(end, error)),
        vague => printed().or(vague.map(|it| at(end, it))),
    }
}

/// The errors of a response or of the output of a tool. Tools report errors of their own in the same forms, so some count only if the
/// text names Image Builder.
fn of_response(text: &str) -> Vec<ReportedError> {
    let is_about_service = names_service(text);
    let counts = |it: &ServiceError| match it.envelope {
        Envelope::Json | Envelope::RunStatus | Envelope::Autorest | Envelope::PackerPrint => true,
        Envelope::GoAzureSdk | Envelope::Azcore | Envelope::AzureCli => has_code(it),
        _ => is_about_service,
    };
    let errors = envelope::read(text).into_iter().filter(|it| counts(&it.value));
    let reported = errors.map(|it| ReportedError {
        build: None,
        line: line_of(text, &it),
        error: without_secrets(it.value),
    });
    reported.take(MAX_ERRORS).collect()
}

fn has_code(error: &ServiceError) -> bool {
    error.innermost().code.is_some()
}

/// Whether an error says only that a deployment failed.
fn is_vague(error: &ServiceError) -> bool {
    const VAGUE: [&str; 5] = [
        "DeploymentFailed",
        "InvalidTemplateDeployment",
        "ResourceDeploymentFailure",
        "Failed",
        "Unknown",
    ];
    let code = error.innermost().code.as_deref().unwrap_or_default();
    VAGUE.iter().any(|it| it.eq_ignore_ascii_case(code))
}

fn line_of(text: &str, error: &Located<ServiceError>) -> u64 {
    let before = text.get(..error.range.start).unwrap_or_default();
    before.matches('\n').count() as u64
}

fn without_secrets(mut error: ServiceError) -> ServiceError {
    let hide = |node: &mut ErrorNode| node.message = redacted(&node.message).into_owned();
    error.chain.iter_mut().chain(&mut error.others).for_each(hide);
    error
}
