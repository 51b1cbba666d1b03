//! The commands of a script, with their words and what stands around them.

use std::cell::RefCell;

use tree_sitter::{Language, Node, Parser};

use crate::script::source::{Dialect, Script};
use crate::text::span::Span;

/// One command as it is run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// The command word, without its path, in lower case.
    pub name: String,
    /// What follows, quotes removed.
    pub words: Vec<String>,
    /// The command word in the script, in bytes.
    pub span: Span,
    /// Whether it may run more than once, or not at all: in a loop, a function or a script block.
    pub repeated: bool,
}

thread_local! {
    static PARSERS: RefCell<[Option<Parser>; 2]> = const { RefCell::new([None, None]) };
}

/// The commands of a script, in the order of the text. Texts of here-documents and comments are no
/// commands.
pub fn commands(script: &Script<'_>) -> Vec<Command> {
    PARSERS.with_borrow_mut(|parsers| {
        let (place, language): (usize, Language) = match script.dialect {
            Dialect::Shell => (0, tree_sitter_bash::LANGUAGE.into()),
            Dialect::PowerShell => (1, tree_sitter_powershell::LANGUAGE.into()),
        };
        let Some(parser) = parsers.get_mut(place) else {
            return Vec::new();
        };
        let parser = parser.get_or_insert_with(|| {
            let mut parser = Parser::new();
            // Both grammars are built for the version of the library that is compiled in.
            let fits = parser.set_language(&language);
            debug_assert!(fits.is_ok(), "a grammar of another version");
            parser
        });
        let Some(tree) = parser.parse(&script.text, None) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        walk(tree.root_node(), &script.text, &mut found);
        found.sort_by_key(|it| it.span);
        found
    })
}

fn walk(root: Node<'_>, text: &str, found: &mut Vec<Command>) {
    let mut waiting = vec![(root, false)];
    while let Some((node, repeated)) = waiting.pop() {
        if node.kind() == "command" {
            found.extend(read(node, text, repeated));
        }
        let repeated = repeated || repeats(node.kind());
        let mut cursor = node.walk();
        waiting.extend(node.named_children(&mut cursor).map(|it| (it, repeated)));
    }
}

fn repeats(kind: &str) -> bool {
    matches!(
        kind,
        "for_statement"
            | "c_style_for_statement"
            | "while_statement"
            | "foreach_statement"
            | "do_statement"
            | "function_definition"
            | "function_statement"
            | "script_block_expression"
    )
}

/// Commands that run the command in their arguments.
const WRAPPERS: [&str; 6] = ["sudo", "env", "nohup", "time", "nice", "exec"];

fn read(node: Node<'_>, text: &str, repeated: bool) -> Option<Command> {
    let mut words: Vec<(String, Span)> = Vec::new();
    let mut cursor = node.walk();
    for child in node.named_children(&mut cursor) {
        match child.kind() {
            "variable_assignment" | "file_redirect" | "herestring_redirect" => {}
            "command_elements" => {
                let mut inner = child.walk();
                words.extend(child.named_children(&mut inner).filter_map(|it| word(it, text)));
            }
            _ => words.extend(word(child, text)),
        }
    }
    let is_noise = |it: &str| WRAPPERS.contains(&it) || it.starts_with('-') || it.contains('=');
    let first = words.first()?.0.to_ascii_lowercase();
    let skip = if WRAPPERS.contains(&first.as_str()) {
        words.iter().take_while(|(it, _)| is_noise(it)).count()
    } else {
        0
    };
    let mut rest = words.into_iter().skip(skip);
    let (name, span) = rest.next()?;
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default().to_ascii_lowercase();
    Some(Command {
        name,
        words: rest.map(|(it, _)| it).collect(),
        span,
        repeated,
    })
}

fn word(node: Node<'_>, text: &str) -> Option<(String, Span)> {
    if node.kind() == "command_argument_sep" {
        return None;
    }
    let range = node.byte_range();
    let written = text.get(range.clone())?.trim();
    let plain = written.trim_matches(['"', '\'']);
    (!plain.is_empty()).then(|| (plain.to_owned(), Span::new(range.start as u32, range.end as u32)))
}
