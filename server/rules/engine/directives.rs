//! Suppression comments: `// aib-ls: ignore[rule, family] reason` for a line, `ignore-file[…]` for the whole document.
//! In a script they begin with `#`.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use crate::document::Document;
use crate::script::Dialect;
use crate::script::comments;
use crate::settings;
use crate::syntax::patch;
use crate::text::line_ends::line_ending;
use crate::text::lines::Lines;
use crate::text::rope::Encoding;
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
    /// The first position behind each comment that is in no comment and no blank.
    behind: OnceLock<Vec<u32>>,
    lines: OnceLock<Lines<'t>>,
    ending: OnceLock<&'static str>,
}

impl<'t> Comments<'t> {
    /// Those of a document.
    pub fn of(doc: &'t Document) -> Self {
        let tree = doc.tree();
        Self {
            text: doc.text(),
            spans: tree.comments().to_vec(),
            top: tree.root().map(|it| it.span().start),
            ..Self::none(doc.text(), "//")
        }
    }

    /// Those of a script.
    pub fn of_script(text: &'t str, dialect: Dialect) -> Self {
        let speaks = text.contains(MARK);
        let mut comments = Self {
            spans: match speaks {
                true => comments::comments(text, dialect),
                false => Vec::new(),
            },
            ..Self::none(text, "#")
        };
        let top = comments.next_word(0);
        comments.top = Some(top).filter(|it| (*it as usize) < text.len());
        comments
    }

    fn none(text: &'t str, sign: &'static str) -> Self {
        Self {
            text,
            spans: Vec::new(),
            top: None,
            sign,
            behind: OnceLock::new(),
            lines: OnceLock::new(),
            ending: OnceLock::new(),
        }
    }

    /// The line ending of the text.
    pub(crate) fn line_ending(&self) -> &'static str {
        self.ending.get_or_init(|| line_ending(self.text))
    }

    /// The line that contains an offset, without its ending.
    fn line(&self, at: u32) -> Span {
        let lines = self.lines.get_or_init(|| Lines::new(self.text));
        lines.line_span(lines.position(at, Encoding::Utf8).0)
    }

    /// The first position after another that is in no comment and no blank.
    fn next_word(&self, from: u32) -> u32 {
        let at = self.behind_blanks(from);
        match self.spans.binary_search_by_key(&at, |it| it.start) {
            Ok(comment) => self.behind().get(comment).copied().unwrap_or(at),
            Err(_) => at,
        }
    }

    fn behind_blanks(&self, from: u32) -> u32 {
        let rest = self.text.get(from as usize..).unwrap_or_default();
        from + (rest.len() - rest.trim_start().len()) as u32
    }

    /// Looked up from the last comment on: what is behind one is behind the comment next to it too.
    fn behind(&self) -> &[u32] {
        self.behind.get_or_init(|| {
            let mut next: Option<(u32, u32)> = None;
            let behind = |comment: &Span| {
                let at = self.behind_blanks(comment.end);
                let end = next.filter(|it| it.0 == at).map_or(at, |it| it.1);
                next = Some((comment.start, end));
                end
            };
            let mut all: Vec<u32> = self.spans.iter().rev().map(behind).collect();
            all.reverse();
            all
        })
    }
}

/// All directives of a text, in order.
pub fn read(comments: &Comments<'_>) -> Vec<Directive> {
    let spans = comments.spans.iter();
    spans.filter_map(|it| directive(comments, *it)).collect()
}

/// Applies directives to findings. Of a rule, findings on one line are suppressed by the same directives, which are asked once.
pub(in crate::rules) struct Silencer<'d> {
    directives: &'d mut [Directive],
    of_file: Vec<usize>,
    /// By the start of the line that they are about, with the end of that line.
    of_line: BTreeMap<u32, (u32, Vec<usize>)>,
    asked: HashMap<(Option<u32>, &'static str), bool>,
}

impl<'d> Silencer<'d> {
    pub fn new(directives: &'d mut [Directive]) -> Self {
        let (mut of_file, mut of_line) = (Vec::new(), BTreeMap::<u32, (u32, Vec<usize>)>::new());
        for (number, directive) in directives.iter().enumerate() {
            match directive.scope {
                Some(Scope::File) => of_file.push(number),
                Some(Scope::Line(line)) => {
                    let entry = of_line.entry(line.start).or_insert((line.end, Vec::new()));
                    entry.1.push(number);
                }
                Some(Scope::TooLate) | None => {}
            }
        }
        Self {
            directives,
            of_file,
            of_line,
            asked: HashMap::new(),
        }
    }

    /// Whether a finding of a rule that begins at an offset is suppressed; marks the matching names of all directives as used.
    pub fn silences(&mut self, rule: &'static str, at: u32) -> bool {
        let line = self.of_line.range(..=at).next_back();
        let line = line.filter(|it| at <= it.1.0).map(|it| *it.0);
        // Those of the file and those of the line: each that matches is used.
        let by_file = self.asked_of(None, rule);
        line.is_some_and(|it| self.asked_of(Some(it), rule)) || by_file
    }

    fn asked_of(&mut self, line: Option<u32>, rule: &'static str) -> bool {
        if let Some(known) = self.asked.get(&(line, rule)) {
            return *known;
        }
        let numbers = match line {
            None => self.of_file.as_slice(),
            Some(line) => self.of_line.get(&line).map_or(&[][..], |it| it.1.as_slice()),
        };
        let mut silences = false;
        for number in numbers {
            silences |= self.directives.get_mut(*number).is_some_and(|it| it.silences(rule));
        }
        self.asked.insert((line, rule), silences);
        silences
    }
}

impl Directive {
    /// Whether it names a rule; marks the matching names as used.
    fn silences(&mut self, rule: &str) -> bool {
        let mut silences = false;
        for name in self.names.iter_mut().filter(|it| settings::names(&it.text, rule)) {
            name.used = true;
            silences = true;
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
        let at = self.names.partition_point(|it| it.span < name.span);
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
        comments.next_word(comment.end)
    } else {
        comment.start
    };
    Scope::Line(comments.line(line_of))
}
