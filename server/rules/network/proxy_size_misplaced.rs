//! The size of the proxy VM one level too high.

use crate::model::template::Template;
use crate::rules::engine::unknown_member;
use crate::rules::engine::unknown_member::UnknownMember;
use crate::rules::engine::versions;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::schema::validate::{Difference, Violation};
use crate::syntax::patch;
use crate::syntax::tree::{Kind, Node};
use crate::text::edit::Edit;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "network/proxy-size-misplaced",
    level: Level::Error,
    fixable: true,
    about_version: true,
    page: include_str!("proxy_size_misplaced.md"),
    check: Check::Violation(check),
    ..Rule::DEFAULTS
};

/// The API version that introduced it.
const PROXY_SIZE_SINCE: &str = "2021-10-01";

fn check(violation: &Violation<'_>, template: Template<'_>, findings: &mut Findings<'_>) {
    let node = violation.node;
    let is_unknown = violation.problem == Difference::UnknownKey && !versions::has_refused_version(template);
    if !is_unknown || !matches!(unknown_member::classify(violation, template), UnknownMember::ProxySize) {
        return;
    }
    let Some(span) = node.key_span() else { return };
    let strict = versions::is_strict(template);
    let message = if strict {
        say! {
            en: "`proxyVmSize` belongs in `vnetConfig`; the service rejects it here",
            pt_br: "`proxyVmSize` pertence a `vnetConfig`; aqui o serviço o rejeita",
        }
    } else {
        say! {
            en: "`proxyVmSize` belongs in `vnetConfig`; here it is ignored or rejected",
            pt_br: "`proxyVmSize` pertence a `vnetConfig`; aqui ele é ignorado ou rejeitado",
        }
    };
    let level = if strict { Level::Error } else { Level::Warning };
    let report = findings.report(span, message).level(level).about(node.span());
    let edits = moved(node).filter(|_| versions::version_may_have(template, PROXY_SIZE_SINCE));
    if let Some(edits) = edits {
        report.guess(
            say! { en: "Move into `vnetConfig`", pt_br: "Mover para dentro de `vnetConfig`" },
            edits,
        );
    } else {
        report.guess(
            say! { en: "Remove `proxyVmSize`", pt_br: "Remover `proxyVmSize`" },
            [patch::remove(node)],
        );
    }
}

/// The edits that move the property where it belongs; `None` if another value is there already.
fn moved(node: Node<'_>) -> Option<Vec<Edit>> {
    let Some(config) = node.parent()?.get("vnetConfig") else {
        let inside = format!("\"vnetConfig\": {{ \"proxyVmSize\": {} }}", node.source());
        return Some(vec![Edit::replace(node.entry_span(), inside)]);
    };
    let is_free = config.kind() == Kind::Object && config.is_closed() && config.get("proxyVmSize").is_none();
    is_free.then(|| {
        vec![
            patch::add_member(config, "proxyVmSize", node.source()),
            patch::remove(node),
        ]
    })
}
