//! An API version that is not known.

use crate::model::template::Template;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::schema::slice;
use crate::syntax::patch;
use crate::syntax::string;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "api-version/unknown",
    level: Level::Warning,
    fixable: true,
    about_version: true,
    page: include_str!("unknown.md"),
    check: Check::Resource(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let Some(version) = template.api_version() else { return };
    let Some(node) = version.at else { return };
    if slice::known(&version.text).is_some() || crate::model::value::has_placeholder(&version.text) {
        return;
    }
    let written = crate::rules::engine::names::short(&version.text);
    let message = say! {
        en: "Unknown API version `{written}`; the service rejects it unless it is newer than `aib-ls`",
        pt_br: "Versão da API desconhecida: `{written}`; o serviço a rejeita, a menos que seja mais nova que o `aib-ls`",
    };
    let mut report = findings.report(node.span(), message);
    let Some(node) = version.node else { return };
    let newest = slice::newest();
    let near = nearest_version(&version.text).filter(|it| *it != newest);
    for version in near.into_iter().chain([newest]) {
        let title = say! { en: "Use API version {version}", pt_br: "Usar a versão {version} da API" };
        report = report.guess(title, [patch::replace_value(node, string::quote(version))]);
    }
}

/// The accepted version whose spelling is nearest to another one.
fn nearest_version(written: &str) -> Option<&'static str> {
    let distance = |it: &str| strsim::damerau_levenshtein(written, it);
    let accepted = slice::versions().iter().copied().filter(|it| !slice::is_refused(it));
    accepted.filter(|it| distance(it) <= 3).min_by_key(|it| distance(it))
}
