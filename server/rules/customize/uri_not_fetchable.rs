//! A URL that the service cannot download from.

use crate::model::step::Step;
use crate::model::template::Template;
use crate::model::uri;
use crate::model::value::{self, Value};
use crate::model::web_page;
use crate::rules::engine::names;
use crate::rules::engine::versions;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;
use crate::syntax::tree::Node;
use std::net::{Ipv4Addr, Ipv6Addr};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "customize/uri-not-fetchable",
    level: Level::Error,
    fixable: true,
    page: include_str!("uri_not_fetchable.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let workload = template
        .property("optimize")
        .and_then(|it| it.at(&["workload", "scriptUri"]));
    let addresses = versions::steps(template).into_iter().filter_map(Step::address);
    for node in addresses.chain(workload) {
        if let Value::Known(text, _) = value::text(Some(node)) {
            check_address(template, text.trim(), node, findings);
        }
    }
}

fn check_address(template: Template<'_>, text: &str, node: Node<'_>, findings: &mut Findings<'_>) {
    let Some(address) = uri::split(text) else {
        // A placeholder at the start may include the scheme.
        if !text.is_empty() && !text.starts_with(['%', '@', '$', '#', '{', '_', '<']) && !is_constant(text) {
            no_address(text, node, findings);
        }
        return;
    };
    if address.host.contains(['%', '@', '$', '#', '{']) {
        return;
    }
    let scheme = address.scheme;
    if !address.is_web() {
        let message = say! {
            en: "Use `https`; the service rejects `{scheme}` when you submit the template",
            pt_br: "Use `https`; o serviço rejeita `{scheme}` quando você envia o template",
        };
        findings.report(node.span(), message);
    } else if is_private(address.host) {
        // A subnet for the build's container may reach private addresses.
        let subnet = template
            .property("vmProfile")
            .and_then(|it| it.at(&["vnetConfig", "containerInstanceSubnetId"]));
        let level = if subnet.is_some() {
            Level::Information
        } else {
            Level::Warning
        };
        let host = names::short(address.host);
        let message = say! {
            en: "`{host}` is a private address, which the service cannot reach when it downloads the file",
            pt_br: "`{host}` é um endereço privado, que o serviço não consegue acessar ao baixar o arquivo",
        };
        findings.report(node.span(), message).level(level);
    } else if web_page::is_sharing_link(address) {
        let message = say! {
            en: "This sharing link opens a web page; use a URL that returns the file",
            pt_br: "Este link de compartilhamento abre uma página da Web; use uma URL que retorne o arquivo",
        };
        let report = findings.report(node.span(), message).level(Level::Warning);
        if let Some(file) = web_page::download(address) {
            let title = say! { en: "Use the URL of the file itself", pt_br: "Usar a URL do próprio arquivo" };
            report.guess(title, [patch::replace_value(node, string::quote(&file))]);
        }
    } else if scheme.eq_ignore_ascii_case("http") {
        let message = say! {
            en: "Use `https`; with `http`, anyone on the network path can change what the build runs",
            pt_br: "Use `https`; com `http`, qualquer um no caminho da rede pode alterar o que o build executa",
        };
        let title = say! { en: "Use `https`", pt_br: "Usar `https`" };
        let secure = text
            .get(scheme.len()..)
            .map(|it| format!("https{it}"))
            .unwrap_or_default();
        findings
            .report(node.span(), message)
            .level(Level::Information)
            .guess(title, [patch::replace_value(node, string::quote(&secure))]);
    }
}

/// A text that is not a URL at all.
fn no_address(text: &str, node: Node<'_>, findings: &mut Findings<'_>) {
    let is_local = text.starts_with(['/', '\\', '.', '~']) || text.as_bytes().get(1) == Some(&b':');
    let message = if is_local {
        say! {
            en: "This is a local path; use an `https` URL, because the service cannot access your disk",
            pt_br: "Este é um caminho local; use uma URL `https`, porque o serviço não tem acesso ao seu disco",
        }
    } else {
        say! {
            en: "This is not a URL; write the full one, starting with `https://`",
            pt_br: "Isto não é uma URL; escreva-a completa, começando com `https://`",
        }
    };
    let report = findings.report(node.span(), message);
    let host = text.split('/').next().unwrap_or_default();
    let is_host = host.contains('.')
        && host
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
    if !is_local && is_host && text.contains('/') {
        let title = say! { en: "Prepend `https://`", pt_br: "Adicionar `https://` no início" };
        report.guess(
            title,
            [patch::replace_value(node, string::quote(&format!("https://{text}")))],
        );
    }
}

/// Whether a text is a placeholder that a pipeline fills in.
fn is_constant(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

/// Whether a host can only be reached from within its network.
fn is_private(host: &str) -> bool {
    let lower = host.to_ascii_lowercase();
    if let Ok(address) = lower.parse::<Ipv4Addr>() {
        return address.is_loopback() || address.is_private() || address.is_link_local();
    }
    if let Ok(address) = lower.parse::<Ipv6Addr>() {
        return address.is_loopback() || address.is_unique_local() || address.is_unicast_link_local();
    }
    lower == "localhost" || [".local", ".internal"].iter().any(|it| lower.ends_with(it))
}
