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
pub(super) enum Numbered {
    /// This line, by its index.
    Line(usize),
    /// One of these lines, or possibly a line that cannot be determined.
    OneOf(Vec<usize>),
    /// No line of the script.
    Nothing,
}

impl Numbered {
    /// The lines that it can mean.
    pub fn lines(&self) -> &[usize] {
        match self {
            Self::Line(line) => std::slice::from_ref(line),
            Self::OneOf(lines) => lines,
            Self::Nothing => &[],
        }
    }
}

/// The lines that a number can mean in the file that Packer runs, which counts from 1.
pub(super) fn resolve(number: usize, source: &Source<'_>, layouts: &Layouts) -> Numbered {
    let mut lines = Vec::new();
    let mut is_open = false;
    for layout in &layouts.0 {
        let before = match layout {
            Layout::Plain => 0,
            Layout::Header => 1,
            Layout::Wrapped => WRAPPER_LINES,
            Layout::Merged => {
                is_open |= number == WRAPPER_LINES + 1;
                continue;
            }
        };
        let Some(index) = number.checked_sub(before + 1) else {
            continue;
        };
        let known = source.lines.iter().position(|it| it.role == LineRole::Unknown);
        if known.is_some_and(|it| it <= index) {
            is_open = true;
            continue;
        }
        // Comments and blank lines do not fail.
        let line = source.lines.get(index).filter(|it| it.role != LineRole::Comment);
        if line.is_some() && !lines.contains(&index) {
            lines.push(index);
        }
    }
    match lines.as_slice() {
        [] => Numbered::Nothing,
        [only] if !is_open => Numbered::Line(*only),
        _ => Numbered::OneOf(lines),
    }
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
