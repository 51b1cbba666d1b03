//! A `validate` block that validates nothing.

use crate::model::os::{self, Os};
use crate::model::step::{self, StepKind};
use crate::model::template::Template;
use crate::model::value;
use crate::rules::engine::versions;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::tree::{Kind, Node};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "validate/nothing-checked",
    level: Level::Warning,
    since: Some("2022-02-14"),
    fixable: true,
    page: include_str!("nothing_checked.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let Some(validate) = template.property("validate").filter(|it| it.kind() == Kind::Object) else {
        return;
    };
    let list = validate.get("inVMValidations");
    let is_list = list.is_none_or(|it| it.kind() == Kind::Array);
    // A member of another name may be the list, misspelled or produced by a copy loop.
    let has_unknown_members = validate
        .children()
        .filter_map(Node::key)
        .any(|it| !KNOWN.contains(&it.as_ref()));
    if !is_list
        || has_unknown_members
        || validate.tree().is_broken(validate.span())
        || !versions::version_may_have(template, versions::VALIDATORS_SINCE)
    {
        return;
    }
    let count = list.into_iter().flat_map(Node::children).count();
    let copies = step::validators(template)
        .filter(|it| it.kind == Some(StepKind::File))
        .count();
    if copies < count {
        return;
    }
    let only_source = value::boolean(validate.get("sourceValidationOnly")).known() == Some(true);
    let level = if only_source {
        Level::Warning
    } else {
        Level::Information
    };
    let message = if count > 0 {
        say! {
            en: "`File` validators only copy files; add a `Shell` or `PowerShell` validator",
            pt_br: "Validadores `File` só copiam arquivos; adicione um validador `Shell` ou `PowerShell`",
        }
    } else {
        say! {
            en: "`validate` has no validators, so nothing is validated",
            pt_br: "`validate` não tem validadores, então nada é validado",
        }
    };
    let report = findings
        .report(validate.key_span().unwrap_or_default(), message)
        .level(level)
        .about(validate.span());
    let Some(system) = os::operating_system(template) else {
        return;
    };
    let validator = match system.os {
        Os::Windows => WINDOWS,
        Os::Linux => LINUX,
    };
    let edit = match list {
        Some(list) => patch::add_item(list, validator),
        None => {
            let inner = patch::reindent(validator, "  ", "  ", "\n");
            patch::add_member(validate, "inVMValidations", &format!("[\n  {inner}\n]"))
        }
    };
    let title = say! { en: "Add a validator", pt_br: "Adicionar um validador" };
    report.guess(title, [edit]);
}

/// The members that the block may have.
const KNOWN: [&str; 3] = ["inVMValidations", "sourceValidationOnly", "continueDistributeOnFailure"];

/// Validators that fail until you fill in their path.
const LINUX: &str = "{\n  \"type\": \"Shell\",\n  \"inline\": [\"test -e '<path>'\"]\n}";
const WINDOWS: &str =
    "{\n  \"type\": \"PowerShell\",\n  \"inline\": [\"if (-not (Test-Path '<path>')) { exit 1 }\"]\n}";
