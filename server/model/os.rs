//! The operating system of the image: deduced from the source, else from the steps, else unknown.

use crate::model::definition;
use crate::model::source::{self, Part};
use crate::model::template::Template;
use crate::model::value;
use crate::syntax::tree::Node;

/// An operating system family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Os {
    Windows,
    Linux,
}

impl Os {
    /// The name of the family, the same in every language.
    pub fn name(self) -> &'static str {
        match self {
            Self::Windows => "Windows",
            Self::Linux => "Linux",
        }
    }
}

/// What the deduction rests on.
#[derive(Debug, Clone, Copy)]
pub struct Deduction<'d> {
    pub os: Os,
    /// The publisher, the offer or the `type` of the step that says so.
    pub because: Node<'d>,
    /// Whether everything it rests on is written out, none of it the value of a parameter or a variable.
    pub is_written: bool,
}

/// Publishers whose marketplace images all run one system, in lower case. Publishers with both are
/// below: their offer decides, or their images count as unknown.
const PUBLISHERS: [(&str, Os); 13] = [
    ("microsoftwindowsserver", Os::Windows),
    ("microsoftwindowsdesktop", Os::Windows),
    ("canonical", Os::Linux),
    ("redhat", Os::Linux),
    ("suse", Os::Linux),
    ("openlogic", Os::Linux),
    ("oracle", Os::Linux),
    ("debian", Os::Linux),
    ("credativ", Os::Linux),
    ("almalinux", Os::Linux),
    ("resf", Os::Linux),
    ("microsoftcblmariner", Os::Linux),
    ("kinvolk", Os::Linux),
];

/// Publishers with images of both systems, whose offers name theirs.
const MIXED_PUBLISHERS: [&str; 5] = [
    "microsoftsqlserver",
    "microsoftvisualstudio",
    "microsoft-dsvm",
    "nvidia",
    "center-for-internet-security-inc",
];

/// Words of the offers of those publishers.
const WINDOWS_WORDS: [&str; 4] = ["-ws20", "-win", "windows", "visualstudio"];
const LINUX_WORDS: [&str; 7] = ["rhel", "ubuntu", "sles", "linux", "centos", "debian", "rocky"];

/// The system of a template's image, and why; `None` if unknown.
pub fn operating_system(template: Template<'_>) -> Option<Deduction<'_>> {
    of_source(template).or_else(|| of_steps(template))
}

/// The system that the source alone implies.
pub fn of_source(template: Template<'_>) -> Option<Deduction<'_>> {
    of_publisher(template).or_else(|| of_definition(template))
}

/// The system that the definition of the source image says, where the same deployment creates it.
fn of_definition(template: Template<'_>) -> Option<Deduction<'_>> {
    let said = definition::of_source(template, "osType")?;
    let all = [Os::Windows, Os::Linux];
    let os = all.into_iter().find(|it| said.text.eq_ignore_ascii_case(it.name()))?;
    Some(Deduction {
        os,
        because: said.node,
        is_written: said.is_certain,
    })
}

fn of_publisher(template: Template<'_>) -> Option<Deduction<'_>> {
    let publisher = source::part(template, "publisher")?;
    if let Some((_, os)) = PUBLISHERS.iter().find(|(name, _)| publisher.text == *name) {
        return Some(Deduction {
            os: *os,
            because: publisher.node,
            is_written: publisher.is_written(),
        });
    }
    let is_mixed = MIXED_PUBLISHERS.contains(&publisher.text.as_str());
    let offer = source::part(template, "offer").filter(|_| is_mixed)?;
    Some(Deduction {
        os: named_in(&offer)?,
        because: offer.node,
        is_written: publisher.is_written() && offer.is_written(),
    })
}

/// Whether the source is of the family of Debian, Ubuntu included; `None` if unknown.
pub fn is_debian(template: Template<'_>) -> Option<bool> {
    const WORDS: [&str; 2] = ["ubuntu", "debian"];
    let publisher = source::part(template, "publisher")?;
    let offer = source::part(template, "offer");
    if matches!(publisher.text.as_str(), "canonical" | "debian" | "credativ")
        || offer.is_some_and(|it| WORDS.iter().any(|word| it.text.contains(word)))
    {
        return Some(true);
    }
    let is_known = PUBLISHERS.iter().any(|(name, _)| publisher.text == *name);
    is_known.then_some(false)
}

/// The system that an offer mentions; `None` if it mentions none or both.
fn named_in(offer: &Part<'_>) -> Option<Os> {
    let holds = |words: &[&str]| words.iter().any(|it| offer.text.contains(it));
    match (holds(&WINDOWS_WORDS), holds(&LINUX_WORDS)) {
        (true, false) => Some(Os::Windows),
        (false, true) => Some(Os::Linux),
        _ => None,
    }
}

/// The system that a step says it runs on, by its `type`; `None` for a step of either.
pub fn of_step(step: Node<'_>) -> Option<Deduction<'_>> {
    let because = step.get("type")?;
    let os = match value::text(Some(because)).known()?.as_ref() {
        "Shell" => Os::Linux,
        "PowerShell" | "WindowsRestart" | "WindowsUpdate" => Os::Windows,
        _ => return None,
    };
    Some(Deduction {
        os,
        because,
        is_written: true,
    })
}

/// The system that the steps imply; `None` if none does or two disagree.
fn of_steps(template: Template<'_>) -> Option<Deduction<'_>> {
    let mut deductions = template.customizers().chain(template.validators()).filter_map(of_step);
    let first = deductions.next()?;
    deductions.all(|it| it.os == first.os).then_some(first)
}
