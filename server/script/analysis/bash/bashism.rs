//! What a script says that only Bash understands.

use tree_sitter::Node;

use crate::script::analysis::Bashism;
use crate::script::analysis::bash::{Bash, children, span};
use crate::script::command::Command;
use crate::text::span::Span;

impl Bash<'_> {
    /// Records a node that a plain sh does not know.
    pub(super) fn find_bashism(&mut self, node: Node<'_>, parent: Option<Node<'_>>) {
        let first = node.child(0);
        let sign = |kind: &str| first.filter(|it| it.kind() == kind).map(span);
        let found = match node.kind() {
            "test_command" => sign("[[").map(|it| ("[[", it)),
            "function_definition" => sign("function").map(|it| ("function", it)),
            "array" => sign("(").map(|it| ("( )", it)),
            "herestring_redirect" => sign("<<<").map(|it| ("<<<", it)),
            "file_redirect" => sign("&>").or(sign("&>>")).map(|it| ("&>", it)),
            "brace_expression" => Some(("{1..9}", span(node))),
            "ansi_c_string" => Some(("$'…'", Span::new(span(node).start, span(node).start + 2))),
            "process_substitution" => sign("<(").or(sign(">(")).map(|it| ("<( )", it)),
            "c_style_for_statement" => Some(("for (( ))", span(node.child(0).unwrap_or(node)))),
            "compound_statement" => sign("((").map(|it| ("(( ))", it)),
            "declaration_command" => sign("declare").or(sign("typeset")).map(|it| ("declare", it)),
            "binary_expression" => self.equals(node, parent),
            "expansion" => self.expansion(node),
            _ => None,
        };
        if let Some((syntax, span)) = found {
            self.out.bashisms.push(Bashism { syntax, span });
        }
    }

    /// `==` between single brackets.
    fn equals(&self, node: Node<'_>, parent: Option<Node<'_>>) -> Option<(&'static str, Span)> {
        let parent = parent.filter(|it| it.kind() == "test_command")?;
        let operator = node.child_by_field_name("operator").filter(|it| it.kind() == "==")?;
        let bracket = parent.child(0).filter(|it| it.kind() == "[");
        bracket.map(|_| ("==", span(operator)))
    }

    /// `${x//a/b}`, `${x^^}`, `${x:0:2}`.
    fn expansion(&self, node: Node<'_>) -> Option<(&'static str, Span)> {
        const OWN: [&str; 9] = ["/", "//", "/#", "/%", "^", "^^", ",", ",,", ":"];
        let operator = children(node)
            .into_iter()
            .find(|it| !it.is_named() && OWN.contains(&it.kind()))?;
        let syntax = match operator.kind() {
            ":" => "${x:0:1}",
            "^" | "^^" => "${x^^}",
            "," | ",," => "${x,,}",
            _ => "${x/a/b}",
        };
        Some((syntax, span(operator)))
    }

    /// Commands that Bash has built in and sh has not.
    pub(super) fn find_bash_command(&mut self, command: &Command) {
        if command.runs_as != self.user || !command.wrappers.is_empty() {
            return;
        }
        let syntax = match command.name.as_str() {
            "source" => "source",
            "pushd" => "pushd",
            "popd" => "popd",
            "shopt" => "shopt",
            "let" => "let",
            "set" if command.has(&["pipefail"]) => "set -o pipefail",
            "read" if command.has_letter('a') => "read -a",
            _ => return,
        };
        let span = command.name_span;
        self.out.bashisms.push(Bashism { syntax, span });
    }
}
