//! `apiVersion` in the body of a standalone template.

use crate::model::template::{Form, Origin, Template};
use crate::rules::engine::versions;
use crate::rules::{Check, Findings, Level, Rule, Tag};
use crate::say;
use crate::syntax::patch;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "api-version/in-request-body",
    level: Level::Information,
    since: Some("2024-02-01"),
    fixable: true,
    about_version: true,
    tag: Some(Tag::Unnecessary),
    page: include_str!("in_request_body.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    if template.form != Form::Standalone {
        return;
    }
    let Some(version) = versions::version_from(template, versions::STRICT_SINCE) else {
        return;
    };
    let Some(node) = version.node.filter(|_| version.origin == Origin::Literal) else {
        return;
    };
    let Some(span) = node.key_span() else { return };
    let message = say! {
        en: "`apiVersion` does not belong in a standalone template; the command that submits it sets the version",
        pt_br: "`apiVersion` não pertence a um template avulso; o comando que o envia define a versão",
    };
    let title = say! { en: "Remove `apiVersion`", pt_br: "Remover `apiVersion`" };
    findings
        .report(span, message)
        .about(node.span())
        .guess(title, [patch::remove(node)]);
}
