//! Reading a PowerShell script.

mod alias;
mod flow;
mod list;
mod run;

use std::ops::{Deref, DerefMut};

use tree_sitter::Node;

use crate::script::analysis::powershell::alias::resolved;
use crate::script::analysis::powershell::flow::{argument, chain, endless, inside, of_blocks};
use crate::script::analysis::{ParsedScript, Printed, Reader};
use crate::script::branches::branches;
use crate::script::command::{Assignment, Command, ExecutionContext, Redirect, User, Word};
use crate::text::span::Span;

/// A reader that knows this language.
struct PowerShell<'t>(Reader<'t>);

impl<'t> Deref for PowerShell<'t> {
    type Target = Reader<'t>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl DerefMut for PowerShell<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

/// A node to visit, and its execution context.
#[derive(Clone, Copy)]
struct Task<'t> {
    node: Node<'t>,
    context: ExecutionContext,
    pipe: Option<(u32, u32)>,
}

/// Reads what a tree contains.
pub(super) fn read(reader: Reader<'_>, root: Node<'_>) -> ParsedScript {
    let mut reader = PowerShell(reader);
    let mut tasks = vec![Task {
        node: root,
        context: ExecutionContext::default(),
        pipe: None,
    }];
    while let Some(task) = tasks.pop() {
        let mut inner = reader.visit(task);
        inner.reverse();
        tasks.append(&mut inner);
    }
    reader.0.out
}

fn span(node: Node<'_>) -> Span {
    Span::new(node.start_byte() as u32, node.end_byte() as u32)
}

fn children(node: Node<'_>) -> Vec<Node<'_>> {
    let mut cursor = node.walk();
    node.children(&mut cursor).collect()
}

/// A node that is wrapped in others of the same text.
fn innermost(node: Node<'_>) -> Node<'_> {
    let mut node = node;
    while node.child_count() == 1
        && let Some(inner) = node.child(0).filter(|it| it.byte_range() == node.byte_range())
    {
        node = inner;
    }
    node
}

/// A value without the expressions around it that have but one operand.
fn operand(node: Node<'_>) -> Node<'_> {
    let mut node = node;
    while node.child_count() == 1
        && node.kind().ends_with("_expression")
        && let Some(inner) = node.child(0)
    {
        node = inner;
    }
    node
}

impl PowerShell<'_> {
    /// Reads a node, and returns the nodes to visit next, in order.
    fn visit<'t>(&mut self, task: Task<'t>) -> Vec<Task<'t>> {
        let node = operand(task.node);
        let context = task.context;
        let joined = ExecutionContext {
            is_joined: true,
            ..context
        };
        let task = Task { node, ..task };
        match node.kind() {
            "command" => self.command(task),
            "pipeline_chain" => {
                let printed = self.printed(node);
                self.out.printed.extend(printed);
                chain(task)
            }
            "if_statement" => branches(node, context)
                .into_iter()
                .map(|(node, context)| Task {
                    node,
                    context,
                    pipe: None,
                })
                .collect(),
            "while_statement" | "do_statement" | "for_statement" | "foreach_statement" => {
                let is_left = context.is_background || context.is_called;
                let found = endless(self, node).filter(|_| !is_left);
                self.out.endless.extend(found);
                inside(
                    task,
                    ExecutionContext {
                        is_repeated: true,
                        ..joined
                    },
                )
            }
            "switch_statement" | "catch_clause" | "trap_statement" => inside(
                task,
                ExecutionContext {
                    is_conditional: true,
                    ..joined
                },
            ),
            "try_statement" => inside(
                task,
                ExecutionContext {
                    is_tested: true,
                    ..joined
                },
            ),
            "finally_clause" => inside(task, joined),
            "function_statement" => {
                let name = children(node).into_iter().find(|it| it.kind() == "function_name");
                let name = name.map(|it| self.of(span(it)).to_ascii_lowercase());
                self.out.functions.extend(name);
                inside(
                    task,
                    ExecutionContext {
                        is_called: true,
                        ..joined
                    },
                )
            }
            "class_method_definition" | "script_block_expression" => inside(
                task,
                ExecutionContext {
                    is_called: true,
                    ..joined
                },
            ),
            "sub_expression" | "parenthesized_expression" => inside(
                task,
                ExecutionContext {
                    is_substituted: true,
                    ..joined
                },
            ),
            "assignment_expression" => {
                let assignment = self.assignment(node);
                self.out.assignments.extend(assignment);
                inside(task, context)
            }
            "hash_entry" => {
                let entry = self.entry(node);
                self.out.assignments.extend(entry);
                inside(task, context)
            }
            "flow_control_statement" => {
                self.flow(task);
                inside(task, context)
            }
            "comment" => Vec::new(),
            _ => inside(task, context),
        }
    }

    fn assignment(&self, node: Node<'_>) -> Option<Assignment> {
        let parts = children(node);
        let left = self.of(span(*parts.first()?)).trim();
        let name = left.rsplit(']').next()?.trim().strip_prefix('$')?;
        let at = span(*parts.first()?);
        Some(Assignment {
            name: name.strip_prefix("env:").unwrap_or(name).to_owned(),
            span: at,
            value: node.child_by_field_name("value").and_then(|it| self.text_of(it)),
            is_exported: name.to_ascii_lowercase().starts_with("env:"),
        })
    }

    fn entry(&self, node: Node<'_>) -> Option<Assignment> {
        let parts = children(node);
        let key = parts.iter().find(|it| it.kind() == "key_expression")?;
        let value = parts.iter().find(|it| it.kind() == "pipeline");
        let name = self.word(span(*key)).text;
        Some(Assignment {
            name,
            span: span(*key),
            value: value.and_then(|it| self.text_of(*it)),
            is_exported: false,
        })
    }

    /// A value that is one quoted text.
    fn text_of(&self, node: Node<'_>) -> Option<Word> {
        let mut node = innermost(node);
        while node.kind() == "pipeline" || node.kind() == "pipeline_chain" {
            node = innermost(node.named_child(0)?);
        }
        node.kind().contains("string").then(|| self.trimmed(node))
    }

    /// What a value that begins a pipe prints, which no command does.
    fn printed(&self, node: Node<'_>) -> Option<Printed> {
        let parts = children(node);
        let first = parts
            .iter()
            .find(|it| it.is_named())
            .filter(|it| it.kind() != "command")?;
        let is_variable = innermost(*first).kind() == "variable";
        let text = self
            .text_of(*first)
            .or_else(|| is_variable.then(|| self.trimmed(*first)));
        let lists = parts.iter().filter(|it| it.kind() == "redirections");
        let redirects = lists.flat_map(|it| children(*it)).filter_map(|it| self.redirect(it));
        Some(Printed {
            text,
            redirects: redirects.collect(),
            pipe: node.start_byte() as u32,
            span: span(*first),
        })
    }

    /// A word without the blanks that the grammar counts to it.
    fn trimmed(&self, node: Node<'_>) -> Word {
        let raw = self.of(span(node));
        let (start, len) = (raw.len() - raw.trim_start().len(), raw.trim().len());
        let start = span(node).start + start as u32;
        self.word(Span::new(start, start + len as u32))
    }

    /// `exit`, `throw` and the like are commands to whoever asks.
    fn flow(&mut self, task: Task<'_>) {
        let parts = children(task.node);
        let Some(first) = parts.first() else { return };
        let words: Vec<Word> = parts.iter().skip(1).map(|it| self.trimmed(*it)).collect();
        let end = words.last().map_or(span(*first).end, |it| it.span.end);
        let command = Command {
            name: self.of(span(*first)).to_ascii_lowercase(),
            name_span: span(*first),
            words,
            span: Span::new(span(*first).start, end),
            wrappers: Vec::new(),
            settings: Vec::new(),
            runs_as: User::Build,
            redirects: Vec::new(),
            pipe: None,
            context: task.context,
            dialect: self.dialect,
        };
        self.out.commands.push(command);
    }

    fn command<'t>(&mut self, task: Task<'t>) -> Vec<Task<'t>> {
        let (mut words, mut redirects, mut tasks) = (Vec::new(), Vec::new(), Vec::new());
        let mut name = None;
        let mut blocks = Vec::new();
        for child in children(task.node) {
            match child.kind() {
                "command_name" | "command_name_expr" => {
                    name = Some(child);
                    blocks.push(child);
                }
                "command_elements" => {
                    for element in children(child) {
                        match element.kind() {
                            "redirection" => redirects.extend(self.redirect(element)),
                            "command_argument_sep" => {}
                            _ => words.push(self.element(element)),
                        }
                        blocks.push(element);
                    }
                }
                _ => {}
            }
        }
        let words = self.with_lists(words);
        let Some(name) = name else { return tasks };
        let name_word = self.trimmed(name);
        let is_block = innermost(name).kind() == "script_block_expression"
            || name
                .named_child(0)
                .is_some_and(|it| it.kind() == "script_block_expression");
        let resolved = resolved(&name_word.text);
        let inner = of_blocks(&resolved, is_block, task.context);
        for block in blocks {
            tasks.extend(argument(task, block, inner));
        }
        // A script block that is called, and the numbers of `1..3`, are not commands.
        if is_block || name_word.text.starts_with(|it: char| it.is_ascii_digit()) || name_word.text.is_empty() {
            return tasks;
        }
        let end = words.last().map_or(name_word.span.end, |it| it.span.end);
        let command = Command {
            name: resolved,
            name_span: name_word.span,
            words,
            span: Span::new(span(task.node).start, end),
            wrappers: Vec::new(),
            settings: Vec::new(),
            runs_as: User::Build,
            redirects,
            pipe: task.pipe,
            context: task.context,
            dialect: self.dialect,
        };
        self.out.commands.push(command.clone());
        self.run(&command);
        tasks
    }

    fn element(&self, node: Node<'_>) -> Word {
        let mut word = self.trimmed(node);
        let parts = children(node);
        if node.kind() == "array_literal_expression" && parts.len() > 1 {
            let items = parts.iter().filter(|it| it.is_named());
            word.items = items.map(|it| self.trimmed(*it).text).collect();
        }
        word
    }

    fn redirect(&self, node: Node<'_>) -> Option<Redirect> {
        let parts = children(node);
        let sign = parts.iter().find(|it| it.kind() == "file_redirection_operator")?;
        let name = parts.iter().find(|it| it.kind() == "redirected_file_name")?;
        Some(Redirect {
            sign: self.of(span(*sign)).trim().to_owned(),
            target: self.trimmed(*name),
            span: span(node),
        })
    }
}

/// The words of a text as a program reads its arguments: quotes keep blanks together.
fn split_words(text: &str) -> Vec<String> {
    let (mut words, mut word, mut open) = (Vec::new(), String::new(), None);
    for c in text.chars() {
        match (open, c) {
            (None, '"' | '\'') => open = Some(c),
            (Some(quote), _) if quote == c => open = None,
            (None, _) if c.is_whitespace() => words.extend(Some(std::mem::take(&mut word)).filter(|it| !it.is_empty())),
            _ => word.push(c),
        }
    }
    words.extend(Some(word).filter(|it| !it.is_empty()));
    words
}
