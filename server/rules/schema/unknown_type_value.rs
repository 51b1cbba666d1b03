//! A type that the service does not know.

use crate::locale::Message;
use crate::model::template::Template;
use crate::rules::engine::names;
use crate::rules::engine::spelling;
use crate::rules::engine::versions;
use crate::rules::schema::{closed_set, fitting_variants};
use crate::rules::validate::validator_type;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::schema::lookup;
use crate::schema::slice;
use crate::schema::validate::{Difference, Violation};
use crate::syntax::patch;
use crate::syntax::string;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "schema/unknown-type-value",
    level: Level::Error,
    fixable: true,
    about_version: true,
    superseded_by: &["arm/passed-parameter"],
    page: include_str!("unknown_type_value.md"),
    check: Check::Violation(check),
    ..Rule::DEFAULTS
};

fn check(violation: &Violation<'_>, template: Template<'_>, findings: &mut Findings<'_>) {
    let Difference::NoVariant(union) = violation.problem else {
        return;
    };
    // `api-version/retired-preview` and `validate/validator-type` cover these.
    if versions::has_refused_version(template) || validator_type::is_customizer(violation) {
        return;
    }
    let Some((_, variants)) = lookup::slice_of(template).union(union) else {
        return;
    };
    let written = violation.node.as_str().unwrap_or_default();
    let alike = |it: &slice::Variant| it.name.eq_ignore_ascii_case(&written);
    let newest = slice::slice(Some(slice::newest())).union(union);
    let is_newer = template
        .api_version()
        .is_some_and(|it| slice::known(&it.text).is_some())
        && newest.is_some_and(|(_, newest)| newest.iter().any(|it| it.name == written));
    if variants.iter().any(alike) || is_newer {
        return;
    }
    let known = names::listed(variants.iter().map(|it| it.name));
    let message = special(union, &written).unwrap_or_else(|| {
        let written = names::short(&written);
        say! {
            en: "Unknown type `{written}`; expected one of {known}",
            pt_br: "Tipo desconhecido `{written}`; os valores aceitos são {known}",
        }
    });
    let level = closed_set(template);
    let everywhere = slice::slice(None).union(union);
    let level = if everywhere.is_some_and(|(_, all)| all.iter().any(alike)) {
        versions::bound_to_version(template, level)
    } else {
        level
    };
    let mut report = findings.report(violation.node.span(), message).level(level);
    if is_linux_restart(union, &written) {
        if let Some(step) = violation.node.parent() {
            let title = say! { en: "Remove the step", pt_br: "Remover a etapa" };
            report.guess(title, [patch::remove(step)]);
        }
        return;
    }
    let begins = |it: &&str| written.to_ascii_lowercase().starts_with(&it.to_ascii_lowercase());
    let object = violation.node.parent();
    let mut ordered = object.map_or_else(Vec::new, |it| fitting_variants(template, it));
    let names = || ordered.iter().copied();
    let near = spelling::nearest(&written, names()).or_else(|| names().find(begins));
    ordered.sort_by_key(|it| Some(*it) != near);
    for known in ordered {
        let edit = patch::replace_value(violation.node, string::quote(known));
        report = report.guess(
            say! { en: "Replace with `{known}`", pt_br: "Substituir por `{known}`" },
            [edit],
        );
    }
}

/// Types that once existed, or that people expect to exist.
fn special(union: &str, written: &str) -> Option<Message> {
    if is_linux_restart(union, written) {
        return Some(say! {
            en: "There is no restart step for Linux; a `Shell` step may reboot only as its last command",
            pt_br: "Não há etapa de reinicialização para Linux; uma etapa `Shell` só pode reiniciar no último comando",
        });
    }
    let is_iso = union == "ImageTemplateSource" && written.eq_ignore_ascii_case("iso");
    is_iso.then(|| {
        say! {
            en: "`ISO` was removed after the 2019 preview; use `PlatformImage`, `ManagedImage` or `SharedImageVersion`",
            pt_br: "`ISO` foi removida após a prévia de 2019; use `PlatformImage`, `ManagedImage` ou `SharedImageVersion`",
        }
    })
}

fn is_linux_restart(union: &str, written: &str) -> bool {
    union == "ImageTemplateCustomizer" && written.eq_ignore_ascii_case("LinuxRestart")
}
