//! The engine: what a rule is, what it reports, and running all of them over a document.
//!
//! Every diagnostic of the product is a finding of a rule, syntax errors and differences from the
//! schema included: each has an id, a page and a level.

mod api_version;
mod arm;
mod customize;
mod deprovision;
mod devops;
mod distribute;
pub mod engine;
mod error_handling;
pub mod fixes;
mod identity;
mod location;
mod network;
mod permissions;
mod schema;
mod script;
mod secrets;
mod settings;
mod source;
mod staging;
mod suppress;
mod syntax;
mod timeout;
mod triggers;
mod validate;
mod vm_size;

use std::collections::HashSet;
use std::sync::Arc;

use crate::cancel;
use crate::document::{Document, Kind};
use crate::locale::Lang;
use crate::model::deployment::Deployment;
use crate::model::distributor::{self, Distributor};
use crate::model::step::Step;
use crate::model::substitution::Assume;
use crate::model::template::{Role, Template};
use crate::rules::engine::check_result::CheckResult;
use crate::rules::engine::directives::{Comments, Remark};
use crate::rules::engine::finding::Finding;
pub(crate) use crate::rules::engine::findings::Findings;
use crate::rules::engine::memo::{self, Memo};
use crate::rules::engine::{in_files, in_place, repairs, suppressions, versions};
use crate::schema::slice;
use crate::schema::validate::{self as schema_check, Violation};
use crate::script::scripts::{Scripts, StepScript};
use crate::settings::problem::Problem;
use crate::settings::{KnownNames, Settings};
use crate::syntax::error::SyntaxError;
use crate::text::edit;
use crate::text::page;
use crate::text::page::sources::{self, Citation};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The service certainly refuses the template, or the build certainly fails.
    Error,
    /// Failure is likely.
    Warning,
    /// Advice.
    Information,
    /// Style.
    Hint,
}

/// The metadata of one kind of finding. Its page is its documentation and its test.
pub struct Rule {
    /// `family/name`; never reused.
    pub id: &'static str,
    /// The gravest level; a finding may carry a milder one.
    pub level: Level,
    /// What applies where settings are silent.
    pub default: DefaultSeverity,
    /// First API version for which the rule makes sense; `None` for all.
    pub since: Option<&'static str>,
    /// Whether its findings can carry a fix.
    pub fixable: bool,
    /// Whether its findings depend on what the API version accepts: they may be gone, or new, in another version.
    pub about_version: bool,
    /// Whether its errors and warnings that say the same of several places are shown as one, as all advice is.
    pub grouped: bool,
    /// How an editor shows the text of its findings.
    pub tag: Option<Tag>,
    /// Ids of rules that say more at the same span; its finding there is dropped.
    pub superseded_by: &'static [&'static str],
    /// The page: a heading, a section a language, examples.
    pub page: &'static str,
    pub(crate) check: Check,
}

/// What a rule reports where settings give neither it nor its family a severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DefaultSeverity {
    /// The level of each finding.
    Level,
    /// Nothing: no template shows whether it applies.
    Off,
}

/// How an editor shows text, in addition to a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// Faded: without it nothing would change.
    Unnecessary,
    /// Struck through: it is retired, or will be.
    Deprecated,
}

/// What a rule checks, which is what it gets.
pub(crate) enum Check {
    /// Each mistake of the text.
    Syntax(fn(&Document, &SyntaxError, &mut Findings<'_>)),
    /// The whole of a deployment template.
    Deployment(fn(&Deployment<'_>, &mut Findings<'_>)),
    /// The same, and the expressions of each image template and each trigger: nothing is put in their place.
    DeploymentAndResource(
        fn(&Deployment<'_>, &mut Findings<'_>),
        fn(Template<'_>, &mut Findings<'_>),
    ),
    /// The whole document.
    Document(fn(&Document, &mut Findings<'_>)),
    /// Each image template.
    Template(fn(Template<'_>, &mut Findings<'_>)),
    /// Each step, those of `customize` and of `validate`.
    Step(fn(Step<'_>, &mut Findings<'_>)),
    /// Each target.
    Distributor(fn(Distributor<'_>, &mut Findings<'_>)),
    /// Each script that can be seen, of all scripts of its template.
    Script(fn(&StepScript<'_>, &Scripts<'_>, &mut Findings<'_>)),
    /// All scripts of each image template that can be seen.
    Scripts(fn(&Scripts<'_>, &mut Findings<'_>)),
    /// Each image template and each trigger.
    Resource(fn(Template<'_>, &mut Findings<'_>)),
    /// Each difference from the schema, of templates and triggers.
    Violation(fn(&Violation<'_>, Template<'_>, &mut Findings<'_>)),
    /// Each problem of a suppression comment.
    Directive(fn(&Comments<'_>, &Remark<'_>, &mut Findings<'_>)),
    /// Each problem of settings; all the others check templates.
    Settings(fn(&Problem, &mut Findings<'_>)),
}

/// Every rule, family by family.
pub fn all() -> Vec<&'static Rule> {
    let families: [&[&Rule]; 23] = [
        &syntax::RULES,
        &schema::RULES,
        &api_version::RULES,
        &arm::RULES,
        &identity::RULES,
        &permissions::RULES,
        &timeout::RULES,
        &devops::RULES,
        &source::RULES,
        &triggers::RULES,
        &customize::RULES,
        &validate::RULES,
        &script::RULES,
        &deprovision::RULES,
        &distribute::RULES,
        &network::RULES,
        &vm_size::RULES,
        &staging::RULES,
        &location::RULES,
        &error_handling::RULES,
        &secrets::RULES,
        &suppress::RULES,
        &settings::RULES,
    ];
    families.into_iter().flatten().copied().collect()
}

/// A rule by its id.
pub fn find(id: &str) -> Option<&'static Rule> {
    all().into_iter().find(|it| it.id == id)
}

/// What settings may name.
pub fn known() -> KnownNames {
    KnownNames {
        rules: all().iter().map(|it| it.id).collect(),
        versions: slice::versions().to_vec(),
    }
}

/// All findings of a document in itself, sorted by position. Empty for a document that is not ours.
pub fn check(doc: &Document, settings: &Settings) -> Vec<Finding> {
    check_again(doc, settings, &Memo::default()).0.findings
}

/// The same, with the suppressed findings, reusing and returning the cache between versions.
/// Comments and settings do not touch what is remembered.
pub fn check_again(doc: &Document, settings: &Settings, before: &Memo) -> (CheckResult, Memo) {
    let mut findings = Vec::new();
    if matches!(doc.kind(), Kind::Foreign | Kind::Empty) {
        return (CheckResult::default(), Memo::default());
    }
    let mut memo = Memo::for_document(doc);
    let rules = all();
    let is_deployment = doc.kind() == Kind::Arm;
    let deployment = is_deployment
        .then(|| Deployment::of(doc.tree(), doc.parameters().map(Arc::as_ref)))
        .flatten();
    for rule in &rules {
        let findings = &mut Findings::new(rule, &mut findings);
        match rule.check {
            Check::Syntax(check) => doc.tree().errors().iter().for_each(|it| check(doc, it, findings)),
            Check::Document(check) => check(doc, findings),
            Check::Deployment(check) | Check::DeploymentAndResource(check, _) => {
                deployment.iter().for_each(|it| check(it, findings))
            }
            _ => {}
        }
    }
    let deployments = memo::deployment_numbers(doc);
    for (template, judged) in doc.templates().zip(doc.templates_with(Assume::Defaults)) {
        let number = template.deployment.and_then(|it| deployments.get(&it.id())).copied();
        let mut found = memo.recall(before, (template, number), judged, |scripts| {
            let found = check_template(template, judged, &rules, scripts);
            in_place::complete(doc, judged, found, |certain, rules| {
                let scripts = Scripts::of(certain, &versions::steps(certain), scripts.known().iter());
                check_template(template, certain, rules, &scripts)
            })
        });
        in_place::keep_private(template, deployment.as_ref(), &mut found);
        findings.extend(found);
    }
    findings.sort_by_key(|it| (it.file, it.span, it.rule.id, it.level));
    findings.dedup_by_key(|it| (it.file, it.span, it.rule.id));
    supersede(&mut findings);
    let elsewhere = in_files::split(doc, &mut findings);
    let fixes = findings.iter_mut().flat_map(|it| &mut it.fixes);
    fixes.for_each(|it| edit::gather(doc.text(), &mut it.edits));
    repairs::keep_certain(doc, &mut findings);
    let result = suppressions::of_document(doc, settings, findings);
    (CheckResult { elsewhere, ..result }, memo)
}

/// One cause, one finding, also where the two rules know nothing of each other.
fn supersede(findings: &mut Vec<Finding>) {
    let key = |it: &Finding, id| (it.file, it.span, id);
    let known: HashSet<_> = findings.iter().map(|it| key(it, it.rule.id)).collect();
    findings.retain(|it| !it.rule.superseded_by.iter().any(|id| known.contains(&key(it, *id))));
}

/// What is wrong with settings, in words. Settings choose the severity of their own findings too.
pub fn check_settings(problems: &[Problem], settings: &Settings) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in all() {
        let Check::Settings(check) = rule.check else { continue };
        let findings = &mut Findings::new(rule, &mut findings);
        problems.iter().for_each(|it| check(it, findings));
    }
    findings.sort_by(|a, b| (a.span, a.rule.id).cmp(&(b.span, b.rule.id)));
    suppressions::apply_severities(&mut findings, settings);
    findings
}

/// What some rules find in a template: `written` as it is in the document, `template` with values in place.
fn check_template(
    written: Template<'_>,
    template: Template<'_>,
    rules: &[&'static Rule],
    scripts: &Scripts<'_>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let is_asked = rules.iter().any(|it| matches!(it.check, Check::Violation(_)));
    let mut violations = Some(template)
        .filter(|_| is_asked)
        .map(schema_check::validate)
        .unwrap_or_default();
    violations.retain(|it| !it.is_unclosed());
    let is_template = template.role == Role::Template;
    let steps = versions::steps(template);
    let targets: Vec<Distributor<'_>> = distributor::distributors(template).collect();
    for rule in rules {
        cancel::checkpoint();
        let findings = &mut Findings::new(rule, &mut findings);
        match rule.check {
            Check::Template(check) if is_template => check(template, findings),
            Check::Resource(check) => check(template, findings),
            Check::DeploymentAndResource(_, check) => check(written, findings),
            Check::Step(check) => cancel::each(&steps, |it| check(*it, findings)),
            Check::Script(check) => cancel::each(&scripts.all, |it| check(it, scripts, findings)),
            Check::Scripts(check) => check(scripts, findings),
            Check::Distributor(check) => cancel::each(&targets, |it| check(*it, findings)),
            Check::Violation(check) => cancel::each(&violations, |it| check(it, template, findings)),
            _ => {}
        }
    }
    findings
}

impl Rule {
    /// What a card says unless it says otherwise.
    pub(crate) const DEFAULTS: Self = Self {
        id: "",
        level: Level::Error,
        default: DefaultSeverity::Level,
        since: None,
        fixable: false,
        about_version: false,
        grouped: false,
        tag: None,
        superseded_by: &[],
        page: "",
        check: Check::Document(|_, _| {}),
    };

    /// What the page says, without heading and examples, as Markdown. Every page has every
    /// language; a test checks that.
    pub fn words(&self, lang: Lang) -> &'static str {
        page::words(self.page, lang)
    }

    /// What the page rests on, the main source first.
    pub fn citations(&self) -> Vec<Citation> {
        sources::citations(self.page)
    }

    /// Whether its findings are mistakes of the text.
    pub fn is_about_syntax(&self) -> bool {
        matches!(self.check, Check::Syntax(_))
    }

    /// Whether another validator with the same schema would say the same.
    fn is_plain_schema(&self) -> bool {
        matches!(self.check, Check::Violation(_)) && self.id.starts_with("schema/")
    }

    /// Whether a JSON language server with the same schema would say the same. None has a limit of depth, nor knows what a valid escape was
    /// meant to be.
    fn is_plain_json(&self) -> bool {
        let is_syntax =
            self.id.starts_with("syntax/") && !["syntax/too-deep", "syntax/control-escape"].contains(&self.id);
        is_syntax || self.is_plain_schema() || self.id == "schema/duplicate-key"
    }

    /// Whether it reports nothing until settings give it, or its family, a severity.
    pub fn is_off(&self) -> bool {
        self.default == DefaultSeverity::Off
    }

    /// The first sentence of the page.
    pub fn summary(&self, lang: Lang) -> &'static str {
        page::first_sentence(self.words(lang))
    }
}

impl Level {
    /// As product texts and formats write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Information => "information",
            Self::Hint => "hint",
        }
    }
}
