//! The operating system of the image: deduced from the source, else from the steps, else unknown.

use crate::model::template::Template;
use crate::model::value;
use crate::syntax::tree::Node;

/// An operating system family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Os {
    Windows,
    Linux,
}

/// What the deduction rests on.
#[derive(Debug, Clone, Copy)]
pub struct Deduction<'d> {
    pub os: Os,
    /// The publisher or the `type` of the step that says so.
    pub because: Node<'d>,
}

/// Publishers whose marketplace images all run one system, in lower case. Publishers with both are
/// not here: their offer decides, or their images count as unknown.
const PUBLISHERS: [(&str, Os); 13] = [
    ("microsoftwindowsserver", Os::Windows),
    ("microsoftwindowsdesktop", Os::Windows),
    ("microsoftvisualstudio", Os::Windows),
    ("canonical", Os::Linux),
    ("redhat", Os::Linux),
    ("suse", Os::Linux),
    ("openlogic", Os::Linux),
    ("oracle", Os::Linux),
    ("debian", Os::Linux),
    ("credativ", Os::Linux),
    ("almalinux", Os::Linux),
    ("microsoftcblmariner", Os::Linux),
    ("kinvolk", Os::Linux),
];

/// The system of a template's image, and why; `None` where nothing tells it.
pub fn operating_system(template: Template<'_>) -> Option<Deduction<'_>> {
    let source = template.property("source");
    let publisher = source.and_then(|it| it.get("publisher"));
    if let Some(text) = template.resolved_text(publisher) {
        let known = PUBLISHERS.iter().find(|(name, _)| text.eq_ignore_ascii_case(name));
        let os = known.map(|(_, os)| *os).or_else(|| by_offer(template, &text));
        if let (Some(os), Some(because)) = (os, publisher) {
            return Some(Deduction { os, because });
        }
    }
    steps_agree(template.customizers()).or_else(|| steps_agree(template.validators()))
}

/// SQL Server images come on both systems, and their offers say on which.
fn by_offer(template: Template<'_>, publisher: &str) -> Option<Os> {
    if !publisher.eq_ignore_ascii_case("MicrosoftSQLServer") {
        return None;
    }
    let offer = template
        .resolved_text(template.property("source")?.get("offer"))?
        .to_ascii_lowercase();
    let on = |names: &[&str]| names.iter().any(|it| offer.contains(it));
    if on(&["-ws20"]) {
        Some(Os::Windows)
    } else if on(&["-rhel", "-ubuntu", "-sles"]) {
        Some(Os::Linux)
    } else {
        None
    }
}

/// The system that every telling step names; `None` where none does or two disagree.
fn steps_agree<'d>(steps: impl Iterator<Item = Node<'d>>) -> Option<Deduction<'d>> {
    let mut told = steps.filter_map(|step| {
        let because = step.get("type")?;
        let os = match value::text(Some(because)).known()?.as_ref() {
            "Shell" => Os::Linux,
            "PowerShell" | "WindowsRestart" | "WindowsUpdate" => Os::Windows,
            _ => return None,
        };
        Some(Deduction { os, because })
    });
    let first = told.next()?;
    told.all(|it| it.os == first.os).then_some(first)
}
