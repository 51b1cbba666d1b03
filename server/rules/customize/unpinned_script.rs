//! A download whose content may change.

use crate::model::step::Step;
use crate::model::uri;
use crate::model::value::{self, Value};
use crate::rules::customize::names_a_commit;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "customize/unpinned-script",
    level: Level::Information,
    fixable: true,
    superseded_by: &["customize/github-page-url"],
    page: include_str!("unpinned_script.md"),
    check: Check::Step(check),
    ..Rule::DEFAULTS
};

fn check(step: Step<'_>, findings: &mut Findings<'_>) {
    let Value::Known(address, node) = value::text(step.address()) else {
        return;
    };
    let Some(parts) = uri::split(&address).filter(|it| it.is_web()) else {
        return;
    };
    if step.given("sha256Checksum").is_some() || names_a_commit(parts.path) {
        return;
    }
    let moves = BRANCHES.iter().any(|it| parts.path.contains(it));
    let (level, message) = if moves {
        (
            Level::Information,
            say! {
                en: "This URL follows a branch, so its content may change; add `sha256Checksum` to pin it",
                pt_br: "Esta URL acompanha um branch, então o conteúdo pode mudar; adicione `sha256Checksum` para fixá-lo",
            },
        )
    } else {
        (
            Level::Hint,
            say! {
                en: "The content of this URL may change; add `sha256Checksum` to pin it",
                pt_br: "O conteúdo desta URL pode mudar; adicione `sha256Checksum` para fixá-lo",
            },
        )
    };
    let report = findings.report(node.span(), message).level(level);
    let add = |value: &str| match step.get("sha256Checksum") {
        Some(blank) => patch::replace_value(blank, value),
        None => patch::add_member(step.node, "sha256Checksum", value),
    };
    let file = step.file().and_then(|it| Some((&it.name, it.content.as_ref()?)));
    if let Some((name, content)) = file {
        let title = say! {
            en: "Add the `sha256Checksum` of `{name}`",
            pt_br: "Adicionar o `sha256Checksum` de `{name}`",
        };
        // The URL may refer to another file.
        report.guess(title, [add(&string::quote(&content.sum))]);
    } else {
        let title =
            say! { en: "Add a `sha256Checksum` placeholder", pt_br: "Adicionar um `sha256Checksum` provisório" };
        report.guess(title, [add(CHECKSUM)]);
    }
}

const CHECKSUM: &str = "\"<sha256>\"";

/// Path segments that name a branch.
const BRANCHES: [&str; 3] = ["/main/", "/master/", "/refs/heads/"];
