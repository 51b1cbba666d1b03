//! A URL of a web page about a file.

use crate::model::step::Step;
use crate::model::uri;
use crate::model::value::{self, Value};
use crate::model::web_page;
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
    let Some(page) = uri::split(&address).filter(|it| it.is_web() && web_page::is_page(*it)) else {
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
    if let Some(raw) = web_page::raw(page) {
        let title = say! { en: "Use the URL of the file itself", pt_br: "Usar a URL do próprio arquivo" };
        report.fix(title, [patch::replace_value(node, string::quote(&raw))]);
    }
}
