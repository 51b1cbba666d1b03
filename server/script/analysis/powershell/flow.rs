//! The execution context of a command: branches, loops, pipes and script blocks.

use tree_sitter::Node;

use crate::script::analysis::powershell::{PowerShell, Task, children, innermost, span};
use crate::script::command::ExecutionContext;
use crate::text::span::Span;

/// The context of the script blocks among the words of a command.
pub(super) fn of_blocks(name: &str, is_called: bool, context: ExecutionContext) -> ExecutionContext {
    let context = ExecutionContext {
        is_joined: true,
        ..context
    };
    match name {
        _ if is_called => context,
        "invoke-command" | "measure-command" => context,
        "foreach-object" => ExecutionContext {
            is_repeated: true,
            ..context
        },
        "start-job" | "start-threadjob" => ExecutionContext {
            is_background: true,
            ..context
        },
        _ => ExecutionContext {
            is_called: true,
            ..context
        },
    }
}

/// A word of a command to visit: a script block in it is where the command runs it.
pub(super) fn argument<'t>(task: Task<'t>, node: Node<'t>, block: ExecutionContext) -> Option<Task<'t>> {
    let mut inner = innermost(node);
    if inner.kind() == "command_name_expr" {
        inner = inner.named_child(0)?;
    }
    let at = |node, context| Task {
        node,
        context,
        pipe: None,
    };
    if inner.kind() == "script_block_expression" {
        // Its parts, so that it is not taken for one that something else calls.
        let body = children(inner).into_iter().find(|it| it.kind() == "script_block")?;
        return Some(at(body, block));
    }
    (inner.child_count() > 0).then(|| {
        at(
            inner,
            ExecutionContext {
                is_joined: true,
                ..task.context
            },
        )
    })
}

pub(super) fn inside<'t>(task: Task<'t>, context: ExecutionContext) -> Vec<Task<'t>> {
    let parts = children(task.node).into_iter().filter(|it| it.is_named());
    parts
        .map(|node| Task {
            node,
            context,
            pipe: task.pipe,
        })
        .collect()
}

pub(super) fn chain<'t>(task: Task<'t>) -> Vec<Task<'t>> {
    let parts = children(task.node);
    if !parts.iter().any(|it| it.kind() == "|") {
        return inside(task, task.context);
    }
    let id = task.node.start_byte() as u32;
    let context = ExecutionContext {
        is_joined: true,
        ..task.context
    };
    let named = parts.into_iter().filter(|it| it.is_named()).enumerate();
    named
        .map(|(nth, node)| Task {
            node,
            context,
            pipe: Some((id, nth as u32)),
        })
        .collect()
}

/// The word that begins a loop, where its condition is always true and nothing in it leaves it.
pub(super) fn endless(reader: &PowerShell<'_>, node: Node<'_>) -> Option<Span> {
    let word = node.child(0)?;
    let condition = children(node).into_iter().find(|it| it.kind() == "while_condition");
    let condition = condition.map(|it| reader.of(span(it)).trim().to_ascii_lowercase());
    let is_until = children(node).iter().any(|it| it.kind() == "until");
    let is_always = match (word.kind(), condition.as_deref()) {
        ("while" | "do", Some("$true" | "1")) => !is_until,
        ("do", Some("$false" | "0")) => is_until,
        _ => false,
    };
    let lower = reader.of(span(node)).to_ascii_lowercase();
    let leaves = |it: &str| matches!(it, "break" | "exit" | "return" | "throw");
    let mut words = lower.split(|it: char| !it.is_alphanumeric());
    (is_always && !words.any(leaves)).then(|| span(word))
}
