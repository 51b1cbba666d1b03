//! The execution context of a command: branches, loops, lists and pipes.

use tree_sitter::Node;

use crate::script::analysis::bash::{Bash, Task, Tasks, children, span};
use crate::script::command::Around;
use crate::text::span::Span;

/// What is inside, each part with what follows from the sign behind it.
pub(super) fn inside<'t>(task: &Task<'t>, around: Around) -> Tasks<'t> {
    let parts = children(task.node);
    let next = parts.iter().skip(1).map(|it| it.kind()).chain(std::iter::once(""));
    let mut tasks: Tasks<'t> = Vec::new();
    for (part, sign) in parts.iter().zip(next) {
        if !part.is_named() {
            continue;
        }
        let is_background = around.is_background || sign == "&";
        tasks.push(task.at(
            *part,
            Around {
                is_background,
                ..around
            },
        ));
    }
    if let [only] = tasks.as_mut_slice() {
        only.redirects.clone_from(&task.redirects);
    } else if !task.redirects.is_empty() {
        tasks.iter_mut().for_each(|it| it.redirects.clone_from(&task.redirects));
    }
    tasks
}

/// The execution context of the children of a node.
pub(super) fn within(kind: &str, around: Around) -> Around {
    match kind {
        "else_clause" | "case_item" | "case_statement" => Around {
            is_conditional: true,
            is_joined: true,
            ..around
        },
        "negated_command" => Around {
            is_tested: true,
            is_joined: true,
            ..around
        },
        "command_substitution" | "process_substitution" => Around {
            is_substituted: true,
            is_joined: true,
            ..around
        },
        "subshell" | "compound_statement" => Around {
            is_joined: true,
            ..around
        },
        _ => around,
    }
}

pub(super) fn pipeline<'t>(task: &Task<'t>) -> Tasks<'t> {
    let around = Around {
        is_joined: true,
        ..task.around
    };
    let id = task.node.start_byte() as u32;
    let parts = children(task.node).into_iter().filter(|it| it.is_named());
    let mut tasks: Tasks<'t> = parts.map(|it| task.at(it, around)).collect();
    for (nth, part) in tasks.iter_mut().enumerate() {
        part.pipe = Some((id, nth as u32));
    }
    // A redirection behind the pipe belongs to its last command.
    if let Some(last) = tasks.last_mut() {
        last.redirects.clone_from(&task.redirects);
    }
    tasks
}

/// `a && b`, `a || b`.
pub(super) fn list<'t>(task: &Task<'t>) -> Tasks<'t> {
    let around = Around {
        is_joined: true,
        ..task.around
    };
    let parts = children(task.node);
    let is_or = parts.iter().any(|it| it.kind() == "||");
    let mut named = parts.into_iter().filter(|it| it.is_named());
    let (Some(left), Some(right)) = (named.next(), named.next()) else {
        return inside(task, around);
    };
    let is_test = matches!(left.kind(), "test_command" | "negated_command");
    let mut tasks = vec![
        task.at(
            left,
            Around {
                is_tested: true,
                ..around
            },
        ),
        task.at(
            right,
            Around {
                is_conditional: around.is_conditional || is_or || is_test,
                ..around
            },
        ),
    ];
    if let Some(last) = tasks.last_mut() {
        last.redirects.clone_from(&task.redirects);
    }
    tasks.extend(named.map(|it| task.at(it, around)));
    tasks
}

/// The word that begins a loop, where nothing ends it: its condition is always true, and nothing in it leaves it.
pub(super) fn endless(reader: &Bash<'_>, node: Node<'_>) -> Option<Span> {
    let word = node.child(0)?;
    let (head, body) = reader.of(span(node)).split_once("do")?;
    let head: String = head.split_whitespace().collect::<Vec<_>>().join(" ");
    const FOR_EVER: [&str; 10] = [
        "while true;",
        "while true",
        "while :;",
        "while :",
        "while [ 1 ];",
        "while ((1));",
        "while [ true ];",
        "until false;",
        "for ((;;));",
        "for ((;;))",
    ];
    let leaves = |it: &str| {
        matches!(
            it,
            "break" | "exit" | "return" | "exec" | "kill" | "reboot" | "shutdown"
        )
    };
    let mut words = body.split(|it: char| !(it.is_alphanumeric() || it == '_'));
    (FOR_EVER.contains(&head.as_str()) && !words.any(leaves)).then(|| span(word))
}
