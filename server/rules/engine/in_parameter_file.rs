//! Disagreements between a parameter file and its template, as reported in the file itself.

use crate::document::Document;
use crate::expr::scope::{self, Declaration, Scope, Symbol};
use crate::expr::value::{self, Type};
use crate::model::declarations;
use crate::model::value::{has_placeholder, is_expression};
use crate::rules::engine::check_result::CheckResult;
use crate::rules::engine::directives::Comments;
use crate::rules::engine::finding::Finding;
use crate::rules::engine::names;
use crate::rules::engine::spelling;
use crate::rules::engine::suppressions::{self, Subject};
use crate::rules::{Findings, arm, find};
use crate::say;
use crate::settings::Settings;
use crate::syntax::patch;
use crate::syntax::tree::{Kind, Node};
use crate::text::plain::code;
use crate::text::span::Span;

/// What is wrong with an entry.
pub(in crate::rules) enum Mistake<'d, 'f> {
    /// The template has no such parameter.
    Undeclared,
    /// Its value is of another type than the parameter.
    Type {
        of: Declaration<'d>,
        wanted: Type,
        found: Type,
    },
    /// Its value is not one of the allowed values.
    NotAllowed {
        of: Declaration<'d>,
        allowed: Node<'d>,
        given: Node<'f>,
    },
}

/// The entries that a template does not take. `values` is the object of values by parameter name.
pub(in crate::rules) fn mistakes<'d, 'f>(template: Node<'d>, values: Node<'f>) -> Vec<(Node<'f>, Mistake<'d, 'f>)> {
    let scope = Scope::Deployment(template);
    if arm::is_computed(scope, Symbol::Parameter) {
        return Vec::new();
    }
    let of_entry = |entry: Node<'f>| {
        let key = entry.key()?;
        let Some(declaration) = scope.find(Symbol::Parameter, &key) else {
            return (!has_placeholder(&key)).then_some((entry, Mistake::Undeclared));
        };
        Some((entry, of_value(declaration, given(entry)?)?))
    };
    values.children().filter_map(of_entry).collect()
}

/// The value of an entry, where it is written there.
fn given(entry: Node<'_>) -> Option<Node<'_>> {
    let value = entry.get("value")?;
    let is_known = !matches!(value.kind(), Kind::Null | Kind::Broken) && !is_expression(value);
    let is_open = value.as_str().is_some_and(|it| has_placeholder(&it));
    (is_known && !is_open).then_some(value)
}

fn of_value<'d, 'f>(of: Declaration<'d>, given: Node<'f>) -> Option<Mistake<'d, 'f>> {
    let types = value::plain(given).kind().zip(arm::type_of(&of));
    if let Some((found, wanted)) = types.filter(|(found, wanted)| found != wanted) {
        return Some(Mistake::Type { of, wanted, found });
    }
    let allowed = arm::not_allowed(&of, given)?;
    Some(Mistake::NotAllowed { of, allowed, given })
}

/// The parameters that need a value and get none; those that are secret a pipeline hands in.
pub(in crate::rules) fn lacking<'d>(template: Node<'d>, values: Node<'_>) -> Vec<Declaration<'d>> {
    let mut declared = needed(template, Some(values));
    declared.retain(|it| !it.node.get("type").is_some_and(declarations::is_secret));
    declared
}

/// The parameters of any type without a default that get no value.
pub(in crate::rules) fn needed<'d>(template: Node<'d>, values: Option<Node<'_>>) -> Vec<Declaration<'d>> {
    let mut declared = Scope::Deployment(template).parameters();
    declared.retain(|it| {
        let is_open = it.node.get("type").is_none() || has_placeholder(&it.name);
        let is_given = values.and_then(|values| scope::member(values, &it.name)).is_some();
        !is_open && !is_given && !declarations::may_be_absent(it.node)
    });
    declared
}

/// The findings in a parameter file, before its comments and settings. `name` is what sentences call the template. Either text may be
/// broken: nothing is reported if that could be the cause.
pub fn check(template: &Document, name: &str, file: &Document) -> Vec<Finding> {
    let mut findings = Vec::new();
    let is_whole = !template.tree().errors().iter().any(|it| it.kind.breaks_shape());
    let root = template.tree().root().filter(|_| is_whole);
    let values = file.tree().root().and_then(|it| it.get("parameters"));
    if let (Some(root), Some(values)) = (root, values.filter(|it| it.kind() == Kind::Object)) {
        if let Some(rule) = find("arm/parameter-file") {
            let findings = &mut Findings::new(rule, &mut findings);
            for (entry, mistake) in mistakes(root, values) {
                if !file.tree().is_broken(entry.entry_span()) {
                    report(entry, &mistake, root, name, findings);
                }
            }
        }
        if let Some(rule) = find("arm/parameter-missing").filter(|_| !file.tree().is_broken(values.span())) {
            let findings = &mut Findings::new(rule, &mut findings);
            report_lacking(&lacking(root, values), values, name, findings);
        }
    }
    findings
}

/// Applies the comments and the settings of the file.
pub fn apply_suppressions(file: &Document, settings: &Settings, findings: Vec<Finding>) -> CheckResult {
    let subject = Subject {
        comments: Comments::of(file),
        broken: file.tree().errors().iter().any(|it| it.kind.breaks_shape()),
        pointer: &|it| file.pointer(it),
    };
    suppressions::apply_suppressions(&subject, settings, findings)
}

fn report(entry: Node<'_>, mistake: &Mistake<'_, '_>, template: Node<'_>, name: &str, findings: &mut Findings<'_>) {
    let own = entry.key().unwrap_or_default();
    let (shown, file) = (names::short(&own), code(name));
    let value = given(entry).unwrap_or(entry);
    match mistake {
        Mistake::Undeclared => {
            let message = say! {
                en: "{file} declares no parameter `{shown}`; the deployment is rejected",
                pt_br: "{file} não declara um parâmetro `{shown}`; a implantação é rejeitada",
            };
            let key = entry.key_span().unwrap_or(entry.span());
            let mut report = findings.report(key, message).about(entry.span());
            let declared = Scope::Deployment(template).parameters();
            let near = spelling::nearest(&own, declared.iter().map(|it| it.name.as_ref()));
            let is_free = |it: &&str| entry.parent().is_some_and(|values| scope::member(values, it).is_none());
            if let Some((near, edit)) = near
                .filter(is_free)
                .and_then(|it| Some((it, patch::rename_key(entry, it)?)))
            {
                let title = say! { en: "Replace with `{near}`", pt_br: "Substituir por `{near}`" };
                report = report.guess(title, [edit]);
            }
            let title = say! { en: "Remove `{shown}`", pt_br: "Remover `{shown}`" };
            report.guess(title, [patch::remove(entry)]);
        }
        Mistake::Type { wanted, found, .. } => {
            let (wanted, found) = (wanted.word(), found.word());
            let message = say! {
                en: "`{shown}` of {file} expects `{wanted}` but gets `{found}`; the deployment is rejected",
                pt_br: "`{shown}` de {file} espera `{wanted}`, mas recebe `{found}`; a implantação é rejeitada",
            };
            findings.report(value.span(), message);
        }
        Mistake::NotAllowed { allowed, given, .. } => {
            let message = say! {
                en: "The value is not one of the `allowedValues` of `{shown}` in {file}; the deployment is rejected",
                pt_br: "O valor não é um dos `allowedValues` de `{shown}` em {file}; a implantação é rejeitada",
            };
            let report = findings.report(value.span(), message);
            let written = given.as_str().unwrap_or_default();
            let texts: Vec<_> = allowed.children().filter_map(|it| Some((it.as_str()?, it))).collect();
            let near = spelling::nearest(&written, texts.iter().map(|it| it.0.as_ref()));
            if let Some((text, node)) = texts.iter().find(|it| Some(it.0.as_ref()) == near) {
                let text = names::short(text);
                let title = say! { en: "Replace with `{text}`", pt_br: "Substituir por `{text}`" };
                report.guess(title, [patch::replace_value(*given, node.source())]);
            }
        }
    }
}

/// The most names listed one by one.
const MAX_LISTED: usize = 5;

fn report_lacking(lacking: &[Declaration<'_>], values: Node<'_>, name: &str, findings: &mut Findings<'_>) {
    if lacking.is_empty() {
        return;
    }
    let file = code(name);
    let list = names::listed(lacking.iter().take(MAX_LISTED).map(|it| it.name.as_ref()));
    let message = say! {
        en: "Missing values for parameters of {file}: {list}; the deployment prompts for them or fails",
        pt_br: "Faltam valores para parâmetros de {file}: {list}; a implantação os solicita ou falha",
    };
    let start = values.span().start;
    let at = values.key_span().unwrap_or(Span::new(start, start + 1));
    let entry = |it: &Declaration<'_>| format!("{{ \"value\": {} }}", declarations::first_value(it.node));
    let entries: Vec<_> = lacking.iter().map(|it| (it.name.as_ref(), entry(it))).collect();
    let title = say! { en: "Add {list}", pt_br: "Adicionar {list}" };
    findings
        .report(at, message)
        .about(values.span())
        .guess(title, [patch::add_members(values, entries)]);
}
