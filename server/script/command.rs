//! The commands of a script, with their words and what stands around them.

use std::cell::RefCell;

use tree_sitter::{Language, Node, Parser};

use crate::script::source::{Dialect, Script};
use crate::text::span::Span;

/// One command as it is run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// The command word in lower case, without its path and without `.exe` or `.cmd`.
    pub name: String,
    /// What follows, quotes removed.
    pub words: Vec<String>,
    /// The command word in the script, in bytes.
    pub span: Span,
    /// Whether it may run more than once, not at all, or beside the rest: in a loop, a function, a
    /// branch, behind `||` or a test, or before `&`.
    pub uncertain: bool,
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
        walk(tree.root_node(), script, &mut found);
        found.sort_by_key(|it| it.span);
        found
    })
}

fn walk(root: Node<'_>, script: &Script<'_>, found: &mut Vec<Command>) {
    let mut waiting = vec![(root, false)];
    while let Some((node, uncertain)) = waiting.pop() {
        if node.kind() == "command" {
            found.extend(read(node, script, uncertain));
        }
        let mut cursor = node.walk();
        let children = node.named_children(&mut cursor);
        waiting.extend(children.map(|it| (it, uncertain || may_differ(it))));
    }
}

/// Whether what a node holds may run more than once, not at all, or beside the rest.
fn may_differ(node: Node<'_>) -> bool {
    let is_test = |it: Node<'_>| it.kind() == "test_command";
    let is_after = |it: Node<'_>| it.kind() == "||" || (it.kind() == "&&" && it.prev_sibling().is_some_and(is_test));
    let is_before = |it: Node<'_>| it.kind() == "&";
    UNCERTAIN.contains(&node.kind())
        || node.prev_sibling().is_some_and(is_after)
        || node.next_sibling().is_some_and(is_before)
}

/// Nodes of both grammars whose commands do not run exactly once.
const UNCERTAIN: [&str; 14] = [
    "for_statement",
    "c_style_for_statement",
    "while_statement",
    "foreach_statement",
    "do_statement",
    "if_statement",
    "case_statement",
    "switch_statement",
    "catch_clause",
    "trap_statement",
    "function_definition",
    "function_statement",
    "class_method_definition",
    "script_block_expression",
];

fn read(node: Node<'_>, script: &Script<'_>, uncertain: bool) -> Option<Command> {
    let mut words: Vec<(String, Span)> = Vec::new();
    let mut cursor = node.walk();
    for child in node.named_children(&mut cursor) {
        match child.kind() {
            "variable_assignment" | "file_redirect" | "herestring_redirect" | "command_invokation_operator" => {}
            "command_elements" => {
                let mut inner = child.walk();
                words.extend(child.named_children(&mut inner).filter_map(|it| word(it, script)));
            }
            // A script block that is called: what it holds are the commands.
            "command_name_expr"
                if child
                    .named_child(0)
                    .is_some_and(|it| it.kind() == "script_block_expression") =>
            {
                return None;
            }
            _ => words.extend(word(child, script)),
        }
    }
    let skip = match script.dialect {
        Dialect::Shell => wrappers(&words),
        Dialect::PowerShell => 0,
    };
    let mut rest = words.into_iter().skip(skip);
    let (name, span) = rest.next()?;
    Some(Command {
        name: base_name(&name),
        words: rest.map(|(it, _)| it).collect(),
        span,
        uncertain,
    })
}

/// Commands that run the command in their arguments, with those of their options that take the
/// next word as a value.
const WRAPPERS: [(&str, &[&str]); 6] = [
    (
        "sudo",
        &[
            "-u", "-g", "-h", "-p", "-r", "-t", "-C", "-D", "-R", "-T", "-U", "--user", "--group", "--host",
        ],
    ),
    ("env", &["-u", "-C", "--unset", "--chdir"]),
    ("nohup", &[]),
    ("time", &["-f", "-o"]),
    ("nice", &["-n"]),
    ("exec", &["-a"]),
];

/// The number of words before the command that is meant; 0 where nothing follows the wrappers.
fn wrappers(words: &[(String, Span)]) -> usize {
    let mut at = 0;
    while let Some((first, _)) = words.get(at) {
        let name = base_name(first);
        let Some((_, with_value)) = WRAPPERS.iter().find(|(it, _)| *it == name) else {
            return at;
        };
        at += 1;
        while let Some((word, _)) = words.get(at).filter(|(it, _)| it.starts_with('-') || it.contains('=')) {
            at += if with_value.contains(&word.as_str()) { 2 } else { 1 };
        }
    }
    0
}

fn base_name(word: &str) -> String {
    let name = word.rsplit(['/', '\\']).next().unwrap_or_default().to_ascii_lowercase();
    let bare = name.strip_suffix(".exe").or_else(|| name.strip_suffix(".cmd"));
    bare.map(str::to_owned).unwrap_or(name)
}

fn word(node: Node<'_>, script: &Script<'_>) -> Option<(String, Span)> {
    if node.kind() == "command_argument_sep" {
        return None;
    }
    let range = node.byte_range();
    let plain = unquoted(script.text.get(range.clone())?.trim());
    (!plain.is_empty()).then(|| (plain, Span::new(range.start as u32, range.end as u32)))
}

/// A word without the quotes around it or around parts of it. Quotes inside other quotes stay.
fn unquoted(word: &str) -> String {
    let mut open = None;
    let mut plain = String::with_capacity(word.len());
    for c in word.chars() {
        match (open, c) {
            (None, '"' | '\'') => open = Some(c),
            (Some(quote), _) if quote == c => open = None,
            _ => plain.push(c),
        }
    }
    plain
}
