//! Files and texts that commands are given.

use tree_sitter::Node;

use crate::script::analysis::bash::flow::inside;
use crate::script::analysis::bash::{Bash, Task, Tasks, children, span};
use crate::script::command::{ExecutionContext, Redirect, Word};

impl Bash<'_> {
    /// A command, or the parts of one, that files are given to.
    pub(super) fn redirected<'t>(&mut self, task: &Task<'t>) -> Tasks<'t> {
        let (mut bodies, mut signs) = (Vec::new(), Vec::new());
        for child in children(task.node) {
            if child.kind().ends_with("_redirect") {
                self.find_bashism(child, Some(task.node));
                signs.push(child);
            } else {
                bodies.push(child);
            }
        }
        let mut redirects: Vec<Redirect> = signs.iter().flat_map(|it| self.redirects(*it)).collect();
        redirects.extend(task.redirects.iter().cloned());
        let mut tasks: Tasks<'t> = Vec::new();
        for body in bodies {
            tasks.push(Task {
                redirects: redirects.clone(),
                ..task.at(body, task.context)
            });
        }
        // After the mark of a here-document the line goes on: `cat << EOF | sudo bash`.
        for sign in signs {
            if sign.kind() != "heredoc_redirect" {
                let inner = task.at(sign, task.context);
                tasks.extend(inside(&inner, task.context));
                continue;
            }
            let fed = self.redirects(sign).into_iter().filter(|it| it.sign.starts_with("<<"));
            let fed: Vec<Redirect> = fed.collect();
            for (nth, child) in children(sign).into_iter().filter(|it| it.is_named()).enumerate() {
                let context = ExecutionContext {
                    is_joined: true,
                    ..task.context
                };
                match child.kind() {
                    "pipeline" => {
                        for part in children(child).into_iter().filter(|it| it.is_named()) {
                            tasks.push(Task {
                                pipe: Some((sign.start_byte() as u32, nth as u32 + 1)),
                                redirects: fed.clone(),
                                ..task.at(part, context)
                            });
                        }
                    }
                    "command" | "list" | "redirected_statement" => tasks.push(task.at(child, context)),
                    "heredoc_body" | "file_redirect" => tasks.extend(inside(&task.at(child, context), context)),
                    _ => {}
                }
            }
        }
        tasks
    }

    /// What a redirection says; that of a here-document may contain others.
    pub(super) fn redirects(&self, node: Node<'_>) -> Vec<Redirect> {
        let parts = children(node);
        let sign: String = parts
            .iter()
            .filter(|it| it.kind() == "file_descriptor" || !it.is_named())
            .map(|it| self.of(span(*it)))
            .take_while(|it| !matches!(*it, "&&" | "||"))
            .collect();
        let body = |it: &&Node<'_>| match node.kind() {
            "heredoc_redirect" => it.kind() == "heredoc_body",
            _ => it.is_named() && it.kind() != "file_descriptor",
        };
        let target = parts.iter().rev().find(body).map(|it| span(*it));
        let target = target.map(|it| match node.kind() {
            "heredoc_redirect" => Word {
                text: self.of(it).to_owned(),
                span: it,
                is_computed: false,
                items: Vec::new(),
            },
            _ => self.word(it),
        });
        let own = target.map(|target| Redirect {
            sign,
            target,
            span: span(node),
        });
        let inner = parts.iter().filter(|it| it.kind() == "file_redirect");
        let inner: Vec<Redirect> = inner.flat_map(|it| self.redirects(*it)).collect();
        own.into_iter().chain(inner).collect()
    }
}
