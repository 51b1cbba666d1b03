//! Where the claims of a page come from: its section `## Sources`, and the documents of `schemas/sources.json` that it names.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

static SOURCES: LazyLock<BTreeMap<String, Source>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../../schemas/sources.json")).unwrap_or_default());

/// Every declared document, by its key.
pub fn all() -> &'static BTreeMap<String, Source> {
    &SOURCES
}

/// A document that pages refer to.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub title: String,
    /// `None` for what comes with the program itself.
    pub url: Option<String>,
    /// The day it was read, as `2026-11-29`; `None` for what comes with the program.
    pub read: Option<String>,
    #[serde(default)]
    anchors: Anchors,
}

/// How a document addresses its headings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Anchors {
    /// Not at all.
    #[default]
    None,
    /// By their words, as Microsoft Learn and GitHub do.
    Words,
    /// By their numbers, as the RFC Editor does.
    Numbers,
}

/// How well a source supports a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grade {
    /// The owner of the product says so.
    Documented,
    /// A public log, an issue or the source code of the program shows it.
    Observed,
    /// It follows from the source but is not said there.
    Inferred,
}

/// One line of the section: a source and what it is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Citation {
    pub grade: Grade,
    pub source: &'static Source,
    /// The heading in the document, in its own words.
    pub heading: Option<&'static str>,
}

/// The lines of the section, as they are written; none for a page without it.
pub fn lines(page: &str) -> impl Iterator<Item = &str> {
    let section = page.rsplit_once("\n## Sources\n").map_or("", |(_, section)| section);
    section.lines().filter(|line| !line.is_empty())
}

/// What a page rests on, the main source first. Skips invalid lines; a test reads every page.
pub fn citations(page: &'static str) -> Vec<Citation> {
    lines(page).filter_map(Citation::parse).collect()
}

impl Citation {
    /// Reads `- <grade>: <key>[ § <heading>]`; `None` for anything else, or a key that is not declared.
    pub fn parse(line: &'static str) -> Option<Self> {
        let (grade, rest) = line.strip_prefix("- ")?.split_once(": ")?;
        let grade = match grade {
            "documented" => Grade::Documented,
            "observed" => Grade::Observed,
            "inferred" => Grade::Inferred,
            _ => return None,
        };
        let (key, heading) = match rest.split_once(" § ") {
            Some((key, heading)) => (key, Some(heading)),
            None => (rest, None),
        };
        Some(Self {
            grade,
            source: all().get(key)?,
            heading,
        })
    }

    /// Title and heading: `Title § Heading`.
    pub fn title(&self) -> String {
        match self.heading {
            Some(heading) => format!("{} § {heading}", self.source.title),
            None => self.source.title.clone(),
        }
    }

    /// The address of the document, at the heading where it has an address of its own; `None` for what comes with the program.
    pub fn url(&self) -> Option<String> {
        let url = self.source.url.as_ref()?;
        let anchor = self.heading.and_then(|heading| self.source.anchors.of(heading));
        Some(match anchor {
            Some(anchor) => format!("{url}#{anchor}"),
            None => url.clone(),
        })
    }
}

impl Anchors {
    fn of(self, heading: &str) -> Option<String> {
        match self {
            Self::None => None,
            Self::Words => Some(slug(heading)),
            Self::Numbers => {
                let number = heading.split(' ').next()?.trim_end_matches('.');
                Some(format!("section-{number}"))
            }
        }
    }
}

/// Lower case, a hyphen for each blank, and no other punctuation than hyphens and underscores.
fn slug(heading: &str) -> String {
    let kept = heading.chars().filter_map(|character| match character {
        ' ' => Some('-'),
        '-' | '_' => Some(character),
        _ => Some(character).filter(|it| it.is_alphanumeric()),
    });
    kept.flat_map(char::to_lowercase).collect()
}
