//! A URL of a web page about a file.

use crate::model::step::Step;
use crate::model::uri::{self, Uri};
use crate::model::value::{self, Value};
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "customize/github-page-url",
    level: Level::Error,
    fixable: true,
    page: include_str!("github_page_url.md"),
    check: Check::Step(check),
    ..Rule::DEFAULTS
};

fn check(step: Step<'_>, findings: &mut Findings<'_>) {
    let Value::Known(address, node) = value::text(step.address()) else {
        return;
    };
    let Some(page) = uri::split(&address).filter(|it| it.is_web() && is_page(*it)) else {
        return;
    };
    let (level, message) = if step.runs_script() {
        (
            Level::Error,
            say! {
                en: "This URL returns a web page, not the script; the build VM then runs HTML and fails",
                pt_br: "Esta URL retorna uma página da Web, não o script; a VM de build então executa HTML e falha",
            },
        )
    } else {
        (
            Level::Warning,
            say! {
                en: "This URL returns a web page about the file, not the file itself",
                pt_br: "Esta URL retorna uma página da Web sobre o arquivo, não o próprio arquivo",
            },
        )
    };
    let report = findings.report(node.span(), message).level(level);
    if let Some(raw) = raw(page) {
        let title = say! { en: "Use the URL of the file itself", pt_br: "Usar a URL do próprio arquivo" };
        report.fix(title, [patch::replace_value(node, string::quote(&raw))]);
    }
}

fn is_page(address: Uri<'_>) -> bool {
    let asks_for_raw = ["raw"].iter().any(|it| address.parameter(it).is_some());
    let host = address.host.to_ascii_lowercase();
    let part = |n: usize| address.path.split('/').nth(n).unwrap_or_default();
    match host.trim_start_matches("www.") {
        "github.com" => matches!(part(3), "blob" | "tree") && !asks_for_raw,
        "gist.github.com" => !address.path.split('/').any(|it| it == "raw") && !part(1).is_empty(),
        _ => false,
    }
}

/// The URL of the file that a page shows: owner, repository, `blob`, then branch and path.
fn raw(page: Uri<'_>) -> Option<String> {
    let (owner, rest) = page.path.trim_start_matches('/').split_once('/')?;
    let (repository, file) = rest.split_once("/blob/")?;
    let is_plain = !owner.is_empty() && !repository.is_empty() && file.contains('/') && !page.is_at("gist.github.com");
    is_plain.then(|| format!("https://raw.githubusercontent.com/{owner}/{repository}/{file}"))
}
