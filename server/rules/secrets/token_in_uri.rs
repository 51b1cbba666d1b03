//! A URI that contains its own credentials.

use crate::model::step::Step;
use crate::model::template::Template;
use crate::model::uri;
use crate::model::value::{self, Value};
use crate::rules::engine::finding::Report;
use crate::rules::engine::versions;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;
use crate::syntax::tree::Node;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "secrets/token-in-uri",
    level: Level::Warning,
    fixable: true,
    // What has expired is no secret any more.
    superseded_by: &["secrets/token-expired"],
    page: include_str!("token_in_uri.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let workload = template
        .property("optimize")
        .and_then(|it| it.at(&["workload", "scriptUri"]));
    let addresses = versions::steps(template).into_iter().filter_map(Step::address);
    for node in addresses.chain(workload) {
        match value::text(Some(node)) {
            Value::Known(text, _) => check_address(&text, node, findings),
            Value::Computed(_) if value::is_expression(node) => {
                let text = node.as_str().unwrap_or_default();
                if has_written_signature(&text) {
                    report(&ACCESS_TOKEN, node, findings);
                }
            }
            _ => {}
        }
    }
}

fn check_address(text: &str, node: Node<'_>, findings: &mut Findings<'_>) {
    let Some(address) = uri::split(text).filter(|it| it.is_web()) else {
        return;
    };
    let is_signed = address.parameter("sig").is_some_and(|it| !it.is_empty())
        && (address.parameter("se").is_some() || address.parameter("sp").is_some());
    let has_token =
        address.is_at("raw.githubusercontent.com") && address.parameter("token").is_some_and(|it| !it.is_empty());
    if is_signed || has_token {
        let secret = if is_signed { &ACCESS_TOKEN } else { &GITHUB_TOKEN };
        let bare = text.split('?').next().unwrap_or_default();
        let title = say! { en: "Remove the token", pt_br: "Remover o token" };
        report(secret, node, findings).guess(title, [patch::replace_value(node, string::quote(bare))]);
    } else if let Some(user) = address.user.filter(|it| it.contains(':')) {
        let bare = text.replacen(&format!("{user}@"), "", 1);
        let title = say! { en: "Remove the user name and password", pt_br: "Remover o nome de usuário e a senha" };
        report(&PASSWORD, node, findings).guess(title, [patch::replace_value(node, string::quote(&bare))]);
    }
}

/// Whether a string of an expression contains a signature that is written out: 32 bytes in Base64.
fn has_written_signature(text: &str) -> bool {
    const LENGTH: usize = 43;
    let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '%' | '+' | '/' | '=');
    let behind = |sign: &str| -> usize {
        let values = text
            .match_indices(sign)
            .filter_map(|(at, _)| text.get(at + sign.len()..));
        let lengths = values.map(|it| it.chars().take_while(|c| is_letter(*c)).count());
        lengths.max().unwrap_or_default()
    };
    behind("?sig=").max(behind("&sig=")) >= LENGTH
}

struct Secret {
    en: &'static str,
    pt_br: &'static str,
}

const ACCESS_TOKEN: Secret = Secret {
    en: "A shared access signature",
    pt_br: "Uma assinatura de acesso compartilhado",
};
const GITHUB_TOKEN: Secret = Secret {
    en: "An access token",
    pt_br: "Um token de acesso",
};
const PASSWORD: Secret = Secret {
    en: "A password",
    pt_br: "Uma senha",
};

fn report<'s>(secret: &Secret, node: Node<'_>, findings: &'s mut Findings<'_>) -> Report<'s> {
    let (en, pt) = (secret.en, secret.pt_br);
    let message = say! {
        en: "{en} is readable in the template; give the template's identity access instead",
        pt_br: "{pt} está legível no template; dê acesso à identidade do template",
    };
    findings.report(node.span(), message)
}
