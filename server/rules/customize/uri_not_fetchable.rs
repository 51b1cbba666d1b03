//! An address that the service cannot download from.

use crate::model::step::Step;
use crate::model::template::Template;
use crate::model::uri::{self, Uri};
use crate::model::value::{self, Value};
use crate::rules::engine::names;
use crate::rules::engine::versions;
use crate::rules::{Check, Level, Rule, Sink};
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

fn check(template: Template<'_>, out: &mut Sink<'_>) {
    let workload = template
        .property("optimize")
        .and_then(|it| it.at(&["workload", "scriptUri"]));
    let addresses = versions::steps(template).into_iter().filter_map(Step::address);
    for node in addresses.chain(workload) {
        if let Value::Known(text, _) = value::text(Some(node)) {
            judge(template, text.trim(), node, out);
        }
    }
}

fn judge(template: Template<'_>, text: &str, node: Node<'_>, out: &mut Sink<'_>) {
    let Some(address) = uri::split(text) else {
        // A mark at the beginning may stand for the scheme too.
        if !text.is_empty() && !text.starts_with(['%', '@', '$', '#', '{', '_', '<']) && !is_constant(text) {
            no_address(text, node, out);
        }
        return;
    };
    if address.host.contains(['%', '@', '$', '#', '{']) {
        return;
    }
    let scheme = address.scheme;
    if !address.is_web() {
        let message = say! {
            en: "The service downloads over `https` alone and refuses `{scheme}` when the template is submitted",
            pt_br: "O serviço só baixa por `https` e recusa `{scheme}` quando o template é enviado",
        };
        out.report(node.span(), message);
    } else if is_private(address.host) {
        // A subnet for the containers of the build may reach private addresses.
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
            en: "`{host}` is an address of a private network; the service downloads from outside of it when the template is submitted",
            pt_br: "`{host}` é um endereço de rede privada; o serviço baixa de fora dela quando o template é enviado",
        };
        out.report(node.span(), message).level(level);
    } else if is_sharing_link(address) {
        let message = say! {
            en: "This sharing link opens a page in a browser; the service needs an address that answers with the file",
            pt_br: "Este link de compartilhamento abre uma página no navegador; o serviço precisa de um endereço que responda com o arquivo",
        };
        out.report(node.span(), message).level(Level::Warning);
    } else if scheme.eq_ignore_ascii_case("http") {
        let message = say! {
            en: "Over `http` anybody on the way can change what the build runs",
            pt_br: "Por `http`, qualquer um no caminho pode alterar o que o build executa",
        };
        let title = say! { en: "Use `https`", pt_br: "Usar `https`" };
        let secure = text
            .get(scheme.len()..)
            .map(|it| format!("https{it}"))
            .unwrap_or_default();
        out.report(node.span(), message)
            .level(Level::Information)
            .guess(title, [patch::replace_value(node, string::quote(&secure))]);
    }
}

/// A text that is no address of the web at all.
fn no_address(text: &str, node: Node<'_>, out: &mut Sink<'_>) {
    let is_local = text.starts_with(['/', '\\', '.', '~']) || text.as_bytes().get(1) == Some(&b':');
    let message = if is_local {
        say! {
            en: "This is a local path; the service downloads over `https` when the template is submitted, and cannot reach your disk",
            pt_br: "Este é um caminho local; o serviço baixa por `https` quando o template é enviado e não alcança o seu disco",
        }
    } else {
        say! {
            en: "This is not an address to download from; write the full one, beginning with `https://`",
            pt_br: "Este não é um endereço que possa ser baixado; escreva-o completo, começando com `https://`",
        }
    };
    let report = out.report(node.span(), message);
    let host = text.split('/').next().unwrap_or_default();
    let is_host = host.contains('.')
        && host
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
    if !is_local && is_host && text.contains('/') {
        let title = say! { en: "Put `https://` before it", pt_br: "Colocar `https://` na frente" };
        report.guess(
            title,
            [patch::replace_value(node, string::quote(&format!("https://{text}")))],
        );
    }
}

/// Whether a text is the name of something that a pipeline fills in.
fn is_constant(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

/// Whether a host is known to be reached from within its network alone.
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

/// Whether an address is one that people hand each other, and that answers with a page.
fn is_sharing_link(address: Uri<'_>) -> bool {
    let asks = |name: &str| address.parameter(name).is_some_and(|it| it == "1");
    let is_download = asks("download") || address.path.to_ascii_lowercase().contains("/download");
    (address.is_at("1drv.ms") || address.is_at("onedrive.live.com") || address.is_at("sharepoint.com")) && !is_download
        || address.is_at("drive.google.com") && address.path.starts_with("/file/")
        || address.is_at("dropbox.com") && !asks("dl") && !asks("raw")
}
