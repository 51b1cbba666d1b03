//! Markers of a merge conflict. The first side of a conflict is parsed, the second one skipped.

use crate::syntax::error::Problem;
use crate::syntax::lexer::Lexer;
use crate::text::span::Span;

/// How often the sign of a marker is repeated.
const MARKER: usize = 7;

/// What is known of the conflicts of a text.
#[derive(Default)]
pub(super) struct Conflicts {
    any: bool,
    /// No marker that ends a conflict follows: it was looked for once, up to the end of the text.
    no_end_follows: bool,
}

impl Lexer<'_> {
    /// Skips the marker of a conflict and the second side. `false` if the next line is not a marker.
    pub(super) fn conflict(&mut self) -> bool {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let Some(sign) = rest
            .chars()
            .next()
            .filter(|it| self.at == self.line && is_marker(rest, *it))
        else {
            return false;
        };
        let own = rest.split_inclusive('\n').next().map_or(rest.len(), str::len);
        let behind = rest.get(own..).unwrap_or_default();
        let mut skipped = own;
        if matches!(sign, '=' | '|') && !self.conflicts.no_end_follows {
            match second_side(behind) {
                Some(len) => skipped += len,
                None => self.conflicts.no_end_follows = true,
            }
        }
        let line = rest.get(..own).unwrap_or_default().trim_end();
        let start = self.at as u32;
        let span = Span::new(start, start + line.len() as u32);
        if sign == '<' || !self.conflicts.any {
            self.conflicts.any = true;
            self.error(Problem::Conflict, span);
        }
        self.at += skipped;
        self.line = self.at;
        true
    }
}

/// Whether a text begins with the marker of a sign.
fn is_marker(line: &str, sign: char) -> bool {
    let behind = line.trim_start_matches(sign);
    line.len() - behind.len() == MARKER && (behind.is_empty() || behind.starts_with([' ', '\r', '\n']))
}

/// The length of the second side of a conflict in bytes, with the marker that ends it; `None` if there is no such marker.
fn second_side(text: &str) -> Option<usize> {
    let mut len = 0;
    for line in text.split_inclusive('\n') {
        len += line.len();
        if is_marker(line, '>') {
            return Some(len);
        }
    }
    None
}
