//! `aib-ls/report`: reports about documents as HTML, a request of our own for editors that can show pages.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tower_lsp::lsp_types::Url;

use crate::lsp::client_capabilities::Features;
use crate::lsp::event::Moment;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto;
use crate::lsp::to_proto::commands::{self, Invocation};
use crate::lsp::world::World;
use crate::report::build::{self, BuiltTemplate};
use crate::report::{ReportData, Target, explain, html, markdown, permissions, summary};

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

    /// What a file with the report is called.
    pub fn file_name(&self) -> String {
        let (about, kind) = match self {
            Self::Doctor { uri } => (uri.path(), "doctor"),
            Self::Permissions { uri } => (uri.path(), "permissions"),
            Self::Summary { uri } => (uri.path(), "summary"),
            Self::Explain { id } => (id.as_str(), "explain"),
        };
        let name = about.rsplit('/').next().unwrap_or_default();
        format!("{name}-{kind}.md")
    }
}

/// The answer: the title of the page, and the page.
#[derive(Debug, Serialize)]
pub struct ReportResponse {
    title: String,
    html: String,
}

/// What a command opens in a report that a client shows.
type Open<'o> = dyn Fn(Target<'_>) -> Option<Invocation> + 'o;

/// The page; `None` for a document that is not open, or of another kind.
pub fn report(moment: &Moment, request: &ReportRequest) -> Option<ReportResponse> {
    with_report(moment, request, response)
}

/// The same as Markdown, with links to sources alone.
pub fn markdown(moment: &Moment, request: &ReportRequest) -> Option<String> {
    let source = |target: Target<'_>| match target {
        Target::Source(citation) => citation.url(),
        _ => None,
    };
    with_report(moment, request, |report, _, _| markdown::render(report, &source))
}

fn with_report<R>(
    moment: &Moment,
    request: &ReportRequest,
    render: impl FnOnce(&ReportData<'_>, &Features, &Open<'_>) -> R,
) -> Option<R> {
    let (world, document) = (&moment.world, moment.document.as_ref());
    if let ReportRequest::Explain { id } = request {
        let page = explain::report(id, world.lang())?;
        return Some(render(&page, &world.features, &|_| None));
    }
    let document = document?;
    if let ReportRequest::Doctor { .. } = request {
        return document.is_log().then(|| with_build(world, document, render));
    }
    let (doc, name, client) = (document.template()?, document.name(), world.client(document));
    let report = match request {
        ReportRequest::Permissions { .. } => permissions::report(doc, &name, client.locale)?,
        _ => summary::report(doc, &name, document.findings(), client.locale)?,
    };
    let index = world.line_index(document);
    Some(render(&report, &client, &|target| match target {
        Target::Value(node) => commands::open_from_page(&client, &document.uri, index.range(node.span())),
        _ => None,
    }))
}

fn with_build<R>(
    world: &World,
    log: &Arc<Snapshot>,
    render: impl FnOnce(&ReportData<'_>, &Features, &Open<'_>) -> R,
) -> R {
    let (built, client) = (world.log(log), world.client(log));
    let template = built.template.as_deref();
    let index = template.map(|it| world.line_index(it));
    let name = template.map(Snapshot::name).unwrap_or_default();
    let built_template = template.map(|snapshot| BuiltTemplate {
        name: &name,
        doc: snapshot.document(),
        findings: snapshot.findings(),
    });
    let report = build::report(&built.log().attribution, &log.name(), built_template, client.locale);
    render(&report, &client, &|target| match target {
        Target::Line(line) => commands::open_from_page(&client, &log.uri, to_proto::line_start(line)),
        Target::Value(node) => commands::open_from_page(&client, &template?.uri, index.as_ref()?.range(node.span())),
        _ => None,
    })
}

/// A page. `place` gives the command that goes to a line of the log or a value of the template.
fn response(report: &ReportData<'_>, client: &Features, open: &Open<'_>) -> ReportResponse {
    let links = |target: Target<'_>| {
        let run = match target {
            Target::Source(citation) => return citation.url(),
            Target::Explanation(id) => commands::explanation(client, id),
            Target::Clipboard(text) => commands::copy(client, text),
            Target::Line(_) | Target::Value(_) => open(target),
        };
        Some(run?.address())
    };
    ReportResponse {
        title: report.title.clone(),
        html: html::render(report, &links),
    }
}
