//! The execution context of a command: branches, loops, lists and pipes.

use tree_sitter::Node;

use crate::script::analysis::bash::{Bash, Task, Tasks, children, span};
use crate::script::command::ExecutionContext;
use crate::text::span::Span;

/// What is inside, each part with what follows from the sign after it.
pub(super) fn inside<'t>(task: &Task<'t>, context: ExecutionContext) -> Tasks<'t> {
    let parts = children(task.node);
    let next = parts.iter().skip(1).map(|it| it.kind()).chain(std::iter::once(""));
    let mut tasks: Tasks<'t> = Vec::new();
    for (part, sign) in parts.iter().zip(next) {
        if !part.is_named() {
            continue;
        }
        let is_background = context.is_background || sign == "&";
        tasks.push(task.at(
            *part,
            ExecutionContext {
                is_background,
                ..context
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

/// The context of the parts of a node.
pub(super) fn within(kind: &str, context: ExecutionContext) -> ExecutionContext {
    match kind {
        "else_clause" | "case_item" | "case_statement" => ExecutionContext {
            is_conditional: true,
            is_joined: true,
            ..context
        },
        "negated_command" => ExecutionContext {
            is_tested: true,
            is_joined: true,
            ..context
        },
        "command_substitution" | "process_substitution" => ExecutionContext {
            is_substituted: true,
            is_joined: true,
            ..context
        },
        "subshell" | "compound_statement" => ExecutionContext {
            is_joined: true,
            ..context
        },
        _ => context,
    }
}

pub(super) fn pipeline<'t>(task: &Task<'t>) -> Tasks<'t> {
    let context = ExecutionContext {
        is_joined: true,
        ..task.context
    };
    let id = task.node.start_byte() as u32;
    let parts = children(task.node).into_iter().filter(|it| it.is_named());
    let mut tasks: Tasks<'t> = parts.map(|it| task.at(it, context)).collect();
    for (nth, part) in tasks.iter_mut().enumerate() {
        part.pipe = Some((id, nth as u32));
    }
    // A redirection after the pipe belongs to its last command.
    if let Some(last) = tasks.last_mut() {
        last.redirects.clone_from(&task.redirects);
    }
    tasks
}

/// `a && b`, `a || b`.
pub(super) fn list<'t>(task: &Task<'t>) -> Tasks<'t> {
    let context = ExecutionContext {
        is_joined: true,
        ..task.context
    };
    let parts = children(task.node);
    let is_or = parts.iter().any(|it| it.kind() == "||");
    let mut named = parts.into_iter().filter(|it| it.is_named());
    let (Some(left), Some(right)) = (named.next(), named.next()) else {
        return inside(task, context);
    };
    let is_test = matches!(left.kind(), "test_command" | "negated_command");
    let mut tasks = vec![
        task.at(
            left,
            ExecutionContext {
                is_tested: true,
                ..context
            },
        ),
        task.at(
            right,
            ExecutionContext {
                is_conditional: context.is_conditional || is_or || is_test,
                ..context
            },
        ),
    ];
    if let Some(last) = tasks.last_mut() {
        last.redirects.clone_from(&task.redirects);
    }
    tasks.extend(named.map(|it| task.at(it, context)));
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
