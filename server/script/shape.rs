//! What a script shows at a glance: its functions, the headings among its comments, and the spans that can be folded.

use tree_sitter::Node;

use crate::script::Dialect;
use crate::text::span::Span;

/// The shape of a script. Positions are byte offsets in it; everything is in the order of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shape {
    pub functions: Vec<Part>,
    /// Comments such as `# --- packages ---` outside everything else.
    pub headings: Vec<Part>,
    pub folds: Vec<Fold>,
}

/// Something with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub name: String,
    /// All of it; of a heading, the comment.
    pub span: Span,
    /// The name, or the comment.
    pub name_span: Span,
}

/// A span that can be folded, up to the word that ends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fold {
    pub span: Span,
    /// Whether the word that ends it begins a line, which then goes on being shown.
    pub ends_apart: bool,
}

/// Reads the shape of a script; nothing of one that is too long to be read.
pub fn shape(text: &str, dialect: Dialect) -> Shape {
    let mut shape = Shape::default();
    let Some(tree) = super::parser::parse(text, dialect) else {
        return shape;
    };
    let mut waiting = vec![tree.root_node()];
    while let Some(node) = waiting.pop() {
        match node.kind() {
            "function_definition" | "function_statement" => shape.functions.extend(function(node, text)),
            "comment" => shape.headings.extend(heading(node, text)),
            _ => {}
        }
        let fold = match dialect {
            Dialect::Shell => of_shell(node, text),
            Dialect::PowerShell => of_powershell(node, text),
        };
        shape.folds.extend(fold);
        waiting.extend(children(node).into_iter().rev());
    }
    shape
}

fn span(node: Node<'_>) -> Span {
    Span::new(node.start_byte() as u32, node.end_byte() as u32)
}

fn children(node: Node<'_>) -> Vec<Node<'_>> {
    let mut cursor = node.walk();
    node.children(&mut cursor).collect()
}

fn function(node: Node<'_>, text: &str) -> Option<Part> {
    let named = node.child_by_field_name("name");
    let name = named.or_else(|| children(node).into_iter().find(|it| it.kind() == "function_name"))?;
    let shown = span(name).of(text).trim();
    (!shown.is_empty()).then(|| Part {
        name: shown.to_owned(),
        span: span(node),
        name_span: span(name),
    })
}

/// The signs that people draw lines with.
const RULES: [char; 6] = ['-', '=', '*', '~', '_', '#'];

fn heading(node: Node<'_>, text: &str) -> Option<Part> {
    let is_outside = |it: Node<'_>| match it.kind() {
        "program" => true,
        "statement_list" => it.parent().is_some_and(|it| it.kind() == "program"),
        _ => false,
    };
    let comment = span(node).of(text);
    let line = text.get(..node.start_byte())?.rsplit('\n').next()?;
    if !node.parent().is_some_and(is_outside) || !line.trim().is_empty() {
        return None;
    }
    let inside = comment.strip_prefix('#')?.trim();
    let name = inside.trim_matches(|it: char| RULES.contains(&it) || it.is_whitespace());
    let before = inside.len() - inside.trim_start_matches(RULES).len();
    let behind = inside.len() - inside.trim_end_matches(RULES).len();
    let is_drawn = before >= 3 || before >= 2 && behind >= 2;
    (is_drawn && name.contains(char::is_alphanumeric)).then(|| Part {
        name: name.to_owned(),
        span: span(node),
        name_span: span(node),
    })
}

/// From one position up to the word or sign that ends it; `None` for what is on one line.
fn fold(start: u32, end: Node<'_>, text: &str) -> Option<Fold> {
    let span = Span::new(start, end.start_byte() as u32);
    if end.is_missing() || !span.of(text).contains('\n') {
        return None;
    }
    let line = span.of(text).rsplit('\n').next()?;
    Some(Fold {
        span,
        ends_apart: line.trim().is_empty(),
    })
}

fn of_shell(node: Node<'_>, text: &str) -> Option<Fold> {
    let parts = children(node);
    let last = *parts.last()?;
    let start = node.start_byte() as u32;
    match node.kind() {
        "if_statement" => {
            let is_end = |it: &&Node<'_>| matches!(it.kind(), "elif_clause" | "else_clause" | "fi");
            fold(start, *parts.iter().find(is_end)?, text)
        }
        "elif_clause" | "else_clause" => fold(start, node.next_sibling()?, text),
        "do_group" if last.kind() == "done" => fold(node.parent()?.start_byte() as u32, last, text),
        "case_statement" if last.kind() == "esac" => fold(start, last, text),
        "compound_statement" if last.kind() == "}" => fold(start, last, text),
        "heredoc_redirect" => fold(start, parts.into_iter().find(|it| it.kind() == "heredoc_end")?, text),
        _ => None,
    }
}

fn of_powershell(node: Node<'_>, text: &str) -> Option<Fold> {
    let span = span(node);
    match node.kind() {
        "comment" | "string_literal" => {
            // A block comment, a here-string: its last line has the signs that end it.
            let written = span.of(text).trim_end();
            let end = written
                .strip_suffix("#>")
                .or_else(|| written.strip_suffix("'@"))
                .or_else(|| written.strip_suffix("\"@"))?;
            let line = end.rsplit_once('\n')?.1;
            Some(Fold {
                span: Span::new(span.start, span.start + end.len() as u32),
                ends_apart: line.trim().is_empty(),
            })
        }
        _ => {
            let parts = children(node);
            let is_open = |it: &&Node<'_>| matches!(it.kind(), "{" | "@{");
            let end = parts.iter().rfind(|it| it.kind() == "}")?;
            let open = parts.iter().find(is_open)?;
            fold(open.start_byte() as u32, *end, text)
        }
    }
}
