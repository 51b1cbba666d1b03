//! The bytes of a script, each with what it belongs to. What is inside is painted over what it is inside of.

use tree_sitter::Node;

use crate::script::highlight::{Token, TokenKind};
use crate::text::span::Span;

/// A script that is being painted.
pub(super) struct Paint<'t> {
    text: &'t str,
    kinds: Vec<Option<TokenKind>>,
}

fn span(node: Node<'_>) -> Span {
    Span::new(node.start_byte() as u32, node.end_byte() as u32)
}

fn children(node: Node<'_>) -> Vec<Node<'_>> {
    let mut cursor = node.walk();
    node.children(&mut cursor).collect()
}

impl<'t> Paint<'t> {
    /// Nothing painted yet.
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            kinds: vec![None; text.len()],
        }
    }

    /// The text of a span.
    pub(super) fn text(&self, span: Span) -> &'t str {
        span.of(self.text)
    }

    /// Makes a span something.
    pub(super) fn fill(&mut self, span: Span, kind: Option<TokenKind>) {
        let kinds = self.kinds.get_mut(span.start as usize..span.end as usize);
        kinds.unwrap_or_default().fill(kind);
    }

    /// Makes a span nothing.
    pub(super) fn clear(&mut self, span: Span) {
        self.fill(span, None);
    }

    /// Makes a plain word a command, unless it is something already.
    pub(super) fn word(&mut self, span: Span) {
        let is_plain =
            |it: &str| !it.starts_with('$') && !it.contains(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
        let kinds = self
            .kinds
            .get(span.start as usize..span.end as usize)
            .unwrap_or_default();
        if is_plain(self.text(span)) && kinds.iter().all(Option::is_none) {
            self.fill(span, Some(TokenKind::Command));
        }
    }

    /// What was painted, in order.
    pub(super) fn tokens(&self) -> Vec<Token> {
        let mut tokens = Vec::new();
        let mut start = 0;
        while let Some(kind) = self.kinds.get(start) {
            let same = |(byte, it): (u8, &Option<TokenKind>)| it == kind && !is_line_break(byte);
            let rest = self.text.bytes().skip(start).zip(self.kinds.iter().skip(start));
            let len = rest.take_while(|it| same(*it)).count().max(1);
            if let Some(kind) = kind {
                tokens.extend(self.visible(start, start + len).map(|span| Token { span, kind: *kind }));
            }
            start += len;
        }
        tokens
    }

    /// A span without the blanks around it; `None` for nothing but blanks.
    fn visible(&self, start: usize, end: usize) -> Option<Span> {
        let text = self.text.get(start..end)?;
        let from = start + text.len() - text.trim_start().len();
        let len = text.trim().len();
        (len > 0).then(|| Span::new(from as u32, (from + len) as u32))
    }

    /// Paints a shell script.
    pub(super) fn shell(&mut self, root: Node<'_>) {
        let mut waiting = vec![root];
        while let Some(node) = waiting.pop() {
            if let Some(kind) = of_shell(node) {
                self.fill(span(node), kind);
            }
            match node.kind() {
                "command" | "unset_command" | "declaration_command" => self.options(node),
                _ => {}
            }
            let inside = children(node).into_iter().rev();
            match node.kind() {
                // Its own signs belong to it.
                "expansion" | "simple_expansion" => waiting.extend(inside.filter(|it| it.child_count() > 0)),
                _ => waiting.extend(inside),
            }
        }
    }

    /// The options among the words of a command.
    fn options(&mut self, command: Node<'_>) {
        for child in children(command) {
            let word = match child.kind() {
                "word" => Some(child),
                "concatenation" => child.child(0).filter(|it| it.kind() == "word"),
                _ => None,
            };
            let word = word.map(span).filter(|it| is_option(self.text(*it)));
            if let Some(word) = word {
                self.fill(word, Some(TokenKind::Option));
            }
        }
    }

    /// Paints a PowerShell script.
    pub(super) fn powershell(&mut self, root: Node<'_>) {
        let mut waiting = vec![root];
        while let Some(node) = waiting.pop() {
            if let Some(kind) = of_powershell(node) {
                self.fill(span(node), kind);
            }
            match node.kind() {
                // Its own signs belong to it.
                "variable" => {}
                _ => waiting.extend(children(node).into_iter().rev()),
            }
        }
    }
}

fn is_line_break(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

fn is_option(word: &str) -> bool {
    word.starts_with('-') && word.len() > 1
}

/// What a node of a shell script is: nothing of its own, or, in the inner layer, nothing at all.
fn of_shell(node: Node<'_>) -> Option<Option<TokenKind>> {
    Some(match node.kind() {
        "command_substitution" | "process_substitution" | "arithmetic_expansion" => None,
        "comment" => Some(TokenKind::Comment),
        "string" | "raw_string" | "ansi_c_string" | "translated_string" | "heredoc_body" | "heredoc_start"
        | "heredoc_end" => Some(TokenKind::Text),
        "simple_expansion" | "expansion" | "variable_name" | "special_variable_name" => Some(TokenKind::Variable),
        "command_name" => Some(TokenKind::Command),
        "word" if is_function_name(node) => Some(TokenKind::Command),
        "number" | "file_descriptor" => Some(TokenKind::Number),
        "test_operator" => Some(TokenKind::Operator),
        "[" | "]" if node.parent().is_some_and(|it| it.kind() != "test_command") => return None,
        it if !node.is_named() => Some(of_sign(it)?),
        _ => return None,
    })
}

fn is_function_name(word: Node<'_>) -> bool {
    let parent = word.parent().filter(|it| it.kind() == "function_definition");
    parent.and_then(|it| it.child_by_field_name("name")) == Some(word)
}

/// What a node of a PowerShell script is, as for shell scripts.
fn of_powershell(node: Node<'_>) -> Option<Option<TokenKind>> {
    Some(match node.kind() {
        "sub_expression" => None,
        "comment" => Some(TokenKind::Comment),
        "string_literal" => Some(TokenKind::Text),
        "variable" | "braced_variable" => Some(TokenKind::Variable),
        "command_name" | "path_command_name" | "function_name" => Some(TokenKind::Command),
        "member_name" if node.parent().is_some_and(|it| it.kind() == "invokation_expression") => {
            Some(TokenKind::Command)
        }
        "command_parameter" => Some(TokenKind::Option),
        "integer_literal" | "real_literal" => Some(TokenKind::Number),
        "comparison_operator"
        | "assignement_operator"
        | "format_operator"
        | "command_invokation_operator"
        | "file_redirection_operator"
        | "merging_redirection_operator" => Some(TokenKind::Operator),
        "." | "::" | "[" | "]" | ":" => return None,
        it if !node.is_named() => Some(of_sign(it)?),
        _ => return None,
    })
}

/// What a word or a sign of the grammar itself is.
fn of_sign(sign: &str) -> Option<TokenKind> {
    let is_word = |it: &str| it.len() > 1 && it.bytes().all(|b| b.is_ascii_lowercase());
    if is_word(sign) {
        return Some(TokenKind::Keyword);
    }
    if sign.strip_prefix('-').is_some_and(is_word) {
        return Some(TokenKind::Operator);
    }
    let is_silent = |it: &str| {
        matches!(
            it,
            "(" | ")"
                | "(("
                | "))"
                | "{"
                | "}"
                | ";"
                | ";;"
                | ","
                | "\""
                | "\"\""
                | "'"
                | "''"
                | "@("
                | "@{"
                | "`"
                | "``"
        )
    };
    let is_sign = !sign.is_empty() && sign.bytes().all(|b| b.is_ascii_punctuation());
    (is_sign && !is_silent(sign)).then_some(TokenKind::Operator)
}
