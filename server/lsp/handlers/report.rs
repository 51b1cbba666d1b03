//! `aib-ls/report`: pages about documents, a request of our own that an editor with a place for pages sends.

use serde::{Deserialize, Serialize};
use tower_lsp::lsp_types::{Position, Range, Url};

use crate::lsp::mailbox::Moment;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_lsp::{Places, commands};
use crate::lsp::world::logs::LogWithTemplate;
use crate::page::{self, Page, Target};

/// What a page is asked about.
#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum ReportRequest {
    /// The log at an address.
    Doctor { uri: Url },
    /// What the identity of the template at an address needs.
    Permissions { uri: Url },
    /// What the template at an address builds.
    Summary { uri: Url },
    /// A rule or a known failure.
    Explain { id: String },
}

impl ReportRequest {
    /// The document that it is about.
    pub fn document(&self) -> Option<&Url> {
        match self {
            Self::Doctor { uri } | Self::Permissions { uri } | Self::Summary { uri } => Some(uri),
            Self::Explain { .. } => None,
        }
    }
}

/// A page as it is answered.
#[derive(Debug, Serialize)]
pub struct Report {
    title: String,
    html: String,
}

/// The page; `None` where there is nothing to show: a document that is not open, or one of another kind.
pub fn report(moment: &Moment, request: &ReportRequest) -> Option<Report> {
    let (world, document) = (&moment.world, moment.document.as_ref());
    let page = match request {
        ReportRequest::Doctor { .. } => doctor(&world.log(document.filter(|it| it.is_log())?)),
        ReportRequest::Permissions { .. } => permissions(document.filter(|it| it.template().is_some())?)?,
        ReportRequest::Summary { .. } => summary(document.filter(|it| it.template().is_some())?)?,
        ReportRequest::Explain { id } => {
            let links = |target: Target<'_>| match target {
                Target::Explanation(id) => Some(commands::explanation(&world.features, id)?.address()),
                Target::Line(_) | Target::Value(_) => None,
            };
            page::explain::page(id, &links, world.lang())?
        }
    };
    let Page { title, html } = page;
    Some(Report { title, html })
}

fn doctor(built: &LogWithTemplate) -> Page {
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
    let named = template.map(|it| (it.name(), it.document()));
    let named = named.as_ref().map(|(name, doc)| (name.as_str(), *doc));
    page::build_log::page(&built.log().verdict, &log.name(), named, &links, log.lang())
}

fn permissions(snapshot: &Snapshot) -> Option<Page> {
    let (name, lang) = (snapshot.name(), snapshot.lang());
    in_template(snapshot, |links| {
        page::permissions::page(snapshot.document(), &name, links, lang)
    })
}

fn summary(snapshot: &Snapshot) -> Option<Page> {
    let (name, lang) = (snapshot.name(), snapshot.lang());
    let (doc, findings) = (snapshot.document(), snapshot.findings());
    in_template(snapshot, |links| page::summary::page(doc, &name, findings, links, lang))
}

/// A page whose places are in one template.
fn in_template<R>(snapshot: &Snapshot, page: impl FnOnce(&page::Links<'_>) -> R) -> R {
    let places = Places::new(snapshot, usize::MAX);
    page(&|target| {
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
