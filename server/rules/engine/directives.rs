//! Suppression comments: `// aib-ls: ignore[rule, family] reason` for a line, `ignore-file[…]` for the whole document.
//! In a script they begin with `#`.

use crate::document::Document;
use crate::script::Dialect;
use crate::script::comments;
use crate::settings;
use crate::syntax::patch;
use crate::text::{edit::Edit, span::Span};

/// What such a comment begins with.
pub const MARK: &str = "aib-ls:";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directive {
    /// The comment with its delimiters.
    pub comment: Span,
    /// What it is about; `None` if it cannot be understood.
    pub scope: Option<Scope>,
    pub names: Vec<Name>,
}

/// What a directive is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The whole document.
    File,
    /// Findings that begin on this line.
    Line(Span),
    /// The whole document, as it would be further up.
    TooLate,
}

/// A rule or family in the brackets of a directive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    pub text: String,
    pub span: Span,
    /// Whether it suppressed a finding.
    pub used: bool,
}

/// A problem of a directive.
pub(crate) enum Remark<'d> {
    /// It is not a known directive.
    NotUnderstood(&'d Directive),
    /// It names neither a rule nor a family.
    Unknown(&'d Name),
    /// It keeps nothing back.
    Unused(&'d Directive, &'d Name),
    /// It would be about the whole document if it was at the top.
    TooLate(&'d Directive),
}

/// A text and its comments.
pub struct Comments<'t> {
    pub(crate) text: &'t str,
    spans: Vec<Span>,
    /// Where what is not a comment begins; nothing where there are only comments.
    pub(crate) top: Option<u32>,
    /// What comments of one line begin with.
    pub(crate) sign: &'static str,
}

impl<'t> Comments<'t> {
    /// Those of a document.
    pub fn of(doc: &'t Document) -> Self {
        let tree = doc.tree();
        Self {
            text: doc.text(),
            spans: tree.comments().to_vec(),
            top: tree.root().map(|it| it.span().start),
            sign: "//",
        }
    }

    /// Those of a script.
    pub fn of_script(text: &'t str, dialect: Dialect) -> Self {
        let speaks = text.contains(MARK);
        let mut comments = Self {
            text,
            spans: match speaks {
                true => comments::comments(text, dialect),
                false => Vec::new(),
            },
            top: None,
            sign: "#",
        };
        let top = next_word(&comments, 0);
        comments.top = Some(top).filter(|it| (*it as usize) < text.len());
        comments
    }
}

/// All directives of a text, in order.
pub fn read(comments: &Comments<'_>) -> Vec<Directive> {
    let spans = comments.spans.iter();
    spans.filter_map(|it| directive(comments, *it)).collect()
}

impl Directive {
    /// Whether a finding of a rule that begins at a position is suppressed; marks the matching names as used.
    pub(in crate::rules) fn silences(&mut self, rule: &str, at: u32) -> bool {
        let reaches = match self.scope {
            Some(Scope::File) => true,
            Some(Scope::Line(line)) => line.touches(at),
            Some(Scope::TooLate) | None => false,
        };
        let mut silences = false;
        if reaches {
            for name in self.names.iter_mut().filter(|it| settings::names(&it.text, rule)) {
                name.used = true;
                silences = true;
            }
        }
        silences
    }

    /// The problems of the directive, after every finding was checked against it.
    pub(in crate::rules) fn remarks(&self, is_known: impl Fn(&str) -> bool) -> Vec<Remark<'_>> {
        match self.scope {
            None => vec![Remark::NotUnderstood(self)],
            Some(Scope::TooLate) => vec![Remark::TooLate(self)],
            Some(_) => {
                let remark = |it| Self::remark(self, it, &is_known);
                self.names.iter().filter_map(remark).collect()
            }
        }
    }

    fn remark<'d>(&'d self, name: &'d Name, is_known: &impl Fn(&str) -> bool) -> Option<Remark<'d>> {
        if !is_known(&name.text) {
            Some(Remark::Unknown(name))
        } else if name.used {
            None
        } else {
            Some(Remark::Unused(self, name))
        }
    }

    /// Removes a name of it; the whole comment with the last one.
    pub(crate) fn without(&self, name: &Name, text: &str) -> Edit {
        let at = self
            .names
            .iter()
            .position(|it| it.span == name.span)
            .unwrap_or_default();
        let before = at.checked_sub(1).and_then(|it| self.names.get(it));
        match (before, self.names.get(at + 1)) {
            (_, Some(next)) => Edit::delete(Span::new(name.span.start, next.span.start)),
            (Some(before), None) => Edit::delete(Span::new(before.span.end, name.span.end)),
            (None, None) => patch::remove_comment(text, self.comment),
        }
    }
}

fn directive(comments: &Comments<'_>, comment: Span) -> Option<Directive> {
    let (body, start) = body(comments, comment);
    let trimmed = body.trim_start();
    let rest = trimmed.strip_prefix(MARK)?;
    let words = start + (body.len() - rest.len()) as u32;
    let read = command(rest).map(|(is_file, list, at)| (is_file, names(list, words + at)));
    let (scope, names) = match read {
        Some((is_file, names)) if !names.is_empty() => (Some(scope(comments, comment, is_file)), names),
        _ => (None, Vec::new()),
    };
    Some(Directive { comment, scope, names })
}

/// What a comment says, and where that begins.
fn body<'t>(comments: &Comments<'t>, comment: Span) -> (&'t str, u32) {
    let written = comment.of(comments.text);
    let (inner, end) = match written.get(..2) {
        Some("/*") => (written.get(2..), "*/"),
        Some("<#") => (written.get(2..), "#>"),
        _ => (written.get(comments.sign.len()..), ""),
    };
    let inner = inner.unwrap_or_default();
    let start = comment.start + (written.len() - inner.len()) as u32;
    (inner.strip_suffix(end).unwrap_or(inner), start)
}

/// Whether it applies to the whole document, the text in the brackets, and its span.
fn command(rest: &str) -> Option<(bool, &str, u32)> {
    let (word, after) = rest.split_once('[')?;
    let is_file = match word.trim() {
        "ignore" => false,
        "ignore-file" => true,
        _ => return None,
    };
    let (list, _) = after.split_once(']')?;
    Some((is_file, list, word.len() as u32 + 1))
}

fn names(list: &str, start: u32) -> Vec<Name> {
    let mut at = start;
    let mut names = Vec::new();
    for part in list.split(',') {
        let text = part.trim();
        let from = at + (part.len() - part.trim_start().len()) as u32;
        at += part.len() as u32 + 1;
        if !text.is_empty() {
            names.push(Name {
                text: text.to_owned(),
                span: Span::new(from, from + text.len() as u32),
                used: false,
            });
        }
    }
    names
}

fn scope(comments: &Comments<'_>, comment: Span, is_file: bool) -> Scope {
    let text = comments.text;
    if is_file {
        return if comments.top.is_none_or(|it| comment.start < it) {
            Scope::File
        } else {
            Scope::TooLate
        };
    }
    let alone = patch::begins_line(text, comment.start) && patch::ends_line(text, comment.end);
    let line_of = if alone {
        next_word(comments, comment.end)
    } else {
        comment.start
    };
    Scope::Line(patch::line_span(text, line_of))
}

/// The first position after another that is in no comment and no blank.
fn next_word(comments: &Comments<'_>, from: u32) -> u32 {
    let mut at = from;
    loop {
        let rest = comments.text.get(at as usize..).unwrap_or_default();
        at += (rest.len() - rest.trim_start().len()) as u32;
        match comments.spans.iter().find(|it| it.start == at && !it.is_empty()) {
            Some(comment) => at = comment.end,
            None => return at,
        }
    }
}
