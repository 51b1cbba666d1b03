//! The tokens of a text without whitespace; comments and commas are included.

use crate::syntax::tree::{Kind, Tree};
use crate::text::span::Span;

/// The kind of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    Open,
    Close,
    Comma,
    Colon,
    /// A key, or a value without brackets.
    Word,
    LineComment,
    BlockComment,
    /// Nothing more: the end of the text.
    End,
}

/// A piece of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub kind: TokenKind,
    pub span: Span,
    /// Line ends between it and the text before it.
    pub breaks: usize,
    /// Whether it is a comment that nothing follows on its line, nothing but other comments and what ends an entry.
    pub trails: bool,
}

impl Token {
    fn new(kind: TokenKind, start: u32, end: u32) -> Self {
        Self {
            kind,
            span: Span::new(start, end),
            breaks: 0,
            trails: false,
        }
    }

    pub fn is_comment(self) -> bool {
        matches!(self.kind, TokenKind::LineComment | TokenKind::BlockComment)
    }
}

/// Where the first piece may begin: after the mark of the encoding.
pub(super) fn start(text: &str) -> u32 {
    let marked = text.starts_with('\u{feff}');
    if marked { '\u{feff}'.len_utf8() as u32 } else { 0 }
}

/// All pieces of a text, the end after them; `None` if something is in it that the tree does not know. Blanks at the end of
/// a comment belong to it or not.
pub(super) fn tokens(tree: &Tree, comments_keep_blanks: bool) -> Option<Vec<Token>> {
    let text = tree.text();
    let mut known = Vec::with_capacity(2 * tree.nodes.len() + tree.comments.len() + 1);
    for node in &tree.nodes {
        if !node.key.is_empty() {
            known.push(Token::new(TokenKind::Word, node.key.start, node.key.end));
        }
        let Span { start, end } = node.span;
        match node.kind {
            Kind::Object | Kind::Array if !node.closed => return None,
            Kind::Object | Kind::Array => {
                known.push(Token::new(TokenKind::Open, start, start + 1));
                known.push(Token::new(TokenKind::Close, end - 1, end));
            }
            _ => known.push(Token::new(TokenKind::Word, start, end)),
        }
    }
    for comment in tree.comments.iter() {
        let written = comment.of(text);
        if written.starts_with("/*") {
            known.push(Token::new(TokenKind::BlockComment, comment.start, comment.end));
        } else {
            let blanks = written.len() - written.trim_end_matches([' ', '\t']).len();
            let end = comment.end - if comments_keep_blanks { 0 } else { blanks as u32 };
            known.push(Token::new(TokenKind::LineComment, comment.start, end));
        }
    }
    known.sort_by_key(|it| it.span.start);
    known.push(Token::new(TokenKind::End, text.len() as u32, text.len() as u32));
    let mut tokens = with_separators(text, known)?;
    mark_trailing(&mut tokens);
    Some(tokens)
}

/// Adds the commas and colons, which are not part of the tree, and counts line ends.
fn with_separators(text: &str, known: Vec<Token>) -> Option<Vec<Token>> {
    let mut tokens = Vec::with_capacity(2 * known.len());
    let mut done = start(text);
    for token in known {
        let between = text.get(done as usize..token.span.start as usize)?;
        let (mut breaks, mut before) = (0, b' ');
        for (at, byte) in between.bytes().enumerate() {
            let offset = done + at as u32;
            let separator = match byte {
                b' ' | b'\t' => None,
                b'\n' if before == b'\r' => None,
                b'\n' | b'\r' => {
                    breaks += 1;
                    None
                }
                b',' => Some(TokenKind::Comma),
                b':' => Some(TokenKind::Colon),
                _ => return None,
            };
            before = byte;
            if let Some(kind) = separator {
                let separator = Token::new(kind, offset, offset + 1);
                tokens.push(Token { breaks, ..separator });
                breaks = 0;
            }
        }
        tokens.push(Token { breaks, ..token });
        done = token.span.end;
    }
    Some(tokens)
}

fn mark_trailing(tokens: &mut [Token]) {
    let mut next: Option<Token> = None;
    for token in tokens.iter_mut().rev() {
        token.trails = token.is_comment()
            && next.is_none_or(|it| {
                it.breaks > 0 || it.trails || matches!(it.kind, TokenKind::Close | TokenKind::Comma | TokenKind::End)
            });
        next = Some(*token);
    }
}
