//! What exit codes mean: a report takes the sentence about the code that occurred from one table, `exit_codes.md`.

use crate::doctor::diagnosis::{Diagnosis, Finding};
use crate::locale::Message;
use crate::say;

const TABLE: &str = include_str!("exit_codes.md");

/// Codes from here are HRESULT or NTSTATUS values, which are written in hexadecimal.
const HIGH_BIT: u32 = 0x8000_0000;
/// The codes of programs on Linux.
const MAX_LINUX: u32 = 255;

/// A row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    pub code: u32,
    scope: Scope,
    pub en: &'static str,
    pub pt_br: &'static str,
}

/// Where a code has its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    Anywhere,
    Linux,
    Windows,
}

/// The rows of the table.
pub fn rows() -> impl Iterator<Item = Row> {
    TABLE.lines().filter_map(Row::parse)
}

impl Row {
    fn parse(line: &'static str) -> Option<Self> {
        let mut cells = line.strip_prefix("| ")?.strip_suffix(" |")?.split(" | ");
        let (code, scope) = (cells.next()?, cells.next()?);
        Some(Self {
            code: match code.strip_prefix("0x") {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => code.parse().ok()?,
            },
            scope: match scope {
                "anywhere" => Scope::Anywhere,
                "linux" => Scope::Linux,
                "windows" => Scope::Windows,
                _ => return None,
            },
            en: cells.next()?,
            pt_br: cells.next()?,
        })
    }
}

/// The sentence about an exit code, for a provisioner of Packer; `None` if the code has no meaning of its own.
pub fn meaning(code: u32, provisioner: Option<&str>) -> Option<Message> {
    let is_linux = match provisioner {
        Some(name) => name == "shell",
        None => code <= MAX_LINUX,
    };
    let is_here = |it: &Row| it.scope == Scope::Anywhere || (it.scope == Scope::Linux) == is_linux;
    let number = if code < HIGH_BIT {
        code.to_string()
    } else {
        format!("{code} (`0x{code:08X}`)")
    };
    match rows().filter(|it| it.code == code).find(is_here) {
        Some(Row { en, pt_br, .. }) => Some(say! {
            en: "Exit code {number}: {en}.",
            pt_br: "Código de saída {number}: {pt_br}.",
        }),
        None if code < HIGH_BIT => None,
        None => Some(say! {
            en: "Exit code {number} is an error code of Windows.",
            pt_br: "O código de saída {number} é um código de erro do Windows.",
        }),
    }
}

impl Diagnosis {
    /// The sentence about the exit code of a finding.
    pub fn exit_meaning(&self, finding: &Finding) -> Option<Message> {
        let code: i64 = finding.value("exit")?.parse().ok()?;
        // Negative codes are the same 32 bits.
        let code = i32::try_from(code).map_or_else(|_| u32::try_from(code), |it| Ok(it.cast_unsigned()));
        let provisioner = self.stage_of(finding).map(|it| it.name.as_str());
        meaning(code.ok()?, provisioner)
    }
}
