//! `aib-ls/report`: reports about documents as HTML, a request of our own for editors that can show pages.

use serde::{Deserialize, Serialize};
use tower_lsp::lsp_types::{Position, Range, Url};

use crate::lsp::mailbox::Moment;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto::{Places, commands};
use crate::lsp::world::logs::LogWithTemplate;
use crate::report::build::{self, BuiltTemplate};
use crate::report::{Links, ReportData, Target, explain, html, permissions, summary};

/// The parameters of the request.
#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum ReportRequest {
    /// The log at an address.
    Doctor { uri: Url },
    /// The permissions that the identity of the template at an address needs.
    Permissions { uri: Url },
    /// The template at an address, at a glance.
    Summary { uri: Url },
    /// A rule or a known failure.
    Explain { id: String },
}

impl ReportRequest {
    /// The document of the report.
    pub fn document(&self) -> Option<&Url> {
        match self {
            Self::Doctor { uri } | Self::Permissions { uri } | Self::Summary { uri } => Some(uri),
            Self::Explain { .. } => None,
        }
    }
}

/// The answer: the title of the page, and the page.
#[derive(Debug, Serialize)]
pub struct ReportResponse {
    title: String,
    html: String,
}

/// The page; `None` for a document that is not open, or of another kind.
pub fn report(moment: &Moment, request: &ReportRequest) -> Option<ReportResponse> {
    let (world, document) = (&moment.world, moment.document.as_ref());
    match request {
        ReportRequest::Doctor { .. } => Some(build_page(&world.log(document.filter(|it| it.is_log())?))),
        ReportRequest::Permissions { .. } => permissions_page(document.filter(|it| it.template().is_some())?),
        ReportRequest::Summary { .. } => summary_page(document.filter(|it| it.template().is_some())?),
        ReportRequest::Explain { id } => {
            let links = |target: Target<'_>| match target {
                Target::Explanation(id) => Some(commands::explanation(&world.features, id)?.address()),
                Target::Line(_) | Target::Value(_) => None,
            };
            Some(response(&explain::report(id, world.lang())?, &links))
        }
    }
}

fn response(report: &ReportData<'_>, links: &Links<'_>) -> ReportResponse {
    ReportResponse {
        title: report.title.clone(),
        html: html::render(report, links),
    }
}

fn build_page(built: &LogWithTemplate) -> ReportResponse {
    let (log, template) = (&built.log, built.template.as_deref());
    let places = template.map(|it| Places::new(it, usize::MAX));
    let links = |target: Target<'_>| {
        let run = match target {
            Target::Line(line) => {
                let start = Position::new(u32::try_from(line).unwrap_or(u32::MAX), 0);
                commands::open(&log.features, &log.uri, Range::new(start, start))
            }
            Target::Value(node) => {
                let range = places.as_ref()?.range(node.span());
                commands::open(&log.features, &template?.uri, range)
            }
            Target::Explanation(id) => commands::explanation(&log.features, id),
        };
        Some(run?.address())
    };
    let name = template.map(Snapshot::name).unwrap_or_default();
    let template = template.map(|snapshot| BuiltTemplate {
        name: &name,
        doc: snapshot.document(),
        findings: snapshot.findings(),
    });
    let shown = built.log();
    response(
        &build::report(&shown.verdict, &log.name(), template, log.lang()),
        &links,
    )
}

fn permissions_page(snapshot: &Snapshot) -> Option<ReportResponse> {
    let report = permissions::report(snapshot.document(), &snapshot.name(), snapshot.lang())?;
    Some(in_template(snapshot, &report))
}

fn summary_page(snapshot: &Snapshot) -> Option<ReportResponse> {
    let (doc, findings) = (snapshot.document(), snapshot.findings());
    let report = summary::report(doc, &snapshot.name(), findings, snapshot.lang())?;
    Some(in_template(snapshot, &report))
}

/// A page whose links lead to one template.
fn in_template(snapshot: &Snapshot, report: &ReportData<'_>) -> ReportResponse {
    let places = Places::new(snapshot, usize::MAX);
    response(report, &|target| {
        let run = match target {
            Target::Value(node) => {
                let range = places.range(node.span());
                commands::open(&snapshot.features, &snapshot.uri, range)
            }
            Target::Explanation(id) => commands::explanation(&snapshot.features, id),
            Target::Line(_) => None,
        };
        Some(run?.address())
    })
}
