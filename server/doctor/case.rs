//! A known failure: its page, and what the page says about recognising it.

use crate::doctor::fragment::{self, Bound, Pattern};
use crate::locale::Lang;
use crate::text::page;

/// A known failure. Its page is what people read and what it is recognised by.
#[derive(Debug)]
pub struct Case {
    /// `family/name`; never reused.
    pub id: &'static str,
    page: &'static str,
    /// Whether its fragments count where the service, Packer or a pipeline speaks.
    pub in_service: bool,
    /// Whether they count where the scripts of the build VM speak.
    pub in_output: bool,
    pub fragments: Vec<Fragment>,
    /// It looks like a failure and is none.
    pub is_benign: bool,
    /// It says that something failed and not what: any other says more.
    pub is_generic: bool,
    /// As the reason of a failed build it leaves open what went wrong: something in the step before it may say more.
    pub is_vague: bool,
    /// It is worth a warning even where the build came to its end.
    pub warns: bool,
    /// Ids of cases that say more about the same line.
    pub yields: Vec<&'static str>,
    /// Ids of the rules that see it in the template.
    pub rules: Vec<&'static str>,
    /// Where in a template the cause is, best first; `locate` reads them.
    pub points: Vec<&'static str>,
}

/// A stretch of the service's text.
#[derive(Debug)]
pub struct Fragment {
    /// As the page writes it.
    pub text: &'static str,
    pub weight: Weight,
    pub condition: Option<Condition>,
    pub pattern: Pattern,
}

/// What a fragment is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// It names the case.
    Enough,
    /// It names the case where the reason of a failed build stands, and says nothing elsewhere.
    Reason,
    /// It adds a value or a line to a case that another fragment has named.
    Supports,
}

/// What else has to be so for a fragment to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// A supporting fragment stands in the same message, on the next lines, or in the same stage.
    WithSupport,
    /// The exit code is no harmless one, and no further step starts.
    LastExit,
    /// The build has not been cancelled yet.
    BeforeCancel,
    /// It stands near the end of the step that failed.
    FailedStep,
    /// Nothing else follows until the build is cancelled or the log ends.
    Hangs,
    /// The state is repeated, and no other follows.
    Stays,
    /// The transfer is large or long, or the log ends in it.
    Slow,
}

impl Condition {
    fn read(word: &str) -> Option<Self> {
        Some(match word {
            "with-support" => Self::WithSupport,
            "last-exit" => Self::LastExit,
            "before-cancel" => Self::BeforeCancel,
            "failed-step" => Self::FailedStep,
            "hangs" => Self::Hangs,
            "stays" => Self::Stays,
            "slow" => Self::Slow,
            _ => return None,
        })
    }
}

impl Case {
    /// Reads a page; the error names the line that cannot be read. A test reads every page.
    pub fn read(page: &'static str) -> Result<Self, &'static str> {
        let mut lines = page.lines();
        let id = lines.next().and_then(|it| it.strip_prefix("# ")).ok_or(page)?;
        let mut case = Self {
            id,
            page,
            in_service: false,
            in_output: false,
            fragments: Vec::new(),
            is_benign: false,
            is_generic: false,
            is_vague: false,
            warns: false,
            yields: Vec::new(),
            rules: Vec::new(),
            points: Vec::new(),
        };
        for line in lines.take_while(|it| !it.starts_with("## ")) {
            let (key, value) = line.split_once(": ").ok_or(line)?;
            match (key, value) {
                ("in", "service") => case.in_service = true,
                ("in", "output") => case.in_output = true,
                ("in", "service, output") => (case.in_service, case.in_output) = (true, true),
                ("benign", "yes") => case.is_benign = true,
                ("generic", "yes") => case.is_generic = true,
                ("vague", "yes") => case.is_vague = true,
                ("warns", "yes") => case.warns = true,
                ("yields", ids) => case.yields = ids.split(", ").collect(),
                ("rules", ids) => case.rules = ids.split(", ").collect(),
                ("points", places) => case.points = places.split(", ").collect(),
                _ => case.fragments.push(Fragment::read(key, value).ok_or(line)?),
            }
        }
        Ok(case)
    }

    /// What the page says, cause first, then what to do, as Markdown.
    pub fn words(&self, lang: Lang) -> &'static str {
        page::words(self.page, lang)
    }

    /// What happened, in one sentence.
    pub fn summary(&self, lang: Lang) -> &'static str {
        page::first_sentence(self.words(lang))
    }

    /// Why it happens.
    pub fn cause(&self, lang: Lang) -> &'static str {
        self.paragraphs(lang).next().unwrap_or_default()
    }

    /// What to do.
    pub fn solution(&self, lang: Lang) -> &'static str {
        self.paragraphs(lang).nth(1).unwrap_or_default()
    }

    /// When it is something else; empty where there is nothing to add.
    pub fn remarks(&self, lang: Lang) -> impl Iterator<Item = &'static str> {
        self.paragraphs(lang).skip(2)
    }

    fn paragraphs(&self, lang: Lang) -> impl Iterator<Item = &'static str> {
        self.words(lang)
            .split("\n\n")
            .map(str::trim)
            .filter(|it| !it.is_empty())
    }

    /// The logs on the page, each recognised as this case and as no other.
    pub fn samples(&self) -> impl Iterator<Item = &'static str> {
        let blocks = self.page.split("\n```log\n").skip(1);
        blocks.map(|it| it.split_once("\n```").map_or(it, |(log, _)| log))
    }
}

impl Fragment {
    fn read(key: &str, value: &'static str) -> Option<Self> {
        let (weight, bound) = match key {
            "match" => (Weight::Enough, Bound::Anywhere),
            "line" => (Weight::Enough, Bound::Whole),
            "start" => (Weight::Enough, Bound::Start),
            "reason" => (Weight::Reason, Bound::Anywhere),
            "supports" => (Weight::Supports, Bound::Anywhere),
            _ => return None,
        };
        let ticks = value.chars().take_while(|c| *c == '`').count();
        let fence = value.get(..ticks).filter(|it| !it.is_empty())?;
        let (text, behind) = value.get(ticks..)?.split_once(fence)?;
        // Double fences have a blank at either side.
        let text = if ticks > 1 { text.trim() } else { text };
        let condition = match behind {
            "" => None,
            _ => Some(Condition::read(behind.strip_prefix(" when ")?)?),
        };
        Some(Self {
            text,
            weight,
            condition,
            pattern: fragment::compile(text, bound)?,
        })
    }
}
