//! Reading a shell script.

mod bashism;
mod flow;
mod redirect;
mod run;

use std::ops::{Deref, DerefMut};

use tree_sitter::Node;

use crate::script::analysis::bash::flow::{endless, inside, list, pipeline, within};
use crate::script::analysis::{ParsedScript, Reader};
use crate::script::branches::branches;
use crate::script::command::{Assignment, Command, ExecutionContext, Redirect, Word, base_name};
use crate::script::wrapper;
use crate::text::span::Span;

/// A reader that knows this language.
struct Bash<'t>(Reader<'t>);

impl<'t> Deref for Bash<'t> {
    type Target = Reader<'t>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl DerefMut for Bash<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

/// A node to visit, and its execution context.
#[derive(Clone)]
struct Task<'t> {
    node: Node<'t>,
    /// What the node is in. The library would look for it from the root on.
    parent: Option<Node<'t>>,
    context: ExecutionContext,
    pipe: Option<(u32, u32)>,
    redirects: Vec<Redirect>,
}

/// The tasks that are left, the next one last.
type Tasks<'t> = Vec<Task<'t>>;

/// Reads what a tree contains.
pub(super) fn read(reader: Reader<'_>, root: Node<'_>) -> ParsedScript {
    let mut reader = Bash(reader);
    let mut tasks = vec![Task {
        node: root,
        parent: None,
        context: ExecutionContext::default(),
        pipe: None,
        redirects: Vec::new(),
    }];
    while let Some(task) = tasks.pop() {
        let mut inner = reader.visit(&task);
        inner.reverse();
        tasks.append(&mut inner);
    }
    reader.0.out
}

fn span(node: Node<'_>) -> Span {
    Span::new(node.start_byte() as u32, node.end_byte() as u32)
}

fn is_export(node: Node<'_>) -> bool {
    node.child(0).is_some_and(|it| it.kind() == "export")
}

fn children(node: Node<'_>) -> Vec<Node<'_>> {
    let mut cursor = node.walk();
    node.children(&mut cursor).collect()
}

impl<'t> Task<'t> {
    /// The same position for another node.
    fn at(&self, node: Node<'t>, context: ExecutionContext) -> Self {
        Self {
            node,
            parent: Some(self.node),
            context,
            pipe: self.pipe,
            redirects: Vec::new(),
        }
    }
}

impl Bash<'_> {
    /// Reads a node, and returns the nodes to visit next, in order.
    fn visit<'t>(&mut self, task: &Task<'t>) -> Tasks<'t> {
        let node = task.node;
        self.find_bashism(node, task.parent);
        match node.kind() {
            "command" => self.command(task),
            "redirected_statement" => self.redirected(task),
            "pipeline" => pipeline(task),
            "list" => list(task),
            "if_statement" | "elif_clause" => branches(node, task.context)
                .into_iter()
                .map(|(part, context)| task.at(part, context))
                .collect(),
            "while_statement" | "for_statement" | "c_style_for_statement" => self.repeated(task),
            "variable_assignment" => {
                self.assignment(node, task.parent);
                inside(task, task.context)
            }
            "declaration_command" => {
                self.export_known(node);
                inside(task, task.context)
            }
            "function_definition" => {
                let name = node.child_by_field_name("name").map(|it| self.of(span(it)));
                let name = name.map(str::to_ascii_lowercase);
                self.out.functions.extend(name);
                inside(
                    task,
                    ExecutionContext {
                        is_called: true,
                        ..task.context
                    },
                )
            }
            "comment" => Vec::new(),
            _ => inside(task, within(node.kind(), task.context)),
        }
    }

    fn repeated<'t>(&mut self, task: &Task<'t>) -> Tasks<'t> {
        // In a function it may be meant to run in the background; in a pipe it ends with its reader.
        let is_left = task.context.is_background || task.context.is_called || task.pipe.is_some();
        if !is_left {
            let found = endless(self, task.node);
            self.out.endless.extend(found);
        }
        inside(
            task,
            ExecutionContext {
                is_repeated: true,
                is_joined: true,
                ..task.context
            },
        )
    }

    fn assignment(&mut self, node: Node<'_>, parent: Option<Node<'_>>) {
        let is_exported = parent.is_some_and(is_export);
        let assignment = self.read_assignment(node, is_exported);
        self.out.assignments.extend(assignment);
    }

    fn read_assignment(&self, node: Node<'_>, is_exported: bool) -> Option<Assignment> {
        let name = node.child_by_field_name("name")?;
        let value = node.child_by_field_name("value").filter(|it| it.kind() != "array");
        Some(Assignment {
            name: self.of(span(name)).to_owned(),
            span: span(name),
            value: value.map(|it| self.word(span(it))),
            is_exported,
        })
    }

    /// `export a`, for a variable that has its value already.
    fn export_known(&mut self, node: Node<'_>) {
        let names = children(node).into_iter().filter(|it| it.kind() == "variable_name");
        for name in names.filter(|_| is_export(node)) {
            let name = self.text.get(name.byte_range()).unwrap_or_default();
            let known = self.out.assignments.iter_mut().filter(|it| it.name == name);
            known.for_each(|it| it.is_exported = true);
        }
    }

    fn command<'t>(&mut self, task: &Task<'t>) -> Tasks<'t> {
        let node = task.node;
        let (mut words, mut settings, mut redirects) = (Vec::new(), Vec::new(), task.redirects.clone());
        let mut tasks = Vec::new();
        for child in children(node) {
            match child.kind() {
                "variable_assignment" => settings.extend(self.read_assignment(child, true)),
                "file_redirect" | "herestring_redirect" | "heredoc_redirect" => redirects.extend(self.redirects(child)),
                _ if child.is_named() => words.push(self.word(span(child))),
                _ => {}
            }
            tasks.push(task.at(
                child,
                ExecutionContext {
                    is_substituted: true,
                    ..task.context
                },
            ));
        }
        // The text inside the words runs before; only commands in it are looked for.
        let tasks = tasks
            .into_iter()
            .filter(|it| it.node.child_count() > 0 || it.node.kind() == "ansi_c_string")
            .collect();
        let wrapped = wrapper::unwrap(&words);
        let mut rest = words.split_off(wrapped.len.min(words.len())).into_iter();
        // A word that the grammar inserted to recover is not a word.
        let Some(first) = rest.next().filter(|it| !it.span.is_empty()) else {
            return tasks;
        };
        for at in &wrapped.settings {
            let Some(word) = words.get(*at) else { continue };
            let Some((name, value)) = word.text.split_once('=') else {
                continue;
            };
            settings.push(Assignment {
                name: name.to_owned(),
                span: word.span,
                value: Some(Word {
                    text: value.to_owned(),
                    ..word.clone()
                }),
                is_exported: true,
            });
        }
        let rest: Vec<Word> = rest.collect();
        let start = words.first().unwrap_or(&first).span.start;
        let end = rest.last().unwrap_or(&first).span.end;
        let command = Command {
            name: base_name(&first.text),
            name_span: first.span,
            words: rest,
            span: Span::new(start, end),
            runs_as: wrapped.user.unwrap_or(self.user),
            settings,
            redirects,
            pipe: task.pipe,
            context: ExecutionContext {
                is_repeated: task.context.is_repeated || wrapped.is_through("xargs"),
                is_timed: task.context.is_timed || wrapped.is_through("timeout"),
                ..task.context
            },
            wrappers: wrapped.wrappers,
            dialect: self.dialect,
        };
        self.out.commands.push(command.clone());
        self.run(&command);
        tasks
    }
}
