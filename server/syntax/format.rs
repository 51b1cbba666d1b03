//! The blanks of a text as they should be. Nothing else is touched: values, commas and comments stay, in their order. What the
//! author put on one line stays there where it fits; everything else gets a line for each entry.

mod tokens;

use crate::syntax::format::tokens::{Token, TokenKind};
use crate::syntax::tree::Tree;
use crate::text::edit::Edit;
use crate::text::line_ends;
use crate::text::span::Span;

/// The column after which nothing is left on one line.
const WIDTH: usize = 100;

/// The style a person prefers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Columns of a level of indentation.
    pub tab_size: usize,
    /// Whether to indent with spaces rather than with tabs.
    pub insert_spaces: bool,
    /// Whether comments lose the blanks at their end. Blanks elsewhere at the end of a line always go.
    pub trim_comments: bool,
    /// Whether the text must end with a line end.
    pub final_newline: bool,
    /// Whether it may end with one only.
    pub trim_final_newlines: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            tab_size: 2,
            insert_spaces: true,
            trim_comments: true,
            final_newline: true,
            trim_final_newlines: true,
        }
    }
}

/// The gap between two pieces of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    Nothing,
    Space,
    /// A number of line ends, and a level of indentation.
    Lines(usize, usize),
}

/// All changes that format a text, in its order, one for each gap; none where its shape is in doubt. On the lines `kept`, which
/// are in order too, nothing is broken or joined: something else rests on them.
pub fn edits(tree: &Tree, style: &Style, kept: &[Span]) -> Vec<Edit> {
    let is_broken = tree.errors().iter().any(|it| it.kind.breaks_shape());
    if is_broken || tree.root().is_none() {
        return Vec::new();
    }
    let Some(tokens) = tokens::tokens(tree, !style.trim_comments) else {
        return Vec::new();
    };
    let text = tree.text();
    let unit = match style.insert_spaces {
        true => " ".repeat(style.tab_size),
        false => "\t".to_owned(),
    };
    let eol = line_ending(text, &tokens);
    let mut layout = Layout::new(text, &tokens, style);
    let (mut edits, mut done) = (Vec::new(), tokens::start(text));
    for (at, token) in tokens.iter().enumerate() {
        let gap = Span::new(done, token.span.start);
        done = token.span.end;
        let wanted = layout.step(at, *token);
        let written = gap.of(text);
        let stays = |it: &Span| it.start <= gap.end;
        let on_kept_line = kept
            .get(kept.partition_point(|it| it.end < gap.start))
            .is_some_and(stays);
        let is_moved = (token.breaks > 0) != matches!(wanted, Gap::Lines(1.., _));
        if on_kept_line && is_moved && token.kind != TokenKind::End {
            continue;
        }
        let new_text = match wanted {
            Gap::Nothing => String::new(),
            Gap::Space => " ".to_owned(),
            Gap::Lines(lines, depth) => eol.repeat(lines) + &unit.repeat(depth),
        };
        if new_text != written {
            edits.push(least(gap.start, written, &new_text));
        }
    }
    edits
}

/// The line ending of the first line that does not end inside a comment or a string.
fn line_ending(text: &str, tokens: &[Token]) -> &'static str {
    let mut done = tokens::start(text);
    let first = tokens.iter().find_map(|it| {
        let gap = Span::new(done, it.span.start);
        done = it.span.end;
        (it.breaks > 0).then(|| gap.of(text))
    });
    line_ends::line_ending(first.unwrap_or(text))
}

/// The smallest change that makes one blank of another. It never parts a carriage return from its line feed.
fn least(start: u32, written: &str, new_text: &str) -> Edit {
    let parts = |text: &str, at: usize| {
        let (before, after) = text.split_at_checked(at).unwrap_or_default();
        before.ends_with('\r') && after.starts_with('\n')
    };
    let same = |it: &(u8, u8)| it.0 == it.1;
    let mut head = written.bytes().zip(new_text.bytes()).take_while(same).count();
    while head > 0 && (parts(written, head) || parts(new_text, head)) {
        head -= 1;
    }
    let most = written.len().min(new_text.len()) - head;
    let mut tail = written
        .bytes()
        .rev()
        .zip(new_text.bytes().rev())
        .take(most)
        .take_while(same)
        .count();
    while tail > 0 && (parts(written, written.len() - tail) || parts(new_text, new_text.len() - tail)) {
        tail -= 1;
    }
    let at = Span::new(start + head as u32, start + (written.len() - tail) as u32);
    Edit::replace(at, new_text.get(head..new_text.len() - tail).unwrap_or_default())
}

/// The formatted text as it grows.
struct Layout<'t> {
    text: &'t str,
    tokens: &'t [Token],
    style: &'t Style,
    /// For each open bracket, whether it and its partner share a line.
    open: Vec<bool>,
    column: usize,
    /// Whether the last piece is first on its line.
    is_first: bool,
}

impl<'t> Layout<'t> {
    fn new(text: &'t str, tokens: &'t [Token], style: &'t Style) -> Self {
        Self {
            text,
            tokens,
            style,
            open: Vec::new(),
            column: 0,
            is_first: true,
        }
    }

    /// Adds a piece; returns what must be before it.
    fn step(&mut self, at: usize, token: Token) -> Gap {
        let gap = match at.checked_sub(1).and_then(|it| self.tokens.get(it)) {
            Some(before) => self.gap(*before, token),
            None => Gap::Nothing,
        };
        match gap {
            Gap::Nothing => {}
            Gap::Space => self.column += 1,
            Gap::Lines(_, depth) => self.column = depth * self.style.tab_size,
        }
        self.is_first = matches!(gap, Gap::Lines(..));
        match token.kind {
            TokenKind::Open => {
                let is_flat = self.is_flat() || self.fits(at);
                self.open.push(is_flat);
            }
            TokenKind::Close => {
                self.open.pop();
            }
            _ => {}
        }
        let written = token.span.of(self.text);
        match written.rsplit_once(['\n', '\r']) {
            Some((_, last)) => self.column = last.chars().count(),
            None => self.column += written.chars().count(),
        }
        gap
    }

    /// Whether all that is read now is on one line.
    fn is_flat(&self) -> bool {
        self.open.last() == Some(&true)
    }

    fn gap(&self, before: Token, token: Token) -> Gap {
        if token.kind == TokenKind::End {
            return self.last_gap(token.breaks);
        }
        if self.is_flat() || (before.kind, token.kind) == (TokenKind::Open, TokenKind::Close) {
            return self.gap_on_line(before, token);
        }
        let lines = self.lines(before, token);
        match (before.kind, token.kind) {
            (TokenKind::LineComment, _) => lines,
            (_, TokenKind::LineComment | TokenKind::BlockComment) if token.breaks > 0 => lines,
            (_, TokenKind::LineComment | TokenKind::BlockComment) if token.trails => Gap::Space,
            (TokenKind::Open, _) => lines,
            (TokenKind::Comma, _) if self.is_first && token.breaks == 0 => Gap::Space,
            (TokenKind::Comma, _) => lines,
            (_, TokenKind::Comma | TokenKind::Colon) => Gap::Nothing,
            (_, TokenKind::Close) => lines,
            (TokenKind::BlockComment, _) if token.breaks > 0 => lines,
            _ => Gap::Space,
        }
    }

    /// The gap between two pieces of one line.
    fn gap_on_line(&self, before: Token, token: Token) -> Gap {
        let is_brace = |it: Token| matches!(it.span.of(self.text), "{" | "}");
        let spaced = match (before.kind, token.kind) {
            (TokenKind::Open, TokenKind::Close) | (_, TokenKind::Comma | TokenKind::Colon) => false,
            (TokenKind::Open, _) => is_brace(before),
            (_, TokenKind::Close) => is_brace(token),
            _ => true,
        };
        if spaced { Gap::Space } else { Gap::Nothing }
    }

    /// A new line, with an empty one above it where the author left some between two entries.
    fn lines(&self, before: Token, token: Token) -> Gap {
        let is_inside = before.kind != TokenKind::Open && token.kind != TokenKind::Close;
        let lines = if is_inside && token.breaks > 1 { 2 } else { 1 };
        let depth = self.open.len() - usize::from(token.kind == TokenKind::Close).min(self.open.len());
        Gap::Lines(lines, depth)
    }

    /// The line ends at the end of the text, given how many there are now.
    fn last_gap(&self, breaks: usize) -> Gap {
        let most = if self.style.trim_final_newlines { 1 } else { usize::MAX };
        let least = usize::from(self.style.final_newline);
        Gap::Lines(breaks.min(most).max(least), 0)
    }

    /// Whether the bracket here and all up to its partner were written on one line and fit there.
    fn fits(&self, at: usize) -> bool {
        let (mut column, mut depth) = (self.column, 0_usize);
        let mut rest = self.tokens.get(at..).unwrap_or_default().iter().peekable();
        while let Some(token) = rest.next() {
            let written = token.span.of(self.text);
            if written.len() > 4 * WIDTH || written.contains(['\n', '\r']) {
                return false;
            }
            column += written.chars().count();
            match token.kind {
                TokenKind::Open => depth += 1,
                TokenKind::Close => depth -= 1,
                _ => {}
            }
            let Some(next) = rest.peek() else { break };
            if depth == 0 {
                column += usize::from(next.kind == TokenKind::Comma);
                break;
            }
            if next.breaks > 0 || column > WIDTH {
                return false;
            }
            column += usize::from(self.gap_on_line(*token, **next) == Gap::Space);
        }
        column <= WIDTH
    }
}
