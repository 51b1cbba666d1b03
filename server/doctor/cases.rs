//! The known failures. Each has a page, which is what people read and what the failure is recognized by.

mod pages;

use std::sync::LazyLock;

pub use crate::doctor::cases::pages::PAGES;
use crate::doctor::explanation::Explanation;
use crate::doctor::pattern::{self, Bound, Pattern};
use crate::locale::Lang;
use crate::text::page;
use crate::text::page::sources::{self, Citation};

static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| PAGES.into_iter().filter_map(|it| Case::parse(it).ok()).collect());

/// Every known failure. A test checks that each page is valid.
pub fn all() -> &'static [Case] {
    &CASES
}

/// The known failure with an ID.
pub fn find(id: &str) -> Option<&'static Case> {
    all().iter().find(|it| it.id == id)
}

/// A known failure.
#[derive(Debug)]
pub struct Case {
    /// `family/name`; never reused.
    pub id: &'static str,
    page: &'static str,
    /// Whether its fragments count in messages of the service, Packer or a pipeline.
    pub in_service: bool,
    /// Whether they count in the output of scripts on the build VM.
    pub in_output: bool,
    pub fragments: Vec<Fragment>,
    pub kind: CaseKind,
    /// IDs of cases that are more specific about the same line.
    pub yields: Vec<&'static str>,
    /// IDs of the rules that detect it in the template.
    pub rules: Vec<&'static str>,
    /// How to find the cause in a template, best first; `attribution/locators.rs` reads them.
    pub locators: Vec<&'static str>,
}

/// What a case says about a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseKind {
    /// What went wrong.
    Specific,
    /// What went wrong, and worth a warning even in a build that succeeded.
    Warning,
    /// How the build ended, but not why: something in the step before it may be more specific.
    Vague,
    /// That something failed: any other case is more specific.
    Generic,
    /// It looks like a failure but is not.
    Benign,
}

/// A fragment of a message that identifies a case.
#[derive(Debug)]
pub struct Fragment {
    /// In the notation of the page.
    pub text: &'static str,
    pub weight: Weight,
    pub condition: Option<Condition>,
    pub pattern: Pattern,
}

/// How much a fragment counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// It identifies the case.
    Sufficient,
    /// It identifies the case only in the reason of a failed build.
    Reason,
    /// It adds a value or a line to a case that another fragment has identified.
    Supports,
    /// A match before it in the same stage did not matter in the end: a retry succeeded.
    Overcomes,
}

/// A further condition for a fragment to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// A supporting fragment matches in the same message, on the next lines, or in the same stage.
    WithSupport,
    /// The exit code is not harmless, and no further step starts.
    LastExit,
    /// The build has not been cancelled yet.
    BeforeCancel,
    /// It is near the end of the step that failed.
    FailedStep,
    /// It is among the last lines of the step that failed.
    LastLines,
    /// Nothing else follows until the build is cancelled or the log ends.
    Hangs,
    /// The state is repeated and no other follows.
    Stays,
    /// The transfer is large or slow, or the log ends during it.
    Slow,
}

impl CaseKind {
    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "warning" => Self::Warning,
            "vague" => Self::Vague,
            "generic" => Self::Generic,
            "benign" => Self::Benign,
            _ => return None,
        })
    }
}

impl Condition {
    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "with-support" => Self::WithSupport,
            "last-exit" => Self::LastExit,
            "before-cancel" => Self::BeforeCancel,
            "failed-step" => Self::FailedStep,
            "last-lines" => Self::LastLines,
            "hangs" => Self::Hangs,
            "stays" => Self::Stays,
            "slow" => Self::Slow,
            _ => return None,
        })
    }
}

impl Case {
    /// Parses a page; the error is the invalid line. A test parses every page.
    pub fn parse(page: &'static str) -> Result<Self, &'static str> {
        let mut lines = page.lines();
        let id = lines.next().and_then(|it| it.strip_prefix("# ")).ok_or(page)?;
        let mut case = Self {
            id,
            page,
            in_service: false,
            in_output: false,
            fragments: Vec::new(),
            kind: CaseKind::Specific,
            yields: Vec::new(),
            rules: Vec::new(),
            locators: Vec::new(),
        };
        for line in lines.take_while(|it| !it.starts_with("## ")) {
            let (key, value) = line.split_once(": ").ok_or(line)?;
            match (key, value) {
                ("in", "service") => case.in_service = true,
                ("in", "output") => case.in_output = true,
                ("in", "service, output") => (case.in_service, case.in_output) = (true, true),
                ("kind", word) => case.kind = CaseKind::parse(word).ok_or(line)?,
                ("yields", ids) => case.yields = ids.split(", ").collect(),
                ("rules", ids) => case.rules = ids.split(", ").collect(),
                ("locators", locators) => case.locators = locators.split(", ").collect(),
                _ => case.fragments.push(Fragment::parse(key, value).ok_or(line)?),
            }
        }
        Ok(case)
    }

    /// Whether it looks like a failure but is not.
    pub fn is_benign(&self) -> bool {
        self.kind == CaseKind::Benign
    }

    /// The text of the page, with values in place of its placeholders.
    pub fn explanation<'v>(&self, lang: Lang, value: impl Fn(&str) -> Option<&'v str>) -> Explanation {
        Explanation::new(page::words(self.page, lang), value)
    }

    /// The text of the page without values.
    pub fn text(&self, lang: Lang) -> Explanation {
        self.explanation(lang, |_| None)
    }

    /// The text of the page with its placeholders.
    pub fn source(&self, lang: Lang) -> &'static str {
        page::words(self.page, lang)
    }

    /// What the page rests on, the main source first.
    pub fn citations(&self) -> Vec<Citation> {
        sources::citations(self.page)
    }

    /// The sample logs of the page, each recognized as this case and as no other.
    pub fn samples(&self) -> impl Iterator<Item = &'static str> {
        let blocks = self.page.split("\n```log\n").skip(1);
        blocks.map(|it| it.split_once("\n```").map_or(it, |(log, _)| log))
    }
}

impl Fragment {
    fn parse(key: &str, value: &'static str) -> Option<Self> {
        let (weight, bound) = match key {
            "match" => (Weight::Sufficient, Bound::Anywhere),
            "line" => (Weight::Sufficient, Bound::Whole),
            "start" => (Weight::Sufficient, Bound::Start),
            "reason" => (Weight::Reason, Bound::Anywhere),
            "supports" => (Weight::Supports, Bound::Anywhere),
            "overcome" => (Weight::Overcomes, Bound::Anywhere),
            _ => return None,
        };
        let ticks = value.chars().take_while(|c| *c == '`').count();
        let fence = value.get(..ticks).filter(|it| !it.is_empty())?;
        let (text, behind) = value.get(ticks..)?.split_once(fence)?;
        // Double fences have a blank on either side.
        let text = if ticks > 1 { text.trim() } else { text };
        let condition = match behind {
            "" => None,
            _ => Some(Condition::parse(behind.strip_prefix(" when ")?)?),
        };
        Some(Self {
            text,
            weight,
            condition,
            pattern: pattern::compile(text, bound)?,
        })
    }
}
