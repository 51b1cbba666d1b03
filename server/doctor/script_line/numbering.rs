//! From the number of a line in the file that Packer runs to a line of the script, by the version of Packer.

use crate::doctor::script_line::source::{LineRole, Source};
use crate::script::Dialect;

/// A version of Packer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PackerVersion {
    pub major: u32,
    pub minor: u32,
    pub patch: u32,
}

impl PackerVersion {
    /// The first version that wraps the items of PowerShell and accepts a shebang. It writes all items of PowerShell on one line.
    const WRAPS: Self = Self::new(1, 13, 0);

    pub const fn new(major: u32, minor: u32, patch: u32) -> Self {
        Self { major, minor, patch }
    }

    /// The version in the line that Packer writes at its start: `Packer version: 1.8.1 [go1.17.11 linux amd64]`.
    pub fn read(line: &str) -> Option<Self> {
        let (_, behind) = line.split_once("Packer version: ")?;
        let word = behind.split_whitespace().next()?.trim_start_matches('v');
        let number = |it: &str| it.split('-').next()?.parse().ok();
        let mut parts = word.split('.').map(number);
        Some(Self::new(
            parts.next()??,
            parts.next()??,
            parts.next().flatten().unwrap_or_default(),
        ))
    }
}

/// What Packer writes before the first item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// Nothing.
    Plain,
    /// One line, `#!/bin/sh -e`.
    Header,
    /// The eight lines that catch errors of PowerShell.
    Wrapped,
    /// The same eight lines, and all items on the line after them.
    Merged,
}

/// The number of lines before the first item in [`Layout::Wrapped`].
const WRAPPER_LINES: usize = 8;

/// What a line number can mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Numbered {
    /// The lines of the script, by their indices.
    pub lines: Vec<usize>,
    /// Whether it can also mean a line that cannot be determined.
    pub is_open: bool,
}

impl Numbered {
    /// The line, if it can mean no other.
    pub fn only(&self) -> Option<usize> {
        match self.lines.as_slice() {
            [only] if !self.is_open => Some(*only),
            _ => None,
        }
    }
}

/// The lines that a number can mean in the file that Packer runs, which counts from 1.
pub(super) fn resolve(number: usize, source: &Source<'_>, layouts: &Layouts) -> Numbered {
    let mut numbered = Numbered {
        lines: Vec::new(),
        is_open: false,
    };
    let unknown = source.lines.iter().position(|it| it.role == LineRole::Unknown);
    for layout in &layouts.0 {
        let before = match layout {
            Layout::Plain => 0,
            Layout::Header => 1,
            Layout::Wrapped | Layout::Merged => WRAPPER_LINES,
        };
        let Some(index) = number.checked_sub(before + 1) else {
            continue;
        };
        if *layout == Layout::Merged {
            // Only line ends within items are left.
            numbered.is_open |= index <= source.lines.iter().filter(|it| it.line > 0).count();
        } else if unknown.is_some_and(|it| it <= index) {
            numbered.is_open = true;
        } else {
            // Comments and blank lines do not fail.
            let line = source.lines.get(index).filter(|it| it.role != LineRole::Comment);
            if line.is_some() && !numbered.lines.contains(&index) {
                numbered.lines.push(index);
            }
        }
    }
    numbered
}

/// The layouts that the file can have.
pub(super) struct Layouts(Vec<Layout>);

impl Layouts {
    /// By the version if it is known, else by signs in the log of the step.
    pub fn of(source: &Source<'_>, output: &[&str], packer: Option<PackerVersion>) -> Self {
        if source.is_file() {
            return Self(vec![Layout::Plain]);
        }
        let version = packer.or_else(|| output.iter().find_map(|it| PackerVersion::read(it)));
        let layouts = match (source.dialect, version) {
            (Dialect::Shell, _) if !source.has_own_shebang() && !starts_unknown(source) => vec![Layout::Header],
            (Dialect::Shell, Some(version)) if version < PackerVersion::WRAPS => vec![Layout::Header],
            (Dialect::Shell, Some(_)) if source.has_own_shebang() => vec![Layout::Plain],
            (Dialect::Shell, _) => vec![Layout::Header, Layout::Plain],
            (Dialect::PowerShell, Some(version)) if version < PackerVersion::WRAPS => vec![Layout::Plain],
            (Dialect::PowerShell, Some(PackerVersion::WRAPS)) => vec![Layout::Merged],
            (Dialect::PowerShell, Some(_)) => vec![Layout::Wrapped],
            (Dialect::PowerShell, None) => by_command(output),
        };
        Self(layouts)
    }

    /// The layouts that remain if dash wrote a message: it does not run a script whose own first line names Bash.
    pub fn of_dash(&self, source: &Source<'_>) -> Self {
        let names_bash = source.has_own_shebang() && source.lines.first().is_some_and(|it| it.text.contains("bash"));
        match self.0.contains(&Layout::Header) && names_bash && !source.is_file() {
            true => Self(vec![Layout::Header]),
            false => Self(self.0.clone()),
        }
    }
}

fn starts_unknown(source: &Source<'_>) -> bool {
    source.lines.first().is_some_and(|it| it.role == LineRole::Unknown)
}

/// By the command that runs an `inline` script of PowerShell: the wrapper made the long one superfluous.
fn by_command(output: &[&str]) -> Vec<Layout> {
    let has = |parts: [&str; 2]| output.iter().any(|it| parts.iter().all(|part| it.contains(part)));
    if has(["\"& { if (Test-Path", "script-"]) || has(["packer-builder-azure-arm plugin:", ""]) {
        vec![Layout::Plain]
    } else if has(["-file c:/Windows/Temp/script-", ".ps1"]) {
        vec![Layout::Wrapped, Layout::Merged]
    } else {
        vec![Layout::Plain, Layout::Wrapped, Layout::Merged]
    }
}
